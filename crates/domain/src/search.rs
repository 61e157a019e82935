//! Finding a person in a list: by name, by pinyin or its initials, by the tail of the phone or of the document.
//!
//! Knows one person's keys and one query; which people are asked, and who may ask, is for others.

mod token;

use thiserror::Error;

use crate::document::{Document, folded};
use crate::language::Words;
use crate::name::{Name, normal};
use crate::phone::Phone;
use crate::pinyin;

pub use token::{MOST_TOKENS, Token};

/// What a person is found by, prepared once. Holds personal data: it is neither shown nor written anywhere.
#[derive(Clone, PartialEq, Eq)]
pub struct SearchKeys {
    /// The name's normal form in small letters.
    name: Box<str>,
    /// The parts of the name in the same form, each followed by a blank.
    parts: Box<str>,
    /// Each character's readings, divided by `,`; characters divided by a blank. Empty: some have none.
    readings: Box<str>,
    phone: Box<str>,
    document: Box<str>,
}

impl std::fmt::Debug for SearchKeys {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SearchKeys(…)")
    }
}

impl SearchKeys {
    /// The keys of a person.
    pub fn new(name: &Name, phone: Option<&Phone>, document: &Document) -> Self {
        let form = name.normal();
        let of_character = |mut readings: Vec<String>| {
            // GB/T 28039-2011 lets passports write YU for ü.
            if let Some(written) = readings.iter().find(|reading| reading.contains('v')) {
                let written = written.replace('v', "yu");
                readings.push(written);
            }
            readings.join(",")
        };
        let readings: Vec<String> = pinyin::of_normal(&form).into_iter().map(of_character).collect();
        Self {
            name: form.to_lowercase().into(),
            parts: name
                .parts()
                .map(|part| normal(part).to_lowercase() + " ")
                .collect::<String>()
                .into(),
            readings: readings.join(" ").into(),
            phone: phone.map_or("", Phone::as_str).into(),
            document: document.number().to_lowercase().into(),
        }
    }
}

/// Fewest digits of a phone or document that are looked for.
pub const SHORTEST_TAIL: usize = 3;

/// Most characters of a query.
pub const LONGEST_QUERY: usize = 60;

/// Why nothing is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NotAQuery {
    /// Nothing to look for was written.
    #[error("nothing to look for")]
    Empty,
    /// Fewer digits than 3, or one Latin letter alone: half the list would answer.
    #[error("at least three digits or two letters")]
    Short,
    /// Over 60 characters.
    #[error("over 60 characters")]
    Long,
}

impl NotAQuery {
    /// What the person who typed it reads.
    pub fn words(self) -> Words {
        match self {
            Self::Empty => Words::new("请写要找谁", "Say whom to look for."),
            Self::Short => Words::new(
                "写得太少：尾号至少3位，字母至少2个",
                "Too little to look for: at least 3 digits of a number, or 2 letters.",
            ),
            Self::Long => Words::new("写得太长：最多60个字", "Too long: 60 characters at most."),
        }
    }
}

/// What someone typed into the search: terms of which each must be found.
#[derive(Clone, PartialEq, Eq)]
pub struct Query {
    terms: Vec<Term>,
}

impl std::fmt::Debug for Query {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Query(…)")
    }
}

#[derive(Clone, PartialEq, Eq)]
enum Term {
    /// Characters of a name in normal form.
    Name(String),
    /// Small Latin letters: pinyin, initials, both mixed, or the beginning of a Latin name's part.
    Letters(String),
    /// The tail of a phone or document.
    Tail(String),
}

impl Query {
    /// Reads what was typed. Blanks divide terms, except within a number (`138 0000 0000`).
    pub fn parse(text: &str) -> Result<Self, NotAQuery> {
        if text.chars().count() > LONGEST_QUERY {
            return Err(NotAQuery::Long);
        }
        let number = |word: &str| {
            word.chars().any(|c| c.is_ascii_digit()) && word.chars().all(|c| c.is_ascii_alphanumeric())
        };
        let mut words: Vec<String> = text
            .split_whitespace()
            .map(|word| folded(word).to_lowercase())
            .filter(|word| !word.is_empty())
            .collect();
        if words.len() > 1 && words.iter().all(|word| number(word)) {
            words = vec![words.concat()];
        }
        let mut terms = Vec::with_capacity(words.len());
        for word in words {
            if number(&word) {
                if word.len() < SHORTEST_TAIL {
                    return Err(NotAQuery::Short);
                }
                terms.push(Term::Tail(word));
                continue;
            }
            let form = normal(&word).to_lowercase();
            if form.is_empty() {
                continue;
            }
            terms.push(if form.bytes().all(|b| b.is_ascii_lowercase()) {
                Term::Letters(form)
            } else {
                Term::Name(form)
            });
        }
        if terms.is_empty() {
            return Err(NotAQuery::Empty);
        }
        if terms.iter().all(|term| term.token().is_none()) {
            return Err(NotAQuery::Short);
        }
        Ok(Self { terms })
    }

    /// Whether these are the keys of someone who is looked for. Allocates nothing.
    pub fn matches(&self, keys: &SearchKeys) -> bool {
        self.terms.iter().all(|term| match term {
            Term::Name(form) => keys.name.contains(form.as_str()),
            Term::Tail(tail) => keys.phone.ends_with(tail.as_str()) || keys.document.ends_with(tail.as_str()),
            Term::Letters(letters) => {
                keys.name.starts_with(letters.as_str())
                    || keys
                        .parts
                        .split(' ')
                        .any(|part| part.starts_with(letters.as_str()))
                    || spells(letters.as_bytes(), &keys.readings)
            }
        })
    }
}

/// Whether letters spell characters one after another, from any character on: each by a whole reading or by its
/// initial (`zh`, `ch`, `sh` by one letter or two), the last by any beginning of a reading.
fn spells(letters: &[u8], readings: &str) -> bool {
    if letters.len() >= 64 {
        return false;
    }
    // Bit `n`: the first `n` letters are spelled by the characters up to here.
    let mut spelled: u64 = 0;
    for character in readings.split(' ') {
        let from = spelled | 1;
        spelled = 0;
        for reading in character
            .split(',')
            .map(str::as_bytes)
            .filter(|reading| !reading.is_empty())
        {
            let initial = if reading.len() > 1 && reading[1] == b'h' {
                2
            } else {
                1
            };
            let mut places = from;
            while places != 0 {
                let place = places.trailing_zeros() as usize;
                places &= places - 1;
                let rest = &letters[place..];
                let same = rest
                    .iter()
                    .zip(reading)
                    .take_while(|(typed, read)| alike(**typed, **read))
                    .count();
                if same == rest.len() {
                    return true;
                }
                if same >= 1 {
                    spelled |= 1 << (place + 1);
                }
                if same >= initial {
                    spelled |= 1 << (place + initial);
                }
                if same == reading.len() {
                    spelled |= 1 << (place + same);
                }
            }
        }
    }
    false
}

/// Keyboards write ü as v, and people as u.
fn alike(typed: u8, read: u8) -> bool {
    typed == read || read == b'v' && typed == b'u'
}

#[cfg(test)]
mod tests;
