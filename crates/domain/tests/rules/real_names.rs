//! Names, characters and codes as they really are, held against the rules.

use std::collections::BTreeMap;

use domain::certificate::CertificateKind;
use domain::document::{Document, DocumentKind};
use domain::name::Name;
use domain::pinyin::{readings, spelled};
use domain::search::{Query, SearchKeys};
use domain::trade::Trade;

use crate::shared::{names_ids, rows};

fn name(text: &str) -> Name {
    Name::parse(text).unwrap_or_else(|why| panic!("{text}: {why}"))
}

fn found(query: &str, text: &str) -> bool {
    let document = Document::parse(DocumentKind::Passport, "E12345678").unwrap();
    let keys = SearchKeys::new(&name(text), None, &document);
    Query::parse(query).unwrap().matches(&keys)
}

fn character(code_point: &str) -> char {
    let digits = code_point.trim_start_matches("U+");
    u32::from_str_radix(digits, 16)
        .ok()
        .and_then(char::from_u32)
        .expect("a code point")
}

fn plain(pinyin: &str) -> String {
    let tones = [
        ("āáǎà", 'a'),
        ("ēéěè", 'e'),
        ("īíǐì", 'i'),
        ("ōóǒò", 'o'),
        ("ūúǔù", 'u'),
        ("üǖǘǚǜ", 'v'),
    ];
    let toneless = |c: char| {
        tones
            .iter()
            .find(|(marked, _)| marked.contains(c))
            .map_or(c, |(_, plain)| *plain)
    };
    pinyin.chars().map(toneless).collect()
}

#[test]
fn every_surname_is_taken_spelled_and_found() {
    let Some(text) = names_ids("surnames_1k_wainshine.csv") else {
        return;
    };
    let mut seen = 0;
    // 冷狐 is a slip of the list for 令狐.
    for row in rows(&text).filter(|row| row[0] != "冷狐") {
        let full = format!("{}建国", row[0]);
        let spelled = spelled(&name(&full));
        assert!(
            spelled.ends_with(" Jianguo") && spelled.is_ascii(),
            "{full}: {spelled}"
        );
        assert!(found(&spelled, &full) && found(row[0], &full), "{full}");
        assert_eq!(name(&full).normal(), full, "a common name is its own normal form");
        seen += 1;
    }
    assert!(seen > 1000, "{seen}");
}

#[test]
fn every_surname_of_two_characters_is_one_word() {
    let Some(text) = names_ids("given_names_chinesename_lastnames.txt") else {
        return;
    };
    let double: Vec<&str> = text
        .split_whitespace()
        .filter(|name| name.chars().count() == 2)
        .collect();
    assert!(double.len() > 30);
    for surname in double {
        let spelled = spelled(&name(&format!("{surname}强")));
        assert_eq!(spelled.rsplit(' ').next(), Some("Qiang"), "{surname}: {spelled}");
    }
}

#[test]
fn given_names_are_taken_and_every_character_of_them_can_be_read() {
    for file in [
        "given_names_chinesename_boy.json",
        "given_names_chinesename_girl.json",
    ] {
        let Some(text) = names_ids(file) else { return };
        let names: BTreeMap<String, Vec<String>> = serde_json::from_str(&text).unwrap();
        for given in names.values().flatten() {
            let full = format!("王{given}");
            assert!(spelled(&name(&full)).starts_with("Wang "), "{full}");
            assert!(given.chars().all(|c| !readings(c).is_empty()), "{given}");
        }
    }
}

#[test]
fn minority_names_match_with_and_without_their_dots() {
    let Some(text) = names_ids("minority_names_SYNTHETIC_seen_in_public_test_code.csv") else {
        return;
    };
    for row in rows(&text) {
        let written = name(row[0]);
        for dot in ['•', '‧', '・', '.', '．', '-', ' ', '\u{2022}'] {
            let other = row[0].replace('·', &dot.to_string());
            assert_eq!(name(&other).normal(), written.normal(), "{other}");
        }
        assert_eq!(name(&row[0].replace('·', "")).normal(), written.normal());
        let parts = row[0].split('·').count();
        assert!(
            parts == 1 || spelled(&written).split(' ').count() == parts,
            "{}",
            row[0]
        );
    }
}

