//! Outbreak areas: places with a level over a span of days, as their sources named them. Which effect a level has is
//! said by the disease profile; what of it a person met, by [`meeting`].

use std::collections::{BTreeMap, HashMap};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::division::Division;
use crate::id::AreaId;
use crate::language::Words;
use crate::standing::State;

pub mod counts;
mod meeting;
mod whereabouts;

pub use meeting::Met;
pub use whereabouts::{Whereabouts, unread};

/// How grave an outbreak area is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// 低风险.
    Low,
    /// 中风险.
    Medium,
    /// 高风险.
    High,
}

impl Level {
    /// Every level, gravest first.
    pub const ALL: [Self; 3] = [Self::High, Self::Medium, Self::Low];

    /// The word used in tables and on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }

    /// Reads a level from its word or from the Chinese that lists use.
    pub fn named(text: &str) -> Option<Self> {
        let text = text.trim().trim_end_matches("地区").trim_end_matches("区");
        match text {
            "高" | "高风险" => Some(Self::High),
            "中" | "中风险" => Some(Self::Medium),
            "低" | "低风险" => Some(Self::Low),
            _ => Self::ALL
                .into_iter()
                .find(|level| level.word() == text.to_ascii_lowercase()),
        }
    }

    /// What staff read.
    pub fn words(self) -> Words {
        match self {
            Self::Low => Words::new("低风险", "low"),
            Self::Medium => Words::new("中风险", "medium"),
            Self::High => Words::new("高风险", "high"),
        }
    }
}

/// The effect on standing of having been in an area, by its level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct AreaEffect {
    /// Of a low level.
    pub low: State,
    /// Of a medium level.
    pub medium: State,
    /// Of a high level.
    pub high: State,
}

impl AreaEffect {
    /// The gravest of the three.
    pub fn gravest(self) -> State {
        self.low.max(self.medium).max(self.high)
    }

    /// The effect of a level.
    pub fn of(self, level: Level) -> State {
        match level {
            Level::Low => self.low,
            Level::Medium => self.medium,
            Level::High => self.high,
        }
    }
}

/// An outbreak area.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutbreakArea {
    /// Which.
    pub id: AreaId,
    /// For which disease: the code of its profile.
    pub disease: String,
    /// As the source named it.
    pub name: String,
    /// The smallest division that is known to hold it; none where nothing of its name could be read.
    pub division: Option<Division>,
    /// Whether it is the whole of that division. Otherwise it is a part, and nobody can say who was in it.
    pub whole: bool,
    /// How grave.
    pub level: Level,
    /// The first day.
    pub from: Date,
    /// The last day; none while it stands.
    pub to: Option<Date>,
}

impl OutbreakArea {
    /// The last of these days on which it was an area; none where it was none on any of them.
    pub fn last_day_within(&self, from: Date, to: Date) -> Option<Date> {
        let last = self.to.map_or(to, |end| end.min(to));
        (from <= last && self.from <= last).then_some(last)
    }
}

/// What somebody found out of a text that names a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reading {
    /// It is this division, or lies in it (`whole`: it is all of it).
    In {
        /// Which.
        division: Division,
        /// Whether the text means all of it.
        whole: bool,
    },
    /// It lies in no division there is: abroad, or no place.
    Nowhere,
}

/// The form in which a text that names a place is compared: without blanks and marks, so that whoever wrote the same
/// is read the same.
pub fn place_key(text: &str) -> String {
    text.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

/// The areas that weigh, and how texts that nobody could read were read by a person.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Areas {
    all: Vec<OutbreakArea>,
    by_division: BTreeMap<Division, Vec<usize>>,
    readings: HashMap<String, Reading>,
}

impl Areas {
    /// These areas, and readings by [`place_key`].
    pub fn new(all: Vec<OutbreakArea>, readings: HashMap<String, Reading>) -> Self {
        let mut by_division: BTreeMap<Division, Vec<usize>> = BTreeMap::new();
        for (at, area) in all.iter().enumerate() {
            if let Some(division) = &area.division {
                by_division.entry(division.clone()).or_default().push(at);
            }
        }
        Self {
            all,
            by_division,
            readings,
        }
    }

    /// How a text was read by a person, if it was.
    pub fn reading(&self, text: &str) -> Option<&Reading> {
        if self.readings.is_empty() {
            return None;
        }
        self.readings.get(&place_key(text))
    }

    /// The areas that hold a place or lie in it.
    fn around<'a>(&'a self, place: &'a Division) -> impl Iterator<Item = &'a OutbreakArea> {
        let holding = place.levels().filter_map(|level| self.by_division.get(&level));
        let within = self
            .by_division
            .range(place.clone()..)
            .skip_while(move |(division, _)| *division == place)
            .take_while(move |(division, _)| place.contains(division));
        holding
            .chain(within.map(|(_, at)| at))
            .flatten()
            .map(|at| &self.all[*at])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_are_read_as_lists_write_them() {
        for (text, level) in [
            ("高风险区", Level::High),
            (" 中风险地区 ", Level::Medium),
            ("低", Level::Low),
            ("High", Level::High),
        ] {
            assert_eq!(Level::named(text), Some(level), "{text}");
        }
        assert_eq!(Level::named("红"), None);
    }

    #[test]
    fn a_text_is_compared_without_blanks_and_marks() {
        assert_eq!(place_key(" 龙  城-国际（北区） "), place_key("龙城国际北区"));
    }
}
