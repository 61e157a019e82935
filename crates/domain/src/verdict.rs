//! The verdict: what the gate says to one face or code, from what it knows in memory.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::id::PersonId;
use crate::language::Words;
use crate::passage::Way;
use crate::reason::Reason;
use crate::roster::RosterEntry;
use crate::standing::{State, standing_at};

/// What the gate answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// 请进.
    Pass,
    /// 请稍等: something is to be done first, or someone has to look.
    Hold,
    /// 不能进.
    Refuse,
}

impl Answer {
    /// The word used in tables and on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Hold => "hold",
            Self::Refuse => "refuse",
        }
    }

    /// Reads an answer from its word.
    pub fn named(word: &str) -> Option<Self> {
        [Self::Pass, Self::Hold, Self::Refuse]
            .into_iter()
            .find(|answer| answer.word() == word)
    }
}

/// What the camera or a code said.
#[derive(Clone, Debug, PartialEq)]
pub enum Seen<'a> {
    /// A roster entry was recognised by its face, or named by a code that the district signed moments ago.
    Entry(&'a RosterEntry),
    /// A roster entry was named, and the name alone is not enough: a number is known, not held, and a colleague
    /// may know it as well.
    Claimed(&'a RosterEntry, ClaimedFace),
    /// A live face that is nobody of the roster by threshold and margin.
    Stranger,
    /// A valid code or number of someone who is not in this site's roster.
    Elsewhere,
    /// A face that liveness did not accept.
    NotLive,
    /// A face of which it could not be said whose it is: two people too alike, or no good look in time.
    Unsure,
    /// A code that is out of date.
    CodeExpired,
    /// A code that this district did not sign.
    CodeInvalid,
}

/// What the face says for someone who was only named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ClaimedFace {
    /// None is kept of them: the other ways in are theirs in full, and the guard compares the card.
    NotEnrolled,
    /// One is kept, and what the camera saw did not agree with it, or not in time.
    NotAgreed,
}

/// Why a verdict is what it is, beyond a standing's own reasons.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Ground {
    /// The person's standing is clear.
    Clear,
    /// The person's standing is clear, and the number was all there was: the guard compares the card.
    CardAsked,
    /// The person named has a face here, and it was not seen to agree.
    FaceNotAgreed,
    /// The person's standing holds or bars.
    Standing {
        /// Its reason.
        reason: Reason,
    },
    /// Not of this site.
    NotOfThisSite,
    /// Not recognised.
    NotRecognised,
    /// The camera is not sure that it sees a living person.
    NotLive,
    /// It could not be said whose face it is.
    Unsure,
    /// The code is out of date.
    CodeExpired,
    /// The code is not one of this district.
    CodeInvalid,
    /// The roster is older than the gate may go on with.
    RosterTooOld,
    /// The clock of the gate cannot be right.
    ClockWrong,
    /// The gate cannot write passages down, and nobody passes unrecorded.
    NotRecorded,
}

impl Ground {
    /// The short code of the ground, or of the standing's reason in it.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Clear => "clear",
            Self::CardAsked => "card_asked",
            Self::FaceNotAgreed => "face_not_agreed",
            Self::Standing { reason } => reason.cause.code(),
            Self::NotOfThisSite => "not_of_this_site",
            Self::NotRecognised => "not_recognised",
            Self::NotLive => "not_live",
            Self::Unsure => "unsure",
            Self::CodeExpired => "code_expired",
            Self::CodeInvalid => "code_invalid",
            Self::RosterTooOld => "roster_too_old",
            Self::ClockWrong => "clock_wrong",
            Self::NotRecorded => "not_recorded",
        }
    }

    /// What the guard can say aloud.
    pub fn words(&self) -> Words {
        match self {
            Self::Clear => Words::new("请进", "Please go in."),
            Self::CardAsked => Words::new("请门卫核对证件", "Show your card to the guard."),
            Self::FaceNotAgreed => Words::new(
                "没看出是本人，请门卫核对证件",
                "Cannot tell that it is you. Show your card to the guard.",
            ),
            Self::Standing { reason } => reason.gate_words(),
            Self::NotOfThisSite => Words::new(
                "不是本工地人员，请找门卫登记",
                "Not of this site. Please see the guard.",
            ),
            Self::NotRecognised => Words::new(
                "没认出来，请扫码或报身份证号",
                "Not recognised. Use your QR code or identity number.",
            ),
            Self::NotLive => Words::new(
                "看不清是不是本人，请扫码或找门卫",
                "Cannot tell it is you. Use your QR code or see the guard.",
            ),
            Self::Unsure => Words::new(
                "看不准是谁，请扫码或报身份证号",
                "Not sure who this is. Use your QR code or identity number.",
            ),
            Self::CodeExpired => Words::new(
                "二维码过期了，请刷新再扫",
                "The code is out of date. Refresh it and try again.",
            ),
            Self::CodeInvalid => Words::new(
                "这个码不能用，请打开自己的通行码",
                "This code does not work. Open your own pass.",
            ),
            Self::RosterTooOld => Words::new(
                "断网太久，请门卫人工核对",
                "Off line too long. The guard checks by hand.",
            ),
            Self::ClockWrong => Words::new(
                "闸机时间不对，请门卫人工核对",
                "The gate's clock is wrong. The guard checks by hand.",
            ),
            Self::NotRecorded => Words::new(
                "闸机记不下通行记录，请门卫人工核对",
                "The gate cannot record the passage. The guard checks by hand.",
            ),
        }
    }
}

