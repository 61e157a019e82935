//! Workers from a file: every row checked, faulty ones handed back in words, the others taken in chunk by chunk.
//!
//! A chunk is one transaction, short enough that others write in between, and whole: no row is ever half
//! written. Sending the same file again changes nothing, so an import cut off anywhere is simply sent again.

use std::collections::HashMap;

use domain::document::NotADocument;
use domain::id::SiteId;
use domain::language::Language;
use domain::registry::{EngagementState, WorkerFault};
use jiff::civil::Date;
use store::Tx;

use crate::error::{Error, FieldFault, Result};
use crate::platform::{Caller, Platform};
use crate::registry::fault::{field_fault, lost_end};
use crate::registry::intake::{Arrival, Found, Step};
use crate::registry::sheet::{COLUMNS, draft, is_example, lost_its_end, template};
use crate::sheet::{Checked, Format, ImportReport, Row, RowFault, Sheet, SheetFile, checked};

/// Rows of one transaction: short enough that others write in between.
const CHUNK: usize = 1_000;

/// How often a chunk is tried when someone else writes the same people at the same moment.
const TRIES: usize = 5;

impl Platform {
    /// A file to fill in, with an example row and, in a workbook, the codes on a second page.
    pub fn worker_template(&self, language: Language, format: Format) -> Result<SheetFile> {
        template(language, format, self.local_now().date())
    }

    /// Imports the workers of a site from a file, or with `dry_run` says what an import would do.
    pub async fn import_workers(
        &self,
        caller: &Caller,
        site: SiteId,
        file: Vec<u8>,
        dry_run: bool,
    ) -> Result<ImportReport> {
        let mut tx = self.store.read().await?;
        let own = self.may_take_in(&mut tx, caller, site).await?;
        drop(tx);
        let today = self.local_now().date();
        let prepared = tokio::task::spawn_blocking(move || prepare(&file, today));
        let (
            sheet,
            Checked {
                lines,
                mut faults,
                rows,
            },
        ) = prepared.await.map_err(Error::internal)??;
        let mut report = ImportReport {
            dry_run,
            rows,
            ..ImportReport::default()
        };
        let (numbers, mut arrivals): (Vec<usize>, Vec<Arrival>) = lines.into_iter().unzip();
        if let Some(own) = &own {
            own.claim(&mut arrivals);
        }
        let mut noted = CHUNK / 2;
        for (arrivals, numbers) in arrivals.chunks(CHUNK).zip(numbers.chunks(CHUNK)) {
            // With each doubling of what came.
            if !dry_run && report.added >= 2 * noted {
                noted = report.added;
                let mut tx = self.store.write().await?;
                tx.note_growth().await?;
                tx.commit().await?;
            }
            let steps = self.import_chunk(caller, site, arrivals, dry_run).await?;
            for (number, step) in numbers.iter().zip(&steps) {
                match step {
                    Step::New | Step::Anew(_) | Step::Engage { .. } => report.added += 1,
                    Step::Change(_) => report.changed += 1,
                    Step::Same => report.unchanged += 1,
                    Step::Refused(fault) => faults.push(at_row(*number, fault.clone())),
                }
            }
        }
        if !dry_run {
            self.find_newcomers(self.now()).await?;
        }
        let language = caller.language;
        let whole = tokio::task::spawn_blocking(move || report.with_faults(&sheet, faults, language, today));
        whole.await.map_err(Error::internal)?
    }

    /// One chunk, planned and written against one state. Someone else who was quicker makes it plan anew.
    async fn import_chunk(
        &self,
        caller: &Caller,
        site: SiteId,
        arrivals: &[Arrival],
        dry_run: bool,
    ) -> Result<Vec<Step>> {
        if dry_run {
            let mut tx = self.store.read().await?;
            let own = self.may_take_in(&mut tx, caller, site).await?;
            return self.plan(&mut tx, site, arrivals, own.as_ref()).await;
        }
        let mut tried = 1;
        loop {
            let mut tx: Tx = self.store.write().await?;
            tx.hold_intake().await?;
            // The right may have gone while earlier chunks were written.
            let own = self.may_take_in(&mut tx, caller, site).await?;
            let steps = self.plan(&mut tx, site, arrivals, own.as_ref()).await?;
            let written = self
                .take_in(&mut tx, Some(caller), site, (arrivals, &steps), Found::AtTheEnd)
                .await;
            let done = match written {
                Ok(_) => tx.commit().await.map_err(Error::from),
                Err(error) => Err(error),
            };
            match done {
                Ok(()) => return Ok(steps),
                Err(Error::Conflict(_)) if tried < TRIES => tried += 1,
                Err(error) => return Err(error),
            }
        }
    }
}

fn prepare(file: &[u8], today: Date) -> Result<(Sheet, Checked<Arrival>)> {
    let sheet = Sheet::read(file, COLUMNS)?;
    let checked = checked(
        &sheet,
        |row| is_example(&sheet, row),
        |row| arrival(&sheet, row, today),
        |arrival| arrival.worker.document.clone(),
        |first| {
            FieldFault::new(
                "document",
                format!("和第 {first} 行是同一个证件号，只留一行就好"),
                format!("The same document as in row {first}. Keep one of the two."),
            )
        },
    );
    Ok((sheet, one_company_a_crew(checked)))
}

