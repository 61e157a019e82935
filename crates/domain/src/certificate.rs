//! Certificates for special operations on building sites (建筑施工特种作业操作资格证书): what they allow and until when.
//!
//! Knows kinds, numbers and days; whether someone may work without one is for the site to decide.

mod number;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use thiserror::Error;
use utoipa::ToSchema;

use crate::language::Words;
use crate::trade::Trade;

pub use number::CertificateNumber;

/// What a certificate allows: the kinds of 建筑施工特种作业人员管理规定 (建质〔2008〕75号), article 3, divided and
/// numbered as in 建办质〔2008〕41号.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CertificateKind {
    /// 建筑电工.
    Electrician,
    /// 建筑架子工（普通脚手架）.
    Scaffolder,
    /// 建筑架子工（附着升降脚手架）.
    ClimbingScaffolder,
    /// 建筑起重信号司索工.
    CraneSignaller,
    /// 建筑起重机械司机（塔式起重机）.
    TowerCraneDriver,
    /// 建筑起重机械司机（施工升降机）.
    HoistDriver,
    /// 建筑起重机械司机（物料提升机）.
    MaterialHoistDriver,
    /// 建筑起重机械安装拆卸工（塔式起重机）.
    TowerCraneErector,
    /// 建筑起重机械安装拆卸工（施工升降机）.
    HoistErector,
    /// 建筑起重机械安装拆卸工（物料提升机）.
    MaterialHoistErector,
    /// 高处作业吊篮安装拆卸工.
    SuspendedPlatformErector,
    /// What a province has added.
    Other,
}

impl CertificateKind {
    /// Every kind, in the order of their codes.
    pub const ALL: [Self; 12] = [
        Self::Electrician,
        Self::Scaffolder,
        Self::ClimbingScaffolder,
        Self::CraneSignaller,
        Self::TowerCraneDriver,
        Self::HoistDriver,
        Self::MaterialHoistDriver,
        Self::TowerCraneErector,
        Self::HoistErector,
        Self::MaterialHoistErector,
        Self::SuspendedPlatformErector,
        Self::Other,
    ];

    /// The two digits of the regulation.
    pub fn code(self) -> &'static str {
        match self {
            Self::Electrician => "01",
            Self::Scaffolder => "02",
            Self::ClimbingScaffolder => "03",
            Self::CraneSignaller => "04",
            Self::TowerCraneDriver => "05",
            Self::HoistDriver => "06",
            Self::MaterialHoistDriver => "07",
            Self::TowerCraneErector => "08",
            Self::HoistErector => "09",
            Self::MaterialHoistErector => "10",
            Self::SuspendedPlatformErector => "11",
            Self::Other => "99",
        }
    }

    /// The word used in tables and on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::Electrician => "electrician",
            Self::Scaffolder => "scaffolder",
            Self::ClimbingScaffolder => "climbing_scaffolder",
            Self::CraneSignaller => "crane_signaller",
            Self::TowerCraneDriver => "tower_crane_driver",
            Self::HoistDriver => "hoist_driver",
            Self::MaterialHoistDriver => "material_hoist_driver",
            Self::TowerCraneErector => "tower_crane_erector",
            Self::HoistErector => "hoist_erector",
            Self::MaterialHoistErector => "material_hoist_erector",
            Self::SuspendedPlatformErector => "suspended_platform_erector",
            Self::Other => "other",
        }
    }

    /// What people call it.
    pub fn words(self) -> Words {
        match self {
            Self::Electrician => Words::new("建筑电工", "electrician"),
            Self::Scaffolder => Words::new("建筑架子工（普通脚手架）", "scaffolder"),
            Self::ClimbingScaffolder => {
                Words::new("建筑架子工（附着升降脚手架）", "climbing scaffold worker")
            }
            Self::CraneSignaller => Words::new("建筑起重信号司索工", "crane signaller and slinger"),
            Self::TowerCraneDriver => Words::new("建筑起重机械司机（塔式起重机）", "tower crane driver"),
            Self::HoistDriver => Words::new("建筑起重机械司机（施工升降机）", "hoist driver"),
            Self::MaterialHoistDriver => {
                Words::new("建筑起重机械司机（物料提升机）", "material hoist driver")
            }
            Self::TowerCraneErector => {
                Words::new("建筑起重机械安装拆卸工（塔式起重机）", "tower crane erector")
            }
            Self::HoistErector => Words::new("建筑起重机械安装拆卸工（施工升降机）", "hoist erector"),
            Self::MaterialHoistErector => {
                Words::new("建筑起重机械安装拆卸工（物料提升机）", "material hoist erector")
            }
            Self::SuspendedPlatformErector => {
                Words::new("高处作业吊篮安装拆卸工", "suspended platform erector")
            }
            Self::Other => Words::new("其他特种作业", "other special operation"),
        }
    }

    /// Reads a kind from its word, its code (`1` with its zero lost) or what people call it.
    pub fn named(text: &str) -> Option<Self> {
        let text = text.trim().to_lowercase().replace('(', "（").replace(')', "）");
        // Some platforms change the two halves of the regulation's name about.
        if text == "建筑起重司索信号工" {
            return Some(Self::CraneSignaller);
        }
        let code =
            (text.len() <= 2 && text.bytes().all(|b| b.is_ascii_digit())).then(|| format!("{text:0>2}"));
        Self::ALL.into_iter().find(|kind| {
            let words = kind.words();
            code.as_deref() == Some(kind.code())
                || kind.word() == text
                || words.zh == text
                || words.en == text
        })
    }

    /// The kinds of which someone in this trade needs one; empty: none. Welders' certificates belong to another
    /// authority and are no kind of this regulation.
    pub fn needed_for(trade: Trade) -> &'static [Self] {
        match trade.code {
            "130" => &[Self::Electrician],
            "030" => &[Self::Scaffolder, Self::ClimbingScaffolder],
            "031" => &[Self::ClimbingScaffolder],
            "170" => &[Self::CraneSignaller],
            "416" => &[
                Self::TowerCraneDriver,
                Self::HoistDriver,
                Self::MaterialHoistDriver,
            ],
            "180" => &[
                Self::TowerCraneErector,
                Self::HoistErector,
                Self::MaterialHoistErector,
            ],
            "033" => &[Self::SuspendedPlatformErector],
            _ => &[],
        }
    }
}

