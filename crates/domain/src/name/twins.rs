//! Characters that old systems, keyboards and fonts write in place of others in names: one for each.
//!
//! Knows single characters; what is compared with them is for `name`.

/// The double-byte range FE50 to FEA0 of GBK (FE7F is no code), which systems from before GB 18030 hold as
/// U+E815 to U+E864 one after another, and the characters that GB 18030-2022 has there. The names of real people
/// have come out of such systems.
const GBK_EXTENSION: &str = "⺁𠂇𠂉𠃌⺄㑳㑇⺈⺋龴㖞㘚㘎⺌⺗㥮㤘龵㧏㧟㩳㧐龶龷㭎㱮㳠⺧𡗗龸⺪䁖䅟⺮䌷⺳⺶⺷𢦏䎱䎬⺻䏝䓖䙡䙌龹\
                             䜣䜩䝼䞍⻊䥇䥺䥽䦂䦃䦅䦆䦟䦛䦷䦶龺𤇾䲣䲟䲠䲡䱷䲢䴓䴔䴕䴖䴗䴘䴙䶮龻";
const GBK_EXTENSION_FROM: u32 = 0xe815;

/// U+2E80 to U+2EF3 that look like a whole character of their own (EquivalentUnifiedIdeograph.txt of the Unicode
/// Character Database); text taken out of PDF files has them. Each radical stands before its character.
const RADICALS: &str = "⺁厂⺄乙⺊卜⺌小⺍小⺎尢⺏尣⺒巳⺓幺⺕彐⺛旡⺜日⺝月⺟母⺠民⺧牛⺩王⺪疋⺫目⺬示⺮竹⺳网⺶羊⺷羊⺸羋⺻聿⺼肉⺽臼\
                        ⻁虎⻄西⻅见⻆角⻇角⻉贝⻊足⻋车⻏邑⻑長⻓长⻔门⻕阜⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤\
                        ⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟";

/// The character that is meant by one.
pub(super) fn meant(c: char) -> char {
    match c {
        '\u{e815}'..='\u{e864}' => {
            let place = (u32::from(c) - GBK_EXTENSION_FROM) as usize;
            radical(GBK_EXTENSION.chars().nth(place).unwrap_or(c))
        }
        // A second private place of 䶮, known from banks' systems.
        '\u{f51c}' => '䶮',
        // GB 18030-2005 took these two of pinyin for private characters.
        '\u{e7c7}' => '\u{1e3f}',
        '\u{e7c8}' => '\u{1f9}',
        '\u{2e80}'..='\u{2eff}' => radical(c),
        _ => c,
    }
}

fn radical(c: char) -> char {
    let mut pairs = RADICALS.chars();
    while let (Some(radical), Some(character)) = (pairs.next(), pairs.next()) {
        if radical == c {
            return character;
        }
    }
    c
}

/// Middle dots of minority names, with what keyboards and old systems write in their place.
pub(super) fn middle_dot(c: char) -> bool {
    matches!(
        c,
        '\u{b7}'
            | '\u{387}'
            | '\u{16eb}'
            | '\u{2022}'
            | '\u{2024}'
            | '\u{2027}'
            | '\u{2219}'
            | '\u{22c5}'
            | '\u{25cf}'
            | '\u{26ab}'
            | '\u{2e31}'
            | '\u{2e33}'
            | '\u{30fb}'
            | '\u{a78f}'
            | '\u{fe52}'
            | '\u{ff0e}'
            | '\u{ff65}'
            | '\u{10101}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_private_range_of_old_systems_has_a_character_for_each_place() {
        assert_eq!(GBK_EXTENSION.chars().count(), 0xe864 - 0xe815 + 1);
        for (private, character) in [
            ('\u{e816}', '𠂇'),
            ('\u{e81b}', '㑇'),
            ('\u{e81e}', '\u{9fb4}'),
            ('\u{e826}', '\u{9fb5}'),
            ('\u{e82b}', '\u{9fb6}'),
            ('\u{e82c}', '\u{9fb7}'),
            ('\u{e831}', '𡗗'),
            ('\u{e832}', '\u{9fb8}'),
            ('\u{e83b}', '𢦏'),
            ('\u{e843}', '\u{9fb9}'),
            ('\u{e844}', '䜣'),
            ('\u{e84b}', '䥽'),
            ('\u{e854}', '\u{9fba}'),
            ('\u{e855}', '𤇾'),
            ('\u{e863}', '䶮'),
            ('\u{e864}', '\u{9fbb}'),
        ] {
            assert_eq!(meant(private), character, "U+{:X}", u32::from(private));
        }
    }

    #[test]
    fn what_is_meant_means_itself() {
        assert_eq!(RADICALS.chars().count() % 2, 0);
        for c in ('\u{2e80}'..='\u{2fff}')
            .chain('\u{e000}'..='\u{f8ff}')
            .chain('\u{4e00}'..='\u{9fff}')
        {
            assert_eq!(meant(meant(c)), meant(c), "U+{:X}", u32::from(c));
        }
    }
}
