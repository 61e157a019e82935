//! The languages people read: Chinese first, English complete.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// A language of the screens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
pub enum Language {
    /// 简体中文, the default.
    #[default]
    #[serde(rename = "zh-CN")]
    Chinese,
    /// English.
    #[serde(rename = "en")]
    English,
}

impl Language {
    /// Reads an `Accept-Language` header (RFC 9110, 12.5.4): English when it weighs more than any Chinese, or as
    /// much and stands before it; else Chinese.
    pub fn accepted(header: &str) -> Self {
        let ranges = header.split(',').filter_map(|range| {
            let (tag, weight) = range.split_once(';').unwrap_or((range, ""));
            let primary = tag.trim().split('-').next().unwrap_or_default();
            let language = match primary.to_ascii_lowercase().as_str() {
                "zh" => Self::Chinese,
                "en" => Self::English,
                _ => return None,
            };
            let weight = weight.trim();
            let weight = weight.strip_prefix("q=").or_else(|| weight.strip_prefix("Q="));
            let weight = weight.map_or(Some(1.0), |text| text.trim().parse::<f32>().ok());
            weight
                .filter(|weight| *weight > 0.0)
                .map(|weight| (weight, language))
        });
        // The first of the heaviest.
        let heaviest = ranges.reduce(|best, next| if next.0 > best.0 { next } else { best });
        heaviest.map_or(Self::Chinese, |(_, language)| language)
    }
}

/// The same thing said in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
pub struct Words {
    /// In Chinese.
    pub zh: String,
    /// In English.
    pub en: String,
}

impl Words {
    /// Both texts.
    pub fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self {
            zh: zh.into(),
            en: en.into(),
        }
    }

    /// The text in one language.
    pub fn say(&self, language: Language) -> &str {
        match language {
            Language::Chinese => &self.zh,
            Language::English => &self.en,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_is_spoken_unless_english_weighs_more() {
        for (header, expected) in [
            ("", Language::Chinese),
            ("en-GB,en;q=0.9", Language::English),
            ("zh-CN,zh;q=0.9,en;q=0.8", Language::Chinese),
            ("fr-FR, en;q=0.5", Language::English),
            ("nonsense", Language::Chinese),
            ("en;q=0.5,zh-CN;q=0.9", Language::Chinese),
            ("zh;q=0.3, en-US;q=0.8", Language::English),
            ("en;q=0", Language::Chinese),
            ("zh;q=0, en;q=0.1", Language::English),
            ("en ; q=0.7, zh;q=0.7", Language::English),
            ("enm, en;q=x", Language::Chinese),
        ] {
            assert_eq!(Language::accepted(header), expected, "{header}");
        }
    }
}
