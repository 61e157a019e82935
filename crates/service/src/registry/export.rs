//! A site's workers as a sheet: everyone at work, as they would be imported, or the list as it is shown. It holds
//! identities in full: for those who may see them, with the password given again and a reason on record.

use domain::id::SiteId;
use domain::rights::Right;
use domain::text;
use store::worker::WorkerFilter;

use crate::access::Reach;
use crate::audit::About;
use crate::error::{Error, Result};
use crate::platform::{Caller, Platform};
use crate::registry::list_sheet::{ListColumn, list_sheet};
use crate::registry::sheet::sheet_of;
use crate::registry::worker::{LONGEST_REASON, SHORTEST_REASON, WorkerQuery, filters_used, reason_fault};
use crate::sheet::{Format, SheetFile};

/// What is asked for, and by what right.
#[derive(Clone)]
pub struct ExportOrder {
    /// What the sheet is to be.
    pub format: Format,
    /// The caller's password once more.
    pub password: String,
    /// Why, in the caller's words: 4 to 200 characters.
    pub reason: String,
    /// The list that is shown; none: everyone at work, in the import's own format.
    pub list: Option<ListShown>,
}

/// A list as it is shown.
#[derive(Clone)]
pub struct ListShown {
    /// By what it is cut.
    pub query: WorkerQuery,
    /// Its columns, in their order.
    pub columns: Vec<ListColumn>,
}

/// People read at once.
const PART: i64 = 1_000;

impl Platform {
    /// A site's workers: everyone at work, in the import's own format (imported again it changes nothing), or those whom
    /// a list shows, in its columns.
    pub async fn export_workers(
        &self,
        caller: &Caller,
        site: SiteId,
        order: &ExportOrder,
    ) -> Result<SheetFile> {
        let mut tx = self.store.read().await?;
        self.may_at_site(&mut tx, caller, Right::ExportWorkers, site)
            .await?;
        drop(tx);
        let reason = text::note(&order.reason, SHORTEST_REASON..=LONGEST_REASON).map_err(reason_fault)?;
        self.prove_password(caller, &order.password).await?;
        match &order.list {
            Some(list) => self.export_list(caller, site, order.format, list, reason).await,
            None => self.export_everyone(caller, site, order.format, &reason).await,
        }
    }

    async fn export_list(
        &self,
        caller: &Caller,
        site: SiteId,
        format: Format,
        list: &ListShown,
        reason: String,
    ) -> Result<SheetFile> {
        let mut filter = WorkerFilter {
            limit: PART,
            ..self.worker_filter(site, &list.query)?
        };
        let mut tx = self.store.read().await?;
        let mut workers = Vec::new();
        loop {
            let part = tx.workers(&filter).await?;
            let last = (part.len() as i64) < PART;
            filter.before = part.last().map(|worker| worker.engagement);
            workers.extend(part);
            if last {
                break;
            }
        }
        drop(tx);
        filter.before = None;
        // On record before anything leaves.
        let looked = self.look(&Reach::Site(site), &filters_used(&filter), workers.len());
        let mut tx = self.store.write().await?;
        self.record_look(&mut tx, caller, "worker.export", Some(site), looked, Some(reason))
            .await?;
        tx.commit().await?;
        let (language, columns, today) = (caller.language, list.columns.clone(), self.local_now().date());
        let write = move || list_sheet(&workers, &columns, language, format, today);
        tokio::task::spawn_blocking(write)
            .await
            .map_err(Error::internal)?
    }

    async fn export_everyone(
        &self,
        caller: &Caller,
        site: SiteId,
        format: Format,
        reason: &str,
    ) -> Result<SheetFile> {
        let mut tx = self.store.write().await?;
        let about = About {
            person: None,
            site: Some(site),
            reason: Some(reason),
        };
        self.record(&mut tx, caller, "worker.export", about).await?;
        tx.commit().await?;
        // It is on record before anything is read; what is read keeps nobody from writing.
        let mut tx = self.store.read().await?;
        let mut workers = Vec::new();
        loop {
            let after = workers.last().map(|last: &store::worker::AtWork| last.engagement);
            let part = tx.at_work(site, after, PART).await?;
            let last = (part.len() as i64) < PART;
            workers.extend(part);
            if last {
                break;
            }
        }
        drop(tx);
        let (language, today) = (caller.language, self.local_now().date());
        tokio::task::spawn_blocking(move || sheet_of(&workers, language, format, today))
            .await
            .map_err(Error::internal)?
    }
}
