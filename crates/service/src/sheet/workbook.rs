//! Workbooks (.xlsx): the cells of each visible sheet as text, days as days, formulas and lost digits marked.
//! A value merged over rows stands in each of them; hidden rows are rows like any other.

use std::collections::HashMap;
use std::io::Cursor;
use std::panic::catch_unwind;

use calamine::{DataRef, Dimensions, ExcelDateTime, Reader, SheetType, SheetVisible, Xlsx, XlsxError};
use domain::day::{Epoch, counted};

use crate::error::{Error, Result};
use crate::sheet::bounds;
use crate::sheet::cell::{Cell, Kind};
use crate::sheet::grid::{Format, Grid, MOST_COLUMNS, Rows, old_or_locked, too_wide, unreadable};

/// Sheets of a workbook that are looked at; a list stands in one of the first.
const MOST_SHEETS: usize = 8;

type Workbook<'a> = Xlsx<Cursor<&'a [u8]>>;

/// The visible sheets of a workbook, in their order.
pub(crate) fn grids(bytes: &[u8]) -> Result<Vec<Grid>> {
    bounds::check(bytes)?;
    // What was written to break a reader may still break one that trusts a number: that is a bad file, no more.
    catch_unwind(|| read(bytes)).unwrap_or_else(|_| Err(unreadable()))
}

fn read(bytes: &[u8]) -> Result<Vec<Grid>> {
    let mut workbook = Workbook::new(Cursor::new(bytes)).map_err(|error| unread(&error))?;
    let epoch = if workbook.has_1904_epoch() {
        Epoch::Year1904
    } else {
        Epoch::Year1900
    };
    let names: Vec<String> = workbook
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.visible == SheetVisible::Visible && sheet.typ == SheetType::WorkSheet)
        .map(|sheet| sheet.name.clone())
        .take(MOST_SHEETS)
        .collect();
    let mut grids = Vec::with_capacity(names.len());
    for name in names {
        grids.push(Grid {
            format: Format::Xlsx,
            epoch,
            rows: rows(&mut workbook, &name, epoch)?,
        });
    }
    Ok(grids)
}

fn rows(workbook: &mut Workbook<'_>, name: &str, epoch: Epoch) -> Result<Vec<(usize, Vec<Cell>)>> {
    let mut merged = Merged::of(
        workbook
            .merge_cells_by_sheet_name(name)
            .map_err(|error| unread(&error))?,
    );
    let mut cells = match workbook.worksheet_cells_reader(name) {
        Ok(cells) => cells,
        Err(XlsxError::NotAWorksheet(_)) => return Ok(Vec::new()),
        Err(error) => return Err(unread(&error)),
    };
    let mut rows = Rows::default();
    let mut row: (u32, Vec<Cell>) = (0, Vec::new());
    while let Some(found) = cells
        .next_cell_with_formula_metadata()
        .map_err(|error| unread(&error))?
    {
        let (number, column) = (found.pos.0, found.pos.1 as usize);
        if number < row.0 {
            return Err(unreadable());
        }
        if number > row.0 {
            let full = merged.filled(row);
            rows.add(full.0, full.1)?;
            row = (number, Vec::new());
        }
        let cell = cell(&found.value, found.formula.is_some(), epoch);
        if cell.is_blank() {
            continue;
        }
        if column >= MOST_COLUMNS {
            return Err(too_wide());
        }
        if row.1.len() <= column {
            row.1.resize(column + 1, Cell::default());
        }
        row.1[column] = cell;
    }
    let full = merged.filled(row);
    rows.add(full.0, full.1)?;
    Ok(rows.done())
}

fn cell(value: &DataRef<'_>, is_formula: bool, epoch: Epoch) -> Cell {
    let cell = match value {
        DataRef::Empty => Cell::default(),
        DataRef::SharedString(text) => Cell::of_text(text),
        DataRef::Int(number) => Cell::of_number(*number as f64),
        DataRef::Float(number) => Cell::of_number(*number),
        DataRef::Bool(yes) => Cell::of_text(if *yes { "TRUE" } else { "FALSE" }),
        DataRef::DateTime(at) => Cell::marked(day(*at, epoch), Kind::Plain),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            Cell::of_text(text)
        }
        DataRef::Error(error) => Cell::marked(error.to_string(), Kind::Failed),
    };
    if is_formula {
        Cell::marked(cell.text, Kind::Formula)
    } else {
        cell
    }
}

/// A cell with the look of a day, as a day; what is none stays the number it is.
fn day(at: ExcelDateTime, epoch: Epoch) -> String {
    counted(at.as_f64(), epoch).map_or_else(|_| at.as_f64().to_string(), |day| day.to_string())
}

/// Cells merged over several rows of one column, such as a crew's name beside each of its people: what the first
/// says holds for all.
struct Merged {
    /// For each column its spans of rows, the last one first.
    spans: HashMap<usize, Vec<(u32, u32)>>,
    /// For each column what holds, and through which row.
    holding: HashMap<usize, (u32, Cell)>,
}

impl Merged {
    fn of(regions: Vec<Dimensions>) -> Self {
        let mut spans: HashMap<usize, Vec<(u32, u32)>> = HashMap::new();
        for region in regions {
            let column = region.start.1 as usize;
            let one_column = region.start.1 == region.end.1;
            if one_column && region.end.0 > region.start.0 && column < MOST_COLUMNS {
                spans
                    .entry(column)
                    .or_default()
                    .push((region.start.0, region.end.0));
            }
        }
        for spans in spans.values_mut() {
            spans.sort_unstable_by(|a, b| b.cmp(a));
        }
        Self {
            spans,
            holding: HashMap::new(),
        }
    }

    /// A row with what holds in it, and its number as people count. Rows are asked in their order. A row that
    /// says nothing of its own stays blank.
    fn filled(&mut self, (row, mut cells): (u32, Vec<Cell>)) -> (usize, Vec<Cell>) {
        let number = row as usize + 1;
        if self.spans.is_empty() || cells.iter().all(Cell::is_blank) {
            return (number, cells);
        }
        for (column, spans) in &mut self.spans {
            while let Some((start, end)) = spans.last().copied().filter(|(start, _)| *start <= row) {
                spans.pop();
                if start == row
                    && let Some(cell) = cells.get(*column)
                {
                    self.holding.insert(*column, (end, cell.clone()));
                }
            }
            let held = self.holding.get(column).filter(|(end, _)| *end >= row);
            if let Some((_, cell)) = held {
                if cells.len() <= *column {
                    cells.resize(*column + 1, Cell::default());
                }
                if cells[*column].is_blank() {
                    cells[*column] = cell.clone();
                }
            }
        }
        (number, cells)
    }
}

fn unread(error: &XlsxError) -> Error {
    match error {
        XlsxError::Password => old_or_locked(),
        _ => unreadable(),
    }
}
