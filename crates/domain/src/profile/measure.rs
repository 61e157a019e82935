//! What is done at the place of work: what fits how the disease spreads.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::declaration::Tenths;
use crate::language::Words;

/// Where something is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum MeasurePlace {
    /// The whole site: disinfecting, airing, keeping apart.
    Site,
    /// The premises and what surrounds them: standing water, mosquitoes.
    Premises,
    /// The canteen: food, water, those who prepare them.
    Canteen,
}

/// Something to be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Measure {
    /// Where.
    pub place: MeasurePlace,
    /// What, as it is said to a site.
    pub words: Words,
    /// Within so many metres of a case.
    #[serde(default)]
    pub radius_m: Option<i32>,
}

/// Work and rest outdoors on a day that becomes this hot. It never holds anyone at a gate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct WorkRest {
    /// From this highest temperature of the day on, in tenths of a degree.
    pub from: Tenths,
    /// What it asks, as it is said to a site.
    pub words: Words,
    /// Hours outdoors a day at most; zero: none; absent: not bounded.
    #[serde(default)]
    pub outdoor_hours: Option<i32>,
    /// How many of the hottest hours nobody works outdoors.
    #[serde(default)]
    pub none_in_hottest_hours: i32,
    /// Whether overtime outdoors is allowed.
    pub overtime: bool,
}
