//! Outside systems (a district's data hub, a company's personnel system, a site's attendance system): what each may
//! be permitted, and what its token looks like.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::account::Area;
use crate::handed::{read_sign, signs};
use crate::rights::Right;

/// Something an outside system may be permitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
pub enum Permission {
    /// See sites and how many people are at work there.
    #[serde(rename = "sites.read")]
    ReadSites,
    /// See figures of standings, passages and alerts.
    #[serde(rename = "figures.read")]
    ReadFigures,
    /// See who works where, masked, with their bare standing.
    #[serde(rename = "workers.read")]
    ReadWorkers,
    /// Add workers, one or by a sheet.
    #[serde(rename = "workers.add")]
    AddWorkers,
    /// End a worker's engagement.
    #[serde(rename = "engagements.end")]
    EndEngagements,
    /// See passages, without temperatures and reasons.
    #[serde(rename = "passages.read")]
    ReadPassages,
}

impl Permission {
    /// Every one.
    pub const ALL: [Self; 6] = [
        Self::ReadSites,
        Self::ReadFigures,
        Self::ReadWorkers,
        Self::AddWorkers,
        Self::EndEngagements,
        Self::ReadPassages,
    ];

    /// The word used in tables and on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::ReadSites => "sites.read",
            Self::ReadFigures => "figures.read",
            Self::ReadWorkers => "workers.read",
            Self::AddWorkers => "workers.add",
            Self::EndEngagements => "engagements.end",
            Self::ReadPassages => "passages.read",
        }
    }

    /// Reads one from its word.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }

    /// The right that it grants.
    pub fn right(self) -> Right {
        match self {
            Self::ReadSites => Right::ReadSites,
            Self::ReadFigures => Right::ReadFigures,
            Self::ReadWorkers => Right::ListWorkers,
            Self::AddWorkers => Right::TakeInWorkers,
            Self::EndEngagements => Right::EndEngagements,
            Self::ReadPassages => Right::ReadPassages,
        }
    }

    /// Whether it means anything in a part of the district: sites and figures are not one company's.
    pub fn fits(self, area: &Area) -> bool {
        area.contractor().is_none() || !matches!(self, Self::ReadSites | Self::ReadFigures)
    }
}

/// What an outside system is permitted: each once, in one order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(from = "Vec<Permission>")]
pub struct Permissions(Vec<Permission>);

impl Permissions {
    /// Whether a right is among what they grant.
    pub fn grant(&self, right: Right) -> bool {
        self.0.iter().any(|one| one.right() == right)
    }

    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = Permission> + '_ {
        self.0.iter().copied()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Their words, with a blank between.
    pub fn words(&self) -> String {
        let words: Vec<&str> = self.iter().map(Permission::word).collect();
        words.join(" ")
    }

    /// Reads them from their words. None when a word is of no permission.
    pub fn named(words: &str) -> Option<Self> {
        words.split_whitespace().map(Permission::named).collect()
    }
}

impl FromIterator<Permission> for Permissions {
    fn from_iter<I: IntoIterator<Item = Permission>>(permissions: I) -> Self {
        let mut all: Vec<Permission> = permissions.into_iter().collect();
        all.sort_unstable();
        all.dedup();
        Self(all)
    }
}

impl From<Vec<Permission>> for Permissions {
    fn from(permissions: Vec<Permission>) -> Self {
        permissions.into_iter().collect()
    }
}

/// A token stands at most this many days.
pub const LONGEST_TOKEN_DAYS: i32 = 366;

/// What every token begins with, so that people and programs that look for leaked secrets know it.
const MARK: &str = "swi_";
/// Random bytes of a token: 160 bits.
pub const TOKEN_BYTES: usize = 20;
/// Signs that write them.
const SECRET_SIGNS: usize = 32;
/// Signs of the checksum (CRC-32).
const CHECK_SIGNS: usize = 7;
/// Signs after the mark that are kept and shown to tell tokens apart; 120 bits stay unknown.
const SHOWN_SIGNS: usize = 8;

/// A token's text: the mark, 32 signs of secret, 7 signs of checksum.
pub fn token_text(secret: &[u8; TOKEN_BYTES]) -> String {
    let secret = signs(secret);
    let check = checksum(&secret);
    format!("{MARK}{secret}{check}")
}

/// Whether a text has a token's form and its checksum is right. A secret that was cut or mistyped is told here,
/// without asking anyone.
pub fn is_token(text: &str) -> bool {
    let Some(rest) = text.strip_prefix(MARK) else {
        return false;
    };
    let own = rest.len() == SECRET_SIGNS + CHECK_SIGNS && rest.bytes().all(|sign| read_sign(sign).is_some());
    own && checksum(&rest[..SECRET_SIGNS]) == rest[SECRET_SIGNS..]
}

/// The beginning of a token, by which it is told apart in lists and found where it leaked.
pub fn token_prefix(token: &str) -> &str {
    token.get(..MARK.len() + SHOWN_SIGNS).unwrap_or(token)
}

fn checksum(secret: &str) -> String {
    let sum = u64::from(crc32(secret.as_bytes())) << 8;
    let mut text = signs(&sum.to_be_bytes()[3..]);
    text.truncate(CHECK_SIGNS);
    text
}

/// CRC-32 (ISO 3309), reflected, bit by bit: a token is 32 bytes.
fn crc32(bytes: &[u8]) -> u32 {
    let folded = bytes.iter().fold(u32::MAX, |sum, byte| {
        (0..8).fold(sum ^ u32::from(*byte), |sum, _| {
            (sum >> 1) ^ (0xEDB8_8320 & (sum & 1).wrapping_neg())
        })
    });
    !folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_the_one_that_everyone_computes() {
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
    }

    #[test]
    fn every_permission_reads_back_from_its_word_in_tables_and_on_the_wire() {
        for one in Permission::ALL {
            assert_eq!(Permission::named(one.word()), Some(one));
            assert_eq!(serde_json::to_value(one).unwrap(), one.word());
        }
        let some: Permissions = [
            Permission::ReadPassages,
            Permission::ReadSites,
            Permission::ReadSites,
        ]
        .into_iter()
        .collect();
        assert_eq!(some.words(), "sites.read passages.read");
        assert_eq!(Permissions::named(&some.words()), Some(some));
        assert_eq!(Permissions::named("workers.unmask"), None);
    }
}
