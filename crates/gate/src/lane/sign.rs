//! Signs of who someone is beside the face: a code, or a document number.

use std::time::Instant;

use domain::document::{Document, DocumentKind};
use domain::id::PersonId;
use domain::passage::Way;
use recognition::Claim;

use super::{Awaited, COOL_DOWN, Lane, within};
use crate::answer::{Finding, judged};
use crate::code::{self, Checked};
use crate::number;
use crate::wire::ToKiosk;

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
            Checked::Good(code) => self.claim(code.person, Way::Qr, started),
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

    /// A document number, typed.
    pub(super) fn number(&mut self, kind: DocumentKind, text: &str) {
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
            Some(person) => self.claim(person, Way::Number, started),
            None => self.answer(Finding::Elsewhere, Way::Number, started.elapsed()),
        }
    }

    /// Someone says who they are. Where the roster is small, or has no face of theirs, that is enough; else the
    /// face has to agree.
    fn claim(&mut self, person: PersonId, way: Way, started: Instant) {
        let now = self.gate.now();
        if self.said_again(person) {
            return;
        }
        let needs_face = self.gate.recognizer().is_some() && {
            let roster = self.gate.roster();
            roster.policy().claim != Claim::NotNeeded
                && roster
                    .person(person)
                    .is_some_and(|person| person.template.is_some())
        };
        if !needs_face {
            self.answer(Finding::Person(person), way, started.elapsed());
        } else if self.found.is_some_and(|found| found.person == person) {
            self.answer(Finding::Person(person), Way::Face, started.elapsed());
        } else {
            self.start_over();
            self.claimed = Some(Awaited { person, since: now });
            self.ask(
                "请看镜头，核对一下是不是本人",
                "Look at the camera to confirm that it is you.",
            );
        }
    }

    /// Shows someone who was answered a moment ago the same answer again, without a second passage.
    fn said_again(&self, person: PersonId) -> bool {
        let Some(said) = self
            .said
            .get(&person)
            .filter(|said| within(said.at, self.gate.now(), COOL_DOWN))
        else {
            return false;
        };
        let same = judged(&self.gate, Finding::Person(person), said.verdict.way).says_as(&said.verdict);
        if same {
            self.send(ToKiosk::Answer(said.reply.clone()));
        }
        same
    }
}
