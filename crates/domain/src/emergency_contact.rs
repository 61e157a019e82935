//! Whom to call when something happens to a worker (紧急联系人).
//!
//! Knows a name, a number and how they are related; nothing of the worker's own record.

mod callable;

use serde::{Deserialize, Serialize};
use thiserror::Error;
use utoipa::ToSchema;

use crate::language::Words;
use crate::name::{Name, NotAName};
use crate::phone::Phone;

pub use callable::{Callable, NotCallable};

/// How the contact is related to the worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// 配偶.
    Spouse,
    /// 父母.
    Parent,
    /// 子女.
    Child,
    /// 兄弟姐妹.
    Sibling,
    /// 其他亲属.
    Relative,
    /// 朋友, 工友.
    Friend,
}

impl Relation {
    /// Every relation, in the order they are offered.
    pub const ALL: [Self; 6] = [
        Self::Spouse,
        Self::Parent,
        Self::Child,
        Self::Sibling,
        Self::Relative,
        Self::Friend,
    ];

    /// The word used in tables and on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::Spouse => "spouse",
            Self::Parent => "parent",
            Self::Child => "child",
            Self::Sibling => "sibling",
            Self::Relative => "relative",
            Self::Friend => "friend",
        }
    }

    /// What people call it.
    pub fn words(self) -> Words {
        match self {
            Self::Spouse => Words::new("配偶", "spouse"),
            Self::Parent => Words::new("父母", "parent"),
            Self::Child => Words::new("子女", "child"),
            Self::Sibling => Words::new("兄弟姐妹", "sibling"),
            Self::Relative => Words::new("其他亲属", "other relative"),
            Self::Friend => Words::new("朋友", "friend"),
        }
    }

    /// Reads a relation from its word or from what people write.
    pub fn named(text: &str) -> Option<Self> {
        let text = text.trim().to_lowercase();
        match text.as_str() {
            "妻子" | "丈夫" | "夫妻" | "老婆" | "老公" | "爱人" | "wife" | "husband" => {
                Some(Self::Spouse)
            }
            "父亲" | "母亲" | "爸爸" | "妈妈" | "父" | "母" | "father" | "mother" => {
                Some(Self::Parent)
            }
            "儿子" | "女儿" | "son" | "daughter" => Some(Self::Child),
            "哥哥" | "弟弟" | "姐姐" | "妹妹" | "兄弟" | "姐妹" | "brother" | "sister" => {
                Some(Self::Sibling)
            }
            "亲属" | "亲戚" => Some(Self::Relative),
            "工友" | "同事" | "老乡" => Some(Self::Friend),
            _ => Self::ALL.into_iter().find(|relation| {
                let words = relation.words();
                relation.word() == text || words.zh == text || words.en == text
            }),
        }
    }
}

/// Whom to call.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct EmergencyContact {
    /// Their name.
    pub name: Name,
    /// How they are related.
    pub relation: Relation,
    /// Where they can be called.
    pub number: Callable,
}

/// Why an emergency contact is not accepted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ContactFault {
    /// The name.
    #[error("emergency_name: {0}")]
    Name(#[from] NotAName),
    /// The relation is not known.
    #[error("emergency_relation: not known")]
    Relation,
    /// The number.
    #[error("emergency_phone: {0}")]
    Number(#[from] NotCallable),
    /// It is the worker's own number.
    #[error("emergency_phone: the worker's own number")]
    OwnNumber,
}

impl ContactFault {
    /// What the person who typed it reads.
    pub fn words(self) -> Words {
        match self {
            Self::Name(_) => Words::new("请填紧急联系人的姓名", "Fill in the emergency contact's name."),
            Self::Relation => Words::new(
                "和联系人是什么关系？请选一个",
                "How are they related? Choose one.",
            ),
            Self::Number(_) => Words::new(
                "联系人的电话不对：手机11位，座机带区号，国外的加+",
                "Not a phone number: 11 digits, a landline with area code, or + and a number abroad.",
            ),
            Self::OwnNumber => Words::new(
                "联系人的电话不能是本人的",
                "The contact's number cannot be the worker's own.",
            ),
        }
    }
}

impl EmergencyContact {
    /// Checks a contact as a form or a row of a file gives it, for a worker with this phone; all faults at once.
    pub fn check(
        name: &str,
        relation: &str,
        number: &str,
        own: Option<&Phone>,
    ) -> Result<Self, Vec<ContactFault>> {
        let mut faults = Vec::new();
        let name = Name::parse(name).map_err(|why| faults.push(why.into())).ok();
        let relation = Relation::named(relation).or_else(|| {
            faults.push(ContactFault::Relation);
            None
        });
        let number = Callable::parse(number)
            .map_err(|why| faults.push(why.into()))
            .ok();
        if let (Some(number), Some(own)) = (&number, own)
            && number.as_str() == own.as_str()
        {
            faults.push(ContactFault::OwnNumber);
        }
        match (name, relation, number) {
            (Some(name), Some(relation), Some(number)) if faults.is_empty() => Ok(Self {
                name,
                relation,
                number,
            }),
            _ => Err(faults),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contact_is_somebody_else_and_all_faults_are_told_at_once() {
        let own = Phone::parse("13800000000").unwrap();
        let check = |name, relation, number| EmergencyContact::check(name, relation, number, Some(&own));
        assert_eq!(
            check("李梅", "老婆", "13900000000").unwrap().relation,
            Relation::Spouse
        );
        assert_eq!(
            check("李梅", "配偶", "+86 13800000000"),
            Err(vec![ContactFault::OwnNumber])
        );
        let faults = check("", "邻居", "12").unwrap_err();
        assert_eq!(faults.len(), 3);
        assert!(faults.iter().all(|fault| !fault.words().zh.is_empty()));
    }

    #[test]
    fn every_relation_is_read_by_word_and_name() {
        for relation in Relation::ALL {
            for text in [relation.word(), &relation.words().zh, &relation.words().en] {
                assert_eq!(Relation::named(text), Some(relation), "{text}");
            }
        }
    }
}
