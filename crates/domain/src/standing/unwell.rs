//! Fevers and symptoms: told by the person or measured on the spot, each by itself, until someone finds them fit or
//! time has passed.

use std::collections::BTreeSet;

use jiff::civil::Date;
use jiff::{Span, Timestamp, Zoned};
use uuid::Uuid;

use super::{Case, Facts, State};
use crate::check::CheckFact;
use crate::declaration::{DeclarationFact, Tenths};
use crate::profile::DiseaseProfile;
use crate::reason::{Cause, Reason};

/// What makes a fever or symptom stand, by instant: what was told or measured after the last check that found the
/// person fit, and not lifted since. Each once, whichever profile it weighs under.
pub(crate) fn told(
    facts: &Facts,
    profiles: &[DiseaseProfile],
    now: &Zoned,
    complaint: &Cause,
) -> BTreeSet<(Timestamp, Uuid)> {
    let in_force = profiles.iter().filter(|profile| profile.in_force(now.date()));
    in_force
        .flat_map(|profile| facts.strands().map(move |facts| Case { facts, profile, now }))
        .flat_map(|case| case.complaints())
        .filter(|told| told.causes.iter().any(|(cause, _)| cause.same_matter(complaint)))
        .map(|told| (told.at, told.id))
        .collect()
}

/// A declaration or a check that found someone unwell.
struct Complaint {
    at: Timestamp,
    day: Date,
    id: Uuid,
    causes: Vec<(Cause, State)>,
    until: Option<Timestamp>,
}

impl Case<'_> {
    /// A fever or symptom stands until staff find the person fit, or until the symptom-free hours have passed *and*
    /// a later day was declared without symptoms. A correction does not lift it: who mistyped is measured again at
    /// the site. Each complaint stands by itself, so that a milder one after it improves nothing.
    fn complaints(&self) -> Vec<Complaint> {
        let fit_checks = self.facts.checks.iter().filter(|one| one.finds_fit(self.profile));
        let found_fit = fit_checks.map(|check| check.at).max();
        let told = self.facts.declarations.iter().map(|fact| self.told(fact));
        let measured = self.facts.checks.iter().map(|check| self.measured(check));
        // What is told in the very instant of a check may have come after it: it holds.
        let mut complaints: Vec<Complaint> = told
            .chain(measured)
            .filter(|complaint| found_fit.is_none_or(|at| at <= complaint.at) && !complaint.causes.is_empty())
            .collect();
        complaints.sort_by_key(|complaint| (complaint.at, complaint.id));
        for complaint in &mut complaints {
            let free_at = complaint.at + Span::new().hours(self.profile.symptom_free_hours);
            complaint.until = self.well_after(complaint).then_some(free_at);
        }
        let now = self.now.timestamp();
        complaints.retain(|complaint| complaint.until.is_none_or(|free_at| free_at > now));
        complaints
    }

    fn told(&self, fact: &DeclarationFact) -> Complaint {
        Complaint {
            at: fact.at,
            day: fact.day,
            id: fact.id.0,
            causes: self.symptoms(fact),
            until: None,
        }
    }

    fn measured(&self, check: &CheckFact) -> Complaint {
        Complaint {
            at: check.at,
            day: check.day,
            id: check.id.0,
            causes: self.fever(Some(check.temperature)).into_iter().collect(),
            until: None,
        }
    }

    pub(super) fn unwell(&self, reasons: &mut Vec<Reason>) {
        let mut standing: Vec<Reason> = Vec::new();
        for Complaint { causes, until, .. } in self.complaints() {
            for (cause, state) in causes {
                match standing
                    .iter_mut()
                    .find(|reason| reason.cause.same_matter(&cause))
                {
                    None => standing.push(self.reason(cause, state, until)),
                    // Said again: the last words, the worse state, the later end.
                    Some(reason) => {
                        reason.until = reason.until.zip(until).map(|(a, b)| a.max(b));
                        reason.state = reason.state.max(state);
                        reason.cause = cause;
                    }
                }
            }
        }
        reasons.extend(standing);
    }

    /// Whether a later day was declared without symptoms.
    fn well_after(&self, unwell: &Complaint) -> bool {
        self.facts.declarations.iter().any(|fact| {
            fact.at > unwell.at && fact.stands() && fact.day > unwell.day && self.symptoms(fact).is_empty()
        })
    }

    fn symptoms(&self, fact: &DeclarationFact) -> Vec<(Cause, State)> {
        let symptoms = fact
            .answers
            .symptoms
            .iter()
            .filter_map(|code| self.profile.symptom(code))
            .map(|symptom| (&symptom.code, &symptom.words, symptom.effect));
        let yes = fact.answers.questions.iter().filter(|(_, yes)| **yes);
        let questions = yes
            .filter_map(|(code, _)| self.profile.question(code))
            .map(|question| (&question.code, &question.yes, question.effect));
        let declared = symptoms.chain(questions).map(|(code, words, effect)| {
            let cause = Cause::Symptom {
                symptom: code.clone(),
                words: words.clone(),
            };
            (cause, effect)
        });
        self.fever(fact.answers.temperature)
            .into_iter()
            .chain(declared)
            .filter(|(_, state)| *state > State::Clear)
            .collect()
    }

    fn fever(&self, temperature: Option<Tenths>) -> Option<(Cause, State)> {
        temperature
            .filter(|temperature| self.profile.fever_from.is_some_and(|from| *temperature >= from))
            .map(|temperature| (Cause::Fever { temperature }, State::Hold))
    }
}
