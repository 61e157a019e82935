//! A watchlist of the demo: people who do not exist, a few of whom work in the district.

use jiff::ToSpan;
use jiff::civil::Date;

use crate::chance::Chance;
use crate::crew::Crew;
use crate::day::LIVELY_SITES;
use crate::person::People;
use crate::{District, GATE_SITE, Worker};

/// Lines about people who work elsewhere or nowhere.
const STRANGERS: usize = 53;

/// How many days a list stands.
const STANDS: i64 = 14;

/// Why people are on it, by turns.
const CATEGORIES: [&str; 3] = ["close_contact", "general_contact", "from_outbreak_area"];

/// A list, as a health authority would send it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Watchlist {
    /// What it is called.
    pub name: String,
    /// Who made it.
    pub source: &'static str,
    /// The last day on which it stands.
    pub expires_on: Date,
    /// Its lines, as CSV.
    pub file: String,
}

/// The list of a day: strangers, and one worker of each lively site but the gate's.
pub fn watchlist(seed: u64, district: &District, date: Date) -> Watchlist {
    let mut chance = Chance::of(seed, &format!("watch {date}"));
    // Strangers come from a seed of their own, and so have other documents than the district's people.
    let mut elsewhere = People::of(!seed);
    let crew = Crew {
        name: String::new(),
        trade: "",
        men_per_mille: 600,
    };
    let strangers: Vec<Worker> = (0..STRANGERS).map(|_| elsewhere.worker(&crew)).collect();
    let living = LIVELY_SITES.into_iter().filter(|site| *site != GATE_SITE);
    let known = living
        .filter_map(|site| district.sites.get(site))
        .map(|site| &site.workers[chance.below(site.workers.len())])
        .collect::<Vec<_>>();
    let expires_on = date.saturating_add(STANDS.days());
    let mut lines = vec!["document_kind,document,name,category,reason,expiry".to_owned()];
    for (at, worker) in strangers.iter().chain(known).enumerate() {
        let who = &worker.checked;
        lines.push(format!(
            "{},{},{},{},演练,{expires_on}",
            who.document.kind().word(),
            who.document.number(),
            who.name.as_str(),
            CATEGORIES[at % CATEGORIES.len()]
        ));
    }
    Watchlist {
        name: format!("重点人员（演练）{date}"),
        source: "市疾控中心（演练）",
        expires_on,
        file: lines.join("\n"),
    }
}
