//! Signs of who someone is beside the face: a code, or a document number.

use std::time::Instant;

use domain::document::{Document, DocumentKind};
use domain::id::PersonId;
use domain::language::Words;
use domain::passage::Way;
use domain::verdict::Answer;
use recognition::Claim as ClaimPolicy;

use super::told::COOL_DOWN;
use super::{Claim, FACE_WITHIN, Lane, SIGN_WITHIN, STILL_THERE, within};
use crate::answer::{Finding, judged};
use crate::code::{self, Checked};
use crate::number;
use crate::wire::{AnswerReply, ToKiosk, Wanted};

impl Lane {
    /// A code that the page or a hand scanner read.
    pub(super) fn code(&mut self, text: &str) {
        let started = Instant::now();
        let gate = self.gate.clone();
        let platform_now = gate.now().saturating_add(gate.line.offset());
        let checked = platform_now.map_or(Checked::Expired, |now| {
            code::check(text, gate.roster().pass_key(), now)
        });
        match checked {
            Checked::Good(code) => self.coded(code.person, started),
            // Without a roster it has no key to check a code by, which is not the code's fault.
            _ if gate.roster().head().is_none() => {
                self.answer(Finding::Elsewhere, Way::Qr, started.elapsed());
            }
            Checked::Expired if !gate.stale_codes.allows(self.kiosk, gate.now()) => {
                self.problem("too_many", number::too_many());
            }
            Checked::Expired => self.answer(Finding::CodeExpired, Way::Qr, started.elapsed()),
            // A stranger's QR codes one after another would fill the record with refusals of nobody.
            Checked::Invalid if !gate.numbers.allows(self.kiosk, gate.now()) => {
                self.problem("too_many", number::too_many());
            }
            Checked::Invalid => self.answer(Finding::CodeInvalid, Way::Qr, started.elapsed()),
        }
    }

    /// A code in the camera's picture: taken once for as long as it is held there.
    pub(super) fn code_in_view(&mut self, text: String) {
        let now = self.gate.now();
        let held = self
            .code_in_view
            .take()
            .is_some_and(|(last, at)| last == text && within(at, now, COOL_DOWN));
        if !held {
            self.code(&text);
        }
        self.code_in_view = Some((text, now));
    }

    /// A document number, typed on a page with a camera or without one.
    pub(super) fn number(&mut self, kind: DocumentKind, text: &str, camera: bool) {
        let started = Instant::now();
        if !self.gate.numbers.allows(self.kiosk, self.gate.now()) {
            self.problem("too_many", number::too_many());
            return;
        }
        let document = match Document::parse(kind, text) {
            Ok(document) => document,
            Err(why) => {
                self.problem("number", number::words(why));
                return;
            }
        };
        let person = self
            .gate
            .roster()
            .by_document(&document)
            .map(|person| person.entry.person);
        match person {
            Some(person) => self.named(person, camera, started),
            None => self.answer(Finding::Elsewhere, Way::Number, started.elapsed()),
        }
    }

    /// A code of theirs: signed moments ago, on their own phone. Where the roster is small, or has no face of
    /// theirs, that is enough; else the face has to agree.
    fn coded(&mut self, person: PersonId, started: Instant) {
        let finding = Finding::Person(person);
        if self.said_again(finding) {
            return;
        }
        let face_agrees_too = self.gate.roster().policy().claim != ClaimPolicy::NotNeeded;
        if face_agrees_too && self.can_compare(person) {
            self.claim(person, Way::Qr, started);
        } else {
            self.answer(finding, Way::Qr, started.elapsed());
        }
    }

    /// A number of theirs, which a colleague may know as well: whoever has a face here shows it before they pass, and
    /// where it cannot be shown the guard compares the card.
    fn named(&mut self, person: PersonId, camera: bool, started: Instant) {
        let finding = Finding::Named(person);
        let face_decides = judged(&self.gate, finding, Way::Number).waits_for_face();
        if face_decides && camera && self.can_compare(person) {
            self.claim(person, Way::Number, started);
        } else if !self.said_again(finding) {
            self.answer(finding, Way::Number, started.elapsed());
        }
    }

