//! Finding a person in all of a caller's sites at once: by name as in a site's list, or by a whole number.
//!
//! A whole number is looked up by the keyed hash that the registry has of it. A name is asked of each site's own index:
//! nothing in there can be compared between sites, and this keeps it so.

use domain::document::{Document, DocumentKind};
use domain::id::PersonId;
use domain::phone::Phone;
use domain::rights::Right;
use domain::search::Query;
use store::Tx;
use store::finding::{Finds, FoundWorker};
use store::site::SiteFilter;

use crate::error::Result;
use crate::platform::{Caller, Platform};
use crate::registry::worker::not_a_query;

/// So many people are shown; whoever finds more says more of whom they seek.
const SHOWN: usize = 50;

/// Who was found, the newest engagement first.
pub struct Found {
    /// Each at one site.
    pub workers: Vec<FoundWorker>,
    /// Whether there are, or may be, others.
    pub more: bool,
}

impl Platform {
    /// Who at any site within the caller's scope is found by a text; the look is recorded.
    pub async fn find_workers(&self, caller: &Caller, text: &str) -> Result<Found> {
        let mut tx = self.store.read().await?;
        let reach = self
            .reach(&mut tx, caller, Right::ListWorkers, None, None)
            .await?;
        let query = Query::parse(text.trim()).map_err(not_a_query)?;
        let within = SiteFilter {
            division: reach.division().map(ToString::to_string),
            site: reach.site(),
            company: reach.company(),
            ..SiteFilter::default()
        };
        let known = with_number(&mut tx, text).await?;
        let found = if known.is_empty() {
            let sites = tx.site_ids(&within).await?;
            tx.find(&sites, &query, reach.company(), SHOWN).await?
        } else {
            Finds {
                engagements: tx.engaged_within(&within, &known).await?,
                more: false,
            }
        };
        let workers = tx
            .found_workers(&found.engagements, self.local_now().date())
            .await?;
        drop(tx);
        let filters = [
            ("number", !known.is_empty()),
            ("sought", known.is_empty()),
            ("contractor", reach.company().is_some()),
        ];
        self.record_list(caller, "worker.find", &reach, &filters, workers.len())
            .await?;
        Ok(Found {
            workers,
            more: found.more,
        })
    }
}

/// Whose whole document number or phone a text is, in whichever of their records.
async fn with_number(tx: &mut Tx, text: &str) -> Result<Vec<PersonId>> {
    let number: String = text.split_whitespace().collect();
    let documents = DocumentKind::ALL
        .into_iter()
        .filter_map(|kind| Document::parse(kind, &number).ok());
    let indexes: Vec<String> = documents
        .map(|document| tx.vault().document_index(&document))
        .collect();
    let known = tx.people_by_documents(&indexes).await?;
    let mut people: Vec<PersonId> = known
        .into_iter()
        .map(|(_, person)| person.leading.unwrap_or(person.id))
        .collect();
    if let Ok(phone) = Phone::parse(&number) {
        let index = tx.vault().phone_index(&phone);
        people.extend(tx.people_by_phone(&index).await?);
    }
    people.sort_unstable();
    people.dedup();
    Ok(people)
}
