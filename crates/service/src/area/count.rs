//! Areas by daily counts: a file of cumulative counts by day and place, made into areas by a threshold. It carries all of
//! its source's counts, and replaces what the source's former file made: counts revised downwards take an area back.

use std::collections::{BTreeMap, HashMap};

use domain::area::counts::{CountRule, spans};
use domain::area::{Level, Reading};
use domain::rights::Right;
use jiff::civil::Date;
use store::area::AreaList;

use super::import::{AreaReport, nothing};
use super::line::{Line, place};
use super::place::Located;
use super::sheet::{COUNTS, is_example};
use crate::audit::About;
use crate::error::{Error, FieldFault, Result};
use crate::platform::{Caller, Platform};
use crate::sheet::{Checked, ImportReport, Row, Sheet, checked, day_words};

/// Counts within at most so many days make an area.
const MOST_DAYS: u16 = 60;

/// Daily counts as they are sent.
#[derive(Clone, Debug)]
pub struct CountDraft {
    /// Who gave them.
    pub source: String,
    /// Of which disease: the code of its profile.
    pub disease: String,
    /// When they make an area.
    pub rule: CountRule,
    /// Of which level.
    pub level: Level,
}

/// A row that can be taken.
struct Count {
    day: Date,
    name: String,
    located: Located,
    confirmed: u32,
}

impl Platform {
    /// Takes in daily counts, or with `dry_run` says what they would do.
    pub async fn import_area_counts(
        &self,
        caller: &Caller,
        draft: &CountDraft,
        file: Vec<u8>,
        dry_run: bool,
    ) -> Result<AreaReport> {
        self.may_in_district(caller, Right::ChangeAreas)?;
        check(draft.rule)?;
        let mut tx = self.store.read().await?;
        let source = self
            .checked_source(&mut tx, &draft.source, &draft.disease)
            .await?;
        let readings = tx.readings().await?;
        drop(tx);
        let prepared = tokio::task::spawn_blocking(move || {
            let sheet = Sheet::read(&file, COUNTS)?;
            let checked = checked(
                &sheet,
                |row| is_example(&sheet, row),
                |row| count(&sheet, row, &readings),
                |count| (count.day, count.located.division.clone(), count.name.clone()),
                twice,
            );
            Ok::<_, Error>((sheet, checked))
        });
        let (sheet, Checked { lines, faults, rows }) = prepared.await.map_err(Error::internal)??;
        let report = ImportReport {
            dry_run,
            rows,
            added: lines.len(),
            ..ImportReport::default()
        };
        let (language, today) = (caller.language, self.local_now().date());
        let whole = tokio::task::spawn_blocking(move || report.with_faults(&sheet, faults, language, today));
        let report = whole.await.map_err(Error::internal)??;
        let Some(counted_to) = lines.iter().map(|(_, count)| count.day).max() else {
            return Ok(nothing(report));
        };
        let mut tx = self.change_areas().await?;
        for (area, ..) in tx.areas_of_source(&draft.disease, &source).await? {
            tx.retract_area(area, self.now()).await?;
        }
        let list = AreaList {
            id: self.new_id(),
            source,
            disease: draft.disease.clone(),
            as_of: counted_to,
            whole: true,
            imported_at: self.now(),
            imported_by: caller.actor.account,
            retracted_at: None,
        };
        let counts = lines.into_iter().map(|(_, count)| count);
        let areas = areas(counts, draft, counted_to);
        self.record(&mut tx, caller, "area.count", About::default())
            .await?;
        self.take_areas(tx, list, areas, report).await
    }
}

/// The spans of days on which each place is an area. One place may be called by several names.
fn areas(counts: impl Iterator<Item = Count>, draft: &CountDraft, counted_to: Date) -> Vec<Line> {
    let mut places: BTreeMap<String, (String, Located, BTreeMap<Date, u32>)> = BTreeMap::new();
    for count in counts {
        let key = match &count.located.division {
            Some(division) if count.located.whole => division.to_string(),
            _ => count.name.clone(),
        };
        let (.., series) = places
            .entry(key)
            .or_insert_with(|| (count.name, count.located, BTreeMap::new()));
        series.insert(count.day, count.confirmed);
    }
    let mut lines = Vec::new();
    for (name, located, series) in places.into_values() {
        for (from, to) in spans(&series, draft.rule, counted_to) {
            lines.push(Line {
                name: name.clone(),
                located: located.clone(),
                level: draft.level,
                from,
                to,
            });
        }
    }
    lines
}

fn check(rule: CountRule) -> Result<()> {
    if rule.new_cases == 0 || !(1..=MOST_DAYS).contains(&rule.within_days) {
        return Err(Error::field(
            "within_days",
            "请填：1 到 60 天内新增至少 1 例",
            "Fill in: at least 1 new case within 1 to 60 days.",
        ));
    }
    Ok(())
}

fn count(
    sheet: &Sheet,
    row: &Row,
    readings: &HashMap<String, Reading>,
) -> std::result::Result<Count, Vec<FieldFault>> {
    let mut faults = Vec::new();
    let place = place(sheet, row, readings)
        .map_err(|fault| faults.push(fault))
        .ok();
    let day = match sheet.day(row, "day") {
        Ok(Some(day)) => Some(day),
        Ok(None) => {
            faults.push(FieldFault::new("day", "请填日期", "Fill in the day."));
            None
        }
        Err(why) => {
            faults.push(FieldFault {
                field: "day".to_owned(),
                words: day_words(why),
            });
            None
        }
    };
    let confirmed = sheet.cell(row, "confirmed").parse().ok();
    if confirmed.is_none() {
        faults.push(FieldFault::new(
            "confirmed",
            "累计确诊要填一个数字",
            "The cumulative count has to be a number.",
        ));
    }
    match (place, day, confirmed) {
        (Some((name, located)), Some(day), Some(confirmed)) => Ok(Count {
            day,
            name,
            located,
            confirmed,
        }),
        _ => Err(faults),
    }
}

fn twice(first: usize) -> FieldFault {
    FieldFault::new(
        "day",
        format!("和第 {first} 行是同一个地方、同一天，只留一行就好"),
        format!("The same place and day as in row {first}. Keep one of the two."),
    )
}
