//! A passage: one recorded passing, or refusal, at a gate.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::declaration::Tenths;
use crate::id::{GateId, PassageId, PersonId};
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
