//! Contractors (参建单位): which companies are at work at a site, and which crews are theirs.

use domain::contractor::ContractorKind;
use domain::id::{ContractorId, CrewId, SiteId};
use domain::organisation::Uscc;
use domain::registry::LONGEST_LABEL;
use domain::rights::Right;
use domain::text;
use store::Tx;
use store::contractor::{Contractor, NewContractor};
use store::organisation::Organisation;

use crate::audit::About;
use crate::error::{Error, FieldFault, Result};
use crate::platform::{Caller, Platform};

/// A contractor as the site's form gives it.
#[derive(Clone, Debug)]
pub struct ContractorDraft {
    /// The company's code.
    pub uscc: String,
    /// What it is called; a company that is known keeps the name it has.
    pub name: String,
    /// What it is at the project: the word, the code or the Chinese name of a kind.
    pub kind: String,
}

impl Platform {
    /// A site's contractors, those at work first; of several companies each sees itself.
    pub async fn contractors(&self, caller: &Caller, site: SiteId) -> Result<Vec<Contractor>> {
        let mut tx = self.store.read().await?;
        let reach = self
            .reach(&mut tx, caller, Right::ReadSites, Some(site), None)
            .await?;
        let mut there = tx.contractors(site).await?;
        if let Some(company) = reach.company() {
            there.retain(|one| company.is(one));
        }
        Ok(there)
    }

    /// Adds a contractor to a site, from today on. A company is at work at a site once.
    pub async fn add_contractor(
        &self,
        caller: &Caller,
        site: SiteId,
        draft: &ContractorDraft,
    ) -> Result<Contractor> {
        let mut tx = self.store.write().await?;
        self.may_at_site(&mut tx, caller, Right::ChangeWorkers, site)
            .await?;
        let kind = ContractorKind::named(&draft.kind)
            .ok_or_else(|| FieldFault::new("kind", "选一个单位类型", "Choose what it is at the project."));
        let company = self.company(&draft.uscc, &draft.name);
        let (kind, company) = match (kind, company) {
            (Ok(kind), Ok(company)) => (kind, company),
            (kind, company) => {
                let mut faults = company.err().unwrap_or_default();
                faults.extend(kind.err());
                return Err(Error::Invalid(faults));
            }
        };
        let organisation = tx.organisation_or(&company, self.now()).await?;
        let there = tx.contractors(site).await?;
        let stands = |one: &Contractor| one.ended_on.is_none() && one.organisation.id == organisation.id;
        if there.iter().any(stands) {
            return Err(Error::conflict(
                "这家单位已经在参建单位里了",
                "This company is among the contractors already.",
            ));
        }
        let new = NewContractor {
            id: self.new_id(),
            site,
            organisation: organisation.id,
            kind,
            entered_on: self.local_now().date(),
        };
        tx.insert_contractor(&new).await?;
        self.record(&mut tx, caller, "contractor.add", at(site)).await?;
        let added = tx.contractor(new.id).await?.ok_or(Error::NotFound)?;
        tx.commit().await?;
        Ok(added)
    }

    /// Ends a contractor's time at its site today. Its people leave first.
    pub async fn end_contractor(&self, caller: &Caller, contractor: ContractorId) -> Result<()> {
        let mut tx = self.store.write().await?;
        let found = self.contractor_to_change(&mut tx, caller, contractor).await?;
        if found.people > 0 {
            return Err(Error::conflict(
                format!("这家单位还有 {} 人在岗，先让他们退场", found.people),
                format!(
                    "{} of its people are still at work. Let them leave first.",
                    found.people
                ),
            ));
        }
        if !tx.end_contractor(contractor, self.local_now().date()).await? {
            return Err(Error::conflict(
                "这家单位已经退场了",
                "This contractor has left already.",
            ));
        }
        self.record(&mut tx, caller, "contractor.end", at(found.site))
            .await?;
        Ok(tx.commit().await?)
    }

    /// Says to which contractor of its site a crew belongs, with everyone who is in it now; none takes it away.
    pub async fn assign_crew(
        &self,
        caller: &Caller,
        crew: CrewId,
        contractor: Option<ContractorId>,
    ) -> Result<()> {
        let mut tx = self.store.write().await?;
        let site = tx.site_of_crew(crew).await?.ok_or(Error::Denied)?;
        self.may_at_site(&mut tx, caller, Right::ChangeWorkers, site)
            .await?;
        if let Some(contractor) = contractor {
            let found = self.contractor_to_change(&mut tx, caller, contractor).await?;
            if found.site != site || found.ended_on.is_some() {
                return Err(Error::field(
                    "contractor",
                    "这家单位不在本场所的参建单位里",
                    "This company is not a contractor of this site.",
                ));
            }
        }
        tx.put_crew_contractor(crew, contractor, self.since_now()).await?;
        self.record(&mut tx, caller, "crew.assign", at(site)).await?;
        Ok(tx.commit().await?)
    }

    async fn contractor_to_change(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        contractor: ContractorId,
    ) -> Result<Contractor> {
        let found = tx.contractor(contractor).await?.ok_or(Error::Denied)?;
        self.may_at_site(tx, caller, Right::ChangeWorkers, found.site)
            .await?;
        Ok(found)
    }

    /// A company as a form gives it, checked.
    pub(super) fn company(
        &self,
        uscc: &str,
        name: &str,
    ) -> std::result::Result<Organisation, Vec<FieldFault>> {
        let uscc = uscc.parse::<Uscc>().map_err(|why| FieldFault {
            field: "uscc".into(),
            words: why.words(),
        });
        let name = text::label(name, 1..=LONGEST_LABEL).map_err(|_| {
            FieldFault::new(
                "name",
                "单位名称 1 到 60 个字，不能有看不见的字符，不能以 = + - @ 开头",
                "A company's name has 1 to 60 characters, none of them invisible, and does not begin with = + - @.",
            )
        });
        match (uscc, name) {
            (Ok(uscc), Ok(name)) => Ok(Organisation {
                id: self.new_id(),
                uscc,
                name,
            }),
            (uscc, name) => Err([uscc.err(), name.err()].into_iter().flatten().collect()),
        }
    }
}

fn at(site: SiteId) -> About<'static> {
    About {
        site: Some(site),
        ..About::default()
    }
}
