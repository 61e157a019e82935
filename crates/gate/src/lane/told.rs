//! What was said to whom: nobody is answered twice for standing there, and nobody goes without an answer.
//!
//! A visit lasts until the face has been out of view for a moment. Within it, the same is said once.

use std::collections::HashMap;

use domain::id::PersonId;
use domain::verdict::Verdict;
use jiff::{SignedDuration, Timestamp};
use recognition::Embedding;

use super::within;
use crate::answer::{Finding, Judged};
use crate::wire::AnswerReply;

/// The same person is not answered again within this time, unless they left the view in between.
pub(super) const COOL_DOWN: SignedDuration = SignedDuration::from_secs(5);
/// Who was not seen for so long has left. A face missed in a frame or two was only missed.
pub(super) const LEFT: SignedDuration = SignedDuration::from_secs(2);

/// An answer to someone of the roster.
pub(super) struct Said {
    pub(super) finding: Finding,
    pub(super) verdict: Verdict,
    pub(super) reply: AnswerReply,
    by_face: bool,
    at: Timestamp,
    seen_at: Timestamp,
}

/// How much someone was told who is not known by their face. More is said after less, never less after more.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Unknowing {
    /// That it cannot be told who they are, or whether it is them.
    Doubt,
    /// That they are not known.
    Stranger,
    /// An answer to their code or number; what their face adds is of no use to them.
    Answered,
}

/// A face that was told so.
struct Visitor {
    look: Option<Embedding>,
    told: Unknowing,
    seen_at: Timestamp,
}

impl Visitor {
    /// Whether this look is theirs. Without a good look on either side there was only ever doubt.
    fn is(&self, look: Option<&Embedding>) -> bool {
        match (&self.look, look) {
            (Some(mine), Some(look)) => mine.is_same_person(look),
            (None, _) | (_, None) => true,
        }
    }
}

/// What was said in one lane.
#[derive(Default)]
pub(super) struct Told {
    said: HashMap<PersonId, Said>,
    visitor: Option<Visitor>,
}

impl Told {
    /// Keeps an answer to someone of the roster.
    pub(super) fn keep(
        &mut self,
        person: PersonId,
        finding: Finding,
        verdict: Verdict,
        reply: AnswerReply,
        by_face: bool,
    ) {
        let at = reply.at;
        self.said
            .retain(|_, said| within(said.at, at, COOL_DOWN) || within(said.seen_at, at, LEFT));
        let said = Said {
            finding,
            verdict,
            reply,
            by_face,
            at,
            seen_at: at,
        };
        self.said.insert(person, said);
    }

    /// What someone was told a moment ago.
    pub(super) fn moments_ago(&self, person: PersonId, now: Timestamp) -> Option<&Said> {
        self.said
            .get(&person)
            .filter(|said| within(said.at, now, COOL_DOWN))
    }

    /// A known face is in view: whether what is judged of them now need not be said, since they have been told.
    pub(super) fn has_heard(&mut self, person: PersonId, judged: &Judged, now: Timestamp) -> bool {
        let Some(said) = self.said.get_mut(&person) else {
            return false;
        };
        let lately = within(said.at, now, COOL_DOWN);
        let stayed = within(said.seen_at, now, LEFT);
        if !stayed && (said.by_face || !lately) {
            self.said.remove(&person);
            return false;
        }
        said.seen_at = now;
        lately || judged.says_as(&said.verdict)
    }

    /// A known face is in view, and nothing is judged on this frame.
    pub(super) fn seen(&mut self, person: PersonId, now: Timestamp) {
        if let Some(said) = self.said.get_mut(&person)
            && within(said.seen_at, now, LEFT)
        {
            said.seen_at = now;
        }
    }

    /// A face that is nobody's so far is in view.
    pub(super) fn unknown_seen(&mut self, now: Timestamp) {
        self.visitor
            .take_if(|visitor| !within(visitor.seen_at, now, LEFT));
        if let Some(visitor) = &mut self.visitor {
            visitor.seen_at = now;
        }
    }

    /// Whether someone with this look is to be told this much now; from then on they were.
    pub(super) fn tells(&mut self, told: Unknowing, look: Option<Embedding>, now: Timestamp) -> bool {
        let heard = self.visitor.as_ref().is_some_and(|visitor| {
            within(visitor.seen_at, now, LEFT) && visitor.told >= told && visitor.is(look.as_ref())
        });
        if !heard {
            self.visitor = Some(Visitor {
                look,
                told,
                seen_at: now,
            });
        }
        !heard
    }
}
