//! Proving oneself once more: whoever is signed in gives the password again before an act that a page left open
//! must not be enough for.

use crate::error::{Error, Result};
use crate::guess::Tries;
use crate::platform::{Caller, Platform};

impl Platform {
    /// Goes on only if `password` is the caller's. Five failures in a row, and none is looked at for a quarter of an
    /// hour; signing in is not locked by it.
    pub(crate) async fn prove_password(&self, caller: &Caller, password: &str) -> Result<()> {
        let found = self.store.read().await?.account(caller.actor.account).await?;
        let account = found.ok_or(Error::SignedOut)?;
        let tries = Tries::again("password", account.id, self.store.vault());
        let mut tx = self.store.write().await?;
        let counted = tries.count(&mut tx, self.now()).await;
        tx.commit().await?;
        counted?;
        let hash = account.password_hash.clone();
        if !self.settings.passwords.fits(password.to_owned(), hash).await? {
            return Err(Error::field(
                "password",
                "密码不对，请再输一次",
                "The password is not right. Type it again.",
            ));
        }
        let mut tx = self.store.write().await?;
        tries.forgive(&mut tx).await?;
        Ok(tx.commit().await?)
    }
}
