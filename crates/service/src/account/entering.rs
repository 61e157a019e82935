//! Signing in: a name and a password open a session.

use domain::account::{Duty, Role, STAFF_IDLE_MINUTES, WORKER_SESSION_DAYS};
use domain::id::AccountId;
use domain::language::Language;
use domain::registry::LONGEST_LABEL;
use domain::text;
use jiff::{SignedDuration, Timestamp};
use store::Tx;
use store::account::Account;
use store::session::Session;
use uuid::Uuid;

use crate::audit::About;
use crate::error::{Error, Result};
use crate::guess::{Device, Tries, Whence};
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
    /// What comes before anything else.
    pub duty: Option<Duty>,
    /// How long the session stands without use.
    pub stands_for: SignedDuration,
    /// The device's cookie from now on, for staff.
    pub device: Option<String>,
}

/// How far a name and a password have come.
#[derive(Clone, Debug)]
pub enum Entry {
    /// A session is open.
    Open(SignedIn),
    /// A second factor is to come.
    Half(Half),
}

/// A sign-in whose second factor is to come. A recovery code does in every case.
#[derive(Clone, Debug)]
pub struct Half {
    /// To be sent with it. It opens nothing by itself.
    pub ticket: String,
    /// Whether a code of an app does.
    pub app: bool,
    /// Whether a passkey does.
    pub passkey: bool,
}

/// How long a sign-in waits for its second factor.
const HALF_STANDS: SignedDuration = SignedDuration::from_mins(5);

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
    ) -> Result<Entry> {
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
        let unlocks = found.as_ref().map_or(0, |account| account.unlocks);
        let counted_as = format!("{unlocks} {}", name.as_deref().unwrap_or_default());
        let tries = Tries::of(&counted_as, known, whence, vault);
        self.count(&tries, account, now).await?;
        let hash = found.as_ref().and_then(|account| account.password_hash.clone());
        let fits = self.settings.passwords.fits(password.to_owned(), hash).await?;
        let found = found.filter(|account| fits && account.disabled_at.is_none());
        let account = found.ok_or(Error::SignedOut)?;
        let mut tx = self.store.write().await?;
        tries.forgive(&mut tx).await?;
        let entry = if account.second_factor {
            let ticket = self.new_token();
            let hash = vault.token_index(&ticket);
            tx.insert_half_sign_in(account.id, &hash, now, now + HALF_STANDS)
                .await?;
            let app = tx.second_factor(account.id).await?;
            Entry::Half(Half {
                ticket,
                app: app.is_some_and(|app| app.confirmed),
                passkey: !tx.passkeys(account.id).await?.is_empty(),
            })
        } else {
            Entry::Open(self.enter(&mut tx, &account, whence, language).await?)
        };
        tx.commit().await?;
        Ok(entry)
    }

    /// Whether an account of this name has signed in by this device before: its tries are its own, and nobody else can use
    /// them up.
    pub async fn is_known_device(&self, name: &str, whence: &Whence) -> Result<bool> {
        let device = whence.device.as_deref().and_then(Device::read);
        let (Some(device), Ok(name)) = (device, text::line(name, 1..=LONGEST_LABEL)) else {
            return Ok(false);
        };
        let found = self.store.read().await?.account_named(&name).await?;
        Ok(found.is_some_and(|account| device.knows(account.id, self.store.vault())))
    }

    /// Counts a try before it is looked at; a lock is noted for whoever keeps accounts.
    pub(super) async fn count(&self, tries: &Tries, account: AccountId, now: Timestamp) -> Result<()> {
        let mut tx = self.store.write().await?;
        let counted = tries.count(&mut tx, now).await;
        if let Err(Error::TooMany { retry_after }) = &counted {
            tx.note_lock(account, now + SignedDuration::from_secs(*retry_after))
                .await?;
        }
        tx.commit().await?;
        counted
    }

    /// Lets in whoever has proved all they have to, and marks their device.
    pub(super) async fn enter(
        &self,
        tx: &mut Tx,
        account: &Account,
        whence: &Whence,
        language: Language,
    ) -> Result<SignedIn> {
        let mut signed_in = self.open_session(tx, account, &whence.agent, language).await?;
        let device = whence.device.as_deref().and_then(Device::read);
        let device = device.unwrap_or_else(|| Device::new(self.new_token()));
        signed_in.device = Some(device.marked(account.id, self.store.vault()));
        self.record(tx, &signed_in.caller, "session.open", About::default())
            .await?;
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
            duty: self.duty(account, now),
            stands_for: stands_for(account.scope.role()),
            device: None,
        })
    }
}

/// How long a session stands without use.
pub(super) fn stands_for(role: Role) -> SignedDuration {
    match role {
        Role::Worker => SignedDuration::from_hours(24 * WORKER_SESSION_DAYS),
        _ => SignedDuration::from_mins(STAFF_IDLE_MINUTES),
    }
}
