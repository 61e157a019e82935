//! Every row of a sheet looked at by itself: what can be taken, and what is wrong with the rest.

use std::collections::HashMap;
use std::hash::Hash;

use crate::error::FieldFault;
use crate::sheet::{Row, RowFault, Sheet};

/// The rows of a sheet after each was looked at.
pub(crate) struct Checked<T> {
    /// What can be taken, with the row's number.
    pub(crate) lines: Vec<(usize, T)>,
    /// What is wrong with the other rows.
    pub(crate) faults: Vec<RowFault>,
    /// Rows looked at; the template's example is none.
    pub(crate) rows: usize,
}

/// Looks at each row. `take` makes something of it or says what is wrong; two rows with the same `key` are one
/// thing said twice, which `twice` says with the number of the first.
pub(crate) fn checked<T, K: Eq + Hash>(
    sheet: &Sheet,
    is_example: impl Fn(&Row) -> bool,
    take: impl Fn(&Row) -> Result<T, Vec<FieldFault>>,
    key: impl Fn(&T) -> K,
    twice: impl Fn(usize) -> FieldFault,
) -> Checked<T> {
    let mut lines = Vec::with_capacity(sheet.rows.len());
    let mut faults = Vec::new();
    let mut seen: HashMap<K, usize> = HashMap::with_capacity(sheet.rows.len());
    let mut rows = 0;
    for row in sheet.rows.iter().filter(|row| !is_example(row)) {
        rows += 1;
        let refused = sheet.refusals(row);
        if !refused.is_empty() {
            faults.extend(refused);
            continue;
        }
        match take(row) {
            Err(found) => faults.extend(found.into_iter().map(|fault| row.fault(fault))),
            Ok(line) => {
                let first = *seen.entry(key(&line)).or_insert(row.number);
                if first == row.number {
                    lines.push((row.number, line));
                } else {
                    faults.push(row.fault(twice(first)));
                }
            }
        }
    }
    Checked { lines, faults, rows }
}
