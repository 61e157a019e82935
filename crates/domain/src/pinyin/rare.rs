//! Readings of characters of names that the table of the `pinyin` crate lacks, from the list of rare characters of
//! names that Alipay published (rarechar, Apache-2.0).

/// A character and its readings, by character.
const RARE: &[(char, &[&str])] = &[
    ('\u{36c7}', &["zhuang"]),
    ('\u{36e0}', &["jian", "xian"]),
    ('\u{3de7}', &["yuan"]),
    ('\u{3ef4}', &["man"]),
    ('\u{4d4d}', &["tun"]),
    ('\u{201d4}', &["tuo"]),
    ('\u{20860}', &["chi"]),
    ('\u{21336}', &["ban"]),
    ('\u{216d3}', &["ran"]),
    ('\u{21757}', &["jun", "qun"]),
    ('\u{21deb}', &["cheng"]),
    ('\u{2346e}', &["nan"]),
    ('\u{236ee}', &["sheng"]),
    ('\u{241ac}', &["qu"]),
    ('\u{2429f}', &["ting"]),
    ('\u{2438c}', &["tang"]),
    ('\u{249de}', &["mei"]),
    ('\u{249df}', &["ting"]),
    ('\u{24a3e}', &["kun"]),
    ('\u{24c09}', &["la", "yong"]),
    ('\u{25584}', &["xian"]),
    ('\u{28aaa}', &["rong"]),
    ('\u{2a6de}', &["rong"]),
    ('\u{2a714}', &["qu"]),
    ('\u{2a83d}', &["dang"]),
    ('\u{2ac94}', &["li"]),
    ('\u{2ae15}', &["xi"]),
    ('\u{2afd6}', &["tan"]),
    ('\u{2b500}', &["lian"]),
    ('\u{2b52d}', &["kai"]),
    ('\u{2b5c7}', &["yu", "xue"]),
    ('\u{2b61b}', &["han"]),
    ('\u{2b76b}', &["lai"]),
    ('\u{2b7a1}', &["rong"]),
    ('\u{2b7a6}', &["ji", "zi"]),
    ('\u{2bc0d}', &["wei"]),
    ('\u{2bca6}', &["man"]),
    ('\u{2bd73}', &["ji"]),
    ('\u{2c21c}', &["ying"]),
    ('\u{2c28d}', &["chou"]),
    ('\u{2c351}', &["shan"]),
    ('\u{2cb2c}', &["wei"]),
    ('\u{2cba6}', &["guan"]),
    ('\u{2cc75}', &["wei"]),
    ('\u{2cd00}', &["liang"]),
    ('\u{30390}', &["lu"]),
    ('\u{3039d}', &["jun", "hun"]),
    ('\u{303a0}', &["yan"]),
    ('\u{306e5}', &["ai"]),
    ('\u{30794}', &["mi"]),
    ('\u{30915}', &["li", "luo"]),
    ('\u{30b2b}', &["zhi"]),
    ('\u{30d5e}', &["yong"]),
    ('\u{30d67}', &["zhi"]),
    ('\u{30f5a}', &["kuang"]),
    ('\u{30f65}', &["bing"]),
    ('\u{30f66}', &["long"]),
    ('\u{30fab}', &["jian"]),
    ('\u{31090}', &["yun"]),
    ('\u{310da}', &["xie", "lie", "li"]),
    ('\u{3127e}', &["jun"]),
    ('\u{3139e}', &["wei"]),
    ('\u{31510}', &["qi"]),
    ('\u{318c9}', &["cong", "zong"]),
    ('\u{31bba}', &["tian", "zhen"]),
    ('\u{31bcd}', &["ge"]),
    ('\u{321f7}', &["lian"]),
    ('\u{322bf}', &["xian"]),
];

/// The readings of a character, the usual one first; none where the list has not got it.
pub(super) fn readings(character: char) -> impl Iterator<Item = &'static str> {
    let at = RARE.binary_search_by_key(&character, |(rare, _)| *rare).ok();
    at.into_iter().flat_map(|at| RARE[at].1.iter().copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_in_order_and_read() {
        assert!(RARE.is_sorted_by(|a, b| a.0 < b.0));
        assert_eq!(readings('\u{2bc0d}').collect::<Vec<_>>(), ["wei"]);
        assert_eq!(readings('\u{738b}').count(), 0);
    }
}
