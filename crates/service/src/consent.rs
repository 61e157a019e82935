//! Consent: given before anything is taken, by the person or before a witness; withdrawn at any time, with what
//! hangs on it; never forgotten.

use domain::account::Scope;
use domain::consent::{ConsentText, Purpose};
use domain::face::FaceState;
use domain::id::{AccountId, PersonId, SiteId};
use domain::rights::{Place, Right};
use store::Tx;
use store::consent::Consent;

use crate::audit::About;
use crate::error::{Error, Result};
use crate::platform::{Caller, Platform};

impl Platform {
    /// The texts in force, for anyone to read.
    pub fn consent_texts() -> Vec<ConsentText> {
        vec![Purpose::Face.text(), Purpose::Declaration.text()]
    }

    /// Records that a person agrees to the text of this version. The same version agreed to twice is one consent.
    pub async fn record_consent(
        &self,
        tx: &mut Tx,
        person: PersonId,
        purpose: Purpose,
        text_version: &str,
        witness: Option<AccountId>,
    ) -> Result<()> {
        if text_version != purpose.text().version {
            return Err(Error::conflict(
                "说明有更新，请重新看一遍再同意",
                "The text has changed. Please read it again before you agree.",
            ));
        }
        let standing = tx.standing_consent(person, purpose).await?;
        if standing.is_some_and(|consent| consent.text_version == text_version) {
            return Ok(());
        }
        let consent = Consent {
            id: self.new_id(),
            person,
            purpose,
            text_version: text_version.to_owned(),
            given_at: self.now(),
            withdrawn_at: None,
            witness,
        };
        Ok(tx.insert_consent(&consent).await?)
    }

    /// Records consent to face use: by the worker themself, or by the site's manager for the worker before them.
    pub async fn agree_to_face(
        &self,
        caller: &Caller,
        person: PersonId,
        text_version: &str,
    ) -> Result<FaceState> {
        let mut tx = self.store.write().await?;
        let site = self.may_use_face(&mut tx, caller, person).await?;
        tx.hold_people(&[person]).await?;
        self.old_enough(&mut tx, person).await?;
        let (witness, action) = match caller.actor.scope {
            Scope::Person { .. } => (None, "consent.give"),
            _ => (Some(caller.actor.account), "consent.witness"),
        };
        self.record_consent(&mut tx, person, Purpose::Face, text_version, witness)
            .await?;
        self.record(&mut tx, caller, action, about(person, site)).await?;
        let state = self.face_state(&mut tx, person).await?;
        tx.commit().await?;
        Ok(state)
    }

    /// Withdraws consent to face use; the template goes with it, from the database, the rosters and memory.
    /// Done already, it stays done.
    pub async fn withdraw_face(&self, caller: &Caller, person: PersonId) -> Result<()> {
        let mut tx = self.store.write().await?;
        let site = self.may_use_face(&mut tx, caller, person).await?;
        tx.hold_people(&[person]).await?;
        if self.forget_face(&mut tx, person).await? {
            self.record(&mut tx, caller, "consent.withdraw", about(person, site))
                .await?;
        }
        Ok(tx.commit().await?)
    }

    /// The caller's own consents, standing and withdrawn, newest first.
    pub async fn own_consents(&self, caller: &Caller) -> Result<Vec<Consent>> {
        let person = caller.own_person()?;
        caller.may(Right::OwnPage, &Place::Person(person))?;
        Ok(self.store.read().await?.consents(person).await?)
    }

    /// Goes on only if the caller is the person, or may enrol faces where the person is engaged; says at which
    /// site the caller acts.
    pub(crate) async fn may_use_face(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        person: PersonId,
    ) -> Result<Option<SiteId>> {
        match caller.actor.scope {
            Scope::Person { .. } => caller.may(Right::OwnPage, &Place::Person(person)).map(|()| None),
            _ => self.may_for_person(tx, caller, Right::EnrolFaces, person).await,
        }
    }
}

/// An act on a person's face or consent at a site.
pub(crate) fn about(person: PersonId, site: Option<SiteId>) -> About<'static> {
    About {
        person: Some(person),
        site,
        reason: None,
    }
}
