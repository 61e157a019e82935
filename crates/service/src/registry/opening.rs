//! Adding a site to a district.

use domain::division::Division;
use domain::id::SiteId;
use domain::registry::{LONGEST_LABEL, SiteKind};
use domain::rights::Right;
use domain::text;
use store::organisation::Organisation;
use store::site::{NewSite, SiteFilter};

use crate::audit::About;
use crate::error::{Error, FieldFault, Result};
use crate::platform::{Caller, Platform};
use crate::registry::SiteRow;
use crate::registry::site::row_of;

/// An address has at most this many characters.
const LONGEST_ADDRESS: usize = 120;

/// A site as the district's form gives it.
#[derive(Clone, Debug)]
pub struct SiteDraft {
    /// Its kind.
    pub kind: SiteKind,
    /// Its name.
    pub name: String,
    /// The town's division code.
    pub town: String,
    /// The code of the community that it lies in; may be empty.
    pub community: String,
    /// Its address.
    pub address: String,
    /// The code of the organisation it belongs to; may be empty.
    pub organisation_uscc: String,
    /// What that organisation is called; needed with its code.
    pub organisation_name: String,
}

impl Platform {
    /// Adds a site. A name stands once in a town.
    pub async fn add_site(&self, caller: &Caller, draft: &SiteDraft) -> Result<SiteRow> {
        self.may_in_district(caller, Right::ChangeSites)?;
        let name = text::label(&draft.name, 1..=LONGEST_LABEL);
        let address = text::label(&draft.address, 0..=LONGEST_ADDRESS);
        let town: Option<Division> = draft.town.parse().ok().filter(|town: &Division| {
            town.is_town() && self.settings.district.contains(town) && town.is_known()
        });
        let place = town.as_ref().map(|town| placed(town, &draft.community));
        let mut faults = Vec::new();
        if name.is_err() {
            faults.push(FieldFault::new(
                "name",
                "请填场所名称，最多 60 个字；不能有看不见的字符，不能以 = + - @ 开头",
                "Give the site's name: at most 60 characters, none of them invisible, not beginning with = + - @.",
            ));
        }
        if address.is_err() {
            faults.push(FieldFault::new(
                "address",
                "地址最多 120 个字；不能有看不见的字符，不能以 = + - @ 开头",
                "The address has at most 120 characters, none of them invisible, and does not begin with = + - @.",
            ));
        }
        if town.is_none() {
            faults.push(FieldFault::new(
                "town",
                "请选一个镇街，或填本区镇街的 9 位代码",
                "Choose a town, or give the 9-digit code of one in this district.",
            ));
        }
        if place == Some(None) {
            faults.push(no_such_community());
        }
        let company = self.site_company(draft).unwrap_or_else(|found| {
            faults.extend(found);
            None
        });
        let (Some(town), Some(Some(division)), Ok(name), Ok(address), true) =
            (town, place, name, address, faults.is_empty())
        else {
            return Err(Error::Invalid(faults));
        };
        let mut tx = self.store.write().await?;
        let organisation = match &company {
            Some(company) => Some(tx.organisation_or(company, self.now()).await?.id),
            None => None,
        };
        let same = SiteFilter {
            division: Some(town.to_string()),
            named: Some(name.clone()),
            limit: i64::MAX,
            ..SiteFilter::default()
        };
        if tx.sites(&same).await?.iter().any(|site| site.name == name) {
            return Err(Error::conflict(
                "这个镇街已经有同名场所",
                "There is a site of this name in this town already.",
            ));
        }
        let id: SiteId = self.new_id();
        let new = NewSite {
            id,
            kind: draft.kind,
            name,
            division,
            address,
            join_token: self.join_token(),
            organisation,
        };
        tx.insert_sites(&[new], self.now()).await?;
        self.record(
            &mut tx,
            caller,
            "site.add",
            About {
                site: Some(id),
                ..About::default()
            },
        )
        .await?;
        let site = tx.site(id).await?.ok_or(Error::NotFound)?;
        tx.commit().await?;
        Ok(SiteRow {
            site,
            count: store::site::Headcount::default(),
            standings: true,
        })
    }

    /// The organisation that a site's form names, if it names one.
    fn site_company(&self, draft: &SiteDraft) -> std::result::Result<Option<Organisation>, Vec<FieldFault>> {
        if draft.organisation_uscc.trim().is_empty() && draft.organisation_name.trim().is_empty() {
            return Ok(None);
        }
        let company = self.company(&draft.organisation_uscc, &draft.organisation_name);
        company.map(Some).map_err(|faults| {
            let of_form = |fault: FieldFault| FieldFault {
                field: format!("organisation_{}", fault.field),
                ..fault
            };
            faults.into_iter().map(of_form).collect()
        })
    }

    /// Places a site in a community of its town, or in none.
    pub async fn place_site(&self, caller: &Caller, site: SiteId, community: &str) -> Result<SiteRow> {
        let mut tx = self.store.write().await?;
        let at = self.may_at_site(&mut tx, caller, Right::PlaceSites, site).await?;
        let town = at.town().ok_or(Error::NotFound)?;
        let division = placed(&town, community).ok_or_else(|| Error::Invalid(vec![no_such_community()]))?;
        tx.put_division_of_site(site, &division).await?;
        let about = About {
            site: Some(site),
            ..About::default()
        };
        self.record(&mut tx, caller, "site.place", about).await?;
        let found = tx.site(site).await?.ok_or(Error::NotFound)?;
        let row = row_of(&mut tx, caller, found).await?;
        tx.commit().await?;
        Ok(row)
    }
}

/// Where a site lies: in the town alone where no community is named; nowhere where the town has no such community.
fn placed(town: &Division, community: &str) -> Option<Division> {
    if community.trim().is_empty() {
        return Some(town.clone());
    }
    let community: Division = community.parse().ok()?;
    (community.is_community() && town.contains(&community) && community.is_known()).then_some(community)
}

fn no_such_community() -> FieldFault {
    FieldFault::new(
        "community",
        "这个镇街没有这个社区：请从名单里选一个",
        "There is no such community in this town: choose one of the list.",
    )
}
