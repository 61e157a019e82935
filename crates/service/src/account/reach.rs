//! What a new account is to reach, as whoever sets an installation up names it, found in the district or refused
//! with what to do.

use domain::account::{Office, Scope};
use domain::division::Division;
use domain::id::SiteId;
use domain::registry::LONGEST_LABEL;
use domain::text;
use store::Tx;
use store::site::SiteFilter;

use crate::error::{Error, Result};
use crate::platform::Platform;

/// What an account is to reach, as a person names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NamedReach {
    /// The district or one of its towns, by code; the town's name is needed while nobody has named it yet.
    Division {
        /// The code.
        code: String,
        /// The town's name.
        town_name: Option<String>,
    },
    /// A site, by its id or its name.
    Site(String),
    /// An administrator's office in the district.
    Office(Office),
}

impl Platform {
    /// What a reach is here, or which part of it is not there.
    pub async fn scope_of(&self, reach: &NamedReach) -> Result<Scope> {
        let mut tx = self.store.read().await?;
        match reach {
            NamedReach::Division { code, town_name } => {
                self.division_scope(&mut tx, code, town_name.as_deref()).await
            }
            NamedReach::Site(named) => Ok(Scope::Site {
                site: site_named(&mut tx, named).await?,
            }),
            NamedReach::Office(office) => Ok(Scope::Administration {
                office: *office,
                division: self.settings.district.clone(),
            }),
        }
    }

    /// Names the town that an account is to reach, where its name was given.
    pub(super) async fn name_town(&self, tx: &mut Tx, scope: &Scope, name: Option<&str>) -> Result<()> {
        let (Scope::Town { division }, Some(name)) = (scope, name) else {
            return Ok(());
        };
        let name = text::label(name, 1..=LONGEST_LABEL).map_err(|_| {
            Error::field(
                "town_name",
                "镇街名称 1 到 60 个字，不能有看不见的字符，不能以 = + - @ 开头",
                "A town's name has 1 to 60 characters, none of them invisible, and does not begin with = + - @.",
            )
        })?;
        Ok(tx.put_divisions(&[(division.clone(), name)]).await?)
    }

    async fn division_scope(&self, tx: &mut Tx, code: &str, town_name: Option<&str>) -> Result<Scope> {
        let district = &self.settings.district;
        let division: Option<Division> = code.parse().ok();
        let Some(division) = division.filter(|division| district.contains(division)) else {
            return Err(Error::field(
                "division",
                format!("{code} 不在本区（{district}）里：请填本区代码，或本区镇街的 9 位代码"),
                format!(
                    "{code} is not in this district ({district}): give the district's code or the 9 digits of one of \
                     its towns."
                ),
            ));
        };
        if division == *district {
            return Ok(Scope::District { division });
        }
        if division.town().as_ref() != Some(&division) {
            return Err(Error::field(
                "division",
                "账号管一个区或一个镇街：请填 6 位或 9 位代码",
                "An account reaches a district or a town: give 6 or 9 digits.",
            ));
        }
        if town_name.is_none() && tx.division_name(&division).await?.is_none() {
            return Err(Error::field(
                "town_name",
                format!("本区还没有 {code} 这个镇街：代码没错的话，请用 --town-name 填上它的名称"),
                format!(
                    "There is no town {code} here yet: if the code is right, give the town's name with --town-name."
                ),
            ));
        }
        Ok(Scope::Town { division })
    }
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
