//! Text with separators, as spreadsheets save it: encoding, separator and quotes found, rows numbered as a
//! spreadsheet shows them. A quote without its partner is refused: what follows it would be swallowed unseen.

use domain::day::Epoch;
use encoding_rs::{Encoding, GB18030, UTF_8};

use crate::error::{Error, Result};
use crate::sheet::cell::Cell;
use crate::sheet::grid::{Format, Grid, Rows, unreadable};

/// Reads UTF-8 with or without a mark, UTF-16 with one, or GB 18030; separated by comma, semicolon or tab.
pub(crate) fn grid(bytes: &[u8]) -> Result<Grid> {
    let text = decoded(bytes)?.replace("\r\n", "\n").replace('\r', "\n");
    let (separator, text) = separated(&text);
    let mut reader = Reader {
        rest: text,
        separator,
        number: 0,
    };
    let mut rows = Rows::default();
    while let Some((number, cells)) = reader.row()? {
        rows.add(number, cells)?;
    }
    Ok(Grid {
        format: Format::Csv,
        epoch: Epoch::Year1900,
        rows: rows.done(),
    })
}

fn decoded(bytes: &[u8]) -> Result<String> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, damaged) = encoding.decode_without_bom_handling(&bytes[mark..]);
        return if damaged {
            Err(unreadable())
        } else {
            Ok(text.into_owned())
        };
    }
    for encoding in [UTF_8, GB18030] {
        let (text, damaged) = encoding.decode_without_bom_handling(bytes);
        if !damaged && !text.contains('\0') {
            return Ok(text.into_owned());
        }
    }
    Err(unreadable())
}

/// The separator: what a first line `sep=;` says (spreadsheets read it and do not show it as a row), else the one
/// that the first lines have most of. With it the text to read.
fn separated(text: &str) -> (char, &str) {
    let first = text.lines().next().unwrap_or_default();
    let told = first
        .trim_matches('"')
        .get(..4)
        .filter(|start| start.eq_ignore_ascii_case("sep="))
        .and_then(|_| first.trim_matches('"')[4..].chars().next());
    if let Some(separator) = told {
        return (separator, &text[(first.len() + 1).min(text.len())..]);
    }
    let head: Vec<&str> = text
        .lines()
        .filter(|line| !line.trim().is_empty())
        .take(20)
        .collect();
    let count = |separator: char| {
        head.iter()
            .map(|line| line.matches(separator).count())
            .sum::<usize>()
    };
    let most = [';', '\t', ',']
        .into_iter()
        .max_by_key(|separator| count(*separator))
        .unwrap_or(',');
    (most, text)
}

/// Columns that a spreadsheet can have; more in one line is no sheet.
const WIDEST: usize = 16_384;

struct Reader<'a> {
    rest: &'a str,
    separator: char,
    /// The row last read.
    number: usize,
}

impl Reader<'_> {
    fn row(&mut self) -> Result<Option<(usize, Vec<Cell>)>> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        self.number += 1;
        let mut cells = Vec::new();
        loop {
            let (cell, last) = self.cell()?;
            cells.push(cell);
            if cells.len() > WIDEST {
                return Err(unreadable());
            }
            if last {
                return Ok(Some((self.number, cells)));
            }
        }
    }

    /// The next cell, and whether it is the row's last.
    fn cell(&mut self) -> Result<(Cell, bool)> {
        let text = if let Some(quoted) = self.rest.strip_prefix('"') {
            let (text, after) = closed(quoted).ok_or_else(|| unclosed(self.number))?;
            self.rest = after;
            text
        } else {
            let ends = |c: char| c == self.separator || c == '\n';
            let end = self.rest.find(ends).unwrap_or(self.rest.len());
            let text = self.rest[..end].to_owned();
            self.rest = &self.rest[end..];
            text
        };
        let cell = Cell::of_text(&text);
        if let Some(rest) = self.rest.strip_prefix(self.separator) {
            self.rest = rest;
            return Ok((cell, false));
        }
        if let Some(rest) = self.rest.strip_prefix('\n') {
            self.rest = rest;
        } else if !self.rest.is_empty() {
            return Err(unclosed(self.number));
        }
        Ok((cell, true))
    }
}

