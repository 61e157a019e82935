//! Sheets on their way out. In a workbook every cell is text, so that nothing in it is executed and no number
//! loses its digits; in CSV an apostrophe marks as text what a spreadsheet would execute or round.

use jiff::civil::Date;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format as Look, Workbook, XlsxError};

use crate::error::{Error, Result};
use crate::sheet::grid::Format;

/// A sheet to be written: the first row is the header.
pub(crate) struct Page {
    /// What the workbook's tab says; at most 31 characters, none of `[]:*?/\`.
    pub(crate) name: &'static str,
    pub(crate) rows: Vec<Vec<String>>,
}

/// A file that was made.
#[derive(Clone, PartialEq, Eq)]
pub struct SheetFile {
    /// What it is.
    pub format: Format,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

impl std::fmt::Debug for SheetFile {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SheetFile({:?}, {} bytes)", self.format, self.bytes.len())
    }
}

/// The most characters that a workbook keeps in one cell.
const LONGEST: usize = 32_767;

/// Digits that a spreadsheet keeps of a number, and shows as they are.
const KEPT_DIGITS: usize = 11;

/// Columns as wide as a document number; a rest that is wrong in words is wider.
const WIDTH: f64 = 20.0;

/// Writes pages as a file; of CSV the first alone. `made_on` is what a workbook says of its making.
pub(crate) fn written(format: Format, pages: &[Page], made_on: Date) -> Result<SheetFile> {
    let bytes = match format {
        Format::Csv => pages.first().map_or(Ok(Vec::new()), |page| csv_of(&page.rows))?,
        Format::Xlsx => workbook_of(pages, made_on).map_err(Error::internal)?,
    };
    Ok(SheetFile { format, bytes })
}

/// UTF-8 with a mark, by which spreadsheets know it.
fn csv_of(rows: &[Vec<String>]) -> Result<Vec<u8>> {
    let mut writer = csv::WriterBuilder::new()
        .flexible(true)
        .from_writer("\u{feff}".as_bytes().to_vec());
    for row in rows {
        let cells = row.iter().map(|cell| inert(cell));
        writer.write_record(cells).map_err(Error::internal)?;
    }
    writer
        .into_inner()
        .map_err(|error| Error::internal(error.into_error()))
}

/// What a spreadsheet would execute, or of whose digits it would drop the last, is marked as text.
fn inert(cell: &str) -> String {
    let long_number = cell.len() > KEPT_DIGITS && cell.bytes().all(|b| b.is_ascii_digit());
    if long_number || cell.starts_with(['=', '@', '+', '-', '\'']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

fn workbook_of(pages: &[Page], made_on: Date) -> std::result::Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let made = ExcelDateTime::from_ymd(made_on.year() as u16, made_on.month() as u8, made_on.day() as u8)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&made));
    // `@` is the look of text: what is typed into such a cell later keeps its digits as well.
    let text = Look::new().set_num_format("@");
    let bold = Look::new().set_num_format("@").set_bold();
    for page in pages {
        let sheet = workbook.add_worksheet();
        sheet.set_name(page.name)?;
        let columns = page.rows.iter().map(Vec::len).max().unwrap_or(0);
        for column in 0..columns {
            sheet.set_column_width(column as u16, WIDTH)?;
            sheet.set_column_format(column as u16, &text)?;
        }
        sheet.set_freeze_panes(1, 0)?;
        for (number, row) in page.rows.iter().enumerate() {
            let look = if number == 0 { &bold } else { &text };
            for (column, cell) in row.iter().enumerate().filter(|(_, cell)| !cell.is_empty()) {
                let said: String = cell.chars().take(LONGEST).collect();
                sheet.write_string_with_format(number as u32, column as u16, said, look)?;
            }
        }
    }
    workbook.save_to_buffer()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;
    use crate::sheet::grid::grids;

    fn page() -> Page {
        let row = |cells: &[&str]| cells.iter().map(|cell| (*cell).to_owned()).collect();
        Page {
            name: "x",
            rows: vec![
                row(&["证件号码", "备注", "手机"]),
                row(&["440605199003070010", "好", "13800000000"]),
                row(&["=1+1", "", "+8613800000000"]),
                row(&["O'Neil, \"Jo\"", "'x", "-"]),
            ],
        }
    }

    #[test]
    fn what_is_written_reads_back_as_it_was_in_both_formats() {
        for format in [Format::Csv, Format::Xlsx] {
            let file = written(format, &[page()], date(2020, 2, 17)).unwrap();
            let grid = grids(&file.bytes).unwrap().remove(0);
            assert_eq!(grid.format, format);
            let mut read: Vec<Vec<String>> = grid
                .rows
                .into_iter()
                .map(|(_, cells)| cells.into_iter().map(|cell| cell.text).collect())
                .collect();
            if format == Format::Xlsx {
                // An apostrophe typed as text is the mark of text itself.
                assert_eq!(read[3][1], "x");
                read[3][1] = "'x".into();
            }
            assert_eq!(read, page().rows, "{format:?}");
        }
    }

    #[test]
    fn nothing_that_a_spreadsheet_would_execute_or_round_stands_bare_in_csv() {
        let file = written(Format::Csv, &[page()], date(2020, 2, 17)).unwrap();
        let text = String::from_utf8(file.bytes).unwrap();
        assert!(text.starts_with('\u{feff}'));
        assert!(
            text.contains("\n'440605199003070010,好,13800000000\n'=1+1,,'+8613800000000\n"),
            "{text}"
        );
    }

    #[test]
    fn the_same_sheet_makes_the_same_workbook() {
        let made = || written(Format::Xlsx, &[page()], date(2020, 2, 17)).unwrap().bytes;
        assert!(made() == made());
    }
}
