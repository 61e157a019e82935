//! Frames in a lane: what the camera sees, until it can be said whose face it is.

use std::time::{Duration, Instant};

use domain::id::PersonId;
use domain::language::Words;
use domain::passage::Way;
use recognition::{
    Answer, Ask, Claim as ClaimPolicy, Limits, Outcome, Picture, PictureError, Poor, Seen, Stages, View,
};

use super::told::Unknowing;
use super::{Asked, Found, Lane, SIGN_WITHIN, within};
use crate::answer::{Finding, judged};
use crate::code;
use crate::wire::{FrameReply, Spent, ToKiosk, Wanted};

/// A code is looked for in every third frame, and in each without a face.
const CODE_EVERY: u64 = 3;

impl Lane {
    /// Takes in one frame and replies, whatever it was: the reply allows the next.
    pub(super) fn frame(&mut self, seq: u64, arrived: Instant, jpeg: &[u8]) {
        let mut reply = FrameReply {
            seq,
            ask: None,
            bounds: None,
            ms: Spent::default(),
        };
        let decoded = timed(&mut reply.ms.decode, || Picture::decode(jpeg, &Limits::CAMERA));
        match decoded {
            Ok(picture) => self.picture(&picture, arrived, &mut reply),
            Err(error) => {
                self.gate.metrics.frame_failed();
                let (code, words) = unreadable(&error);
                self.problem(code, words);
            }
        }
        self.gate.metrics.frame(&reply.ms);
        self.send(ToKiosk::Frame(reply));
    }

    fn picture(&mut self, picture: &Picture, arrived: Instant, reply: &mut FrameReply) {
        let gate = self.gate.clone();
        let mut answered = false;
        let mut nobody = true;
        match gate.recognizer().map(|recognizer| recognizer.see(picture)) {
            Some(Ok(seen)) => {
                spend(&mut reply.ms, &seen.stages);
                reply.ask = asked(&seen.view);
                reply.bounds = seen.faces.first().map(|face| {
                    let (w, h) = (picture.width() as f32, picture.height() as f32);
                    [
                        face.bounds.x / w,
                        face.bounds.y / h,
                        face.bounds.width / w,
                        face.bounds.height / h,
                    ]
                });
                nobody = matches!(seen.view, View::Nobody);
                answered = self.face(&seen, arrived, &mut reply.ms);
            }
            Some(Err(error)) => {
                gate.metrics.frame_failed();
                tracing::error!(%error, "a frame could not be looked at");
                self.problem(
                    "not_looked_at",
                    Words::new(
                        "这一下没看成，请扫码或再来一次",
                        "That look failed. Use your QR code or try again.",
                    ),
                );
            }
            None => {}
        }
        if !answered
            && (nobody || reply.seq.is_multiple_of(CODE_EVERY))
            && let Some(text) = code::in_picture(picture)
        {
            self.code_in_view(text);
        }
    }

    /// Follows the face; whether someone was answered.
    fn face(&mut self, seen: &Seen, arrived: Instant, spent: &mut Spent) -> bool {
        let usable = matches!(seen.view, View::Good(_));
        if usable {
            self.usable_since.get_or_insert(arrived);
        }
        let (answer, policy) = timed(&mut spent.search, || self.fed(seen));
        // A face that was found waits for its claim only while it is there.
        self.found
            .take_if(|found| !matches!(&answer.outcome, Outcome::Known { key, .. } if *key == found.person));
        self.in_view(&answer.outcome);
        match answer.outcome {
            Outcome::Nobody | Outcome::TooManyFaces => self.usable_since = None,
            Outcome::ClaimNeeded => {
                if self.asked == Asked::Nobody {
                    self.asked = Asked::Someone;
                    self.ask(
                        Wanted::Sign,
                        "请先扫码或报身份证号，再看镜头",
                        "First scan your code or type your number, then look here.",
                    );
                }
            }
            Outcome::Known { key, .. } if usable => {
                return timed(&mut spent.judge, || self.known(key, policy));
            }
            // What stands from earlier frames is not said on a frame that shows someone worse.
            Outcome::Known { .. } | Outcome::Looking { .. } => {}
            Outcome::Unknown { .. } => return self.settled(answer.fresh, Finding::Stranger, spent),
            Outcome::NotLive { .. } => return self.settled(answer.fresh, Finding::NotLive, spent),
            Outcome::Uncertain { .. } => return self.settled(answer.fresh, Finding::Unsure, spent),
        }
        false
    }

    /// Notes who is in view: whoever comes after an empty view is a new visitor.
    fn in_view(&mut self, outcome: &Outcome<PersonId>) {
        let now = self.gate.now();
        match outcome {
            Outcome::Nobody => {
                if !self.face_in_view() {
                    self.asked = Asked::Nobody;
                }
                return;
            }
            Outcome::Known { key, .. } => self.told.seen(*key, now),
            _ => self.told.unknown_seen(now),
        }
        self.face_seen_at = Some(now);
    }

