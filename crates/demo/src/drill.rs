//! The outbreak area of the demo: a real city, an invented outbreak, called a drill wherever it is shown.

use domain::language::Words;
use domain::profile::DiseaseProfile;
use jiff::ToSpan;
use jiff::civil::Date;

/// The profile that the drill is a version of.
pub const CODE: &str = "covid-2020";

/// Its number: the one after the editions that ship.
pub const VERSION: i32 = 3;

/// The city: Wuhan (GB/T 2260).
pub const CITY: &str = "4201";

/// How long before the demo began the outbreak began.
const BEFORE: i64 = 30;

/// Who says that there is an outbreak.
pub const SOURCE: &str = "市疾控中心（演练）";

/// The outbreak area as its source's list, as CSV: the whole city since some time before the demo began.
pub fn areas(day: Date) -> String {
    let from = day.saturating_sub(BEFORE.days());
    format!("division,place,level,from,extent\n{CITY},湖北省武汉市（演练）,high,{from},whole\n")
}

/// A profile's version for the drill, in force from a day on: the same rules under a name that says so.
pub fn version(of: &DiseaseProfile, day: Date) -> DiseaseProfile {
    DiseaseProfile {
        words: Words::new(
            format!("{}（演练）", of.words.zh),
            format!("{}, drill", of.words.en),
        ),
        version: VERSION,
        from: day,
        to: None,
        ..of.clone()
    }
}
