//! The outbreak areas of 2020 to 2022 and the trips of confirmed cases as they were published: how much of what they name
//! can be read. The figures stand in docs/areas.md.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use domain::area::counts::{CountRule, spans};
use domain::division::{Address, Division};
use jiff::civil::Date;
use serde_json::Value;

use crate::shared;

/// How many names were read how far.
#[derive(Default)]
struct Read {
    /// A division, all of it.
    whole: usize,
    /// Within a county, town or community: possible for whoever was there.
    within: usize,
    /// For a person to read; the names with how often.
    listed: BTreeMap<String, usize>,
    before: HashMap<String, Address>,
}

impl Read {
    fn add(&mut self, code: Option<Division>, name: &str) {
        let known = code.filter(Division::is_known);
        let read = self
            .before
            .entry(name.to_owned())
            .or_insert_with(|| Address::read(name));
        match (&known, &read.divisions[..]) {
            (Some(_), _) => self.whole += 1,
            (None, [_]) if read.whole => self.whole += 1,
            (None, [division]) if division.as_str().len() >= 6 => self.within += 1,
            _ => *self.listed.entry(name.to_owned()).or_default() += 1,
        }
    }

    /// Parts per thousand that need nobody.
    fn share(&self) -> usize {
        let listed: usize = self.listed.values().sum();
        let all = self.whole + self.within + listed;
        (self.whole + self.within) * 1_000 / all.max(1)
    }

    fn tell(&self, what: &str) {
        let listed: usize = self.listed.values().sum();
        println!(
            "{what}: {} a division, {} within one, {listed} listed ({} names); read: {} ‰",
            self.whole,
            self.within,
            self.listed.len(),
            self.share()
        );
        let mut most: Vec<_> = self.listed.iter().collect();
        most.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
        for (name, count) in most.iter().take(40) {
            println!("    {count} {name}");
        }
    }
}

#[test]
fn the_daily_counts_of_2020_name_places_that_are_read_and_make_areas() {
    let Some(text) = shared::file("daily_counts/china_city_daily_to_2020-03-31.csv") else {
        return;
    };
    let mut read = Read::default();
    let mut series: BTreeMap<Division, BTreeMap<Date, u32>> = BTreeMap::new();
    let mut last = Date::MIN;
    for row in shared::rows(&text).filter(|row| row[2] == "CN" && !row[5].is_empty()) {
        let name = format!("{}{}", row[3], row[5]);
        let code: Option<Division> = row[6]
            .parse()
            .ok()
            .filter(|code: &Division| code.as_str().len() > 2);
        let day: Date = row[0].parse().expect("a day");
        last = last.max(day);
        read.add(code.clone(), &name);
        let named = || read.before[&name].divisions.first().cloned();
        if let Some(division) = code.filter(Division::is_known).or_else(named) {
            series
                .entry(division)
                .or_default()
                .insert(day, row[7].parse().expect("a count"));
        }
    }
    read.tell("daily counts of 2020, rows");
    assert!(read.share() > 900, "{} ‰", read.share());
    let rule = CountRule {
        new_cases: 10,
        within_days: 14,
    };
    let areas: usize = series
        .values()
        .map(|counts| spans(counts, rule, last).len())
        .sum();
    println!(
        "areas by 10 new cases within 14 days: {areas} spans in {} divisions",
        series.len()
    );
    let wuhan = spans(&series[&"4201".parse().unwrap()], rule, last);
    let then: Date = "2020-02-10".parse().unwrap();
    assert!(
        wuhan
            .iter()
            .any(|(from, to)| *from < then && to.is_some_and(|to| to > then)),
        "{wuhan:?}"
    );
}

#[test]
fn the_county_days_of_2021_and_2022_name_places_that_are_read() {
    let Some(text) = shared::file("risk_areas/county_day_to_2022-03.csv") else {
        return;
    };
    let mut read = Read::default();
    for row in shared::rows(&text) {
        let name = if row[2] == row[3] {
            format!("{}{}", row[2], row[4])
        } else {
            format!("{}{}{}", row[2], row[3], row[4])
        };
        read.add(row[1].parse().ok(), &name);
    }
    read.tell("county days of 2021 and 2022, rows");
    assert!(read.share() > 950, "{} ‰", read.share());
}

#[test]
fn the_snapshots_of_2022_name_places_that_are_read() {
    if shared::file("risk_areas/state_council_snapshots/2022041511-b38a8084.json").is_none() {
        return;
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .ancestors()
        .map(|above| above.join("shared/data/risk_areas/state_council_snapshots"))
        .find(|folder| folder.is_dir())
        .expect("the folder of the file");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.sort();
    let mut read = Read::default();
    for file in &files {
        let text = std::fs::read_to_string(file).expect("a text");
        let whole: Value = serde_json::from_str(&text).expect("JSON");
        let data = whole.get("data").unwrap_or(&whole);
        for list in ["highlist", "middlelist", "lowlist"] {
            for area in data[list].as_array().into_iter().flatten() {
                let part = |name: &str| area[name].as_str().unwrap_or_default().to_owned();
                let around = ["province", "city", "county"].map(part).concat();
                for place in area["communitys"].as_array().expect("places") {
                    read.add(None, &format!("{around}{}", place.as_str().unwrap_or_default()));
                }
            }
        }
    }
    read.tell(&format!("snapshots of 2022, places in {} files", files.len()));
    assert!(read.share() > 900, "{} ‰", read.share());
}

#[test]
fn the_ends_of_confirmed_cases_trips_are_read() {
    let mut ends: BTreeMap<String, usize> = BTreeMap::new();
    for day in ["20200206", "20200212"] {
        let Some(text) = shared::file(&format!("trips/{day}/nosugar_trips.csv")) else {
            return;
        };
        for row in shared::rows(&text).filter(|row| row.len() == 15) {
            for end in [row[8], row[9]] {
                if !end.trim().is_empty() {
                    *ends.entry(end.trim().to_owned()).or_default() += 1;
                }
            }
        }
    }
    let (mut one, mut several, mut none) = (0, 0, Vec::new());
    for (end, times) in &ends {
        match Division::named_in(end).len() {
            0 => none.push((times, end)),
            1 => one += times,
            _ => several += times,
        }
    }
    none.sort_by(|a, b| b.cmp(a));
    let unread: usize = none.iter().map(|(times, _)| **times).sum();
    println!("trip ends: {one} one place, {several} several, {unread} none");
    for (times, end) in none.iter().take(40) {
        println!("    {times} {end}");
    }
    assert!((one + several) * 100 > (one + several + unread) * 80);
}
