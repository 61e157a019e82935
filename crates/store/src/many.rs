//! Statements over many rows: in chunks that both engines take, each made while the one before executes; and by a part
//! of a text.

use sqlx::any::AnyArguments;
use sqlx::{Any, AssertSqlSafe, Executor};

use crate::engine::Tx;
use crate::error::{Error, Result};

/// A statement with its values.
pub(crate) type Query = sqlx::query::Query<'static, Any, AnyArguments>;

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

/// Rows of one statement that takes them packed: as many as `number` counts.
pub(crate) const PACKED: usize = 10_000;

/// Rows that are packed end to end in `$1`, a text of bytes, and counted in `$2`, no more than [`PACKED`]: fields of these
/// widths, in bytes. One parameter whatever the number of rows, so that a statement's cost grows no faster than they do. The
/// fields are called f1, f2, ….
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
    format!("SELECT {} FROM number WHERE i < $2", fields.join(", "))
}

/// The rows of a statement that takes them packed.
pub(crate) struct Packed {
    bytes: Vec<u8>,
    count: usize,
}

impl Packed {
    /// Packs rows that are arrays of bytes; no more than [`PACKED`].
    pub(crate) fn of<const WIDTH: usize>(rows: &[[u8; WIDTH]]) -> Self {
        Self {
            bytes: rows.concat(),
            count: rows.len(),
        }
    }

    /// A statement over them.
    pub(crate) fn query(self, sql: &str) -> Query {
        let query = sqlx::query(AssertSqlSafe(sql.to_owned()));
        query.bind(self.bytes).bind(self.count as i64)
    }
}

impl Tx {
    /// Adds packed rows by an `INSERT`; those that stand there already stay. Of `many` hardly any does, and PostgreSQL takes
    /// half as long where it need not ask: where one does, what was begun is undone and done the other way.
    pub(crate) async fn add_packed<I>(&mut self, insert: &str, many: bool, rows: impl Fn() -> I) -> Result<()>
    where
        I: Iterator<Item = Packed> + Send,
    {
        let careful = format!("{insert} ON CONFLICT DO NOTHING");
        let hopeful = many && self.has_other_writers();
        if hopeful {
            self.sql().execute("SAVEPOINT hopeful").await?;
            match self.execute_each(rows().map(|rows| Ok(rows.query(insert)))).await {
                Ok(_) => {
                    self.sql().execute("RELEASE SAVEPOINT hopeful").await?;
                    return Ok(());
                }
                Err(Error::Conflict(_)) => self.sql().execute("ROLLBACK TO SAVEPOINT hopeful").await?,
                Err(error) => return Err(error),
            };
        }
        self.execute_each(rows().map(|rows| Ok(rows.query(&careful))))
            .await?;
        Ok(())
    }

    /// Executes statements one after another, and makes each while the engine executes the one before: with two cores, what is
    /// sealed and hashed for it takes no time of its own. Says how many rows they wrote.
    pub(crate) async fn execute_each(
        &mut self,
        mut made: impl Iterator<Item = Result<Query>> + Send,
    ) -> Result<u64> {
        let mut rows = 0;
        let mut next = made.next().transpose()?;
        let mut repeated = false;
        while let Some(query) = next {
            // In this order: the engine has the statement before the next is made.
            let (done, following) = tokio::join!(
                biased;
                query.execute(self.sql()),
                async { made.next().transpose() },
            );
            rows += done?.rows_affected();
            next = following?;
            if next.is_some() && !repeated {
                repeated = true;
                self.keep_plans(true).await?;
            }
        }
        if repeated {
            self.keep_plans(false).await?;
        }
        Ok(rows)
    }
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
            "SELECT substr($1, i * 24 + 1, 16) AS f1, substr($1, i * 24 + 17, 8) AS f2 FROM number"
        ));
    }
}
