//! Sheets: rows of text as people send them from a spreadsheet, and the sheet of faulty rows they get back.
//!
//! Knows encodings, headers and faults, and nothing of what the columns mean.

use std::collections::HashMap;

use domain::language::{Language, Words};
use domain::text::begins_formula;

use crate::error::{Error, Result};

mod text;

/// Rows of one sheet at most.
pub const MOST_ROWS: usize = 100_000;

/// Columns of a sheet at most: an error sheet repeats them for each faulty row.
const MOST_COLUMNS: usize = 64;

/// A column that an import knows.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// The word by which rows are asked for it, and faults name it.
    pub field: &'static str,
    /// What its header may say, beside the word itself: lower case, without blanks.
    pub headers: &'static [&'static str],
    /// Whether a sheet without it is refused.
    pub required: bool,
}

/// A sheet that was read.
#[derive(Debug)]
pub struct Sheet {
    header: Vec<String>,
    places: HashMap<&'static str, usize>,
    /// The rows that are not blank.
    pub rows: Vec<Row>,
}

/// A row of a sheet.
#[derive(Debug)]
pub struct Row {
    /// Its number in the sheet; the header is row 1.
    pub number: usize,
    cells: Vec<String>,
}

/// What is wrong with a row, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowFault {
    /// The row's number in the sheet; the header is row 1.
    pub row: usize,
    /// The column's word.
    pub field: String,
    /// What is wrong and what to do. Never repeats what the cell says.
    pub words: Words,
}

/// What an import did, or would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ImportReport {
    /// Whether nothing was written on purpose.
    pub dry_run: bool,
    /// Rows read, the header and blank rows not counted.
    pub rows: usize,
    /// Rows that added something.
    pub added: usize,
    /// Rows that changed something.
    pub changed: usize,
    /// Rows that said what was known.
    pub unchanged: usize,
    /// What is wrong with the rows that were left out.
    pub faults: Vec<RowFault>,
    /// The rows left out, to be corrected and sent again; none when all were taken.
    pub error_sheet: Option<String>,
}

/// Headers of the column that says what was wrong; it is not read when a sheet comes back.
const ERROR_HEADERS: [&str; 2] = ["错误", "error"];

