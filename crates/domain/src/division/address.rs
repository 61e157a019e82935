//! An address read from its beginning, level by level, as lists of outbreak areas write them: 北京市朝阳区酒仙桥街道二街坊.

use super::{Division, below, known, naming};

/// What an address says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    /// The smallest divisions that it may lie in: none where its beginning names no place, several where a name stands for
    /// more than one.
    pub divisions: Vec<Division>,
    /// Whether it names a division and nothing within it.
    pub whole: bool,
}

/// What says that all of a division is meant.
const ALL_OF_IT: [&str; 10] = [
    "全域",
    "全境",
    "全部",
    "全区",
    "全县",
    "全市",
    "全镇",
    "全街道",
    "全辖区",
    "辖区",
];

/// What a community's name may end with in the list, and be without in an address.
const OF_COMMUNITY: [&str; 7] = [
    "社区居委会",
    "社区居民委员会",
    "居民委员会",
    "村民委员会",
    "居委会",
    "村委会",
    "社区",
];

/// What kinds of places there are down to the county, longer ones first.
const OF_COUNTY: [&str; 10] = [
    "自治州",
    "自治县",
    "自治旗",
    "自治区",
    "地区",
    "省",
    "市",
    "区",
    "县",
    "旗",
];

/// What follows a name that is a town's, a street's or an estate's, though a county is called so too: 昌平路, 定兴镇.
const OF_TOWN: [&str; 14] = [
    "街道", "镇", "乡", "村", "社区", "路", "街", "大道", "巷", "花园", "小区", "苑", "公寓", "广场",
];

fn is_of_a_town(after: &str) -> bool {
    OF_TOWN.iter().any(|kind| after.starts_with(kind))
}

type Codes = Vec<String>;

impl Address {
    /// Reads an address. Blanks and marks between its parts mean nothing.
    pub fn read(text: &str) -> Self {
        let text: String = text.chars().filter(|c| c.is_alphanumeric()).collect();
        let (mut codes, mut rest) = down_to_county(&text);
        if codes.is_empty() {
            return Self {
                divisions: Vec::new(),
                whole: false,
            };
        }
        let mut at_once = true;
        // Where several are called the same, what holds them is all that is said.
        if let Some((towns, after, anchored)) =
            town(&codes, rest).filter(|(towns, ..)| towns.len() <= codes.len())
        {
            (codes, rest, at_once) = (towns, after, anchored);
            let found = community(&codes, rest).filter(|(communities, _)| communities.len() <= codes.len());
            if let Some((communities, after)) = found {
                (codes, rest) = (communities, after);
            }
        }
        let nothing_left = rest.is_empty() || ALL_OF_IT.contains(&rest);
        Self {
            divisions: codes.into_iter().map(Division).collect(),
            whole: at_once && nothing_left,
        }
    }
}

/// The provinces, cities or counties that a text begins with, each name within the one before, and what follows.
fn down_to_county(text: &str) -> (Codes, &str) {
    let mut codes: Vec<&'static str> = Vec::new();
    let mut rest = text;
    loop {
        let next = naming::names_at(rest).find_map(|(name, found)| {
            let after = &rest[name.len()..];
            let meant = |code: &&'static str| {
                let within = codes.is_empty() || codes.iter().any(|above| code.starts_with(above));
                let deeper = codes.iter().all(|above| *above != *code);
                let whole = known::name(code) == Some(name);
                within && (whole || after.is_empty() || (deeper && !is_of_a_town(after)))
            };
            let found: Vec<&'static str> = found.iter().copied().filter(meant).collect();
            (!found.is_empty()).then_some((name, found))
        });
        let Some((name, found)) = next else { break };
        rest = &rest[name.len()..];
        if found.iter().all(|code| known::name(code) != Some(name)) {
            // Written with another kind than the list has: what was a city is a district now.
            let kind = OF_COUNTY.iter().find(|kind| rest.starts_with(**kind));
            rest = &rest[kind.map_or(0, |kind| kind.len())..];
        }
        codes = found;
    }
    (codes.into_iter().map(str::to_owned).collect(), rest)
}

