//! A declaration: what a worker says of their health and travel on a day.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use thiserror::Error;
use utoipa::ToSchema;

use crate::division::Division;
use crate::id::DeclarationId;
use crate::profile::{self, DiseaseProfile};
use crate::text;

/// A temperature in tenths of a degree Celsius, so that 37.3 is exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(transparent)]
#[schema(value_type = i32, example = 366)]
pub struct Tenths(pub i32);

impl Tenths {
    /// Whether someone's body can have it, 34.0–43.0 ℃: anything else is mistyped.
    pub fn is_possible(self) -> bool {
        (340..=430).contains(&self.0)
    }
}

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
    /// What the profiles in force ask besides, by code: yes or no.
    #[serde(default)]
    pub questions: BTreeMap<String, bool>,
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
    /// When a later version took its place; none for the newest.
    pub superseded_at: Option<Timestamp>,
    /// Whether it is a correction that staff looked into and found to be right.
    pub verified: bool,
    /// What was said.
    pub answers: Answers,
}

impl DeclarationFact {
    /// Whether it is the newest version.
    pub fn stands(&self) -> bool {
        self.superseded_at.is_none()
    }
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
    /// A stay in a division that there is not.
    #[error("stays[{0}]: there is no such division")]
    StayDivision(usize),
    /// A stay that ends before it begins, or lies in the future or over a year back.
    #[error("stays[{0}]: its days are not possible")]
    StayDays(usize),
    /// A trip in the future or over a year back.
    #[error("trips[{0}]: its day is not possible")]
    TripDay(usize),
    /// A text of a trip over 60 characters, or with characters that nobody sees.
    #[error("trips[{0}]: a text is longer than 60 characters or has hidden ones")]
    TripText(usize),
    /// A contact in the future or over a year back.
    #[error("contact: its day is not possible")]
    ContactDay,
    /// More than 40 symptoms.
    #[error("symptoms: too many")]
    TooManySymptoms,
    /// More than 40 stays.
    #[error("stays: too many")]
    TooManyStays,
    /// More than 40 trips.
    #[error("trips: too many")]
    TooManyTrips,
    /// Not each question that is asked today was answered, or one that is not.
    #[error("questions: not those that are asked")]
    Questions,
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
            Self::StayDivision(line) | Self::StayDays(line) => format!("stays[{line}]"),
            Self::TripDay(line) | Self::TripText(line) => format!("trips[{line}]"),
            Self::ContactDay => "contact".into(),
            Self::TooManySymptoms => "symptoms".into(),
            Self::TooManyStays => "stays".into(),
            Self::TooManyTrips => "trips".into(),
            Self::Questions => "questions".into(),
            Self::Promise => "promise".into(),
        }
    }
}

const MOST_LINES: usize = 40;
const LONGEST_TEXT: usize = 60;
const LONGEST_LOOK_BACK_DAYS: i32 = 366;

impl Answers {
    /// The same answers with every text in the form it is kept in: trimmed, in normal form C. What is no text to
    /// be kept stays as it is, for [`Answers::check`] to name.
    #[must_use]
    pub fn in_form(&self) -> Self {
        let mut answers = self.clone();
        for text in answers.trips.iter_mut().flat_map(Trip::texts_mut) {
            if let Ok(formed) = text::line(text, 0..=LONGEST_TEXT) {
                *text = formed;
            }
        }
        answers
    }

    /// Whether they tell of a stay or a trip: whoever does is assessed anew when outbreak areas change.
    pub fn travels(&self) -> bool {
        !self.stays.is_empty() || !self.trips.is_empty()
    }

    /// Checks every answer against the day it is given on and what the profiles in force then ask, and returns all
    /// faults.
    pub fn check(&self, today: Date, profiles: &[DiseaseProfile]) -> Result<(), Vec<AnswerFault>> {
        let mut faults = self.too_many();
        if !faults.is_empty() {
            return Err(faults);
        }
        let possible = |day: Date| day <= today && (today - day).get_days() <= LONGEST_LOOK_BACK_DAYS;
        if self
            .temperature
            .is_some_and(|temperature| !temperature.is_possible())
        {
            faults.push(AnswerFault::Temperature);
        }
        let known = |code: &str| {
            let mut in_force = profiles.iter().filter(|profile| profile.in_force(today));
            in_force.any(|profile| profile.symptom(code).is_some())
        };
        let symptoms = self.symptoms.iter().enumerate().filter(|(_, code)| !known(code));
        faults.extend(symptoms.map(|(line, _)| AnswerFault::Symptom(line)));
        for (line, stay) in self.stays.iter().enumerate() {
            if !stay.division.is_known() {
                faults.push(AnswerFault::StayDivision(line));
            }
            if stay.from > stay.to || !possible(stay.from) || !possible(stay.to) {
                faults.push(AnswerFault::StayDays(line));
            }
        }
        for (line, trip) in self.trips.iter().enumerate() {
            if !possible(trip.day) {
                faults.push(AnswerFault::TripDay(line));
            }
            let mut texts = trip.texts().into_iter();
            if texts.any(|text| text::line(text, 0..=LONGEST_TEXT).is_err()) {
                faults.push(AnswerFault::TripText(line));
            }
        }
        if self.contact.is_some_and(|day| !possible(day)) {
            faults.push(AnswerFault::ContactDay);
        }
        let asked = profile::questions(profiles, today);
        let answered = |code: &str| self.questions.contains_key(code);
        if asked.len() != self.questions.len() || !asked.iter().all(|question| answered(&question.code)) {
            faults.push(AnswerFault::Questions);
        }
        if !self.promise {
            faults.push(AnswerFault::Promise);
        }
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }

