//! What an index of keyed hashes holds of a person, and the one thing of a query that is looked up in it.
//!
//! An index answers equality alone, so a person stands in it by the beginnings of everything that finds them, cut to a
//! few lengths; a query is looked up by the one term that narrows most, and [`Query::matches`] decides about the few
//! who are left. Whoever a query matches is among them: the tests hold the two against each other.

use std::collections::BTreeSet;

use super::{Query, SHORTEST_TAIL, SearchKeys, Term};

/// Letters that an index knows of a spelling: the longest that a query has. Six tell a surname and the next syllable,
/// so that a full name finds few others; one would find every fourth person, and tell whoever stole the index how
/// often each initial is there.
const LENGTHS: [usize; 3] = [2, 4, 6];

/// At most so many tokens of one person: some forty for a name of three characters that are read in two ways. A name
/// of dozens of characters is found by its beginnings.
pub const MOST_TOKENS: usize = 400;

/// A part of what a person is found by. Holds personal data: it is hashed under a key, never shown or written.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Token(String);

impl std::fmt::Debug for Token {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Token(…)")
    }
}

impl Token {
    /// What is hashed.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn name(characters: &[char]) -> Self {
        Self(format!("name {}", characters.iter().collect::<String>()))
    }

    fn letters(letters: &str) -> Self {
        Self(format!("letters {letters}"))
    }

    fn tail(tail: &str) -> Self {
        Self(format!("tail {}", last(tail)))
    }
}

impl SearchKeys {
    /// The tokens of a person, each once; no more than [`MOST_TOKENS`].
    pub fn tokens(&self) -> BTreeSet<Token> {
        let mut tokens = BTreeSet::new();
        for number in [&self.phone, &self.document] {
            if number.len() >= SHORTEST_TAIL {
                tokens.insert(Token::tail(number));
            }
        }
        let name: Vec<char> = self.name.chars().collect();
        for length in [2, 1] {
            // Latin letters are found by their beginnings below.
            let told = name
                .windows(length)
                .filter(|some| some.iter().any(|c| !c.is_ascii_lowercase()));
            tokens.extend(told.map(Token::name));
        }
        let readings = self.alternatives();
        for length in LENGTHS {
            let written = std::iter::once(&*self.name).chain(self.parts.split(' '));
            tokens.extend(written.filter_map(|text| beginning(text, length)));
            for first in 0..readings.len() {
                for token in spellings(&readings[first..], length) {
                    if tokens.len() == MOST_TOKENS {
                        return tokens;
                    }
                    tokens.insert(token);
                }
            }
        }
        tokens
    }

    /// The readings of each character, also as they are typed with u for ü.
    fn alternatives(&self) -> Vec<Vec<String>> {
        let of_character = |readings: &str| {
            let mut all: Vec<String> = Vec::new();
            for reading in readings.split(',').filter(|reading| !reading.is_empty()) {
                all.push(reading.to_owned());
                if reading.contains('v') {
                    all.push(reading.replace('v', "u"));
                }
            }
            all
        };
        self.readings.split(' ').map(of_character).collect()
    }
}

impl Query {
    /// What of this query an index is asked for: whoever matches it has this token. Tails are shared by fewest, a
    /// single character of a name or two letters by most.
    pub fn token(&self) -> Token {
        let tokens = self.terms.iter().filter_map(Term::token);
        let narrowest = tokens.min_by_key(|(breadth, _)| *breadth);
        narrowest.map_or_else(|| Token(String::new()), |(_, token)| token)
    }
}

impl Term {
    /// The token, with how wide it reaches: 0 reaches fewest. None: a single letter is looked up by nothing.
    pub(super) fn token(&self) -> Option<(u8, Token)> {
        match self {
            Self::Tail(tail) => Some((0, Token::tail(tail))),
            Self::Name(form) => {
                let characters: Vec<char> = form.chars().collect();
                let told = |some: &&[char]| some.iter().any(|c| !c.is_ascii_lowercase());
                if characters.len() == 1 {
                    return Some((4, Token::name(&characters)));
                }
                let pair = characters.windows(2).rfind(told)?;
                Some((2, Token::name(pair)))
            }
            Self::Letters(letters) => {
                let length = *LENGTHS.iter().rev().find(|length| **length <= letters.len())?;
                Some((7 - length as u8, Token::letters(&letters[..length])))
            }
        }
    }
}

/// The last three characters of a number, which are ASCII.
fn last(number: &str) -> &str {
    number
        .get(number.len().saturating_sub(SHORTEST_TAIL)..)
        .unwrap_or(number)
}

/// The first letters of a text, if they are Latin.
fn beginning(text: &str, length: usize) -> Option<Token> {
    let letters = text.get(..length)?;
    letters
        .bytes()
        .all(|b| b.is_ascii_lowercase())
        .then(|| Token::letters(letters))
}

/// Every way to type just so many letters that spell these characters from the first on: each by a whole reading or
/// its initial (`zh` by one letter or two), the last by any beginning of a reading.
fn spellings(characters: &[Vec<String>], length: usize) -> BTreeSet<Token> {
    let mut found = BTreeSet::new();
    let mut begun = BTreeSet::from([String::new()]);
    for readings in characters {
        let mut further = BTreeSet::new();
        for (before, reading) in begun
            .iter()
            .flat_map(|before| readings.iter().map(move |reading| (before, reading)))
        {
            let initial = if reading.as_bytes().get(1) == Some(&b'h') {
                2
            } else {
                1
            };
            let missing = length - before.len();
            if reading.len() >= missing {
                found.insert(Token::letters(&format!("{before}{}", &reading[..missing])));
            }
            for taken in [1, initial, reading.len()] {
                if taken < missing && further.len() < MOST_TOKENS {
                    further.insert(format!("{before}{}", &reading[..taken]));
                }
            }
        }
        begun = further;
    }
    found
}
