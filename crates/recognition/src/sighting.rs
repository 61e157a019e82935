//! One face before one camera, followed from frame to frame until it can be said whose it is.
//!
//! Frames of one person are fused before they are compared: no single frame names anyone. A face that
//! leaves, jumps or turns into another begins anew, so that nobody is let in on the frames of someone
//! else. Time comes with the frames; nothing here reads a clock.

use std::hash::Hash;

use crate::gallery::Gallery;
use crate::geometry::Rect;
use crate::policy::{Claim, Policy};
use crate::quality::Poor;
use crate::see::{GoodFace, Seen, View};
use crate::template::{Embedding, Template};

use subject::{Subject, decide};

mod subject;

/// A face unseen for so long has gone.
const GONE_MS: u64 = 1_000;
/// After so long without an answer the face is given up as uncertain.
const PATIENCE_MS: u64 = 8_000;
/// A face that was not let through and stays is looked at afresh after so long.
const AGAIN_MS: u64 = 4_000;
/// Boxes that share less than this between frames are not followed as one face.
const SAME_PLACE: f32 = 0.15;
/// Looks less alike than this are not of one person: two people's mostly stay below it, one person's
/// above.
const SAME_PERSON: f32 = 0.30;

/// What a face is compared with.
#[derive(Debug)]
pub enum Ask<'a, K> {
    /// Everyone on the roster.
    WhoIs(&'a Gallery<K>),
    /// The one person someone claims to be.
    Is(&'a K, &'a Template),
}

// Derived, these would ask the same of the key, which is only referred to.
impl<K> Clone for Ask<'_, K> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<K> Copy for Ask<'_, K> {}

/// Where a sighting stands.
#[derive(Debug, Clone, PartialEq)]
pub enum Outcome<K> {
    /// No face is there.
    Nobody,
    /// A face is there and more frames are needed; `ask` says what would help.
    Looking {
        /// What to ask the person for, if anything.
        ask: Option<Poor>,
    },
    /// It is this person, above threshold and margin, live.
    Known {
        /// Who.
        key: K,
        /// Cosine of the fused frames with the template.
        score: f32,
        /// Lead over the second nearest; 2 where there was nobody else to compare with.
        margin: f32,
        /// Mean liveness of the frames.
        liveness: f32,
    },
    /// A live face that is nobody on the roster, or not the person claimed.
    Unknown {
        /// Cosine with the nearest, for calibration: never to be shown as a person.
        best: Option<f32>,
    },
    /// A face that looks like a picture of one.
    NotLive {
        /// Mean liveness of the frames.
        liveness: f32,
    },
    /// Two or more faces about as large.
    TooManyFaces,
    /// The roster is too large to search: who the person is must be claimed first.
    ClaimNeeded,
    /// It could not be said: two people too alike, or no good look within the time. Never to be taken for
    /// a stranger.
    Uncertain {
        /// What stood in the way, if it has a name.
        ask: Option<Poor>,
    },
}

impl<K> Outcome<K> {
    /// Whether this is an answer on a face, not a stage on the way to one.
    pub fn is_settled(&self) -> bool {
        !matches!(
            self,
            Self::Nobody | Self::Looking { .. } | Self::TooManyFaces | Self::ClaimNeeded
        )
    }
}

/// What a frame changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer<K> {
    /// Where the sighting stands now.
    pub outcome: Outcome<K>,
    /// Whether it was settled by this very frame: true once for each face and answer.
    pub fresh: bool,
}

/// Follows one face in one lane.
pub struct Sighting<K> {
    policy: Policy,
    subject: Option<Subject<K>>,
}

impl<K> std::fmt::Debug for Sighting<K> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let frames = self.subject.as_ref().map(|subject| subject.frames);
        f.debug_struct("Sighting")
            .field("frames", &frames)
            .finish_non_exhaustive()
    }
}

impl<K: Clone + Eq + Hash> Sighting<K> {
    /// A lane with nobody before it.
    pub fn new(policy: Policy) -> Self {
        Self {
            policy,
            subject: None,
        }
    }