impl Sheet {
    /// Reads CSV as spreadsheets save it: UTF-8 with or without a mark, UTF-16 with one, or GB 18030; separated
    /// by comma, semicolon or tab; a header row with the known columns in any order. Other columns are kept and
    /// not read.
    pub fn read(bytes: &[u8], columns: &[Column]) -> Result<Self> {
        let text = text::decoded(bytes)
            .ok_or_else(unreadable)?
            .replace("\r\n", "\n")
            .replace('\r', "\n");
        let (stated, text) = text::stated_separator(&text);
        let first = text.lines().find(|line| !line.trim().is_empty());
        let separator = stated.unwrap_or_else(|| text::separator(first.unwrap_or_default()));
        if let Some(row) = text::open_quote(text, separator) {
            return Err(unpaired(row));
        }
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(separator)
            .flexible(true)
            .has_headers(false)
            .from_reader(text.as_bytes());
        let mut record = csv::StringRecord::new();
        let mut header: Option<(Vec<String>, HashMap<&'static str, usize>)> = None;
        let mut rows = Vec::new();
        let mut number = 0;
        while reader.read_record(&mut record).map_err(|_| unreadable())? {
            number += 1 + text::blank_lines_before(&record, text);
            let cells: Vec<String> = record.iter().map(cell).collect();
            if cells.iter().all(String::is_empty) {
                continue;
            }
            if cells.len() > MOST_COLUMNS {
                return Err(too_wide());
            }
            if header.is_none() {
                let places = places(&cells, columns)?;
                header = Some((cells, places));
            } else if rows.len() == MOST_ROWS {
                return Err(too_many());
            } else {
                rows.push(Row { number, cells });
            }
        }
        let (header, places) = header.ok_or_else(empty)?;
        Ok(Self { header, places, rows })
    }

    /// A row's cell in a known column; empty when the sheet or the row does not have it.
    pub fn cell<'a>(&self, row: &'a Row, field: &str) -> &'a str {
        self.places
            .get(field)
            .and_then(|place| row.cells.get(*place))
            .map_or("", String::as_str)
    }

    /// Faults of cells that begin like a formula: nothing that a spreadsheet would execute is taken.
    pub fn formulas(&self, row: &Row) -> Vec<RowFault> {
        let mut faults: Vec<RowFault> = self
            .places
            .iter()
            .filter(|(_, place)| row.cells.get(**place).is_some_and(|cell| formula(cell)))
            .map(|(field, _)| {
                row.fault(
                    *field,
                    "这格是公式，请改成普通文字",
                    "This cell is a formula. Put plain text there.",
                )
            })
            .collect();
        faults.sort_by(|a, b| a.field.cmp(&b.field));
        faults
    }

    /// The rows that have faults, as CSV with a last column that says what is wrong.
    pub fn error_sheet(&self, faults: &[RowFault], language: Language) -> Option<String> {
        let mut by_row: HashMap<usize, Vec<&str>> = HashMap::new();
        for fault in faults {
            by_row
                .entry(fault.row)
                .or_default()
                .push(fault.words.say(language));
        }
        if by_row.is_empty() {
            return None;
        }
        let title = match language {
            Language::Chinese => ERROR_HEADERS[0],
            Language::English => ERROR_HEADERS[1],
        };
        let kept: Vec<usize> = (0..self.header.len())
            .filter(|place| !ERROR_HEADERS.contains(&folded(&self.header[*place]).as_str()))
            .collect();
        let mut writer = csv::Writer::from_writer(Vec::new());
        let line = |cells: &[String], last: &str| -> Vec<String> {
            kept.iter()
                .map(|place| inert(cells.get(*place).map_or("", String::as_str)))
                .chain([last.to_owned()])
                .collect()
        };
        writer.write_record(line(&self.header, title)).ok()?;
        for row in &self.rows {
            if let Some(what) = by_row.get(&row.number) {
                writer.write_record(line(&row.cells, &what.join("; "))).ok()?;
            }
        }
        let text = String::from_utf8(writer.into_inner().ok()?).ok()?;
        Some(format!("\u{feff}{text}"))
    }
}

impl Row {
    /// A fault of one of this row's cells.
    pub fn fault(&self, field: impl Into<String>, zh: impl Into<String>, en: impl Into<String>) -> RowFault {
        RowFault {
            row: self.number,
            field: field.into(),
            words: Words::new(zh, en),
        }
    }
}

/// A cell as meant: trimmed, without the apostrophe by which spreadsheets mark text.
fn cell(text: &str) -> String {
    let text = text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '\u{feff}' | '\u{200b}'));
    text.strip_prefix('\'').unwrap_or(text).to_owned()
}

fn formula(cell: &str) -> bool {
    let mut characters = cell.chars();
    match characters.next() {
        // A plus or minus before digits is a phone or a number, before anything else a formula.
        Some('+' | '-') => !characters.all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-')),
        _ => begins_formula(cell),
    }
}

/// A cell on its way back into a spreadsheet: what would be executed is marked as text.
fn inert(cell: &str) -> String {
    if begins_formula(cell) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

fn folded(header: &str) -> String {
    header
        .chars()
        .filter(|c| {
            !c.is_whitespace() && !matches!(c, '*' | '＊' | '_' | '（' | '）' | '(' | ')' | ':' | '：')
        })
        .flat_map(char::to_lowercase)
        .collect()
}

fn places(header: &[String], columns: &[Column]) -> Result<HashMap<&'static str, usize>> {
    let mut places = HashMap::new();
    for (place, title) in header.iter().enumerate() {
        let title = folded(title);
        let known = columns
            .iter()
            .find(|column| title == folded(column.field) || column.headers.contains(&title.as_str()));
        let Some(column) = known else { continue };
        if places.insert(column.field, place).is_some() {
            let name = column.headers.first().unwrap_or(&column.field);
            return Err(Error::field(
                "file",
                format!("“{name}”这一列出现了两次，请删掉一列"),
                format!("The column “{}” is there twice. Remove one.", column.field),
            ));
        }
    }
    for column in columns.iter().filter(|column| column.required) {
        if !places.contains_key(column.field) {
            let name = column.headers.first().unwrap_or(&column.field);
            return Err(Error::field(
                "file",
                format!("第一行要有列名，缺“{name}”这一列；可以用模板填"),
                format!(
                    "The first row has to name the columns; “{}” is missing. The template has them all.",
                    column.field
                ),
            ));
        }
    }
    Ok(places)
}

