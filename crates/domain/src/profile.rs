//! A disease profile: the dated parameters and rules for one disease, as data.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::area::AreaEffect;
use crate::declaration::Tenths;
use crate::language::Words;
use crate::screening::Category;
use crate::standing::State;

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

/// One version of the rules for one disease.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct DiseaseProfile {
    /// A short code.
    pub code: String,
    /// Its name.
    pub words: Words,
    /// Its version.
    pub version: String,
    /// Where its values come from.
    pub source: String,
    /// How it spreads.
    pub spread: Spread,
    /// The first day it is in force.
    pub from: Date,
    /// The last day it is in force (stand-down); none while it is.
    #[serde(default)]
    pub to: Option<Date>,
    /// Whether each worker declares each day before entering.
    pub daily_declaration: bool,
    /// From this temperature on it is a fever.
    pub fever_from: Tenths,
    /// The symptoms asked for.
    pub symptoms: Vec<Symptom>,
    /// Hours after a declared fever or symptom before a new declaration without it clears by itself.
    pub symptom_free_hours: i64,
    /// Days looked back on stays, trips and contacts.
    pub look_back_days: i32,
    /// Days of medical observation after the last exposure. Zero: contacts are not observed.
    pub observation_days: i32,
    /// Effect of a stay in an outbreak area, by its level, until the observation days have passed.
    pub area_effect: AreaEffect,
    /// Effect of a declared contact with a case, until the observation days have passed.
    pub contact_effect: State,
    /// Effects by category of key person. A category not named has no effect.
    pub categories: Vec<CategoryEffect>,
}

/// A fever while no profile says from where (national plan of February 2020).
const FEVER_FROM: Tenths = Tenths(373);

/// From where a temperature is a fever on a day: the lowest that a profile in force says.
pub fn fever_from(profiles: &[DiseaseProfile], day: Date) -> Tenths {
    let in_force = profiles.iter().filter(|profile| profile.in_force(day));
    in_force
        .map(|profile| profile.fever_from)
        .min()
        .unwrap_or(FEVER_FROM)
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
}
