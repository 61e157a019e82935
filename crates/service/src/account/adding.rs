//! Adding an account of staff: by whoever sets an installation up, on its machine.

use domain::account::{Scope, WeakPassword, check_password};
use domain::division::Division;
use domain::id::{AccountId, SiteId};
use domain::registry::LONGEST_LABEL;
use domain::text;
use store::Tx;
use store::account::Account;
use store::site::SiteFilter;

use crate::error::{Error, Result};
use crate::platform::Platform;

/// A new account of staff.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// The name to sign in with.
    pub sign_in_name: String,
    /// What others see.
    pub shown_name: String,
    /// The first password.
    pub password: String,
    /// What it reaches.
    pub reach: NamedReach,
}

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
}

impl Platform {
    /// Adds an account of staff; for set-up and the command line.
    pub async fn add_account(&self, new: &NewAccount) -> Result<AccountId> {
        check_password(&new.password).map_err(weak)?;
        let sign_in_name = label("sign_in_name", &new.sign_in_name)?;
        let shown_name = label("shown_name", &new.shown_name)?;
        let hash = self.settings.passwords.hash(&new.password, &*self.entropy)?;
        let mut tx = self.store.write().await?;
        let scope = self.scope_in(&mut tx, &new.reach).await?;
        if tx.account_named(&sign_in_name).await?.is_some() {
            return Err(Error::conflict(
                "已经有同名账号了，请换一个登录名",
                "There is an account of this name already. Choose another name to sign in with.",
            ));
        }
        if let (Scope::Town { division }, Some(name)) = (&scope, new.reach.town_name()) {
            tx.put_divisions(&[(division.clone(), label("town_name", name)?)])
                .await?;
        }
        let account = Account {
            id: self.new_id(),
            sign_in_name: Some(sign_in_name),
            shown_name,
            password_hash: Some(hash),
            scope,
            disabled_at: None,
        };
        tx.insert_account(&account, self.now()).await?;
        tx.commit().await?;
        Ok(account.id)
    }

    /// What a reach is here, or which part of it is not there.
    pub async fn scope_of(&self, reach: &NamedReach) -> Result<Scope> {
        self.scope_in(&mut self.store.read().await?, reach).await
    }

    async fn scope_in(&self, tx: &mut Tx, reach: &NamedReach) -> Result<Scope> {
        match reach {
            NamedReach::Division { code, town_name } => {
                self.division_scope(tx, code, town_name.as_deref()).await
            }
            NamedReach::Site(named) => Ok(Scope::Site {
                site: site_named(tx, named).await?,
            }),
        }
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
                format!("本区还没有 {code} 这个镇街：代码没错的话，请同时填它的名称"),
                format!(
                    "There is no town {code} here yet: if the code is right, give the town's name with it."
                ),
            ));
        }
        Ok(Scope::Town { division })
    }
}

impl NamedReach {
    fn town_name(&self) -> Option<&str> {
        match self {
            Self::Division { town_name, .. } => town_name.as_deref(),
            Self::Site(_) => None,
        }
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

fn label(field: &'static str, text: &str) -> Result<String> {
    text::line(text, 1..=LONGEST_LABEL).map_err(|_| {
        Error::field(
            field,
            "请填 1 到 60 个字，不能有看不见的字符",
            "Give 1 to 60 characters, none of them invisible.",
        )
    })
}

fn weak(why: WeakPassword) -> Error {
    match why {
        WeakPassword::Short => Error::field(
            "password",
            "密码至少 10 位",
            "The password needs at least 10 characters.",
        ),
        WeakPassword::OneKind => Error::field(
            "password",
            "密码要有字母、数字、符号中的两种",
            "The password needs two of: letters, digits, other signs.",
        ),
    }
}
