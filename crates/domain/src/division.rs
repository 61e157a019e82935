//! Administrative divisions (GB/T 2260 and the statistical codes below it): one code, five levels.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;
use utoipa::ToSchema;

mod known;

/// A division's code in its shortest form: 2 digits a province, 4 a city, 6 a county or district, 9 a town or
/// street, 12 a community. Containment is a prefix of digits, so `4406` holds `440605011`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(try_from = "String", into = "String")]
#[schema(value_type = String, example = "440605011")]
pub struct Division(String);

/// What is wrong with a division code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a division code has 2, 4, 6, 9 or 12 digits")]
pub struct NotADivision;

impl Division {
    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Whether there is such a division: a province, city or county of the list that people pick from, or a town
    /// or community that lies in one. Below counties the list has towns only where a city has no counties.
    pub fn is_known(&self) -> bool {
        known::contains(&self.0)
            || [6, 9]
                .iter()
                .any(|level| self.0.get(..*level).is_some_and(known::contains))
    }

    /// The provinces and cities that a text names as people write them (武汉, 湖北黄冈, 广州南站), or whose code it is.
    /// A name may stand for more than the place that was meant: each is a place that it may be.
    pub fn named_in(text: &str) -> Vec<Division> {
        if let Ok(division) = text.parse() {
            return vec![division];
        }
        known::named_in(text).map(|code| Self(code.to_owned())).collect()
    }

    /// Whether `other` is this division or lies in it.
    pub fn contains(&self, other: &Division) -> bool {
        other.0.starts_with(&self.0)
    }

    /// The district (6 digits) this lies in, if it is that small.
    pub fn district(&self) -> Option<Division> {
        self.0.get(..6).map(|digits| Self(digits.to_owned()))
    }

    /// The town or street (9 digits) this lies in, if it is that small.
    pub fn town(&self) -> Option<Division> {
        self.0.get(..9).map(|digits| Self(digits.to_owned()))
    }
}

impl FromStr for Division {
    type Err = NotADivision;

    /// Accepts padded codes (`440000`, `440605000000`) and shortens them to the level they name.
    fn from_str(text: &str) -> Result<Self, NotADivision> {
        let text = text.trim();
        if !text.bytes().all(|b| b.is_ascii_digit()) || !matches!(text.len(), 2 | 4 | 6 | 9 | 12) {
            return Err(NotADivision);
        }
        let mut digits = text;
        for (level, tail) in [(9, "000"), (6, "000"), (4, "00"), (2, "00")] {
            if digits.len() > level && digits[level..] == *tail {
                digits = &digits[..level];
            }
        }
        if digits.starts_with("00") {
            return Err(NotADivision);
        }
        Ok(Self(digits.to_owned()))
    }
}

impl TryFrom<String> for Division {
    type Error = NotADivision;
    fn try_from(text: String) -> Result<Self, NotADivision> {
        text.parse()
    }
}

impl From<Division> for String {
    fn from(division: Division) -> Self {
        division.0
    }
}

impl fmt::Display for Division {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn division(text: &str) -> Division {
        text.parse().unwrap()
    }

    #[test]
    fn padded_codes_are_shortened_to_the_level_they_name() {
        for (typed, short) in [
            ("420000", "42"),
            ("420100", "4201"),
            ("440605", "440605"),
            ("440605011", "440605011"),
            ("440605011000", "440605011"),
            ("440605000000", "440605"),
            ("440605011001", "440605011001"),
        ] {
            assert_eq!(division(typed).as_str(), short, "{typed}");
        }
    }

    #[test]
    fn a_division_contains_itself_and_what_lies_in_it() {
        assert!(division("42").contains(&division("420106")));
        assert!(division("440605011").contains(&division("440605011")));
        assert!(!division("440605011").contains(&division("440605")));
        assert!(!division("4406").contains(&division("440705")));
    }

    #[test]
    fn divisions_are_known_by_the_list_and_towns_by_where_they_lie() {
        for code in [
            "42",
            "4201",
            "420106",
            "440605011",
            "440605011001",
            "441900003",
            "71",
            "81",
        ] {
            assert!(division(code).is_known(), "{code}");
        }
        for code in ["99", "4299", "429999", "999999011", "441900999"] {
            assert!(!division(code).is_known(), "{code}");
        }
    }

    #[test]
    fn what_is_no_code_is_refused() {
        for text in ["", "4", "44060", "44o605", "000000", "佛山"] {
            assert_eq!(text.parse::<Division>(), Err(NotADivision), "{text}");
        }
    }
}
