//! Sites as staff see them: within their scope, with their head counts; crews, and the link by which workers join.

use domain::account::Area;
use domain::division::Division;
use domain::id::SiteId;
use domain::registry::{LONGEST_LABEL, SiteKind};
use domain::rights::{Place, Right};
use domain::text;
use store::Tx;
use store::company::Company;
use store::crew::{Crew, NewCrew};
use store::gate::Gate;
use store::overview::Figures;
use store::site::{Headcount, Site, SiteFilter, TownCount};

use crate::audit::About;
use crate::error::{Error, Result};
use crate::page::{Page, Paging};
use crate::platform::{Caller, Platform};
use crate::qr;

/// Which sites are asked for.
#[derive(Clone, Debug, Default)]
pub struct SiteQuery {
    /// In this town.
    pub town: Option<Division>,
    /// Of this kind.
    pub kind: Option<SiteKind>,
    /// With this in their name.
    pub named: Option<String>,
}

/// A site with its head count.
#[derive(Clone, Debug)]
pub struct SiteRow {
    /// The site.
    pub site: Site,
    /// Its people.
    pub count: Headcount,
    /// Whether the caller sees how many of them are clear, on hold or barred.
    pub standings: bool,
}

/// A site with everything its page shows.
#[derive(Clone, Debug)]
pub struct SiteDetail {
    /// The site with its head count.
    pub row: SiteRow,
    /// Its crews; a company's own.
    pub crews: Vec<Crew>,
    /// Its gates that are not revoked; none for a company that is one of several there.
    pub gates: Vec<Gate>,
    /// People at work there whose face is enrolled.
    pub enrolled_faces: i64,
    /// Today's passages and open alerts among others, for whoever sees such figures.
    pub figures: Option<Figures>,
}

/// What workers open to join a site.
#[derive(Clone, Debug)]
pub struct JoinLink {
    /// The address.
    pub url: String,
    /// Its QR code, as SVG.
    pub svg: String,
}

impl Platform {
    /// Towns within the caller's scope that have sites, each with whether the caller sees how people stand there.
    pub async fn towns(&self, caller: &Caller) -> Result<Vec<(TownCount, bool)>> {
        let (division, site) = match shown_to(caller)? {
            Shown::In(division) => (Some(division), None),
            Shown::One(site) => (None, Some(site)),
            Shown::Of(_) => return Err(Error::Denied),
        };
        self.record_asking(caller, "site.list", site).await?;
        let mut tx = self.store.read().await?;
        let towns = tx.towns(division.as_ref().map(Division::as_str), site).await?;
        let with_figures = towns.into_iter().map(|town| {
            // What a community's officer is shown of a town is their community's part of it.
            let own = division.as_ref().filter(|own| town.division.contains(own));
            let place = Place::Town(own.unwrap_or(&town.division).clone());
            let figures = caller.may(Right::ReadFigures, &place).is_ok();
            (town, figures)
        });
        Ok(with_figures.collect())
    }

    /// Sites within the caller's scope, by name.
    pub async fn sites(&self, caller: &Caller, query: &SiteQuery, paging: &Paging) -> Result<Page<SiteRow>> {
        let (own, site, company) = match shown_to(caller)? {
            Shown::In(division) => (Some(division), None, None),
            Shown::One(site) => (None, Some(site), None),
            Shown::Of(company) => (None, None, Some(company)),
        };
        let division = match (own, &query.town) {
            (Some(own), Some(town)) if !own.contains(town) => return Err(Error::Denied),
            (_, Some(town)) => Some(town.clone()),
            (own, None) => own,
        };
        let filter = SiteFilter {
            division: division.map(|division| division.to_string()),
            site,
            company,
            kind: query.kind,
            named: query.named.clone().filter(|text| !text.trim().is_empty()),
            after: paging.key()?,
            limit: paging.limit() + 1,
        };
        self.record_asking(caller, "site.list", site).await?;
        let mut tx = self.store.read().await?;
        let page = paging.page(tx.sites(&filter).await?, |site| (site.name.clone(), site.id));
        let ids: Vec<SiteId> = page.items.iter().map(|site| site.id).collect();
        let counts = tx.headcounts(&ids, company).await?;
        Ok(page.map(|site| SiteRow {
            count: counts.get(&site.id).copied().unwrap_or_default(),
            standings: sees_figures(caller, &site),
            site,
        }))
    }

