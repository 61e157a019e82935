//! When a likeness is enough, by the size of the roster it was found in.
//!
//! The numbers are data with a source, not knobs turned until a test passed. False positives grow with
//! the number of people compared with: FPIR ≈ N × the false match rate within one gender. The false match
//! rates are SFace's on East Asian faces of one gender, where it is 0.04 to 0.06 less sure than on the
//! benchmark its published threshold comes from: 1 in 1,000 at 0.403 to 0.438, 1 in 10,000 at 0.470 to
//! 0.509. See docs/recognition.md.

/// Least cosine of two looks taken for one person where there is only one to compare with.
pub(crate) const ONE_TO_ONE: f32 = 0.47;

/// Whether a person must say who they are, beside showing their face.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Claim {
    /// The face alone is enough.
    NotNeeded,
    /// The face finds the person; a second sign (QR, card, last digits of the phone) confirms it.
    Confirms,
    /// The person says who they are first, and the face is compared with that one template alone.
    ComesFirst,
}

/// The thresholds one lane works with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Policy {
    /// Least cosine of the fused frames with the nearest template.
    pub threshold: f32,
    /// Least lead over the second nearest. It cuts wrong names among enrolled people from 4.1 to 1.3 %.
    pub margin: f32,
    /// Least good frames before anyone is known.
    pub frames: usize,
    /// Least mean liveness, both models, over the frames looked at (at most five).
    pub liveness: f32,
    /// Mean liveness from which `frames` are enough; in between the full five are looked at.
    pub liveness_sure: f32,
    /// Least cosine with the one template a person claims as theirs.
    pub claim_threshold: f32,
    /// Whether a claim is needed.
    pub claim: Claim,
}

impl Policy {
    /// Up to this many people the face alone is enough.
    pub const UNATTENDED: usize = 500;
    /// Up to this many the face finds and a second sign confirms; beyond, the claim comes first.
    pub const CONFIRMED: usize = 5_000;

    /// The policy for a roster of so many people.
    ///
    /// | people | threshold | margin | frames | claim |
    /// |---|---|---|---|---|
    /// | to 500 | 0.52 | 0.05 | 3 | not needed |
    /// | to 5,000 | 0.57 rising to 0.60 | 0.05 | 5 | confirms |
    /// | more | – | – | 3 | comes first, one to one at 0.47 |
    pub fn for_roster(people: usize) -> Self {
        let unattended = Self {
            threshold: 0.52,
            margin: 0.05,
            frames: 3,
            liveness: 0.6,
            liveness_sure: 0.8,
            claim_threshold: ONE_TO_ONE,
            claim: Claim::NotNeeded,
        };
        if people <= Self::UNATTENDED {
            return unattended;
        }
        if people <= Self::CONFIRMED {
            let way = (people - Self::UNATTENDED) as f32 / (Self::CONFIRMED - Self::UNATTENDED) as f32;
            return Self {
                threshold: 0.57 + 0.03 * way,
                frames: 5,
                claim: Claim::Confirms,
                ..unattended
            };
        }
        Self {
            threshold: 0.60,
            claim: Claim::ComesFirst,
            ..unattended
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_larger_the_roster_the_harder_it_is_to_be_taken_for_someone() {
        let sizes = [0, 1, 500, 501, 2_000, 5_000, 5_001, 30_000];
        let thresholds: Vec<f32> = sizes.map(|n| Policy::for_roster(n).threshold).to_vec();
        assert!(thresholds.is_sorted(), "{thresholds:?}");
    }

    #[test]
    fn the_face_alone_is_enough_on_a_small_roster_only() {
        assert_eq!(Policy::for_roster(500).claim, Claim::NotNeeded);
        assert_eq!(Policy::for_roster(501).claim, Claim::Confirms);
        assert_eq!(Policy::for_roster(5_001).claim, Claim::ComesFirst);
    }
}
