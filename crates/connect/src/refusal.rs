//! Why a message was not taken, in words for whoever runs the platform.

use domain::language::Words;

/// The longest word of a provider's that is kept.
const LONGEST_CODE: usize = 80;

/// A message that was not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Why.
    pub why: Why,
    /// The provider's own word for it; empty when it said none.
    pub code: String,
}

/// Why a message was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Why {
    /// The provider sends no more for now: to this number, or for this account.
    Limit,
    /// The sign name or the template is not approved, or does not take our parameters.
    Template,
    /// The number is none, or takes no messages.
    Number,
    /// The keys are wrong, may not send, or the account has no money left.
    Account,
    /// The provider has a failure of its own or too much to do.
    Busy,
    /// No answer came in time: whether the message was taken is not known.
    Silence,
    /// An answer that is none of this contract.
    Unread,
}

impl Why {
    /// Whether the same again may be taken a little later.
    pub fn passes(self) -> bool {
        matches!(self, Self::Busy | Self::Silence)
    }

    /// The word it is kept by.
    pub fn word(self) -> &'static str {
        match self {
            Self::Limit => "limit",
            Self::Template => "template",
            Self::Number => "number",
            Self::Account => "account",
            Self::Busy => "busy",
            Self::Silence => "silence",
            Self::Unread => "unread",
        }
    }

    /// What it means and what to do.
    pub fn words(self) -> Words {
        let (zh, en) = match self {
            Self::Limit => (
                "短信平台限量了：这个号码或账号今天发得太多，到短信控制台看发送限额",
                "The provider sends no more for now, to this number or for this account. Look at the limits in its console.",
            ),
            Self::Template => (
                "签名或模板没通过审核，或者模板的变量不对：模板只能有一个变量，就是登录码",
                "The sign name or template is not approved, or takes other parameters: it has to take one, the code.",
            ),
            Self::Number => (
                "号码不对，或者机主拒收短信",
                "The number is not right, or takes no messages.",
            ),
            Self::Account => (
                "密钥不对、没有发短信的权限，或者账户欠费",
                "The keys are wrong or may not send, or the account has no money left.",
            ),
            Self::Busy => (
                "短信平台出故障或太忙，过一会儿再发",
                "The provider has a failure or is too busy. It is tried again.",
            ),
            Self::Silence => (
                "短信平台没有回应，过一会儿再发；请检查网络",
                "No answer came from the provider. It is tried again; look at the line.",
            ),
            Self::Unread => (
                "短信平台的回复看不懂，请对照接口文档",
                "The provider's answer cannot be read. Compare it with its documentation.",
            ),
        };
        Words::new(zh, en)
    }
}

impl Refusal {
    /// For a reason, with the provider's word for it. Of a word that could be anything, what may stand in a log is kept.
    pub(crate) fn new(why: Why, code: &str) -> Self {
        let plain = |sign: &char| sign.is_ascii_alphanumeric() || "._-".contains(*sign);
        let code = code.chars().filter(plain).take(LONGEST_CODE);
        Self {
            why,
            code: code.collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_providers_word_only_what_may_stand_in_a_log_is_kept() {
        let kept = |code: &str| Refusal::new(Why::Number, code).code;
        assert_eq!(kept("isv.MOBILE_NUMBER_ILLEGAL"), "isv.MOBILE_NUMBER_ILLEGAL");
        assert_eq!(kept("号码 +86\n138"), "86138");
        assert_eq!(kept(&"x".repeat(500)).len(), 80);
    }
}
