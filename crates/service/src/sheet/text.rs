//! The text of a sheet before it is rows: its encoding, its separator, its quotes.

use encoding_rs::{Encoding, GB18030, UTF_8};

/// The text of a file: UTF-8 with or without a mark, UTF-16 with one, or GB 18030. None when it is none of them.
pub(super) fn decoded(bytes: &[u8]) -> Option<String> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, damaged) = encoding.decode_without_bom_handling(&bytes[mark..]);
        return if damaged || text.contains('\0') {
            None
        } else {
            Some(text.into_owned())
        };
    }
    for encoding in [UTF_8, GB18030] {
        let (text, damaged) = encoding.decode_without_bom_handling(bytes);
        if !damaged && !text.contains('\0') {
            return Some(text.into_owned());
        }
    }
    None
}

/// The separator of a header line that states none.
pub(super) fn separator(header: &str) -> u8 {
    let count = |separator: u8| header.bytes().filter(|byte| *byte == separator).count();
    [b',', b'\t', b';']
        .into_iter()
        .rev()
        .max_by_key(|separator| count(*separator))
        .unwrap_or(b',')
}

/// The separator that a first line `sep=;` states, and the text behind that line. Excel reads such a line, shows it
/// as no row, and does not count it.
pub(super) fn stated_separator(text: &str) -> (Option<u8>, &str) {
    let (first, rest) = text.split_once('\n').unwrap_or((text, ""));
    let first = first.trim_start_matches('\u{feff}').trim_matches(['"', ' ']);
    let stated = first.get(..4).filter(|word| word.eq_ignore_ascii_case("sep="));
    match stated.map(|_| &first.as_bytes()[4..]) {
        Some(&[separator @ (b',' | b';' | b'\t' | b'|')]) => (Some(separator), rest),
        _ => (None, text),
    }
}

/// The row in which a quote is opened and not closed before the next cell: read on, it would swallow the rows after
/// it. A quote opens where a cell begins; doubled within, it stands for itself.
pub(super) fn open_quote(text: &str, separator: u8) -> Option<usize> {
    let bytes = text.as_bytes();
    let ends_cell = |byte: Option<&u8>| byte.is_none_or(|byte| *byte == separator || *byte == b'\n');
    let (mut row, mut place, mut cell_begins) = (1, 0, true);
    while let Some(&byte) = bytes.get(place) {
        place += 1;
        if cell_begins && byte == b'"' {
            match closed(bytes, place) {
                Some(end) if ends_cell(bytes.get(end)) => place = end,
                _ => return Some(row),
            }
        }
        cell_begins = byte == separator || byte == b'\n';
        row += usize::from(byte == b'\n');
    }
    None
}

/// Where a quoted cell that begins at `from` has ended, behind its closing quote.
fn closed(bytes: &[u8], from: usize) -> Option<usize> {
    let mut place = from;
    loop {
        place += bytes[place..].iter().position(|byte| *byte == b'"')? + 1;
        if bytes.get(place) != Some(&b'"') {
            return Some(place);
        }
        place += 1;
    }
}

/// The CSV reader passes over wholly empty lines; a person who looks for a row by its number does not.
pub(super) fn blank_lines_before(record: &csv::StringRecord, text: &str) -> usize {
    record
        .position()
        .and_then(|at| text.get(usize::try_from(at.byte()).ok()?..))
        .map_or(0, |rest| rest.bytes().take_while(|byte| *byte == b'\n').count())
}