    /// One site.
    pub async fn site(&self, caller: &Caller, site: SiteId) -> Result<SiteDetail> {
        let mut tx = self.store.read().await?;
        let reach = self
            .reach(&mut tx, caller, Right::ReadSites, Some(site), None)
            .await?;
        let company = reach.company();
        let found = tx.site(site).await?.ok_or(Error::Denied)?;
        let row = row_of(&mut tx, caller, found).await?;
        let mut crews = tx.crews(site).await?;
        let mut gates = tx.gates(site).await?;
        if let Some(company) = company {
            let mut own = tx.contractors(site).await?;
            own.retain(|one| company.is(one));
            crews.retain(|crew| own.iter().any(|one| Some(one.id) == crew.contractor));
            gates.clear();
        }
        let enrolled_faces = tx.enrolled_faces(site, company).await?;
        drop(tx);
        self.record_asking(caller, "site.look", Some(site)).await?;
        let figures = if row.standings {
            Some(self.figures(caller, Some(site), None).await?)
        } else {
            None
        };
        Ok(SiteDetail {
            row,
            crews,
            gates,
            enrolled_faces,
            figures,
        })
    }

    /// The link that workers open to join a site, for its manager to hang up.
    pub async fn join_link(&self, caller: &Caller, site: SiteId) -> Result<JoinLink> {
        let mut tx = self.store.read().await?;
        self.may_at_site(&mut tx, caller, Right::ChangeWorkers, site)
            .await?;
        let found = tx.site(site).await?.ok_or(Error::Denied)?;
        let url = format!("{}/worker/join/{}", self.settings.public_url, found.join_token);
        let svg = qr::picture(&url, 240)?;
        Ok(JoinLink { url, svg })
    }

    /// Adds a crew to a site.
    pub async fn add_crew(&self, caller: &Caller, site: SiteId, name: &str) -> Result<Crew> {
        let name = text::label(name, 1..=LONGEST_LABEL).map_err(|_| {
            Error::field(
                "name",
                "班组名 1 到 60 个字，不能有看不见的字符，不能以 = + - @ 开头",
                "A crew's name has 1 to 60 characters, none of them invisible, and does not begin with = + - @.",
            )
        })?;
        let mut tx = self.store.write().await?;
        self.may_at_site(&mut tx, caller, Right::ChangeWorkers, site)
            .await?;
        let crew = NewCrew {
            id: self.new_id(),
            name,
            contractor: None,
        };
        if tx.insert_crews(site, std::slice::from_ref(&crew)).await? == 0 {
            return Err(Error::conflict(
                "这个班组已经有了",
                "There is a crew of this name already.",
            ));
        }
        let about = About {
            site: Some(site),
            ..About::default()
        };
        self.record(&mut tx, caller, "crew.add", about).await?;
        tx.commit().await?;
        Ok(Crew {
            id: crew.id,
            name: crew.name,
            contractor: None,
            people: 0,
        })
    }
}

/// A site with its head count.
pub(super) async fn row_of(tx: &mut Tx, caller: &Caller, site: Site) -> Result<SiteRow> {
    Ok(SiteRow {
        count: tx
            .headcounts(&[site.id], caller.company())
            .await?
            .remove(&site.id)
            .unwrap_or_default(),
        standings: sees_figures(caller, &site),
        site,
    })
}

/// Whether a caller sees how the people of a site stand, and what happened there.
fn sees_figures(caller: &Caller, site: &Site) -> bool {
    if caller.company().is_some() {
        // Of a site that is shown to a company at all, its own people are counted.
        return caller.actor.holds(Right::ReadFigures);
    }
    let place = Place::Site {
        site: site.id,
        division: site.community.as_ref().unwrap_or(&site.town).clone(),
        owner: site.organisation.as_ref().map(|owner| owner.id),
    };
    caller.may(Right::ReadFigures, &place).is_ok()
}

/// Which sites a list may show.
enum Shown {
    /// Those of a division.
    In(Division),
    /// One.
    One(SiteId),
    /// Those where a company is at work, and its own.
    Of(Company),
}

fn shown_to(caller: &Caller) -> Result<Shown> {
    let area = caller.actor.scope.area().ok_or(Error::Denied)?;
    if !caller.actor.holds(Right::ReadSites) {
        return Err(Error::Denied);
    }
    Ok(match area {
        Area::District { division } | Area::Town { division } | Area::Community { division } => {
            Shown::In(division)
        }
        Area::Site { site } => Shown::One(site),
        Area::Contractor { contractor, .. } => Shown::Of(Company::At(contractor)),
        Area::Organisation { organisation } => Shown::Of(Company::Of(organisation)),
    })
}
