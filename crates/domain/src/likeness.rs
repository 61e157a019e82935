//! Whether two people in the register may be one: the evidence, for a person to look at side by side. Never a verdict,
//! and nothing follows from it by itself.
//!
//! Knows what two records say; who may see both, and what merging does, is for others.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::document::Document;
use crate::id::PersonId;
use crate::language::Words;
use crate::name::Name;
use crate::phone::Phone;
use crate::pinyin::sound_alike;

mod key;

pub use key::{Key, Keys, keys};

/// What is compared of a person.
#[derive(Clone, Copy, Debug)]
pub struct Traits<'a> {
    /// Who.
    pub person: PersonId,
    /// Their name.
    pub name: &'a Name,
    /// Their day of birth, if known.
    pub birth_date: Option<Date>,
    /// Their document.
    pub document: &'a Document,
    /// Their phone, if known.
    pub phone: Option<&'a Phone>,
}

/// How near two names are; nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum NameLikeness {
    /// The same in their normal form.
    Same,
    /// The same parts in another order, as Latin names are written.
    Swapped,
    /// Other characters that can be read alike.
    Homophone,
    /// One character differs, or of Latin names one is missing. Of two characters only names that sound alike are
    /// near: a surname and another given name is no likeness.
    OneCharacter,
}

/// How near two days of birth are; nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum BirthLikeness {
    /// The same.
    Same,
    /// Day and month changed about.
    Swapped,
    /// One digit differs.
    OneDigit,
}

/// How near two document numbers are; nearest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum NumberLikeness {
    /// The same number under another kind of document.
    OtherKind,
    /// Two neighbouring characters changed about.
    Transposed,
    /// One character differs (beside the check digit).
    OneOff,
}

/// One thing that speaks for two records being one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
pub enum Evidence {
    /// Their faces were found alike when one was enrolled.
    Face,
    /// Their document numbers are the same or nearly so.
    Number {
        /// How near.
        number: NumberLikeness,
    },
    /// Their names and days of birth are the same or nearly so.
    NameAndBirth {
        /// How near the names are.
        name: NameLikeness,
        /// How near the days of birth are.
        birth: BirthLikeness,
    },
    /// They have the same phone.
    Phone,
    /// One has, or had, a phone that the other had before.
    FormerPhone,
}

/// What was found of two records elsewhere than in what they say now.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Met {
    /// Their faces were found alike when one was enrolled.
    pub faces: bool,
    /// They had the same phone at one time or another.
    pub phones: bool,
}

impl Evidence {
    /// Which kind it is, as it is written down.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Face => "face",
            Self::Number { .. } => "number",
            Self::NameAndBirth { .. } => "name_and_birth",
            Self::Phone => "phone",
            Self::FormerPhone => "former_phone",
        }
    }

    /// What the person who decides reads. Carries no name, number or day.
    pub fn words(self) -> Words {
        match self {
            Self::Face => Words::new("录入时人脸很像", "Their faces looked alike at enrolment."),
            Self::Phone => Words::new("手机号一样", "They have the same phone."),
            Self::FormerPhone => Words::new(
                "一个人的手机号，另一个人以前用过",
                "The phone of one was the other's before.",
            ),
            Self::Number { number } => match number {
                NumberLikeness::OtherKind => Words::new(
                    "证件号一样，证件类型不同",
                    "Same document number, another kind of document.",
                ),
                NumberLikeness::Transposed => Words::new(
                    "证件号只有相邻两位颠倒",
                    "The document numbers differ by two neighbouring characters changed about.",
                ),
                NumberLikeness::OneOff => {
                    Words::new("证件号只差一位", "The document numbers differ in one character.")
                }
            },
            Self::NameAndBirth { name, birth } => {
                let (name, birth) = (name.words(), birth.words());
                Words::new(
                    format!("{}，{}", name.zh, birth.zh),
                    format!("{}; {}.", name.en, birth.en),
                )
            }
        }
    }
}

impl NameLikeness {
    fn words(self) -> Words {
        match self {
            Self::Same => Words::new("姓名一样", "Same name"),
            Self::Swapped => Words::new("姓名只是前后顺序不同", "Same name in another order"),
            Self::Homophone => Words::new("姓名同音", "Names that sound the same"),
            Self::OneCharacter => Words::new("姓名只差一个字", "Names that differ in one character"),
        }
    }

    /// How near two names are. None: not near.
    pub fn between(one: &Name, other: &Name) -> Option<Self> {
        let (a, b) = (one.normal(), other.normal());
        if a == b {
            return Some(Self::Same);
        }
        let parts = |name: &Name| {
            let mut parts: Vec<String> = name.parts().map(crate::name::normal).collect();
            parts.sort_unstable();
            parts
        };
        if parts(one) == parts(other) {
            return Some(Self::Swapped);
        }
        if sound_alike(&a, &b) {
            return Some(Self::Homophone);
        }
        let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
        one_character_apart(&a, &b).then_some(Self::OneCharacter)
    }
}

/// Fewest characters of names that may differ in one.
const SHORTEST_TO_DIFFER: usize = 3;
/// Fewest letters of the longer of two names of which one may lack a letter.
const SHORTEST_TO_LACK: usize = 6;

