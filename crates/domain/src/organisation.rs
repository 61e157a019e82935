//! Organisations: companies and public bodies, known by their unified social credit code (统一社会信用代码).
//!
//! Knows the code and what it says of its holder; nothing of contracts, sites or people.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use thiserror::Error;
use utoipa::ToSchema;

use crate::document::folded;
use crate::language::Words;

/// A unified social credit code (GB 32100-2015): 18 characters, the last of them a check character.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(try_from = "String", into = "String")]
#[schema(value_type = String, example = "91350100M000100Y43")]
pub struct Uscc(String);

/// Why a text is no unified social credit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NotAUscc {
    /// Not 18 characters of its alphabet, no authority of the standard in the first, or no division code in the
    /// third to eighth.
    #[error("a unified social credit code has 18 digits and capital letters, without I, O, S, V and Z")]
    Form,
    /// The check character does not fit: a character was mistyped.
    #[error("the check character does not fit")]
    CheckCharacter,
}

impl NotAUscc {
    /// What the person who typed it reads.
    pub fn words(self) -> Words {
        match self {
            Self::Form => Words::new(
                "统一社会信用代码是18位数字和大写字母，没有I、O、S、V、Z",
                "A unified social credit code has 18 digits and capital letters, none of them I, O, S, V or Z.",
            ),
            Self::CheckCharacter => Words::new(
                "统一社会信用代码有一位写错了，请对照营业执照",
                "One character of the unified social credit code is wrong. Compare it with the licence.",
            ),
        }
    }
}

/// GB 32100-2015, table 3: a character's value is its place.
const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";

/// GB 32100-2015, table 1 with its later additions: the authorities that register.
const AUTHORITIES: &[u8; 12] = b"123456789ANY";

/// The check character of GB 32100-2015 for the first 17: weights are the powers of 3, modulo 31. `None` when they
/// are not 17 characters of the alphabet.
pub fn check_character(front: &str) -> Option<char> {
    let mut weight = 1;
    let mut sum = 0;
    for c in front.bytes() {
        sum += weight * ALPHABET.iter().position(|known| *known == c)?;
        weight = weight * 3 % 31;
    }
    (front.len() == 17).then(|| char::from(ALPHABET[(31 - sum % 31) % 31]))
}

impl Uscc {
    /// The 18 characters.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What kind of organisation holds it, by the authority and the kind in its first two characters.
    pub fn kind(&self) -> OrganisationKind {
        match &self.0[..2] {
            "91" => OrganisationKind::Enterprise,
            "92" => OrganisationKind::IndividualBusiness,
            "93" => OrganisationKind::FarmersCooperative,
            "11" => OrganisationKind::StateOrgan,
            "12" => OrganisationKind::PublicInstitution,
            "13" | "51" | "52" | "53" | "81" => OrganisationKind::SocialOrganisation,
            "N1" | "N2" | "N3" => OrganisationKind::RuralCollective,
            _ => OrganisationKind::Other,
        }
    }

    /// The division (6 digits) of the authority that registered it.
    pub fn division(&self) -> &str {
        &self.0[2..8]
    }
}

impl FromStr for Uscc {
    type Err = NotAUscc;

    /// Takes a code as typed: blanks and dashes go, full-width and lower case are folded.
    fn from_str(text: &str) -> Result<Self, NotAUscc> {
        let code = folded(text);
        let in_alphabet = code.bytes().all(|c| ALPHABET.contains(&c));
        let registered = code
            .bytes()
            .next()
            .is_some_and(|first| AUTHORITIES.contains(&first));
        if code.len() != 18
            || !in_alphabet
            || !registered
            || !code.bytes().skip(2).take(6).all(|c| c.is_ascii_digit())
        {
            return Err(NotAUscc::Form);
        }
        if check_character(&code[..17]) != code.chars().last() {
            return Err(NotAUscc::CheckCharacter);
        }
        Ok(Self(code))
    }
}

impl TryFrom<String> for Uscc {
    type Error = NotAUscc;
    fn try_from(text: String) -> Result<Self, NotAUscc> {
        text.parse()
    }
}

impl From<Uscc> for String {
    fn from(code: Uscc) -> Self {
        code.0
    }
}

impl fmt::Display for Uscc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What an organisation is, as GB 32100-2015 (tables 1 and 2) tells by the first two characters of its code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OrganisationKind {
    /// 企业.
    Enterprise,
    /// 个体工商户.
    IndividualBusiness,
    /// 农民专业合作社.
    FarmersCooperative,
    /// 机关.
    StateOrgan,
    /// 事业单位.
    PublicInstitution,
    /// 社会组织 and trade unions.
    SocialOrganisation,
    /// 农村集体经济组织: village and town collectives.
    RuralCollective,
    /// 其他.
    Other,
}