/// The town that the rest of an address begins with, in one of these; or the only one there whose whole name stands
/// further on in it, after something that is no division (经济开发区九站街道). Also whether it began with it.
fn town<'a>(codes: &[String], rest: &'a str) -> Option<(Codes, &'a str, bool)> {
    // A province's towns are too many for a name to mean one.
    if rest.chars().count() < 2 || codes.iter().any(|code| code.len() < 4) {
        return None;
    }
    let mut begun: (usize, Codes) = (0, Vec::new());
    let mut further: Vec<(&str, usize)> = Vec::new();
    for (code, name) in codes.iter().flat_map(|code| below::towns(code)) {
        if let Some(length) = length_at(rest, name) {
            if length > begun.0 {
                begun = (length, Vec::new());
            }
            if length == begun.0 {
                begun.1.push(code.to_owned());
            }
        } else if name.chars().count() >= 3
            && let Some(at) = rest.find(name)
        {
            further.push((code, at + name.len()));
        }
    }
    if !begun.1.is_empty() {
        return Some((begun.1, &rest[begun.0..], true));
    }
    match further[..] {
        [(code, end)] => Some((vec![code.to_owned()], &rest[end..], false)),
        _ => None,
    }
}

/// How far a town's name reaches into a text that begins with it, whole or without what kind of place it is.
fn length_at(text: &str, name: &str) -> Option<usize> {
    if text.starts_with(name) {
        return Some(name.len());
    }
    let short = naming::short(name);
    let rest = text.strip_prefix(short).filter(|_| short.chars().count() >= 2)?;
    Some(short.len() + naming::kind(rest).map_or(0, str::len))
}

/// The community that the rest of an address begins with, in one of these towns.
fn community<'a>(towns: &[String], rest: &'a str) -> Option<(Codes, &'a str)> {
    let mut longest: (usize, Codes) = (0, Vec::new());
    for (code, name) in towns.iter().flat_map(|town| below::under(town)) {
        let own = OF_COMMUNITY
            .iter()
            .find_map(|kind| name.strip_suffix(kind))
            .unwrap_or(name);
        let Some(after) = rest.strip_prefix(own).filter(|_| own.chars().count() >= 2) else {
            continue;
        };
        let called = ["社区居委会", "居委会", "村委会", "社区", "村"];
        let kind = called.iter().find(|kind| after.starts_with(**kind));
        // 江滨 alone is a community, 江滨花园 an estate somewhere.
        if kind.is_none() && !after.is_empty() && !own.ends_with('村') {
            continue;
        }
        let length = own.len() + kind.map_or(0, |kind| kind.len());
        if length > longest.0 {
            longest = (length, Vec::new());
        }
        if length == longest.0 {
            longest.1.push(code);
        }
    }
    (!longest.1.is_empty()).then(|| (longest.1, &rest[longest.0..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, codes: &[&str], whole: bool) {
        let read = Address::read(text);
        let found: Vec<&str> = read.divisions.iter().map(Division::as_str).collect();
        assert_eq!((found.as_slice(), read.whole), (codes, whole), "{text}");
    }

    #[test]
    fn an_address_is_read_down_to_what_the_list_knows() {
        for (text, code) in [
            ("湖北省", "42"),
            ("湖北", "42"),
            ("湖北省 武汉市", "4201"),
            ("北京市 朝阳区 酒仙桥街道", "110105011"),
            ("河北省 廊坊市 安次区 葛渔城镇全域", "131002102"),
            ("广东省佛山市南海区桂城街道江滨社区", "440605011011"),
            ("东莞市东城街道", "441900003"),
            ("湖北省仙桃市", "429004"),
            ("台湾省台湾", "71"),
            ("福建省漳州市龙海市", "350604"),
        ] {
            check(text, &[code], true);
        }
    }

    #[test]
    fn an_estate_lies_in_the_smallest_division_that_its_address_names() {
        check("北京市 朝阳区 酒仙桥街道 二街坊", &["110105011"], false);
        check("河北省 廊坊市 霸州市 胜芳镇欧韵城小区", &["131081105"], false);
        check("广东省佛山市南海区某某小区", &["440605"], false);
        check("佛山市中山路", &["4406"], false);
        check("河北省保定市定兴县定兴镇", &["130626100"], true);
    }

    #[test]
    fn a_zone_that_is_no_division_is_passed_over_where_one_town_follows() {
        check("吉林省吉林市经开区九站街道农校社区", &["220271001002"], false);
    }

    #[test]
    fn what_names_no_place_is_read_as_none_and_one_name_of_several_as_each() {
        check("境外输入", &[], false);
        check("", &[], false);
        assert!(Address::read("朝阳区").divisions.len() >= 2);
        check("朝阳区酒仙桥街道", &["110105011"], true);
    }
}
