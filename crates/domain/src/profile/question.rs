//! What a declaration asks besides temperature, symptoms, stays, trips and contacts: questions that a disease brings.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::language::Words;
use crate::standing::State;

/// A question answered with yes or no. A yes weighs like a symptom: it stands until someone on the spot finds the
/// person fit, or until the symptom-free hours have passed and a later day was declared without.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Question {
    /// Its code in declarations, different from those of the symptoms.
    pub code: String,
    /// The question, as it is asked.
    pub ask: Words,
    /// What a yes says, in a few words.
    pub yes: Words,
    /// What a yes leads to.
    pub effect: State,
}
