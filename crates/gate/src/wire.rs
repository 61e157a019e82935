//! The messages between a kiosk's page and its gate, as they stand on the wire.

use domain::document::DocumentKind;
use domain::id::PassageId;
use domain::language::Words;
use domain::passage::Way;
use domain::reason::Cause;
use domain::verdict::{Answer, Ground};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// Longest text of a page: a code.
const MOST_TEXT: usize = 4 << 10;

/// What a page sends beside frames.
#[derive(Debug, PartialEq, Eq, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum FromKiosk {
    /// The text of a code, read by the page or a hand scanner.
    Code {
        /// As it was read.
        text: String,
    },
    /// A document number, typed.
    Number {
        /// Of what document.
        kind: DocumentKind,
        /// As it was typed.
        number: String,
        /// Whether the page has a camera's picture: without one no face is waited for.
        #[serde(default = "usual")]
        camera: bool,
    },
    /// Whoever stood there went on with something else.
    Cancel,
}

fn usual() -> bool {
    true
}

impl FromKiosk {
    /// Reads a page's text. None: too long, or nothing that a page of ours says.
    pub fn read(text: &str) -> Option<Self> {
        (text.len() <= MOST_TEXT)
            .then(|| serde_json::from_str(text).ok())
            .flatten()
    }
}

/// What the gate sends.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub(crate) enum ToKiosk {
    /// How the gate is.
    Gate(Status),
    /// The reply to one frame.
    Frame(FrameReply),
    /// A second sign is asked for.
    Claim { text: Words, wants: Wanted },
    /// The answer.
    Answer(AnswerReply),
    /// Something that was sent cannot be used.
    Problem { code: &'static str, words: Words },
}

/// What is still wanted of someone before they can be answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Wanted {
    /// That they say who they are: a code, or a number.
    Sign,
    /// That they show the face of whom they said they are.
    Face,
}

/// How the gate is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Status {
    pub(crate) site_name: String,
    pub(crate) gate_name: String,
    /// The site's time zone (IANA); none before the first roster.
    pub(crate) zone: Option<String>,
    pub(crate) line: &'static str,
    pub(crate) roster_age_seconds: Option<i64>,
    pub(crate) stale: bool,
    pub(crate) people: usize,
    pub(crate) faces: usize,
    pub(crate) queue: u64,
    pub(crate) needs_claim: bool,
    pub(crate) clock_wrong: bool,
    pub(crate) declare_link: String,
    pub(crate) declare_svg: String,
    pub(crate) stale_after_hours: i64,
    pub(crate) camera_note: Option<Words>,
}

/// What one frame showed, and how long each step took.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct FrameReply {
    pub(crate) seq: u64,
    pub(crate) ask: Option<&'static str>,
    #[serde(rename = "box")]
    pub(crate) bounds: Option<[f32; 4]>,
    pub(crate) ms: Spent,
}

/// Milliseconds by stage. Stages a frame did not need stand at zero.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub(crate) struct Spent {
    pub(crate) decode: f64,
    pub(crate) detect: f64,
    pub(crate) align: f64,
    pub(crate) liveness: f64,
    pub(crate) embed: f64,
    pub(crate) search: f64,
    pub(crate) judge: f64,
}

/// The gate's answer.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct AnswerReply {
    pub(crate) answer: Answer,
    pub(crate) shown_name: Option<String>,
    pub(crate) crew: Option<String>,
    pub(crate) grounds: Vec<GroundReply>,
    pub(crate) say: Words,
    pub(crate) way: Way,
    pub(crate) at: Timestamp,
    pub(crate) recorded: bool,
    pub(crate) took_ms: f64,
    pub(crate) passage: PassageId,
    pub(crate) show_declare_qr: bool,
}

/// One ground: its code for pictures and tests, its words for people. Which health rule or list holds someone is not
/// for whoever stands before the kiosk, or listens to it.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct GroundReply {
    pub(crate) code: &'static str,
    pub(crate) words: Words,
}

impl From<&Ground> for GroundReply {
    fn from(ground: &Ground) -> Self {
        Self {
            code: match ground {
                Ground::Standing { reason } if reason.cause != Cause::NoDeclaration => "standing",
                _ => ground.code(),
            },
            words: ground.words(),
        }
    }
}
