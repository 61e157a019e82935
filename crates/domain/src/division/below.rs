//! Towns and communities: the part of the list that lies below counties, packed by city.
//!
//! Three and a half megabytes in the program. A city's part is unpacked when it is first asked for and kept: fifteen megabytes
//! once every city was.

use std::io::Read;
use std::ops::Range;
use std::sync::{LazyLock, OnceLock};

use flate2::read::DeflateDecoder;

static PACKED: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/below.deflate"));

/// A city's four digits, where its part is, and how long it is unpacked; by digits.
#[expect(clippy::unreadable_literal, reason = "written by the build script")]
static CITIES: &[(&str, Range<usize>, usize)] = &include!(concat!(env!("OUT_DIR"), "/below.rs"));

static UNPACKED: LazyLock<Vec<OnceLock<String>>> =
    LazyLock::new(|| CITIES.iter().map(|_| OnceLock::new()).collect());

/// A line of the list.
#[derive(Clone, Copy)]
struct Line {
    town: &'static str,
    /// Its place in its town; none for the town itself.
    community: Option<u16>,
    name: &'static str,
}

/// The name of a town or community.
pub(super) fn name(code: &str) -> Option<&'static str> {
    let (town, community) = (code.get(..9)?, code.get(9..)?);
    let community = match community {
        "" => None,
        digits => Some(digits.parse().ok()?),
    };
    lines(town)
        .find(|line| line.town == town && line.community == community)
        .map(|line| line.name)
}

/// The towns of a county or the communities of a town, by code.
pub(super) fn under(code: &str) -> Vec<(String, &'static str)> {
    let of_town = code.len() == 9;
    lines(code)
        .filter(|line| line.town.starts_with(code) && line.community.is_some() == of_town)
        .map(|line| match line.community {
            Some(number) => (format!("{}{number:03}", line.town), line.name),
            None => (line.town.to_owned(), line.name),
        })
        .collect()
}

/// Every town that lies anywhere in a city or county, by code.
pub(super) fn towns(code: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    lines(code)
        .filter(move |line| line.community.is_none() && line.town.starts_with(code))
        .map(|line| (line.town, line.name))
}

/// Every line of the city that a code lies in; none where there is no such city.
fn lines(code: &str) -> impl Iterator<Item = Line> {
    let place = code
        .get(..4)
        .and_then(|city| CITIES.binary_search_by(|(known, ..)| (*known).cmp(city)).ok());
    let text = place.map_or("", |place| {
        UNPACKED[place].get_or_init(|| unpacked(&CITIES[place]))
    });
    text.lines().scan(("", 0), |(town, number), line| {
        let (digits, name) = line.split_once('\t')?;
        let community = if digits.len() == 9 {
            (*town, *number) = (digits, 0);
            None
        } else {
            *number = digits.parse().unwrap_or(*number + 1);
            Some(*number)
        };
        Some(Line {
            town,
            community,
            name,
        })
    })
}

fn unpacked((_, part, length): &(&str, Range<usize>, usize)) -> String {
    let mut text = String::with_capacity(*length);
    // What cannot be read has no names, and codes without names are refused.
    let _ = DeflateDecoder::new(&PACKED[part.clone()]).read_to_string(&mut text);
    text
}
