//! Screening: people against watchlists of key persons.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::id::{HitId, WatchlistId};
use crate::language::Words;

/// Why the health authority keeps someone on a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// 确诊.
    Confirmed,
    /// 疑似.
    Suspected,
    /// 无症状感染.
    Asymptomatic,
    /// 密切接触.
    CloseContact,
    /// 一般接触.
    GeneralContact,
    /// 来自疫情发生地.
    FromOutbreakArea,
}

impl Category {
    /// Every category, gravest first.
    pub const ALL: [Self; 6] = [
        Self::Confirmed,
        Self::Suspected,
        Self::Asymptomatic,
        Self::CloseContact,
        Self::GeneralContact,
        Self::FromOutbreakArea,
    ];

    /// The word used on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::Confirmed => "confirmed",
            Self::Suspected => "suspected",
            Self::Asymptomatic => "asymptomatic",
            Self::CloseContact => "close_contact",
            Self::GeneralContact => "general_contact",
            Self::FromOutbreakArea => "from_outbreak_area",
        }
    }

    /// Reads a category from its word or from the Chinese that lists use.
    pub fn named(text: &str) -> Option<Self> {
        let text = text.trim();
        match text {
            "确诊" | "确诊病例" => Some(Self::Confirmed),
            "疑似" | "疑似病例" => Some(Self::Suspected),
            "无症状" | "无症状感染" | "无症状感染者" => Some(Self::Asymptomatic),
            "密切接触" | "密切接触者" | "密接" => Some(Self::CloseContact),
            "一般接触" | "一般接触者" => Some(Self::GeneralContact),
            "疫区来人" | "疫情发生地" | "来自疫情发生地" | "重点地区" => {
                Some(Self::FromOutbreakArea)
            }
            _ => Self::ALL
                .into_iter()
                .find(|category| category.word() == text.to_ascii_lowercase()),
        }
    }

    /// What staff read.
    pub fn words(self) -> Words {
        match self {
            Self::Confirmed => Words::new("确诊", "confirmed case"),
            Self::Suspected => Words::new("疑似", "suspected case"),
            Self::Asymptomatic => Words::new("无症状感染", "asymptomatic infection"),
            Self::CloseContact => Words::new("密切接触", "close contact"),
            Self::GeneralContact => Words::new("一般接触", "general contact"),
            Self::FromOutbreakArea => Words::new("来自疫情发生地", "from an outbreak area"),
        }
    }
}

/// A match of a person with a line of a watchlist, as a fact. The document matched exactly on its keyed hash;
/// when the names differ the hit stands, and says so for a person to look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HitFact {
    /// Which.
    pub id: HitId,
    /// On which list.
    pub watchlist: WatchlistId,
    /// Why the person is on it.
    pub category: Category,
    /// When it was found.
    pub found_at: Timestamp,
    /// When the line ends: a flag without an end is not accepted.
    pub expires_at: Timestamp,
    /// Whether the names agree in their normal form.
    pub name_agrees: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn categories_are_read_as_lists_write_them() {
        for (text, category) in [
            ("确诊病例", Category::Confirmed),
            (" 密接 ", Category::CloseContact),
            ("Suspected", Category::Suspected),
            ("重点地区", Category::FromOutbreakArea),
        ] {
            assert_eq!(Category::named(text), Some(category), "{text}");
        }
        assert_eq!(
            Category::named("讨薪"),
            None,
            "a list for any other purpose has no category"
        );
    }
}
