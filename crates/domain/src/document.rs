//! Identity documents: what is typed, checked strictly where the document has a check digit, in one normal form.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use thiserror::Error;
use utoipa::ToSchema;

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
}

impl DocumentKind {
    /// Every kind, in the order they are offered.
    pub const ALL: [Self; 5] = [
        Self::ResidentId,
        Self::Passport,
        Self::HongKongMacaoPermit,
        Self::TaiwanPermit,
        Self::PermanentResidence,
    ];

    /// The word used in tables and on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::ResidentId => "resident_id",
            Self::Passport => "passport",
            Self::HongKongMacaoPermit => "hong_kong_macao_permit",
            Self::TaiwanPermit => "taiwan_permit",
            Self::PermanentResidence => "permanent_residence",
        }
    }

    /// Reads a kind from its word, its code in the real-name standard or its Chinese name.
    pub fn named(text: &str) -> Option<Self> {
        match text.trim() {
            "" | "01" | "1" | "身份证" | "居民身份证" | "resident_id" => Some(Self::ResidentId),
            "08" | "8" | "护照" | "passport" => Some(Self::Passport),
            "10" | "港澳居民来往内地通行证" | "回乡证" | "hong_kong_macao_permit" => {
                Some(Self::HongKongMacaoPermit)
            }
            "12" | "台湾居民来往大陆通行证" | "台胞证" | "taiwan_permit" => {
                Some(Self::TaiwanPermit)
            }
            "外国人永久居留身份证" | "外国人永久居留证" | "permanent_residence" => {
                Some(Self::PermanentResidence)
            }
            _ => None,
        }
    }
}

/// A checked document in its normal form. Neither `Debug` nor any error repeats the number.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Document {
    kind: DocumentKind,
    number: String,
}

/// Why a document number is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NotADocument {
    /// Nothing was written.
    #[error("the document number is empty")]
    Empty,
    /// Wrong length or characters for its kind.
    #[error("the document number does not have the form of its kind")]
    Form,
    /// The day of birth in it does not exist.
    #[error("the day of birth in the document number does not exist")]
    BirthDate,
    /// The check digit does not fit: a digit was mistyped.
    #[error("the check digit does not fit")]
    CheckDigit,
}

/// GB 11643-1999, 4.2.5: weights of the first 17 digits.
const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS: &[u8; 11] = b"10X98765432";

/// The check character of GB 11643 for 17 digits. `None` when there are not 17 digits.
pub fn check_character(digits: &str) -> Option<char> {
    let values: Vec<u32> = digits.chars().map(|c| c.to_digit(10)).collect::<Option<_>>()?;
    (values.len() == 17).then(|| {
        let sum: u32 = values
            .iter()
            .zip(WEIGHTS)
            .map(|(digit, weight)| digit * weight)
            .sum();
        char::from(CHECKS[(sum % 11) as usize])
    })
}

impl Document {
    /// Takes a number as typed: blanks and dashes go, full-width and lower case are folded.
    pub fn parse(kind: DocumentKind, text: &str) -> Result<Self, NotADocument> {
        let number = folded(text);
        if number.is_empty() {
            return Err(NotADocument::Empty);
        }
        let shape = |ok: bool| if ok { Ok(()) } else { Err(NotADocument::Form) };
        match kind {
            DocumentKind::ResidentId => resident(&number)?,
            DocumentKind::Passport => {
                shape((5..=18).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_alphanumeric()))?;
            }
            DocumentKind::HongKongMacaoPermit => {
                shape(
                    number.starts_with(['H', 'M']) && matches!(number.len(), 9 | 11) && digits(&number[1..]),
                )?;
            }
            DocumentKind::TaiwanPermit => shape(matches!(number.len(), 8 | 10) && digits(&number))?,
            DocumentKind::PermanentResidence if number.starts_with('9') => resident(&number)?,
            DocumentKind::PermanentResidence => {
                let bytes = number.as_bytes();
                shape(
                    bytes.len() == 15
                        && bytes[..3].iter().all(u8::is_ascii_uppercase)
                        && bytes[3..].iter().all(u8::is_ascii_digit),
                )?;
            }
        }
        Ok(Self { kind, number })
    }

    /// The kind.
    pub fn kind(&self) -> DocumentKind {
        self.kind
    }

    /// The number in normal form.
    pub fn number(&self) -> &str {
        &self.number
    }

    /// The text that a keyed hash is taken of: kind and number, so that two kinds never meet.
    pub fn index_text(&self) -> String {
        format!("{}:{}", self.kind.word(), self.number)
    }

    /// The day of birth, for kinds whose number carries it.
    pub fn birth_date(&self) -> Option<Date> {
        match self.kind {
            DocumentKind::ResidentId | DocumentKind::PermanentResidence if self.number.len() == 18 => {
                birth_date(&self.number)
            }
            _ => None,
        }
    }

    /// `4406**********0010`: the division and the last four stay.
    pub fn masked(&self) -> String {
        let keep_front = if self.number.len() >= 15 { 4 } else { 1 };
        let keep_back = if self.number.len() >= 15 { 4 } else { 2 };
        let hidden = self.number.len() - keep_front - keep_back;
        format!(
            "{}{}{}",
            &self.number[..keep_front],
            "*".repeat(hidden),
            &self.number[self.number.len() - keep_back..]
        )
    }
}

