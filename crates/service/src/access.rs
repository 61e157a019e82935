//! Access: every use case asks here, and here asks `domain::rights`.

use domain::account::{Area, Scope};
use domain::division::Division;
use domain::id::{ContractorId, OrganisationId, PersonId, SiteId};
use domain::rights::{Place, Right, allows};
use store::Tx;
use store::company::Company;

use crate::error::{Error, Result};
use crate::platform::{Caller, Platform};

impl Caller {
    /// The person a worker's account is for; nobody else has an own page.
    pub fn own_person(&self) -> Result<PersonId> {
        match self.actor.scope {
            Scope::Person { person } => Ok(person),
            _ => Err(Error::Denied),
        }
    }

    /// The company whose people the caller is bounded to.
    pub fn contractor(&self) -> Option<ContractorId> {
        self.actor.scope.area().and_then(|area| area.contractor())
    }

    /// The company whose people alone the caller sees, but for the sites that are its own.
    pub fn company(&self) -> Option<Company> {
        match self.actor.scope.area() {
            Some(Area::Contractor { contractor, .. }) => Some(Company::At(contractor)),
            Some(Area::Organisation { organisation }) => Some(Company::Of(organisation)),
            _ => None,
        }
    }

    /// Goes on only if the caller has `right` at `place`.
    pub fn may(&self, right: Right, place: &Place) -> Result<()> {
        if allows(&self.actor, right, place) {
            Ok(())
        } else {
            Err(Error::Denied)
        }
    }
}

/// What a list or a stream covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// One site.
    Site(SiteId),
    /// Every site of a community, of a town or of the district.
    Division(Division),
    /// A company's people: at one site, or wherever it has some.
    Company {
        /// Which company.
        company: Company,
        /// At this site alone.
        site: Option<SiteId>,
    },
}

impl Reach {
    /// The one site it covers, or a part of.
    pub fn site(&self) -> Option<SiteId> {
        match self {
            Self::Site(site) => Some(*site),
            Self::Company { site, .. } => *site,
            Self::Division(_) => None,
        }
    }

    /// The division whose sites it covers.
    pub fn division(&self) -> Option<&Division> {
        match self {
            Self::Division(division) => Some(division),
            _ => None,
        }
    }

    /// The company whose people alone it covers.
    pub fn company(&self) -> Option<Company> {
        match self {
            Self::Company { company, .. } => Some(*company),
            _ => None,
        }
    }
}

impl Platform {
    /// What a list covers: the site or town asked for, if the caller has `right` there; else the caller's whole
    /// scope. Where the caller sees a company's people alone, those.
    pub async fn reach(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        right: Right,
        site: Option<SiteId>,
        town: Option<&Division>,
    ) -> Result<Reach> {
        let area = caller.actor.scope.area().ok_or(Error::Denied)?;
        let own = match &area {
            Area::Contractor { .. } | Area::Organisation { .. } if town.is_some() => {
                return Err(Error::Denied);
            }
            Area::Contractor {
                site: own,
                contractor,
            } => {
                if site.is_some_and(|site| site != *own) {
                    return Err(Error::Denied);
                }
                self.may_at_contractor(tx, caller, right, *own, Some(*contractor))
                    .await?;
                return Ok(Reach::Company {
                    company: Company::At(*contractor),
                    site: Some(*own),
                });
            }
            Area::Organisation { organisation } => {
                return self
                    .reach_of_organisation(tx, caller, right, *organisation, site)
                    .await;
            }
            Area::Site { site } => Some(*site),
            _ => None,
        };
        if let Some(site) = site.or(own.filter(|_| town.is_none())) {
            self.may_at_site(tx, caller, right, site).await?;
            return Ok(Reach::Site(site));
        }
        let division = match (area, town) {
            (_, Some(town)) => town.clone(),
            (Area::Community { division } | Area::Town { division } | Area::District { division }, None) => {
                division
            }
            _ => return Err(Error::Denied),
        };
        caller.may(right, &Place::Town(division.clone()))?;
        Ok(Reach::Division(division))
    }

    /// The same for an organisation: a site of its own, its people at another's, or all of them.
    async fn reach_of_organisation(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        right: Right,
        organisation: OrganisationId,
        site: Option<SiteId>,
    ) -> Result<Reach> {
        let company = Company::Of(organisation);
        let Some(at) = site else {
            caller.may(right, &Place::Organisation(organisation))?;
            return Ok(Reach::Company { company, site });
        };
        match self.may_at_site(tx, caller, right, at).await {
            Ok(_) => return Ok(Reach::Site(at)),
            Err(Error::Denied) => {}
            Err(other) => return Err(other),
        }
        let there = tx.contractors(at).await?;
        let own = there.iter().find(|one| company.is(one)).ok_or(Error::Denied)?;
        self.may_at_contractor(tx, caller, right, at, Some(own.id))
            .await?;
        Ok(Reach::Company { company, site })
    }

    /// Goes on only if the caller has `right` over a company's people at a site; over the whole site where no company
    /// is named. A company that is not at the site is denied as well.
    pub async fn may_at_contractor(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        right: Right,
        site: SiteId,
        contractor: Option<ContractorId>,
    ) -> Result<()> {
        let Some(contractor) = contractor else {
            return self.may_at_site(tx, caller, right, site).await.map(drop);
        };
        let place = tx.place_of_contractor(contractor).await?;
        let there = place.filter(|place| place.site() == Some(site));
        caller.may(right, &there.ok_or(Error::Denied)?)
    }

    /// Goes on only if the caller has `right` at a site; says where it lies: its community, else its town. A site that
    /// is not there is denied as well, so that nobody learns which sites exist outside their scope.
    pub async fn may_at_site(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        right: Right,
        site: SiteId,
    ) -> Result<Division> {
        let place = tx.place_of_site(site).await?.ok_or(Error::Denied)?;
        caller.may(right, &place)?;
        place.division().cloned().ok_or(Error::Denied)
    }

    /// Goes on only if the caller has `right` at a site where the person is engaged now, and says at which; for
    /// someone engaged nowhere, if the caller has it in the whole district. A person who is not there is denied
    /// as well.
    pub async fn may_for_person(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        right: Right,
        person: PersonId,
    ) -> Result<Option<SiteId>> {
        let engagements = tx.current_engagements(person).await?;
        for engagement in &engagements {
            let (site, whose) = (engagement.site, engagement.contractor);
            match self.may_at_contractor(tx, caller, right, site, whose).await {
                Ok(()) => return Ok(Some(engagement.site)),
                Err(Error::Denied) => {}
                Err(other) => return Err(other),
            }
        }
        if !engagements.is_empty() || tx.people(&[person]).await?.is_empty() {
            return Err(Error::Denied);
        }
        self.may_in_district(caller, right).map(|()| None)
    }

    /// Goes on only if the caller has `right` in all of their own scope: for what is no site's, and read by everyone.
    pub async fn may_in_own_scope(&self, tx: &mut Tx, caller: &Caller, right: Right) -> Result<()> {
        match &caller.actor.scope {
            Scope::Site { site } => self.may_at_site(tx, caller, right, *site).await.map(drop),
            Scope::Town { division } | Scope::Community { division } => {
                caller.may(right, &Place::Town(division.clone()))
            }
            _ => self.may_in_district(caller, right),
        }
    }

    /// Goes on only if the caller has `right` in the whole district.
    pub fn may_in_district(&self, caller: &Caller, right: Right) -> Result<()> {
        caller.may(right, &Place::District(self.settings.district.clone()))
    }
}