fn unreadable() -> Error {
    Error::field(
        "file",
        "文件读不懂，请另存为 CSV（UTF-8 或 GB 18030）再传",
        "The file cannot be read. Save it as CSV (UTF-8 or GB 18030) and send it again.",
    )
}

fn unpaired(row: usize) -> Error {
    Error::field(
        "file",
        format!("第 {row} 行有一个引号 \" 没有配对，请在表格里改好再传"),
        format!(
            "In row {row} a quote (\") is opened and not closed. Mend it in the spreadsheet and send it again."
        ),
    )
}

fn empty() -> Error {
    Error::field("file", "文件是空的", "The file is empty.")
}

fn too_wide() -> Error {
    Error::field(
        "file",
        format!("一行最多 {MOST_COLUMNS} 列，请用模板"),
        format!("A row has at most {MOST_COLUMNS} columns. Use the template."),
    )
}

fn too_many() -> Error {
    Error::field(
        "file",
        format!("一次最多 {MOST_ROWS} 行，请分几个文件传"),
        format!("At most {MOST_ROWS} rows at once. Send several files."),
    )
}

#[cfg(test)]
mod tests {
    use encoding_rs::GB18030;

    use super::*;

    const COLUMNS: &[Column] = &[
        Column {
            field: "name",
            headers: &["姓名"],
            required: true,
        },
        Column {
            field: "document",
            headers: &["证件号码", "身份证号"],
            required: true,
        },
        Column {
            field: "phone",
            headers: &["手机号"],
            required: false,
        },
    ];

    fn read(bytes: &[u8]) -> Sheet {
        Sheet::read(bytes, COLUMNS).unwrap_or_else(|error| panic!("{error:?}"))
    }

    fn cells(sheet: &Sheet) -> Vec<(usize, String, String)> {
        sheet
            .rows
            .iter()
            .map(|row| {
                (
                    row.number,
                    sheet.cell(row, "name").to_owned(),
                    sheet.cell(row, "document").to_owned(),
                )
            })
            .collect()
    }

