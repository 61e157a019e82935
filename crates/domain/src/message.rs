//! Messages that leave the platform: to whom, and what they say. None says a name, a document, a health state or
//! where somebody works: whoever reads over a shoulder learns nothing.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::language::Words;
use crate::phone::Phone;
use crate::phone_code::STANDS_MINUTES;

/// A message.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Message {
    /// The code by which whoever holds a phone signs in.
    SignInCode {
        /// To which phone.
        phone: Phone,
        /// Six digits.
        code: String,
    },
}

impl Message {
    /// What it says. Providers send a text of their own that says the same: theirs was approved beforehand, and
    /// takes what changes as parameters.
    pub fn words(&self) -> Words {
        match self {
            Self::SignInCode { code, .. } => Words::new(
                format!("登录码 {code}，{STANDS_MINUTES} 分钟内有效。谁要都不要给；不是你要的，不用管。"),
                format!(
                    "Your sign-in code is {code}, good for {STANDS_MINUTES} minutes. Give it to nobody. If you did \
                     not ask for it, ignore this."
                ),
            ),
        }
    }

    /// Its kind, as a word.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::SignInCode { .. } => "sign_in_code",
        }
    }
}

impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Message({})", self.kind())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_says_its_code_to_whoever_it_is_for_and_nothing_to_a_log() {
        let message = Message::SignInCode {
            phone: Phone::parse("13800000000").unwrap(),
            code: "031425".into(),
        };
        let Words { zh, en } = message.words();
        assert!(zh.contains("031425") && en.contains("031425"));
        assert!(!zh.contains("1380") && !en.contains("1380"));
        assert_eq!(format!("{message:?}"), "Message(sign_in_code)");
    }
}