impl std::fmt::Debug for Document {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Document({:?}, …)", self.kind)
    }
}

/// Completed years between a birth and a day.
pub fn age_on(birth: Date, day: Date) -> i16 {
    let had_birthday = (day.month(), day.day()) >= (birth.month(), birth.day());
    day.year() - birth.year() - i16::from(!had_birthday)
}

fn folded(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            _ => c,
        })
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '\u{feff}' | '\u{200b}'))
        .flat_map(char::to_uppercase)
        .collect()
}

fn digits(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

fn resident(number: &str) -> Result<(), NotADocument> {
    if !number.is_ascii() || number.len() != 18 || !digits(&number[..17]) || number.starts_with('0') {
        return Err(NotADocument::Form);
    }
    if !(number.ends_with('X') || digits(&number[17..])) {
        return Err(NotADocument::Form);
    }
    if birth_date(number).is_none() {
        return Err(NotADocument::BirthDate);
    }
    if check_character(&number[..17]) != number.chars().last() {
        return Err(NotADocument::CheckDigit);
    }
    Ok(())
}

fn birth_date(number: &str) -> Option<Date> {
    let year: i16 = number.get(6..10)?.parse().ok()?;
    let month: i8 = number.get(10..12)?.parse().ok()?;
    let day: i8 = number.get(12..14)?.parse().ok()?;
    (1850..=2200)
        .contains(&year)
        .then(|| Date::new(year, month, day).ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;
    use DocumentKind::{HongKongMacaoPermit, Passport, PermanentResidence, ResidentId, TaiwanPermit};

    #[test]
    fn valid_documents_of_every_kind_are_taken() {
        for (kind, text, normal) in [
            (ResidentId, "11010519491231002X", "11010519491231002X"),
            (ResidentId, " 110105 19491231 002x ", "11010519491231002X"),
            (
                ResidentId,
                "４４０６０５１９９００３０７００１０",
                "440605199003070010",
            ),
            (ResidentId, "810000199001010019", "810000199001010019"),
            (ResidentId, "820000198506150030", "820000198506150030"),
            (ResidentId, "830000198506150024", "830000198506150024"),
            (PermanentResidence, "944840199003070012", "944840199003070012"),
            (PermanentResidence, "VNM110083042501", "VNM110083042501"),
            (HongKongMacaoPermit, "h12345678", "H12345678"),
            (TaiwanPermit, "12345678", "12345678"),
            (Passport, "e1234 5678", "E12345678"),
        ] {
            assert_eq!(
                Document::parse(kind, text).map(|d| d.number().to_owned()),
                Ok(normal.to_owned()),
                "{text}"
            );
        }
    }

    #[test]
    fn a_mistyped_document_says_what_is_wrong() {
        for (kind, text, why) in [
            (ResidentId, "", NotADocument::Empty),
            (ResidentId, "440605199003070011", NotADocument::CheckDigit),
            (ResidentId, "440605199002300010", NotADocument::BirthDate),
            (ResidentId, "44060519900307001", NotADocument::Form),
            (ResidentId, "44060519900307001Y", NotADocument::Form),
            (ResidentId, "4406051990030七0010", NotADocument::Form),
            (HongKongMacaoPermit, "X12345678", NotADocument::Form),
            (TaiwanPermit, "1234567", NotADocument::Form),
            (Passport, "E12", NotADocument::Form),
        ] {
            assert_eq!(Document::parse(kind, text), Err(why), "{text}");
        }
    }

    #[test]
    fn age_counts_completed_years() {
        assert_eq!(age_on(date(2004, 2, 29), date(2020, 2, 28)), 15);
        assert_eq!(age_on(date(2004, 2, 29), date(2020, 2, 29)), 16);
        assert_eq!(age_on(date(2004, 2, 29), date(2021, 3, 1)), 17);
    }

    #[test]
    fn a_number_is_masked_on_screen_and_absent_from_debug_output() {
        let document = Document::parse(ResidentId, "440605199003070010").unwrap();
        assert_eq!(document.masked(), "4406**********0010");
        assert!(!format!("{document:?}").contains("0307"));
    }

    proptest! {
        #[test]
        fn any_single_mistyped_digit_is_caught(area in 110_000_u32..=659_999, day in 0_i32..20_000, serial in 0_u32..1000, at in 0_usize..17, by in 1_u32..10) {
            let born = date(1950, 1, 1).checked_add(jiff::Span::new().days(day)).unwrap();
            let front = format!("{area}{}{serial:03}", born.strftime("%Y%m%d"));
            let number = format!("{front}{}", check_character(&front).unwrap());
            prop_assert!(Document::parse(ResidentId, &number).is_ok());
            let mut mistyped: Vec<char> = number.chars().collect();
            let digit = mistyped[at].to_digit(10).unwrap();
            mistyped[at] = char::from_digit((digit + by) % 10, 10).unwrap();
            let mistyped: String = mistyped.into_iter().collect();
            prop_assert!(Document::parse(ResidentId, &mistyped).is_err());
        }

        #[test]
        fn no_text_makes_the_parser_fail_otherwise(text in "\\PC*") {
            for kind in DocumentKind::ALL {
                let _ = Document::parse(kind, &text).map(|d| (d.masked(), d.birth_date()));
            }
        }
    }
}
