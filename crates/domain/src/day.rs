//! Days as people and spreadsheets write them. One reader for every form and file; what could be two days is
//! refused rather than guessed.

use jiff::Span;
use jiff::civil::{Date, date};
use thiserror::Error;

/// From where a spreadsheet counts its days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Epoch {
    /// Day 1 is 1 January 1900, and a 29 February 1900 that never was is counted (ECMA-376, 18.17.4.1).
    #[default]
    Year1900,
    /// Day 0 is 1 January 1904: workbooks that began on a Macintosh.
    Year1904,
}

/// Why a text is not taken as a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NotADay {
    /// Nothing was written.
    #[error("no day is written")]
    Empty,
    /// It may be two different days: `2/3/2020`, or a year of two digits.
    #[error("may be more than one day: the year comes first and has four digits")]
    Ambiguous,
    /// The form is a day's, and the calendar has no such day.
    #[error("the calendar has no such day")]
    NotInCalendar,
    /// Anything else.
    #[error("not written as a day")]
    Form,
}

/// Days before this one are a slip: nobody alive was born earlier.
const FIRST: Date = date(1900, 1, 1);
/// Days after this one are a slip as well.
const LAST: Date = date(2100, 12, 31);

/// English months by their first three letters.
const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// Reads a day: `2020-02-17`, `2020.2.17`, `2020/2/17`, `2020年2月17日`, `20200217`, `17 Feb 2020`, each with or
/// without a time behind it, or the five digits of a spreadsheet's own count. Full-width digits are taken.
pub fn parse(text: &str, epoch: Epoch) -> Result<Date, NotADay> {
    let text = narrowed(text);
    let text = without_time(text.trim());
    if text.is_empty() {
        return Err(NotADay::Empty);
    }
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return digits(text, epoch);
    }
    if !text
        .chars()
        .all(|c| c.is_alphanumeric() || SEPARATORS.contains(&c) || c.is_whitespace())
    {
        return Err(NotADay::Form);
    }
    let parts = parts(text);
    match parts.as_slice() {
        [Part::Number(a), Part::Number(b), Part::Number(c)] => numbers(*a, *b, *c),
        [Part::Month(month), Part::Number(day), Part::Number(year)] => named_month(*year, *month, *day),
        [Part::Number(a), Part::Month(month), Part::Number(b)] => {
            let (year, day) = if a.1 == 4 { (a, b) } else { (b, a) };
            named_month(*year, *month, *day)
        }
        _ => Err(NotADay::Form),
    }
}

/// The day of a spreadsheet's count; what is behind the point is the time of day.
pub fn counted(days: f64, epoch: Epoch) -> Result<Date, NotADay> {
    if !days.is_finite() || !(0.0..100_000.0).contains(&days) {
        return Err(NotADay::Form);
    }
    let whole = days as i64;
    let (zero, days) = match epoch {
        Epoch::Year1904 => (date(1904, 1, 1), whole),
        Epoch::Year1900 if whole == 60 => return Err(NotADay::NotInCalendar),
        Epoch::Year1900 if whole < 60 => (date(1899, 12, 31), whole),
        Epoch::Year1900 => (date(1899, 12, 30), whole),
    };
    zero.checked_add(Span::new().days(days))
        .map_err(|_| NotADay::NotInCalendar)
        .and_then(plausible)
}

const SEPARATORS: [char; 8] = ['.', '/', '-', '年', '月', '日', '号', ','];

enum Part {
    /// A number with the count of its digits.
    Number((i16, usize)),
    Month(i8),
}

fn parts(text: &str) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let end = |same: fn(char) -> bool| rest.find(|c| !same(c)).unwrap_or(rest.len());
        let length = if first.is_ascii_digit() {
            let length = end(|c| c.is_ascii_digit());
            // Five digits and more are no year, month or day.
            let number = rest[..length].parse().unwrap_or(i16::MAX);
            parts.push(Part::Number((number, length)));
            length
        } else if first.is_ascii_alphabetic() {
            let length = end(|c| c.is_ascii_alphabetic());
            let word = rest[..length].to_ascii_lowercase();
            let month = MONTHS
                .iter()
                .position(|month| length >= 3 && word.starts_with(month));
            parts.push(Part::Month(month.map_or(0, |at| at as i8 + 1)));
            length
        } else {
            first.len_utf8()
        };
        rest = &rest[length..];
    }
    parts
}

fn numbers(a: (i16, usize), b: (i16, usize), c: (i16, usize)) -> Result<Date, NotADay> {
    if a.1 == 4 {
        return calendar(a, b, c);
    }
    if c.1 != 4 {
        // Neither end is a year of four digits: 20/2/17.
        return Err(if a.1 <= 2 && b.1 <= 2 && c.1 <= 2 {
            NotADay::Ambiguous
        } else {
            NotADay::Form
        });
    }
    // The year at the end: day first in most of the world, month first in some. Only what reads one way is taken.
    match (calendar(c, b, a), calendar(c, a, b)) {
        (Ok(one), Ok(other)) if one != other => Err(NotADay::Ambiguous),
        (Ok(day), _) | (_, Ok(day)) => Ok(day),
        (Err(why), _) => Err(why),
    }
}

