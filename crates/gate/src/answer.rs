//! From what was found to what is said: judged, written down, put into words.
//!
//! The order is the promise: a pass is shown only after its passage is on the disk.

use std::time::Duration;

use domain::clock::uuid_at;
use domain::id::{PassageId, PersonId};
use domain::passage::{Passage, Way};
use domain::reason::Cause;
use domain::verdict::{Answer, ClaimedFace, GatePolicy, Ground, Seen, Verdict, judge};
use jiff::Timestamp;

use crate::gate::Gate;
use crate::roster::Face;
use crate::wire::{AnswerReply, GroundReply};

/// What the camera, a code or a number came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Finding {
    /// This person of the roster, by their face or by a code of theirs.
    Person(PersonId),
    /// This person was named, and no face has agreed.
    Named(PersonId),
    /// A live face that is nobody's on the roster.
    Stranger,
    /// A valid code or number of someone who is not on the roster.
    Elsewhere,
    /// A face that may be a picture of one.
    NotLive,
    /// A face of which it could not be said whose it is.
    Unsure,
    /// A code out of date.
    CodeExpired,
    /// A code that the district did not sign.
    CodeInvalid,
}

/// A verdict with what belongs to it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Judged {
    pub(crate) verdict: Verdict,
    crew: Option<String>,
    roster_version: i64,
    at: Timestamp,
}

impl Judged {
    /// Whether it says the same as another.
    pub(crate) fn says_as(&self, other: &Verdict) -> bool {
        self.verdict.answer == other.answer && self.verdict.grounds == other.grounds
    }

    /// Whether all that is missing is a face that agrees.
    pub(crate) fn waits_for_face(&self) -> bool {
        self.verdict.grounds == [Ground::FaceNotAgreed]
    }
}

/// Judges a finding on the roster as it is. Nothing is written.
pub(crate) fn judged(gate: &Gate, finding: Finding, way: Way) -> Judged {
    let at = gate.now();
    let clock_is_wrong = gate.clock_is_wrong(at);
    let roster = gate.roster();
    let head = roster.head();
    let policy = head.map_or_else(GatePolicy::default, |head| head.policy.clone());
    let person = match finding {
        Finding::Person(id) | Finding::Named(id) => roster.person(id),
        _ => None,
    };
    let seen = match (finding, person) {
        (Finding::Person(_), Some(person)) => Seen::Entry(&person.entry),
        (Finding::Named(_), Some(person)) => Seen::Claimed(&person.entry, claimed_face(&person.face)),
        (Finding::Person(_) | Finding::Named(_), None) | (Finding::Elsewhere, _) => Seen::Elsewhere,
        (Finding::Stranger, _) => Seen::Stranger,
        (Finding::NotLive, _) => Seen::NotLive,
        (Finding::Unsure, _) => Seen::Unsure,
        (Finding::CodeExpired, _) => Seen::CodeExpired,
        (Finding::CodeInvalid, _) => Seen::CodeInvalid,
    };
    // A gate that the platform switched off, or that has a new code, is told nothing any more: its roster is of the past.
    let disowned = gate.line.is_disowned();
    let confirmed_at = head.filter(|_| !disowned).map(|head| head.confirmed_at);
    let mut verdict = judge(&seen, way, confirmed_at, &policy, at);
    if matches!(seen, Seen::Stranger | Seen::Elsewhere) && (disowned || roster.is_stale(at)) {
        // Who is not on a roster that is too old may well belong here by now.
        verdict.answer = Answer::Hold;
        verdict.grounds = vec![Ground::RosterTooOld];
    }
    if verdict.person.is_some() && clock_is_wrong {
        doubt(&mut verdict, Ground::ClockWrong);
    }
    Judged {
        verdict,
        crew: person.and_then(|person| person.entry.crew.clone()),
        roster_version: head.map_or(0, |head| head.version),
        at,
    }
}

/// A face that cannot be compared here speaks for nobody: what fails is never a pass.
fn claimed_face(face: &Face) -> ClaimedFace {
    match face {
        Face::NotEnrolled => ClaimedFace::NotEnrolled,
        Face::Unusable | Face::Usable(_) => ClaimedFace::NotAgreed,
    }
}

/// Adds a doubt: nobody passes on it. It takes the place of what would have let them in.
fn doubt(verdict: &mut Verdict, ground: Ground) {
    verdict.answer = verdict.answer.max(Answer::Hold);
    verdict.grounds.retain(|held| {
        let leads_in = matches!(held, Ground::Clear | Ground::CardAsked | Ground::FaceNotAgreed);
        !leads_in && *held != ground
    });
    verdict.grounds.push(ground);
}

/// Writes a verdict down and puts it into words. A pass that cannot be written down becomes a hold; what was
/// answered in the end is owed to the file until it takes it. With it comes the verdict that was given.
pub(crate) fn given(gate: &Gate, judged: Judged, took: Duration) -> (AnswerReply, Verdict) {
    let Judged {
        mut verdict,
        crew,
        roster_version,
        at,
    } = judged;
    let mut passage = Passage {
        id: PassageId(uuid_at(at, gate.entropy.as_ref())),
        gate: gate.id(),
        person: verdict.person,
        at,
        direction: gate.config.direction,
        way: verdict.way,
        answer: verdict.answer,
        grounds: verdict.grounds.clone(),
        temperature: None,
        roster_version,
    };
    let kept = gate.state.keep(&passage);
    if let Err(error) = &kept {
        tracing::error!(%error, "a passage cannot be written down: nobody passes until it can");
        if verdict.answer == Answer::Pass {
            doubt(&mut verdict, Ground::NotRecorded);
            passage.answer = verdict.answer;
            passage.grounds.clone_from(&verdict.grounds);
        }
        gate.state.owe(passage.clone());
    }
    gate.to_send.notify_one();
    gate.tell();
    let gravest = verdict.grounds.first().unwrap_or(&Ground::NotRecorded);
    gate.metrics.verdict(verdict.answer, gravest, took, kept.is_ok());
    let reply = AnswerReply {
        answer: verdict.answer,
        say: gravest.words(),
        show_declare_qr: verdict.grounds.iter().any(asks_to_declare),
        grounds: verdict.grounds.iter().map(GroundReply::from).collect(),
        shown_name: verdict.shown_name.clone(),
        crew,
        way: verdict.way,
        at,
        recorded: kept.is_ok(),
        took_ms: took.as_secs_f64() * 1000.0,
        passage: passage.id,
    };
    (reply, verdict)
}

fn asks_to_declare(ground: &Ground) -> bool {
    matches!(ground, Ground::Standing { reason } if reason.cause == Cause::NoDeclaration)
}
