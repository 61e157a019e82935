//! People's names: as written for show, in one normal form for matching, and masked for a stranger's eyes.

mod twins;

use serde::{Deserialize, Serialize};
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;
use utoipa::ToSchema;

use crate::text::{self, NotReadable};
use twins::middle_dot;

/// A person's name as they write it, trimmed.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(try_from = "String", into = "String")]
#[schema(value_type = String, example = "阿卜杜拉·买买提")]
pub struct Name(String);

/// Why a name is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NotAName {
    /// Nothing was written.
    #[error("the name is empty")]
    Empty,
    /// More than 60 characters.
    #[error("the name is longer than 60 characters")]
    TooLong,
    /// Digits, control characters or signs that no name has; a leading `=`, `+`, `@` would also be a formula.
    #[error("the name has characters that no name has")]
    Characters,
}

const LONGEST: usize = 60;

impl Name {
    /// Takes a name as typed.
    pub fn parse(text: &str) -> Result<Self, NotAName> {
        let text = text::line(text, 1..=LONGEST).map_err(|why| match why {
            NotReadable::Short => NotAName::Empty,
            NotReadable::Long => NotAName::TooLong,
            NotReadable::Hidden | NotReadable::Formula => NotAName::Characters,
        })?;
        if !text.chars().all(belongs) || !text.chars().any(letter) {
            return Err(NotAName::Characters);
        }
        Ok(Self(text))
    }

    /// The name as written.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// One form for matching: middle dots, blanks, hyphens and apostrophes left out, Latin in upper case without
    /// accents (as the machine-readable lines of passports have it, ICAO 9303-3), full-width and compatibility
    /// characters (NFKC) and private-use twins of rare characters (GB 18030) replaced by what they stand for.
    pub fn normal(&self) -> String {
        normal(&self.0)
    }

    /// The name's parts as written: what stands between blanks, middle dots and hyphens.
    pub fn parts(&self) -> impl Iterator<Item = &str> {
        self.0
            .split(|c: char| c.is_whitespace() || middle_dot(c) || hyphen(c) || c == '.')
            .filter(|part| !part.is_empty())
    }

    /// The name masked for the gate's screen and for lists: the first and last character stay, what is
    /// between becomes `*` (`王*国`); of two characters the first stays (`王*`). Accents and variation selectors
    /// stay with their character.
    pub fn masked(&self) -> String {
        let starts: Vec<usize> = self
            .0
            .char_indices()
            .filter(|(_, c)| !attached(*c))
            .map(|(at, _)| at)
            .collect();
        match starts.as_slice() {
            [] | [_] => "*".to_owned(),
            [_, second] => format!("{}*", &self.0[..*second]),
            [_, second, .., last] => {
                let hidden = "*".repeat((starts.len() - 2).min(3));
                format!("{}{hidden}{}", &self.0[..*second], &self.0[*last..])
            }
        }
    }
}

/// The normal form of [`Name::normal`] of any text, for what is sought among names.
pub(crate) fn normal(text: &str) -> String {
    text.chars()
        .map(twins::meant)
        .nfkd()
        .map(twins::meant)
        .filter(|c| !matches!(c, '\u{300}'..='\u{36f}'))
        .map(letter_of)
        .filter(|c| letter(*c) && !apostrophe(*c) || is_combining_mark(*c) && !selector(*c))
        .flat_map(char::to_uppercase)
        .nfc()
        .collect()
}

/// Latin letters whose stroke is no accent to Unicode, as passports write them (ICAO 9303-3, section 6).
fn letter_of(c: char) -> char {
    match c {
        'Đ' | 'đ' | 'Ð' | 'ð' => 'D',
        'Ł' | 'ł' => 'L',
        'Ø' | 'ø' => 'O',
        'Ħ' | 'ħ' => 'H',
        'ı' => 'I',
        _ => c,
    }
}

fn belongs(c: char) -> bool {
    letter(c)
        || c.is_whitespace() && !c.is_control()
        || middle_dot(c)
        || hyphen(c)
        || apostrophe(c)
        || attached(c)
        || c == '.'
}

fn letter(c: char) -> bool {
    c.is_alphabetic() || private_use(c) || radical(c)
}

/// Radicals stand for characters in text that was taken out of PDF files.
fn radical(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{2fd5}')
}

fn private_use(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..='\u{ffffd}' | '\u{100000}'..='\u{10fffd}')
}

fn hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}' | '\u{ff0d}')
}

fn apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '\u{2bb}' | '\u{2bc}' | '`' | '\u{ff07}')
}

/// What belongs to the character before it: accents, vowel signs, joiners, and the selectors of a variant's shape.
fn attached(c: char) -> bool {
    is_combining_mark(c) || selector(c)
}

