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
    /// The town's name, needed while the district does not know the town yet.
    pub town_name: String,
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
            town.town().as_ref() == Some(town) && self.settings.district.contains(town)
        });
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
                "请填本区镇街的 9 位代码",
                "Give the 9-digit code of a town of this district.",
            ));
        }
        let company = self.site_company(draft).unwrap_or_else(|found| {
            faults.extend(found);
            None
        });
        let (Some(town), Ok(name), Ok(address), true) = (town, name, address, faults.is_empty()) else {
            return Err(Error::Invalid(faults));
        };
        let mut tx = self.store.write().await?;
        let organisation = match &company {
            Some(company) => Some(tx.organisation_or(company, self.now()).await?.id),
            None => None,
        };
        if tx.division_name(&town).await?.is_none() {
            let town_name = text::label(&draft.town_name, 1..=LONGEST_LABEL).map_err(|_| {
                Error::field(
                    "town_name",
                    "这个镇街还不认识，请填名称，最多 60 个字",
                    "This town is new here: give its name, at most 60 characters.",
                )
            })?;
            tx.put_divisions(&[(town.clone(), town_name)]).await?;
        }
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
            town: town.clone(),
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
        let made = SiteFilter {
            site: Some(id),
            limit: 1,
            ..SiteFilter::default()
        };
        let site = tx.sites(&made).await?.pop().ok_or(Error::NotFound)?;
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

    /// The district's name, for screens.
    pub async fn name_district(&self, name: &str) -> Result<()> {
        let mut tx = self.store.write().await?;
        if tx.division_name(&self.settings.district).await?.as_deref() != Some(name) {
            tx.put_divisions(&[(self.settings.district.clone(), name.to_owned())])
                .await?;
        }
        Ok(tx.commit().await?)
    }
}
