//! Dormitories: which building and room, how many may sleep there, and who slept there on which nights. Exposure in
//! one room is traced by it.
//!
//! Knows rooms and nights; nothing of health.

use std::fmt;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use thiserror::Error;
use utoipa::ToSchema;

use crate::document::folded;
use crate::id::PersonId;
use crate::language::Words;

/// At most this many may live in one room of a site's dormitory (JGJ 146-2013, on living areas of sites).
pub const MOST_IN_A_ROOM: u16 = 16;

/// A room of a dormitory in its normal form: `3栋`, `3号楼`, `三幢` and `3#` are one building, `302室` and `302房`
/// one room.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
pub struct Room {
    building: String,
    room: String,
}

/// Why a room is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NotARoom {
    /// No building, or over 20 characters, or signs that no building has.
    #[error("not a building of a dormitory")]
    Building,
    /// No room, or over 20 characters, or signs that no room has.
    #[error("not a room")]
    Room,
}

impl NotARoom {
    /// What the person who typed it reads.
    pub fn words(self) -> Words {
        match self {
            Self::Building => Words::new("宿舍是哪一栋？比如：3栋", "Which building? For example: 3."),
            Self::Room => Words::new("住哪个房间？比如：302", "Which room? For example: 302."),
        }
    }
}

impl Room {
    /// Takes a building and a room as people write them.
    pub fn parse(building: &str, room: &str) -> Result<Self, NotARoom> {
        let building =
            place(building, &["号楼", "号", "栋", "幢", "座", "楼", "#"]).ok_or(NotARoom::Building)?;
        let room = place(room, &["号房", "号室", "号", "房间", "房", "室", "#"]).ok_or(NotARoom::Room)?;
        Ok(Self { building, room })
    }

    /// The building.
    pub fn building(&self) -> &str {
        &self.building
    }

    /// The room in it.
    pub fn room(&self) -> &str {
        &self.room
    }
}

impl fmt::Display for Room {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.building, self.room)
    }
}

/// What is left of a place's name when what such places are called is taken from its end; numbers in figures.
fn place(text: &str, called: &[&str]) -> Option<String> {
    let text = folded(text);
    let mut bare = text.as_str();
    while let Some(shorter) = called.iter().find_map(|end| bare.strip_suffix(end)) {
        bare = shorter;
    }
    let bare = figures(bare).unwrap_or_else(|| bare.to_owned());
    let belongs = |c: char| c.is_alphanumeric() || matches!(c, '#' | '/' | '.');
    let taken = (1..=20).contains(&bare.chars().count()) && bare.chars().all(belongs);
    (taken && bare.chars().any(char::is_alphanumeric)).then_some(bare)
}

/// 一 to 九十九 in figures, and what is in figures already without the zeros before it.
fn figures(text: &str) -> Option<String> {
    if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
        let bare = text.trim_start_matches('0');
        return Some(if bare.is_empty() { "0" } else { bare }.to_owned());
    }
    let digit = |c: &str| {
        "一二三四五六七八九"
            .chars()
            .position(|known| c.chars().eq([known]))
            .map(|at| at + 1)
    };
    let value = match text.split_once('十') {
        Some((tens, ones)) => {
            let tens = if tens.is_empty() { 1 } else { digit(tens)? };
            tens * 10 + if ones.is_empty() { 0 } else { digit(ones)? }
        }
        None => digit(text)?,
    };
    Some(value.to_string())
}

/// Nights that a person slept in a room: from the night that begins on `from` to the one before `to`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Lodging {
    /// Who.
    pub person: PersonId,
    /// Where.
    pub room: Room,
    /// The day of moving in.
    pub from: Date,
    /// The day of moving out; none while they live there.
    pub to: Option<Date>,
}

impl Lodging {
    /// Whether the person slept there in the night that begins on this day.
    pub fn covers(&self, night: Date) -> bool {
        self.from <= night && self.to.is_none_or(|to| night < to)
    }

    /// The nights that two people slept in the same room: the first, and the day after the last (none: it goes on).
    /// None: never, or it is one person.
    pub fn shared(&self, other: &Self) -> Option<(Date, Option<Date>)> {
        if self.room != other.room || self.person == other.person {
            return None;
        }
        let from = self.from.max(other.from);
        let to = match (self.to, other.to) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        to.is_none_or(|to| from < to).then_some((from, to))
    }
}

/// What saying where someone lives changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Move {
    /// Nothing.
    Stays,
    /// They live in this room from a day on.
    In {
        /// Where.
        room: Room,
        /// The day of moving in.
        from: Date,
    },
    /// They live in the room they are in since another day.
    Since(Date),
    /// They live in none from a day on.
    Out {
        /// The day of moving out.
        on: Date,
    },
}

/// Why someone cannot have moved on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NotAMove {
    /// On this day they moved into the room they are in, or left the one before.
    #[error("before the last move")]
    BeforeTheLast(Date),
}

impl NotAMove {
    /// What the person who typed it reads.
    pub fn words(self) -> Words {
        let Self::BeforeTheLast(day) = self;
        Words::new(
            format!("不能早于上一次搬房的日子 {day}"),
            format!("Not before {day}, when they moved last."),
        )
    }
}

