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
