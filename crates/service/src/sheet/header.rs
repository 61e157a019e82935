//! The header row of a sheet: found below titles, its columns in either language, in any order, by the names
//! that people give them.

use std::collections::HashMap;

use crate::error::{Error, Result};
use crate::sheet::Column;
use crate::sheet::cell::Cell;

/// Rows among which the header is looked for: titles and remarks stand above it.
const SOUGHT: usize = 20;

/// Headers of the column that says what was wrong; it is not read when a sheet comes back.
pub(crate) const ERROR_HEADERS: [&str; 2] = ["错误", "error"];

/// Where a sheet's header is, and where its known columns are.
pub(crate) struct Header {
    /// Its place among the rows.
    pub(crate) at: usize,
    pub(crate) places: HashMap<&'static str, usize>,
}

/// Finds the first row that has every required column, or says what is missing where most of them are.
pub(crate) fn found(rows: &[(usize, Vec<Cell>)], columns: &[Column]) -> Result<Header> {
    let mut nearest: Option<HashMap<&'static str, usize>> = None;
    for (at, (_, cells)) in rows.iter().take(SOUGHT).enumerate() {
        let places = match places(cells, columns) {
            Ok(places) => places,
            Err(twice) if complete(&places_of(cells, columns), columns) => return Err(twice),
            Err(_) => continue,
        };
        if complete(&places, columns) {
            return Ok(Header { at, places });
        }
        if nearest
            .as_ref()
            .is_none_or(|nearest| places.len() > nearest.len())
        {
            nearest = Some(places);
        }
    }
    Err(missing(&nearest.unwrap_or_default(), columns))
}

/// A header as it is compared: lower case, without blanks, marks and what stands in brackets.
pub(crate) fn folded(header: &str) -> String {
    let mut depth = 0_u32;
    header
        .chars()
        .filter(|c| match c {
            '(' | '（' | '[' | '【' => {
                depth += 1;
                false
            }
            ')' | '）' | ']' | '】' => {
                depth = depth.saturating_sub(1);
                false
            }
            _ => depth == 0 && !c.is_whitespace() && !matches!(c, '*' | '＊' | '_' | '-' | ':' | '：' | '.'),
        })
        .flat_map(char::to_lowercase)
        .collect()
}

fn known<'a>(title: &Cell, columns: &'a [Column]) -> Option<&'a Column> {
    let title = folded(&title.text);
    columns
        .iter()
        .find(|column| title == folded(column.field) || column.headers.contains(&title.as_str()))
}

fn places_of(cells: &[Cell], columns: &[Column]) -> HashMap<&'static str, usize> {
    let known = cells
        .iter()
        .enumerate()
        .filter_map(|(place, title)| Some((known(title, columns)?.field, place)));
    known.collect()
}

fn places(cells: &[Cell], columns: &[Column]) -> Result<HashMap<&'static str, usize>> {
    let mut places = HashMap::new();
    for (place, title) in cells.iter().enumerate() {
        let Some(column) = known(title, columns) else {
            continue;
        };
        if places.insert(column.field, place).is_some() {
            return Err(Error::field(
                "file",
                format!("“{}”这一列出现了两次，请删掉一列", column.called()),
                format!("The column “{}” is there twice. Remove one.", column.field),
            ));
        }
    }
    Ok(places)
}

fn complete(places: &HashMap<&'static str, usize>, columns: &[Column]) -> bool {
    columns
        .iter()
        .all(|column| !column.required || places.contains_key(column.field))
}

fn missing(places: &HashMap<&'static str, usize>, columns: &[Column]) -> Error {
    let column = columns
        .iter()
        .find(|column| column.required && !places.contains_key(column.field));
    let (zh, en) = column.map_or(("", ""), |column| (column.called(), column.field));
    Error::field(
        "file",
        format!("没有找到列名，缺“{zh}”这一列；可以用模板填"),
        format!("No row names all columns: “{en}” is missing. The template has them all."),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const COLUMNS: &[Column] = &[
        Column::new("name", &["姓名"], true),
        Column::new("document", &["证件号码", "身份证号"], true),
        Column::new("birth_date", &["出生日期"], false),
    ];

    fn read(rows: &[&[&str]]) -> std::result::Result<(usize, Option<usize>), String> {
        let rows: Vec<(usize, Vec<Cell>)> = rows
            .iter()
            .map(|row| (0, row.iter().map(|text| Cell::of_text(text)).collect()))
            .collect();
        match found(&rows, COLUMNS) {
            Ok(header) => Ok((header.at, header.places.get("document").copied())),
            Err(Error::Invalid(faults)) => Err(faults[0].words.en.clone()),
            Err(other) => panic!("{other:?}"),
        }
    }

    #[test]
    fn columns_are_found_in_either_language_and_any_order() {
        for header in [
            ["*身份证号", "备注", "姓名"],
            ["Document", "Note", " NAME "],
            ["证件号码（必填）", "Birth date", "姓  名："],
        ] {
            assert_eq!(read(&[&header]), Ok((0, Some(0))), "{header:?}");
        }
    }

    #[test]
    fn titles_above_the_header_are_passed_over() {
        let rows: &[&[&str]] = &[
            &["狮山工业园人员花名册"],
            &["单位：", "南海一建", "姓名"],
            &["序号", "姓名", "身份证号"],
            &["1", "王建国", "44"],
        ];
        assert_eq!(read(rows), Ok((2, Some(2))));
    }

    #[test]
    fn what_is_missing_or_twice_is_said() {
        assert!(
            read(&[&["手机号", "姓名"]])
                .unwrap_err()
                .contains("“document” is missing")
        );
        assert!(
            read(&[&["姓名", "name", "身份证号"]])
                .unwrap_err()
                .contains("twice")
        );
        assert!(read(&[]).unwrap_err().contains("“name” is missing"));
    }
}
