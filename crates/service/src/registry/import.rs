//! Workers from a file: every row checked, faulty ones handed back in words, the others taken in chunk by chunk.
//!
//! A chunk is one transaction, short enough that others write in between, and whole: no row is ever half
//! written. Sending the same file again changes nothing, so an import cut off anywhere is simply sent again.

use std::collections::HashMap;

use domain::document::Document;
use domain::id::SiteId;
use domain::language::Language;
use domain::registry::{EngagementState, WorkerDraft};
use domain::rights::Right;
use jiff::civil::Date;
use store::Tx;

use crate::error::{Error, Result};
use crate::platform::{Caller, Platform};
use crate::registry::fault::{field_fault, other_name};
use crate::registry::intake::{Arrival, Step};
use crate::sheet::{Column, ImportReport, Row, RowFault, Sheet};

const COLUMNS: &[Column] = &[
    column("name", &["姓名", "工人姓名"], true),
    column("document_kind", &["证件类型", "documentkind"], false),
    column(
        "document",
        &[
            "证件号码",
            "证件号",
            "身份证号",
            "身份证号码",
            "身份证",
            "documentnumber",
        ],
        true,
    ),
    column(
        "phone",
        &["手机号", "手机号码", "手机", "电话", "联系电话", "mobile"],
        false,
    ),
    column("crew", &["班组", "班组名称", "team"], false),
    column("trade", &["工种", "工种代码"], false),
    column("birth_date", &["出生日期", "birthdate", "dateofbirth"], false),
];

