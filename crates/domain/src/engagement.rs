//! A person's history of engagements: at which sites they were between which days (进退场).
//!
//! Knows sites and days; who the person is and what they did there is for others.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use thiserror::Error;
use utoipa::ToSchema;

use crate::id::SiteId;
use crate::language::Words;

/// One period of work at a site, from entry to exit; both days are worked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
pub struct Period {
    /// The first day.
    pub entry: Date,
    /// The last day; none while it goes on.
    pub exit: Option<Date>,
    /// Where.
    pub site: SiteId,
}

impl Period {
    /// Whether the person was engaged on this day.
    pub fn covers(&self, day: Date) -> bool {
        self.entry <= day && self.exit.is_none_or(|exit| day <= exit)
    }

    /// Whether the two lie over one another. Coming again on the day of leaving does not.
    fn overlaps(&self, other: &Self) -> bool {
        let before = |a: &Self, b: &Self| a.exit.is_some_and(|exit| exit <= b.entry);
        self == other || !before(self, other) && !before(other, self)
    }
}

/// Why an entry or exit cannot stand in a history.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum HistoryFault {
    /// The exit lies before the entry.
    #[error("the exit lies before the entry")]
    ExitBeforeEntry,
    /// The person is engaged at the site on some of these days already.
    #[error("engaged at this site on some of these days already")]
    Overlap,
    /// The person is not engaged at the site, so they cannot leave it.
    #[error("not engaged at this site")]
    NotEngaged,
}

impl HistoryFault {
    /// What the person who typed it reads.
    pub fn words(self) -> Words {
        match self {
            Self::ExitBeforeEntry => Words::new("退场日比进场日还早", "The exit lies before the entry."),
            Self::Overlap => Words::new(
                "这几天里这个人已经在这个场所了",
                "They are at this site on some of these days already.",
            ),
            Self::NotEngaged => Words::new("这个人现在不在这个场所", "They are not at this site now."),
        }
    }
}

/// A person's periods of work, in the order of their days. At one site they never overlap; at several sites they may,
/// for people work at several sites on one day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    periods: Vec<Period>,
}

impl History {
    /// A history of these periods, in whatever order they come.
    pub fn of(periods: impl IntoIterator<Item = Period>) -> Result<Self, HistoryFault> {
        let mut history = Self::default();
        for period in periods {
            history.add(period)?;
        }
        Ok(history)
    }

    /// Adds a period; on a fault nothing is changed.
    pub fn add(&mut self, period: Period) -> Result<(), HistoryFault> {
        if period.exit.is_some_and(|exit| exit < period.entry) {
            return Err(HistoryFault::ExitBeforeEntry);
        }
        let mut same_site = self.periods.iter().filter(|known| known.site == period.site);
        if same_site.any(|known| known.overlaps(&period)) {
            return Err(HistoryFault::Overlap);
        }
        let at = self.periods.partition_point(|known| known < &period);
        self.periods.insert(at, period);
        Ok(())
    }

    /// Entry at a site, first or again.
    pub fn enter(&mut self, site: SiteId, day: Date) -> Result<(), HistoryFault> {
        self.add(Period {
            entry: day,
            exit: None,
            site,
        })
    }

    /// Exit from a site with this day as the last. On a fault nothing is changed.
    pub fn leave(&mut self, site: SiteId, day: Date) -> Result<(), HistoryFault> {
        let open = self
            .periods
            .iter()
            .position(|period| period.site == site && period.exit.is_none());
        let at = open.ok_or(HistoryFault::NotEngaged)?;
        if day < self.periods[at].entry {
            return Err(HistoryFault::ExitBeforeEntry);
        }
        self.periods[at].exit = Some(day);
        self.periods.sort_unstable();
        Ok(())
    }

    /// The periods, by their first days.
    pub fn periods(&self) -> &[Period] {
        &self.periods
    }

    /// The sites at which the person was engaged on this day, each once.
    pub fn present_on(&self, day: Date) -> Vec<SiteId> {
        let begun = self.periods.partition_point(|period| period.entry <= day);
        let mut sites: Vec<SiteId> = self.periods[..begun]
            .iter()
            .filter(|period| period.covers(day))
            .map(|period| period.site)
            .collect();
        sites.sort_unstable();
        sites.dedup();
        sites
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::collection::vec;
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn site(number: u128) -> SiteId {
        SiteId(Uuid::from_u128(number))
    }

    fn day(day: i8) -> Date {
        date(2020, 2, day)
    }

    #[test]
    fn a_person_comes_leaves_and_comes_again_on_the_same_day() {
        let mut history = History::default();
        history.enter(site(1), day(1)).unwrap();
        history.leave(site(1), day(10)).unwrap();
        history.enter(site(1), day(10)).unwrap();
        assert_eq!(history.present_on(day(10)), [site(1)], "one site, once");
        assert_eq!(history.present_on(day(20)), [site(1)]);
        assert_eq!(history.periods().len(), 2);
    }

    #[test]
    fn several_sites_on_one_day_are_all_there() {
        let mut history = History::default();
        history.enter(site(2), day(1)).unwrap();
        history.enter(site(1), day(5)).unwrap();
        history.leave(site(2), day(5)).unwrap();
        assert_eq!(history.present_on(day(4)), [site(2)]);
        assert_eq!(history.present_on(day(5)), [site(1), site(2)]);
        assert_eq!(history.present_on(day(6)), [site(1)]);
        assert!(history.present_on(date(2020, 1, 31)).is_empty());
    }

    #[test]
    fn what_cannot_have_been_is_refused_and_changes_nothing() {
        let mut history = History::default();
        assert_eq!(history.leave(site(1), day(1)), Err(HistoryFault::NotEngaged));
        history.enter(site(1), day(10)).unwrap();
        let before = history.clone();
        assert_eq!(history.enter(site(1), day(12)), Err(HistoryFault::Overlap));
        assert_eq!(
            history.enter(site(1), day(2)),
            Err(HistoryFault::Overlap),
            "it would still go on"
        );
        assert_eq!(history.leave(site(1), day(9)), Err(HistoryFault::ExitBeforeEntry));
        assert_eq!(history, before);
        history.leave(site(1), day(10)).unwrap();
        assert_eq!(history.leave(site(1), day(11)), Err(HistoryFault::NotEngaged));
    }

    proptest! {
        #[test]
        fn whoever_is_there_on_a_day_is_so_by_a_period_and_periods_at_a_site_meet_in_a_day_at_most(
            periods in vec((1_i8..28, prop::option::of(0_i8..10), 0_u128..3), 0..12),
        ) {
            let mut history = History::default();
            let mut taken = Vec::new();
            for (entry, length, at) in periods {
                let exit = length.map(|length| day((entry + length).min(29)));
                let period = Period { entry: day(entry), exit, site: site(at) };
                if history.add(period).is_ok() {
                    taken.push(period);
                }
            }
            for on in 1..30 {
                let there = history.present_on(day(on));
                for at in 0..3 {
                    let expected = taken.iter().any(|period| period.site == site(at) && period.covers(day(on)));
                    prop_assert_eq!(there.contains(&site(at)), expected);
                }
            }
            for (at, one) in taken.iter().enumerate() {
                for two in taken[at + 1..].iter().filter(|two| two.site == one.site) {
                    let both = (1..30).filter(|on| one.covers(day(*on)) && two.covers(day(*on))).count();
                    prop_assert!(both <= 1, "{one:?} {two:?}");
                }
            }
            taken.reverse();
            prop_assert_eq!(History::of(taken), Ok(history), "in whatever order they come");
        }
    }
}
