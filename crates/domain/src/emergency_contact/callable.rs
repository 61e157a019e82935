//! Numbers that can be called: families have landlines, and foreign workers' families numbers abroad.

use serde::{Deserialize, Serialize};
use thiserror::Error;
use utoipa::ToSchema;

use crate::document::folded;
use crate::phone::Phone;

/// A number that can be called: a mobile or landline of mainland China, or one abroad with `+`.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(try_from = "String", into = "String")]
#[schema(value_type = String, example = "+84912345678")]
pub struct Callable(String);

/// What is wrong with a number to call. The number itself is never repeated.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("a mobile number, a landline with its area code, or a number abroad beginning with +")]
pub struct NotCallable;

impl Callable {
    /// Takes a number as typed. Landlines have 10 to 12 digits with their area code; numbers abroad begin with `+`
    /// or `00` and have 7 to 15 digits (ITU-T E.164) with the code of their country.
    pub fn parse(text: &str) -> Result<Self, NotCallable> {
        if let Ok(mobile) = Phone::parse(text) {
            return Ok(Self(mobile.into()));
        }
        let number: String = folded(text).chars().filter(|c| !matches!(c, '(' | ')')).collect();
        let (abroad, digits) = match number.strip_prefix('+').or_else(|| number.strip_prefix("00")) {
            Some(digits) => (true, digits),
            None => (false, number.as_str()),
        };
        if digits.is_empty() || !digits.bytes().all(|b| b.is_ascii_digit()) {
            return Err(NotCallable);
        }
        match (abroad, digits.strip_prefix("86")) {
            (true, Some(home)) if (9..=11).contains(&home.len()) && !home.starts_with(['0', '1']) => {
                Ok(Self(format!("0{home}")))
            }
            (true, None) if (7..=15).contains(&digits.len()) && !digits.starts_with('0') => {
                Ok(Self(format!("+{digits}")))
            }
            (false, _) if (10..=12).contains(&digits.len()) && digits.starts_with('0') => {
                Ok(Self(digits.to_owned()))
            }
            _ => Err(NotCallable),
        }
    }

    /// The number as it is dialled.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first three and last two characters, the rest as `*`.
    pub fn masked(&self) -> String {
        let hidden = self.0.len() - 5;
        format!("{}{}{}", &self.0[..3], "*".repeat(hidden), &self.0[3 + hidden..])
    }
}

impl std::fmt::Debug for Callable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Callable(…)")
    }
}

impl TryFrom<String> for Callable {
    type Error = NotCallable;
    fn try_from(text: String) -> Result<Self, NotCallable> {
        Self::parse(&text)
    }
}

impl From<Callable> for String {
    fn from(number: Callable) -> Self {
        number.0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_at_home_and_abroad_are_taken_as_people_type_them() {
        for (text, number) in [
            ("138 0000 0000", "13800000000"),
            ("0757-8633 0000", "075786330000"),
            ("（0757）86330000", "075786330000"),
            ("+86 757 8633 0000", "075786330000"),
            ("+84 912 345 678", "+84912345678"),
            ("0084912345678", "+84912345678"),
        ] {
            assert_eq!(
                Callable::parse(text).map(String::from).as_deref(),
                Ok(number),
                "{text}"
            );
        }
        for text in [
            "",
            "+",
            "86330000",
            "+86 1",
            "1380000000",
            "+0123456789",
            "打我电话",
        ] {
            assert_eq!(Callable::parse(text), Err(NotCallable), "{text}");
        }
        let number = Callable::parse("+84912345678").unwrap();
        assert_eq!(
            (number.masked().as_str(), format!("{number:?}").as_str()),
            ("+84*******78", "Callable(…)")
        );
    }

    proptest! {
        #[test]
        fn a_number_taken_once_is_taken_again_as_it_is(text in "[+0-9() -]{0,18}") {
            if let Ok(number) = Callable::parse(&text) {
                prop_assert_eq!(Callable::parse(number.as_str()), Ok(number.clone()));
                prop_assert!(number.masked().len() == number.as_str().len());
            }
        }
    }
}
