//! Adding a site to a district.

use domain::division::Division;
use domain::id::SiteId;
use domain::registry::SiteKind;
use domain::rights::Right;
use store::site::{NewSite, SiteFilter};

use crate::audit::About;
use crate::error::{Error, FieldFault, Result};
use crate::platform::{Caller, Platform};
use crate::registry::SiteRow;

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
}

impl Platform {
    /// Adds a site. A name stands once in a town.
    pub async fn add_site(&self, caller: &Caller, draft: &SiteDraft) -> Result<SiteRow> {
        self.may_in_district(caller, Right::ChangeSites)?;
        let (name, address) = (draft.name.trim(), draft.address.trim());
        let town: Option<Division> = draft.town.parse().ok().filter(|town: &Division| {
            town.town().as_ref() == Some(town) && self.settings.district.contains(town)
        });
        let mut faults = Vec::new();
        if !fits(name) {
            faults.push(FieldFault::new(
                "name",
                "请填场所名称，最多 60 个字",
                "Give the site's name, at most 60 characters.",
            ));
        }
        if address.chars().count() > 120 || address.chars().any(char::is_control) {
            faults.push(FieldFault::new(
                "address",
                "地址最多 120 个字",
                "The address has at most 120 characters.",
            ));
        }
        if town.is_none() {
            faults.push(FieldFault::new(
                "town",
                "请填本区镇街的 9 位代码",
                "Give the 9-digit code of a town of this district.",
            ));
        }
        let (Some(town), true) = (town, faults.is_empty()) else {
            return Err(Error::Invalid(faults));
        };
        let mut tx = self.store.write().await?;
        if tx.division_name(&town).await?.is_none() {
            let known = draft.town_name.trim();
            if !fits(known) {
                return Err(Error::field(
                    "town_name",
                    "这个镇街还不认识，请填名称",
                    "This town is new here: give its name.",
                ));
            }
            tx.put_divisions(&[(town.clone(), known.to_owned())]).await?;
        }
        let same = SiteFilter {
            division: Some(town.to_string()),
            named: Some(name.to_owned()),
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
            name: name.to_owned(),
            town: town.clone(),
            address: address.to_owned(),
            join_token: self.join_token(),
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

fn fits(text: &str) -> bool {
    !text.is_empty() && text.chars().count() <= 60 && !text.chars().any(char::is_control)
}