const fn column(field: &'static str, headers: &'static [&'static str], required: bool) -> Column {
    Column {
        field,
        headers,
        required,
    }
}

/// Rows of one transaction.
const CHUNK: usize = 200;

/// How often a chunk is tried when someone else writes the same people at the same moment.
const TRIES: usize = 5;

/// A row that passed every check by itself.
struct Line {
    number: usize,
    arrival: Arrival,
}

/// A file that was read and checked, before the registry was asked.
struct Prepared {
    sheet: Sheet,
    lines: Vec<Line>,
    faults: Vec<RowFault>,
}

impl Platform {
    /// Imports the workers of a site from a file, or with `dry_run` says what an import would do.
    pub async fn import_workers(
        &self,
        caller: &Caller,
        site: SiteId,
        file: Vec<u8>,
        dry_run: bool,
    ) -> Result<ImportReport> {
        let mut tx = self.store.read().await?;
        self.may_at_site(&mut tx, caller, Right::ChangeWorkers, site)
            .await?;
        drop(tx);
        let today = self.local_now().date();
        let prepared = tokio::task::spawn_blocking(move || prepare(&file, today));
        let Prepared {
            sheet,
            lines,
            mut faults,
        } = prepared.await.map_err(Error::internal)??;
        let mut report = ImportReport {
            dry_run,
            rows: sheet.rows.len(),
            ..ImportReport::default()
        };
        for chunk in lines.chunks(CHUNK) {
            let arrivals: Vec<Arrival> = chunk.iter().map(|line| line.arrival.clone()).collect();
            let steps = self.import_chunk(caller, site, &arrivals, dry_run).await?;
            for (line, step) in chunk.iter().zip(&steps) {
                match step {
                    Step::New | Step::Engage(_) => report.added += 1,
                    Step::Change(_) => report.changed += 1,
                    Step::Same => report.unchanged += 1,
                    Step::OtherName => faults.push(at_row(line.number, other_name())),
                }
            }
        }
        faults.sort_by_key(|fault| fault.row);
        report.error_sheet = sheet.error_sheet(&faults, caller.language);
        report.faults = faults;
        Ok(report)
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
            return self.plan(&mut tx, site, arrivals).await;
        }
        let mut tried = 1;
        loop {
            let mut tx: Tx = self.store.write().await?;
            // The right may have gone while earlier chunks were written.
            self.may_at_site(&mut tx, caller, Right::ChangeWorkers, site)
                .await?;
            let steps = self.plan(&mut tx, site, arrivals).await?;
            let written = self.take_in(&mut tx, Some(caller), site, arrivals, &steps).await;
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

/// A template to fill in, with an example that an import does not take.
pub fn template(language: Language) -> String {
    let text = match language {
        Language::Chinese => {
            "姓名,证件类型,证件号码,手机号,班组,工种,出生日期\n\
             示例（请删掉这行）,身份证,11010519491231002X,13800000000,钢筋一班,020,\n"
        }
        Language::English => {
            "name,document_kind,document,phone,crew,trade,birth_date\n\
             Example (remove this row),passport,E12345678,13800000000,Rebar 1,020,1990-03-07\n"
        }
    };
    format!("\u{feff}{text}")
}

fn is_example(name: &str) -> bool {
    name.starts_with("示例（") || name.starts_with("Example (")
}

fn prepare(file: &[u8], today: Date) -> Result<Prepared> {
    let sheet = Sheet::read(file, COLUMNS)?;
    let mut lines = Vec::with_capacity(sheet.rows.len());
    let mut faults = Vec::new();
    let mut seen: HashMap<Document, usize> = HashMap::with_capacity(sheet.rows.len());
    for row in &sheet.rows {
        match checked(&sheet, row, today) {
            Ok(arrival) => {
                if let Some(first) = seen.get(&arrival.worker.document) {
                    faults.push(row.fault(
                        "document",
                        format!("和第 {first} 行是同一个证件号，只留一行就好"),
                        format!("The same document as in row {first}. Keep one of the two."),
                    ));
                    continue;
                }
                seen.insert(arrival.worker.document.clone(), row.number);
                lines.push(Line {
                    number: row.number,
                    arrival,
                });
            }
            Err(found) => faults.extend(found),
        }
    }
    Ok(Prepared { sheet, lines, faults })
}

fn checked(sheet: &Sheet, row: &Row, today: Date) -> std::result::Result<Arrival, Vec<RowFault>> {
    let cell = |field| sheet.cell(row, field).to_owned();
    if is_example(sheet.cell(row, "name")) {
        return Err(vec![row.fault(
            "name",
            "这是模板里的示例，请删掉这一行",
            "This is the template's example. Remove this row.",
        )]);
    }
    let formulas = sheet.formulas(row);
    if !formulas.is_empty() {
        return Err(formulas);
    }
    let draft = WorkerDraft {
        name: cell("name"),
        document_kind: cell("document_kind"),
        document: cell("document"),
        phone: cell("phone"),
        crew: cell("crew"),
        trade: trade(sheet.cell(row, "trade")),
        birth_date: day(sheet.cell(row, "birth_date")),
    };
    match draft.check(today) {
        Ok(worker) => Ok(Arrival {
            worker,
            state: EngagementState::Active,
            entered_on: Some(today),
        }),
        Err(faults) => Err(faults
            .into_iter()
            .map(|fault| at_row(row.number, field_fault(fault)))
            .collect()),
    }
}

fn at_row(row: usize, fault: crate::error::FieldFault) -> RowFault {
    RowFault {
        row,
        field: fault.field,
        words: fault.words,
    }
}

/// A trade as spreadsheets give it: `020 钢筋`, or `20` with its zero lost.
fn trade(text: &str) -> String {
    let code: String = text.chars().take_while(char::is_ascii_digit).collect();
    if code.is_empty() {
        text.to_owned()
    } else {
        format!("{code:0>3}")
    }
}

/// A day as people and spreadsheets write it (`1990/3/7`, `1990.03.07`, `1990年3月7日`, `19900307`), as a day.
fn day(text: &str) -> String {
    let parts: Vec<&str> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .collect();
    match parts.as_slice() {
        [year, month, day] if year.len() == 4 => format!("{year}-{month:0>2}-{day:0>2}"),
        [all] if all.len() == 8 => format!("{}-{}-{}", &all[..4], &all[4..6], &all[6..]),
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_trades_are_taken_as_spreadsheets_write_them() {
        for text in ["1990-03-07", "1990/3/7", "1990.03.07", "1990年3月7日", "19900307"] {
            assert_eq!(day(text), "1990-03-07", "{text}");
        }
        assert_eq!(day("三月"), "三月");
        assert_eq!(
            ["20", "020 钢筋", "钢筋", ""].map(trade),
            ["020", "020", "钢筋", ""]
        );
    }

    #[test]
    fn the_template_reads_as_a_file_whose_only_row_is_to_be_removed() {
        for language in [Language::Chinese, Language::English] {
            let today = jiff::civil::date(2020, 2, 17);
            let prepared = prepare(template(language).as_bytes(), today).unwrap();
            assert!(prepared.lines.is_empty());
            assert_eq!(prepared.faults.len(), 1);
            assert_eq!(
                prepared.faults[0].words.en,
                "This is the template's example. Remove this row."
            );
        }
    }

    #[test]
    fn the_second_row_of_a_document_is_named_with_the_first() {
        let file = "姓名,身份证号\n王建国,440605199003070010\n\n王建国,44060519900307001 0\n";
        let prepared = prepare(file.as_bytes(), jiff::civil::date(2020, 2, 17)).unwrap();
        assert_eq!(prepared.lines.len(), 1);
        let fault = &prepared.faults[0];
        assert_eq!((fault.row, fault.field.as_str()), (4, "document"));
        assert_eq!(
            fault.words.en,
            "The same document as in row 2. Keep one of the two."
        );
    }
}
