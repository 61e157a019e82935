//! Contractors: what a company does at a construction site (参建单位), by the codes of the real-name standard.
//!
//! Knows the kinds alone; which company is at which site is for the registry.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::language::Words;

/// What a contractor is at a project: corpType of the national real-name standard, 001 to 012.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ContractorKind {
    /// 专业分包.
    SpecialistSubcontractor,
    /// 设备分包.
    EquipmentSubcontractor,
    /// 材料分包.
    MaterialSubcontractor,
    /// 后勤服务.
    Logistics,
    /// 特殊设备.
    SpecialEquipment,
    /// 劳务分包.
    LabourSubcontractor,
    /// 监理.
    Supervisor,
    /// 建设单位.
    Owner,
    /// 总承包.
    GeneralContractor,
    /// 勘察.
    Surveyor,
    /// 设计.
    Designer,
    /// 其它.
    Other,
}

impl ContractorKind {
    /// Every kind, in the order of their codes.
    pub const ALL: [Self; 12] = [
        Self::SpecialistSubcontractor,
        Self::EquipmentSubcontractor,
        Self::MaterialSubcontractor,
        Self::Logistics,
        Self::SpecialEquipment,
        Self::LabourSubcontractor,
        Self::Supervisor,
        Self::Owner,
        Self::GeneralContractor,
        Self::Surveyor,
        Self::Designer,
        Self::Other,
    ];

    /// The code of the real-name standard.
    pub fn code(self) -> &'static str {
        match self {
            Self::SpecialistSubcontractor => "001",
            Self::EquipmentSubcontractor => "002",
            Self::MaterialSubcontractor => "003",
            Self::Logistics => "004",
            Self::SpecialEquipment => "005",
            Self::LabourSubcontractor => "006",
            Self::Supervisor => "007",
            Self::Owner => "008",
            Self::GeneralContractor => "009",
            Self::Surveyor => "010",
            Self::Designer => "011",
            Self::Other => "012",
        }
    }

    /// The word used in tables and on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::SpecialistSubcontractor => "specialist_subcontractor",
            Self::EquipmentSubcontractor => "equipment_subcontractor",
            Self::MaterialSubcontractor => "material_subcontractor",
            Self::Logistics => "logistics",
            Self::SpecialEquipment => "special_equipment",
            Self::LabourSubcontractor => "labour_subcontractor",
            Self::Supervisor => "supervisor",
            Self::Owner => "owner",
            Self::GeneralContractor => "general_contractor",
            Self::Surveyor => "surveyor",
            Self::Designer => "designer",
            Self::Other => "other",
        }
    }

    /// What people call it.
    pub fn words(self) -> Words {
        match self {
            Self::SpecialistSubcontractor => Words::new("专业分包", "specialist subcontractor"),
            Self::EquipmentSubcontractor => Words::new("设备分包", "equipment subcontractor"),
            Self::MaterialSubcontractor => Words::new("材料分包", "material subcontractor"),
            Self::Logistics => Words::new("后勤服务", "logistics"),
            Self::SpecialEquipment => Words::new("特殊设备", "special equipment"),
            Self::LabourSubcontractor => Words::new("劳务分包", "labour subcontractor"),
            Self::Supervisor => Words::new("监理", "supervisor"),
            Self::Owner => Words::new("建设单位", "owner"),
            Self::GeneralContractor => Words::new("总承包", "general contractor"),
            Self::Surveyor => Words::new("勘察", "surveyor"),
            Self::Designer => Words::new("设计", "designer"),
            Self::Other => Words::new("其它", "other"),
        }
    }

    /// Reads a kind from its word, its code (its zeros may be lost, as spreadsheets do) or what people call it,
    /// with or without 单位 at its end.
    pub fn named(text: &str) -> Option<Self> {
        let text = text.trim().to_lowercase();
        let bare = text.strip_suffix("单位").unwrap_or(&text);
        match bare {
            "建设" | "业主" | "甲方" => return Some(Self::Owner),
            "施工总承包" | "总包" | "施工" => return Some(Self::GeneralContractor),
            "劳务" | "劳务公司" => return Some(Self::LabourSubcontractor),
            "后勤" => return Some(Self::Logistics),
            "其他" => return Some(Self::Other),
            _ => {}
        }
        let code =
            (text.len() <= 3 && text.bytes().all(|b| b.is_ascii_digit())).then(|| format!("{text:0>3}"));
        Self::ALL.into_iter().find(|kind| {
            let words = kind.words();
            code.as_deref() == Some(kind.code())
                || kind.word() == text
                || words.en == text
                || words.zh == bare
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_standards_table_is_read_by_code_word_and_name() {
        for (code, name) in [
            ("001", "专业分包"),
            ("002", "设备分包"),
            ("003", "材料分包"),
            ("004", "后勤"),
            ("005", "特殊设备"),
            ("006", "劳务分包"),
            ("007", "监理"),
            ("008", "建设单位"),
            ("009", "总承包"),
            ("010", "勘察"),
            ("011", "设计"),
            ("012", "其它"),
        ] {
            let kind = ContractorKind::named(name).unwrap();
            assert_eq!(kind.code(), code);
            let words = kind.words();
            for text in [
                code,
                kind.word(),
                &words.zh,
                &words.en,
                &format!(" {}单位 ", words.zh),
            ] {
                assert_eq!(ContractorKind::named(text), Some(kind), "{text}");
            }
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.word());
        }
    }

    #[test]
    fn codes_that_lost_their_zeros_and_short_names_are_read() {
        for (text, kind) in [
            ("6", ContractorKind::LabourSubcontractor),
            ("总包单位", ContractorKind::GeneralContractor),
            ("业主", ContractorKind::Owner),
            ("监理单位", ContractorKind::Supervisor),
        ] {
            assert_eq!(ContractorKind::named(text), Some(kind), "{text}");
        }
        for text in ["", "0", "013", "0006", "单位", "路人"] {
            assert_eq!(ContractorKind::named(text), None, "{text}");
        }
    }
}
