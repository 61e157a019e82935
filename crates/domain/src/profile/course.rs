//! The course of a disease: from exposure to symptoms, and when a case passes it on.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// From exposure to the first symptom, in hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Incubation {
    /// The shortest known.
    pub shortest: i32,
    /// The usual, where a source says one.
    #[serde(default)]
    pub usual: Option<i32>,
    /// The longest known.
    pub longest: i32,
}

/// What the infectious window is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Anchor {
    /// The first symptom.
    Onset,
    /// The rash.
    Rash,
    /// The sample that was positive.
    Sample,
}

/// When a case passes it on, in days from the anchor; before it, negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Infectious {
    /// What is counted from.
    pub anchor: Anchor,
    /// The first day.
    pub from_day: i32,
    /// The last day; none where it ends with the symptoms.
    #[serde(default)]
    pub to_day: Option<i32>,
}
