//! Alerts: a risk that someone must act on.

use jiff::{Timestamp, Zoned};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::language::Words;
use crate::reason::Cause;
use crate::standing::{Facts, Rules, Standing, State, taken_back, told};

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
    /// An exposure that a correction took back.
    TakenBack,
}

impl AlertKind {
    /// The word used on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::Hit => "hit",
            Self::Fever => "fever",
            Self::Symptom => "symptom",
            Self::TakenBack => "taken_back",
        }
    }

    /// The outcome that lifts what raised it, if staff of a site can: a look at someone answers a fever or a symptom,
    /// never a list they are on.
    pub fn lifted_by(self) -> Option<Outcome> {
        match self {
            Self::Hit => None,
            Self::Fever | Self::Symptom => Some(Outcome::Fit),
            Self::TakenBack => Some(Outcome::Mistyped),
        }
    }

    /// Whether a check that finds the person fit answers it.
    pub fn is_answered_by_a_check(self) -> bool {
        self.lifted_by() == Some(Outcome::Fit)
    }

    /// What staff read.
    pub fn words(self) -> Words {
        match self {
            Self::Hit => Words::new("重点人员命中", "Key person found"),
            Self::Fever => Words::new("发热", "Fever"),
            Self::Symptom => Words::new("有症状", "Symptoms"),
            Self::TakenBack => Words::new("更正待核实", "Correction to look into"),
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
    /// Checked on the spot and found fit: fevers and symptoms told before are answered.
    Fit,
    /// Looked into: what a correction took back had been mistyped.
    Mistyped,
    /// Sent to a fever clinic.
    SentToClinic,
    /// Under observation at home or in the site's room.
    Observed,
    /// Handed to the town, the community or the health authority.
    HandedOver,
    /// Nothing is left to be done: the list was taken back or its line has ended, no profile in force says anything of it
    /// any more, or what was corrected was told again or lies back long enough. Nobody chooses it.
    Lapsed,
}

impl Outcome {
    /// How an alert can end. Whoever has left its site is nobody's to release there: another site may hold them for
    /// what was said since.
    pub fn open_to(kind: AlertKind, at_work: bool) -> Vec<Self> {
        let lifting = kind.lifted_by().filter(|_| at_work);
        let rest = [Self::SentToClinic, Self::Observed, Self::HandedOver];
        lifting.into_iter().chain(rest).collect()
    }
}

/// How often a matter was told since it was last answered, and when last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Telling {
    /// When it was last told or found.
    pub last_at: Timestamp,
    /// How often; a match with a list is found once.
    pub times: usize,
}

impl Telling {
    /// Whether something was told that `other` does not know of.
    pub fn goes_beyond(&self, other: &Self) -> bool {
        (self.last_at, self.times) > (other.last_at, other.times)
    }
}

/// Something in a standing that someone must act on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matter {
    /// Its kind.
    pub kind: AlertKind,
    /// How grave.
    pub severity: Severity,
    /// What it is, as last told.
    pub cause: Cause,
    /// How often and when last.
    pub telling: Telling,
}

/// What of a standing someone must act on: each hit, fever, symptom and exposure that was taken back, once.
pub fn matters(standing: &Standing, facts: &Facts, rules: Rules<'_>, now: &Zoned) -> Vec<Matter> {
    let mut matters: Vec<Matter> = Vec::new();
    for reason in &standing.reasons {
        let kind = match reason.cause {
            Cause::Hit { .. } => AlertKind::Hit,
            Cause::Fever { .. } => AlertKind::Fever,
            Cause::Symptom { .. } => AlertKind::Symptom,
            Cause::TakenBack { .. } => AlertKind::TakenBack,
            Cause::NoDeclaration | Cause::Area { .. } | Cause::Place { .. } | Cause::Contact { .. } => {
                continue;
            }
        };
        let telling = telling(facts, rules, now, &reason.cause);
        let known = matters
            .iter()
            .any(|matter| matter.cause.same_matter(&reason.cause));
        let Some(telling) = telling.filter(|_| !known) else {
            continue;
        };
        let grave = reason.state == State::Barred || kind == AlertKind::Hit;
        let severity = if grave {
            Severity::Critical
        } else {
            Severity::Warning
        };
        matters.push(Matter {
            kind,
            severity,
            cause: reason.cause.clone(),
            telling,
        });
    }
    matters
}

fn telling(facts: &Facts, rules: Rules<'_>, now: &Zoned, cause: &Cause) -> Option<Telling> {
    if let Cause::Hit { hit, .. } = cause {
        let found = facts
            .strands()
            .flat_map(|facts| &facts.hits)
            .find(|fact| fact.id == *hit)?;
        return Some(Telling {
            last_at: found.found_at,
            times: 1,
        });
    }
    let told = match cause {
        Cause::TakenBack { .. } => taken_back(facts, rules, now, cause),
        _ => told(facts, rules.profiles, now, cause),
    };
    let (last_at, _) = *told.last()?;
    Some(Telling {
        last_at,
        times: told.len(),
    })
}

/// An alert about the same person at the same site, as far as a matter asks about it.
#[derive(Clone, Copy, Debug)]
pub struct Before<'a> {
    /// Whether it is closed.
    pub closed: bool,
    /// What it is about.
    pub cause: &'a Cause,
    /// What was told when it last changed.
    pub telling: Telling,
}

/// What a matter asks for at a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// An alert: nobody there was told, or it was told again after they had closed theirs.
    Raise,
    /// The alert that stands there, by its place, to show what was told since.
    Update(usize),
    /// Nothing: it is known there.
    Rest,
}

/// Decides what a matter asks for at a site where there were these alerts before. An alert that stands takes up what
/// is told again; a closed one, however it was closed, answers what was told until then and nothing later. Whoever
/// `arrived` at the site just now brings everything that stands, also what a site closed when they were there before.
pub fn step(matter: &Matter, before: &[Before<'_>], arrived: bool) -> Step {
    let same = |alert: &&Before<'_>| alert.cause.same_matter(&matter.cause);
    if let Some(at) = before.iter().position(|alert| !alert.closed && same(&alert)) {
        return if matter.telling.goes_beyond(&before[at].telling) {
            Step::Update(at)
        } else {
            Step::Rest
        };
    }
    let answered = before
        .iter()
        .filter(same)
        .any(|alert| !matter.telling.goes_beyond(&alert.telling));
    if answered && !arrived {
        Step::Rest
    } else {
        Step::Raise
    }
}

/// The instant by which an alert should have been acknowledged.
pub fn deadline(severity: Severity, raised_at: Timestamp) -> Timestamp {
    raised_at + jiff::SignedDuration::from_mins(severity.acknowledge_within_minutes())
}