    /// Lists that are too long to be looked at line by line.
    fn too_many(&self) -> Vec<AnswerFault> {
        let lists = [
            (self.symptoms.len(), AnswerFault::TooManySymptoms),
            (self.stays.len(), AnswerFault::TooManyStays),
            (self.trips.len(), AnswerFault::TooManyTrips),
        ];
        let long = lists.into_iter().filter(|(lines, _)| *lines > MOST_LINES);
        long.map(|(_, fault)| fault).collect()
    }
}

impl Trip {
    fn texts(&self) -> [&String; 5] {
        [&self.number, &self.from, &self.to, &self.carriage, &self.seat]
    }

    fn texts_mut(&mut self) -> [&mut String; 5] {
        [
            &mut self.number,
            &mut self.from,
            &mut self.to,
            &mut self.carriage,
            &mut self.seat,
        ]
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::language::Words;
    use crate::profile::Question;
    use crate::standing::State;

    fn answers() -> Answers {
        Answers {
            temperature: Some(Tenths(366)),
            symptoms: vec![],
            stays: vec![],
            trips: vec![],
            contact: None,
            questions: BTreeMap::new(),
            promise: true,
        }
    }

    fn covid() -> DiseaseProfile {
        serde_json::from_str(include_str!("../../../profiles/covid-2020.json")).expect("the profile reads")
    }

    fn check(answers: &Answers) -> Vec<AnswerFault> {
        answers
            .check(date(2020, 2, 17), &[covid()])
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
            questions: BTreeMap::new(),
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
    fn each_question_that_is_asked_is_answered_and_no_other() {
        let asks = DiseaseProfile {
            questions: vec![Question {
                code: "rash_at_home".into(),
                ask: Words::new("家里有人出疹子吗？", "Has anyone at home a rash?"),
                yes: Words::new("家里有人出疹", "a rash at home"),
                effect: State::Hold,
            }],
            ..covid()
        };
        let over = DiseaseProfile {
            to: Some(date(2020, 2, 16)),
            ..asks.clone()
        };
        let answered = |codes: &[&str]| Answers {
            questions: codes.iter().map(|code| ((*code).to_owned(), false)).collect(),
            ..answers()
        };
        let check = |answers: Answers, profile: &DiseaseProfile| {
            let profiles = std::slice::from_ref(profile);
            answers
                .check(date(2020, 2, 17), profiles)
                .err()
                .unwrap_or_default()
        };
        assert_eq!(check(answered(&["rash_at_home"]), &asks), []);
        assert_eq!(check(answered(&[]), &over), []);
        for (codes, profile) in [
            (&[][..], &asks),
            (&["unheard_of"], &asks),
            (&["rash_at_home", "unheard_of"], &asks),
            (&["rash_at_home"], &over),
        ] {
            assert_eq!(
                check(answered(codes), profile),
                [AnswerFault::Questions],
                "{codes:?}"
            );
        }
    }

    #[test]
    fn a_list_that_is_too_long_is_named_itself() {
        let trip = Trip {
            mode: TripMode::Other,
            number: String::new(),
            day: date(2020, 2, 10),
            from: String::new(),
            to: String::new(),
            carriage: String::new(),
            seat: String::new(),
        };
        let long = Answers {
            symptoms: vec!["cough".into(); 41],
            trips: vec![trip; 41],
            ..answers()
        };
        let fields: Vec<String> = check(&long).into_iter().map(AnswerFault::field).collect();
        assert_eq!(fields, ["symptoms", "trips"]);
    }

    #[test]
    fn a_stay_is_in_a_division_that_there_is() {
        let stay = |code: &str| Stay {
            division: code.parse().unwrap(),
            from: date(2020, 2, 9),
            to: date(2020, 2, 10),
        };
        let bad = Answers {
            stays: ["42", "99", "420106", "429999", "440605011"].map(stay).into(),
            ..answers()
        };
        assert_eq!(
            check(&bad),
            [AnswerFault::StayDivision(1), AnswerFault::StayDivision(3)]
        );
    }

    #[test]
    fn texts_of_a_trip_have_one_form_and_nothing_hidden() {
        let with = |number: &str| Answers {
            trips: vec![Trip {
                mode: TripMode::Train,
                number: number.into(),
                day: date(2020, 2, 10),
                from: String::new(),
                to: String::new(),
                carriage: String::new(),
                seat: String::new(),
            }],
            ..answers()
        };
        assert_eq!(with(" G1001 ").in_form(), with("G1001"));
        assert_eq!(check(&with("G\0")), [AnswerFault::TripText(0)]);
        assert_eq!(check(&with("G\u{202e}1")), [AnswerFault::TripText(0)]);
    }

    #[test]
    fn a_temperature_reads_as_people_write_it() {
        assert_eq!(Tenths(373).to_string(), "37.3");
    }
}
