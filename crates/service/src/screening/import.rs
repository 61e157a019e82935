//! A watchlist from a file: every row checked, faulty ones handed back in words, the rest taken in as one list.

use domain::document::Document;
use domain::id::WatchlistId;
use domain::language::Language;
use domain::rights::Right;
use domain::text;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use store::screening::{WatchEntry, Watchlist};

use crate::audit::About;
use crate::error::{Error, FieldFault, Result};
use crate::platform::{Caller, Platform};
use crate::screening::sheet::{COLUMNS, Line, is_example, line, template};
use crate::sheet::{Checked, Format, ImportReport, Sheet, SheetFile, checked};

/// No list stands longer than a year without being made anew.
const LONGEST_DAYS: i64 = 366;

/// Names and sources have at most this many characters.
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

impl Platform {
    /// A file to fill in, with an example row and, in a workbook, the codes on a second page.
    pub fn watchlist_template(&self, language: Language, format: Format) -> Result<SheetFile> {
        template(language, format, self.local_now().date())
    }

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
        let (sheet, Checked { lines, faults, rows }) = prepared.await.map_err(Error::internal)??;
        let report = ImportReport {
            dry_run,
            rows,
            added: lines.len(),
            ..ImportReport::default()
        };
        let language = caller.language;
        let whole = tokio::task::spawn_blocking(move || report.with_faults(&sheet, faults, language, today));
        let report = whole.await.map_err(Error::internal)??;
        let documents: Vec<Document> = lines.iter().map(|(_, line)| line.document.clone()).collect();
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
        for (_, line) in lines {
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

fn prepare(file: &[u8], today: Date, last_day: Date) -> Result<(Sheet, Checked<Line>)> {
    let sheet = Sheet::read(file, COLUMNS)?;
    let checked = checked(
        &sheet,
        |row| is_example(&sheet, row),
        |row| line(&sheet, row, today, last_day),
        |line| (line.document.clone(), line.category),
        |first| {
            FieldFault::new(
                "document",
                format!("和第 {first} 行是同一个人、同一类别，只留一行就好"),
                format!("The same person and category as in row {first}. Keep one of the two."),
            )
        },
    );
    Ok((sheet, checked))
}

#[cfg(test)]
mod tests {
    use domain::screening::Category;
    use jiff::civil::date;

    use super::*;

    fn read(text: &str) -> (Vec<Line>, Vec<(usize, String)>) {
        let (_, checked) = prepare(text.as_bytes(), date(2020, 2, 17), date(2020, 3, 31)).unwrap();
        let faults = checked.faults.into_iter().map(|fault| (fault.row, fault.field));
        (
            checked.lines.into_iter().map(|(_, line)| line).collect(),
            faults.collect(),
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
