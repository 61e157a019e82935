//! Standing: whether a person may go in, decided from facts, profiles and the clock alone.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp, Zoned};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::area::{Areas, Met};
use crate::check::CheckFact;
use crate::declaration::DeclarationFact;
use crate::profile::DiseaseProfile;
use crate::reason::{Cause, Reason};
use crate::screening::HitFact;

mod taken_back;
mod until;
mod unwell;

pub(crate) use taken_back::taken_back;
pub(crate) use unwell::told;

/// A person's state at a site, ordered from better to worse.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// 可以进.
    #[default]
    Clear,
    /// 先等一下: something is to be done first.
    Hold,
    /// 不能进.
    Barred,
}

impl State {
    /// The word used on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::Clear => "clear",
            Self::Hold => "hold",
            Self::Barred => "barred",
        }
    }

    /// Reads a state from its word.
    pub fn named(word: &str) -> Option<Self> {
        [Self::Clear, Self::Hold, Self::Barred]
            .into_iter()
            .find(|state| state.word() == word)
    }
}

/// All that is known of one person. The order within each list does not matter.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Facts {
    /// Declarations, superseded versions included.
    pub declarations: Vec<DeclarationFact>,
    /// Matches with lines of watchlists that stand (retired lists left out).
    pub hits: Vec<HitFact>,
    /// Checks on the spot.
    pub checks: Vec<CheckFact>,
    /// The facts of records that were joined with this one, each with what came after. Each weighs by itself, so that
    /// nothing good that was known of one record lifts what was said of another.
    pub joined: Vec<Facts>,
}

impl Facts {
    /// These facts, and those of each record that was joined with them.
    pub(crate) fn strands(&self) -> impl Iterator<Item = &Self> {
        std::iter::once(self).chain(&self.joined)
    }
}

/// What people are judged by: the profiles, and the outbreak areas beside them.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'a> {
    /// The profiles; those not in force on a day have no effect on it.
    pub profiles: &'a [DiseaseProfile],
    /// The outbreak areas of every disease.
    pub areas: &'a Areas,
}

/// The result of an assessment.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Standing {
    /// The state: the worst any reason leads to.
    pub state: State,
    /// Every reason, worst first; empty when clear.
    pub reasons: Vec<Reason>,
    /// The instant at which anything of it changes by itself, if it does: when to assess anew. What people are told
    /// of its end is [`Standing::until`].
    pub changes_at: Option<Timestamp>,
}

/// A standing from an instant on, until the next one begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Segment {
    /// From when.
    pub from: Timestamp,
    /// The standing from then.
    pub standing: Standing,
}

/// Assesses a person at `now` (which carries the site's time zone) under the rules given. Profiles not in
/// force on that day have no effect. O(facts × profiles).
pub fn assess(facts: &Facts, rules: Rules<'_>, now: &Zoned) -> Standing {
    let today = now.date();
    let mut reasons = Vec::new();
    let mut changes = Vec::new();
    for profile in rules.profiles {
        if let Some(change) = next_switch(profile, now) {
            changes.push(change);
        }
        if profile.in_force(today) {
            for facts in facts.strands() {
                let case = Case { facts, profile, now };
                case.declared_today(&mut reasons, &mut changes);
                case.unwell(&mut reasons);
                case.exposed(rules.areas, &mut reasons);
                case.took_back(rules.areas, &mut reasons);
                case.listed(&mut reasons);
            }
        }
    }
    reasons.sort_by(|a, b| b.state.cmp(&a.state).then_with(|| order(a).cmp(&order(b))));
    reasons.dedup();
    let state = reasons
        .iter()
        .map(|reason| reason.state)
        .max()
        .unwrap_or_default();
    changes.extend(reasons.iter().filter_map(|reason| reason.until));
    let changes_at = changes.into_iter().filter(|at| *at > now.timestamp()).min();
    Standing {
        state,
        reasons,
        changes_at,
    }
}

/// Standings from `now` until `horizon`, so that a gate without a line judges on its own: at most 64 segments.
pub fn forecast(facts: &Facts, rules: Rules<'_>, now: &Zoned, horizon: Timestamp) -> Vec<Segment> {
    let mut segments: Vec<Segment> = Vec::new();
    let mut at = now.clone();
    while segments.len() < 64 {
        let standing = assess(facts, rules, &at);
        let next = standing.changes_at;
        if segments
            .last()
            .is_none_or(|last| differs(&last.standing, &standing))
        {
            segments.push(Segment {
                from: at.timestamp(),
                standing,
            });
        }
        match next {
            Some(next) if next <= horizon => at = next.to_zoned(now.time_zone().clone()),
            _ => break,
        }
    }
    segments
}

/// The standing a forecast gives for an instant; before its first segment the first one holds.
pub fn standing_at(forecast: &[Segment], now: Timestamp) -> Option<&Standing> {
    forecast
        .iter()
        .rev()
        .find(|segment| segment.from <= now)
        .or_else(|| forecast.first())
        .map(|s| &s.standing)
}

