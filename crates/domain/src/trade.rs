//! Trades of construction workers (工种), by the codes of the national real-name standard and its extensions.
//!
//! Knows codes and what people call them; which trades need a certificate is for `certificate`.

mod table;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

use crate::language::Words;
pub use table::TRADES;

/// A trade of the standard.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Trade {
    /// Three digits.
    pub code: &'static str,
    zh: &'static str,
    en: &'static str,
    /// What else people write.
    also: &'static [&'static str],
}

impl Trade {
    /// What people call it.
    pub fn words(&self) -> Words {
        Words::new(self.zh, self.en)
    }

    /// The trade with this code of three digits.
    pub fn coded(code: &str) -> Option<Self> {
        let at = TRADES.binary_search_by(|trade| trade.code.cmp(code)).ok()?;
        TRADES.get(at).copied()
    }

    /// Reads a trade from what people and spreadsheets write: its code, `20` with its zero lost, the code with the
    /// name before or after it (`020 钢筋工`, `钢筋工（020）`), its name or one of its usual names with or without
    /// `工`, in any case, also with others in brackets behind it. None where that says nothing, or a code and a name of two trades.
    pub fn named(text: &str) -> Option<Self> {
        let text = folded(text);
        let digits = |c: char| c.is_ascii_digit();
        let code: String = text.chars().filter(|c| digits(*c)).collect();
        let name = text.trim_matches(|c: char| digits(c) || c.is_whitespace() || "()-_:.、,|/".contains(c));
        // Digits within a name, or in two places, are no code.
        let together = code.is_empty() || text.contains(&code) && !name.contains(digits);
        if !together || code.len() > 3 {
            return None;
        }
        let coded = (!code.is_empty()).then(|| Self::coded(&format!("{code:0>3}")));
        match (coded, name.is_empty()) {
            (Some(coded), true) => coded,
            (Some(coded), false) => coded.filter(|trade| trade.is_called(name)),
            (None, true) => None,
            (None, false) => TRADES.iter().find(|trade| trade.is_called(name)).copied(),
        }
    }

    fn is_called(&self, name: &str) -> bool {
        let before_brackets = name.rsplit_once('(').map(|(before, _)| before);
        self.is_called_just(name) || before_brackets.is_some_and(|name| self.is_called_just(name))
    }

    fn is_called_just(&self, name: &str) -> bool {
        let bare = |text: &str| {
            let text = folded(text);
            text.strip_suffix('工').unwrap_or(&text).to_owned()
        };
        let name_bare = bare(name);
        self.en.eq_ignore_ascii_case(name)
            || !name_bare.is_empty()
                && std::iter::once(&self.zh)
                    .chain(self.also)
                    .any(|known| bare(known) == name_bare)
    }
}

/// The code in what people and spreadsheets write, as [`Trade::named`] reads it; three digits that the table does
/// not have are taken too, for provinces add their own. None: neither.
pub fn code(text: &str) -> Option<String> {
    if let Some(trade) = Trade::named(text) {
        return Some(trade.code.to_owned());
    }
    let text = folded(text);
    let unlisted = text.len() == 3 && text.bytes().all(|b| b.is_ascii_digit());
    unlisted.then_some(text)
}

fn folded(text: &str) -> String {
    let narrow = |c: char| match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    };
    text.trim().chars().map(narrow).collect()
}

/// On the wire a trade is its code.
impl PartialSchema for Trade {
    fn schema() -> RefOr<Schema> {
        String::schema()
    }
}

impl ToSchema for Trade {}

impl Serialize for Trade {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code)
    }
}

impl<'de> Deserialize<'de> for Trade {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
        Self::coded(&code)
            .ok_or_else(|| serde::de::Error::custom("not a trade code of the real-name standard"))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn named(text: &str) -> Option<&'static str> {
        Trade::named(text).map(|trade| trade.code)
    }

    #[test]
    fn a_trade_is_known_by_code_name_and_usual_name() {
        for (text, code) in [
            ("020", "020"),
            ("20", "020"),
            ("０２０", "020"),
            ("钢筋工", "020"),
            ("钢筋", "020"),
            ("020 钢筋工", "020"),
            ("020-钢筋", "020"),
            ("钢筋工（020）", "020"),
            (" Steel Fixer ", "020"),
            ("木工", "240"),
            ("瓦工", "010"),
            ("泥瓦工", "010"),
            ("电工", "130"),
            ("焊工", "270"),
            ("塔吊司机", "416"),
            ("信号工", "170"),
            ("管理人员", "900"),
            ("0", "000"),
        ] {
            assert_eq!(named(text), Some(code), "{text}");
        }
    }

    #[test]
    fn what_names_no_trade_or_two_is_not_guessed_at() {
        for text in ["", "工", "宇航员", "2020", "020 木工", "2 0", "999", "钢筋2班"] {
            assert_eq!(named(text), None, "{text}");
        }
    }

    #[test]
    fn a_code_of_a_province_is_taken() {
        assert_eq!(code("599").as_deref(), Some("599"));
        assert_eq!(code("20").as_deref(), Some("020"));
        assert_eq!(code("钢筋").as_deref(), Some("020"));
        for text in ["", "99", "宇航员", "2020"] {
            assert_eq!(code(text), None, "{text}");
        }
    }

    #[test]
    fn the_table_is_in_order_and_no_name_means_two_trades() {
        assert!(TRADES.is_sorted_by(|a, b| a.code < b.code));
        for trade in TRADES {
            let words = trade.words();
            for text in [&words.zh, &words.en, trade.code]
                .into_iter()
                .chain(trade.also.iter().copied())
            {
                assert_eq!(named(text), Some(trade.code), "{text}");
            }
            let json = serde_json::to_string(trade).unwrap();
            assert_eq!(serde_json::from_str::<Trade>(&json).unwrap(), *trade);
        }
    }

    #[test]
    fn the_standards_own_codes_are_all_there() {
        let codes = "010 020 030 040 050 060 070 080 090 100 110 120 130 140 150 160 170 180 190 200 210 220 230 240 \
                     250 270 280 290 300 310 320 330 340 350 360 380 900";
        for code in codes.split_whitespace() {
            assert!(Trade::coded(code).is_some(), "{code}");
        }
    }

    proptest! {
        #[test]
        fn no_text_breaks_the_reader(text in "\\PC*") {
            let _ = (Trade::named(&text), code(&text));
        }
    }
}
