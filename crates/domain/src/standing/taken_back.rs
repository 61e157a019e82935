//! Exposures that a correction took back. Whoever mistyped a stay is not observed for it for weeks, and nobody frees
//! themself by a correction alone: what was taken back holds until staff have looked into it.

use std::collections::BTreeSet;

use jiff::civil::Date;
use jiff::{Timestamp, Zoned};
use uuid::Uuid;

use super::{Case, Facts, State};
use crate::declaration::DeclarationFact;
use crate::profile::DiseaseProfile;
use crate::reason::{Cause, Reason};

/// The corrections that took this exposure back and that nobody has looked into, by instant; each once, whichever
/// profile it weighs under.
pub(crate) fn taken_back(
    facts: &Facts,
    profiles: &[DiseaseProfile],
    now: &Zoned,
    exposure: &Cause,
) -> BTreeSet<(Timestamp, Uuid)> {
    let in_force = profiles.iter().filter(|profile| profile.in_force(now.date()));
    let cases = in_force.flat_map(|profile| facts.strands().map(move |facts| Case { facts, profile, now }));
    let mut found = BTreeSet::new();
    for case in cases {
        let telling = case.unverified().filter(|fact| case.tells(fact, exposure));
        found.extend(telling.filter_map(|fact| Some((fact.superseded_at?, fact.id.0))));
    }
    found
}

impl Case<'_> {
    /// What was taken back, where it lasted longer than what is told now.
    pub(super) fn took_back(&self, reasons: &mut Vec<Reason>) {
        if !self.profile.observes_contacts() {
            return;
        }
        let told = self.exposures(self.facts.declarations.iter().filter(|fact| fact.stands()));
        let before = self.exposures(self.unverified());
        let areas = self.profile.areas.iter().zip(before.areas).zip(told.areas);
        let mut hold = |words, effect: State, last_day: Option<Date>, told| {
            if let Some(last_day) = last_day.filter(|_| last_day > told) {
                let cause = Cause::TakenBack { words, last_day };
                self.observe(cause, effect.min(State::Hold), last_day, reasons);
            }
        };
        for ((area, before), told) in areas {
            hold(Some(area.words.clone()), self.profile.area_effect, before, told);
        }
        hold(None, self.profile.contact_effect, before.contact, told.contact);
    }

    /// Versions that a correction took the place of, with no correction since that staff found to be right.
    fn unverified(&self) -> impl Iterator<Item = &DeclarationFact> + Clone {
        let verified = self.facts.declarations.iter().filter(|fact| fact.verified);
        let verified_at = verified.map(|fact| fact.at).max();
        let versions = self.facts.declarations.iter();
        versions.filter(move |fact| fact.superseded_at.is_some_and(|at| Some(at) > verified_at))
    }

    /// Whether a version has the exposure that was taken back.
    fn tells(&self, fact: &DeclarationFact, exposure: &Cause) -> bool {
        let told = self.exposures(std::iter::once(fact));
        match exposure {
            Cause::TakenBack {
                words: Some(words), ..
            } => {
                let mut areas = self.profile.areas.iter().zip(told.areas);
                areas.any(|(area, last_day)| area.words == *words && last_day.is_some())
            }
            Cause::TakenBack { words: None, .. } => told.contact.is_some(),
            _ => false,
        }
    }
}
