//! Areas by daily counts: a division is one from the day on which new cases within some days reach a threshold.

use std::collections::BTreeMap;

use jiff::ToSpan;
use jiff::civil::Date;

/// When counts make an area.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CountRule {
    /// So many new cases,
    pub new_cases: u32,
    /// within so many days, the day itself among them.
    pub within_days: u16,
}

/// The spans of days on which a division's cumulative counts make it an area, by the last day counted. A day without a
/// count stands as the one before; what is revised downwards makes no new cases; before the first day there were none. A
/// span that reaches the last day counted has no end yet.
pub fn spans(counts: &BTreeMap<Date, u32>, rule: CountRule, counted_to: Date) -> Vec<(Date, Option<Date>)> {
    let mut spans: Vec<(Date, Option<Date>)> = Vec::new();
    let Some(first) = counts.keys().next() else {
        return spans;
    };
    let so_far = |day: Date| counts.range(..=day).next_back().map_or(0, |(_, count)| *count);
    let mut day = *first;
    while day <= counted_to {
        let before = day.saturating_sub(i64::from(rule.within_days).days());
        let reached = so_far(day).saturating_sub(so_far(before)) >= rule.new_cases;
        let begun = spans.last_mut().filter(|(_, end)| end.is_none());
        match (reached, begun) {
            (true, None) => spans.push((day, None)),
            (false, Some((_, end))) => *end = Some(day.saturating_sub(1.day())),
            _ => {}
        }
        let Ok(next) = day.tomorrow() else { break };
        day = next;
    }
    spans
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn spanned(counts: &[(i8, u32)], to: i8) -> Vec<(i8, Option<i8>)> {
        let counts = counts
            .iter()
            .map(|(day, count)| (date(2020, 2, *day), *count))
            .collect();
        let rule = CountRule {
            new_cases: 10,
            within_days: 3,
        };
        spans(&counts, rule, date(2020, 2, to))
            .into_iter()
            .map(|(from, to)| (from.day(), to.map(Date::day)))
            .collect()
    }

    #[test]
    fn a_division_is_an_area_while_new_cases_of_the_last_days_reach_the_threshold() {
        assert_eq!(
            spanned(&[(1, 2), (2, 5), (3, 11), (4, 12), (5, 13), (6, 14)], 6),
            [(3, Some(4))]
        );
        assert_eq!(spanned(&[(1, 2), (3, 12)], 3), [(3, None)]);
        assert_eq!(spanned(&[(1, 2), (2, 3)], 2), []);
        assert_eq!(spanned(&[], 2), []);
    }

    #[test]
    fn a_day_without_a_count_stands_as_the_day_before() {
        assert_eq!(spanned(&[(1, 10)], 8), [(1, Some(3))]);
        assert_eq!(spanned(&[(1, 10), (8, 20)], 8), [(1, Some(3)), (8, None)]);
    }

    #[test]
    fn counts_revised_downwards_make_no_cases() {
        assert_eq!(spanned(&[(1, 12), (2, 3), (3, 4)], 5), [(1, Some(1))]);
    }
}
