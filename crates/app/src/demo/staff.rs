//! Staff of the demo as callers, when the demo itself acts for them.

use domain::language::Language;
use service::{Caller, Error, Platform};
use store::account::Account;

/// Somebody of staff by the name they sign in with.
pub(crate) async fn named(platform: &Platform, name: &str) -> Result<Option<Caller>, Error> {
    let account = platform.store().read().await?.account_named(name).await?;
    Ok(account.as_ref().and_then(caller))
}

/// An account as a caller, as long as it may do anything.
pub(crate) fn caller(account: &Account) -> Option<Caller> {
    account.disabled_at.is_none().then(|| Caller {
        actor: account.actor(),
        session: None,
        language: Language::Chinese,
    })
}
