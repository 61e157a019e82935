//! Days read back: whatever the calendar has is read in each way of writing it, and nothing is read as another day.

use domain::day::{Epoch, counted, parse};
use jiff::civil::{Date, date};
use jiff::{Span, Unit};
use proptest::prelude::*;

fn any_day() -> impl Strategy<Value = Date> {
    (0_i64..73_000).prop_map(|days| {
        date(1900, 1, 1)
            .checked_add(Span::new().days(days))
            .expect("within the years that are taken")
    })
}

fn days_since(zero: Date, day: Date) -> i64 {
    let span = zero.until((Unit::Day, day)).expect("days");
    i64::from(span.get_days())
}

proptest! {
    #[test]
    fn each_way_of_writing_a_day_reads_as_that_day(day in any_day()) {
        let (year, month, of_month) = (day.year(), day.month(), day.day());
        for text in [
            day.to_string(),
            format!("{year}.{month}.{of_month}"),
            format!("{year}/{month:02}/{of_month:02} 0:00"),
            format!("{year}年{month}月{of_month}日"),
            format!("{year}{month:02}{of_month:02}"),
            day.strftime("%d %b %Y").to_string(),
        ] {
            prop_assert_eq!(parse(&text, Epoch::Year1900), Ok(day), "{}", text);
        }
    }

    #[test]
    fn a_year_at_the_end_is_read_right_or_not_at_all(day in any_day()) {
        for text in [day.strftime("%d/%m/%Y").to_string(), day.strftime("%m/%d/%Y").to_string()] {
            if let Ok(read) = parse(&text, Epoch::Year1900) {
                prop_assert_eq!(read, day, "{}", text);
            }
        }
    }

    #[test]
    fn a_spreadsheets_count_reads_as_its_day(day in any_day()) {
        if day >= date(1900, 3, 1) {
            let days = days_since(date(1899, 12, 30), day);
            prop_assert_eq!(counted(days as f64 + 0.5, Epoch::Year1900), Ok(day));
        }
        if day >= date(1931, 6, 1) {
            let days = days_since(date(1904, 1, 1), day);
            prop_assert_eq!(parse(&days.to_string(), Epoch::Year1904), Ok(day));
        }
    }

    #[test]
    fn no_text_whatever_makes_the_reader_fail(text in "\\PC{0,24}") {
        let _read = parse(&text, Epoch::Year1900);
    }

    #[test]
    fn what_is_read_was_written_with_its_year(text in "[0-9./年月日-]{4,12}") {
        if let Ok(day) = parse(&text, Epoch::Year1900)
            && !(text.len() == 5 && text.bytes().all(|b| b.is_ascii_digit()))
        {
            prop_assert!(text.contains(&day.year().to_string()), "{} as {}", text, day);
        }
    }
}
