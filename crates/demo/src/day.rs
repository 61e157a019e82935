//! A day of the district: who declares what on their phone, who comes to a gate, and when.
//!
//! The same seed and day give the same. What of it has happened by some hour is for whoever plays it out.

use std::collections::BTreeMap;

use domain::declaration::{Answers, Stay, Tenths, Trip, TripMode};
use domain::id::{DeclarationId, PassageId};
use domain::passage::Way;
use domain::registry::EngagementState;
use jiff::civil::Date;
use jiff::{Span, ToSpan};
use uuid::Builder;

use crate::chance::Chance;
use crate::drill;
use crate::{CONSTRUCTION_SITES, District, GATE_SITE};

/// The sites at which something happens, by their place in [`District::sites`]: one in each town, the gate's among
/// them, and an enterprise. A few thousand of the district's people in all.
pub const LIVELY_SITES: [usize; 8] = [GATE_SITE, 1, 2, 3, 4, 5, 6, CONSTRUCTION_SITES];

/// The seconds of a morning, from the first alarm clock to the last whistle.
pub const MORNING: u32 = 3 * 3_600;

/// A day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    /// What is declared.
    pub declarations: Vec<Declared>,
    /// Who comes to a gate. Nobody at [`GATE_SITE`]: the gate there is a real one, for whoever tries it.
    pub passings: Vec<Passing>,
}

/// A worker, by their place in the district.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Who {
    /// Their site in [`District::sites`].
    pub site: usize,
    /// Their place among its workers.
    pub worker: usize,
}

/// When something happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// So many seconds into the morning, of [`MORNING`].
    Morning(u32),
    /// So many seconds before whoever plays it out begins: what nobody had the time to act on yet.
    Lately(u32),
}

/// One declaration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declared {
    /// Whose.
    pub who: Who,
    /// When.
    pub when: When,
    /// As their phone made it.
    pub id: DeclarationId,
    /// What is said.
    pub answers: Answers,
}

/// Somebody who comes to a gate and shows a code or a card. No face of theirs is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Passing {
    /// Who.
    pub who: Who,
    /// When.
    pub when: When,
    /// As the gate made it.
    pub id: PassageId,
    /// By what.
    pub way: Way,
}

/// A day of a district.
pub fn day(seed: u64, district: &District, date: Date) -> Day {
    let mut day = Day {
        declarations: Vec::new(),
        passings: Vec::new(),
    };
    for site in LIVELY_SITES {
        let Some(workers) = district.sites.get(site).map(|site| &site.workers) else {
            continue;
        };
        // Each site draws from a stream of its own: how many there are elsewhere changes nothing here.
        let mut chance = Chance::of(seed, &format!("{date} {site}"));
        for (worker, about) in workers.iter().enumerate() {
            let who = Who { site, worker };
            if about.engagement == EngagementState::Active {
                day.live(&mut chance, who, date);
            }
        }
    }
    day
}

impl Day {
    /// Who told something so lately that nobody can have acted on it.
    pub fn lately(&self) -> impl Iterator<Item = Who> {
        let lately = self.declarations.iter();
        lately
            .filter(|one| matches!(one.when, When::Lately(_)))
            .map(|one| one.who)
    }

    /// One worker's morning. The draws are the same in number whatever comes of them.
    fn live(&mut self, chance: &mut Chance, who: Who, date: Date) {
        let declares = chance.per_mille(880);
        let at = chance.below(MORNING as usize * 3 / 4) as u32;
        let id = Builder::from_random_bytes(chance.bytes()).into_uuid().into();
        let (answers, unwell) = said(chance, who.site, date);
        let lately = chance.per_mille(400).then(|| chance.between(60, 1_500) as u32);
        let comes = chance.per_mille(if declares { 800 } else { 60 });
        let walk = chance.between(600, 2_400) as u32;
        let passage = Builder::from_random_bytes(chance.bytes()).into_uuid().into();
        let way = if chance.per_mille(850) {
            Way::Qr
        } else {
            Way::Number
        };
        let when = match lately {
            Some(before) if unwell => When::Lately(before),
            _ => When::Morning(at),
        };
        if declares {
            self.declarations.push(Declared {
                who,
                when,
                id,
                answers,
            });
        }
        if comes && who.site != GATE_SITE && matches!(when, When::Morning(_)) {
            self.passings.push(Passing {
                who,
                when: When::Morning((at + walk).min(MORNING)),
                id: passage,
                way,
            });
        }
    }
}

/// What a worker says, and whether they are unwell. At the site of the demo's gate everybody is well and stayed at home: what is seen there, those
/// who try the demo do themselves.
fn said(chance: &mut Chance, site: usize, date: Date) -> (Answers, bool) {
    let lot = chance.below(1_000);
    let measured = chance.between(359, 369) as i32;
    let (fever, days, symptom) = (
        chance.between(374, 389) as i32,
        chance.between(1, 12) as i64,
        *chance.weighted(&[("cough", 5), ("fatigue", 3), ("sore_throat", 3), ("diarrhoea", 2)]),
    );
    let mut answers = Answers {
        temperature: chance.per_mille(900).then_some(Tenths(measured)),
        symptoms: Vec::new(),
        stays: Vec::new(),
        trips: Vec::new(),
        contact: None,
        questions: BTreeMap::new(),
        promise: true,
    };
    let left = date.saturating_sub(days.days());
    match lot {
        _ if site == GATE_SITE => {}
        0..4 => answers.temperature = Some(Tenths(fever)),
        4..10 => answers.symptoms = vec![symptom.to_owned()],
        10..15 => journey(&mut answers, drill::CITY, "武汉", "G1002", left),
        15..40 => journey(&mut answers, "4301", "长沙", "G6013", left),
        40..60 => journey(&mut answers, "4501", "南宁", "D3605", left),
        _ => {}
    }
    (answers, site != GATE_SITE && lot < 10)
}

/// A stay of a few days up to `left`, and the train back.
fn journey(answers: &mut Answers, division: &str, city: &str, train: &str, left: Date) {
    answers.stays = vec![Stay {
        division: division.parse().expect("the code is a division"),
        from: left.saturating_sub(Span::new().days(4)),
        to: left,
    }];
    answers.trips = vec![Trip {
        mode: TripMode::Train,
        number: train.to_owned(),
        day: left,
        from: format!("{city}南"),
        to: "广州南".to_owned(),
        carriage: String::new(),
        seat: String::new(),
    }];
}
