//! The divisions that there are: the list the worker's pages offer, built in.

use std::collections::HashSet;
use std::sync::LazyLock;

/// One division a line: code, name and spelling between tabs.
const LIST: &str = include_str!("../../../../web/worker/src/division/divisions.tsv");

static CODES: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| LIST.lines().filter_map(|line| line.split('\t').next()).collect());

/// Whether the list has a code, in its shortest form.
pub(super) fn contains(code: &str) -> bool {
    CODES.contains(code)
}

/// The provinces and cities by the name people write, without what kind of place it is: 湖北, 武汉. Parts of a city that
/// has no name of its own are left out.
static NAMES: LazyLock<Vec<(&'static str, &'static str)>> = LazyLock::new(|| {
    let lines = LIST.lines().filter_map(|line| {
        let mut columns = line.split('\t');
        Some((columns.next()?, columns.next()?))
    });
    lines
        .filter(|(code, name)| {
            code.len() <= 4 && !matches!(*name, "市辖区" | "县" | "直辖县" | "省直辖县级行政区划")
        })
        .map(|(code, name)| (short(name), code))
        .filter(|(name, _)| name.chars().count() >= 2)
        .collect()
});

fn short(name: &str) -> &str {
    let kinds = [
        "特别行政区",
        "壮族自治区",
        "回族自治区",
        "维吾尔自治区",
        "自治区",
        "地区",
        "省",
        "市",
    ];
    kinds
        .iter()
        .find_map(|kind| name.strip_suffix(kind))
        .unwrap_or(name)
}

/// The codes of provinces and cities that a text names. O(their number).
pub(super) fn named_in(text: &str) -> impl Iterator<Item = &'static str> {
    NAMES
        .iter()
        .filter(move |(name, _)| text.contains(name))
        .map(|(_, code)| *code)
}
