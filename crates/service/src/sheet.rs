//! Sheets: rows as people send them from a spreadsheet, what is wrong with them in words, and the sheet of faulty
//! rows they get back. The one mechanism for every list that comes as a file.
//!
//! Knows formats, encodings, headers and faults, and nothing of what the columns mean.

mod bounds;
mod cell;
mod checked;
mod delimited;
mod grid;
mod header;
mod report;
mod workbook;
mod written;

use std::collections::HashMap;

use domain::day::{Epoch, NotADay, parse};
use domain::language::Words;
use jiff::civil::Date;

use crate::error::{FieldFault, Result};
use crate::sheet::cell::Cell;

pub(crate) use checked::{Checked, checked};
pub use grid::{Format, MOST_ROWS};
pub use report::{ImportReport, RowFault};
pub use written::SheetFile;
pub(crate) use written::{Page, written};

/// A column that an import knows.
#[derive(Clone, Copy, Debug)]
pub struct Column {
    /// The word by which rows are asked for it, and faults name it.
    pub field: &'static str,
    /// What its header may say, beside the word itself: lower case, without blanks and marks. The first is what
    /// it is called in Chinese.
    pub headers: &'static [&'static str],
    /// Whether a sheet without it is refused.
    pub required: bool,
}

impl Column {
    /// A column.
    pub const fn new(field: &'static str, headers: &'static [&'static str], required: bool) -> Self {
        Self {
            field,
            headers,
            required,
        }
    }

    /// What it is called in Chinese.
    pub(crate) fn called(&self) -> &'static str {
        self.headers.first().unwrap_or(&self.field)
    }
}

/// A sheet that was read.
#[derive(Debug)]
pub struct Sheet {
    format: Format,
    epoch: Epoch,
    header: Vec<Cell>,
    places: HashMap<&'static str, usize>,
    /// The rows below the header that are not blank.
    pub rows: Vec<Row>,
}

/// A row of a sheet.
#[derive(Debug)]
pub struct Row {
    /// Its number in the sheet; the first row of the file is 1.
    pub number: usize,
    cells: Vec<Cell>,
}

impl Sheet {
    /// Reads a workbook (.xlsx), or CSV in UTF-8, UTF-16 or GB 18030. The header is found below titles, with the
    /// known columns in any order; other columns are kept and not read. Of a workbook the first visible sheet
    /// with such a header is meant.
    pub fn read(bytes: &[u8], columns: &[Column]) -> Result<Self> {
        let mut missing = None;
        for grid in grid::grids(bytes)? {
            match header::found(&grid.rows, columns) {
                Ok(header) => return Ok(Self::of(grid, header)),
                Err(why) if !grid.rows.is_empty() => missing = missing.or(Some(why)),
                Err(_) => {}
            }
        }
        Err(missing.unwrap_or_else(empty))
    }

    fn of(grid: grid::Grid, header: header::Header) -> Self {
        let mut rows = grid.rows.into_iter().skip(header.at);
        let head = rows.next().map(|(_, cells)| cells).unwrap_or_default();
        Self {
            format: grid.format,
            epoch: grid.epoch,
            header: head,
            places: header.places,
            rows: rows.map(|(number, cells)| Row { number, cells }).collect(),
        }
    }

    /// A row's cell in a known column; empty when the sheet or the row does not have it.
    pub fn cell<'a>(&self, row: &'a Row, field: &str) -> &'a str {
        self.place(row, field).map_or("", |cell| cell.text.as_str())
    }

    fn place<'a>(&self, row: &'a Row, field: &str) -> Option<&'a Cell> {
        self.places.get(field).and_then(|place| row.cells.get(*place))
    }

    /// A row's cell as a day, in whichever way it is written; none when it is empty.
    pub(crate) fn day(&self, row: &Row, field: &str) -> std::result::Result<Option<Date>, NotADay> {
        match parse(self.cell(row, field), self.epoch) {
            Ok(day) => Ok(Some(day)),
            Err(NotADay::Empty) => Ok(None),
            Err(why) => Err(why),
        }
    }

    /// Faults of cells that are not what a person typed: formulas, numbers with lost digits, errors. Nothing that
    /// a spreadsheet would execute is taken.
    pub(crate) fn refusals(&self, row: &Row) -> Vec<RowFault> {
        let mut places: Vec<(&str, usize)> = self
            .places
            .iter()
            .map(|(field, place)| (*field, *place))
            .collect();
        places.sort_unstable_by_key(|(_, place)| *place);
        let faults = places.into_iter().filter_map(|(field, place)| {
            let words = row.cells.get(place)?.refusal(&cell::name(place, row.number))?;
            Some(row.fault(FieldFault {
                field: field.to_owned(),
                words,
            }))
        });
        faults.collect()
    }
}

impl Row {
    /// A fault of one of this row's cells.
    pub(crate) fn fault(&self, fault: FieldFault) -> RowFault {
        RowFault {
            row: self.number,
            cell: None,
            field: fault.field,
            words: fault.words,
        }
    }
}

/// Why a day was not taken, in words.
pub(crate) fn day_words(why: NotADay) -> Words {
    match why {
        NotADay::Empty => Words::new("请填日期", "Fill in the day."),
        NotADay::Ambiguous => Words::new(
            "这个日期有两种读法，请把四位的年份写在最前面，比如 2020-02-17",
            "This can be read as two days. Write the year first, with four digits: 2020-02-17.",
        ),
        NotADay::NotInCalendar => Words::new(
            "没有这一天，请检查年月日",
            "There is no such day. Check year, month and day.",
        ),
        NotADay::Form => Words::new(
            "日期看不懂，请写成 2020-02-17",
            "This is not written as a day. Write it as 2020-02-17.",
        ),
    }
}

fn empty() -> crate::error::Error {
    crate::error::Error::field("file", "文件是空的", "The file is empty.")
}

#[cfg(test)]
mod tests;