fn one_character_apart(a: &[char], b: &[char]) -> bool {
    let (short, long) = if a.len() <= b.len() { (a, b) } else { (b, a) };
    let differing = short.iter().zip(long).filter(|(a, b)| a != b).count();
    let latin = short.iter().chain(long).all(char::is_ascii_alphabetic);
    match long.len() - short.len() {
        0 => short.len() >= SHORTEST_TO_DIFFER && differing == 1,
        1 if latin && long.len() >= SHORTEST_TO_LACK => {
            let same = short.iter().zip(long).take_while(|(a, b)| a == b).count();
            short[same..] == long[same + 1..]
        }
        _ => false,
    }
}

impl BirthLikeness {
    fn words(self) -> Words {
        match self {
            Self::Same => Words::new("生日一样", "same day of birth"),
            Self::Swapped => Words::new("生日只是月日颠倒", "day and month of birth changed about"),
            Self::OneDigit => Words::new("生日只差一个数字", "days of birth that differ in one digit"),
        }
    }

    /// How near two days are. None: not near.
    pub fn between(one: Date, other: Date) -> Option<Self> {
        if one == other {
            return Some(Self::Same);
        }
        if one.year() == other.year() && (one.month(), one.day()) == (other.day(), other.month()) {
            return Some(Self::Swapped);
        }
        let digits = |day: Date| day.strftime("%Y%m%d").to_string().into_bytes();
        let differing = digits(one)
            .iter()
            .zip(digits(other))
            .filter(|(a, b)| **a != *b)
            .count();
        (differing == 1).then_some(Self::OneDigit)
    }
}

impl NumberLikeness {
    /// How near two documents' numbers are. None: not near, or the same document.
    pub fn between(one: &Document, other: &Document) -> Option<Self> {
        let (a, b) = (compared(one), compared(other));
        if a.len() != b.len() || a.len() < 7 {
            return None;
        }
        if one.kind() != other.kind() {
            return (one.number() == other.number()).then_some(Self::OtherKind);
        }
        let a: Vec<char> = a.chars().collect();
        let b: Vec<char> = b.chars().collect();
        if a.len() != b.len() {
            return None;
        }
        let places: Vec<usize> = (0..a.len()).filter(|place| a[*place] != b[*place]).collect();
        match places.as_slice() {
            [_] => Some(Self::OneOff),
            [first, second] if first + 1 == *second && (a[*first], a[*second]) == (b[*second], b[*first]) => {
                Some(Self::Transposed)
            }
            _ => None,
        }
    }
}

/// What is compared of a number: without the check digit, which differs whenever anything does.
fn compared(document: &Document) -> &str {
    let number = document.lasting();
    if document.birth_date().is_some() {
        &number[..17]
    } else {
        number
    }
}

/// What speaks for two people being one, strongest first; empty: nothing. It is the same whichever of the two comes
/// first, and nobody is like themself.
pub fn evidence(one: &Traits<'_>, other: &Traits<'_>, met: Met) -> Vec<Evidence> {
    if one.person == other.person {
        return Vec::new();
    }
    let mut found = Vec::new();
    if met.faces {
        found.push(Evidence::Face);
    }
    if let Some(number) = NumberLikeness::between(one.document, other.document) {
        found.push(Evidence::Number { number });
    }
    if let (Some(born), Some(other_born)) = (one.birth_date, other.birth_date)
        && let Some(birth) = BirthLikeness::between(born, other_born)
        && let Some(name) = NameLikeness::between(one.name, other.name)
        && (birth == BirthLikeness::Same || name <= NameLikeness::Homophone)
    {
        found.push(Evidence::NameAndBirth { name, birth });
    }
    if one.phone.is_some() && one.phone == other.phone {
        found.push(Evidence::Phone);
    } else if met.phones {
        found.push(Evidence::FormerPhone);
    }
    found
}

/// Whether both are known by mainland numbers that pass their check, and by different ones: two numbers are two
/// people, unless one of them was written down wrongly, which only whoever looks at the card can say.
pub fn numbers_differ(one: &Document, other: &Document) -> bool {
    checked(one) && checked(other) && one.index_text() != other.index_text()
}

/// Whether a number carries a check digit and a day of birth.
fn checked(document: &Document) -> bool {
    document.birth_date().is_some()
}

/// What a person's attention is worth: the place of a pair in the list, lowest first. None: not worth showing. Between
/// two different checked numbers a near name, a near number and a day of birth (which the number holds) are chance, of
/// which a district of tens of thousands has hundreds; a face or a phone is not. A number that is nearly another says
/// nothing by itself.
pub fn rank(one: &Document, other: &Document, evidence: &[Evidence]) -> Option<i64> {
    let differ = numbers_differ(one, other);
    let weight = |evidence: &Evidence| match evidence {
        Evidence::Face => Some(0),
        Evidence::Number {
            number: NumberLikeness::OtherKind,
        } => Some(1),
        Evidence::NameAndBirth { .. } if !differ => Some(2),
        Evidence::Phone => Some(3),
        Evidence::FormerPhone => Some(4),
        Evidence::Number { .. } | Evidence::NameAndBirth { .. } => None,
    };
    let best = evidence.iter().filter_map(weight).min()?;
    Some(if differ { best + 10 } else { best })
}

#[cfg(test)]
mod tests;
