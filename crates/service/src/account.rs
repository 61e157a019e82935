//! Signing in and out, and the sessions an account has.

mod proof;
mod reach;

use domain::account::{Role, STAFF_IDLE_MINUTES, Scope, WORKER_SESSION_DAYS, WeakPassword, check_password};
use domain::id::{AccountId, PersonId, SessionId};
use domain::language::Language;
use domain::registry::LONGEST_LABEL;
use domain::text;
use jiff::SignedDuration;
use store::Tx;
use store::account::{Account, Session};
use uuid::Uuid;

use crate::audit::About;
use crate::error::{Error, Result};
use crate::guess::{Device, Tries, Whence};
use crate::platform::{Caller, Platform};

pub use self::reach::NamedReach;

/// A session that has just been opened.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// The secret for the cookie; nowhere kept in clear.
    pub token: String,
    /// Who.
    pub caller: Caller,
    /// The account's shown name.
    pub shown_name: String,
    /// How long the session stands without use.
    pub stands_for: SignedDuration,
    /// The device's cookie from now on, for staff.
    pub device: Option<String>,
}

/// Who holds a session.
#[derive(Clone, Debug)]
pub struct Held {
    /// Who.
    pub caller: Caller,
    /// The account's shown name.
    pub shown_name: String,
    /// How long the session stands from now on, when this use has moved its end on.
    pub moved_on: Option<SignedDuration>,
}

/// A new account of staff.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// The name to sign in with.
    pub sign_in_name: String,
    /// What others see.
    pub shown_name: String,
    /// The first password.
    pub password: String,
    /// What it reaches; with it goes the role.
    pub reach: NamedReach,
}

impl Platform {
    /// Signs staff in. Five failures in a row lock the name for a quarter of an hour, for the place or the known
    /// device they came from. Whether the name or the password was wrong is not told, neither in words nor in time
    /// nor by being locked.
    pub async fn sign_in(
        &self,
        name: &str,
        password: &str,
        whence: &Whence,
        language: Language,
    ) -> Result<SignedIn> {
        let now = self.now();
        let vault = self.store.vault();
        let name = text::line(name, 1..=LONGEST_LABEL);
        let found = match &name {
            Ok(name) => self.store.read().await?.account_named(name).await?,
            Err(_) => None,
        };
        let device = whence.device.as_deref().and_then(Device::read);
        let account = found
            .as_ref()
            .map_or(AccountId(Uuid::nil()), |account| account.id);
        let known = device.as_ref().filter(|device| device.knows(account, vault));
        let tries = Tries::of(name.as_deref().unwrap_or_default(), known, whence, vault);
        let mut tx = self.store.write().await?;
        let counted = tries.count(&mut tx, now).await;
        tx.commit().await?;
        counted?;
        let hash = found.as_ref().and_then(|account| account.password_hash.clone());
        let fits = self.settings.passwords.fits(password.to_owned(), hash).await?;
        let found = found.filter(|account| fits && account.disabled_at.is_none());
        let account = found.ok_or(Error::SignedOut)?;
        let mut tx = self.store.write().await?;
        tries.forgive(&mut tx).await?;
        let mut signed_in = self
            .open_session(&mut tx, &account, &whence.agent, language)
            .await?;
        let device = device.unwrap_or_else(|| Device::new(self.new_token()));
        signed_in.device = Some(device.marked(account.id, vault));
        self.record(&mut tx, &signed_in.caller, "session.open", About::default())
            .await?;
        tx.commit().await?;
        Ok(signed_in)
    }

    /// Opens a session for an account that has proved itself.
    pub(crate) async fn open_session(
        &self,
        tx: &mut Tx,
        account: &Account,
        device: &str,
        language: Language,
    ) -> Result<SignedIn> {
        let now = self.now();
        let token = self.new_token();
        let session = Session {
            id: self.new_id(),
            account: account.id,
            device: device.chars().take(200).collect(),
            created_at: now,
            last_seen_at: now,
            expires_at: now + stands_for(account.scope.role()),
        };
        let hash = tx.vault().token_index(&token);
        tx.insert_session(&session, &hash).await?;
        let caller = Caller {
            actor: account.actor(),
            session: Some(session.id),
            language,
        };
        Ok(SignedIn {
            token,
            caller,
            shown_name: account.shown_name.clone(),
            stands_for: stands_for(account.scope.role()),
            device: None,
        })
    }

