//! Cells: what stands in one place of a sheet, as typed, and whether it may be taken. Knows nothing of columns.

use domain::language::Words;

/// A cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Cell {
    /// What it says, trimmed. Of a formula: what the formula came to.
    pub(crate) text: String,
    pub(crate) kind: Kind,
}

/// Whether a cell's text is what a person typed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Kind {
    /// As typed.
    #[default]
    Plain,
    /// A formula, or text that a spreadsheet would take for one.
    Formula,
    /// A number too long for a spreadsheet, which has dropped its last digits.
    LostDigits,
    /// An error of the spreadsheet's own: `#N/A`.
    Failed,
}

/// The largest whole number of which a spreadsheet keeps every digit: it keeps 15.
const ALL_DIGITS: f64 = 1e15;

impl Cell {
    /// A cell of a text file, or a text cell of a workbook: trimmed, without the apostrophe by which spreadsheets
    /// mark text.
    pub(crate) fn of_text(text: &str) -> Self {
        let text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'));
        let text = text.strip_prefix('\'').unwrap_or(text);
        let kind = if formula(text) {
            Kind::Formula
        } else if scientific(text) {
            Kind::LostDigits
        } else {
            Kind::Plain
        };
        Self {
            text: text.to_owned(),
            kind,
        }
    }

    /// A number cell of a workbook: `13800000000`, never `1.38E+10`.
    pub(crate) fn of_number(number: f64) -> Self {
        Self {
            text: number.to_string(),
            kind: if number.abs() >= ALL_DIGITS {
                Kind::LostDigits
            } else {
                Kind::Plain
            },
        }
    }

    /// A cell whose text is not what was typed.
    pub(crate) fn marked(text: impl Into<String>, kind: Kind) -> Self {
        Self {
            text: text.into(),
            kind,
        }
    }

    pub(crate) fn is_blank(&self) -> bool {
        self.text.is_empty() && self.kind == Kind::Plain
    }

    /// Why the cell is not taken; none for one that is as typed. `name` is where it stands, as `C5`.
    pub(crate) fn refusal(&self, name: &str) -> Option<Words> {
        match self.kind {
            Kind::Plain => None,
            Kind::Formula => Some(Words::new(
                format!("{name} 是公式，请改成普通文字"),
                format!("{name} is a formula. Put plain text there."),
            )),
            Kind::LostDigits => Some(Words::new(
                format!(
                    "{name} 被表格变成了科学计数（像 4.5E+17），后几位丢了：先把这一列设成“文本”，再重新填号码"
                ),
                format!(
                    "{name} was turned into a number like 4.5E+17 and has lost its last digits: format the column as \
                     text, then type the number again."
                ),
            )),
            Kind::Failed => Some(Words::new(
                format!("{name} 是表格自己的错误（像 #N/A），请改成普通文字"),
                format!("{name} is an error of the spreadsheet (such as #N/A). Put plain text there."),
            )),
        }
    }
}

/// Where a cell stands, as spreadsheets say it: row 5 of the third column is `C5`. Columns count from 0.
pub(crate) fn name(column: usize, row: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.push(b'A' + ((rest - 1) % 26) as u8);
        rest = (rest - 1) / 26;
    }
    letters.reverse();
    format!("{}{row}", String::from_utf8_lossy(&letters))
}

/// Whether a spreadsheet would execute a text.
pub(crate) fn formula(text: &str) -> bool {
    match text.chars().next() {
        Some('=' | '@') => true,
        // A plus or minus before digits is a phone or a number, before anything else a formula.
        Some('+' | '-') => !text[1..]
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-')),
        _ => false,
    }
}

/// `4.50922E+17`: what a spreadsheet writes for a number with more digits than it shows.
fn scientific(text: &str) -> bool {
    let Some((number, power)) = text.split_once(['E', 'e']) else {
        return false;
    };
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let (whole, behind) = number.split_once('.').unwrap_or((number, "0"));
    digits(whole) && digits(behind) && power.strip_prefix('+').is_some_and(digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(text: &str) -> Kind {
        Cell::of_text(text).kind
    }

    #[test]
    fn what_a_spreadsheet_would_execute_is_a_formula_and_a_phone_is_not() {
        for text in ["=1+1", "@x", "+cmd|' /C calc'!A0", "-1+2", "'=1"] {
            assert_eq!(kind(text), Kind::Formula, "{text}");
        }
        for text in ["+86 138-0000-0000", "-", "-1", "王建国", ""] {
            assert_eq!(kind(text), Kind::Plain, "{text}");
        }
    }

    #[test]
    fn numbers_whose_last_digits_are_gone_are_known() {
        for text in ["4.50922E+17", "4.5e+17", "1E+15"] {
            assert_eq!(kind(text), Kind::LostDigits, "{text}");
        }
        for text in ["E12345678", "1E12", "AE+1", "1.5"] {
            assert_eq!(kind(text), Kind::Plain, "{text}");
        }
        assert_eq!(Cell::of_number(450_922_199_003_070_000.0).kind, Kind::LostDigits);
        assert_eq!(Cell::of_number(13_800_000_000.0), Cell::of_text("13800000000"));
        assert_eq!(Cell::of_number(20.0).text, "20");
    }

    #[test]
    fn cells_are_named_as_the_spreadsheet_names_them() {
        for (column, named) in [
            (0, "A5"),
            (2, "C5"),
            (25, "Z5"),
            (26, "AA5"),
            (701, "ZZ5"),
            (702, "AAA5"),
        ] {
            assert_eq!(name(column, 5), named);
        }
    }
}
