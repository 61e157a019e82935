//! How names are read aloud: pinyin without tones, so that a name is found by it and two names that sound the same
//! are known to.
//!
//! Knows characters and readings; who is sought among whom is for `search`.

mod rare;
mod surname;

use ::pinyin::{Pinyin, ToPinyinMulti};

use crate::name::{Name, normal};

/// The readings of a character, the usual one first, in small ASCII letters with `v` for ü. Empty for what has none:
/// Latin letters, private characters.
pub fn readings(character: char) -> Vec<String> {
    let mut readings: Vec<String> = Vec::new();
    let known = character
        .to_pinyin_multi()
        .into_iter()
        .flat_map(|multi| multi.into_iter().map(Pinyin::plain));
    for reading in known.chain(rare::readings(character)) {
        let reading = ascii(reading);
        if !reading.is_empty() && !readings.contains(&reading) {
            readings.push(reading);
        }
    }
    readings
}

fn ascii(reading: &str) -> String {
    reading
        .chars()
        .filter_map(|c| match c {
            'a'..='z' => Some(c),
            'ü' => Some('v'),
            'ê' => Some('e'),
            _ => None,
        })
        .collect()
}

/// Characters that are read otherwise in names than the dictionary's first reading has it, at any place: the 卜 of
/// 阿卜杜拉 is not that of 萝卜.
const IN_NAMES: &[(char, &str)] = &[('卜', "bu")];

/// The readings of each character of a name in its normal form: a surname's own reading first (单 is Shan there, not
/// Dan), then the others that the character has.
pub(crate) fn of_normal(name: &str) -> Vec<Vec<String>> {
    let in_name = |character: char| {
        let mut readings = readings(character);
        if let Some((_, own)) = IN_NAMES.iter().find(|(known, _)| *known == character) {
            readings.retain(|reading| reading != own);
            readings.insert(0, (*own).to_owned());
        }
        readings
    };
    let mut all: Vec<Vec<String>> = name.chars().map(in_name).collect();
    for (place, own) in surname::readings(name).iter().enumerate() {
        if let Some(readings) = all.get_mut(place) {
            readings.retain(|reading| reading != own);
            readings.insert(0, (*own).to_owned());
        }
    }
    all
}

/// A name in pinyin as passports write it (GB/T 28039-2011): surname, blank, given name, each with a capital, YU for
/// ü; parts that a middle dot divides stand apart. What has no reading, as Latin letters, stays as it is written.
pub fn spelled(name: &Name) -> String {
    let parts: Vec<&str> = name.parts().collect();
    let words = match parts.as_slice() {
        [only] => {
            let form = normal(only);
            let length = surname::length(&form);
            if of_normal(&form).iter().any(Vec::is_empty) || form.chars().count() == length {
                vec![word(only)]
            } else {
                let split = form.char_indices().nth(length).map_or(form.len(), |(at, _)| at);
                let readings = of_normal(&form);
                let (surname, given) = readings.split_at(form[..split].chars().count());
                vec![joined(surname), joined(given)]
            }
        }
        several => several.iter().map(|part| word(part)).collect(),
    };
    words.join(" ")
}

/// One part of a name as a word; as written where a character of it has no reading.
fn word(part: &str) -> String {
    let readings = of_normal(&normal(part));
    if readings.iter().any(Vec::is_empty) {
        part.to_owned()
    } else {
        joined(&readings)
    }
}

fn joined(readings: &[Vec<String>]) -> String {
    let usual = readings.iter().filter_map(|readings| readings.first());
    let small: String = usual.map(|reading| reading.replace('v', "yu")).collect();
    let mut rest = small.chars();
    rest.next()
        .map(|first| first.to_uppercase().chain(rest).collect())
        .unwrap_or_default()
}

/// Whether two names in their normal form can be read alike: as many characters, each pair the same or with a reading
/// in common.
pub(crate) fn sound_alike(one: &str, other: &str) -> bool {
    let (one_reads, other_reads) = (of_normal(one), of_normal(other));
    one_reads.len() == other_reads.len()
        && one
            .chars()
            .zip(other.chars())
            .zip(one_reads.iter().zip(&other_reads))
            .all(|((one, other), (readings, others))| {
                one == other || readings.iter().any(|reading| others.contains(reading))
            })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn spelled(name: &str) -> String {
        super::spelled(&Name::parse(name).unwrap())
    }

    #[test]
    fn a_name_is_spelled_as_passports_have_it() {
        for (name, pinyin) in [
            ("王建国", "Wang Jianguo"),
            ("单雄信", "Shan Xiongxin"),
            ("解缙", "Xie Jin"),
            ("曾志伟", "Zeng Zhiwei"),
            ("仇英", "Qiu Ying"),
            ("查良镛", "Zha Liangyong"),
            ("尉迟恭", "Yuchi Gong"),
            ("万俟卨", "Moqi Xie"),
            ("单于强", "Chanyu Qiang"),
            ("欧阳修", "Ouyang Xiu"),
            ("吕布", "Lyu Bu"),
            ("李𬭎", "Li Hong"),
            ("王\u{e863}", "Wang Yan"),
            ("阿卜杜拉·买买提", "Abudula Maimaiti"),
            ("Nguyễn Văn An", "Nguyễn Văn An"),
            ("王", "Wang"),
        ] {
            assert_eq!(spelled(name), pinyin, "{name}");
        }
    }

    #[test]
    fn a_reading_of_a_surname_is_one_only_at_its_place() {
        assert_eq!(spelled("王单"), "Wang Dan");
        assert_eq!(of_normal("单单")[0][0], "shan");
        assert!(
            of_normal("单单")[0].contains(&"dan".to_owned()),
            "the other readings are found too"
        );
    }

    #[test]
    fn names_that_can_be_read_alike_are_known_to() {
        for (one, other, alike) in [
            ("张伟", "章玮", true),
            ("单雄", "山熊", true),
            ("张伟", "张强", false),
            ("张伟", "张伟强", false),
            ("吕娜", "侣那", true),
        ] {
            assert_eq!(sound_alike(one, other), alike, "{one} {other}");
        }
    }

    proptest! {
        #[test]
        fn any_name_can_be_spelled_and_sounds_like_itself(text in "[\\p{Han}]{1,6}|\\PC{1,12}") {
            if let Ok(name) = Name::parse(&text) {
                prop_assert!(!super::spelled(&name).is_empty());
                prop_assert!(sound_alike(&name.normal(), &name.normal()));
            }
        }
    }
}
