//! Small makers of facts for one worker in Nanhai, February 2020.

use std::collections::{BTreeMap, HashMap};
use std::sync::LazyLock;

use domain::area::{Areas, Level, OutbreakArea};
use domain::check::CheckFact;
use domain::declaration::{Answers, DeclarationFact, Stay, Tenths, Trip, TripMode};
use domain::division::Division;
use domain::id::{AreaId, CheckId, DeclarationId, HitId, WatchlistId};
use domain::profile::DiseaseProfile;
use domain::screening::{Category, HitFact};
use domain::standing::{Facts, Rules, Standing, assess};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use uuid::Uuid;

pub(crate) fn covid() -> DiseaseProfile {
    serde_json::from_str(include_str!("../../../../profiles/covid-2020.json")).expect("the profile reads")
}

/// Every profile that ships.
pub(crate) fn shipped() -> Vec<DiseaseProfile> {
    [
        include_str!("../../../../profiles/covid-2020.json"),
        include_str!("../../../../profiles/covid-2020-v5.json"),
        include_str!("../../../../profiles/sars.json"),
        include_str!("../../../../profiles/influenza.json"),
        include_str!("../../../../profiles/measles.json"),
        include_str!("../../../../profiles/dengue.json"),
        include_str!("../../../../profiles/chikungunya-2025.json"),
        include_str!("../../../../profiles/norovirus.json"),
        include_str!("../../../../profiles/heat.json"),
    ]
    .map(|text| serde_json::from_str(text).expect("the profile reads"))
    .into()
}

/// An area of high level, the whole of a division.
pub(crate) fn area(division: &str, from: &str, to: Option<&str>) -> OutbreakArea {
    let division: Division = division.parse().expect("a division");
    OutbreakArea {
        id: AreaId(Uuid::from_u128(7)),
        disease: "covid-2020".into(),
        name: division.full_name(),
        division: Some(division),
        whole: true,
        level: Level::High,
        from: day(from),
        to: to.map(day),
    }
}

pub(crate) fn areas(all: Vec<OutbreakArea>) -> Areas {
    Areas::new(all, HashMap::new())
}

static HUBEI: LazyLock<Areas> = LazyLock::new(|| areas(vec![area("42", "2020-01-01", Some("2020-04-08"))]));

/// These profiles, with Hubei as the outbreak area.
pub(crate) fn under(profiles: &[DiseaseProfile]) -> Rules<'_> {
    Rules {
        profiles,
        areas: &HUBEI,
    }
}

pub(crate) fn foshan() -> TimeZone {
    TimeZone::get("Asia/Shanghai").expect("a zone")
}

/// An instant on Foshan's clocks: `2020-02-17T07:00`.
pub(crate) fn at(local: &str) -> Timestamp {
    zoned(local).timestamp()
}

pub(crate) fn zoned(local: &str) -> Zoned {
    let local: jiff::civil::DateTime = local.parse().expect("a local time");
    local.to_zoned(foshan()).expect("an instant")
}

pub(crate) fn day(text: &str) -> Date {
    text.parse().expect("a day")
}

pub(crate) fn well() -> Answers {
    Answers {
        temperature: Some(Tenths(366)),
        symptoms: Vec::new(),
        stays: Vec::new(),
        trips: Vec::new(),
        contact: None,
        questions: BTreeMap::new(),
        promise: true,
    }
}

pub(crate) fn feverish() -> Answers {
    Answers {
        temperature: Some(Tenths(382)),
        ..well()
    }
}

pub(crate) fn coughing() -> Answers {
    Answers {
        symptoms: vec!["cough".into()],
        ..well()
    }
}

pub(crate) fn was_in(division: &str, from: &str, to: &str) -> Answers {
    Answers {
        stays: vec![Stay {
            division: division.parse().expect("a division"),
            from: day(from),
            to: day(to),
        }],
        ..well()
    }
}

/// A ride by train on a day.
pub(crate) fn rode(on: &str, from: &str, to: &str) -> Answers {
    Answers {
        trips: vec![Trip {
            mode: TripMode::Train,
            number: "G1001".into(),
            day: day(on),
            from: from.into(),
            to: to.into(),
            carriage: String::new(),
            seat: String::new(),
        }],
        ..well()
    }
}

pub(crate) fn declared(local: &str, answers: Answers) -> DeclarationFact {
    let at = zoned(local);
    DeclarationFact {
        id: DeclarationId(Uuid::from_u128(
            at.timestamp().as_microsecond().unsigned_abs().into(),
        )),
        at: at.timestamp(),
        day: at.date(),
        superseded_at: None,
        verified: false,
        answers,
    }
}

/// The same, until a correction took its place.
pub(crate) fn corrected(fact: DeclarationFact, local: &str) -> DeclarationFact {
    DeclarationFact {
        superseded_at: Some(at(local)),
        ..fact
    }
}

/// The same, a correction that staff found to be right.
pub(crate) fn verified(fact: DeclarationFact) -> DeclarationFact {
    DeclarationFact {
        verified: true,
        ..fact
    }
}

pub(crate) fn hit(category: Category, until: &str) -> HitFact {
    HitFact {
        id: HitId(Uuid::from_u128(9)),
        watchlist: WatchlistId(Uuid::from_u128(8)),
        category,
        found_at: at("2020-02-17T06:00"),
        expires_at: at(until),
        name_agrees: true,
    }
}

pub(crate) fn of(declarations: Vec<DeclarationFact>) -> Facts {
    Facts {
        declarations,
        ..Facts::default()
    }
}

/// The same, and later someone on the spot found the person fit.
pub(crate) fn checked(facts: Facts, local: &str) -> Facts {
    measured(facts, local, 366)
}

/// The same, and later someone on the spot measured so many tenths of a degree.
pub(crate) fn measured(mut facts: Facts, local: &str, tenths: i32) -> Facts {
    let at = zoned(local);
    facts.checks.push(CheckFact {
        id: CheckId(Uuid::from_u128(
            at.timestamp().as_microsecond().unsigned_abs().into(),
        )),
        at: at.timestamp(),
        day: at.date(),
        temperature: Tenths(tenths),
    });
    facts
}

/// The standing under the 2020 profile, with Hubei as the outbreak area.
pub(crate) fn standing(facts: &Facts, local: &str) -> Standing {
    assess(facts, under(&[covid()]), &zoned(local))
}

/// State and codes of reasons, as one line: `hold: fever, symptom`.
pub(crate) fn said(standing: &Standing) -> String {
    let codes: Vec<&str> = standing
        .reasons
        .iter()
        .map(|reason| reason.cause.code())
        .collect();
    if codes.is_empty() {
        standing.state.word().to_owned()
    } else {
        format!("{}: {}", standing.state.word(), codes.join(", "))
    }
}
