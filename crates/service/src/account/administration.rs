//! Keeping other people's accounts: adding, switching off, resetting, unlocking. Who may is one rule of `domain`;
//! nothing here opens more than was open before.

use domain::account::{Role, Scope};
use domain::id::AccountId;
use domain::rights::{Place, Right, may_keep};
use domain::text;
use store::Tx;
use store::administration::{AccountFilter, AccountRow};
use store::session::Session;

use super::{NewAccount, checked_name};
use crate::error::{Error, Result};
use crate::page::{Page, Paging};
use crate::platform::{Caller, Platform};
use crate::registry::{LONGEST_REASON, SHORTEST_REASON};

/// Signs of a password that the platform makes: none mistaken for another when read out.
const PASSWORD_ALPHABET: &[u8; 32] = b"abcdefghjkmnopqrstuvwxyz23456789";

/// Which accounts are asked for.
#[derive(Clone, Debug, Default)]
pub struct AccountQuery {
    /// With this in their name.
    pub named: Option<String>,
    /// Of this role.
    pub role: Option<Role>,
}

/// An account as someone is about to make it.
#[derive(Clone, Debug)]
pub struct AccountDraft {
    /// The name to sign in with.
    pub sign_in_name: String,
    /// What others see.
    pub shown_name: String,
    /// Role and reach.
    pub scope: Scope,
}

/// An account and a password that was made for it; the password is shown this once.
#[derive(Clone)]
pub struct Handed {
    /// The account.
    pub account: AccountRow,
    /// Its password, until its owner changes it.
    pub password: String,
}

impl Platform {
    /// The accounts of staff, by sign-in name.
    pub async fn accounts(
        &self,
        caller: &Caller,
        query: &AccountQuery,
        paging: &Paging,
    ) -> Result<Page<AccountRow>> {
        self.may_in_district(caller, Right::KeepAccounts)?;
        let named = query.named.as_deref().map(str::trim);
        let filter = AccountFilter {
            named: named.filter(|text| !text.is_empty()).map(str::to_owned),
            role: query.role,
            account: None,
            after: paging.key()?,
            limit: paging.limit() + 1,
        };
        let rows = self.store.read().await?.accounts(&filter).await?;
        Ok(paging.page(rows, |row| row.account.sign_in_name.clone()))
    }

    /// Adds an account with a password of the platform's making.
    pub async fn make_account(&self, caller: &Caller, draft: &AccountDraft) -> Result<Handed> {
        self.may_in_district(caller, Right::KeepAccounts)?;
        let mut tx = self.store.read().await?;
        self.may_keep_scope(&mut tx, caller, &draft.scope).await?;
        if let Scope::Contractor { contractor, .. } = &draft.scope
            && let Some(found) = tx.contractor(*contractor).await?
            && found.ended_on.is_some()
        {
            return Err(Error::field(
                "scope",
                "这家单位已经退场了，请选一家在场的",
                "This company has left the site. Choose one that is at work there.",
            ));
        }
        drop(tx);
        self.of_its_level(&draft.scope)?;
        let password = self.made_password();
        let new = NewAccount {
            sign_in_name: checked_name("name", &draft.sign_in_name)?,
            shown_name: checked_name("title", &draft.shown_name)?,
            password: password.clone(),
            scope: draft.scope.clone(),
        };
        let account = self.prepared(&new).await?;
        let mut tx = self.store.write().await?;
        if tx.account_named(&new.sign_in_name).await?.is_some() {
            return Err(Error::field(
                "name",
                "这个账号名已经有人用了，换一个",
                "This account name is taken. Choose another.",
            ));
        }
        tx.insert_account(&account, self.now()).await?;
        self.record_on(&mut tx, caller, "account.add", account.id, None)
            .await?;
        let row = found(&mut tx, account.id).await?;
        tx.commit().await?;
        Ok(Handed {
            account: row,
            password,
        })
    }

    /// Goes on only if a district's account is for this district, a town's for a town and a community's for a community
    /// that there is.
    fn of_its_level(&self, scope: &Scope) -> Result<()> {
        let fits = match scope {
            Scope::District { division } => *division == self.settings.district,
            Scope::Town { division } => division.is_town() && division.is_known(),
            Scope::Community { division } => division.is_community() && division.is_known(),
            _ => true,
        };
        if fits {
            return Ok(());
        }
        Err(Error::field(
            "scope",
            "区级账号只能管本区，镇街账号要选一个镇街，社区账号要选一个社区",
            "A district's account is for this district, a town's for one town, and a community's for one community.",
        ))
    }

    /// Switches an account off: its sessions end, and nobody signs in by it. The account and what it did stay.
    pub async fn disable_account(&self, caller: &Caller, account: AccountId) -> Result<AccountRow> {
        let mut tx = self.store.write().await?;
        self.may_keep_account(&mut tx, caller, account).await?;
        let now = self.now();
        if !tx.put_disabled(account, Some(now)).await? {
            return Err(Error::conflict(
                "这个账号已经停用了",
                "This account is switched off already.",
            ));
        }
        tx.revoke_other_sessions(account, None, now).await?;
        tx.end_half_sign_ins(account).await?;
        self.done(tx, caller, "account.disable", account, None).await
    }

    /// Switches an account on again, as it was.
    pub async fn enable_account(&self, caller: &Caller, account: AccountId) -> Result<AccountRow> {
        let mut tx = self.store.write().await?;
        self.may_keep_account(&mut tx, caller, account).await?;
        if !tx.put_disabled(account, None).await? {
            return Err(Error::conflict(
                "这个账号本来就能用",
                "This account is switched on already.",
            ));
        }
        self.done(tx, caller, "account.enable", account, None).await
    }

