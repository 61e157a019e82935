//! Signing in and out, and the sessions an account has.

use domain::account::{
    FAILURES_BEFORE_LOCK, LOCK_MINUTES, Role, STAFF_IDLE_MINUTES, Scope, WORKER_SESSION_DAYS, WeakPassword,
    check_password,
};
use domain::id::{AccountId, PersonId, SessionId};
use domain::language::Language;
use domain::registry::LONGEST_LABEL;
use domain::text;
use jiff::{SignedDuration, Timestamp};
use store::Tx;
use store::account::{Account, Session};

use crate::audit::About;
use crate::error::{Error, Result};
use crate::platform::{Caller, Platform};

/// A session that has just been opened.
#[derive(Clone, Debug)]
pub struct SignedIn {
    /// The secret for the cookie; nowhere kept in clear.
    pub token: String,
    /// Who.
    pub caller: Caller,
    /// The account's shown name.
    pub shown_name: String,
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
    /// Role and reach.
    pub scope: Scope,
}

impl Platform {
    /// Signs staff in. Five failures in a row lock the account for a quarter of an hour. Whether the name or
    /// the password was wrong is not told, neither in words nor in time.
    pub async fn sign_in(
        &self,
        name: &str,
        password: &str,
        device: &str,
        language: Language,
    ) -> Result<SignedIn> {
        let now = self.now();
        let found = self.store.read().await?.account_named(name.trim()).await?;
        let locked = found
            .as_ref()
            .and_then(|account| account.locked_until)
            .filter(|until| *until > now);
        if let Some(until) = locked {
            return Err(Error::TooMany {
                retry_after: until.duration_since(now).as_secs().max(1),
            });
        }
        // Counted before it is looked at, so that many tries at once are not all looked at.
        if let Some(account) = &found
            && !self.count_try(account).await?
        {
            return Err(Error::TooMany {
                retry_after: 60 * LOCK_MINUTES,
            });
        }
        let hash = found.as_ref().and_then(|account| account.password_hash.clone());
        let fits = self.settings.passwords.fits(password.to_owned(), hash).await?;
        let Some(account) = found.filter(|account| account.disabled_at.is_none()) else {
            return Err(Error::SignedOut);
        };
        if !fits {
            return Err(Error::SignedOut);
        }
        let mut tx = self.store.write().await?;
        tx.clear_failures(account.id).await?;
        let signed_in = self.open_session(&mut tx, &account, device, language).await?;
        self.record(&mut tx, &signed_in.caller, "session.open", About::default())
            .await?;
        tx.commit().await?;
        Ok(signed_in)
    }

    /// Counts a try as failed until it turns out well. False when the account is locked meanwhile.
    async fn count_try(&self, account: &Account) -> Result<bool> {
        let now = self.now();
        let mut tx = self.store.write().await?;
        let standing = tx.account(account.id).await?.ok_or(Error::SignedOut)?;
        match standing.locked_until {
            Some(until) if until > now => return Ok(false),
            Some(_) => tx.clear_failures(account.id).await?,
            None => {}
        }
        let until = now + SignedDuration::from_mins(LOCK_MINUTES);
        tx.count_failure(account.id, FAILURES_BEFORE_LOCK, until).await?;
        tx.commit().await?;
        Ok(true)
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
            expires_at: stands_until(account.scope.role(), now),
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
        })
    }

    /// Who holds a session's token; moves its end on, at most once a minute.
    pub async fn caller(&self, token: &str, language: Language) -> Result<(Caller, String)> {
        let now = self.now();
        let hash = self.store.vault().token_index(token);
        let found = self.store.read().await?.session(&hash, now).await?;
        let (session, account) = found.ok_or(Error::SignedOut)?;
        if now.duration_since(session.last_seen_at) > SignedDuration::from_mins(1) {
            let mut tx = self.store.write().await?;
            tx.touch_session(session.id, now, stands_until(account.scope.role(), now))
                .await?;
            tx.commit().await?;
        }
        Ok((
            Caller {
                actor: account.actor(),
                session: Some(session.id),
                language,
            },
            account.shown_name,
        ))
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
            scope: new.scope.clone(),
            failures: 0,
            locked_until: None,
            disabled_at: None,
        };
        let mut tx = self.store.write().await?;
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
            failures: 0,
            locked_until: None,
            disabled_at: None,
        };
        tx.insert_account(&account, self.now()).await?;
        Ok(account)
    }
}

fn stands_until(role: Role, now: Timestamp) -> Timestamp {
    match role {
        Role::Worker => now + SignedDuration::from_hours(24 * WORKER_SESSION_DAYS),
        _ => now + SignedDuration::from_mins(STAFF_IDLE_MINUTES),
    }
}
