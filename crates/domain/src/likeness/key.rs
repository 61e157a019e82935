//! Under what records that may be one person meet: each record has a few keys, two that [`super::rank`] finds worth
//! showing share at least one, and so a newcomer is compared with those few alone. A key is hashed before it is kept.
//!
//! A number that passes its check is told apart from one that has none: between two of the former names and days of
//! birth say nothing, so they never meet by them.

use jiff::civil::Date;

use super::{Traits, checked};
use crate::name::{Name, normal};
use crate::pinyin::of_normal;

/// One key, as it stands with a record and as it is asked for.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    text: String,
}

/// The keys of one record: under which it is kept, and under which those are found whom it may be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keys {
    /// Under which it is kept.
    pub kept: Vec<Key>,
    /// Under which others are looked for.
    pub asked: Vec<Key>,
    /// Its phone's, which is among both: it stays when the phone changes, and many may share it.
    pub phone: Option<Key>,
}

impl Key {
    /// What is hashed. It is personal, and never kept in clear.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

/// Ways to read a whole name that are told apart. A name of more is known by its usual reading alone.
const READINGS: usize = 16;

/// The keys of a record. About eight for a name of three characters: its phone, its number, the day of birth with the
/// sound of the first and of the last character, and the sound of the whole with the year and with the day of the
/// year.
pub fn keys(traits: &Traits<'_>) -> Keys {
    let mut of_person = vec![format!("number {}", traits.document.lasting())];
    if let Some(born) = traits.birth_date {
        of_person.extend(name_and_birth(traits.name, born));
    }
    let phone = traits.phone.map(|phone| Key {
        text: format!("phone {}", phone.as_str()),
    });
    let of_class = |class: &str| -> Vec<Key> {
        let of_class = of_person.iter().map(|text| Key {
            text: format!("{class} {text}"),
        });
        of_class.chain(phone.clone()).collect()
    };
    let (kept, mut asked) = if checked(traits.document) {
        (of_class("checked"), of_class("unchecked"))
    } else {
        let kept = of_class("unchecked");
        let asked = kept.iter().cloned().chain(of_class("checked")).collect();
        (kept, asked)
    };
    asked.sort_unstable();
    asked.dedup();
    Keys { kept, asked, phone }
}

/// Near names of the same birth begin or end with the same sound; names that sound the same throughout share it with
/// half of the date, whichever digit of it is off.
fn name_and_birth(name: &Name, born: Date) -> Vec<String> {
    let form = name.normal();
    let sounds: Vec<Vec<String>> = of_normal(&form)
        .into_iter()
        .zip(form.chars())
        .map(|(readings, character)| sounds(readings, character))
        .collect();
    let mut keys = Vec::new();
    for (place, readings) in [("first", sounds.first()), ("last", sounds.last())] {
        keys.extend(
            readings
                .into_iter()
                .flatten()
                .map(|sound| format!("born {born} {place} {sound}")),
        );
    }
    let mut wholes = spoken(&sounds);
    if let Some(parts) = sorted_parts(name) {
        wholes.push(parts);
    }
    for whole in wholes {
        keys.push(format!("year {} {whole}", born.year()));
        keys.push(format!("day {} {whole}", born.strftime("%m%d")));
    }
    keys
}

fn sounds(readings: Vec<String>, character: char) -> Vec<String> {
    if readings.is_empty() {
        vec![character.to_string()]
    } else {
        readings
    }
}

/// How a name can sound, in every way or, where there are too many, in the usual one.
fn spoken(sounds: &[Vec<String>]) -> Vec<String> {
    let mut ways = vec![String::new()];
    for readings in sounds {
        ways = ways
            .iter()
            .flat_map(|way| readings.iter().map(move |reading| format!("{way}{reading}")))
            .collect();
        if ways.len() > READINGS {
            return vec![
                sounds
                    .iter()
                    .filter_map(|readings| readings.first())
                    .cloned()
                    .collect(),
            ];
        }
    }
    ways
}

/// The parts of a name of several, whatever order they are written in.
fn sorted_parts(name: &Name) -> Option<String> {
    let mut parts: Vec<String> = name.parts().map(normal).collect();
    parts.sort_unstable();
    (parts.len() > 1).then(|| parts.join(" "))
}