    /// Gives an account a new password, which its owner changes at once: its sessions end. Reach, second factor and
    /// whether it is switched off stay as they were.
    pub async fn reset_password(&self, caller: &Caller, account: AccountId) -> Result<Handed> {
        let mut tx = self.store.read().await?;
        self.may_keep_account(&mut tx, caller, account).await?;
        drop(tx);
        let password = self.made_password();
        let hash = self.hashed_password(&password).await?;
        let mut tx = self.store.write().await?;
        tx.put_password(account, &hash, true, self.now()).await?;
        tx.revoke_other_sessions(account, None, self.now()).await?;
        tx.end_half_sign_ins(account).await?;
        let account = self
            .done(tx, caller, "account.reset_password", account, None)
            .await?;
        Ok(Handed { account, password })
    }

    /// Takes every second factor of someone who lost it away, app and passkeys, for a reason that is recorded and by the caller's own
    /// password. The password stays: where a second factor is set, neither reset alone lets anyone in.
    pub async fn reset_second_factor(
        &self,
        caller: &Caller,
        account: AccountId,
        password: &str,
        reason: &str,
    ) -> Result<AccountRow> {
        let mut tx = self.store.read().await?;
        self.may_keep_account(&mut tx, caller, account).await?;
        drop(tx);
        let reason = text::note(reason, SHORTEST_REASON..=LONGEST_REASON).map_err(|_| unreasoned())?;
        self.prove_password(caller, password).await?;
        let mut tx = self.store.write().await?;
        if !tx.remove_second_factor(account).await? {
            return Err(Error::conflict(
                "这个账号没有设两步登录",
                "This account has no second factor.",
            ));
        }
        tx.revoke_other_sessions(account, None, self.now()).await?;
        self.done(tx, caller, "account.reset_second_factor", account, Some(&reason))
            .await
    }

    /// Opens the locks that wrong passwords and codes put on an account.
    pub async fn unlock_account(&self, caller: &Caller, account: AccountId) -> Result<AccountRow> {
        let mut tx = self.store.write().await?;
        self.may_keep_account(&mut tx, caller, account).await?;
        tx.unlock_account(account).await?;
        self.done(tx, caller, "account.unlock", account, None).await
    }

    /// Where an account is signed in.
    pub async fn sessions_of(&self, caller: &Caller, account: AccountId) -> Result<Vec<Session>> {
        let mut tx = self.store.read().await?;
        self.may_keep_account(&mut tx, caller, account).await?;
        Ok(tx.sessions(account, self.now()).await?)
    }

    /// Ends every session of an account.
    pub async fn end_sessions_of(&self, caller: &Caller, account: AccountId) -> Result<()> {
        let mut tx = self.store.write().await?;
        self.may_keep_account(&mut tx, caller, account).await?;
        tx.revoke_other_sessions(account, None, self.now()).await?;
        self.done(tx, caller, "account.end_sessions", account, None)
            .await?;
        Ok(())
    }

    /// Goes on only if the caller keeps an account. One that is not there, or is nobody's of staff, is denied alike.
    async fn may_keep_account(&self, tx: &mut Tx, caller: &Caller, account: AccountId) -> Result<()> {
        let found = tx.account(account).await?.ok_or(Error::Denied)?;
        self.may_keep_scope(tx, caller, &found.scope).await
    }

    /// Goes on only if the caller keeps accounts of a scope.
    async fn may_keep_scope(&self, tx: &mut Tx, caller: &Caller, scope: &Scope) -> Result<()> {
        let place = match scope {
            Scope::District { division } | Scope::Administration { division, .. } => {
                Place::District(division.clone())
            }
            Scope::Town { division } | Scope::Community { division } => Place::Town(division.clone()),
            Scope::Site { site } => tx.place_of_site(*site).await?.ok_or(Error::Denied)?,
            Scope::Contractor { site, contractor } => {
                let place = tx.place_of_contractor(*contractor).await?;
                let there = place.filter(|place| place.site() == Some(*site));
                there.ok_or(Error::Denied)?
            }
            Scope::Enterprise { organisation } => {
                tx.organisation(*organisation).await?.ok_or(Error::Denied)?;
                Place::District(self.settings.district.clone())
            }
            Scope::Person { .. } | Scope::Gate { .. } | Scope::Integrator { .. } => {
                return Err(Error::Denied);
            }
        };
        if may_keep(&caller.actor, scope.role(), &place) {
            Ok(())
        } else {
            Err(Error::Denied)
        }
    }

    async fn done(
        &self,
        mut tx: Tx,
        caller: &Caller,
        action: &str,
        account: AccountId,
        reason: Option<&str>,
    ) -> Result<AccountRow> {
        self.record_on(&mut tx, caller, action, account, reason).await?;
        let row = found(&mut tx, account).await?;
        tx.commit().await?;
        Ok(row)
    }

    /// Three groups of four signs (60 bits), read out or copied once.
    fn made_password(&self) -> String {
        let mut bytes = [0; 12];
        self.entropy.fill(&mut bytes);
        let signs = bytes.map(|byte| char::from(PASSWORD_ALPHABET[usize::from(byte & 31)]));
        let groups: Vec<String> = signs.chunks(4).map(|group| group.iter().collect()).collect();
        groups.join("-")
    }
}

async fn found(tx: &mut Tx, account: AccountId) -> Result<AccountRow> {
    let filter = AccountFilter {
        account: Some(account),
        limit: 1,
        ..AccountFilter::default()
    };
    tx.accounts(&filter).await?.pop().ok_or(Error::NotFound)
}

fn unreasoned() -> Error {
    Error::field(
        "reason",
        "请写明为什么，4 到 200 个字，不能有看不见的字符",
        "Say why, in 4 to 200 characters, none of them invisible.",
    )
}
