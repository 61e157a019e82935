//! CBOR as authenticators write it: CTAP2's one form, in which equal things are equal bytes.

use std::collections::HashSet;

use ciborium::Value;

/// How deep things may lie in each other (CTAP2, section 8).
const DEEPEST: usize = 4;

/// Reads bytes that are one thing and nothing else.
pub(super) fn whole(bytes: &[u8]) -> Option<Value> {
    let (value, rest) = first(bytes)?;
    rest.is_empty().then_some(value)
}

/// Reads the first thing; what follows it is left over.
pub(super) fn first(bytes: &[u8]) -> Option<(Value, &[u8])> {
    let mut rest = bytes;
    let value: Value = ciborium::de::from_reader_with_recursion_limit(&mut rest, DEEPEST).ok()?;
    let read = bytes
        .len()
        .checked_sub(rest.len())
        .map(|length| &bytes[..length])?;
    // Written anew it is the same: no length left open, no number longer than it need be.
    (written(&value)? == read && names_once(&value)).then_some((value, rest))
}

fn written(value: &Value) -> Option<Vec<u8>> {
    let mut bytes = Vec::new();
    ciborium::into_writer(value, &mut bytes).ok()?;
    Some(bytes)
}

/// Whether no map in it names a thing twice.
fn names_once(value: &Value) -> bool {
    match value {
        Value::Array(items) => items.iter().all(names_once),
        Value::Map(entries) => {
            let names: HashSet<_> = entries.iter().map(|(name, _)| written(name)).collect();
            names.len() == entries.len() && entries.iter().all(|(_, value)| names_once(value))
        }
        Value::Tag(..) => false,
        _ => true,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(hex: &str) -> bool {
        whole(&hex::decode(hex).unwrap()).is_some()
    }

    #[test]
    fn a_thing_is_taken_in_its_one_form_alone() {
        for hex in ["a0", "a3010203262001", "4401020304", "646e6f6e65"] {
            assert!(taken(hex), "{hex}");
        }
        for (hex, what) in [
            ("", "nothing"),
            ("a000", "more after it"),
            ("a1", "less than it says"),
            ("bf0102ff", "a map left open"),
            ("5f4101ff", "bytes left open"),
            ("1801", "a number longer than it need be"),
            ("5801ff", "a length longer than it need be"),
            ("a201020103", "a name twice"),
            ("81a201020103", "a name twice, further in"),
            ("c100", "a tag"),
            ("8181818181818100", "too deep"),
            ("9affffffff", "longer than there is memory"),
            ("5bffffffffffffffff", "longer than there is memory"),
        ] {
            assert!(!taken(hex), "{what}");
        }
    }

    #[test]
    fn what_follows_is_left_over() {
        let (value, rest) = first(&[0xa0, 1, 2]).unwrap();
        assert_eq!((value, rest), (Value::Map(Vec::new()), &[1, 2][..]));
    }
}
