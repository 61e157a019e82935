//! Faces as the registry knows them: a template and its consent, never a picture.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// Below this age a face is never enrolled (PIPL article 31; minors under 14).
pub const YOUNGEST_ENROLLED: i16 = 14;

/// Good pictures asked for when enrolling by camera. Averaging three is the strongest lever known on accuracy.
pub const PICTURES_TO_ENROL: usize = 3;

/// Where a person stands with face use.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum FaceState {
    /// No consent is recorded: no picture may be taken.
    NoConsent,
    /// Consent is recorded, no template yet.
    Consented {
        /// When.
        consented_at: Timestamp,
    },
    /// A template is kept.
    Enrolled {
        /// When consent was given.
        consented_at: Timestamp,
        /// When the template was made.
        enrolled_at: Timestamp,
    },
}
