//! Free text that people read: one rule for every name, address and reason that someone types.
//!
//! What is taken looks the same to everyone who reads it later: nothing invisible, nothing that turns the
//! direction of what stands beside it, one form for the same characters. It knows no field and says no words.

use std::ops::RangeInclusive;

use thiserror::Error;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// Why a text is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NotReadable {
    /// Nothing, or fewer characters than are needed.
    #[error("the text is too short")]
    Short,
    /// More characters than there is room for.
    #[error("the text is too long")]
    Long,
    /// Control characters, characters that are not seen, or ones that turn the direction of writing.
    #[error("the text has characters that cannot be seen")]
    Hidden,
    /// Begins as a formula does: a spreadsheet would execute it.
    #[error("the text begins like a formula")]
    Formula,
}

/// Takes one line: trimmed, in Unicode's normal form C, with as many characters (not bytes) as `length` says.
pub fn line(text: &str, length: RangeInclusive<usize>) -> Result<String, NotReadable> {
    taken(text, length, false)
}

/// Takes a text of several lines; otherwise as [`line`].
pub fn note(text: &str, length: RangeInclusive<usize>) -> Result<String, NotReadable> {
    taken(&text.replace("\r\n", "\n"), length, true)
}

/// Takes a line that names something and will stand in a cell of a spreadsheet: it does not begin like a formula.
pub fn label(text: &str, length: RangeInclusive<usize>) -> Result<String, NotReadable> {
    let text = line(text, length)?;
    if begins_formula(&text) {
        return Err(NotReadable::Formula);
    }
    Ok(text)
}

/// Whether a spreadsheet may take this for a formula, by its first character: those of OWASP's page on CSV
/// injection, with their full-width forms.
pub fn begins_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠'])
}

fn taken(text: &str, length: RangeInclusive<usize>, several_lines: bool) -> Result<String, NotReadable> {
    let text: String = text
        .trim_matches(|c: char| c.is_whitespace() || is_hidden(c) && !c.is_control())
        .nfc()
        .collect();
    let characters: Vec<char> = text.chars().collect();
    if characters.len() < *length.start() {
        return Err(NotReadable::Short);
    }
    if characters.len() > *length.end() {
        return Err(NotReadable::Long);
    }
    let seen = |place: usize| {
        let c = characters[place];
        let before = place.checked_sub(1).map(|place| characters[place]);
        let after = characters.get(place + 1).copied();
        match c {
            '\n' => several_lines,
            '\u{200d}' => joins(before, after),
            '\u{fe0f}' => before.is_some_and(is_picture),
            '\u{180b}'..='\u{180f}' => before.is_some_and(|c| matches!(c, '\u{1820}'..='\u{18aa}')),
            '\u{e0100}'..='\u{e01ef}' => before.is_some_and(is_ideograph),
            _ => !is_hidden(c),
        }
    };
    if (0..characters.len()).all(seen) {
        Ok(text)
    } else {
        Err(NotReadable::Hidden)
    }
}

/// A zero-width joiner means something after a virama (RFC 5892, appendix A.2) and between the parts of a picture.
fn joins(before: Option<char>, after: Option<char>) -> bool {
    const VIRAMA: u8 = 9;
    let Some(before) = before else { return false };
    canonical_combining_class(before) == VIRAMA
        || (is_picture(before) || before == '\u{fe0f}') && after.is_some_and(is_picture)
}

fn is_picture(c: char) -> bool {
    matches!(c, '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}')
}

fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Control characters, Unicode's default-ignorable code points, its bidirectional controls, blanks that are no
/// white space, and code points that are no characters.
fn is_hidden(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{70f}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
            | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{2800}' | '\u{3164}' | '\u{fdd0}'..='\u{fdef}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}' | '\u{fff0}'..='\u{fffb}'
            | '\u{1bca0}'..='\u{1bca3}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
        || u32::from(c) & 0xfffe == 0xfffe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_trimmed_counted_in_characters_and_brought_to_one_form() {
        assert_eq!(line("\u{feff} 南门\u{200b}\n", 1..=2).as_deref(), Ok("南门"));
        assert_eq!(line("Nguye\u{302}\u{303}n", 1..=6).as_deref(), Ok("Nguyễn"));
        assert_eq!(line("  ", 1..=60), Err(NotReadable::Short));
        assert_eq!(line("南门口", 1..=2), Err(NotReadable::Long));
        assert_eq!(line("", 0..=2).as_deref(), Ok(""));
    }

    #[test]
    fn what_nobody_sees_is_not_taken() {
        for hidden in [
            "东\0门",
            "东\n门",
            "东\t门",
            "东\u{202e}门",
            "东\u{2066}门",
            "东\u{200b}门",
            "东\u{200d}门",
            "东\u{ad}门",
            "东\u{fe0f}门",
            "东\u{3164}门",
            "东\u{e0041}门",
            "东\u{ffff}门",
            "\0",
        ] {
            assert_eq!(line(hidden, 1..=60), Err(NotReadable::Hidden), "{hidden:?}");
        }
    }

    #[test]
    fn joiners_and_selectors_are_taken_where_they_mean_something() {
        for meant in [
            "क्\u{200d}ष",
            "👷\u{200d}♀\u{fe0f} 一班",
            "葛\u{e0100}城",
            "👩\u{200d}🔧",
            "ᠨ\u{180e}ᠠ",
        ] {
            assert_eq!(line(meant, 1..=60).as_deref(), Ok(meant));
        }
    }

    #[test]
    fn a_note_has_several_lines_and_a_label_is_no_formula() {
        assert_eq!(note("送医\r\n已复测", 1..=60).as_deref(), Ok("送医\n已复测"));
        assert_eq!(note("送医\u{85}复测", 1..=60), Err(NotReadable::Hidden));
        for formula in ["=1+1", "+1", "-1", "@x", " ＝1"] {
            assert_eq!(label(formula, 1..=60), Err(NotReadable::Formula), "{formula}");
        }
        assert_eq!(label("1-2 号门", 1..=60).as_deref(), Ok("1-2 号门"));
    }
}
