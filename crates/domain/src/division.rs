//! Administrative divisions (GB/T 2260 and the statistical codes below it): one code, five levels.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;
use utoipa::ToSchema;

mod address;
mod below;
mod known;
mod naming;

pub use address::Address;

/// How many digits each level has.
const LEVELS: [usize; 5] = [2, 4, 6, 9, 12];

/// A division's code in its shortest form: 2 digits a province, 4 a city, 6 a county or district, 9 a town or
/// street, 12 a community. Containment is a prefix of digits, so `4406` holds `440605011`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(try_from = "String", into = "String")]
#[schema(value_type = String, example = "440605011")]
pub struct Division(String);

/// A division with its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    /// Which.
    pub division: Division,
    /// What it is called.
    pub name: &'static str,
}

/// What is wrong with a division code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a division code has 2, 4, 6, 9 or 12 digits")]
pub struct NotADivision;

impl Division {
    /// The digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Its name; none where the list has no such division.
    pub fn name(&self) -> Option<&'static str> {
        known::name(&self.0)
    }

    /// Whether there is such a division.
    pub fn is_known(&self) -> bool {
        self.name().is_some()
    }

    /// The provinces.
    pub fn provinces() -> Vec<Named> {
        named(known::under(""))
    }

    /// What lies directly in it, by code.
    pub fn under(&self) -> Vec<Named> {
        named(known::under(&self.0))
    }

    /// The divisions it lies in, from its province down to itself; empty where there is no such division.
    pub fn path(&self) -> Vec<Named> {
        if !self.is_known() {
            return Vec::new();
        }
        self.levels()
            .filter_map(|division| {
                let name = division.name()?;
                Some(Named { division, name })
            })
            .collect()
    }

    /// The codes it lies in, from its province down to itself.
    pub fn levels(&self) -> impl Iterator<Item = Division> + use<'_> {
        let codes = LEVELS.iter().filter_map(|level| self.0.get(..*level));
        codes.map(|code| Self(code.to_owned()))
    }

    /// Its name with those of what it lies in, as an address begins: 广东省佛山市南海区桂城街道. The code where the list has no
    /// such division.
    pub fn full_name(&self) -> String {
        self.name_from(0)
    }

    /// Its name with that of what it lies directly in: 佛山市南海区.
    pub fn title(&self) -> String {
        self.name_from(self.parts().len().saturating_sub(2))
    }

    /// What people call it in one word; the code where the list has no such division.
    pub fn name_or_code(&self) -> String {
        self.name().unwrap_or(&self.0).to_owned()
    }

    fn name_from(&self, level: usize) -> String {
        match self.parts().get(level..) {
            Some(parts) if !parts.is_empty() => parts.concat(),
            _ => self.0.clone(),
        }
    }

    /// The names of its path, without what only groups.
    fn parts(&self) -> Vec<&'static str> {
        let mut parts: Vec<&'static str> = Vec::new();
        for part in self.path() {
            // Dongguan's towns lie in a county of the city's own name.
            if !known::is_grouping(part.name) && parts.last() != Some(&part.name) {
                parts.push(part.name);
            }
        }
        parts
    }

    /// The provinces, cities and counties that a text may name as people write it (武汉, 湖北黄冈, 广州南站), or whose code it
    /// is. A name may stand for more than the place that was meant: each is a place that it may be.
    pub fn named_in(text: &str) -> Vec<Division> {
        if let Ok(division) = text.parse::<Self>()
            && division.is_known()
        {
            return vec![division];
        }
        naming::named_in(text)
            .into_iter()
            .map(|code| Self(code.to_owned()))
            .collect()
    }

    /// The smallest division that holds all of these; none where nothing does.
    pub fn holding(all: &[Division]) -> Option<Division> {
        let (first, others) = all.split_first()?;
        let levels: Vec<Division> = first.levels().collect();
        levels
            .into_iter()
            .rev()
            .find(|level| level.is_known() && others.iter().all(|other| level.contains(other)))
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

    /// Whether it is a town or street, and not what holds one or lies in one.
    pub fn is_town(&self) -> bool {
        self.0.len() == 9
    }

    /// Whether it is a community.
    pub fn is_community(&self) -> bool {
        self.0.len() == 12
    }
}

fn named(all: Vec<(String, &'static str)>) -> Vec<Named> {
    all.into_iter()
        .map(|(code, name)| Named {
            division: Division(code),
            name,
        })
        .collect()
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
    fn divisions_are_known_by_the_list_at_every_level() {
        for code in [
            "42",
            "4201",
            "420106",
            "440605011",
            "440605011001",
            "441900003",
            "71",
            "81",
            "82",
        ] {
            assert!(division(code).is_known(), "{code}");
        }
        for code in [
            "99",
            "4299",
            "429999",
            "440605999",
            "440605011999",
            "441900999",
            "999999011",
            "7101",
            "820101",
        ] {
            assert!(!division(code).is_known(), "{code}");
        }
    }

    #[test]
    fn codes_that_were_given_up_are_not_in_the_list() {
        // Laiwu became a part of Jinan in 2019, Hengshan a district of another code.
        for code in ["3712", "371202", "610823"] {
            assert!(!division(code).is_known(), "{code}");
            assert_eq!(division(code).full_name(), code);
        }
    }

    #[test]
    fn a_name_is_read_as_an_address_begins_without_what_only_groups() {
        for (code, name) in [
            ("81", "香港特别行政区"),
            ("110101", "北京市东城区"),
            ("440605011", "广东省佛山市南海区桂城街道"),
            ("441900003", "广东省东莞市东城街道"),
            ("429004", "湖北省仙桃市"),
        ] {
            assert_eq!(division(code).full_name(), name);
        }
    }

    #[test]
    fn what_is_no_code_is_refused() {
        for text in ["", "4", "44060", "44o605", "000000", "佛山"] {
            assert_eq!(text.parse::<Division>(), Err(NotADivision), "{text}");
        }
    }
}