/// Why a certificate is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NotACertificate {
    /// Nothing, under 6 or over 30 letters and digits, or other signs.
    #[error("not a certificate number")]
    Number,
    /// The number is of the regulation's form and says another kind.
    #[error("the number belongs to another kind of certificate")]
    Kind,
    /// It ends before it begins.
    #[error("the certificate ends before it begins")]
    Days,
}

impl NotACertificate {
    /// What the person who typed it reads.
    pub fn words(self) -> Words {
        match self {
            Self::Number => Words::new(
                "证书编号不对，请照证书填",
                "Not a certificate number. Copy it from the certificate.",
            ),
            Self::Kind => Words::new(
                "证书编号和工种对不上，请看一下是不是选错了",
                "The number belongs to another kind of certificate. Check the kind.",
            ),
            Self::Days => Words::new("到期日比发证日还早", "The certificate ends before it was issued."),
        }
    }
}

/// Days before its end from which a certificate is said to expire soon.
pub const SOON_DAYS: i32 = 30;

/// How a certificate stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum CertificateState {
    /// Not issued yet.
    NotYet,
    /// 有效.
    Valid,
    /// 快到期: 30 days or fewer are left; valid all the same.
    ExpiresSoon,
    /// 已过期.
    Expired,
}

impl CertificateState {
    /// The word used on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::NotYet => "not_yet",
            Self::Valid => "valid",
            Self::ExpiresSoon => "expires_soon",
            Self::Expired => "expired",
        }
    }

    /// What people read.
    pub fn words(self) -> Words {
        match self {
            Self::NotYet => Words::new("还没生效", "not valid yet"),
            Self::Valid => Words::new("有效", "valid"),
            Self::ExpiresSoon => Words::new("快到期了", "expires soon"),
            Self::Expired => Words::new("过期了", "expired"),
        }
    }

    /// Whether it allows the work.
    pub fn allows(self) -> bool {
        matches!(self, Self::Valid | Self::ExpiresSoon)
    }
}

/// A certificate of a worker.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct Certificate {
    kind: CertificateKind,
    number: CertificateNumber,
    issued_on: Date,
    expires_on: Date,
}

impl Certificate {
    /// A certificate whose parts agree with each other. `expires_on` is the last day on which it is valid.
    pub fn new(
        kind: CertificateKind,
        number: CertificateNumber,
        issued_on: Date,
        expires_on: Date,
    ) -> Result<Self, NotACertificate> {
        if number.told().is_some_and(|(told, _)| told != kind) {
            return Err(NotACertificate::Kind);
        }
        if expires_on < issued_on {
            return Err(NotACertificate::Days);
        }
        Ok(Self {
            kind,
            number,
            issued_on,
            expires_on,
        })
    }

    /// What it allows.
    pub fn kind(&self) -> CertificateKind {
        self.kind
    }

    /// Its number.
    pub fn number(&self) -> &CertificateNumber {
        &self.number
    }

    /// The first day on which it is valid.
    pub fn issued_on(&self) -> Date {
        self.issued_on
    }

    /// The last day on which it is valid.
    pub fn expires_on(&self) -> Date {
        self.expires_on
    }

    /// How it stands on a day.
    pub fn state_on(&self, day: Date) -> CertificateState {
        let left = day.until(self.expires_on).map_or(0, |span| span.get_days());
        if day < self.issued_on {
            CertificateState::NotYet
        } else if day > self.expires_on {
            CertificateState::Expired
        } else if left <= SOON_DAYS {
            CertificateState::ExpiresSoon
        } else {
            CertificateState::Valid
        }
    }
}

/// Whether someone in this trade may do its work on a day with these certificates: none is needed, or one of the
/// kinds needed is valid.
pub fn covered(trade: Trade, certificates: &[Certificate], day: Date) -> bool {
    let needed = CertificateKind::needed_for(trade);
    needed.is_empty()
        || certificates
            .iter()
            .any(|held| needed.contains(&held.kind) && held.state_on(day).allows())
}

#[cfg(test)]
mod tests;
