//! A row of a sheet of places as an area, or what is wrong with it.

use std::collections::HashMap;

use domain::area::{Level, Reading};
use domain::division::Division;
use domain::text;
use jiff::civil::Date;

use super::place::{Located, located};
use super::sheet::name;
use crate::error::FieldFault;
use crate::sheet::{Row, Sheet, day_words};

/// Names have at most this many characters.
pub(super) const LONGEST_NAME: usize = 1_000;

/// An area that can be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) name: String,
    pub(super) located: Located,
    pub(super) level: Level,
    pub(super) from: Date,
    pub(super) to: Option<Date>,
}

/// A row as an area; without a first day it is one from `as_of` on.
pub(super) fn line(
    sheet: &Sheet,
    row: &Row,
    as_of: Date,
    readings: &HashMap<String, Reading>,
) -> Result<Line, Vec<FieldFault>> {
    let mut faults = Vec::new();
    let place = place(sheet, row, readings)
        .map_err(|fault| faults.push(fault))
        .ok();
    let level = Level::named(sheet.cell(row, "level"));
    if level.is_none() {
        faults.push(FieldFault::new(
            "level",
            "风险等级要填高风险、中风险或低风险",
            "The level has to be high, medium or low.",
        ));
    }
    let extent = Extent::named(sheet.cell(row, "extent"));
    if extent.is_none() {
        faults.push(FieldFault::new(
            "extent",
            "范围要填全部或部分，不填就按名称算",
            "The extent has to be whole or part; left empty, the name says it.",
        ));
    }
    let days = days(sheet, row, as_of).map_err(|fault| faults.push(fault)).ok();
    match (place, level, extent, days) {
        (Some((name, located)), Some(level), Some(extent), Some((from, to))) => Ok(Line {
            name,
            located: extent.of(located),
            level,
            from,
            to,
        }),
        _ => Err(faults),
    }
}

/// What a row calls its place, and where that is.
pub(super) fn place(
    sheet: &Sheet,
    row: &Row,
    readings: &HashMap<String, Reading>,
) -> Result<(String, Located), FieldFault> {
    let name = text::line(&name(sheet, row), 0..=LONGEST_NAME).map_err(|_| {
        FieldFault::new(
            "place",
            "地名最多 1000 个字，不能有看不见的字符",
            "A place has 1,000 characters at most, none of them invisible.",
        )
    })?;
    let typed = sheet.cell(row, "division");
    let code: Option<Division> = typed.parse().ok().filter(Division::is_known);
    if code.is_none() && name.is_empty() {
        let (zh, en) = if typed.is_empty() {
            (
                "请填地区代码或地名",
                "Fill in the code of a division, or the name of a place.",
            )
        } else {
            (
                "没有这个地区代码，请改对，或者填上地名",
                "There is no such division. Correct the code, or fill in the name of the place.",
            )
        };
        return Err(FieldFault::new("division", zh, en));
    }
    let located = located(code.as_ref(), &name, readings);
    let name = match &code {
        Some(code) if name.is_empty() => code.full_name(),
        _ => name,
    };
    Ok((name, located))
}

/// How much of its division an area is, as its list says it.
#[derive(Clone, Copy)]
enum Extent {
    /// As its name says.
    Named,
    Whole,
    Part,
}

impl Extent {
    fn named(said: &str) -> Option<Self> {
        match said.to_lowercase().as_str() {
            "" => Some(Self::Named),
            "全部" | "全域" | "whole" => Some(Self::Whole),
            "部分" | "part" => Some(Self::Part),
            _ => None,
        }
    }

    /// A list that says the whole of a division is believed where it is known which.
    fn of(self, located: Located) -> Located {
        let whole = match self {
            Self::Named => located.whole,
            Self::Whole => located.division.is_some() && !located.unread,
            Self::Part => false,
        };
        Located { whole, ..located }
    }
}

fn days(sheet: &Sheet, row: &Row, as_of: Date) -> Result<(Date, Option<Date>), FieldFault> {
    let day = |field: &'static str| {
        sheet.day(row, field).map_err(|why| FieldFault {
            field: field.to_owned(),
            words: day_words(why),
        })
    };
    let (from, to) = (day("from")?, day("to")?);
    let from = from.unwrap_or(as_of);
    if to.is_some_and(|to| to < from) {
        return Err(FieldFault::new(
            "to",
            "结束的日子比开始早，请改一下",
            "It ends before it begins.",
        ));
    }
    Ok((from, to))
}
