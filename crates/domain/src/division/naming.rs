//! Names of provinces, cities and counties, whole and as people shorten them, and where they stand in a text.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::known;

/// Codes by name: whole (海淀区), and without what kind of place it is (海淀). One name may have several; of a city and a
/// county in it that are called the same, the city: 长沙 may be 长沙县 as well.
static NAMES: LazyLock<HashMap<&'static str, Vec<&'static str>>> = LazyLock::new(|| {
    let mut names: HashMap<&'static str, Vec<&'static str>> = HashMap::new();
    for (code, name) in known::all() {
        names.entry(name).or_default().push(code);
        let short = short(name);
        if short != name && short.chars().count() >= 2 {
            names.entry(short).or_default().push(code);
        }
    }
    for (name, code) in CALLED {
        names.entry(name).or_default().push(code);
    }
    for codes in names.values_mut() {
        let all = codes.clone();
        codes.retain(|code| !all.iter().any(|other| other != code && code.starts_with(other)));
    }
    names
});

/// What people call a place by a name that is no division's. 汉口 is a third of Wuhan with its largest station: of all that
/// confirmed cases of 2020 wrote and that no list of divisions reads, a third.
const CALLED: [(&str, &str); 1] = [("汉口", "4201")];

/// Characters of the longest name.
static LONGEST: LazyLock<usize> =
    LazyLock::new(|| NAMES.keys().map(|name| name.chars().count()).max().unwrap_or(0));

/// What kind of place a name ends with, longer ones first.
const KINDS: [&str; 21] = [
    "特别行政区",
    "自治区",
    "自治州",
    "自治县",
    "自治旗",
    "街道办事处",
    "街道",
    "地区",
    "林区",
    "特区",
    "群岛",
    "民族乡",
    "新区",
    "省",
    "市",
    "区",
    "县",
    "旗",
    "盟",
    "镇",
    "乡",
];

/// Whose autonomy it is; part of the whole name, and never of the short one.
const PEOPLES: [&str; 51] = [
    "维吾尔",
    "蒙古族",
    "蒙古",
    "回族",
    "藏族",
    "苗族",
    "彝族",
    "壮族",
    "布依族",
    "朝鲜族",
    "满族",
    "侗族",
    "瑶族",
    "白族",
    "土家族",
    "哈尼族",
    "哈萨克族",
    "哈萨克",
    "傣族",
    "黎族",
    "傈僳族",
    "佤族",
    "畲族",
    "拉祜族",
    "水族",
    "东乡族",
    "纳西族",
    "景颇族",
    "柯尔克孜",
    "土族",
    "达斡尔族",
    "仫佬族",
    "羌族",
    "布朗族",
    "撒拉族",
    "毛南族",
    "仡佬族",
    "锡伯",
    "锡伯族",
    "阿昌族",
    "普米族",
    "塔吉克",
    "怒族",
    "鄂温克族",
    "德昂族",
    "保安族",
    "裕固族",
    "独龙族",
    "各族",
    "鄂伦春",
    "京族",
];

/// A name without what kind of place it is: 湖北, 海淀, 恩施.
pub(super) fn short(name: &str) -> &str {
    let mut short = KINDS
        .iter()
        .find_map(|kind| name.strip_suffix(kind))
        .unwrap_or(name);
    if name.contains("自治") {
        let without = |name| PEOPLES.iter().find_map(|people| str::strip_suffix(name, people));
        while let Some(rest) = without(short).filter(|rest: &&str| rest.chars().count() >= 2) {
            short = rest;
        }
    }
    short
}

/// What kind of place a text begins with, after a name that left it out.
pub(super) fn kind(text: &str) -> Option<&'static str> {
    KINDS.iter().find(|kind| text.starts_with(**kind)).copied()
}

/// The names that a text begins with, the longest first, each with its codes.
pub(super) fn names_at(text: &str) -> impl Iterator<Item = (&str, &'static [&'static str])> {
    let mut ends: Vec<usize> = text
        .char_indices()
        .take(*LONGEST)
        .map(|(at, c)| at + c.len_utf8())
        .collect();
    ends.reverse();
    ends.into_iter().filter_map(|end| {
        let name = &text[..end];
        NAMES.get(name).map(|codes| (name, codes.as_slice()))
    })
}

/// The codes that a text may mean: of the names in it, the longest where several begin, each lying in those before it
/// where it can. 湖北黄冈 is Huanggang, 朝阳 is each place of that name.
pub(super) fn named_in(text: &str) -> Vec<&'static str> {
    let mut meant: Vec<&'static str> = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let Some((name, codes)) = names_at(rest).next() else {
            rest = &rest[first.len_utf8()..];
            continue;
        };
        meant = narrowed(&meant, codes);
        rest = &rest[name.len()..];
    }
    meant
}

/// What two names after each other mean: the second within the first or the first within the second, else either.
fn narrowed(before: &[&'static str], now: &[&'static str]) -> Vec<&'static str> {
    let in_any =
        |code: &&&'static str, others: &[&'static str]| others.iter().any(|other| code.starts_with(other));
    let within: Vec<_> = now.iter().filter(|code| in_any(code, before)).copied().collect();
    if !within.is_empty() {
        return within;
    }
    let holding: Vec<_> = before.iter().filter(|code| in_any(code, now)).copied().collect();
    if !holding.is_empty() {
        return holding;
    }
    before.iter().chain(now).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, codes: &[&str]) {
        let mut found = named_in(text);
        found.sort_unstable();
        assert_eq!(found, codes, "{text}");
    }

    #[test]
    fn places_are_found_as_people_write_them() {
        for (text, codes) in [
            ("武汉", &["4201"][..]),
            ("湖北黄冈", &["4211"]),
            ("黄冈（湖北）", &["4211"]),
            ("广州南站", &["4401"]),
            ("恩施", &["4228"]),
            ("佛山市南海区", &["440605"]),
            ("阳新", &["420222"]),
            ("深圳北站 龙华", &["440309"]),
            ("汉口", &["4201"]),
            ("浦东机场", &["310115"]),
            ("家里", &[]),
            ("", &[]),
        ] {
            check(text, codes);
        }
    }

    #[test]
    fn the_longest_name_is_meant_and_none_across_two() {
        check("上海南站", &["31"]);
        check("河南郑州", &["4101"]);
        check("海南海口", &["4601"]);
        check("张家口南", &["1307"]);
    }

    #[test]
    fn a_name_of_several_places_may_be_each_until_another_says_which() {
        let many = named_in("朝阳");
        assert!(
            many.len() >= 3 && many.contains(&"110105") && many.contains(&"2113"),
            "{many:?}"
        );
        check("北京朝阳", &["110105"]);
        check("武汉转长沙", &["4201", "4301"]);
    }

    #[test]
    fn short_names_leave_out_what_kind_of_place_it_is() {
        for (name, expected) in [
            ("湖北省", "湖北"),
            ("内蒙古自治区", "内蒙古"),
            ("广西壮族自治区", "广西"),
            ("恩施土家族苗族自治州", "恩施"),
            ("白沙黎族自治县", "白沙"),
            ("巴音郭楞蒙古自治州", "巴音郭楞"),
            ("阿拉善盟", "阿拉善"),
            ("神农架林区", "神农架"),
        ] {
            assert_eq!(short(name), expected);
        }
    }
}
