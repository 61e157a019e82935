//! Who can sign in to the demo: one account for the district, one per town, one for a community, one per site,
//! one for a company at the site with the gate, one for its head office, one per administrator.

use domain::account::Office;
use domain::division::Division;
use domain::organisation::Uscc;

use crate::contractor::with_accounts;
use crate::{GATE_SITE, Site, Town};

/// An account of the demo.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// The name to sign in with: `district`, a town's letters (`guicheng`), `community`, `site-01` onwards,
    /// `contractor`, `enterprise`, or an administrator's office (`system`, `security`, `audit`).
    pub name: String,
    /// What the account is shown as.
    pub title: String,
    /// What it reaches.
    pub reach: Reach,
}

/// What an account reaches; the loader turns it into a scope once sites have ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reach {
    /// The whole district.
    District,
    /// One town.
    Town(Division),
    /// One community.
    Community(Division),
    /// An administrator's office.
    Administration(Office),
    /// One site: its place in [`crate::District::sites`].
    Site(usize),
    /// A company's people at one site.
    Contractor(usize, Uscc),
    /// A company's people wherever they work.
    Enterprise(Uscc),
}

/// The password of an account of the demo, told by a rule so that a person can try any of them. It is public:
/// accounts made by this rule belong in a demo and nowhere else.
pub fn password(account: &str) -> String {
    format!("{account}@nanhai2020")
}

/// Every account of a district, widest reach first.
pub(crate) fn all(towns: &[Town], sites: &[Site]) -> Vec<Account> {
    let district = Account {
        name: "district".into(),
        title: "南海区防疫办".into(),
        reach: Reach::District,
    };
    let towns = towns.iter().map(|town| Account {
        name: town.letters.into(),
        title: format!("{}防疫专员", town.name),
        reach: Reach::Town(town.division.clone()),
    });
    let community = sites[GATE_SITE].community.iter().map(|community| Account {
        name: "community".into(),
        title: format!("{}网格专员", community.name_or_code()),
        reach: Reach::Community(community.clone()),
    });
    let sites = sites.iter().enumerate().map(|(at, site)| Account {
        name: format!("site-{:02}", at + 1),
        title: format!("{}负责人", site.name),
        reach: Reach::Site(at),
    });
    let companies = [
        (
            "contractor",
            "佛山安居劳务管理员",
            Reach::Contractor(GATE_SITE, with_accounts()),
        ),
        ("enterprise", "佛山安居总部", Reach::Enterprise(with_accounts())),
    ];
    let companies = companies.into_iter().map(|(name, title, reach)| Account {
        name: name.into(),
        title: title.into(),
        reach,
    });
    let offices = [
        (Office::System, "system", "系统管理员"),
        (Office::Security, "security", "安全管理员"),
        (Office::Audit, "audit", "审计员"),
    ];
    let offices = offices.into_iter().map(|(office, name, title)| Account {
        name: name.into(),
        title: title.into(),
        reach: Reach::Administration(office),
    });
    std::iter::once(district)
        .chain(towns)
        .chain(community)
        .chain(sites)
        .chain(companies)
        .chain(offices)
        .collect()
}
