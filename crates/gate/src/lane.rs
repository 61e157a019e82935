//! One kiosk's lane: frames, codes and numbers in, answers out.
//!
//! Its work runs on a thread of its own, since looking at a frame takes the processor for a while. It knows
//! the gate and never the platform: no answer waits for a line.

mod inbox;
mod look;
mod sign;
mod told;

use std::net::IpAddr;
use std::sync::Arc;
use std::time::{Duration, Instant};

use domain::id::PersonId;
use domain::language::Words;
use domain::passage::Way;
use jiff::{SignedDuration, Timestamp};
use recognition::Sighting;
use tokio::sync::mpsc::UnboundedSender;
use tokio_util::task::TaskTracker;

use crate::answer::{Finding, given, judged};
use crate::gate::Gate;
use crate::wire::{FromKiosk, ToKiosk, Wanted};
use told::{Told, Unknowing};

pub(crate) use inbox::{Inbox, Open, Work};

/// How long someone who said who they are has to show their face.
const FACE_WITHIN: SignedDuration = SignedDuration::from_secs(15);
/// How long a face that was found waits for its code or number.
const SIGN_WITHIN: SignedDuration = SignedDuration::from_secs(30);
/// How old the last good look at it may be then: someone else may have stepped before the camera since.
const STILL_THERE: SignedDuration = SignedDuration::from_secs(1);
/// How often a lane looks whether a claim's time is over while the camera sends nothing.
const LOOKS_UP: Duration = Duration::from_millis(250);

/// Someone who said who they are, until their face agrees or the time is over.
#[derive(Clone, Copy)]
struct Claim {
    person: PersonId,
    way: Way,
    since: Timestamp,
    started: Instant,
}

/// Someone found by their face, until a code or number confirms it.
#[derive(Clone, Copy)]
struct Found {
    person: PersonId,
    since: Timestamp,
    /// When the last good look at them was.
    seen_at: Timestamp,
}

/// Who was asked for a sign of who they are; nobody is asked twice for standing there.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    Nobody,
    /// Whoever stands there, unknown.
    Someone,
    /// Whom the face was found to be.
    Found(PersonId),
}

/// One lane at work.
pub(crate) struct Lane {
    gate: Arc<Gate>,
    kiosk: IpAddr,
    out: UnboundedSender<ToKiosk>,
    sighting: Sighting<PersonId>,
    /// When the first usable frame of the present face arrived.
    usable_since: Option<Instant>,
    /// When a face was last in view, whoever's.
    face_seen_at: Option<Timestamp>,
    told: Told,
    /// The face is compared with this one alone.
    claim: Option<Claim>,
    found: Option<Found>,
    /// Who in view was asked for a code or number.
    asked: Asked,
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
        while let Some(next) = work.next(lane.looks_up()) {
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
            face_seen_at: None,
            told: Told::default(),
            claim: None,
            found: None,
            asked: Asked::Nobody,
            code_in_view: None,
        }
    }

    /// How long it may wait for work without looking up.
    fn looks_up(&self) -> Option<Duration> {
        self.claim.map(|_| LOOKS_UP)
    }

    fn work(&mut self, work: Work) {
        self.claim_in_time();
        match work {
            Work::Frame { seq, arrived, jpeg } => self.frame(seq, arrived, &jpeg),
            Work::Said(FromKiosk::Code { text }) => self.code(&text),
            Work::Said(FromKiosk::Number { kind, number, camera }) => self.number(kind, &number, camera),
            Work::Said(FromKiosk::Cancel) => self.cancelled(),
            Work::Nothing => {}
        }
    }

    /// Judges, writes down and says what was found.
    fn answer(&mut self, finding: Finding, way: Way, took: Duration) {
        let (reply, verdict) = given(&self.gate, judged(&self.gate, finding, way), took);
        if way != Way::Face {
            self.was_answered(reply.at);
        }
        if let Some(person) = verdict.person {
            let by_face = way == Way::Face;
            self.told.keep(person, finding, verdict, reply.clone(), by_face);
        }
        self.usable_since = None;
        self.claim = None;
        self.found = None;
        self.send(ToKiosk::Answer(reply));
    }

    /// Whoever is in view was answered to what they said; their face is not held against them for as long as they
    /// stay.
    fn was_answered(&mut self, now: Timestamp) {
        if self.face_in_view()
            && let Some(look) = self.sighting.look()
        {
            self.told.tells(Unknowing::Answered, Some(look), now);
        }
    }

    /// Whether someone stands there, or did a moment ago.
    fn face_in_view(&self) -> bool {
        let now = self.gate.now();
        self.face_seen_at
            .is_some_and(|seen| within(seen, now, told::LEFT))
    }

    /// Forgets what was found and said; whoever stands there is looked at anew, and not asked again.
    fn start_over(&mut self) {
        self.sighting.restart();
        self.usable_since = None;
        self.claim = None;
        self.found = None;
    }

    /// Whoever gives up has said who they are all the same, where their face was seen and did not agree.
    fn cancelled(&mut self) {
        self.claim_given_up();
        self.start_over();
    }

    fn ask(&self, wants: Wanted, zh: &str, en: &str) {
        self.send(ToKiosk::Claim {
            text: Words::new(zh, en),
            wants,
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
