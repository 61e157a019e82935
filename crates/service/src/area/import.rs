//! A list of areas from a file: every row checked, faulty ones handed back in words, the rest taken in as one list. Tried
//! first, it says whom it would hold and free.

use std::collections::HashSet;

use domain::area::place_key;
use domain::id::{AreaListId, UnreadPlaceId};
use domain::language::Language;
use domain::rights::Right;
use domain::text;
use jiff::ToSpan;
use jiff::civil::Date;
use store::Tx;
use store::area::{AreaList, NewArea};

use super::effect::Effect;
use super::line::{Line, line};
use super::sheet::{PLACES, counts_template, is_example, places_template};
use crate::audit::About;
use crate::error::{Error, FieldFault, Result};
use crate::platform::{Caller, Platform};
use crate::sheet::{Checked, Format, ImportReport, Sheet, SheetFile, checked};

/// A list speaks for a day at most this far ahead.
const FURTHEST_AHEAD: i64 = 30;

/// Sources have at most this many characters.
const LONGEST_SOURCE: usize = 200;

/// A list of places as it is sent.
#[derive(Clone, Debug)]
pub struct AreaDraft {
    /// Who gave it.
    pub source: String,
    /// For which disease: the code of its profile.
    pub disease: String,
    /// The day it speaks for.
    pub as_of: Date,
    /// What becomes of what the source named before.
    pub revision: Revision,
}

/// What becomes of what a source named before, and this list of its names no more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Revision {
    /// It stands: the list only adds.
    Adds,
    /// It has ended the day before the list speaks for.
    Ends,
    /// It never was an area.
    Retracts,
}

/// What an import did, or would do.
#[derive(Clone, Debug)]
pub struct AreaReport {
    /// Rows and faults.
    pub report: ImportReport,
    /// The list that was made.
    pub list: Option<AreaListId>,
    /// Areas that are a division, all of it.
    pub whole: usize,
    /// Areas within a division: possible for whoever was there.
    pub within: usize,
    /// Areas whose name a person has to read.
    pub unread: usize,
    /// Whom it holds and frees.
    pub effect: Effect,
}

impl Platform {
    /// A file of places to fill in, with an example.
    pub fn area_template(&self, language: Language, format: Format) -> Result<SheetFile> {
        places_template(language, format, self.local_now().date())
    }

    /// A file of daily counts to fill in, with an example.
    pub fn area_count_template(&self, language: Language, format: Format) -> Result<SheetFile> {
        counts_template(language, format, self.local_now().date())
    }

    /// Takes in a list of places, or with `dry_run` says what it would do.
    pub async fn import_areas(
        &self,
        caller: &Caller,
        draft: &AreaDraft,
        file: Vec<u8>,
        dry_run: bool,
    ) -> Result<AreaReport> {
        self.may_in_district(caller, Right::ChangeAreas)?;
        let mut tx = self.store.read().await?;
        let source = self
            .checked_source(&mut tx, &draft.source, &draft.disease)
            .await?;
        let today = self.local_now().date();
        if draft.as_of > today.saturating_add(FURTHEST_AHEAD.days()) {
            return Err(Error::field(
                "as_of",
                "名单的日期最多比今天晚 30 天",
                "A list speaks for a day at most 30 days ahead.",
            ));
        }
        let (readings, as_of) = (tx.readings().await?, draft.as_of);
        drop(tx);
        let prepared = tokio::task::spawn_blocking(move || {
            let sheet = Sheet::read(&file, PLACES)?;
            let checked = checked(
                &sheet,
                |row| is_example(&sheet, row),
                |row| line(&sheet, row, as_of, &readings),
                |line| {
                    (
                        line.located.division.clone(),
                        line.name.clone(),
                        line.level,
                        line.from,
                    )
                },
                twice,
            );
            Ok::<_, Error>((sheet, checked))
        });
        let (sheet, Checked { lines, faults, rows }) = prepared.await.map_err(Error::internal)??;
        let lines: Vec<Line> = lines.into_iter().map(|(_, line)| line).collect();
        let report = ImportReport {
            dry_run,
            rows,
            added: lines.len(),
            ..ImportReport::default()
        };
        let language = caller.language;
        let whole = tokio::task::spawn_blocking(move || report.with_faults(&sheet, faults, language, today));
        let report = whole.await.map_err(Error::internal)??;
        if lines.is_empty() {
            return Ok(nothing(report));
        }
        let mut tx = self.change_areas().await?;
        if draft.revision == Revision::Retracts {
            self.retract_unnamed(&mut tx, &draft.disease, &source, &lines)
                .await?;
        }
        let list = AreaList {
            id: self.new_id(),
            source,
            disease: draft.disease.clone(),
            as_of: draft.as_of,
            whole: draft.revision != Revision::Adds,
            imported_at: self.now(),
            imported_by: caller.actor.account,
            retracted_at: None,
        };
        self.record(&mut tx, caller, "area.import", About::default())
            .await?;
        self.take_areas(tx, list, lines, report).await
    }

