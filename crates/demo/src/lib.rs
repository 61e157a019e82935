//! The demo district: Nanhai's seven towns with invented sites, crews, workers and accounts.
//!
//! The same seed gives the same district, on any machine and on any day. Nothing here reads a file, a clock or
//! the environment, and nothing knows how a district is stored: what comes out are plain values, checked by the
//! rules of `domain`. Towns, communities and home divisions are real; every name of a site or person, every address, identity
//! number and phone is made up. No faces are made up: a person enrols their own. What happens there on a day, the
//! list of the health authority and the outbreak area are made up too, and called a drill.

mod account;
mod chance;
mod contractor;
mod crew;
mod day;
pub mod drill;
mod home;
mod person;
mod person_name;
mod site;
mod site_name;
mod town;
mod twice;
mod watch;

use domain::division::Division;
use domain::registry::{CheckedWorker, EngagementState, SiteKind};

pub use account::{Account, Reach, password};
pub use contractor::Contractor;
pub use day::{Day, Declared, LIVELY_SITES, MORNING, Passing, When, Who, day};
pub use town::Town;
pub use watch::{Watchlist, watchlist};

use crate::chance::Chance;
use crate::person::People;

/// The seed of the district that `sitewarden demo` sets up.
pub const SEED: u64 = 440_605;

/// How many workers a district has.
pub const WORKERS: usize = 30_000;

/// How many construction sites a district has.
pub const CONSTRUCTION_SITES: usize = 48;

/// How many enterprises a district has.
pub const ENTERPRISES: usize = 24;

/// How many sites a district has.
pub const SITES: usize = CONSTRUCTION_SITES + ENTERPRISES;

/// The site at which the demo's gate stands: small enough for faces to be looked for openly in its roster
/// (500 people at most).
pub const GATE_SITE: usize = 0;

/// A whole made-up district.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct District {
    /// Its division: `440605`.
    pub division: Division,
    /// Its towns, in the order of their codes.
    pub towns: Vec<Town>,
    /// Its sites, construction first; [`GATE_SITE`] is the one with the demo's gate.
    pub sites: Vec<Site>,
    /// Who can sign in.
    pub accounts: Vec<Account>,
}

/// A made-up place of work with everyone engaged there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// Construction project or enterprise.
    pub kind: SiteKind,
    /// The town it lies in.
    pub town: Division,
    /// The community of the town; none for a few that nobody has placed yet.
    pub community: Option<Division>,
    /// Its name.
    pub name: String,
    /// Its address.
    pub address: String,
    /// The names of its crews; workers name theirs in [`CheckedWorker::crew`].
    pub crews: Vec<String>,
    /// The companies at work there, and whose each crew is.
    pub contractors: Vec<Contractor>,
    /// Who is engaged there.
    pub workers: Vec<Worker>,
}

/// A made-up worker at a site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worker {
    /// Who they are and what they do, as the registry takes it.
    pub checked: CheckedWorker,
    /// Active, or pending: registered themself and waiting for the site to confirm.
    pub engagement: EngagementState,
    /// How many days before the district was set up they came to the site.
    pub entered_days_ago: u16,
}

/// Makes the district of a seed.
pub fn district(seed: u64) -> District {
    let towns = town::nanhai();
    let mut chance = Chance::of(seed, "sites");
    let mut people = People::of(seed);
    let mut sites: Vec<Site> = site::plan(&mut chance, &towns)
        .into_iter()
        .enumerate()
        .map(|(at, plan)| plan.staffed(at, &mut chance, &mut people))
        .collect();
    twice::register_some_twice(&mut sites);
    let accounts = account::all(&towns, &sites);
    District {
        division: town::district(),
        towns,
        sites,
        accounts,
    }
}

impl District {
    /// The same district with its first sites alone.
    #[must_use]
    pub fn of_sites(mut self, count: usize) -> Self {
        self.sites.truncate(count);
        self.accounts
            .retain(|account| !matches!(account.reach, Reach::Site(at) if at >= count));
        self
    }
}
