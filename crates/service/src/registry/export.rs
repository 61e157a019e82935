//! A site's workers as the sheet by which they would be imported. It holds identities in full: for those who may
//! see them, with the password given again and a reason on record.

use domain::id::SiteId;
use domain::rights::Right;
use domain::text;

use crate::audit::About;
use crate::error::{Error, Result};
use crate::platform::{Caller, Platform};
use crate::registry::sheet::sheet_of;
use crate::registry::worker::{LONGEST_REASON, SHORTEST_REASON, reason_fault};
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
}

/// People read at once.
const PART: i64 = 1_000;

impl Platform {
    /// Everyone at work at a site, in the import's own format: imported again it changes nothing.
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
        let mut tx = self.store.write().await?;
        let about = About {
            person: None,
            site: Some(site),
            reason: Some(&reason),
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
        let (language, format, today) = (caller.language, order.format, self.local_now().date());
        tokio::task::spawn_blocking(move || sheet_of(&workers, language, format, today))
            .await
            .map_err(Error::internal)?
    }
}