fn named_month(year: (i16, usize), month: i8, day: (i16, usize)) -> Result<Date, NotADay> {
    if month == 0 {
        return Err(NotADay::Form);
    }
    if year.1 != 4 {
        return Err(NotADay::Ambiguous);
    }
    calendar(year, (i16::from(month), 2), day)
}

fn calendar(year: (i16, usize), month: (i16, usize), day: (i16, usize)) -> Result<Date, NotADay> {
    if month.1 > 2 || day.1 > 2 {
        return Err(NotADay::Form);
    }
    Date::new(year.0, month.0 as i8, day.0 as i8)
        .map_err(|_| NotADay::NotInCalendar)
        .and_then(plausible)
}

fn digits(text: &str, epoch: Epoch) -> Result<Date, NotADay> {
    let number = |part: &str| (part.parse().unwrap_or(i16::MAX), part.len());
    match text.len() {
        8 => calendar(number(&text[..4]), number(&text[4..6]), number(&text[6..])),
        // From 1927 on. Four digits are a year, six leave open where the year is.
        5 => counted(text.parse().map_err(|_| NotADay::Form)?, epoch),
        6 => Err(NotADay::Ambiguous),
        _ => Err(NotADay::Form),
    }
}

fn plausible(day: Date) -> Result<Date, NotADay> {
    if (FIRST..=LAST).contains(&day) {
        Ok(day)
    } else {
        Err(NotADay::NotInCalendar)
    }
}

/// Full-width digits and points as ASCII.
fn narrowed(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            '。' => '.',
            '—' | '–' | '−' => '-',
            _ => c,
        })
        .collect()
}

/// The text without a time of day behind it: `2020/2/17 0:00:00`, `2020-02-17T08:30`.
fn without_time(text: &str) -> &str {
    let Some(colon) = text.find(':') else { return text };
    let hour = text[..colon].trim_end_matches(|c: char| c.is_ascii_digit());
    let clock = &text[hour.len()..];
    let of_a_clock = |c: char| c.is_ascii_digit() || matches!(c, ':' | '.' | ' ' | 'Z' | 'A' | 'P' | 'M');
    if colon == hour.len() || !clock.chars().all(of_a_clock) {
        return text;
    }
    hour.strip_suffix('T').unwrap_or(hour).trim_end()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Date, NotADay> {
        parse(text, Epoch::Year1900)
    }

    #[test]
    fn a_day_is_taken_as_people_type_it() {
        for text in [
            "2020-02-17",
            "2020-2-17",
            "2020.2.17",
            "2020. 2. 17",
            "2020/2/17",
            "2020年2月17日",
            "2020 年 2 月 17 号",
            "20200217",
            "２０２０．２．１７",
            "2020。2。17",
            "2020/2/17 0:00:00",
            "2020-02-17 8:30 AM",
            "2020-02-17T08:30:00Z",
            "17 Feb 2020",
            "17-Feb-2020",
            "2020 Feb 17",
            "February 17, 2020",
            "17/2/2020",
            "2/17/2020",
            "43878",
        ] {
            assert_eq!(read(text), Ok(date(2020, 2, 17)), "{text}");
        }
        assert_eq!(
            read("2/2/2020"),
            Ok(date(2020, 2, 2)),
            "one day whichever way it is read"
        );
    }

    #[test]
    fn what_may_be_two_days_is_refused() {
        for text in ["2/3/2020", "02.03.2020", "20/2/17", "200217", "17-Feb-20"] {
            assert_eq!(read(text), Err(NotADay::Ambiguous), "{text}");
        }
    }

    #[test]
    fn what_is_no_day_is_refused() {
        for (text, why) in [
            ("", NotADay::Empty),
            (" \u{3000}", NotADay::Empty),
            ("2020-02-30", NotADay::NotInCalendar),
            ("20190229", NotADay::NotInCalendar),
            ("2020-13-01", NotADay::NotInCalendar),
            ("1899-12-31", NotADay::NotInCalendar),
            ("2020", NotADay::Form),
            ("2020年2月", NotADay::Form),
            ("2020+2+17", NotADay::Form),
            ("三月", NotADay::Form),
            ("17 Foo 2020", NotADay::Form),
            ("440605199003070010", NotADay::Form),
        ] {
            assert_eq!(read(text), Err(why), "{text}");
        }
    }

    #[test]
    fn both_counts_of_spreadsheets_are_known() {
        for (days, epoch, day) in [
            (1.0, Epoch::Year1900, date(1900, 1, 1)),
            (59.0, Epoch::Year1900, date(1900, 2, 28)),
            (61.0, Epoch::Year1900, date(1900, 3, 1)),
            (43_878.75, Epoch::Year1900, date(2020, 2, 17)),
            (0.0, Epoch::Year1904, date(1904, 1, 1)),
            (42_416.0, Epoch::Year1904, date(2020, 2, 17)),
        ] {
            assert_eq!(counted(days, epoch), Ok(day));
        }
        assert_eq!(counted(60.0, Epoch::Year1900), Err(NotADay::NotInCalendar));
        for nonsense in [-1.0, f64::NAN, f64::INFINITY, 1e18] {
            assert_eq!(counted(nonsense, Epoch::Year1900), Err(NotADay::Form));
        }
    }
}
