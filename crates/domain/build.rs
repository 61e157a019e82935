//! Packs the list of towns and communities, one block a city, so that a question unpacks one city's.
//!
//! Without the list there is no program: one that cannot tell a town from a slip of the pen would take any code for
//! known, and so would its tests.

use std::fmt::Write as _;
use std::io::Write as _;
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::DeflateEncoder;

fn main() {
    // Asked for when it runs: a copied build folder brings a build script that was made elsewhere.
    let folder = |name| std::env::var_os(name).map(PathBuf::from).unwrap_or_default();
    let list = folder("CARGO_MANIFEST_DIR").join("../../.divisions/below-counties.txt");
    println!("cargo::rerun-if-changed={}", list.display());
    match std::fs::read_to_string(&list) {
        Ok(text) => {
            if let Err(error) = pack(&text, &folder("OUT_DIR")) {
                println!("cargo::error=the list of towns and communities cannot be packed: {error}");
            }
        }
        Err(_) => println!(
            "cargo::error=the list of towns and communities is missing: run `node divisions/prepare.mjs`, then the same \
             command again. · 缺少镇街和社区名单：请运行 node divisions/prepare.mjs，再运行一次刚才的命令。"
        ),
    }
}

/// Writes the blocks one after the other, and where each city's begins, how long it is and how long unpacked.
fn pack(list: &str, to: &Path) -> std::io::Result<()> {
    let mut packed = Vec::new();
    let mut index = String::from("[");
    for (city, text) in by_city(list) {
        let begin = packed.len();
        let mut encoder = DeflateEncoder::new(&mut packed, Compression::best());
        encoder.write_all(text.as_bytes())?;
        encoder.finish()?;
        let end = packed.len();
        let _ = writeln!(index, "(\"{city}\", {begin}..{end}, {}),", text.len());
    }
    index.push(']');
    std::fs::write(to.join("below.deflate"), packed)?;
    std::fs::write(to.join("below.rs"), index)
}

/// The parts of the list, each with the four digits of its city. A line that begins with nine digits is a town's.
fn by_city(list: &str) -> Vec<(&str, &str)> {
    let mut parts: Vec<(&str, usize)> = Vec::new();
    let mut at = 0;
    for line in list.split_inclusive('\n') {
        if line.find('\t') == Some(9) && parts.last().is_none_or(|(city, _)| *city != &line[..4]) {
            parts.push((&line[..4], at));
        }
        at += line.len();
    }
    let ends = parts.iter().skip(1).map(|(_, begin)| *begin).chain([list.len()]);
    parts
        .iter()
        .zip(ends)
        .map(|((city, begin), end)| (*city, &list[*begin..end]))
        .collect()
}
