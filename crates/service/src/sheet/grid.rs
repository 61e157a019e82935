//! A file as rows of cells, whatever it is: the one form in which sheets are looked at.

use domain::day::Epoch;

use crate::error::{Error, Result};
use crate::sheet::cell::Cell;
use crate::sheet::{delimited, workbook};

/// Rows of one sheet at most.
pub const MOST_ROWS: usize = 100_000;

/// Columns of a sheet at most: an error sheet repeats them for each faulty row.
pub(crate) const MOST_COLUMNS: usize = 64;

/// Bytes that the cells of a sheet say at most: a workbook may say one long text in each of a million cells.
pub(crate) const MOST_TEXT: usize = 64 << 20;

/// What a sheet is kept as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Text with separators.
    Csv,
    /// A workbook of Excel 2007 and later, and of everything that writes its form.
    Xlsx,
}

impl Format {
    /// How a file's name ends.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Csv => "csv",
            Self::Xlsx => "xlsx",
        }
    }

    /// What HTTP calls it.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv; charset=utf-8",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }
}

/// Rows of cells with their numbers in the file.
#[derive(Debug)]
pub(crate) struct Grid {
    pub(crate) format: Format,
    pub(crate) epoch: Epoch,
    /// The rows that are not blank; the first row of the file is number 1.
    pub(crate) rows: Vec<(usize, Vec<Cell>)>,
}

/// Collects rows within the bounds.
#[derive(Default)]
pub(crate) struct Rows {
    rows: Vec<(usize, Vec<Cell>)>,
    text: usize,
}

impl Rows {
    /// Adds a row with its number; a blank one is left out.
    pub(crate) fn add(&mut self, number: usize, mut cells: Vec<Cell>) -> Result<()> {
        while cells.last().is_some_and(Cell::is_blank) {
            cells.pop();
        }
        if cells.is_empty() {
            return Ok(());
        }
        if cells.len() > MOST_COLUMNS {
            return Err(too_wide());
        }
        if self.rows.len() > MOST_ROWS {
            return Err(too_many());
        }
        self.text += cells.iter().map(|cell| cell.text.len()).sum::<usize>();
        if self.text > MOST_TEXT {
            return Err(too_large());
        }
        self.rows.push((number, cells));
        Ok(())
    }

    pub(crate) fn done(self) -> Vec<(usize, Vec<Cell>)> {
        self.rows
    }
}

/// The grids of a file that may be meant, in their order: the one of a text file, those of a workbook's visible
/// sheets.
pub(crate) fn grids(bytes: &[u8]) -> Result<Vec<Grid>> {
    if bytes.starts_with(b"PK\x03\x04") {
        workbook::grids(bytes)
    } else if bytes.starts_with(&[0xd0, 0xcf, 0x11, 0xe0]) {
        Err(old_or_locked())
    } else {
        Ok(vec![delimited::grid(bytes)?])
    }
}

pub(crate) fn unreadable() -> Error {
    Error::field(
        "file",
        "文件读不懂，请用 Excel 另存为 .xlsx，或者 CSV（UTF-8、GB 18030 都行）再传",
        "The file cannot be read. Save it as .xlsx or as CSV (UTF-8 or GB 18030) and send it again.",
    )
}

/// The container of .xls is that of workbooks with a password as well.
pub(crate) fn old_or_locked() -> Error {
    Error::field(
        "file",
        "这是旧版 .xls，或者加了密码：请打开后另存为不加密码的 .xlsx 再传",
        "This is an old .xls, or it has a password: open it, save it as .xlsx without a password and send that.",
    )
}

pub(crate) fn too_large() -> Error {
    Error::field(
        "file",
        "文件展开后太大了，请只留要导入的表，或者分几个文件传",
        "The file is too large when unpacked. Keep only the sheet to import, or send several files.",
    )
}

pub(crate) fn too_wide() -> Error {
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
