//! Passwords: argon2id, off the request's thread.

use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
use domain::clock::Entropy;

use crate::error::{Error, Result};

/// How passwords are hashed.
#[derive(Clone, Debug)]
pub struct Passwords {
    params: Params,
}

impl Default for Passwords {
    /// OWASP's first choice for argon2id: 19 MiB, two passes, one lane.
    fn default() -> Self {
        Self {
            params: Params::DEFAULT,
        }
    }
}

impl Passwords {
    /// A cheap setting for tests that sign in often.
    pub fn cheap() -> Self {
        Self {
            params: Params::new(8, 1, 1, None).unwrap_or(Params::DEFAULT),
        }
    }

    fn argon2(&self) -> Argon2<'static> {
        Argon2::new(Algorithm::Argon2id, Version::V0x13, self.params.clone())
    }

    /// Hashes a password; takes tens of milliseconds, on the thread of the caller.
    pub fn hash(&self, password: &str, entropy: &dyn Entropy) -> Result<String> {
        let mut salt = [0; 16];
        entropy.fill(&mut salt);
        self.argon2()
            .hash_password_with_salt(password.as_bytes(), &salt)
            .map(|hash| hash.to_string())
            .map_err(Error::internal)
    }

    /// Whether a password fits a hash. Without a hash the same time is spent on a hash that fits nothing, so
    /// that the time tells nobody which names exist.
    pub async fn fits(&self, password: String, hash: Option<String>) -> Result<bool> {
        let argon2 = self.argon2();
        let known = hash.is_some();
        let hash = match hash {
            Some(hash) => hash,
            None => argon2
                .hash_password_with_salt(b"nobody", b"sixteen bytes ok")
                .map_err(Error::internal)?
                .to_string(),
        };
        let fits = tokio::task::spawn_blocking(move || {
            PasswordHash::new(&hash)
                .is_ok_and(|hash| argon2.verify_password(password.as_bytes(), &hash).is_ok())
        });
        Ok(fits.await.map_err(Error::internal)? && known)
    }
}
