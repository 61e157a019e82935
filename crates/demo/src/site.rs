//! Which sites there are, where, and how many people work at each.

use domain::division::Division;
use domain::registry::SiteKind;

use crate::chance::Chance;
use crate::person::People;
use crate::site_name::{Names, address};
use crate::town::Town;
use crate::{CONSTRUCTION_SITES, ENTERPRISES, GATE_SITE, Site, WORKERS, contractor, crew};

/// People at the smallest site.
const SMALLEST: usize = 200;

/// People at the largest site.
const LARGEST: usize = 1_200;

/// People at the site with the demo's gate.
const AT_GATE_SITE: usize = 480;

/// A site before anyone works there.
pub(crate) struct Plan {
    kind: SiteKind,
    town: Division,
    community: Option<Division>,
    name: String,
    address: String,
    workers: usize,
}

/// Every site of the district, construction first.
pub(crate) fn plan(chance: &mut Chance, towns: &[Town]) -> Vec<Plan> {
    let by_share: Vec<(&Town, usize)> = towns.iter().map(|town| (town, town.share)).collect();
    let mut names = Names::default();
    sizes(chance)
        .into_iter()
        .enumerate()
        .map(|(at, workers)| {
            let kind = if at < CONSTRUCTION_SITES {
                SiteKind::ConstructionProject
            } else {
                SiteKind::Enterprise
            };
            // Each town has one site of each kind before chance gives any a second.
            let nth_of_kind = if at < CONSTRUCTION_SITES {
                at
            } else {
                at - CONSTRUCTION_SITES
            };
            let town = towns
                .get(nth_of_kind)
                .unwrap_or_else(|| *chance.weighted(&by_share));
            Plan {
                kind,
                community: community(&town.division, at),
                town: town.division.clone(),
                name: names.draw(chance, kind),
                address: address(chance, town.name),
                workers,
            }
        })
        .collect()
}

/// The community of a site in a town: one of the town's first few, so that each has several sites. One site in nine is
/// placed in none.
fn community(town: &Division, at: usize) -> Option<Division> {
    let communities = town.under();
    let mut few = communities.into_iter().take(3);
    (at % 9 != 8)
        .then(|| few.nth(at % 3))
        .flatten()
        .map(|found| found.division)
}

/// How many people work at each site: many small ones, few large, [`WORKERS`] in all.
fn sizes(chance: &mut Chance) -> Vec<usize> {
    let count = CONSTRUCTION_SITES + ENTERPRISES;
    let mut shares: Vec<usize> = (0..count)
        .map(|_| {
            let draw = chance.between(1, 1_000);
            draw * draw
        })
        .collect();
    shares[GATE_SITE] = 0;
    let whole: usize = shares.iter().sum();
    let to_share = WORKERS - AT_GATE_SITE - SMALLEST * (count - 1);
    let mut sizes: Vec<usize> = shares
        .iter()
        .map(|share| (SMALLEST + to_share * share / whole).min(LARGEST))
        .collect();
    sizes[GATE_SITE] = AT_GATE_SITE;
    // What rounding and the cap left over goes round the smaller sites, one person each.
    let mut left = WORKERS - sizes.iter().sum::<usize>();
    let mut at = 0;
    while left > 0 {
        at = (at + 1) % count;
        if at != GATE_SITE && sizes[at] < LARGEST {
            sizes[at] += 1;
            left -= 1;
        }
    }
    sizes
}

impl Plan {
    /// The site with its crews, companies and workers; `at` is its place in the district.
    pub(crate) fn staffed(self, at: usize, chance: &mut Chance, people: &mut People) -> Site {
        let crews = crew::crews(chance, self.kind, self.workers);
        let workers = (0..self.workers)
            .map(|nth| people.worker(&crews[nth % crews.len()]))
            .collect();
        let names: Vec<String> = crews.into_iter().map(|crew| crew.name).collect();
        Site {
            kind: self.kind,
            town: self.town,
            community: self.community,
            name: self.name,
            address: self.address,
            contractors: contractor::contractors(at, &names),
            crews: names,
            workers,
        }
    }
}
