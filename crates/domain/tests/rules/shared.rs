//! Real names and codes to hold the rules against, from `shared/data` beside the project or beside a folder above it.
//! Nothing of it is part of the project: where it is absent, a test says so and holds nothing.

use std::path::Path;

/// The text of a file of `shared/data/names_ids`.
pub(crate) fn names_ids(file: &str) -> Option<String> {
    self::file(&format!("names_ids/{file}"))
}

/// The text of a file of `shared/data`; none, and a line that says so, where it is absent.
pub(crate) fn file(file: &str) -> Option<String> {
    let found = Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .map(|above| above.join("shared/data").join(file))
        .find(|path| path.is_file());
    let Some(path) = found else {
        eprintln!("SKIPPED: shared/data/{file} is absent");
        return None;
    };
    Some(std::fs::read_to_string(path).expect("a readable file"))
}

/// The rows of a file of comma-separated values without its header, each cut at the commas outside quotes.
pub(crate) fn rows(text: &str) -> impl Iterator<Item = Vec<&str>> {
    text.lines()
        .skip(1)
        .filter(|line| !line.trim().is_empty())
        .map(|line| {
            let mut quoted = false;
            line.split(move |c| {
                quoted ^= c == '"';
                c == ',' && !quoted
            })
            .collect()
        })
}
