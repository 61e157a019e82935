//! Whether a worker manages or works with their hands: workRole of the real-name standard.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::language::Words;

/// A worker's kind (人员类型); not to be taken for an account's role.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum WorkerKind {
    /// 管理人员.
    Manager,
    /// 建筑工人.
    #[default]
    Worker,
}

impl WorkerKind {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Manager, Self::Worker];

    /// The code of the real-name standard.
    pub fn code(self) -> &'static str {
        match self {
            Self::Manager => "10",
            Self::Worker => "20",
        }
    }

    /// The word used in tables and on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::Manager => "manager",
            Self::Worker => "worker",
        }
    }

    /// What people call it.
    pub fn words(self) -> Words {
        match self {
            Self::Manager => Words::new("管理人员", "manager"),
            Self::Worker => Words::new("工人", "worker"),
        }
    }

    /// Reads a kind from its word, its code or what people call it.
    pub fn named(text: &str) -> Option<Self> {
        match text.trim().to_lowercase().as_str() {
            "10" | "manager" | "管理人员" | "管理" | "管理员" => Some(Self::Manager),
            "20" | "worker" | "工人" | "建筑工人" | "劳务人员" => Some(Self::Worker),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_kinds_are_read_by_code_word_and_name() {
        for (code, kind) in [("10", WorkerKind::Manager), ("20", WorkerKind::Worker)] {
            assert_eq!(kind.code(), code);
            for text in [code, kind.word(), &kind.words().zh, &kind.words().en] {
                assert_eq!(WorkerKind::named(text), Some(kind), "{text}");
            }
        }
        assert_eq!(WorkerKind::named("30"), None);
        assert_eq!(WorkerKind::named("建筑工人"), Some(WorkerKind::default()));
    }
}
