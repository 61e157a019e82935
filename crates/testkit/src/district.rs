//! A small district for tests: two towns, two communities, three sites, a worker at each, and someone for every role.

use domain::account::Office;
use domain::document::{Document, DocumentKind};
use domain::name::Name;
use domain::phone::Phone;
use domain::registry::{CheckedWorker, EngagementState, SiteKind};
use jiff::civil::date;
use service::registry::load::{District, LoadedAccount, LoadedReach, LoadedSite, LoadedWorker};

use crate::identity::{identity_number, phone_number};

/// The password of every account.
pub const PASSWORD: &str = "test-2020-nanhai";

/// A town.
pub const TOWN: &str = "440605011";

/// Another town.
pub const OTHER_TOWN: &str = "440605125";

/// A community of [`TOWN`].
pub const COMMUNITY: &str = "440605011001";

/// Another community of [`TOWN`].
pub const OTHER_COMMUNITY: &str = "440605011004";

/// The district. Sites: 0 in [`COMMUNITY`] and 1 in [`OTHER_COMMUNITY`], both of [`TOWN`], 2 in [`OTHER_TOWN`]; the worker of each is the one of its number.
pub fn small() -> District {
    let division = |code: &str| code.parse().expect("a division");
    let site = |number: u32, name: &str, lies_in: &str| LoadedSite {
        kind: SiteKind::ConstructionProject,
        division: division(lies_in),
        name: name.into(),
        address: format!("海八路 {number} 号"),
        crews: vec!["钢筋一班".into()],
        contractors: Vec::new(),
        workers: vec![LoadedWorker {
            worker: worker(number),
            state: EngagementState::Active,
            entered_on: Some(date(2020, 2, 10)),
        }],
    };
    let account = |name: &str, reach: LoadedReach| LoadedAccount {
        sign_in_name: name.into(),
        shown_name: format!("{name} 的人"),
        password: PASSWORD.into(),
        initial_password: false,
        reach,
    };
    District {
        division: division("440605"),
        sites: vec![
            site(0, "桂城一号工地", COMMUNITY),
            site(1, "桂城二号工地", OTHER_COMMUNITY),
            site(2, "大沥一号工地", OTHER_TOWN),
        ],
        accounts: vec![
            account("district", LoadedReach::District),
            account("town", LoadedReach::Town(division(TOWN))),
            account("other-town", LoadedReach::Town(division(OTHER_TOWN))),
            account("community", LoadedReach::Community(division(COMMUNITY))),
            account(
                "other-community",
                LoadedReach::Community(division(OTHER_COMMUNITY)),
            ),
            account("site", LoadedReach::Site(0)),
            account("other-site", LoadedReach::Site(1)),
            account("system", LoadedReach::Administration(Office::System)),
            account("security", LoadedReach::Administration(Office::Security)),
            account("audit", LoadedReach::Administration(Office::Audit)),
        ],
    }
}

/// A made-up worker.
pub fn worker(number: u32) -> CheckedWorker {
    let document =
        Document::parse(DocumentKind::ResidentId, &identity_number(number)).expect("a valid number");
    let names = ["王建国", "阿卜杜拉·买买提", "李䶮"];
    let name = names[number as usize % names.len()];
    CheckedWorker {
        phone: Phone::parse(&phone_number(number)).ok(),
        crew: Some("钢筋一班".into()),
        trade: Some("020".into()),
        ..CheckedWorker::of(Name::parse(name).expect("a name"), document)
    }
}
