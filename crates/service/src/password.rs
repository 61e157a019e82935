//! Passwords: argon2id, off the request's thread.

use std::sync::Arc;

use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use argon2::{Algorithm, Argon2, Params, Version};
use domain::clock::Entropy;
use tokio::sync::Semaphore;

use crate::error::{Error, Result};

/// Passwords looked at together; whoever comes later waits.
const AT_ONCE: usize = 4;

/// How passwords are hashed.
#[derive(Clone, Debug)]
pub struct Passwords {
    params: Params,
    turns: Arc<Semaphore>,
}

impl Default for Passwords {
    /// OWASP's first choice for argon2id: 19 MiB, two passes, one lane.
    fn default() -> Self {
        Self {
            params: Params::DEFAULT,
            turns: Arc::new(Semaphore::new(AT_ONCE)),
        }
    }
}

impl Passwords {
    /// A cheap setting for tests that sign in often.
    pub fn cheap() -> Self {
        Self {
            params: Params::new(8, 1, 1, None).unwrap_or(Params::DEFAULT),
            ..Self::default()
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

    /// Hashes a password off the thread of the caller, in turn with those that are looked at.
    pub async fn hashed(&self, password: String, entropy: Arc<dyn Entropy>) -> Result<String> {
        let turn = Arc::clone(&self.turns).acquire_owned().await;
        let turn = turn.map_err(Error::internal)?;
        let passwords = self.clone();
        let hashed = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            passwords.hash(&password, &*entropy)
        });
        hashed.await.map_err(Error::internal)?
    }

    /// Whether a password fits a hash. Without a hash it is looked at against one that nothing fits, so that the
    /// time tells nobody which names exist. A few at a time: each takes the memory of a small program.
    pub async fn fits(&self, password: String, hash: Option<String>) -> Result<bool> {
        let argon2 = self.argon2();
        let hash = hash.unwrap_or_else(|| self.nobodys());
        let turn = Arc::clone(&self.turns).acquire_owned().await;
        let turn = turn.map_err(Error::internal)?;
        let fits = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            PasswordHash::new(&hash)
                .is_ok_and(|hash| argon2.verify_password(password.as_bytes(), &hash).is_ok())
        });
        fits.await.map_err(Error::internal)
    }

    /// The hash of no password, which costs as much to look at as anyone's. Its 32 bytes are zeros: no password
    /// that could ever be found has them.
    fn nobodys(&self) -> String {
        format!(
            "$argon2id$v=19$m={},t={},p={}${}${}",
            self.params.m_cost(),
            self.params.t_cost(),
            self.params.p_cost(),
            "A".repeat(22),
            "A".repeat(43)
        )
    }
}

#[cfg(test)]
mod tests {
    use argon2::password_hash::phc::Output;

    use super::*;

    struct Same;

    impl Entropy for Same {
        fn fill(&self, bytes: &mut [u8]) {
            bytes.fill(7);
        }
    }

    #[tokio::test]
    async fn a_name_that_nobody_has_costs_what_one_that_somebody_has_costs_and_fits_nothing() {
        let passwords = Passwords::default();
        let own = passwords.hash("right-2020", &Same).unwrap();
        assert!(
            passwords
                .fits("right-2020".into(), Some(own.clone()))
                .await
                .unwrap()
        );
        assert!(
            !passwords
                .fits("wrong-2020".into(), Some(own.clone()))
                .await
                .unwrap()
        );
        assert!(!passwords.fits("right-2020".into(), None).await.unwrap());
        let nobodys = passwords.nobodys();
        let [own, nobodys] = [&own, &nobodys].map(|text| PasswordHash::new(text).expect("a hash"));
        assert_eq!(nobodys.algorithm, own.algorithm);
        assert_eq!(nobodys.version, own.version);
        assert_eq!(nobodys.params, own.params, "memory, passes, lanes");
        let lengths = |hash: &PasswordHash| {
            let bytes = [
                hash.salt.as_ref().map(|salt| salt.len()),
                hash.hash.as_ref().map(Output::len),
            ];
            assert!(bytes.iter().all(Option::is_some));
            bytes
        };
        assert_eq!(lengths(&nobodys), lengths(&own));
    }
}