    /// Who holds a session's token; moves its end on, at most once a minute.
    pub async fn caller(&self, token: &str, language: Language) -> Result<Held> {
        let now = self.now();
        let hash = self.store.vault().token_index(token);
        let found = self.store.read().await?.session(&hash, now).await?;
        let (session, account) = found.ok_or(Error::SignedOut)?;
        let stands = stands_for(account.scope.role());
        let moves_on = now.duration_since(session.last_seen_at) > SignedDuration::from_mins(1);
        if moves_on {
            let mut tx = self.store.write().await?;
            tx.touch_session(session.id, now, now + stands).await?;
            tx.commit().await?;
        }
        Ok(Held {
            caller: Caller {
                actor: account.actor(),
                session: Some(session.id),
                language,
            },
            shown_name: account.shown_name,
            moved_on: moves_on.then_some(stands),
        })
    }

    /// What a caller reaches, in words: the name of the district, town or site, or the person's masked name.
    pub async fn scope_name(&self, caller: &Caller) -> Result<String> {
        let mut tx = self.store.read().await?;
        let name = match &caller.actor.scope {
            Scope::District { division } | Scope::Town { division } => tx.division_name(division).await?,
            Scope::Site { site } | Scope::Gate { site, .. } => tx.site_name(*site).await?,
            Scope::Person { .. } => None,
        };
        Ok(name.unwrap_or_default())
    }

    /// The caller's standing sessions.
    pub async fn sessions(&self, caller: &Caller) -> Result<Vec<Session>> {
        Ok(self
            .store
            .read()
            .await?
            .sessions(caller.actor.account, self.now())
            .await?)
    }

    /// Ends one of the caller's own sessions.
    pub async fn revoke_session(&self, caller: &Caller, session: SessionId) -> Result<()> {
        let mut tx = self.store.write().await?;
        if !tx
            .revoke_session(caller.actor.account, session, self.now())
            .await?
        {
            return Err(Error::NotFound);
        }
        self.record(&mut tx, caller, "session.revoke", About::default())
            .await?;
        Ok(tx.commit().await?)
    }

    /// Adds an account of staff; for set-up and the command line.
    pub async fn add_account(&self, new: &NewAccount) -> Result<AccountId> {
        check_password(&new.password).map_err(|why| match why {
            WeakPassword::Short => Error::field(
                "password",
                "密码至少 10 位",
                "The password needs at least 10 characters.",
            ),
            WeakPassword::OneKind => Error::field(
                "password",
                "密码要有字母、数字、符号中的两种",
                "The password needs two of: letters, digits, other signs.",
            ),
        })?;
        let named = |field: &'static str, text: &str| {
            text::line(text, 1..=LONGEST_LABEL).map_err(|_| {
                Error::field(
                    field,
                    "请填 1 到 60 个字，不能有看不见的字符",
                    "Give 1 to 60 characters, none of them invisible.",
                )
            })
        };
        let account = Account {
            id: self.new_id(),
            sign_in_name: Some(named("sign_in_name", &new.sign_in_name)?),
            shown_name: named("shown_name", &new.shown_name)?,
            password_hash: Some(self.settings.passwords.hash(&new.password, &*self.entropy)?),
            scope: self.scope_of(&new.reach).await?,
            disabled_at: None,
        };
        let mut tx = self.store.write().await?;
        self.name_town(&mut tx, &account.scope, &new.reach).await?;
        tx.insert_account(&account, self.now()).await?;
        tx.commit().await?;
        Ok(account.id)
    }

    /// A worker's account, made when they first need one.
    pub(crate) async fn worker_account(
        &self,
        tx: &mut Tx,
        person: PersonId,
        shown_name: &str,
    ) -> Result<Account> {
        if let Some(account) = tx.account_of_person(person).await? {
            return Ok(account);
        }
        let account = Account {
            id: self.new_id(),
            sign_in_name: None,
            shown_name: shown_name.to_owned(),
            password_hash: None,
            scope: Scope::Person { person },
            disabled_at: None,
        };
        tx.insert_account(&account, self.now()).await?;
        Ok(account)
    }
}

/// How long a session stands without use.
fn stands_for(role: Role) -> SignedDuration {
    match role {
        Role::Worker => SignedDuration::from_hours(24 * WORKER_SESSION_DAYS),
        _ => SignedDuration::from_mins(STAFF_IDLE_MINUTES),
    }
}
