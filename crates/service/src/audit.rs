//! The audit log: each change and each look at personal data leaves an entry.

use domain::account::{Role, Scope};
use domain::division::Division;
use domain::id::{AccountId, AuditId, PersonId, SiteId};
use domain::language::Words;
use domain::rights::{Place, Right};
use jiff::Timestamp;
use jiff::civil::Date;
use store::Tx;
use store::audit::{AuditEntry, AuditFilter, ListLook, Named};

use crate::access::Reach;
use crate::error::{Error, Result};
use crate::page::{Page, Paging};
use crate::platform::{Caller, Platform};

mod action;
mod chain;

pub use action::{action_words, list_words};
pub use chain::{KeptHead, NotAHead, Verified};

/// What an act was about.
#[derive(Clone, Copy, Debug, Default)]
pub struct About<'a> {
    /// Whose data.
    pub person: Option<PersonId>,
    /// At which site.
    pub site: Option<SiteId>,
    /// Why, in the actor's words.
    pub reason: Option<&'a str>,
}

/// What is asked of the log.
#[derive(Clone, Debug, Default)]
pub struct AuditQuery {
    /// About this person.
    pub person: Option<PersonId>,
    /// By this account.
    pub actor: Option<AccountId>,
    /// At this site.
    pub site: Option<SiteId>,
    /// This act alone, by its word.
    pub action: Option<String>,
    /// From this day on, by the district's clocks.
    pub from: Option<Date>,
    /// Until this day, it included.
    pub to: Option<Date>,
}

impl Platform {
    /// Leaves an entry in the same transaction as the act.
    pub(crate) async fn record(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        action: &str,
        about: About<'_>,
    ) -> Result<()> {
        let entry = AuditEntry {
            id: self.new_id(),
            at: self.now(),
            account: caller.actor.account,
            role: caller.actor.role(),
            action: action.to_owned(),
            person: about.person,
            site: about.site,
            subject: None,
            reason: about.reason.map(str::to_owned),
            list: None,
        };
        Ok(tx.insert_audit(&entry).await?)
    }

    /// Leaves an entry of what an outside system asked for, where people leave none: each use of a token is on record.
    pub(crate) async fn record_asking(
        &self,
        caller: &Caller,
        action: &str,
        site: Option<SiteId>,
    ) -> Result<()> {
        if caller.actor.role() != Role::Integrator {
            return Ok(());
        }
        let about = About {
            site,
            ..About::default()
        };
        let mut tx = self.store.write().await?;
        self.record(&mut tx, caller, action, about).await?;
        Ok(tx.commit().await?)
    }

    /// Leaves an entry of what was done to an account, in the same transaction.
    pub(crate) async fn record_on(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        action: &str,
        subject: AccountId,
        reason: Option<&str>,
    ) -> Result<()> {
        let entry = AuditEntry {
            id: self.new_id(),
            at: self.now(),
            account: caller.actor.account,
            role: caller.actor.role(),
            action: action.to_owned(),
            person: None,
            site: None,
            subject: Some(subject),
            reason: reason.map(str::to_owned),
            list: None,
        };
        Ok(tx.insert_audit(&entry).await?)
    }

    /// Leaves an entry of a look at a list of people, before the list is shown: where, by what it was filtered, and
    /// how many people it shows. One entry a list, not one a person: whoever asks who looked at someone is told of
    /// the lists of where they are engaged.
    pub(crate) async fn record_list(
        &self,
        caller: &Caller,
        action: &str,
        reach: &Reach,
        filters: &[(&str, bool)],
        people: usize,
    ) -> Result<()> {
        let site = reach.site();
        let looked = self.look(reach, filters, people);
        let mut tx = self.store.write().await?;
        self.record_look(&mut tx, caller, action, site, looked, None)
            .await?;
        Ok(tx.commit().await?)
    }

    /// What a look at a list was: where, by which kinds of filters, and how many people it showed. A company's people
    /// at all its sites are somewhere in the district.
    pub(crate) fn look(&self, reach: &Reach, filters: &[(&str, bool)], people: usize) -> ListLook {
        let division = match reach {
            Reach::Division(division) => Some(division.clone()),
            Reach::Company { site: None, .. } => Some(self.settings.district.clone()),
            Reach::Site(_) | Reach::Company { .. } => None,
        };
        let filters = filters.iter().filter(|(_, used)| *used);
        ListLook {
            division,
            filters: filters.map(|(word, _)| (*word).to_owned()).collect(),
            people: i64::try_from(people).unwrap_or(i64::MAX),
        }
    }

    /// Leaves an entry of a look at a list, in the same transaction.
    pub(crate) async fn record_look(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        action: &str,
        site: Option<SiteId>,
        list: ListLook,
        reason: Option<String>,
    ) -> Result<()> {
        let entry = AuditEntry {
            id: self.new_id(),
            at: self.now(),
            account: caller.actor.account,
            role: caller.actor.role(),
            action: action.to_owned(),
            person: None,
            site,
            subject: None,
            reason,
            list: Some(list),
        };
        Ok(tx.insert_audit(&entry).await?)
    }

    /// Entries within the caller's scope, newest first, each with who is named in it.
    pub async fn audit(
        &self,
        caller: &Caller,
        query: &AuditQuery,
        paging: &Paging,
    ) -> Result<Page<(AuditEntry, Named)>> {
        let mut tx = self.store.read().await?;
        let (site, division) = self.audited(&mut tx, caller, query.site).await?;
        let filter = AuditFilter {
            site,
            division: division.map(|division| division.to_string()),
            person: query.person,
            account: query.actor,
            action: query.action.clone(),
            from: query.from.map(|day| self.day_begins(day)).transpose()?,
            until: query.to.map(|day| self.day_ends(day)).transpose()?,
            before: paging.key::<(Timestamp, AuditId)>()?,
            limit: paging.limit() + 1,
        };
        let entries = tx.audit(&filter).await?;
        Ok(paging.page(entries, |(entry, _)| (entry.at, entry.id)))
    }
}

impl Platform {
    /// The acts that the log knows, each with its words, for whoever may read it.
    pub async fn acts(&self, caller: &Caller) -> Result<Vec<(&'static str, Words)>> {
        let mut tx = self.store.read().await?;
        self.audited(&mut tx, caller, None).await?;
        Ok(action::acts().collect())
    }

    /// The part of the log that a caller may read: of one site, of one division, or the whole.
    async fn audited(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        site: Option<SiteId>,
    ) -> Result<(Option<SiteId>, Option<Division>)> {
        match (&caller.actor.scope, site) {
            (Scope::Site { site: own }, None) => self.audited_site(tx, caller, *own).await,
            (_, Some(site)) => self.audited_site(tx, caller, site).await,
            (Scope::Town { division } | Scope::Community { division }, None) => {
                caller.may(Right::ReadAudit, &Place::Town(division.clone()))?;
                Ok((None, Some(division.clone())))
            }
            _ => {
                self.may_in_district(caller, Right::ReadAudit)?;
                Ok((None, None))
            }
        }
    }

    async fn audited_site(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        site: SiteId,
    ) -> Result<(Option<SiteId>, Option<Division>)> {
        self.may_at_site(tx, caller, Right::ReadAudit, site).await?;
        Ok((Some(site), None))
    }

    fn day_begins(&self, day: Date) -> Result<Timestamp> {
        let begins = day.to_zoned(self.settings.zone.clone());
        Ok(begins.map_err(Error::internal)?.timestamp())
    }

    fn day_ends(&self, day: Date) -> Result<Timestamp> {
        self.day_begins(day.tomorrow().map_err(Error::internal)?)
    }
}