/// A crew belongs to one company: rows that say another than the first row of the crew are handed back, in a dry run
/// as in an import, whatever is known of the crew.
fn one_company_a_crew(checked: Checked<Arrival>) -> Checked<Arrival> {
    let Checked {
        lines,
        mut faults,
        rows,
    } = checked;
    let mut companies: HashMap<String, (usize, String)> = HashMap::new();
    let mut taken = Vec::with_capacity(lines.len());
    for (number, arrival) in lines {
        if let (Some(crew), Some(company)) = (&arrival.worker.crew, &arrival.worker.contractor) {
            let (first, said) = companies
                .entry(crew.clone())
                .or_insert_with(|| (number, company.clone()));
            if said != company {
                faults.push(at_row(number, another_company(*first)));
                continue;
            }
        }
        taken.push((number, arrival));
    }
    Checked {
        lines: taken,
        faults,
        rows,
    }
}

fn another_company(first: usize) -> FieldFault {
    FieldFault::new(
        "contractor",
        format!("和第 {first} 行是同一个班组，单位却不一样，请核对"),
        format!("The same crew as in row {first}, with another company. Check which it is."),
    )
}

fn arrival(sheet: &Sheet, row: &Row, today: Date) -> std::result::Result<Arrival, Vec<FieldFault>> {
    let (draft, unread) = draft(sheet, row);
    let checked = draft.check(today).map_err(|faults| {
        let said = faults
            .into_iter()
            // The day is there, though it cannot be read.
            .filter(|fault| unread.iter().all(|day| day.field != fault.field()));
        said.map(|fault| match fault {
            WorkerFault::Document(NotADocument::CheckDigit | NotADocument::Form)
                if lost_its_end(&draft.document) =>
            {
                lost_end()
            }
            WorkerFault::Trade => unknown_trade(),
            other => field_fault(other),
        })
        .collect::<Vec<_>>()
    });
    match checked {
        Ok(worker) if unread.is_empty() => Ok(Arrival {
            worker,
            state: EngagementState::Active,
            entered_on: Some(today),
        }),
        checked => {
            let mut faults = checked.err().unwrap_or_default();
            faults.extend(unread);
            Err(faults)
        }
    }
}

fn unknown_trade() -> FieldFault {
    FieldFault::new(
        "trade",
        "工种认不出，请填代码或名称，比如 020 或 钢筋工（模板的“代码”页里都有），没有可以不填",
        "The trade is not known. Use a code or a name such as 020 or Steel fixer (the template's page “Codes” has \
         them). It may be left empty.",
    )
}

fn at_row(row: usize, fault: FieldFault) -> RowFault {
    RowFault {
        row,
        cell: None,
        field: fault.field,
        words: fault.words,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn read(file: &str) -> Checked<Arrival> {
        prepare(file.as_bytes(), date(2020, 2, 17)).unwrap().1
    }

    #[test]
    fn days_and_trades_are_taken_as_people_write_them() {
        let rows = "姓名,证件类型,证件号码,工种,出生日期\n\
                    John Smith,护照,E1234567,钢筋工,1990.3.7\n\
                    Jane Smith,护照,E1234568,20,19900307\n\
                    Jim Smith,护照,E1234569,020 钢筋,1990年3月7日\n\
                    Joe Smith,护照,E1234560,,32939\n";
        let Checked { lines, faults, rows } = read(rows);
        assert_eq!((rows, faults), (4, Vec::new()));
        for (number, arrival) in lines {
            assert_eq!(arrival.worker.birth_date, Some(date(1990, 3, 7)), "row {number}");
            assert_eq!(arrival.worker.trade.is_some(), number < 5);
        }
    }

    #[test]
    fn each_fault_says_how_to_mend_it() {
        let Checked { lines, faults, .. } = read(
            "姓名,证件类型,证件号码,工种,出生日期\n\
             王一,,440605199003070000,,\n\
             王二,,4.40605E+17,,\n\
             王三,护照,E1234567,宇航员,1990-03-07\n\
             王四,护照,E1234567,,2/3/1990\n\
             王五,护照,E1234567,,1990-02-30\n",
        );
        assert_eq!(lines.len(), 0);
        let said: Vec<(usize, &str, &str)> = faults
            .iter()
            .map(|fault| {
                (
                    fault.row,
                    fault.field.as_str(),
                    fault.words.en.split([':', '.']).next().unwrap(),
                )
            })
            .collect();
        assert_eq!(
            said,
            [
                (2, "document", "The number ends in 000"),
                (3, "document", "C3 was turned into a number like 4"),
                (4, "trade", "The trade is not known"),
                (5, "birth_date", "This can be read as two days"),
                (6, "birth_date", "There is no such day"),
            ]
        );
    }

    #[test]
    fn the_second_row_of_a_document_is_named_with_the_first() {
        let Checked { lines, faults, .. } =
            read("姓名,身份证号\n王建国,440605199003070010\n\n王建国,44060519900307001 0\n");
        assert_eq!(lines.len(), 1);
        assert_eq!((faults[0].row, faults[0].field.as_str()), (4, "document"));
        assert_eq!(
            faults[0].words.en,
            "The same document as in row 2. Keep one of the two."
        );
    }
}
