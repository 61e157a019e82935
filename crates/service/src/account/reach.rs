//! What a new account is to reach, as whoever sets an installation up names it, found in the district or refused
//! with what to do.

use domain::account::{Office, Scope};
use domain::division::Division;
use domain::id::{ContractorId, OrganisationId, SiteId};
use domain::organisation::Uscc;
use store::Tx;
use store::site::SiteFilter;

use crate::error::{Error, Result};
use crate::platform::Platform;

/// What an account is to reach, as a person names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NamedReach {
    /// The district, one of its towns or a community of one, by code.
    Division(String),
    /// A site, by its id or its name.
    Site(String),
    /// A company by its code: its people at a site, or its own sites and its people everywhere.
    Company {
        /// Its unified social credit code.
        uscc: String,
        /// The site, by its id or its name.
        site: Option<String>,
    },
    /// An administrator's office in the district.
    Office(Office),
}

impl Platform {
    /// What a reach is here, or which part of it is not there.
    pub async fn scope_of(&self, reach: &NamedReach) -> Result<Scope> {
        let mut tx = self.store.read().await?;
        match reach {
            NamedReach::Division(code) => self.division_scope(code),
            NamedReach::Site(named) => Ok(Scope::Site {
                site: site_named(&mut tx, named).await?,
            }),
            NamedReach::Company { uscc, site: None } => Ok(Scope::Enterprise {
                organisation: organisation_coded(&mut tx, uscc).await?,
            }),
            NamedReach::Company {
                uscc,
                site: Some(named),
            } => {
                let site = site_named(&mut tx, named).await?;
                let contractor = contractor_coded(&mut tx, site, uscc).await?;
                Ok(Scope::Contractor { site, contractor })
            }
            NamedReach::Office(office) => Ok(Scope::Administration {
                office: *office,
                division: self.settings.district.clone(),
            }),
        }
    }

    fn division_scope(&self, code: &str) -> Result<Scope> {
        let district = &self.settings.district;
        let division: Option<Division> = code.parse().ok();
        let Some(division) = division.filter(|division| district.contains(division)) else {
            return Err(Error::field(
                "division",
                format!("{code} 不在本区（{district}）里：请填本区代码，或本区镇街的 9 位、社区的 12 位代码"),
                format!(
                    "{code} is not in this district ({district}): give the district's code, the 9 digits of one of its \
                     towns or the 12 of a community."
                ),
            ));
        };
        if division == *district {
            return Ok(Scope::District { division });
        }
        if !division.is_known() {
            return Err(Error::field(
                "division",
                format!("没有 {code} 这个镇街或社区：请核对代码"),
                format!("There is no town or community {code}: check the code."),
            ));
        }
        if division.is_community() {
            return Ok(Scope::Community { division });
        }
        if division.is_town() {
            return Ok(Scope::Town { division });
        }
        Err(Error::field(
            "division",
            "账号管一个区、一个镇街或一个社区：请填 6 位、9 位或 12 位代码",
            "An account reaches a district, a town or a community: give 6, 9 or 12 digits.",
        ))
    }
}

async fn organisation_coded(tx: &mut Tx, uscc: &str) -> Result<OrganisationId> {
    let code: Option<Uscc> = uscc.parse().ok();
    let found = match code {
        Some(code) => tx.organisation_with(&code).await?,
        None => None,
    };
    match found {
        Some(one) => Ok(one.id),
        None => Err(Error::field(
            "company",
            format!("没有统一社会信用代码是 {uscc} 的单位：请核对，它要先是某个场所的单位或参建单位"),
            format!(
                "There is no company {uscc}: check the code. A site has to name it first, as its own or as a contractor."
            ),
        )),
    }
}

async fn contractor_coded(tx: &mut Tx, site: SiteId, uscc: &str) -> Result<ContractorId> {
    let code: Option<Uscc> = uscc.parse().ok();
    let there = tx.contractors(site).await?;
    let at_work = there
        .iter()
        .find(|one| one.ended_on.is_none() && Some(&one.organisation.uscc) == code.as_ref());
    at_work.map(|one| one.id).ok_or_else(|| {
        Error::field(
            "company",
            format!("这个场所的参建单位里没有 {uscc}：请核对代码"),
            format!("None of this site's contractors has the code {uscc}: check it."),
        )
    })
}

async fn site_named(tx: &mut Tx, named: &str) -> Result<SiteId> {
    if let Ok(id) = named.trim().parse()
        && tx.site(id).await?.is_some()
    {
        return Ok(id);
    }
    let filter = SiteFilter {
        named: Some(named.trim().to_owned()),
        limit: i64::MAX,
        ..SiteFilter::default()
    };
    let mut found = tx.sites(&filter).await?;
    found.retain(|site| site.name == named.trim());
    match found.as_slice() {
        [one] => Ok(one.id),
        [] => Err(Error::field(
            "site",
            format!("没有叫“{named}”的场所：请先在管理端加上它，或者填它的编号"),
            format!("There is no site “{named}”: add it in the console first, or give its id."),
        )),
        _ => Err(Error::field(
            "site",
            format!("叫“{named}”的场所不止一个：请填它的编号，打开它时在网址里"),
            format!(
                "There is more than one site “{named}”: give its id, which stands in the address of its page."
            ),
        )),
    }
}
