//! A passage: one recorded passing, or refusal, at a gate.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use thiserror::Error;
use utoipa::ToSchema;

use crate::declaration::Tenths;
use crate::id::{GateId, PassageId, PersonId};
use crate::reason::{Cause, Reason};
use crate::verdict::{Answer, Ground};

/// By what a person was known at the gate (real-name standard: 001, 010, 005).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Way {
    /// 人脸.
    Face,
    /// 二维码.
    Qr,
    /// 身份证号, typed; the guard looks at the card.
    Number,
}

impl Way {
    /// The word used in tables and on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::Face => "face",
            Self::Qr => "qr",
            Self::Number => "number",
        }
    }

    /// Reads a way from its word.
    pub fn named(word: &str) -> Option<Self> {
        [Self::Face, Self::Qr, Self::Number]
            .into_iter()
            .find(|way| way.word() == word)
    }
}

/// In or out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// 进.
    #[default]
    In,
    /// 出.
    Out,
}

impl Direction {
    /// The word used in tables and on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::In => "in",
            Self::Out => "out",
        }
    }

    /// Reads a direction from its word.
    pub fn named(word: &str) -> Option<Self> {
        [Self::In, Self::Out]
            .into_iter()
            .find(|direction| direction.word() == word)
    }
}

/// A passage as the gate records and sends it. Its id makes sending it twice the same as once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Passage {
    /// Made by the gate.
    pub id: PassageId,
    /// Which gate.
    pub gate: GateId,
    /// Who; none when not recognised.
    pub person: Option<PersonId>,
    /// When, by the gate's clock.
    pub at: Timestamp,
    /// In or out.
    pub direction: Direction,
    /// By what.
    pub way: Way,
    /// The answer given.
    pub answer: Answer,
    /// Its grounds.
    pub grounds: Vec<Ground>,
    /// Temperature, where the gate measures it.
    pub temperature: Option<Tenths>,
    /// The roster version it was judged on.
    pub roster_version: i64,
}

/// Grounds of one passage at most: far more than profiles, lists and a gate can give together.
pub const MOST_GROUNDS: usize = 64;

/// Characters of one text of a ground at most; profiles call a symptom or an area by far less.
pub const LONGEST_TEXT: usize = 200;

/// What a thermometer at a gate can read, in tenths of a degree: a forehead in winter up to a high fever, with room
/// on both sides.
pub const READABLE: std::ops::RangeInclusive<Tenths> = Tenths(200)..=Tenths(450);

/// Why what a gate sent is no passage that a gate records.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NotAPassage {
    /// No thermometer reads this on a person.
    #[error("the temperature is outside what a thermometer at a gate reads")]
    Temperature,
    /// More than 64.
    #[error("there are more grounds than a verdict has")]
    Grounds,
    /// A text of more than 200 characters.
    #[error("a ground has a text that is too long")]
    Text,
}

impl Passage {
    /// Whether this is what a gate can have recorded.
    pub fn check(&self) -> Result<(), NotAPassage> {
        if self.temperature.is_some_and(|read| !READABLE.contains(&read)) {
            return Err(NotAPassage::Temperature);
        }
        if self.grounds.len() > MOST_GROUNDS {
            return Err(NotAPassage::Grounds);
        }
        let texts = self.grounds.iter().flat_map(|ground| match ground {
            Ground::Standing { reason } => texts(reason),
            _ => Vec::new(),
        });
        for text in texts {
            if text.chars().count() > LONGEST_TEXT {
                return Err(NotAPassage::Text);
            }
        }
        Ok(())
    }
}

/// Every text of a reason that is not of a closed list.
fn texts(reason: &Reason) -> Vec<&str> {
    let mut texts = vec![reason.rule.as_str()];
    match &reason.cause {
        Cause::Symptom { symptom, words } => texts.extend([symptom.as_str(), &words.zh, &words.en]),
        Cause::Area { place: said, .. }
        | Cause::Place { said, .. }
        | Cause::TakenBack {
            place: Some(said), ..
        } => texts.push(said),
        Cause::NoDeclaration
        | Cause::Fever { .. }
        | Cause::Contact { .. }
        | Cause::TakenBack { place: None, .. }
        | Cause::Hit { .. } => {}
    }
    texts
}
