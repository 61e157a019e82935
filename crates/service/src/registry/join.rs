//! A worker registers themself by the link at the site's entrance; the site confirms them afterwards.

use domain::consent::Purpose;
use domain::language::Language;
use domain::registry::{EngagementState, WorkerDraft};
use store::crew::Crew;
use store::site::Site;

use crate::account::SignedIn;
use crate::audit::About;
use crate::error::{Error, FieldFault, Result};
use crate::guess::Whence;
use crate::platform::Platform;
use crate::registry::fault::field_fault;
use crate::registry::intake::{Arrival, Found, Step};

/// What a worker sends who registers themself.
#[derive(Clone)]
pub struct SelfRegistered {
    /// Who they say they are.
    pub worker: WorkerDraft,
    /// The version of the text on declarations that they agreed to.
    pub declaration_text_version: String,
}

impl Platform {
    /// The site of a join link, with its crews.
    pub async fn join_site(&self, token: &str) -> Result<(Site, Vec<Crew>)> {
        let mut tx = self.store.read().await?;
        let site = tx.site_by_join_token(token).await?.ok_or(Error::NotFound)?;
        let crews = tx.crews(site.id).await?;
        Ok((site, crews))
    }

    /// Registers a worker who opened a join link, pending until the site confirms, and signs them in. Whoever is
    /// registered already signs in with a code from the site instead: a number alone proves nobody.
    pub async fn self_register(
        &self,
        token: &str,
        sent: &SelfRegistered,
        whence: &Whence,
        language: Language,
    ) -> Result<SignedIn> {
        let text = Purpose::Declaration.text();
        let mut faults = Vec::new();
        if sent.declaration_text_version != text.version {
            faults.push(FieldFault::new(
                "declaration_text_version",
                "告知书更新了，请重新打开页面看一遍",
                "The text has changed. Open the page again and read it.",
            ));
        }
        if sent.worker.phone.trim().is_empty() {
            faults.push(FieldFault::new(
                "phone",
                "请填手机号，以后登录要用",
                "Fill in your phone: you will need it to sign in.",
            ));
        }
        let checked = sent.worker.check(self.local_now().date());
        faults.extend(
            checked
                .as_ref()
                .err()
                .into_iter()
                .flatten()
                .copied()
                .map(field_fault),
        );
        let (Ok(worker), true) = (checked, faults.is_empty()) else {
            return Err(Error::Invalid(faults));
        };
        let shown = worker.name.masked();
        let arrivals = [Arrival {
            worker,
            state: EngagementState::Pending,
            entered_on: None,
        }];
        let mut tx = self.store.write().await?;
        let site = tx.site_by_join_token(token).await?.ok_or(Error::NotFound)?.id;
        let steps = self.plan(&mut tx, site, &arrivals, None).await?;
        if !matches!(steps.first(), Some(Step::New)) {
            return Err(Error::conflict(
                "这个证件号已经登记过了，请找工地要一个登录码，用手机号登录",
                "This document is registered already. Ask the site for a sign-in code and sign in with your phone.",
            ));
        }
        let written = self
            .take_in(&mut tx, None, site, (&arrivals, &steps), Found::AtOnce)
            .await?;
        let (person, _) = *written.added.get(&0).ok_or(Error::NotFound)?;
        let account = self.worker_account(&mut tx, person, &shown).await?;
        let opened = self
            .open_session(&mut tx, &account, &whence.agent, language)
            .await?;
        self.record_consent(&mut tx, person, text.purpose, &text.version, None)
            .await?;
        let about = About {
            person: Some(person),
            site: Some(site),
            reason: None,
        };
        self.record(&mut tx, &opened.caller, "worker.join", about).await?;
        tx.commit().await?;
        Ok(opened)
    }
}
