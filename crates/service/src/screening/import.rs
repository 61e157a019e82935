//! A watchlist from a file: every row checked, faulty ones handed back in words, the rest taken in as one list.

use std::collections::HashMap;

use domain::document::{Document, DocumentKind, NotADocument};
use domain::id::WatchlistId;
use domain::language::Language;
use domain::name::Name;
use domain::rights::Right;
use domain::screening::Category;
use domain::text;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use store::screening::{WatchEntry, Watchlist};

use crate::audit::About;
use crate::error::{Error, Result};
use crate::platform::{Caller, Platform};
use crate::sheet::{Column, ImportReport, Row, RowFault, Sheet};

const COLUMNS: &[Column] = &[
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
    column("name", &["姓名"], true),
    column("category", &["类别", "人员类别", "类型"], true),
    column("reason", &["原因", "说明", "备注"], false),
    column(
        "expiry",
        &["到期", "到期日", "到期日期", "expireson", "expires"],
        true,
    ),
];

const fn column(field: &'static str, headers: &'static [&'static str], required: bool) -> Column {
    Column {
        field,
        headers,
        required,
    }
}

/// No list stands longer than a year without being made anew.
const LONGEST_DAYS: i64 = 366;

/// Names and sources have at most this many characters, reasons as well.
const LONGEST_TEXT: usize = 200;

/// A list as it is sent.
#[derive(Clone, Debug)]
pub struct ListDraft {
    /// What it is called.
    pub name: String,
    /// Who made it.
    pub source: String,
    /// The last day on which any of it stands.
    pub expires_on: Date,
}

/// What an import did, or would do.
#[derive(Clone, Debug)]
pub struct WatchlistReport {
    /// Rows and faults.
    pub report: ImportReport,
    /// The list that was made.
    pub watchlist: Option<WatchlistId>,
    /// People known here who are on it.
    pub matches: usize,
}

struct Line {
    number: usize,
    document: Document,
    name: Name,
    category: Category,
    reason: String,
    expires_on: Date,
}

impl Platform {
    /// Takes in a list, or with `dry_run` says what it would find. Whoever is on it is screened at once.
    pub async fn import_watchlist(
        &self,
        caller: &Caller,
        draft: &ListDraft,
        file: Vec<u8>,
        dry_run: bool,
    ) -> Result<WatchlistReport> {
        self.may_in_district(caller, Right::ChangeWatchlists)?;
        let today = self.local_now().date();
        let (name, source) = check(draft, today)?;
        let last_day = draft.expires_on;
        let prepared = tokio::task::spawn_blocking(move || prepare(&file, today, last_day));
        let (sheet, lines, faults) = prepared.await.map_err(Error::internal)??;
        let report = ImportReport {
            dry_run,
            rows: sheet.rows.len(),
            added: lines.len(),
            error_sheet: sheet.error_sheet(&faults, caller.language),
            faults,
            ..ImportReport::default()
        };
        let documents: Vec<Document> = lines.iter().map(|line| line.document.clone()).collect();
        if dry_run || lines.is_empty() {
            let found = self.store.read().await?.people_with_documents(&documents).await?;
            return Ok(WatchlistReport {
                report,
                watchlist: None,
                matches: distinct(found).len(),
            });
        }
        let now = self.now();
        let list = Watchlist {
            id: self.new_id(),
            name,
            source,
            imported_at: now,
            imported_by: caller.actor.account,
            expires_at: end_of(draft.expires_on, &self.settings.zone)?,
            retired_at: None,
        };
        let mut entries = Vec::with_capacity(lines.len());
        for line in lines {
            entries.push(WatchEntry {
                id: self.new_id(),
                document: line.document,
                name: line.name,
                category: line.category,
                reason: line.reason,
                expires_at: end_of(line.expires_on, &self.settings.zone)?,
            });
        }
        let mut tx = self.store.write().await?;
        tx.hold_screening().await?;
        tx.insert_watchlist(&list, &entries).await?;
        let found = distinct(tx.people_with_documents(&documents).await?);
        self.record(&mut tx, caller, "watchlist.import", About::default())
            .await?;
        self.settle(&mut tx, &found).await?;
        tx.commit().await?;
        Ok(WatchlistReport {
            report,
            watchlist: Some(list.id),
            matches: found.len(),
        })
    }
}

/// A file to fill in, with an example that an import does not take.
pub fn template(language: Language) -> String {
    let text = match language {
        Language::Chinese => {
            "证件类型,证件号码,姓名,类别,原因,到期\n\
             身份证,11010519491231002X,示例（请删掉这行）,密切接触,同一车厢,2020-03-01\n"
        }
        Language::English => {
            "document_kind,document,name,category,reason,expiry\n\
             passport,E12345678,Example (remove this row),close_contact,same carriage,2020-03-01\n"
        }
    };
    format!("\u{feff}{text}")
}

fn distinct<T: Ord>(mut all: Vec<T>) -> Vec<T> {
    all.sort_unstable();
    all.dedup();
    all
}

/// Midnight after a day: what ends on a day stands through all of it.
fn end_of(day: Date, zone: &TimeZone) -> Result<Timestamp> {
    let next = day.tomorrow().map_err(Error::internal)?;
    let at = next.to_zoned(zone.clone()).map_err(Error::internal)?;
    Ok(at.timestamp())
}

/// The list's name and source as they are kept, once everything about it is right.
fn check(draft: &ListDraft, today: Date) -> Result<(String, String)> {
    let name = text::label(&draft.name, 1..=LONGEST_TEXT).map_err(|_| {
        Error::field(
            "name",
            "给名单起个名字，最多 200 个字，不能有看不见的字符，不能以 = + - @ 开头",
            "Give the list a name: 200 characters at most, none of them invisible, not beginning with = + - @.",
        )
    })?;
    let source = text::label(&draft.source, 1..=LONGEST_TEXT).map_err(|_| {
        Error::field(
            "source",
            "请写明名单是谁给的，最多 200 个字，不能有看不见的字符，不能以 = + - @ 开头",
            "Say who the list comes from: 200 characters at most, none of them invisible, not beginning with = + - @.",
        )
    })?;
    let latest = today
        .checked_add(Span::new().days(LONGEST_DAYS))
        .map_err(Error::internal)?;
    if draft.expires_on < today || draft.expires_on > latest {
        return Err(Error::field(
            "expires_on",
            "名单要有到期日，从今天起最长一年",
            "A list has to end: from today on, within a year.",
        ));
    }
    Ok((name, source))
}

fn prepare(file: &[u8], today: Date, last_day: Date) -> Result<(Sheet, Vec<Line>, Vec<RowFault>)> {
    let sheet = Sheet::read(file, COLUMNS)?;
    let mut lines: Vec<Line> = Vec::with_capacity(sheet.rows.len());
    let mut faults = Vec::new();
    let mut seen: HashMap<(Document, Category), usize> = HashMap::with_capacity(sheet.rows.len());
    for row in &sheet.rows {
        match line(&sheet, row, today, last_day) {
            Ok(line) => {
                let who = (line.document.clone(), line.category);
                if let Some(first) = seen.get(&who) {
                    faults.push(row.fault(
                        "document",
                        format!("和第 {first} 行是同一个人、同一类别，只留一行就好"),
                        format!("The same person and category as in row {first}. Keep one of the two."),
                    ));
                } else {
                    seen.insert(who, line.number);
                    lines.push(line);
                }
            }
            Err(mut found) => faults.append(&mut found),
        }
    }
    Ok((sheet, lines, faults))
}

fn line(sheet: &Sheet, row: &Row, today: Date, last_day: Date) -> std::result::Result<Line, Vec<RowFault>> {
    let name_text = sheet.cell(row, "name");
    if name_text.starts_with("示例（") || name_text.starts_with("Example (") {
        return Err(vec![row.fault(
            "name",
            "这是模板里的示例，请删掉这一行",
            "This is the template's example. Remove this row.",
        )]);
    }
    let mut faults = sheet.formulas(row);
    if !faults.is_empty() {
        return Err(faults);
    }
    let document = document(sheet, row).map_err(|fault| faults.push(fault)).ok();
    let name = Name::parse(name_text)
        .map_err(|_| {
            faults.push(row.fault(
                "name",
                "请照证件填姓名，最多 60 个字",
                "Write the name as on the document, 60 characters at most.",
            ));
        })
        .ok();
    let category = Category::named(sheet.cell(row, "category"));
    if category.is_none() {
        faults.push(row.fault(
            "category",
            "类别要填确诊、疑似、无症状、密切接触、一般接触或疫情发生地，别的不收",
            "The category has to be confirmed, suspected, asymptomatic, close_contact, general_contact or \
             from_outbreak_area; no other is taken.",
        ));
    }
    let reason = text::note(sheet.cell(row, "reason"), 0..=LONGEST_TEXT)
        .map_err(|_| {
            faults.push(row.fault(
                "reason",
                "原因最多 200 个字，不能有看不见的字符",
                "The reason has 200 characters at most, none of them invisible.",
            ));
        })
        .ok();
    let expires_on = expiry(sheet, row, today, last_day)
        .map_err(|fault| faults.push(fault))
        .ok();
    match (document, name, category, reason, expires_on) {
        (Some(document), Some(name), Some(category), Some(reason), Some(expires_on)) => Ok(Line {
            number: row.number,
            document,
            name,
            category,
            reason,
            expires_on,
        }),
        _ => Err(faults),
    }
}

fn document(sheet: &Sheet, row: &Row) -> std::result::Result<Document, RowFault> {
    let kind = DocumentKind::named(sheet.cell(row, "document_kind")).ok_or_else(|| {
        row.fault(
            "document_kind",
            "证件类型认不出，身份证可以不填",
            "The kind of document is not known; for identity cards it may stay empty.",
        )
    })?;
    Document::parse(kind, sheet.cell(row, "document")).map_err(|why| match why {
        NotADocument::Empty => row.fault("document", "请填证件号码", "Fill in the document number."),
        NotADocument::CheckDigit => row.fault(
            "document",
            "证件号码有一位输错了（校验码对不上）",
            "One digit of the document number is mistyped: the check digit does not fit.",
        ),
        NotADocument::Form | NotADocument::BirthDate => row.fault(
            "document",
            "证件号码不对，请照证件再填一次；表格里请把这一列设成文本",
            "The document number is not right. Copy it again; in a spreadsheet, format the column as text.",
        ),
    })
}

fn expiry(sheet: &Sheet, row: &Row, today: Date, last_day: Date) -> std::result::Result<Date, RowFault> {
    let text = sheet.cell(row, "expiry");
    let parts: Vec<&str> = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|part| !part.is_empty())
        .collect();
    let day = match parts.as_slice() {
        [year, month, day] if year.len() == 4 => format!("{year}-{month:0>2}-{day:0>2}").parse::<Date>().ok(),
        [all] if all.len() == 8 => format!("{}-{}-{}", &all[..4], &all[4..6], &all[6..]).parse().ok(),
        _ => None,
    };
    match day {
        None => Err(row.fault(
            "expiry",
            "到期日要写成 2020-03-01；没有到期日的不收",
            "Write the expiry as 2020-03-01; a line without one is not taken.",
        )),
        Some(day) if day < today => Err(row.fault("expiry", "到期日已经过了", "The expiry has passed.")),
        Some(day) if day > last_day => Err(row.fault(
            "expiry",
            "到期日不能晚于名单的到期日",
            "A line cannot end after its list does.",
        )),
        Some(day) => Ok(day),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn read(text: &str) -> (Vec<Line>, Vec<(usize, String)>) {
        let (_, lines, faults) = prepare(text.as_bytes(), date(2020, 2, 17), date(2020, 3, 31)).unwrap();
        (
            lines,
            faults.into_iter().map(|fault| (fault.row, fault.field)).collect(),
        )
    }

    #[test]
    fn lists_are_read_with_headers_in_both_languages() {
        for text in [
            "证件类型,证件号码,姓名,类别,原因,到期\n身份证,440605199003070010,王建国,密接,同车,2020/3/1\n",
            "expiry,category,name,document\n2020-03-01,close_contact,王建国,440605199003070010\n",
        ] {
            let (lines, faults) = read(text);
            assert_eq!(faults, []);
            assert_eq!(
                (lines.len(), lines[0].category, lines[0].expires_on),
                (1, Category::CloseContact, date(2020, 3, 1))
            );
        }
    }

    #[test]
    fn every_fault_is_named_by_row_and_field() {
        let (lines, faults) = read(
            "证件号码,姓名,类别,到期\n\
             440605199003070011,王建国,密接,2020-03-01\n\
             440605199003070010,王建国,讨薪,2020-03-01\n\
             440605199003070010,王建国,密接,\n\
             440605199003070010,王建国,密接,2020-02-16\n\
             440605199003070010,王建国,密接,2020-04-01\n\
             440605199003070010,王建国,密接,2020-03-01\n\
             440605199003070010,王建国,密接,2020-03-02\n",
        );
        let named: Vec<(usize, &str)> = faults.iter().map(|(row, field)| (*row, field.as_str())).collect();
        assert_eq!(
            named,
            [
                (2, "document"),
                (3, "category"),
                (4, "expiry"),
                (5, "expiry"),
                (6, "expiry"),
                (8, "document")
            ]
        );
        assert_eq!(lines.len(), 1);
    }

    #[test]
    fn the_template_reads_as_a_list_whose_only_row_is_to_be_removed() {
        for language in [Language::Chinese, Language::English] {
            let (lines, faults) = read(&template(language));
            assert!(lines.is_empty());
            assert_eq!(faults, [(2, "name".to_owned())]);
        }
    }

    #[test]
    fn a_list_without_an_end_is_not_taken() {
        let draft = |expires_on| ListDraft {
            name: "密接名单".into(),
            source: "区疾控".into(),
            expires_on,
        };
        let today = date(2020, 2, 17);
        assert!(check(&draft(today), today).is_ok());
        assert!(check(&draft(date(2020, 2, 16)), today).is_err());
        assert!(check(&draft(date(2021, 3, 1)), today).is_err());
    }
}
