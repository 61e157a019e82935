//! One kiosk's lane: frames, codes and numbers in, answers out.
//!
//! Its work runs on a thread of its own, since looking at a frame takes the processor for a while. It knows
//! the gate and never the platform: no answer waits for a line.

mod inbox;
mod look;
mod sign;

use std::collections::HashMap;
use std::net::IpAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::id::PersonId;
use domain::language::Words;
use domain::passage::Way;
use domain::verdict::Verdict;
use jiff::{SignedDuration, Timestamp};
use recognition::Sighting;
use tokio::sync::mpsc::UnboundedSender;
use tokio_util::task::TaskTracker;

use crate::answer::{Finding, given, judged};
use crate::gate::Gate;
use crate::wire::{AnswerReply, FromKiosk, ToKiosk};

pub(crate) use inbox::{Inbox, Open, Work};

/// The same person is not answered again within this time, unless they left the view in between.
const COOL_DOWN: SignedDuration = SignedDuration::from_secs(5);
/// How long a claim waits for its face, and a face for its claim.
const CLAIM_STANDS: SignedDuration = SignedDuration::from_secs(30);

/// What was last said to someone.
struct Said {
    at: Timestamp,
    by_face: bool,
    verdict: Verdict,
    reply: AnswerReply,
}

/// Someone who said who they are, or whose face was found, until the other sign comes.
#[derive(Clone, Copy)]
struct Awaited {
    person: PersonId,
    since: Timestamp,
}

/// One lane at work.
pub(crate) struct Lane {
    gate: Arc<Gate>,
    kiosk: IpAddr,
    out: UnboundedSender<ToKiosk>,
    sighting: Sighting<PersonId>,
    /// When the first usable frame of the present face arrived.
    usable_since: Option<Instant>,
    said: HashMap<PersonId, Said>,
    /// Claimed by a code or number; the face is compared with this one alone.
    claimed: Option<Awaited>,
    /// Found by face; a code or number has to confirm it.
    found: Option<Awaited>,
    /// Whether the present face was asked to say who it is.
    asked: bool,
    /// The code last seen in the camera's picture, and when.
    code_in_view: Option<(String, Timestamp)>,
}

/// Starts a lane on a thread of its own among the gate's tasks; it ends when what is
/// given back is dropped.
pub(crate) fn open(
    gate: Arc<Gate>,
    kiosk: IpAddr,
    out: UnboundedSender<ToKiosk>,
    tasks: &TaskTracker,
) -> Open {
    let inbox = Arc::new(Inbox::default());
    let work = Arc::clone(&inbox);
    tasks.spawn_blocking(move || {
        let mut lane = Lane::new(gate, kiosk, out);
        while let Some(next) = work.next() {
            lane.work(next);
        }
    });
    Open(inbox)
}

impl Lane {
    fn new(gate: Arc<Gate>, kiosk: IpAddr, out: UnboundedSender<ToKiosk>) -> Self {
        let sighting = Sighting::new(gate.roster().policy());
        Self {
            gate,
            kiosk,
            out,
            sighting,
            usable_since: None,
            said: HashMap::new(),
            claimed: None,
            found: None,
            asked: false,
            code_in_view: None,
        }
    }

    fn work(&mut self, work: Work) {
        match work {
            Work::Frame { seq, arrived, jpeg } => self.frame(seq, arrived, &jpeg),
            Work::Said(FromKiosk::Code { text }) => self.code(&text),
            Work::Said(FromKiosk::Number { kind, number }) => self.number(kind, &number),
            Work::Said(FromKiosk::Cancel) => self.start_over(),
        }
    }

    /// Judges, writes down and says what was found.
    fn answer(&mut self, finding: Finding, way: Way, took: Duration) {
        let judged = judged(&self.gate, finding, way);
        let verdict = judged.verdict.clone();
        let reply = given(&self.gate, judged, took);
        if let Some(person) = verdict.person {
            let said = Said {
                at: reply.at,
                by_face: way == Way::Face,
                verdict,
                reply: reply.clone(),
            };
            self.said.insert(person, said);
        }
        self.usable_since = None;
        self.claimed = None;
        self.found = None;
        self.asked = false;
        self.send(ToKiosk::Answer(reply));
    }

    /// Forgets who stood there; the next one begins anew.
    fn start_over(&mut self) {
        self.sighting.restart();
        self.usable_since = None;
        self.claimed = None;
        self.found = None;
        self.asked = false;
    }

    fn ask(&mut self, zh: &str, en: &str) {
        self.asked = true;
        self.send(ToKiosk::Claim {
            text: Words::new(zh, en),
        });
    }

    fn problem(&self, code: &'static str, words: Words) {
        self.send(ToKiosk::Problem { code, words });
    }

    /// A page that is gone hears nothing; its lane ends soon.
    fn send(&self, message: ToKiosk) {
        let _ = self.out.send(message);
    }
}

/// Whether `then` lies within `span` before `now`. After a clock was set back, nothing does.
fn within(then: Timestamp, now: Timestamp, span: SignedDuration) -> bool {
    let age = now.duration_since(then);
    !age.is_negative() && age < span
}
