//! What one frame shows: nobody, too many, a face that cannot be judged, or one that can.

use crate::geometry::Face;
use crate::quality::{Poor, Quality};
use crate::stages::Stages;
use crate::template::Embedding;

/// A second face this wide in parts of the first stands beside it, not behind it.
const BESIDE: f32 = 0.7;

/// A face good enough to be judged.
#[derive(Debug, Clone, PartialEq)]
pub struct GoodFace {
    /// Where it is.
    pub face: Face,
    /// What was measured of it.
    pub quality: Quality,
    /// How live it looks in this frame, both models averaged: 0 (a picture) to 1 (flesh).
    pub liveness: f32,
    /// This look at it.
    pub embedding: Embedding,
}

/// What a frame shows.
#[derive(Debug, Clone, PartialEq)]
#[expect(
    clippy::large_enum_variant,
    reason = "one at a time is alive, and most are good faces"
)]
pub enum View {
    /// No face.
    Nobody,
    /// Two or more faces about as large: which of them is meant cannot be said.
    TooManyFaces,
    /// A face that cannot be judged.
    Poor {
        /// Where it is.
        face: Face,
        /// What is wrong with it.
        reason: Poor,
    },
    /// A face that can be judged.
    Good(GoodFace),
}

/// A frame looked at.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    /// What it shows.
    pub view: View,
    /// Every face found, the largest first.
    pub faces: Vec<Face>,
    /// How long each step took.
    pub stages: Stages,
}

/// Whether another face stands beside the largest one. A face clearly smaller stands behind and is ignored.
pub(crate) fn is_crowd(faces: &[Face]) -> bool {
    match faces {
        [first, second, ..] => second.bounds.width >= BESIDE * first.bounds.width,
        _ => false,
    }
}
