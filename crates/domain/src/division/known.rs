//! The divisions that there are, built in: the list of provinces, cities and counties that the worker's pages offer too,
//! and below it the towns and communities.
//!
//! It is as the National Bureau of Statistics published it for 30 June 2023. Codes that were given up before then are
//! not in it, nor are those given out since. Taiwan, Hong Kong and Macao are provinces without anything below.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::below;

/// One division a line: code, name and spelling between tabs.
const LIST: &str = include_str!("../../../../web/worker/src/division/divisions.tsv");

/// Code and name, by code.
static LINES: LazyLock<Vec<(&'static str, &'static str)>> = LazyLock::new(|| {
    let line = |line: &'static str| {
        let mut columns = line.split('\t');
        Some((columns.next()?, columns.next()?))
    };
    LIST.lines().filter_map(line).collect()
});

static NAMED: LazyLock<HashMap<&'static str, &'static str>> =
    LazyLock::new(|| LINES.iter().copied().collect());

/// The name of the division with this code, in its shortest form.
pub(super) fn name(code: &str) -> Option<&'static str> {
    if code.len() > 6 {
        return below::name(code);
    }
    NAMED.get(code).copied().filter(|_| !is_its_city(code))
}

/// Whether a county's code names its whole city, which has no counties: 441900 is 东莞, as 4419 is.
fn is_its_city(code: &str) -> bool {
    code.len() == 6 && code.ends_with("00")
}

/// Every province, city and county with a name of its own, by code.
pub(super) fn all() -> impl Iterator<Item = (&'static str, &'static str)> {
    LINES
        .iter()
        .copied()
        .filter(|(code, name)| !is_grouping(name) && !is_its_city(code))
}

/// What lies directly under a division, by code; the provinces under none.
pub(super) fn under(code: &str) -> Vec<(String, &'static str)> {
    if code.len() >= 6 {
        return below::under(code);
    }
    let found: Vec<_> = LINES
        .iter()
        .filter(|(own, _)| own.len() == code.len() + 2 && own.starts_with(code) && !is_its_city(own))
        .map(|(own, name)| ((*own).to_owned(), *name))
        .collect();
    // Towns lie directly in a city without counties: 东莞, 中山, 儋州.
    if found.is_empty() && code.len() == 4 {
        return below::under(code);
    }
    found
}

/// Whether a name only groups what lies under it, and says nothing to people.
pub(super) fn is_grouping(name: &str) -> bool {
    matches!(
        name,
        "市辖区" | "县" | "直辖县" | "省直辖县级行政区划" | "自治区直辖县级行政区划"
    )
}
