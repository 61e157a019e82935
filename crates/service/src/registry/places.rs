//! What of a site an arrival may name: its crews and its contractors, and whose a crew is.

use std::collections::{BTreeMap, HashMap};

use domain::id::{ContractorId, CrewId, SiteId};
use domain::organisation::Uscc;
use domain::registry::CheckedWorker;
use store::Tx;
use store::crew::NewCrew;

use crate::error::{FieldFault, Result};

/// The crews and contractors of one site.
pub(super) struct Places {
    crews: HashMap<String, NewCrew>,
    contractors: Vec<(ContractorId, Uscc, String)>,
}

impl Places {
    pub(super) async fn of(tx: &mut Tx, site: SiteId) -> Result<Self> {
        let crews = tx.crew_names(site).await?.into_iter();
        let contractors = tx.contractors(site).await?.into_iter();
        Ok(Self {
            crews: crews.map(|crew| (crew.name.clone(), crew)).collect(),
            contractors: contractors
                .filter(|one| one.ended_on.is_none())
                .map(|one| (one.id, one.organisation.uscc, one.organisation.name))
                .collect(),
        })
    }

    /// The crew that a worker names.
    pub(super) fn crew(&self, worker: &CheckedWorker) -> Option<CrewId> {
        Some(self.crews.get(worker.crew.as_ref()?)?.id)
    }

    /// The contractor that a worker is with: the one named, else the crew's.
    pub(super) fn contractor(
        &self,
        worker: &CheckedWorker,
    ) -> std::result::Result<Option<ContractorId>, FieldFault> {
        let crews = worker
            .crew
            .as_ref()
            .and_then(|name| self.crews.get(name)?.contractor);
        let Some(text) = &worker.contractor else {
            return Ok(crews);
        };
        let named = self.named(text).ok_or_else(unknown)?;
        match crews {
            Some(other) if other != named => Err(of_another()),
            _ => Ok(Some(named)),
        }
    }

    fn named(&self, text: &str) -> Option<ContractorId> {
        let code: Option<Uscc> = text.parse().ok();
        self.contractors
            .iter()
            .find(|(_, uscc, name)| code.as_ref() == Some(uscc) || name == text)
            .map(|(id, _, _)| *id)
    }

    /// Makes the crews that workers name and that are not there yet; a new crew is the contractor's of whoever names
    /// it first.
    pub(super) async fn make_crews<'a>(
        &mut self,
        tx: &mut Tx,
        site: SiteId,
        workers: impl Iterator<Item = &'a CheckedWorker>,
        mut new_id: impl FnMut() -> CrewId,
    ) -> Result<()> {
        let mut new: BTreeMap<&String, NewCrew> = BTreeMap::new();
        for worker in workers {
            let Some(name) = worker
                .crew
                .as_ref()
                .filter(|name| !self.crews.contains_key(*name))
            else {
                continue;
            };
            new.entry(name).or_insert_with(|| NewCrew {
                id: new_id(),
                name: name.clone(),
                contractor: worker.contractor.as_ref().and_then(|text| self.named(text)),
            });
        }
        if new.is_empty() {
            return Ok(());
        }
        let new: Vec<NewCrew> = new.into_values().collect();
        if tx.insert_crews(site, &new).await? == new.len() as u64 {
            self.crews
                .extend(new.into_iter().map(|crew| (crew.name.clone(), crew)));
        } else {
            // Someone else made one of them at this moment: theirs stands.
            *self = Self::of(tx, site).await?;
        }
        Ok(())
    }
}

fn unknown() -> FieldFault {
    FieldFault::new(
        "contractor",
        "参建单位里没有这一家，请照参建单位页上的名称或统一社会信用代码填，没有可以不填",
        "This is no contractor of this site. Use a name or code from the page of contractors; it may be left empty.",
    )
}

pub(super) fn of_another() -> FieldFault {
    FieldFault::new(
        "contractor",
        "这个班组是另一家单位的，请核对班组和单位",
        "This crew belongs to another contractor. Check crew and company.",
    )
}
