//! Identity documents: what is typed, checked strictly where the document has a check digit, in one normal form.

mod kind;

use jiff::civil::Date;
use thiserror::Error;

pub use kind::DocumentKind;

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
    /// A resident identity number that is said to be of another kind: as that it would meet no list.
    #[error("this is a resident identity number")]
    ResidentNumber,
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
    /// Takes a number as typed: blanks and dashes go, full-width and lower case are folded. A permanent residence
    /// card typed as an identity card is known by its first 9 and becomes one, so that one card is one document.
    pub fn parse(kind: DocumentKind, text: &str) -> Result<Self, NotADocument> {
        let mut number = folded(text);
        let mut kind = kind;
        if number.is_empty() {
            return Err(NotADocument::Empty);
        }
        let shape = |ok: bool| if ok { Ok(()) } else { Err(NotADocument::Form) };
        let residents = matches!(kind, DocumentKind::ResidentId | DocumentKind::PermanentResidence);
        if !residents && resident(&number).is_ok() {
            return Err(NotADocument::ResidentNumber);
        }
        match kind {
            DocumentKind::ResidentId | DocumentKind::PermanentResidence
                if kind == DocumentKind::ResidentId || number.starts_with('9') =>
            {
                if number.ends_with(['×', 'Х']) {
                    number.pop();
                    number.push('X');
                }
                resident(&number)?;
                if number.starts_with('9') {
                    kind = DocumentKind::PermanentResidence;
                }
            }
            DocumentKind::ResidentId | DocumentKind::PermanentResidence => {
                let bytes = number.as_bytes();
                shape(
                    bytes.len() == 15
                        && bytes[..3].iter().all(u8::is_ascii_uppercase)
                        && bytes[3..].iter().all(u8::is_ascii_digit),
                )?;
            }
            DocumentKind::Passport => {
                shape((5..=18).contains(&number.len()) && number.bytes().all(|b| b.is_ascii_alphanumeric()))?;
            }
            DocumentKind::HongKongMacaoPermit => {
                shape(
                    number.starts_with(['H', 'M']) && matches!(number.len(), 9 | 11) && digits(&number[1..]),
                )?;
            }
            DocumentKind::TaiwanPermit => shape(matches!(number.len(), 8 | 10) && digits(&number))?,
            DocumentKind::OfficerId | DocumentKind::ArmedPoliceId | DocumentKind::SoldierId => {
                number = military(&number).ok_or(NotADocument::Form)?;
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
        format!("{}:{}", self.kind.word(), self.lasting())
    }

    /// The part of the number that stays when the document is issued anew: the last two digits of the first permits
    /// for Hong Kong and Macao residents count the issues, and the ones before them are the holder's for life.
    pub fn lasting(&self) -> &str {
        match self.kind {
            DocumentKind::HongKongMacaoPermit => &self.number[..9],
            _ => &self.number,
        }
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

    /// Whether the number ends in these four signs, as people type them.
    pub fn ends_in(&self, typed: &str) -> bool {
        let tail = folded(typed);
        tail.chars().count() == 4 && self.number.ends_with(&tail)
    }

    /// `4406**********0010`: the division and the last four stay; of shorter numbers the first and the last two.
    pub fn masked(&self) -> String {
        let characters: Vec<char> = self.number.chars().collect();
        let (front, back) = if characters.len() >= 15 { (4, 4) } else { (1, 2) };
        let hidden = front..characters.len() - back;
        characters
            .iter()
            .enumerate()
            .map(|(at, c)| if hidden.contains(&at) { '*' } else { *c })
            .collect()
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

/// The form in which numbers, codes and rooms are compared: narrow, upper case, without blanks, dashes, quotes and
/// what nobody sees (numbers copied from telephones and spreadsheets carry marks of direction and a leading quote).
pub(crate) fn folded(text: &str) -> String {
    let ignored = |c: char| {
        c.is_whitespace()
            || c.is_control()
            || matches!(
                c,
                '-' | '\'' | '’' | '‘' | '`' | '\u{ad}' | '\u{feff}' | '\u{2212}'
            )
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2010}'..='\u{2015}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}')
    };
    text.chars()
        .map(|c| match c {
            '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
            _ => c,
        })
        .filter(|c| !ignored(*c))
        .flat_map(char::to_uppercase)
        .collect()
}

/// A number of the armed forces' cards without 字, 第 and 号, which people write or leave out: one to four
/// characters of the issuer, five to ten digits.
fn military(number: &str) -> Option<String> {
    let bare: String = number
        .chars()
        .filter(|c| !matches!(c, '字' | '第' | '号'))
        .collect();
    let issuer = bare.trim_end_matches(|c: char| c.is_ascii_digit());
    let serial = bare.len() - issuer.len();
    let written = issuer
        .chars()
        .all(|c| matches!(c, '\u{4e00}'..='\u{9fff}' | 'A'..='Z'));
    ((1..=4).contains(&issuer.chars().count()) && written && (5..=10).contains(&serial)).then_some(bare)
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
            (Passport, "440605199003070010", NotADocument::ResidentNumber),
        ] {
            assert_eq!(Document::parse(kind, text), Err(why), "{text}");
        }
    }

    #[test]
    fn cards_of_the_armed_forces_are_one_however_they_are_written() {
        for text in ["军字第2001988号", "军2001988", " 军字 第 2001988 号 "] {
            let card = Document::parse(DocumentKind::OfficerId, text).unwrap();
            assert_eq!(
                (card.number(), card.masked().as_str()),
                ("军2001988", "军*****88"),
                "{text}"
            );
        }
        for text in [
            "2001988",
            "军字第19号",
            "军字第20019A88号",
            "很长的发证机关2001988",
        ] {
            assert_eq!(
                Document::parse(DocumentKind::SoldierId, text),
                Err(NotADocument::Form),
                "{text}"
            );
        }
    }

    #[test]
    fn one_card_is_one_document_whatever_was_chosen_and_however_often_it_was_issued() {
        let index = |kind, text| Document::parse(kind, text).unwrap().index_text();
        assert_eq!(
            index(ResidentId, "944840199003070012"),
            index(PermanentResidence, "944840199003070012")
        );
        assert_eq!(
            index(HongKongMacaoPermit, "H1234567801"),
            index(HongKongMacaoPermit, "H12345678")
        );
        assert_ne!(
            index(HongKongMacaoPermit, "H1234567801"),
            index(HongKongMacaoPermit, "M12345678")
        );
    }

    #[test]
    fn numbers_copied_from_elsewhere_are_taken_without_what_came_with_them() {
        for text in [
            "\u{202d}11010519491231002X\u{202c}",
            "'11010519491231002x",
            "11010519491231002×",
            "110105–19491231–002Ｘ",
            "11010519491231002X\t",
        ] {
            let document = Document::parse(ResidentId, text).unwrap();
            assert_eq!(document.number(), "11010519491231002X", "{text:?}");
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
                let _ = Document::parse(kind, &text).map(|d| (d.masked(), d.birth_date(), d.index_text()));
            }
        }
    }
}