fn selector(c: char) -> bool {
    matches!(c, '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

impl TryFrom<String> for Name {
    type Error = NotAName;
    fn try_from(text: String) -> Result<Self, NotAName> {
        Self::parse(&text)
    }
}

impl From<Name> for String {
    fn from(name: Name) -> Self {
        name.0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn normal(text: &str) -> String {
        Name::parse(text).unwrap().normal()
    }

    #[test]
    fn middle_dots_and_their_look_alikes_match() {
        for dot in ['\u{b7}', '\u{2022}', '\u{2027}', '\u{30fb}', '\u{ff65}'] {
            assert_eq!(normal(&format!("阿卜杜拉{dot}买买提")), "阿卜杜拉买买提");
        }
    }

    #[test]
    fn rare_characters_and_their_private_use_twins_match() {
        assert_eq!(normal("王\u{e863}"), normal("王䶮"));
        assert_eq!(normal("李𬭎"), "李𬭎");
    }

    #[test]
    fn latin_names_match_whatever_their_case_and_width() {
        assert_eq!(normal("Nguyễn Văn An"), normal("NGUYỄN  VĂN AN"));
        assert_eq!(normal("Ｊｏｈｎ O'Neil"), normal("john o'neil"));
        assert_eq!(
            normal("Nguye\u{302}\u{303}n"),
            normal("Nguyễn"),
            "typed on another keyboard"
        );
    }

    #[test]
    fn a_passports_two_ways_of_writing_a_name_match() {
        for (seen, read_by_machine) in [
            ("Nguyễn Văn Đức", "NGUYEN VAN DUC"),
            ("Nguye\u{302}\u{303}n Va\u{306}n Đư\u{301}c", "NGUYEN VAN DUC"),
            ("Jean-Pierre O'Neil", "JEAN PIERRE ONEIL"),
            ("Łukasz Żółć", "LUKASZ ZOLC"),
        ] {
            assert_eq!(normal(seen), normal(read_by_machine), "{seen}");
        }
    }

    #[test]
    fn characters_that_look_the_same_match_and_others_do_not() {
        for (one, other) in [
            ("\u{2ee2}建国", "马建国"),
            ("\u{2f83}强", "自强"),
            ("\u{f9f4}强", "林强"),
            ("葛\u{e0100}城", "葛城"),
            ("王\u{f51c}", "王䶮"),
            ("阿卜杜拉.买买提", "阿卜杜拉·买买提"),
            ("阿卜杜拉．买买提", "阿卜杜拉· 买买提"),
        ] {
            assert_eq!(normal(one), normal(other), "{one}");
        }
        assert_ne!(normal("王\u{e863}"), normal("王\u{e862}"));
        assert_ne!(normal("于伟"), normal("於伟"));
        assert_ne!(normal("がく"), normal("かく"), "a voiced sign is no accent");
    }

    #[test]
    fn a_mark_stays_with_its_character_when_a_name_is_masked() {
        for (name, masked) in [
            ("葛\u{e0100}城", "葛\u{e0100}*"),
            ("Nguye\u{302}\u{303}", "N***ễ"),
            ("王𬭎", "王*"),
            ("𬭎", "*"),
        ] {
            assert_eq!(Name::parse(name).unwrap().masked(), masked);
        }
    }

    proptest! {
        #[test]
        fn a_normal_form_is_its_own_and_a_name_never_loses_all_of_it(text in "\\PC{1,20}") {
            if let Ok(name) = Name::parse(&text) {
                let once = name.normal();
                prop_assert_eq!(super::normal(&once), once.clone());
                prop_assert!(!name.masked().is_empty() && name.parts().count() > 0);
                prop_assert_eq!(Name::parse(name.as_str()), Ok(name));
            }
        }
    }

    #[test]
    fn a_masked_name_shows_its_ends() {
        for (name, masked) in [
            ("王建国", "王*国"),
            ("王伟", "王*"),
            ("欧阳建国", "欧**国"),
            ("阿卜杜拉·买买提", "阿***提"),
        ] {
            assert_eq!(Name::parse(name).unwrap().masked(), masked);
        }
    }

    #[test]
    fn what_is_no_name_is_refused() {
        for (text, why) in [
            ("  ", NotAName::Empty),
            ("=1+1", NotAName::Characters),
            ("张3", NotAName::Characters),
            ("···", NotAName::Characters),
            ("王\u{3164}伟", NotAName::Characters),
            ("王\u{202e}伟", NotAName::Characters),
        ] {
            assert_eq!(Name::parse(text), Err(why), "{text}");
        }
        assert_eq!(Name::parse(&"王".repeat(61)), Err(NotAName::TooLong));
    }
}
