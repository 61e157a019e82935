//! Surnames that are read otherwise than their characters are elsewhere, and surnames of two characters. Readings are
//! those that 现代汉语词典 (7th edition) marks as 姓; where it has two, the commoner.

/// Of one character: the character and its reading as a surname.
const SINGLE: &[(char, &str)] = &[
    ('么', "yao"),
    ('乐', "yue"),
    ('乜', "nie"),
    ('仇', "qiu"),
    ('佴', "nai"),
    ('冼', "xian"),
    ('区', "ou"),
    ('华', "hua"),
    ('单', "shan"),
    ('卜', "bu"),
    ('句', "gou"),
    ('召', "shao"),
    ('员', "yun"),
    ('呙', "guo"),
    ('尉', "wei"),
    ('折', "she"),
    ('晁', "chao"),
    ('曾', "zeng"),
    ('朴', "piao"),
    ('查', "zha"),
    ('洗', "xian"),
    ('盖', "ge"),
    ('祢', "mi"),
    ('祭', "zhai"),
    ('种', "chong"),
    ('秘', "bi"),
    ('粘', "nian"),
    ('繁', "po"),
    ('缪', "miao"),
    ('翟', "zhai"),
    ('能', "nai"),
    ('薄', "bo"),
    ('覃', "qin"),
    ('解', "xie"),
    ('那', "na"),
    ('郗', "xi"),
    ('都', "du"),
    ('重', "chong"),
    ('阚', "kan"),
    ('颉', "xie"),
];

/// Of two characters, also as registers misspell them, with their readings where one differs from that of the character
/// elsewhere.
const DOUBLE: &[(&str, &[&str])] = &[
    ("万俟", &["mo", "qi"]),
    ("上官", &[]),
    ("丌官", &["qi", "guan"]),
    ("东方", &[]),
    ("东郭", &[]),
    ("东门", &[]),
    ("乐正", &["yue", "zheng"]),
    ("亓官", &[]),
    ("令狐", &[]),
    ("仲孙", &[]),
    ("公冶", &[]),
    ("公孙", &[]),
    ("公羊", &[]),
    ("公良", &[]),
    ("公西", &[]),
    ("刘付", &[]),
    ("刘傅", &[]),
    ("单于", &["chan", "yu"]),
    ("南宫", &[]),
    ("南门", &[]),
    ("司寇", &[]),
    ("司徒", &[]),
    ("司空", &[]),
    ("司马", &[]),
    ("呼延", &[]),
    ("壤驷", &[]),
    ("夏侯", &[]),
    ("夏候", &[]),
    ("太叔", &[]),
    ("太史", &[]),
    ("夹谷", &["jia", "gu"]),
    ("子车", &["zi", "ju"]),
    ("宇文", &[]),
    ("完颜", &[]),
    ("宗政", &[]),
    ("宰父", &["zai", "fu"]),
    ("尉迟", &["yu", "chi"]),
    ("左丘", &[]),
    ("巫马", &[]),
    ("微生", &[]),
    ("慕容", &[]),
    ("拓拔", &["tuo", "ba"]),
    ("拓跋", &["tuo", "ba"]),
    ("梁丘", &[]),
    ("欧阳", &[]),
    ("殴阳", &[]),
    ("段干", &[]),
    ("淳于", &[]),
    ("漆雕", &[]),
    ("澹台", &["tan", "tai"]),
    ("濮阳", &[]),
    ("独孤", &[]),
    ("申屠", &[]),
    ("百里", &[]),
    ("皇甫", &[]),
    ("端木", &[]),
    ("第五", &[]),
    ("纳兰", &[]),
    ("羊舌", &[]),
    ("西门", &[]),
    ("诸葛", &["zhu", "ge"]),
    ("谷梁", &["gu", "liang"]),
    ("赫连", &[]),
    ("轩辕", &[]),
    ("钟离", &[]),
    ("锺离", &[]),
    ("长孙", &["zhang", "sun"]),
    ("闻人", &[]),
    ("闾丘", &[]),
    ("颛孙", &[]),
    ("鲜于", &[]),
];

/// The readings, one for each character, of the surname that a name in its normal form begins with; empty where they
/// are the usual ones.
pub(super) fn readings(name: &str) -> &'static [&'static str] {
    if let Some(double) = double(name) {
        return double;
    }
    let first = name.chars().next();
    SINGLE
        .iter()
        .find(|(character, _)| Some(*character) == first)
        .map_or(&[], |(_, reading)| std::slice::from_ref(reading))
}

/// How many characters the surname has with which a name in its normal form begins.
pub(super) fn length(name: &str) -> usize {
    if double(name).is_some() { 2 } else { 1 }
}

/// A surname of two characters is one only where a given name follows: 单于 alone is 单 with the name 于.
fn double(name: &str) -> Option<&'static [&'static str]> {
    let end = name.char_indices().nth(2)?.0;
    DOUBLE
        .iter()
        .find(|(surname, _)| *surname == &name[..end])
        .map(|(_, readings)| *readings)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_in_order_and_of_two_characters_where_they_say_so() {
        assert!(SINGLE.is_sorted_by(|a, b| a.0 < b.0));
        assert!(DOUBLE.is_sorted_by(|a, b| a.0 < b.0));
        for (surname, readings) in DOUBLE {
            assert_eq!(surname.chars().count(), 2, "{surname}");
            assert!(matches!(readings.len(), 0 | 2), "{surname}");
        }
    }

    #[test]
    fn a_reading_stands_here_only_where_the_dictionary_has_it_at_all() {
        for (character, reading) in SINGLE {
            assert!(
                crate::pinyin::readings(*character).contains(&(*reading).to_owned()),
                "{character} {reading}"
            );
        }
    }

    #[test]
    fn a_double_surname_needs_a_given_name_after_it() {
        assert_eq!(readings("单于"), ["shan"]);
        assert_eq!(readings("单于强"), ["chan", "yu"]);
        assert!(readings("").is_empty());
    }
}
