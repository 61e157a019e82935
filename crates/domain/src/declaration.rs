//! A declaration: what a worker says of their health and travel on a day.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use thiserror::Error;
use utoipa::ToSchema;

use crate::division::Division;
use crate::id::DeclarationId;

/// Body temperature in tenths of a degree Celsius, so that 37.3 is exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(transparent)]
#[schema(value_type = i32, example = 366)]
pub struct Tenths(pub i32);

impl std::fmt::Display for Tenths {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}.{}", self.0 / 10, self.0 % 10)
    }
}

/// The means of a trip.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum TripMode {
    /// 飞机.
    Flight,
    /// 火车.
    Train,
    /// 长途汽车.
    Coach,
    /// Anything else: ship, taxi, own car.
    Other,
}

/// One ride on one service, as the worker tells it; unknown parts stay empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Trip {
    /// By what.
    pub mode: TripMode,
    /// Flight, train or coach number, or the plate.
    #[serde(default)]
    pub number: String,
    /// The day of boarding.
    pub day: Date,
    /// Where they got on.
    #[serde(default)]
    pub from: String,
    /// Where they got off.
    #[serde(default)]
    pub to: String,
    /// Carriage.
    #[serde(default)]
    pub carriage: String,
    /// Seat.
    #[serde(default)]
    pub seat: String,
}

/// A place someone was, and the days they were there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Stay {
    /// Where, to whatever level is known.
    pub division: Division,
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
}

/// What is declared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Answers {
    /// Temperature, if measured.
    #[serde(default)]
    pub temperature: Option<Tenths>,
    /// Codes of symptoms, from the profiles in force; empty means none.
    #[serde(default)]
    pub symptoms: Vec<String>,
    /// Stays of the look-back days away from the site's district; empty means none.
    #[serde(default)]
    pub stays: Vec<Stay>,
    /// Trips of the look-back days.
    #[serde(default)]
    pub trips: Vec<Trip>,
    /// The last day of contact with a confirmed or suspected case, if any.
    #[serde(default)]
    pub contact: Option<Date>,
    /// "What I say is true": must be given.
    pub promise: bool,
}

/// One version of a declaration, as a fact.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeclarationFact {
    /// Which.
    pub id: DeclarationId,
    /// When the platform took it.
    pub at: Timestamp,
    /// The site-local day it speaks for.
    pub day: Date,
    /// Whether a later version corrects it.
    pub superseded: bool,
    /// What was said.
    pub answers: Answers,
}

/// A field of a declaration that was not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum AnswerFault {
    /// Outside 34.0–43.0 ℃: mistyped.
    #[error("temperature: outside 34.0–43.0 ℃")]
    Temperature,
    /// A symptom that no profile in force knows.
    #[error("symptoms[{0}]: not known")]
    Symptom(usize),
    /// A stay that ends before it begins, or lies in the future or over a year back.
    #[error("stays[{0}]: its days are not possible")]
    StayDays(usize),
    /// A trip in the future or over a year back.
    #[error("trips[{0}]: its day is not possible")]
    TripDay(usize),
    /// A text of a trip over 60 characters.
    #[error("trips[{0}]: a text is longer than 60 characters")]
    TripText(usize),
    /// A contact in the future or over a year back.
    #[error("contact: its day is not possible")]
    ContactDay,
    /// More than 40 stays, trips or symptoms.
    #[error("too many lines")]
    TooMany,
    /// The promise is missing.
    #[error("promise: must be given")]
    Promise,
}

impl AnswerFault {
    /// The field it is about, with its line where it has one.
    pub fn field(self) -> String {
        match self {
            Self::Temperature => "temperature".into(),
            Self::Symptom(line) => format!("symptoms[{line}]"),
            Self::StayDays(line) => format!("stays[{line}]"),
            Self::TripDay(line) | Self::TripText(line) => format!("trips[{line}]"),
            Self::ContactDay => "contact".into(),
            Self::TooMany => "stays".into(),
            Self::Promise => "promise".into(),
        }
    }
}

const MOST_LINES: usize = 40;
const LONGEST_TEXT: usize = 60;
const LONGEST_LOOK_BACK_DAYS: i32 = 366;

impl Answers {
    /// Checks every answer against the day it is given on and the symptoms known, and returns all faults.
    pub fn check(&self, today: Date, known: &dyn Fn(&str) -> bool) -> Result<(), Vec<AnswerFault>> {
        let mut faults = Vec::new();
        let possible = |day: Date| day <= today && (today - day).get_days() <= LONGEST_LOOK_BACK_DAYS;
        if self.temperature.is_some_and(|t| !(340..=430).contains(&t.0)) {
            faults.push(AnswerFault::Temperature);
        }
        if [self.symptoms.len(), self.stays.len(), self.trips.len()]
            .iter()
            .any(|lines| *lines > MOST_LINES)
        {
            return Err(vec![AnswerFault::TooMany]);
        }
        let symptoms = self.symptoms.iter().enumerate().filter(|(_, code)| !known(code));
        faults.extend(symptoms.map(|(line, _)| AnswerFault::Symptom(line)));
        for (line, stay) in self.stays.iter().enumerate() {
            if stay.from > stay.to || !possible(stay.from) || !possible(stay.to) {
                faults.push(AnswerFault::StayDays(line));
            }
        }
        for (line, trip) in self.trips.iter().enumerate() {
            if !possible(trip.day) {
                faults.push(AnswerFault::TripDay(line));
            }
            let texts = [&trip.number, &trip.from, &trip.to, &trip.carriage, &trip.seat];
            if texts.iter().any(|text| text.chars().count() > LONGEST_TEXT) {
                faults.push(AnswerFault::TripText(line));
            }
        }
        if self.contact.is_some_and(|day| !possible(day)) {
            faults.push(AnswerFault::ContactDay);
        }
        if !self.promise {
            faults.push(AnswerFault::Promise);
        }
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn answers() -> Answers {
        Answers {
            temperature: Some(Tenths(366)),
            symptoms: vec![],
            stays: vec![],
            trips: vec![],
            contact: None,
            promise: true,
        }
    }

    fn check(answers: &Answers) -> Vec<AnswerFault> {
        answers
            .check(date(2020, 2, 17), &|code| code == "cough")
            .err()
            .unwrap_or_default()
    }

    #[test]
    fn a_quiet_day_is_taken() {
        assert_eq!(check(&answers()), []);
    }

    #[test]
    fn all_faults_are_named_at_once() {
        let stay = Stay {
            division: "42".parse().unwrap(),
            from: date(2020, 2, 10),
            to: date(2020, 2, 9),
        };
        let trip = Trip {
            mode: TripMode::Train,
            number: "G".repeat(61),
            day: date(2020, 2, 18),
            from: String::new(),
            to: String::new(),
            carriage: String::new(),
            seat: String::new(),
        };
        let bad = Answers {
            temperature: Some(Tenths(3660)),
            symptoms: vec!["cough".into(), "sparkle".into()],
            stays: vec![stay],
            trips: vec![trip],
            contact: Some(date(2021, 1, 1)),
            promise: false,
        };
        assert_eq!(
            check(&bad),
            [
                AnswerFault::Temperature,
                AnswerFault::Symptom(1),
                AnswerFault::StayDays(0),
                AnswerFault::TripDay(0),
                AnswerFault::TripText(0),
                AnswerFault::ContactDay,
                AnswerFault::Promise
            ]
        );
    }

    #[test]
    fn a_temperature_reads_as_people_write_it() {
        assert_eq!(Tenths(373).to_string(), "37.3");
    }
}
