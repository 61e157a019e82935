//! The outbreak area of the demo: a real city, an invented outbreak, called a drill wherever it is shown.

use domain::language::Words;
use domain::profile::{DiseaseProfile, OutbreakArea};
use jiff::ToSpan;
use jiff::civil::Date;

/// The profile that the drill is a version of.
pub const CODE: &str = "covid-2020";

/// Its number: the one after the editions that ship.
pub const VERSION: i32 = 3;

/// The city: Wuhan (GB/T 2260).
pub(crate) const CITY: &str = "4201";

/// How long before the demo began the outbreak began.
const BEFORE: i64 = 30;

/// A profile's version for the drill, in force from a day on: the same rules, with an area where the outbreak stands.
pub fn version(of: &DiseaseProfile, day: Date) -> DiseaseProfile {
    let area = OutbreakArea {
        division: CITY.parse().expect("the code is a division"),
        words: Words::new("湖北省武汉市（演练）", "Wuhan, Hubei (drill)"),
        from: day.saturating_sub(BEFORE.days()),
        to: None,
    };
    DiseaseProfile {
        words: Words::new(
            format!("{}（演练）", of.words.zh),
            format!("{}, drill", of.words.en),
        ),
        version: VERSION,
        from: day,
        to: None,
        areas: vec![area],
        ..of.clone()
    }
}
