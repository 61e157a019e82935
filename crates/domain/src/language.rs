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
    /// Reads an `Accept-Language` header: English when it is asked for before any Chinese, else Chinese.
    pub fn accepted(header: &str) -> Self {
        let first = header
            .split(',')
            .map(|part| part.trim().to_ascii_lowercase())
            .find(|part| part.starts_with("zh") || part.starts_with("en"));
        match first {
            Some(tag) if tag.starts_with("en") => Self::English,
            _ => Self::Chinese,
        }
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
    fn chinese_is_spoken_unless_english_is_asked_for_first() {
        for (header, expected) in [
            ("", Language::Chinese),
            ("en-GB,en;q=0.9", Language::English),
            ("zh-CN,zh;q=0.9,en;q=0.8", Language::Chinese),
            ("fr-FR, en;q=0.5", Language::English),
            ("nonsense", Language::Chinese),
        ] {
            assert_eq!(Language::accepted(header), expected, "{header}");
        }
    }
}