/// The text up to the closing quote, and what follows it. Two quotes are one of the text.
fn closed(text: &str) -> Option<(String, &str)> {
    let mut said = String::new();
    let mut rest = text;
    loop {
        let at = rest.find('"')?;
        said.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        match rest.strip_prefix('"') {
            Some(after) => {
                said.push('"');
                rest = after;
            }
            None => return Some((said, rest)),
        }
    }
}

fn unclosed(row: usize) -> Error {
    Error::field(
        "file",
        format!("第 {row} 行的双引号没有配对，请用 Excel 重新另存为 CSV，或者直接传 .xlsx"),
        format!(
            "In row {row} a quotation mark has no partner. Save the CSV anew from the spreadsheet, or send .xlsx."
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(bytes: &[u8]) -> Vec<(usize, Vec<String>)> {
        let grid = grid(bytes).unwrap_or_else(|error| panic!("{error:?}"));
        grid.rows
            .into_iter()
            .map(|(number, cells)| (number, cells.into_iter().map(|cell| cell.text).collect()))
            .collect()
    }

    fn row(number: usize, cells: &[&str]) -> (usize, Vec<String>) {
        (number, cells.iter().map(|cell| (*cell).to_owned()).collect())
    }

    #[test]
    fn every_way_a_spreadsheet_saves_text_is_read() {
        let text = "姓名,身份证号\n王䶮,44\n";
        let gb = GB18030.encode(text).0.into_owned();
        let marked = format!("\u{feff}{text}").into_bytes();
        let utf16: Vec<u8> = format!("\u{feff}{}", text.replace(',', "\t"))
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        for bytes in [text.as_bytes(), &gb, &marked, &utf16] {
            assert_eq!(
                read(bytes),
                [row(1, &["姓名", "身份证号"]), row(2, &["王䶮", "44"])]
            );
        }
    }

    #[test]
    fn rows_are_numbered_as_the_spreadsheet_shows_them() {
        let text = "\r\n姓名,备注\r\n甲,\"两\n行\"\r\n\r\n,,\r\n乙,x";
        assert_eq!(
            read(text.as_bytes()),
            [
                row(2, &["姓名", "备注"]),
                row(3, &["甲", "两\n行"]),
                row(6, &["乙", "x"])
            ]
        );
    }

    #[test]
    fn a_line_that_names_the_separator_is_believed_and_is_no_row_of_data() {
        assert_eq!(read("sep=|\na,b|c,d\n".as_bytes()), [row(1, &["a,b", "c,d"])]);
        assert_eq!(read("\n\na;b,c;d\n".as_bytes()), [row(3, &["a", "b,c", "d"])]);
    }

    #[test]
    fn a_quote_without_its_partner_is_named_by_row() {
        for text in [
            "a,b\n1,\"open\n2,x\n",
            "a,b\n1,\"open\n2,\"x\"\n",
            "a,b\n1,\"x\"y\n",
        ] {
            match grid(text.as_bytes()) {
                Err(Error::Invalid(faults)) => assert!(faults[0].words.en.starts_with("In row 2"), "{text}"),
                other => panic!("{text}: {other:?}"),
            }
        }
        assert_eq!(read(b"a\n\"say \"\"x\"\"\"\n")[1], row(2, &["say \"x\""]));
        assert_eq!(read("a\n5\" pipe\n".as_bytes())[1], row(2, &["5\" pipe"]));
    }

    #[test]
    fn what_is_no_text_is_refused() {
        assert!(grid(&[0xff, 0x00, 0xff, 0x81]).is_err());
        assert!(grid(b"\0\x01\x02").is_err());
        assert_eq!(read(b""), []);
    }
}
