//! Changing one's own password, and what a password has to be.

use domain::account::{WeakPassword, check_password};

use crate::audit::About;
use crate::error::{Error, Result};
use crate::platform::{Caller, Platform};

impl Platform {
    /// Changes the caller's password. Whoever else was signed in with the old one no longer is.
    pub async fn change_password(&self, caller: &Caller, password: &str, new_password: &str) -> Result<()> {
        strong("new_password", new_password)?;
        self.prove_password(caller, password).await?;
        if new_password == password {
            return Err(Error::field(
                "new_password",
                "新密码要和现在的不一样",
                "The new password has to differ from the present one.",
            ));
        }
        let hash = self.hashed_password(new_password).await?;
        let mut tx = self.store.write().await?;
        tx.put_password(caller.actor.account, &hash, false, self.now())
            .await?;
        tx.revoke_other_sessions(caller.actor.account, caller.session, self.now())
            .await?;
        tx.end_half_sign_ins(caller.actor.account).await?;
        self.record(&mut tx, caller, "password.change", About::default())
            .await?;
        Ok(tx.commit().await?)
    }

    pub(super) async fn hashed_password(&self, password: &str) -> Result<String> {
        let (passwords, entropy) = (&self.settings.passwords, self.entropy.clone());
        passwords.hashed(password.to_owned(), entropy).await
    }
}

/// Goes on only if a new password is strong enough; else the fault is of the field it was typed in.
pub(super) fn strong(field: &'static str, password: &str) -> Result<()> {
    check_password(password).map_err(|why| match why {
        WeakPassword::Short => Error::field(
            field,
            "密码至少 10 位",
            "The password needs at least 10 characters.",
        ),
        WeakPassword::OneKind => Error::field(
            field,
            "密码要有字母、数字、符号中的两种",
            "The password needs two of: letters, digits, other signs.",
        ),
    })
}
