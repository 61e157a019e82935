//! What of the outbreak areas someone met. In doubt it is possible, and never that they were elsewhere.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::{AreaEffect, Areas, OutbreakArea, Whereabouts};
use crate::declaration::Answers;
use crate::reason::Cause;
use crate::standing::State;

/// Something met: why it counts, what it leads to, and the last day of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Met {
    /// Why.
    pub cause: Cause,
    /// What it leads to, for as long as observation lasts.
    pub state: State,
    /// The last day of it.
    pub last_day: Date,
}

/// One for each area that someone was in, for each place of theirs that may have been in one, and for each text that may
/// name one.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    In,
    Perhaps,
    Unread,
}

impl Areas {
    /// What these answers met of one disease's areas, where a level has an effect. A place is judged by the days it was an
    /// area: a stay that ended before it began, or began after it ended, meets nothing. Told again, the last day counts.
    pub fn met<'a>(
        &self,
        disease: &str,
        effect: AreaEffect,
        answers: impl Iterator<Item = &'a Answers>,
    ) -> Vec<Met> {
        let weighs = |area: &&OutbreakArea| area.disease == disease && effect.of(area.level) > State::Clear;
        if !self.all.iter().any(|area| weighs(&area)) {
            return Vec::new();
        }
        let mut last_days: BTreeMap<(Kind, String, State), Date> = BTreeMap::new();
        let mut add = |kind, said: &str, state, day: Date| {
            let last = last_days.entry((kind, said.to_owned(), state)).or_insert(day);
            *last = day.max(*last);
        };
        for place in answers.flat_map(|answers| Whereabouts::of(answers, self)) {
            let day_of = |area: &OutbreakArea| area.last_day_within(place.from, place.to);
            if place.divisions.is_empty() {
                let days = self.all.iter().filter(weighs).filter_map(day_of);
                if let Some(day) = days.max() {
                    add(Kind::Unread, &place.said, State::Hold, day);
                }
                continue;
            }
            let mut perhaps = None;
            let mut sure = None;
            let around = place.divisions.iter().flat_map(|division| self.around(division));
            for area in around.filter(weighs) {
                let Some(day) = day_of(area) else { continue };
                if was_in(&place, area) {
                    add(Kind::In, &area.name, effect.of(area.level), day);
                    sure = sure.max(Some(day));
                } else {
                    perhaps = perhaps.max(Some(day));
                }
            }
            // What is certain for as long says all that is to be said of the place.
            if let Some(day) = perhaps.filter(|day| sure.is_none_or(|sure| sure < *day)) {
                add(Kind::Perhaps, &place.said, State::Hold, day);
            }
        }
        last_days.into_iter().map(met).collect()
    }
}

/// Whether someone at a place was in an area for certain: the place is known, and lies in an area that is known to its
/// borders.
fn was_in(place: &Whereabouts, area: &OutbreakArea) -> bool {
    match (&place.divisions[..], &area.division) {
        ([place], Some(division)) => area.whole && division.contains(place),
        _ => false,
    }
}

fn met(((kind, said, state), last_day): ((Kind, String, State), Date)) -> Met {
    let cause = match kind {
        Kind::Unread => Cause::Place { said, last_day },
        kind => Cause::Area {
            place: said,
            last_day,
            certain: kind == Kind::In,
        },
    };
    Met {
        cause,
        state,
        last_day,
    }
}