fn differs(a: &Standing, b: &Standing) -> bool {
    a.state != b.state || a.reasons != b.reasons
}

/// One order for reasons of the same state, whatever order the facts came in: what is graver first.
fn order(reason: &Reason) -> (u8, String) {
    let rank = match reason.cause {
        Cause::Hit { .. } => 0,
        Cause::Fever { .. } => 1,
        Cause::Symptom { .. } => 2,
        Cause::Area { .. } => 3,
        Cause::Contact { .. } => 4,
        Cause::Place { .. } => 5,
        Cause::TakenBack { .. } => 6,
        Cause::NoDeclaration => 7,
    };
    (
        rank,
        format!("{:?}{:?}{}", reason.cause, reason.until, reason.rule),
    )
}

/// Midnight at the start of a profile's first day, or after its last, whichever comes next.
fn next_switch(profile: &DiseaseProfile, now: &Zoned) -> Option<Timestamp> {
    let first = Some(profile.from);
    let after = profile.to.and_then(|last| last.tomorrow().ok());
    [first, after]
        .into_iter()
        .flatten()
        .filter(|day| *day > now.date())
        .min()
        .and_then(|day| start_of(day, now.time_zone()))
}

fn start_of(day: Date, zone: &TimeZone) -> Option<Timestamp> {
    day.to_zoned(zone.clone()).ok().map(|at| at.timestamp())
}

/// One person under one profile at one instant.
struct Case<'a> {
    facts: &'a Facts,
    profile: &'a DiseaseProfile,
    now: &'a Zoned,
}

impl Case<'_> {
    fn reason(&self, cause: Cause, state: State, until: Option<Timestamp>) -> Reason {
        let rule = format!("{}/{}", self.profile.code, self.profile.version);
        Reason {
            cause,
            state,
            until,
            rule,
        }
    }

    /// Whoever has to declare each day is held until they do; having done so holds good until midnight.
    fn declared_today(&self, reasons: &mut Vec<Reason>, changes: &mut Vec<Timestamp>) {
        if !self.profile.daily_declaration {
            return;
        }
        let today = self.now.date();
        if self
            .facts
            .declarations
            .iter()
            .any(|fact| fact.stands() && fact.day == today)
        {
            changes.extend(
                today
                    .tomorrow()
                    .ok()
                    .and_then(|day| start_of(day, self.now.time_zone())),
            );
        } else {
            // A declaration that already speaks for a later day lifts this as that day begins.
            let later = self
                .facts
                .declarations
                .iter()
                .filter(|fact| fact.stands() && fact.day > today);
            let until = later
                .map(|fact| fact.day)
                .min()
                .and_then(|day| start_of(day, self.now.time_zone()));
            reasons.push(self.reason(Cause::NoDeclaration, State::Hold, until));
        }
    }

    /// Stays in outbreak areas, trips from or to one, and contacts lead to observation, where the disease passes between
    /// people. Told again, the last day counts.
    fn exposed(&self, areas: &Areas, reasons: &mut Vec<Reason>) {
        if !self.profile.observes_contacts() {
            return;
        }
        for met in self.exposures(areas, self.facts.declarations.iter().filter(|fact| fact.stands())) {
            self.observe(met.cause, met.state, met.last_day, reasons);
        }
    }

    /// What versions of declarations tell of outbreak areas and contacts.
    fn exposures<'f>(
        &self,
        areas: &Areas,
        told: impl Iterator<Item = &'f DeclarationFact> + Clone,
    ) -> Vec<Met> {
        let answers = told.clone().map(|fact| &fact.answers);
        let mut met = areas.met(&self.profile.code, self.profile.area_effect, answers);
        let contact = told.filter_map(|fact| fact.answers.contact).max();
        met.extend(contact.map(|last_day| Met {
            cause: Cause::Contact { last_day },
            state: self.profile.contact_effect,
            last_day,
        }));
        met
    }

    fn observe(&self, cause: Cause, state: State, last_day: Date, reasons: &mut Vec<Reason>) {
        // The observation days are those after the last exposure; it ends as the last of them ends.
        let end = last_day
            .checked_add(Span::new().days(self.profile.observation_days + 1))
            .ok()
            .and_then(|day| start_of(day, self.now.time_zone()));
        if state > State::Clear && end.is_none_or(|end| end > self.now.timestamp()) {
            reasons.push(self.reason(cause, state, end));
        }
    }

    fn listed(&self, reasons: &mut Vec<Reason>) {
        for hit in self
            .facts
            .hits
            .iter()
            .filter(|hit| hit.expires_at > self.now.timestamp())
        {
            let state = self.profile.category_effect(hit.category);
            // A hit under another name may be a mistyped line: it holds and asks, it never bars.
            let state = if hit.name_agrees {
                state
            } else {
                state.min(State::Hold)
            };
            if state > State::Clear {
                let cause = Cause::Hit {
                    hit: hit.id,
                    category: hit.category,
                };
                reasons.push(self.reason(cause, state, Some(hit.expires_at)));
            }
        }
    }
}
