//! A disease profile: the dated parameters and rules for one disease, as data.
//!
//! A version of it is never changed: what is put in force later is a version of its own, and the one before it ends as
//! the other begins. What a version may say at all, says [`DiseaseProfile::check`].

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::area::AreaEffect;
use crate::declaration::Tenths;
use crate::language::Words;
use crate::reason::Cause;
use crate::screening::Category;
use crate::standing::State;

mod check;
mod course;
mod measure;
mod question;
mod turn;

pub use check::ProfileFault;
pub use course::{Anchor, Incubation, Infectious};
pub use measure::{Measure, MeasurePlace, WorkRest};
pub use question::Question;
pub use turn::{NotInTurn, put_in_force, stand_down};

/// How a disease spreads; what is done follows from it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Spread {
    /// From person to person: contacts are observed.
    PersonToPerson,
    /// By mosquitoes: premises are treated, contacts are never quarantined.
    Vector,
    /// By food or water: the canteen.
    FoodWater,
    /// By the environment: work–rest hours.
    Environmental,
}

/// A symptom asked for, and what a gate does about it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Symptom {
    /// Its code in declarations.
    pub code: String,
    /// What it is called.
    pub words: Words,
    /// Its effect on standing.
    pub effect: State,
}

/// What a gate may do about a category of key person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct CategoryEffect {
    /// The category.
    pub category: Category,
    /// Its effect on standing.
    pub effect: State,
}

/// Where the values of each group come from, in words. A group without values needs none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default)]
pub struct Sources {
    /// Incubation, infectious window, mode of spread.
    pub spread: Words,
    /// Symptoms, fever, questions, case definition.
    pub symptoms: Words,
    /// Look-back, observation, release.
    pub observation: Words,
    /// What a gate does, and how long data is kept.
    pub gate: Words,
    /// What is done at the place of work.
    pub measures: Words,
}

/// One version of the rules for one disease.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DiseaseProfile {
    /// A short code.
    pub code: String,
    /// Its name.
    pub words: Words,
    /// Its version: 1, and one more each time.
    #[schema(minimum = 1)]
    pub version: i32,
    /// The law or order that it stands on.
    pub basis: Words,
    /// How it spreads.
    pub spread: Spread,
    /// The first day it is in force.
    pub from: Date,
    /// The last day it is in force; none while it is. Before `from`: it ended before its first day was over.
    #[serde(default)]
    pub to: Option<Date>,
    /// From exposure to the first symptom.
    #[serde(default)]
    pub incubation: Option<Incubation>,
    /// When a case passes it on.
    #[serde(default)]
    pub infectious: Option<Infectious>,
    /// Whether each worker declares each day before entering.
    pub daily_declaration: bool,
    /// From this temperature on it is a fever; none: temperature says nothing of this disease.
    #[serde(default)]
    pub fever_from: Option<Tenths>,
    /// The symptoms asked for.
    pub symptoms: Vec<Symptom>,
    /// What the declaration asks besides.
    #[serde(default)]
    pub questions: Vec<Question>,
    /// Who is a suspected and a confirmed case.
    #[serde(default)]
    pub case_definition: Words,
    /// Hours after a declared fever or symptom before a new declaration without it clears by itself.
    pub symptom_free_hours: i64,
    /// Days looked back on stays, trips and contacts.
    pub look_back_days: i32,
    /// Days of medical observation after the last exposure. Zero: contacts are not observed.
    pub observation_days: i32,
    /// How often a day someone under observation is checked.
    #[serde(default)]
    pub checks_a_day: i32,
    /// When observation or isolation ends, as the source says it.
    #[serde(default)]
    pub release: Words,
    /// The most a gate may do under it.
    pub permitted: State,
    /// Effect of a stay in an outbreak area, by its level, until the observation days have passed.
    pub area_effect: AreaEffect,
    /// Effect of a declared contact with a case, until the observation days have passed.
    pub contact_effect: State,
    /// Effects by category of key person. A category not named has no effect.
    pub categories: Vec<CategoryEffect>,
    /// What is done at the place of work.
    #[serde(default)]
    pub measures: Vec<Measure>,
    /// Work and rest by the day's highest temperature, from the mildest up.
    #[serde(default)]
    pub work_rest: Vec<WorkRest>,
    /// Days for which health data of this disease is kept after it was stood down.
    pub retention_days: i32,
    /// Where the values come from.
    pub sources: Sources,
}