    /// Gives the frame to the sighting: compared with one person where one is claimed, else with all.
    fn fed(&mut self, seen: &Seen) -> (Answer<PersonId>, ClaimPolicy) {
        let gate = self.gate.clone();
        let now = gate.now();
        let at = now.as_millisecond().max(0).unsigned_abs();
        self.found.take_if(|found| !within(found.since, now, SIGN_WITHIN));
        let roster = gate.roster();
        let policy = roster.policy();
        self.sighting.set_policy(policy);
        let claimed = self.claim.map(|claim| claim.person);
        let face = claimed.and_then(|person| roster.person(person)?.face.template());
        let ask = match (&claimed, face) {
            (Some(person), Some(template)) => Ask::Is(person, template),
            _ => Ask::WhoIs(roster.gallery()),
        };
        let answer = self.sighting.feed(at, seen, ask);
        if let Outcome::Known { key, .. } = &answer.outcome
            && !roster.gallery().contains(key)
        {
            // Withdrawn while they stood there: what was seen by it no longer counts.
            self.sighting.restart();
            return (
                Answer {
                    outcome: Outcome::Looking { ask: None },
                    fresh: false,
                },
                policy.claim,
            );
        }
        (answer, policy.claim)
    }

    /// A face that is someone's: answered once, and again when the verdict has changed since.
    fn known(&mut self, person: PersonId, policy: ClaimPolicy) -> bool {
        if let Some(claim) = self.claim.take_if(|claim| claim.person == person) {
            self.borne_out(claim);
            return true;
        }
        let verdict = judged(&self.gate, Finding::Person(person), Way::Face);
        let now = self.gate.now();
        if self.told.has_heard(person, &verdict, now) {
            return false;
        }
        if policy != ClaimPolicy::NotNeeded {
            let found = Found {
                person,
                since: now,
                seen_at: now,
            };
            self.found.get_or_insert(found).seen_at = now;
            if self.asked != Asked::Found(person) {
                self.asked = Asked::Found(person);
                self.ask(
                    Wanted::Sign,
                    "请扫码或报身份证号，确认一下",
                    "Scan your code or type your number to confirm.",
                );
            }
            return false;
        }
        self.answer(Finding::Person(person), Way::Face, self.took());
        true
    }

    /// A face that is nobody's, or not that of whom it was said to be. Who stays is told so once.
    fn settled(&mut self, fresh: bool, finding: Finding, spent: &mut Spent) -> bool {
        if !fresh {
            return false;
        }
        if let Some(claim) = self.claim.take() {
            self.not_borne_out(claim);
            return true;
        }
        let told = match finding {
            Finding::Stranger => Unknowing::Stranger,
            _ => Unknowing::Doubt,
        };
        let says = self.told.tells(told, self.sighting.look(), self.gate.now());
        if says {
            let took = self.took();
            timed(&mut spent.judge, || self.answer(finding, Way::Face, took));
        }
        says
    }

    /// From the first usable frame of this face until now.
    pub(super) fn took(&self) -> Duration {
        self.usable_since.map_or(Duration::ZERO, |since| since.elapsed())
    }
}

/// What would help the camera, in the words of the wire.
fn asked(view: &View) -> Option<&'static str> {
    Some(match view {
        View::Good(_) => return None,
        View::Nobody => "no_face",
        View::TooManyFaces => "one_at_a_time",
        View::Poor { reason, .. } => match reason {
            Poor::TooFar => "come_closer",
            Poor::CutOff | Poor::Turned | Poor::Tilted => "face_camera",
            Poor::TooDark => "too_dark",
            Poor::TooBright => "too_bright",
            Poor::Blurred => "hold_still",
        },
    })
}

fn unreadable(error: &PictureError) -> (&'static str, Words) {
    match error {
        PictureError::TooLarge { .. } | PictureError::TooHeavy { .. } => (
            "frame_too_large",
            Words::new(
                "摄像头画面太大，请调低分辨率",
                "The camera's picture is too large. Lower its resolution.",
            ),
        ),
        PictureError::Empty | PictureError::NotAPicture | PictureError::Damaged => (
            "frame_unreadable",
            Words::new("摄像头画面读不出来", "The camera's picture cannot be read."),
        ),
    }
}

fn spend(spent: &mut Spent, stages: &Stages) {
    let ms = |time: Duration| time.as_secs_f64() * 1000.0;
    spent.detect = ms(stages.detect);
    spent.align = ms(stages.align);
    spent.liveness = ms(stages.liveness);
    spent.embed = ms(stages.embed);
}

/// Runs a step and notes the milliseconds it took.
fn timed<T>(ms: &mut f64, step: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = step();
    *ms += start.elapsed().as_secs_f64() * 1000.0;
    result
}