/// The gate's answer, with every ground for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Verdict {
    /// The answer.
    pub answer: Answer,
    /// Who, when known.
    pub person: Option<PersonId>,
    /// The masked name to show, when known.
    pub shown_name: Option<String>,
    /// Grounds, gravest first; never empty.
    pub grounds: Vec<Ground>,
    /// By what way the person came.
    pub way: Way,
}

/// How a gate behaves, as the platform sets it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct GatePolicy {
    /// A roster older than this many hours lets nobody in by itself: the guard checks by hand.
    pub stale_after_hours: i64,
}

impl Default for GatePolicy {
    /// Two days: a cut on a Friday evening is mended before the gate stops by itself.
    fn default() -> Self {
        Self {
            stale_after_hours: 48,
        }
    }
}

/// How far a gate's clock may stand before the instant of its roster and still be believed.
const CLOCK_TOLERANCE: SignedDuration = SignedDuration::from_mins(5);

/// Judges what was seen. `synced_at` is the platform's instant of the last roster confirmed; none: never.
/// A failure or a doubt is never a pass. O(segments) of one person's forecast.
pub fn judge(
    seen: &Seen<'_>,
    way: Way,
    synced_at: Option<Timestamp>,
    policy: &GatePolicy,
    now: Timestamp,
) -> Verdict {
    let verdict = |answer, grounds| Verdict {
        answer,
        person: None,
        shown_name: None,
        grounds,
        way,
    };
    match seen {
        Seen::Entry(entry) => entered(entry, way, synced_at, policy, now),
        Seen::Claimed(entry, face) => claimed(entered(entry, way, synced_at, policy, now), *face),
        Seen::Stranger => verdict(Answer::Refuse, vec![Ground::NotRecognised]),
        Seen::Elsewhere => verdict(Answer::Refuse, vec![Ground::NotOfThisSite]),
        Seen::NotLive => verdict(Answer::Hold, vec![Ground::NotLive]),
        Seen::Unsure => verdict(Answer::Hold, vec![Ground::Unsure]),
        Seen::CodeExpired => verdict(Answer::Hold, vec![Ground::CodeExpired]),
        Seen::CodeInvalid => verdict(Answer::Refuse, vec![Ground::CodeInvalid]),
    }
}

fn entered(
    entry: &RosterEntry,
    way: Way,
    synced_at: Option<Timestamp>,
    policy: &GatePolicy,
    now: Timestamp,
) -> Verdict {
    let standing = standing_at(&entry.forecast, now);
    let (mut answer, mut grounds) = match standing {
        Some(standing) if standing.state == State::Clear => (Answer::Pass, Vec::new()),
        Some(standing) => {
            let grounds = standing
                .reasons
                .iter()
                .map(|reason| Ground::Standing {
                    reason: reason.clone(),
                })
                .collect();
            (
                if standing.state == State::Barred {
                    Answer::Refuse
                } else {
                    Answer::Hold
                },
                grounds,
            )
        }
        None => (Answer::Hold, vec![Ground::RosterTooOld]),
    };
    if let Some(doubt) = doubt(synced_at, policy, now) {
        answer = answer.max(Answer::Hold);
        if !grounds.contains(&doubt) {
            grounds.push(doubt);
        }
    }
    if grounds.is_empty() {
        // A hold of which nobody can say why is looked at by the guard, and never said as a welcome.
        grounds.push(if answer == Answer::Pass {
            Ground::Clear
        } else {
            Ground::RosterTooOld
        });
    }
    Verdict {
        answer,
        person: Some(entry.person),
        shown_name: Some(entry.shown_name.clone()),
        grounds,
        way,
    }
}

/// What is left of a verdict on someone who was only named. Only a pass needs more: who is held or refused needs
/// no face to be told so.
fn claimed(mut verdict: Verdict, face: ClaimedFace) -> Verdict {
    if verdict.answer == Answer::Pass {
        let (answer, ground) = match face {
            ClaimedFace::NotEnrolled => (Answer::Pass, Ground::CardAsked),
            ClaimedFace::NotAgreed => (Answer::Hold, Ground::FaceNotAgreed),
        };
        verdict.answer = answer;
        verdict.grounds = vec![ground];
    }
    verdict
}

fn doubt(synced_at: Option<Timestamp>, policy: &GatePolicy, now: Timestamp) -> Option<Ground> {
    let Some(synced_at) = synced_at else {
        return Some(Ground::RosterTooOld);
    };
    let age = now.duration_since(synced_at);
    if age < -CLOCK_TOLERANCE {
        Some(Ground::ClockWrong)
    } else if SignedDuration::try_from_hours(policy.stale_after_hours).is_none_or(|limit| age > limit) {
        Some(Ground::RosterTooOld)
    } else {
        None
    }
}
