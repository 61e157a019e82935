//! Statements over many rows: at once, in chunks that both engines take, and by a part of a text.

/// Rows of one statement at most.
pub(crate) const CHUNK: usize = 100;

/// Rows of a statement that adds rows of so many columns. The embedded engine looks each parameter's name up along all of
/// them, so that a statement costs the square of its parameters.
pub(crate) const fn at_once(columns: usize) -> usize {
    400 / columns
}

/// `$first, $first+1, …`: `count` placeholders.
pub(crate) fn numbered(first: usize, count: usize) -> String {
    let names: Vec<String> = (first..first + count)
        .map(|number| format!("${number}"))
        .collect();
    names.join(", ")
}

/// `($1, $2), ($3, $4), …`: the values of `rows` rows with `columns` columns.
pub(crate) fn rows_of(rows: usize, columns: usize) -> String {
    let rows: Vec<String> = (0..rows)
        .map(|row| format!("({})", numbered(row * columns + 1, columns)))
        .collect();
    rows.join(", ")
}

/// Rows that are packed end to end in `$1`, a text of bytes, and counted in `$2`: fields of these widths, in bytes. One
/// parameter whatever the number of rows, so that a statement's cost grows no faster than they do. The fields are called
/// f1, f2, ….
pub(crate) fn packed(widths: &[usize]) -> String {
    let row: usize = widths.iter().sum();
    let mut first = 1;
    let fields: Vec<String> = (1..)
        .zip(widths)
        .map(|(number, width)| {
            let field = format!("substr($1, i * {row} + {first}, {width}) AS f{number}");
            first += width;
            field
        })
        .collect();
    format!(
        "WITH RECURSIVE packed (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM packed WHERE i + 1 < $2) \
         SELECT {} FROM packed WHERE $2 > 0",
        fields.join(", ")
    )
}

/// A pattern for texts that contain this one, whatever signs it has.
pub(crate) fn containing(text: &str) -> String {
    let mut pattern = String::from("%");
    for c in text.chars() {
        if matches!(c, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(c);
    }
    pattern.push('%');
    pattern
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_count_on_from_row_to_row() {
        assert_eq!(numbered(3, 2), "$3, $4");
        assert_eq!(rows_of(2, 2), "($1, $2), ($3, $4)");
    }

    #[test]
    fn packed_fields_stand_end_to_end_from_row_to_row() {
        let sql = packed(&[16, 8]);
        assert!(sql.contains(
            "SELECT substr($1, i * 24 + 1, 16) AS f1, substr($1, i * 24 + 17, 8) AS f2 FROM packed"
        ));
    }
}