    /// Whether the camera can tell if it is them.
    fn can_compare(&self, person: PersonId) -> bool {
        let roster = self.gate.roster();
        let usable = roster.person(person).and_then(|person| person.face.template());
        self.gate.recognizer().is_some() && usable.is_some()
    }

    /// Someone says who they are, and their face has to agree: with what was found of it already, or from now on.
    fn claim(&mut self, person: PersonId, way: Way, started: Instant) {
        if self.is_still_there(person) {
            self.answer(Finding::Person(person), Way::Face, started.elapsed());
            return;
        }
        self.claim_given_up();
        self.start_over();
        self.claim = Some(Claim {
            person,
            way,
            since: self.gate.now(),
            started,
        });
        self.ask(
            Wanted::Face,
            "请看镜头，核对一下是不是本人",
            "Look at the camera to confirm that it is you.",
        );
    }

    /// Whether the face found a moment ago is this person's. Without frames nothing grows old by itself, so that both
    /// ages are asked here.
    fn is_still_there(&self, person: PersonId) -> bool {
        let now = self.gate.now();
        self.found.is_some_and(|found| {
            found.person == person
                && within(found.since, now, SIGN_WITHIN)
                && within(found.seen_at, now, STILL_THERE)
        })
    }

    /// Ends a claim by number that its claimant leaves for another, or cancels, once their face was seen: it is on
    /// record like one whose time ran out.
    pub(super) fn claim_given_up(&mut self) {
        if let Some(claim) = self.claim.take()
            && claim.way == Way::Number
            && self.usable_since.is_some()
        {
            self.not_borne_out(claim);
        }
    }

    /// Ends a claim whose time is over, or whose face is there no more to compare with.
    pub(super) fn claim_in_time(&mut self) {
        let Some(claim) = self.claim else { return };
        if !within(claim.since, self.gate.now(), FACE_WITHIN) {
            self.claim = None;
            self.not_borne_out(claim);
        } else if !self.can_compare(claim.person) {
            self.start_over();
            match claim.way {
                Way::Qr => self.answer(Finding::Person(claim.person), Way::Qr, claim.started.elapsed()),
                _ => self.named(claim.person, true, claim.started),
            }
        }
    }

    /// The face agrees with the claim.
    pub(super) fn borne_out(&mut self, claim: Claim) {
        let finding = Finding::Person(claim.person);
        match self.said_moments_ago(finding) {
            Some(reply) => self.send(ToKiosk::Answer(reply)),
            None => self.answer(finding, Way::Face, self.took()),
        }
    }

    /// It does not, or did not in time: the guard looks. Their name stands beside it, to be compared with the card.
    pub(super) fn not_borne_out(&mut self, claim: Claim) {
        self.answer(Finding::Named(claim.person), claim.way, claim.started.elapsed());
    }

    /// Says to someone who was answered a moment ago the same again, or that they passed, without a second passage.
    fn said_again(&self, finding: Finding) -> bool {
        let Some(reply) = self.said_moments_ago(finding) else {
            return false;
        };
        match reply.answer {
            // One passage stands for one person: the next one with the same code is not welcomed on it.
            Answer::Pass => self.problem(
                "passed_already",
                Words::new("刚才已经放行过了", "This was let in a moment ago already."),
            ),
            Answer::Hold | Answer::Refuse => self.send(ToKiosk::Answer(reply)),
        }
        true
    }

    /// What someone of the roster was told a moment ago, where it would be the same now.
    fn said_moments_ago(&self, finding: Finding) -> Option<AnswerReply> {
        let (Finding::Person(person) | Finding::Named(person)) = finding else {
            return None;
        };
        let said = self.told.moments_ago(person, self.gate.now())?;
        let same =
            said.finding == finding && judged(&self.gate, finding, said.verdict.way).says_as(&said.verdict);
        same.then(|| said.reply.clone())
    }
}
