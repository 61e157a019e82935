//! The numbers on certificates: strict nowhere, since they have no check digit, and read where they have the
//! regulation's form.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{CertificateKind, NotACertificate};
use crate::document::folded;

/// A certificate's number in its normal form.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(try_from = "String", into = "String")]
#[schema(value_type = String, example = "粤A012020000001")]
pub struct CertificateNumber(String);

/// The short names of the provinces, with which numbers begin (GB/T 2260's provinces and the construction corps).
const PROVINCES: &str = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川蜀贵黔云滇藏陕秦甘陇青宁新兵";

impl CertificateNumber {
    /// Takes a number as typed: blanks and dashes go, full-width and lower case are folded.
    pub fn parse(text: &str) -> Result<Self, NotACertificate> {
        let number = folded(text);
        let belongs = |c: char| c.is_ascii_alphanumeric() || PROVINCES.contains(c);
        if !(6..=30).contains(&number.chars().count()) || !number.chars().all(belongs) {
            return Err(NotACertificate::Number);
        }
        Ok(Self(number))
    }

    /// The number.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The last four characters, the others as `*`.
    pub fn masked(&self) -> String {
        let characters = self.0.chars().count();
        let shown: String = self.0.chars().skip(characters - 4).collect();
        format!("{}{shown}", "*".repeat(characters - 4))
    }

    /// The kind and the year of issue, where the number has the 14 places of 建办质〔2008〕41号: province, a letter
    /// for the city, two digits of kind, four of the year, six of the serial number.
    pub fn told(&self) -> Option<(CertificateKind, i16)> {
        let mut rest = self.0.chars();
        let province = rest.next().is_some_and(|c| PROVINCES.contains(c));
        let city = rest.next().is_some_and(|c| c.is_ascii_uppercase());
        let digits = rest.as_str();
        if !province || !city || digits.len() != 12 || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let kind = CertificateKind::ALL
            .into_iter()
            .find(|kind| kind.code() == &digits[..2])?;
        Some((kind, digits[2..6].parse().ok()?))
    }
}

impl std::fmt::Debug for CertificateNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("CertificateNumber(…)")
    }
}

impl TryFrom<String> for CertificateNumber {
    type Error = NotACertificate;
    fn try_from(text: String) -> Result<Self, NotACertificate> {
        Self::parse(&text)
    }
}

impl From<CertificateNumber> for String {
    fn from(number: CertificateNumber) -> Self {
        number.0
    }
}