#[test]
fn rare_characters_are_taken_kept_and_read() {
    let Some(text) = names_ids("rare_chars_tgh8105_not_in_gbk.csv") else {
        return;
    };
    let mut beyond_the_bmp = 0;
    for row in rows(&text) {
        let rare = character(row[1]);
        let full = format!("王{rare}");
        assert_eq!(name(&full).normal(), full, "{}", row[1]);
        assert_eq!(name(&full).masked(), "王*");
        let known = readings(rare);
        for reading in plain(row[3]).split_whitespace() {
            assert!(known.contains(&reading.to_owned()), "{rare} {reading} {known:?}");
            assert!(found(&format!("wang{reading}"), &full), "{rare} {reading}");
        }
        beyond_the_bmp += usize::from(u32::from(rare) > 0xffff);
    }
    assert!(beyond_the_bmp > 100, "{beyond_the_bmp}");
}

#[test]
fn the_private_twin_of_every_character_that_gbk_lacked_matches_it() {
    let Some(text) = names_ids("gb18030_2byte_pua_and_fe50.csv") else {
        return;
    };
    let mut held = 0;
    for row in rows(&text) {
        let (bytes, kind) = (u32::from_str_radix(row[0], 16).unwrap(), row[3]);
        if !(0xfe50..=0xfea0).contains(&bytes) {
            continue;
        }
        // Systems from before GB 18030 hold FE50 to FEA0, without FE7F, as U+E815 and on.
        let place = bytes - 0xfe50 - u32::from(bytes > 0xfe7f);
        let twin = char::from_u32(0xe815 + place).unwrap();
        let normal = name(&format!("王{twin}")).normal();
        if kind == "std" {
            assert_eq!(
                normal,
                name(&format!("王{}", character(row[2]))).normal(),
                "{}",
                row[0]
            );
        } else {
            assert_eq!(
                twin,
                character(row[2]),
                "still private in this table: the same code"
            );
            assert!(!normal.contains(twin), "{}", row[0]);
        }
        held += 1;
    }
    assert_eq!(held, 80);
}

#[test]
fn characters_that_banks_had_to_collect_are_taken_kept_and_read() {
    let Some(text) = names_ids("z_rarechar_data_alipay.csv") else {
        return;
    };
    let mut characters: BTreeMap<&str, (Vec<char>, Vec<String>)> = BTreeMap::new();
    for row in rows(&text) {
        let (encoded, read) = characters.entry(row[1]).or_default();
        match row[2] {
            "UNICODE" if row[3].is_empty() => encoded.push(character(row[10])),
            "UNICODE" => encoded.extend(row[3].chars()),
            "PINYIN" => read.push(
                row[3]
                    .to_lowercase()
                    .trim_end_matches(|c: char| c.is_ascii_digit())
                    .to_owned(),
            ),
            _ => {}
        }
    }
    let mut agreeing = 0;
    let mut all = 0;
    for (encoded, read) in characters.values() {
        for rare in encoded.iter().filter(|c| !('\u{e000}'..='\u{f8ff}').contains(*c)) {
            let full = format!("王{rare}");
            assert_eq!(name(&full).normal(), full, "U+{:X}", u32::from(*rare));
            let known = readings(*rare);
            assert!(!known.is_empty(), "{rare}");
            all += 1;
            agreeing += usize::from(read.iter().any(|reading| known.contains(reading)));
        }
    }
    assert!(all > 180, "{all}");
    assert!(
        agreeing + 3 >= all,
        "{agreeing} of {all}: the two lists differ on three"
    );
}

#[test]
fn trades_and_certificates_are_read_as_platforms_name_them() {
    let Some(text) = names_ids("trade_codes_four_platform_data.csv") else {
        return;
    };
    for row in rows(&text) {
        let (code, written) = (row[0], row[1]);
        for text in [code, written, &format!("{code} {written}")] {
            assert_eq!(Trade::named(text).map(|trade| trade.code), Some(code), "{text}");
        }
        let others = written
            .split(['（', '、', '）'])
            .filter(|name| !name.is_empty() && code != "151" && code != "416");
        for usual in others {
            assert_eq!(Trade::named(usual).map(|trade| trade.code), Some(code), "{usual}");
        }
    }
    let Some(text) = names_ids("trade_codes_special_operation_certificate.csv") else {
        return;
    };
    for row in rows(&text).filter(|row| row[0] != "99") {
        assert_eq!(
            CertificateKind::named(row[1]).map(CertificateKind::code),
            Some(row[0]),
            "{row:?}"
        );
        assert_eq!(
            CertificateKind::named(row[0]).map(CertificateKind::code),
            Some(row[0])
        );
    }
}
