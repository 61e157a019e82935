//! People's names: as written for show, in one normal form for matching, and masked for a stranger's eyes.

use serde::{Deserialize, Serialize};
use thiserror::Error;
use utoipa::ToSchema;

use crate::text::{self, NotReadable};

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

    /// One form for matching: middle dots and blanks left out, full-width letters narrowed, Latin in upper
    /// case, private-use twins of rare characters replaced by the encoded character (GB 18030-2022).
    pub fn normal(&self) -> String {
        self.0
            .chars()
            .filter(|c| !c.is_whitespace() && !middle_dot(*c))
            .flat_map(|c| encoded(c).to_uppercase())
            .collect()
    }

    /// The name masked for the gate's screen and for lists: the first and last character stay, what is
    /// between becomes `*` (`王*国`); of two characters the first stays (`王*`).
    pub fn masked(&self) -> String {
        let characters: Vec<char> = self.0.chars().collect();
        match characters.as_slice() {
            [] | [_] => "*".to_owned(),
            [first, _] => format!("{first}*"),
            [first, .., last] => format!("{first}{}{last}", "*".repeat((characters.len() - 2).min(3))),
        }
    }
}

fn belongs(c: char) -> bool {
    letter(c) || c.is_whitespace() && !c.is_control() || middle_dot(c) || matches!(c, '\'' | '’' | '-' | '.')
}

fn letter(c: char) -> bool {
    c.is_alphabetic() || private_use(c)
}

fn private_use(c: char) -> bool {
    matches!(c, '\u{e000}'..='\u{f8ff}')
}

/// Middle dots of minority names, with the look-alikes that keyboards and old systems produce.
fn middle_dot(c: char) -> bool {
    matches!(
        c,
        '\u{b7}'
            | '\u{2022}'
            | '\u{2027}'
            | '\u{22c5}'
            | '\u{30fb}'
            | '\u{ff65}'
            | '\u{2219}'
            | '\u{387}'
            | '\u{16eb}'
            | '\u{25cf}'
    )
}

/// Narrows full-width Latin and replaces private-use code points of GBK-era systems by their Unicode
/// characters (the mappings of GB 18030-2005 that 2022 moved to encoded characters).
fn encoded(c: char) -> char {
    match c {
        '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}' => {
            char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c)
        }
        '\u{e81e}' => '\u{9fb4}',
        '\u{e826}' => '\u{9fb5}',
        '\u{e82b}' => '\u{9fb6}',
        '\u{e82c}' => '\u{9fb7}',
        '\u{e832}' => '\u{9fb8}',
        '\u{e843}' => '\u{9fb9}',
        '\u{e854}' => '\u{9fba}',
        '\u{e864}' => '\u{9fbb}',
        '\u{e863}' => '\u{4dae}',
        _ => c,
    }
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