/// A fever while no profile says from where (national plan of February 2020).
const FEVER_FROM: Tenths = Tenths(373);

/// From where a temperature is a fever on a day: the lowest that a profile in force says.
pub fn fever_from(profiles: &[DiseaseProfile], day: Date) -> Tenths {
    let in_force = profiles.iter().filter(|profile| profile.in_force(day));
    in_force
        .filter_map(|profile| profile.fever_from)
        .min()
        .unwrap_or(FEVER_FROM)
}

/// What the profiles in force on a day ask besides symptoms, each once, in the order of the profiles.
pub fn questions(profiles: &[DiseaseProfile], day: Date) -> Vec<&Question> {
    let mut asked = BTreeSet::new();
    let in_force = profiles.iter().filter(|profile| profile.in_force(day));
    in_force
        .flat_map(|profile| &profile.questions)
        .filter(|question| asked.insert(question.code.as_str()))
        .collect()
}

/// Whether a profile in force on a day still makes anything of what an alert is about. Where none does, there is
/// nothing left to be done about it.
pub fn weighs(profiles: &[DiseaseProfile], day: Date, cause: &Cause) -> bool {
    let mut in_force = profiles.iter().filter(|profile| profile.in_force(day));
    in_force.any(|profile| match cause {
        Cause::Fever { temperature } => profile.fever_from.is_some_and(|from| *temperature >= from),
        Cause::Symptom { symptom, .. } => profile
            .complaint(symptom)
            .is_some_and(|(_, effect)| effect > State::Clear),
        Cause::Hit { category, .. } => profile.category_effect(*category) > State::Clear,
        Cause::NoDeclaration => profile.daily_declaration,
        Cause::Area { .. } | Cause::Place { .. } | Cause::Contact { .. } | Cause::TakenBack { .. } => {
            profile.observes_contacts()
        }
    })
}

impl DiseaseProfile {
    /// Whether it is in force on a day.
    pub fn in_force(&self, day: Date) -> bool {
        self.from <= day && self.to.is_none_or(|last| day <= last)
    }

    /// The symptom with this code.
    pub fn symptom(&self, code: &str) -> Option<&Symptom> {
        self.symptoms.iter().find(|symptom| symptom.code == code)
    }

    /// The question with this code.
    pub fn question(&self, code: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.code == code)
    }

    /// What a symptom, or a yes to a question, is called and leads to.
    pub fn complaint(&self, code: &str) -> Option<(&Words, State)> {
        let symptom = self.symptom(code).map(|symptom| (&symptom.words, symptom.effect));
        symptom.or_else(|| {
            self.question(code)
                .map(|question| (&question.yes, question.effect))
        })
    }

    /// The effect of being on a list in this category; clear where the profile does not name it.
    pub fn category_effect(&self, category: Category) -> State {
        self.categories
            .iter()
            .find(|row| row.category == category)
            .map_or(State::Clear, |row| row.effect)
    }

    /// Whether contacts and returnees are observed: never where the disease does not pass between people.
    pub fn observes_contacts(&self) -> bool {
        self.spread == Spread::PersonToPerson && self.observation_days > 0
    }

    /// The work–rest rule of a day with this highest temperature.
    pub fn work_rest_at(&self, highest: Tenths) -> Option<&WorkRest> {
        let reached = self.work_rest.iter().filter(|band| band.from <= highest);
        reached.max_by_key(|band| band.from)
    }

    /// The last day on which health data is kept, of a disease that was stood down on a day.
    pub fn retained_until(&self, stood_down: Date) -> Date {
        stood_down.saturating_add(jiff::Span::new().days(self.retention_days))
    }
}
