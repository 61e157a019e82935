//! The kinds of identity document, with what people call them.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::language::Words;

/// The kinds of document of the real-name standard (its codes 01 … 12).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    /// 居民身份证 and the residence permits of Hong Kong, Macao and Taiwan residents (GB 11643).
    ResidentId,
    /// 护照.
    Passport,
    /// 港澳居民来往内地通行证.
    HongKongMacaoPermit,
    /// 台湾居民来往大陆通行证.
    TaiwanPermit,
    /// 外国人永久居留身份证, old and new.
    PermanentResidence,
    /// 军官证.
    OfficerId,
    /// 武警警官证.
    ArmedPoliceId,
    /// 士兵证.
    SoldierId,
}

impl DocumentKind {
    /// Every kind, in the order they are offered.
    pub const ALL: [Self; 8] = [
        Self::ResidentId,
        Self::Passport,
        Self::HongKongMacaoPermit,
        Self::TaiwanPermit,
        Self::PermanentResidence,
        Self::OfficerId,
        Self::ArmedPoliceId,
        Self::SoldierId,
    ];

    /// The word used in tables and on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::ResidentId => "resident_id",
            Self::Passport => "passport",
            Self::HongKongMacaoPermit => "hong_kong_macao_permit",
            Self::TaiwanPermit => "taiwan_permit",
            Self::PermanentResidence => "permanent_residence",
            Self::OfficerId => "officer_id",
            Self::ArmedPoliceId => "armed_police_id",
            Self::SoldierId => "soldier_id",
        }
    }

    /// The code of the real-name standard; none for those that came after it.
    pub fn code(self) -> Option<&'static str> {
        match self {
            Self::ResidentId => Some("01"),
            Self::OfficerId => Some("02"),
            Self::ArmedPoliceId => Some("03"),
            Self::SoldierId => Some("04"),
            Self::Passport => Some("08"),
            Self::HongKongMacaoPermit => Some("10"),
            Self::TaiwanPermit => Some("12"),
            Self::PermanentResidence => None,
        }
    }

    /// What people call it.
    pub fn words(self) -> Words {
        match self {
            Self::ResidentId => Words::new("身份证", "resident identity card"),
            Self::Passport => Words::new("护照", "passport"),
            Self::HongKongMacaoPermit => Words::new(
                "港澳居民来往内地通行证",
                "mainland travel permit for Hong Kong and Macao residents",
            ),
            Self::TaiwanPermit => Words::new(
                "台湾居民来往大陆通行证",
                "mainland travel permit for Taiwan residents",
            ),
            Self::PermanentResidence => {
                Words::new("外国人永久居留身份证", "foreign permanent resident identity card")
            }
            Self::OfficerId => Words::new("军官证", "officer's card"),
            Self::ArmedPoliceId => Words::new("武警警官证", "armed police officer's card"),
            Self::SoldierId => Words::new("士兵证", "soldier's card"),
        }
    }

    /// Reads a kind from its word, its code in the real-name standard or what people call it.
    pub fn named(text: &str) -> Option<Self> {
        let text = text.trim().to_lowercase();
        match text.as_str() {
            "" | "01" | "1" | "身份证" | "居民身份证" | "二代身份证" | "港澳台居民居住证" | "id card" => {
                Some(Self::ResidentId)
            }
            "港澳居民居住证" | "台湾居民居住证" => Some(Self::ResidentId),
            "02" | "2" | "军官证" => Some(Self::OfficerId),
            "03" | "3" | "武警警官证" | "武警证" | "警官证" => Some(Self::ArmedPoliceId),
            "04" | "4" | "士兵证" => Some(Self::SoldierId),
            "08" | "8" | "护照" | "外国护照" => Some(Self::Passport),
            "10" | "港澳居民来往内地通行证" | "港澳通行证" | "回乡证" => {
                Some(Self::HongKongMacaoPermit)
            }
            "12" | "台湾居民来往大陆通行证" | "台胞证" => Some(Self::TaiwanPermit),
            "外国人永久居留身份证" | "外国人永久居留证" => Some(Self::PermanentResidence),
            _ => Self::ALL
                .into_iter()
                .find(|kind| kind.word() == text || kind.words().en.to_lowercase() == text),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use DocumentKind::{HongKongMacaoPermit, Passport, ResidentId, TaiwanPermit};

    #[test]
    fn every_kind_is_read_by_code_word_and_name() {
        for (code, name, kind) in [
            ("01", "身份证", ResidentId),
            ("02", "军官证", DocumentKind::OfficerId),
            ("03", "武警警官证", DocumentKind::ArmedPoliceId),
            ("04", "士兵证", DocumentKind::SoldierId),
            ("08", "护照", Passport),
            ("10", "港澳居民来往内地通行证", HongKongMacaoPermit),
            ("12", "台湾居民来往大陆通行证", TaiwanPermit),
        ] {
            assert_eq!(kind.code(), Some(code));
            assert_eq!(DocumentKind::named(name), Some(kind));
            assert_eq!(DocumentKind::named(code), Some(kind));
        }
        for kind in DocumentKind::ALL {
            for text in [kind.word(), &kind.words().zh, &kind.words().en] {
                assert_eq!(DocumentKind::named(text), Some(kind), "{text}");
            }
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.word());
        }
        assert_eq!(DocumentKind::named("台湾居民居住证"), Some(ResidentId));
    }
}
