//! What came of an import: figures, faults by row and cell, and the rows to correct as a sheet of the same format.

use std::collections::{HashMap, HashSet};

use domain::language::{Language, Words};
use jiff::civil::Date;

use crate::error::Result;
use crate::sheet::cell::{Cell, name};
use crate::sheet::header::{ERROR_HEADERS, folded};
use crate::sheet::written::{Page, SheetFile, written};
use crate::sheet::{Row, Sheet};

/// Columns named as not read, and the characters of each, at most.
const MOST_UNREAD: usize = 20;
const LONGEST_TITLE: usize = 40;

/// What is wrong with a row, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowFault {
    /// The row's number in the sheet; the first row of the file is 1.
    pub row: usize,
    /// Where it stands, as `C5`; none when the sheet has no such column.
    pub cell: Option<String>,
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
    /// Rows read; the header, blank rows and the template's example are not counted.
    pub rows: usize,
    /// Rows that added something.
    pub added: usize,
    /// Rows that changed something.
    pub changed: usize,
    /// Rows that said what was known.
    pub unchanged: usize,
    /// Headers of columns that were not read, for whoever thought they were.
    pub unread_columns: Vec<String>,
    /// What is wrong with the rows that were left out.
    pub faults: Vec<RowFault>,
    /// The rows left out, to be corrected and sent again; none when all were taken.
    pub error_sheet: Option<SheetFile>,
}

impl ImportReport {
    /// Puts the faults into the report: in order, each with its cell, and the faulty rows as a sheet.
    pub(crate) fn with_faults(
        mut self,
        sheet: &Sheet,
        mut faults: Vec<RowFault>,
        language: Language,
        today: Date,
    ) -> Result<Self> {
        faults.sort_by_key(|fault| fault.row);
        for fault in &mut faults {
            fault.cell = sheet
                .places
                .get(fault.field.as_str())
                .map(|place| name(*place, fault.row));
        }
        self.error_sheet = sheet.error_sheet(&faults, language, today)?;
        self.faults = faults;
        self.unread_columns = sheet.unread_columns();
        Ok(self)
    }
}

impl Sheet {
    /// What the columns that nothing is read from are called, as many as somebody would look through.
    fn unread_columns(&self) -> Vec<String> {
        let read: HashSet<usize> = self.places.values().copied().collect();
        let others = self.header.iter().enumerate().filter(|(place, title)| {
            !read.contains(place) && !ERROR_HEADERS.contains(&folded(&title.text).as_str())
        });
        let named =
            others.map(|(_, title)| title.text.trim().chars().take(LONGEST_TITLE).collect::<String>());
        named
            .filter(|title| !title.is_empty())
            .take(MOST_UNREAD)
            .collect()
    }

    /// The rows that have faults, as typed and in the format they came in, with a last column that says what is
    /// wrong.
    fn error_sheet(&self, faults: &[RowFault], language: Language, today: Date) -> Result<Option<SheetFile>> {
        let mut by_row: HashMap<usize, Vec<&str>> = HashMap::new();
        for fault in faults {
            let said = by_row.entry(fault.row).or_default();
            let words = fault.words.say(language);
            if !said.contains(&words) {
                said.push(words);
            }
        }
        if by_row.is_empty() {
            return Ok(None);
        }
        let (title, between, name) = match language {
            Language::Chinese => (ERROR_HEADERS[0], "；", "要改的行"),
            Language::English => (ERROR_HEADERS[1], " ", "Rows to correct"),
        };
        let wide = self.rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
        let kept: Vec<usize> = (0..self.header.len().max(wide))
            .filter(|place| !self.is_of_errors(*place))
            .collect();
        let line = |cells: &[Cell], last: String| -> Vec<String> {
            let said = |place: &usize| {
                cells
                    .get(*place)
                    .map(|cell| cell.text.clone())
                    .unwrap_or_default()
            };
            kept.iter().map(said).chain([last]).collect()
        };
        let faulty = |row: &&Row| by_row.contains_key(&row.number);
        let mut rows = vec![line(&self.header, title.to_owned())];
        rows.extend(self.rows.iter().filter(faulty).map(|row| {
            let said = by_row.get(&row.number).map(|said| said.join(between));
            line(&row.cells, said.unwrap_or_default())
        }));
        written(self.format, &[Page { name, rows }], today).map(Some)
    }

    fn is_of_errors(&self, place: usize) -> bool {
        self.header
            .get(place)
            .is_some_and(|title| ERROR_HEADERS.contains(&folded(&title.text).as_str()))
    }
}