    /// The policy it works with.
    pub fn policy(&self) -> &Policy {
        &self.policy
    }

    /// Another policy, from the next frame on: the roster has grown or shrunk.
    pub fn set_policy(&mut self, policy: Policy) {
        self.policy = policy;
    }

    /// Forgets the face and any answer on it: the question has changed, say by a claim.
    pub fn restart(&mut self) {
        self.subject = None;
    }

    /// What the face followed at present looks like, from its good frames so far.
    pub fn look(&self) -> Option<Embedding> {
        self.subject.as_ref()?.fused()
    }

    /// Takes in one frame, seen at `at` milliseconds of any steady clock.
    pub fn feed(&mut self, at: u64, seen: &Seen, ask: Ask<'_, K>) -> Answer<K> {
        if matches!(ask, Ask::WhoIs(_)) && self.policy.claim == Claim::ComesFirst {
            self.subject = None;
            let outcome = if seen.faces.is_empty() {
                Outcome::Nobody
            } else {
                Outcome::ClaimNeeded
            };
            return Answer {
                outcome,
                fresh: false,
            };
        }
        self.forget_if_gone(at);
        match &seen.view {
            View::Nobody => self.standing(),
            View::TooManyFaces => {
                self.subject = None;
                Answer {
                    outcome: Outcome::TooManyFaces,
                    fresh: false,
                }
            }
            View::Poor { face, reason } => {
                let subject = self.follow(at, face.bounds);
                subject.ask = Some(*reason);
                if *reason == Poor::TooFar {
                    // Whoever passes at a distance has not come to be looked at.
                    subject.first_at = at;
                }
                self.settle(at, ask)
            }
            View::Good(good) => {
                self.leave_if_another(good);
                self.follow(at, good.face.bounds).keep(good);
                self.settle(at, ask)
            }
        }
    }

    /// A face gone, a clock set back, or an answer that has stood long enough to try again.
    fn forget_if_gone(&mut self, at: u64) {
        self.subject.take_if(|subject| {
            let gone = at < subject.last_at || at - subject.last_at > GONE_MS;
            let again = match &subject.settled {
                Some((_, Outcome::Known { .. })) | None => false,
                Some((since, _)) => at.saturating_sub(*since) > AGAIN_MS,
            };
            gone || again
        });
    }

    fn leave_if_another(&mut self, good: &GoodFace) {
        self.subject.take_if(|subject| {
            subject
                .fused()
                .is_some_and(|fused| fused.cosine(&good.embedding) < SAME_PERSON)
        });
    }

    fn follow(&mut self, at: u64, bounds: Rect) -> &mut Subject<K> {
        self.subject
            .take_if(|subject| subject.bounds.overlap(&bounds) < SAME_PLACE);
        let subject = self.subject.get_or_insert_with(|| Subject::new(at, bounds));
        subject.last_at = at;
        subject.bounds = bounds;
        subject
    }

    /// What stands without a new look.
    fn standing(&self) -> Answer<K> {
        let outcome = match &self.subject {
            None => Outcome::Nobody,
            Some(Subject {
                settled: Some((_, outcome)),
                ..
            }) => outcome.clone(),
            Some(subject) => Outcome::Looking { ask: subject.ask },
        };
        Answer {
            outcome,
            fresh: false,
        }
    }

    fn settle(&mut self, at: u64, ask: Ask<'_, K>) -> Answer<K> {
        let policy = self.policy;
        if let Some(subject) = self.subject.as_mut().filter(|subject| subject.settled.is_none()) {
            let mut decided = decide(subject, &policy, ask);
            if decided.is_none() && at.saturating_sub(subject.first_at) > PATIENCE_MS {
                decided = Some(Outcome::Uncertain { ask: subject.ask });
            }
            if let Some(outcome) = decided {
                subject.settled = Some((at, outcome.clone()));
                return Answer { outcome, fresh: true };
            }
        }
        self.standing()
    }
}
