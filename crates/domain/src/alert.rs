//! Alerts: a risk that someone must act on.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::language::Words;
use crate::reason::Cause;
use crate::standing::{Standing, State};

/// What raised an alert.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AlertKind {
    /// A match with a watchlist.
    Hit,
    /// A declared or measured fever.
    Fever,
    /// A declared symptom.
    Symptom,
}

impl AlertKind {
    /// The word used on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::Hit => "hit",
            Self::Fever => "fever",
            Self::Symptom => "symptom",
        }
    }

    /// What staff read.
    pub fn words(self) -> Words {
        match self {
            Self::Hit => Words::new("重点人员命中", "Key person found"),
            Self::Fever => Words::new("发热", "Fever"),
            Self::Symptom => Words::new("有症状", "Symptoms"),
        }
    }
}

/// How grave an alert is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Act today.
    Warning,
    /// Act now.
    Critical,
}

impl Severity {
    /// The word used in tables and on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::Warning => "warning",
            Self::Critical => "critical",
        }
    }

    /// Reads a severity from its word.
    pub fn named(word: &str) -> Option<Self> {
        [Self::Warning, Self::Critical]
            .into_iter()
            .find(|severity| severity.word() == word)
    }

    /// How long until it should have been acknowledged, in minutes.
    pub fn acknowledge_within_minutes(self) -> i64 {
        match self {
            Self::Warning => 120,
            Self::Critical => 30,
        }
    }
}

/// Where an alert stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum AlertState {
    /// Nobody has said that they are on it.
    Open,
    /// Someone is on it.
    Acknowledged,
    /// Done, with what was done.
    Closed,
}

impl AlertState {
    /// The word used in tables and on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Acknowledged => "acknowledged",
            Self::Closed => "closed",
        }
    }

    /// Reads a state from its word.
    pub fn named(word: &str) -> Option<Self> {
        [Self::Open, Self::Acknowledged, Self::Closed]
            .into_iter()
            .find(|state| state.word() == word)
    }
}

/// How an alert ended for the person it is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Checked on the spot and found fit: fevers and symptoms declared before are answered.
    Fit,
    /// Sent to a fever clinic.
    SentToClinic,
    /// Under observation at home or in the site's room.
    Observed,
    /// Handed to the community or the health authority.
    HandedOver,
}

/// What an alert that a standing raises is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Raised {
    /// Its kind.
    pub kind: AlertKind,
    /// How grave.
    pub severity: Severity,
    /// When the cause began to stand: a cause already alerted is not alerted again.
    pub cause: Cause,
}

/// The alerts that a new standing raises over an old one: one for each hit, fever or symptom that was not
/// among the old reasons. A fever merely told again at another temperature raises none.
pub fn raised(old: Option<&Standing>, new: &Standing) -> Vec<Raised> {
    let known =
        |cause: &Cause| old.is_some_and(|old| old.reasons.iter().any(|reason| same(&reason.cause, cause)));
    let mut alerts: Vec<Raised> = Vec::new();
    for reason in &new.reasons {
        let kind = match reason.cause {
            Cause::Hit { .. } => AlertKind::Hit,
            Cause::Fever { .. } => AlertKind::Fever,
            Cause::Symptom { .. } => AlertKind::Symptom,
            Cause::NoDeclaration | Cause::Area { .. } | Cause::Contact { .. } => continue,
        };
        if known(&reason.cause) || alerts.iter().any(|alert| same(&alert.cause, &reason.cause)) {
            continue;
        }
        let grave = reason.state == State::Barred || kind == AlertKind::Hit;
        let severity = if grave {
            Severity::Critical
        } else {
            Severity::Warning
        };
        alerts.push(Raised {
            kind,
            severity,
            cause: reason.cause.clone(),
        });
    }
    alerts
}

/// Whether two causes are the same matter, so that one alert stands for both.
pub fn same(a: &Cause, b: &Cause) -> bool {
    match (a, b) {
        (Cause::Fever { .. }, Cause::Fever { .. }) => true,
        (Cause::Symptom { symptom: a, .. }, Cause::Symptom { symptom: b, .. }) => a == b,
        (Cause::Hit { hit: a, .. }, Cause::Hit { hit: b, .. }) => a == b,
        _ => false,
    }
}

/// The instant by which an alert should have been acknowledged.
pub fn deadline(severity: Severity, raised_at: Timestamp) -> Timestamp {
    raised_at + jiff::SignedDuration::from_mins(severity.acknowledge_within_minutes())
}
