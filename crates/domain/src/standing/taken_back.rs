//! Exposures that a correction took back. Whoever mistyped a stay is not observed for it for weeks, and nobody frees
//! themself by a correction alone: what was taken back holds until staff have looked into it. A place that was not clear
//! is made clear by a correction, and nothing is taken back by that.

use std::collections::BTreeSet;

use jiff::{Timestamp, Zoned};
use uuid::Uuid;

use super::{Case, Facts, Rules, State};
use crate::area::{Areas, Met};
use crate::declaration::DeclarationFact;
use crate::reason::{Cause, Reason};

/// The corrections that took this exposure back and that nobody has looked into, by instant; each once, whichever
/// profile it weighs under.
pub(crate) fn taken_back(
    facts: &Facts,
    rules: Rules<'_>,
    now: &Zoned,
    exposure: &Cause,
) -> BTreeSet<(Timestamp, Uuid)> {
    let in_force = rules
        .profiles
        .iter()
        .filter(|profile| profile.in_force(now.date()));
    let cases = in_force.flat_map(|profile| facts.strands().map(move |facts| Case { facts, profile, now }));
    let mut found = BTreeSet::new();
    for case in cases {
        let tells = |fact: &&DeclarationFact| {
            let told = case.certain(rules.areas, std::iter::once(*fact));
            told.iter().any(|met| taken(met).same_matter(exposure))
        };
        found.extend(
            case.unverified()
                .filter(tells)
                .filter_map(|fact| Some((fact.superseded_at?, fact.id.0))),
        );
    }
    found
}

impl Case<'_> {
    /// What was taken back, where it lasted longer than what is told now.
    pub(super) fn took_back(&self, areas: &Areas, reasons: &mut Vec<Reason>) {
        if !self.profile.observes_contacts() {
            return;
        }
        let told = self.certain(areas, self.facts.declarations.iter().filter(|fact| fact.stands()));
        for before in self.certain(areas, self.unverified()) {
            let cause = taken(&before);
            let mut still = told.iter().filter(|now| now.last_day >= before.last_day);
            if !still.any(|now| taken(now).same_matter(&cause)) {
                self.observe(cause, before.state.min(State::Hold), before.last_day, reasons);
            }
        }
    }

    /// Versions that a correction took the place of, with no correction since that staff found to be right.
    fn unverified(&self) -> impl Iterator<Item = &DeclarationFact> + Clone {
        let verified = self.facts.declarations.iter().filter(|fact| fact.verified);
        let verified_at = verified.map(|fact| fact.at).max();
        let versions = self.facts.declarations.iter();
        versions.filter(move |fact| fact.superseded_at.is_some_and(|at| Some(at) > verified_at))
    }

    /// The exposures in these versions that are beyond doubt.
    fn certain<'f>(
        &self,
        areas: &Areas,
        told: impl Iterator<Item = &'f DeclarationFact> + Clone,
    ) -> Vec<Met> {
        let mut met = self.exposures(areas, told);
        met.retain(|met| {
            matches!(
                met.cause,
                Cause::Area { certain: true, .. } | Cause::Contact { .. }
            )
        });
        met
    }
}

/// An exposure as it was taken back.
fn taken(met: &Met) -> Cause {
    let place = match &met.cause {
        Cause::Area { place, .. } => Some(place.clone()),
        _ => None,
    };
    Cause::TakenBack {
        place,
        last_day: met.last_day,
    }
}
