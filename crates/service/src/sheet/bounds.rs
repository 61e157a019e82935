//! Bounds of a workbook before anything in it is read: it is a ZIP of XML that may unpack to more than any memory
//! holds, or promise more than it has. Every part is unpacked once into nothing, and counted.

use std::io::{Cursor, Read, copy, sink};

use zip::ZipArchive;

use crate::error::Result;
use crate::sheet::grid::{too_large, unreadable};

/// Parts of a workbook at most.
const MOST_PARTS: usize = 2_000;

/// All parts together, unpacked, in bytes: a hundred thousand rows with room to spare.
const LARGEST: u64 = 160 << 20;

/// The table of texts, which is kept in memory whole.
const LARGEST_TEXTS: u64 = 64 << 20;

/// Styles, relations and the like, which are kept in memory whole and many times as large there.
const LARGEST_KEPT: u64 = 2 << 20;

/// Goes on only if a workbook can be read within bounds.
pub(crate) fn check(bytes: &[u8]) -> Result<()> {
    let mut parts = ZipArchive::new(Cursor::new(bytes)).map_err(|_| unreadable())?;
    if parts.len() > MOST_PARTS {
        return Err(too_large());
    }
    let mut left = LARGEST;
    for index in 0..parts.len() {
        let mut part = parts.by_index(index).map_err(|_| unreadable())?;
        let path = part.name().map_err(|_| unreadable())?;
        let path = path.to_ascii_lowercase().replace('\\', "/");
        let name = path.rsplit('/').next().unwrap_or_default();
        let size = if name == "sharedstrings.xml" {
            texts(&mut part, left.min(LARGEST_TEXTS))?
        } else {
            let most = if kept_whole(name) { LARGEST_KEPT } else { LARGEST };
            size(&mut part, left.min(most))?
        };
        left -= size;
    }
    Ok(())
}

/// Of a name in lower case.
fn kept_whole(name: &str) -> bool {
    let kind = name.rsplit_once('.').map(|(_, kind)| kind);
    matches!(name, "styles.xml" | "workbook.xml") || name.starts_with("theme") || kind == Some("rels")
}

fn size(part: &mut impl Read, most: u64) -> Result<u64> {
    // What a part says of its own size is not asked: it may lie.
    let size = copy(&mut part.take(most + 1), &mut sink()).map_err(|_| unreadable())?;
    if size > most { Err(too_large()) } else { Ok(size) }
}

/// The size of the table of texts. Memory for as many texts as its `uniqueCount` says is asked for before the
/// first is read: more than can be in it is a trap.
fn texts(part: &mut impl Read, most: u64) -> Result<u64> {
    let mut table = Vec::new();
    part.take(most + 1)
        .read_to_end(&mut table)
        .map_err(|_| unreadable())?;
    if table.len() as u64 > most {
        return Err(too_large());
    }
    // Zero and escape are in no XML of ASCII's kin; without them no encoding hides the attribute.
    if table.iter().any(|byte| matches!(byte, 0 | 0x1b)) || promised(&table) > table.len() {
        return Err(unreadable());
    }
    Ok(table.len() as u64)
}

/// The largest number behind any `uniqueCount`.
fn promised(table: &[u8]) -> usize {
    const NAME: &[u8] = b"uniqueCount";
    let mut most = 0;
    for (at, _) in table
        .windows(NAME.len())
        .enumerate()
        .filter(|(_, word)| *word == NAME)
    {
        let digits: String = table[at + NAME.len()..]
            .iter()
            .skip_while(|byte| byte.is_ascii_whitespace() || matches!(byte, b'=' | b'"' | b'\'' | b'+'))
            .take_while(|byte| byte.is_ascii_digit())
            .map(|byte| char::from(*byte))
            .collect();
        if !digits.is_empty() {
            most = most.max(digits.parse().unwrap_or(usize::MAX));
        }
    }
    most
}
