//! Which companies are at work at the construction sites, and whose each crew is. Every company is invented.

use domain::contractor::ContractorKind;
use domain::organisation::Uscc;

/// A made-up company at a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contractor {
    /// The code it is known by, wherever it works.
    pub uscc: Uscc,
    /// What it is called.
    pub name: &'static str,
    /// As what.
    pub kind: ContractorKind,
    /// The crews that are its own.
    pub crews: Vec<String>,
}

/// Construction sites at which companies are named: the first few, the one with the demo's gate among them.
const SITES: usize = 4;

/// One crew in three is each company's; the rest are the general contractor's own.
const COMPANIES: [(&str, &str, ContractorKind); 2] = [
    (
        "91440600MA4W3QX72Q",
        "佛山安居建筑劳务有限公司",
        ContractorKind::LabourSubcontractor,
    ),
    (
        "91440605MA51HD8P64",
        "南海顺联机电安装有限公司",
        ContractorKind::SpecialistSubcontractor,
    ),
];

/// The company whose clerk and head office sign in to the demo.
pub(crate) fn with_accounts() -> Uscc {
    uscc(COMPANIES[0].0)
}

/// The companies at a site of the district, with its crews shared among them.
pub(crate) fn contractors(site: usize, crews: &[String]) -> Vec<Contractor> {
    if site >= SITES {
        return Vec::new();
    }
    let companies = COMPANIES.iter().enumerate();
    companies
        .map(|(nth, (code, name, kind))| Contractor {
            uscc: uscc(code),
            name,
            kind: *kind,
            crews: crews.iter().skip(nth).step_by(3).cloned().collect(),
        })
        .collect()
}

fn uscc(code: &str) -> Uscc {
    code.parse()
        .expect("the code in the table has its check character")
}