/// What saying that someone lives in this room from a day on changes; no room: in none. `lodgings` are where they lived
/// at the site, the last first.
pub fn moved(lodgings: &[Lodging], room: Option<Room>, day: Date) -> Result<Move, NotAMove> {
    let last = lodgings.first();
    let current = last.filter(|lodging| lodging.to.is_none());
    let not_before = |earliest: Option<Date>| match earliest {
        Some(earliest) if day < earliest => Err(NotAMove::BeforeTheLast(earliest)),
        _ => Ok(()),
    };
    match (current, room) {
        (None, None) => Ok(Move::Stays),
        (Some(current), Some(room)) if current.room == room => {
            not_before(lodgings.get(1).and_then(|before| before.to))?;
            Ok(if current.from == day {
                Move::Stays
            } else {
                Move::Since(day)
            })
        }
        (_, Some(room)) => {
            not_before(last.map(|last| last.to.unwrap_or(last.from)))?;
            Ok(Move::In { room, from: day })
        }
        (Some(current), None) => {
            not_before(Some(current.from))?;
            Ok(Move::Out { on: day })
        }
    }
}

/// How many slept in a room in the night that begins on this day, and whether that is more than it has beds for or
/// more than the rule allows.
pub fn crowding(lodgings: &[Lodging], room: &Room, beds: u16, night: Date) -> (usize, bool) {
    let mut people: Vec<PersonId> = lodgings
        .iter()
        .filter(|lodging| lodging.room == *room && lodging.covers(night))
        .map(|lodging| lodging.person)
        .collect();
    people.sort_unstable();
    people.dedup();
    (people.len(), people.len() > usize::from(beds.min(MOST_IN_A_ROOM)))
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;
    use uuid::Uuid;

    use super::*;

    fn lodging(person: u128, from: i8, to: Option<i8>) -> Lodging {
        Lodging {
            person: PersonId(Uuid::from_u128(person)),
            room: Room::parse("3栋", "302").unwrap(),
            from: date(2020, 2, from),
            to: to.map(|day| date(2020, 2, day)),
        }
    }

    #[test]
    fn a_room_is_one_however_it_is_written() {
        for (building, room) in [
            ("3栋", "302"),
            ("3号楼", "302室"),
            ("三幢", "302房"),
            ("３＃", " 0302 号房"),
            ("03座", "３０２"),
        ] {
            assert_eq!(
                Room::parse(building, room).unwrap().to_string(),
                "3-302",
                "{building} {room}"
            );
        }
        assert_eq!(Room::parse("二十一栋", "a座").unwrap().to_string(), "21-A座");
        assert_eq!(
            Room::parse("东区板房", "左二").unwrap().to_string(),
            "东区板房-左二"
        );
    }

    #[test]
    fn what_is_no_room_is_refused() {
        assert_eq!(Room::parse("栋", "302"), Err(NotARoom::Building));
        for room in ["", "=1+1", "##", "房"] {
            assert_eq!(Room::parse("3", room), Err(NotARoom::Room), "{room}");
        }
    }

    #[test]
    fn nights_are_shared_up_to_the_day_the_first_moves_out() {
        let (early, late) = (lodging(1, 1, Some(10)), lodging(2, 9, None));
        assert_eq!(
            early.shared(&late),
            Some((date(2020, 2, 9), Some(date(2020, 2, 10))))
        );
        assert_eq!(
            lodging(1, 1, Some(9)).shared(&late),
            None,
            "one left on the day the other came"
        );
        assert_eq!(late.shared(&lodging(3, 1, None)), Some((date(2020, 2, 9), None)));
        assert_eq!(late.shared(&late), None);
    }

    #[test]
    fn a_room_is_too_full_past_its_beds_or_past_sixteen() {
        let room = Room::parse("3", "302").unwrap();
        let people: Vec<_> = (0..17).map(|person| lodging(person, 1, None)).collect();
        let night = date(2020, 2, 2);
        assert_eq!(crowding(&people[..8], &room, 8, night), (8, false));
        assert_eq!(crowding(&people[..9], &room, 8, night), (9, true));
        assert_eq!(crowding(&people, &room, 20, night), (17, true));
        assert_eq!(crowding(&people, &room, 20, date(2020, 1, 31)), (0, false));
    }

    proptest! {
        #[test]
        fn shared_nights_are_those_that_each_of_both_covers(a in 1_i8..20, b in 0_i8..9, c in 1_i8..20, d in prop::option::of(0_i8..9)) {
            let (one, two) = (lodging(1, a, Some(a + b)), lodging(2, c, d.map(|d| c + d)));
            prop_assert_eq!(one.shared(&two), two.shared(&one));
            for day in 1..29 {
                let night = date(2020, 2, day);
                let shared = one.shared(&two).is_some_and(|(from, to)| from <= night && to.is_none_or(|to| night < to));
                prop_assert_eq!(shared, one.covers(night) && two.covers(night), "{}", night);
            }
        }

        #[test]
        fn a_normal_form_is_its_own(building in "\\PC{1,8}", room in "\\PC{1,8}") {
            if let Ok(one) = Room::parse(&building, &room) {
                let again = format!("{}栋", one.building());
                prop_assert_eq!(Room::parse(&again, &format!("{}房", one.room())), Ok(one));
            }
        }
    }
}