    fn refused(bytes: &[u8]) -> String {
        match Sheet::read(bytes, COLUMNS) {
            Err(Error::Invalid(faults)) => faults[0].words.en.clone(),
            other => panic!("{other:?}"),
        }
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
            assert_eq!(cells(&read(bytes)), [(2, "王䶮".into(), "44".into())]);
        }
    }

    #[test]
    fn columns_are_found_in_either_language_and_any_order() {
        for header in [
            "*身份证号,备注,姓名",
            "Document;Note; NAME ",
            "document\t备注\t姓名（必填）",
        ] {
            let separator = [',', ';', '\t']
                .into_iter()
                .find(|c| header.contains(*c))
                .unwrap();
            let header = header.replace("必填", "");
            let text = format!("{header}\n44{separator}x{separator}王伟\n");
            assert_eq!(
                cells(&read(text.as_bytes())),
                [(2, "王伟".into(), "44".into())],
                "{header}"
            );
        }
    }

    #[test]
    fn row_numbers_are_those_the_spreadsheet_shows() {
        let text = "姓名,身份证号\r\n甲,1\r\n\r\n,,\r\n乙,2\r\n";
        assert_eq!(
            cells(&read(text.as_bytes())),
            [(2, "甲".into(), "1".into()), (5, "乙".into(), "2".into())]
        );
    }

    #[test]
    fn a_blank_first_line_and_a_stated_separator_are_read_as_spreadsheets_read_them() {
        for (text, row) in [
            ("\n姓名;身份证号\n王伟;44\n", 3),
            ("\n\n姓名\t身份证号\n王伟\t44\n", 4),
            ("sep=;\n姓名;身份证号\n王伟;44\n", 2),
            ("\u{feff}SEP=|\r\n姓名|身份证号\r\n王伟|44\r\n", 2),
            ("\"sep=;\"\n姓名;身份证号\n王伟;44\n", 2),
            ("sep=,\n姓名,身份证号\n\"王伟\",44\n", 2),
        ] {
            assert_eq!(
                cells(&read(text.as_bytes())),
                [(row, "王伟".into(), "44".into())],
                "{text}"
            );
        }
    }

    #[test]
    fn a_quote_that_is_not_closed_is_named_by_the_row_it_was_opened_in() {
        for (text, row) in [
            ("姓名,身份证号\n甲,1\n\"乙,2\n丙,3\n", 3),
            ("姓名,身份证号\n甲,1\n\"乙,2\n\"丙\",3\n", 3),
            ("姓名;身份证号\n甲;\"1\n", 2),
            ("\"姓名,身份证号\n甲,1\n", 1),
            ("姓名,身份证号\n\"甲\n甲\",1\n\"乙,2\n", 3),
        ] {
            assert!(
                refused(text.as_bytes()).contains(&format!("In row {row} ")),
                "{text}"
            );
        }
        let paired = read("姓名,身份证号,备注\n甲,1,\"说 \"\"好\"\"\n下一行\"\n5\" 管,2,\"\"\n".as_bytes());
        assert_eq!(paired.rows.len(), 2, "quotes in pairs, and one within a cell");
    }

    #[test]
    fn a_file_that_is_no_sheet_is_refused_in_words() {
        assert_eq!(refused(b""), "The file is empty.");
        assert!(refused("手机号,姓名\n1,2\n".as_bytes()).contains("“document” is missing"));
        assert!(refused("姓名,name,身份证号\n".as_bytes()).contains("twice"));
        assert!(refused(&[0xff, 0x00, 0xff, 0x81]).contains("cannot be read"));
        assert!(refused("\u{feff}姓名,身份证号\n甲\0,1\n".as_bytes()).contains("cannot be read"));
    }

    #[test]
    fn formulas_are_named_and_numbers_with_a_sign_are_not() {
        let sheet = read("姓名,身份证号,手机号\n=1+1,@x,+86 138-0000-0000\n-1+cmd,1,2\n".as_bytes());
        let named = |row: usize| -> Vec<String> {
            sheet
                .formulas(&sheet.rows[row])
                .into_iter()
                .map(|fault| fault.field)
                .collect()
        };
        assert_eq!(named(0), ["document", "name"]);
        assert_eq!(named(1), ["name"]);
    }

    #[test]
    fn the_error_sheet_holds_faulty_rows_with_what_is_wrong_and_comes_back_as_it_went() {
        let sheet = read("身份证号,备注,姓名\n1,好,甲\n=2,x,乙\n".as_bytes());
        let fault = sheet.rows[1].fault("document", "证件号不对", "Not a document.");
        let text = sheet.error_sheet(&[fault], Language::Chinese).unwrap();
        assert_eq!(text, "\u{feff}身份证号,备注,姓名,错误\n'=2,x,乙,证件号不对\n");
        let again = read(text.as_bytes());
        assert_eq!(cells(&again), [(2, "乙".into(), "=2".into())]);
        let once_more = again.error_sheet(
            &[again.rows[0].fault("document", "不对", "No.")],
            Language::English,
        );
        assert_eq!(
            once_more.unwrap(),
            "\u{feff}身份证号,备注,姓名,error\n'=2,x,乙,No.\n"
        );
        assert_eq!(sheet.error_sheet(&[], Language::Chinese), None);
    }
}
