//! Sessions: who holds one, and ending them.

use domain::account::Duty;
use domain::id::SessionId;
use domain::language::Language;
use jiff::{SignedDuration, Timestamp};
use store::account::Account;
use store::session::Session;

use super::entering::stands_for;
use crate::audit::About;
use crate::error::{Error, Result};
use crate::platform::{Caller, Platform};

/// Whether a person is at the page that asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Attendance {
    /// Someone is there: it is a use of the session.
    Attended,
    /// A page left open asks by itself: the session goes on ageing.
    Unattended,
}

/// Who holds a session.
#[derive(Clone, Debug)]
pub struct Held {
    /// Who.
    pub caller: Caller,
    /// The account's shown name.
    pub shown_name: String,
    /// What comes before anything else.
    pub duty: Option<Duty>,
    /// How long the session stands from now on, when this use has moved its end on.
    pub moved_on: Option<SignedDuration>,
}

impl Platform {
    /// Who holds a session's token. Use by a person moves its end on, at most once a minute.
    pub async fn caller(&self, token: &str, language: Language, attendance: Attendance) -> Result<Held> {
        let now = self.now();
        let hash = self.store.vault().token_index(token);
        let found = self.store.read().await?.session(&hash, now).await?;
        let (session, account) = found.ok_or(Error::SignedOut)?;
        let stands = stands_for(account.scope.role());
        let moves_on = attendance == Attendance::Attended
            && now.duration_since(session.last_seen_at) > SignedDuration::from_mins(1);
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
            duty: self.duty(&account, session.created_at),
            shown_name: account.shown_name,
            moved_on: moves_on.then_some(stands),
        })
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

    /// Ends every session of the caller's but the one they are asking by.
    pub async fn revoke_other_sessions(&self, caller: &Caller) -> Result<()> {
        let mut tx = self.store.write().await?;
        tx.revoke_other_sessions(caller.actor.account, caller.session, self.now())
            .await?;
        self.record(&mut tx, caller, "session.revoke_others", About::default())
            .await?;
        Ok(tx.commit().await?)
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

    /// What comes before anything else for an account that signed in at an instant.
    pub(super) fn duty(&self, account: &Account, signed_in_at: Timestamp) -> Option<Duty> {
        let life = self.settings.password_life;
        Duty::first(
            account.scope.role(),
            life.state(account.initial_password, account.password_set_at, signed_in_at),
            account.second_factor,
            self.settings.second_factor,
        )
    }
}