impl OrganisationKind {
    /// Every kind, in the order they are offered.
    pub const ALL: [Self; 8] = [
        Self::Enterprise,
        Self::IndividualBusiness,
        Self::FarmersCooperative,
        Self::StateOrgan,
        Self::PublicInstitution,
        Self::SocialOrganisation,
        Self::RuralCollective,
        Self::Other,
    ];

    /// The word used in tables and on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::Enterprise => "enterprise",
            Self::IndividualBusiness => "individual_business",
            Self::FarmersCooperative => "farmers_cooperative",
            Self::StateOrgan => "state_organ",
            Self::PublicInstitution => "public_institution",
            Self::SocialOrganisation => "social_organisation",
            Self::RuralCollective => "rural_collective",
            Self::Other => "other",
        }
    }

    /// Reads a kind from its word.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.word() == word)
    }

    /// What people call it.
    pub fn words(self) -> Words {
        match self {
            Self::Enterprise => Words::new("企业", "company"),
            Self::IndividualBusiness => Words::new("个体工商户", "individual business"),
            Self::FarmersCooperative => Words::new("农民专业合作社", "farmers' cooperative"),
            Self::StateOrgan => Words::new("机关", "state organ"),
            Self::PublicInstitution => Words::new("事业单位", "public institution"),
            Self::SocialOrganisation => Words::new("社会组织", "social organisation"),
            Self::RuralCollective => Words::new("农村集体经济组织", "rural collective"),
            Self::Other => Words::new("其他", "other"),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;

    #[test]
    fn a_code_is_taken_as_people_type_it() {
        for text in [
            "91350100M000100Y43",
            " 91350100m000100y43 ",
            "９１３５０１００M000100Y43",
            "91 350100-M000100Y4 3",
        ] {
            let code: Uscc = text.parse().unwrap();
            assert_eq!(
                (code.as_str(), code.division()),
                ("91350100M000100Y43", "350100"),
                "{text}"
            );
            assert_eq!(code.kind(), OrganisationKind::Enterprise);
        }
    }

    #[test]
    fn what_is_no_code_says_why() {
        for (text, why) in [
            ("", NotAUscc::Form),
            ("91350100M000100Y4", NotAUscc::Form),
            ("91350100M0001O0Y43", NotAUscc::Form),
            ("9135010MM000100Y43", NotAUscc::Form),
            ("440605199003070010X", NotAUscc::Form),
            ("X1350100M000100Y43", NotAUscc::Form),
            ("91350100M000100Y44", NotAUscc::CheckCharacter),
            ("91350100M000010Y43", NotAUscc::CheckCharacter),
        ] {
            assert_eq!(text.parse::<Uscc>(), Err(why), "{text}");
        }
    }

    #[test]
    fn every_kind_reads_back_from_its_word() {
        for kind in OrganisationKind::ALL {
            assert_eq!(OrganisationKind::named(kind.word()), Some(kind));
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.word());
            assert!(!kind.words().zh.is_empty() && !kind.words().en.is_empty());
        }
    }

    proptest! {
        #[test]
        fn any_mistyped_character_and_any_two_neighbours_swapped_are_caught(
            head in select(vec!["91", "92", "12", "52", "N2"]),
            division in 110_000_u32..660_000,
            tail in "[0-9A-HJ-NP-RTUW-Y]{9}",
            at in 0_usize..18,
            first in 0_usize..17,
            typed in select(ALPHABET.to_vec()),
        ) {
            let front = format!("{head}{division}{tail}");
            let code = format!("{front}{}", check_character(&front).unwrap());
            prop_assert_eq!(code.parse::<Uscc>().map(String::from), Ok(code.clone()));
            let mut mistyped = code.clone().into_bytes();
            mistyped[at] = typed;
            let mut swapped = code.clone().into_bytes();
            swapped.swap(first, first + 1);
            for wrong in [mistyped, swapped].map(|bytes| String::from_utf8(bytes).unwrap()) {
                prop_assert_eq!(wrong.parse::<Uscc>().is_ok(), wrong == code, "{}", wrong);
            }
        }

        #[test]
        fn no_text_breaks_the_reader(text in "\\PC*") {
            let _ = text.parse::<Uscc>();
        }
    }
}
