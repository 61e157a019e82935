//! Mobile numbers of mainland China.

use serde::{Deserialize, Serialize};
use thiserror::Error;
use utoipa::ToSchema;

/// A mobile number: 11 digits that start with 1.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(try_from = "String", into = "String")]
#[schema(value_type = String, example = "13800000000")]
pub struct Phone(String);

/// What is wrong with a phone number. The number itself is never repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a mobile number has 11 digits and starts with 1")]
pub struct NotAPhone;

impl Phone {
    /// Takes a number as people type it: blanks, dashes, full-width digits and a leading `+86` are accepted.
    pub fn parse(text: &str) -> Result<Self, NotAPhone> {
        let mut digits = String::with_capacity(13);
        for c in text.trim().trim_start_matches('+').chars() {
            match c {
                '0'..='9' => digits.push(c),
                '０'..='９' => digits.extend(char::from_u32(u32::from(c) - 0xfee0)),
                ' ' | '-' | '\u{a0}' | '\u{3000}' => {}
                _ => return Err(NotAPhone),
            }
        }
        if digits.len() == 13 && digits.starts_with("86") {
            digits.drain(..2);
        }
        if digits.len() == 11 && digits.starts_with('1') {
            Ok(Self(digits))
        } else {
            Err(NotAPhone)
        }
    }

    /// The 11 digits.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// `138****0000`.
    pub fn masked(&self) -> String {
        format!("{}****{}", &self.0[..3], &self.0[7..])
    }
}

impl std::fmt::Debug for Phone {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Phone(…)")
    }
}

impl TryFrom<String> for Phone {
    type Error = NotAPhone;
    fn try_from(text: String) -> Result<Self, NotAPhone> {
        Self::parse(&text)
    }
}

impl From<Phone> for String {
    fn from(phone: Phone) -> Self {
        phone.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_taken_as_people_type_them() {
        for text in [
            "13800000000",
            "138 0000 0000",
            "+86 138-0000-0000",
            "１３８００００００００",
            "8613800000000",
        ] {
            assert_eq!(Phone::parse(text).unwrap().as_str(), "13800000000", "{text}");
        }
        assert_eq!(Phone::parse("13800000000").unwrap().masked(), "138****0000");
    }

    #[test]
    fn what_is_no_mobile_number_is_refused_without_repeating_it() {
        for text in ["", "1380000000", "23800000000", "138000000000", "1380000000a"] {
            assert_eq!(Phone::parse(text), Err(NotAPhone), "{text}");
        }
        assert_eq!(format!("{:?}", Phone::parse("13800000000").unwrap()), "Phone(…)");
    }
}
