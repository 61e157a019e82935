//! A check on the spot: staff who stand before a person measure their temperature and write down what they saw.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::declaration::Tenths;
use crate::id::CheckId;
use crate::profile::DiseaseProfile;

/// A check, as a fact. Without a fever it finds the person fit, and answers every fever and symptom told before it;
/// with one, the fever stands as a declared one does. It says nothing of lists, areas and contacts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CheckFact {
    /// Which.
    pub id: CheckId,
    /// When the platform took it.
    pub at: Timestamp,
    /// The site-local day of it.
    pub day: Date,
    /// What was measured.
    pub temperature: Tenths,
}

impl CheckFact {
    /// Whether it finds the person fit under a profile. Whoever writes one down has seen them and says so.
    pub fn finds_fit(&self, profile: &DiseaseProfile) -> bool {
        profile.fever_from.is_none_or(|from| self.temperature < from)
    }
}