    /// The source as it is kept, where there is such a disease.
    pub(super) async fn checked_source(&self, tx: &mut Tx, source: &str, disease: &str) -> Result<String> {
        let source = text::label(source, 1..=LONGEST_SOURCE).map_err(|_| {
            Error::field(
                "source",
                "请写明名单是谁发布的，最多 200 个字，不能有看不见的字符，不能以 = + - @ 开头",
                "Say who published the list: 200 characters at most, none of them invisible, not beginning with = + - @.",
            )
        })?;
        let profiles = self.profiles(tx).await?;
        if !profiles.iter().any(|profile| profile.code == disease) {
            return Err(Error::field(
                "disease",
                "没有这个病种，请重新选一次",
                "There is no such disease. Choose it again.",
            ));
        }
        Ok(source)
    }

    /// Takes back what the source named before and these lines do not.
    async fn retract_unnamed(&self, tx: &mut Tx, disease: &str, source: &str, lines: &[Line]) -> Result<()> {
        let named: HashSet<String> = lines.iter().map(|line| place_key(&line.name)).collect();
        let divisions: HashSet<_> = lines
            .iter()
            .filter(|line| line.located.whole)
            .filter_map(|line| line.located.division.as_ref())
            .collect();
        for (area, name, division) in tx.areas_of_source(disease, source).await? {
            let still = division.is_some_and(|division| divisions.contains(&division));
            if !still && !named.contains(&place_key(&name)) {
                tx.retract_area(area, self.now()).await?;
            }
        }
        Ok(())
    }

    /// Takes lines in as a list, and says what that does. A dry run goes all the way and leaves nothing.
    pub(super) async fn take_areas(
        &self,
        mut tx: Tx,
        list: AreaList,
        lines: Vec<Line>,
        report: ImportReport,
    ) -> Result<AreaReport> {
        let dry_run = report.dry_run;
        let unread: Vec<(UnreadPlaceId, &str)> = lines
            .iter()
            .filter(|line| line.located.unread)
            .map(|line| (self.new_id(), line.name.as_str()))
            .collect();
        let mut kept = tx.keep_unread(&unread, self.now()).await?.into_iter();
        let areas: Vec<NewArea> = lines
            .iter()
            .map(|line| NewArea {
                id: self.new_id(),
                name: line.name.clone(),
                division: line.located.division.clone(),
                whole: line.located.whole,
                unread: line.located.unread.then(|| kept.next()).flatten(),
                level: line.level,
                from: line.from,
                to: line.to,
            })
            .collect();
        tx.insert_area_list(&list).await?;
        tx.insert_areas(list.id, &areas).await?;
        let effect = self.areas_changed(tx, dry_run).await?;
        let whole = lines.iter().filter(|line| line.located.whole).count();
        Ok(AreaReport {
            report,
            list: (!dry_run).then_some(list.id),
            whole,
            within: lines.len() - whole - unread.len(),
            unread: unread.len(),
            effect,
        })
    }
}

/// The report of a file without a row that could be taken.
pub(super) fn nothing(report: ImportReport) -> AreaReport {
    AreaReport {
        report,
        list: None,
        whole: 0,
        within: 0,
        unread: 0,
        effect: Effect::default(),
    }
}

fn twice(first: usize) -> FieldFault {
    FieldFault::new(
        "place",
        format!("和第 {first} 行是同一个地方、同一天开始，只留一行就好"),
        format!("The same place from the same day as in row {first}. Keep one of the two."),
    )
}
