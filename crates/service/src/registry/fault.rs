//! What is wrong with a worker's form or row, in words that say what to do. The value itself is never repeated.

use domain::document::NotADocument;
use domain::language::Words;
use domain::name::NotAName;
use domain::registry::{DetailFault, WorkerFault};

use crate::error::FieldFault;

/// A fault of a field of an edit.
pub(super) fn detail_fault(fault: DetailFault) -> FieldFault {
    FieldFault {
        field: fault.field(),
        words: words(fault.fault),
    }
}

/// A fault of a form's field.
pub(crate) fn field_fault(fault: WorkerFault) -> FieldFault {
    FieldFault {
        field: fault.field().to_owned(),
        words: words(fault),
    }
}

/// The name does not fit the registered one; whose name is registered is not told.
pub(crate) fn other_name() -> FieldFault {
    FieldFault::new(
        "name",
        "这个证件号登记的是另一个姓名，请核对证件；如果登记错了，找镇街或区里更正",
        "This document is registered under another name. Check the document; if the registry is wrong, ask the town's or the district's office.",
    )
}

/// A spreadsheet kept the number as a number, of which it keeps fifteen digits.
pub(crate) fn lost_end() -> FieldFault {
    FieldFault::new(
        "document",
        "证件号码最后几位变成了 000，是表格把它当数字存了：先把这一列设成“文本”，再重新填号码",
        "The number ends in 000: the spreadsheet kept it as a number and lost its last digits. Format the column as \
         text, then type the number again.",
    )
}

fn words(fault: WorkerFault) -> Words {
    match fault {
        WorkerFault::Name(NotAName::Empty) => Words::new("请填姓名", "Fill in the name."),
        WorkerFault::Name(NotAName::TooLong) => Words::new(
            "姓名太长，最多 60 个字",
            "The name is too long: 60 characters at most.",
        ),
        WorkerFault::Name(NotAName::Characters) => Words::new(
            "姓名里有不该有的字符，请照证件填",
            "The name has characters that no name has. Write it as on the document.",
        ),
        WorkerFault::DocumentKind => Words::new(
            "证件类型认不出，请填身份证、护照、港澳居民来往内地通行证、台湾居民来往大陆通行证或外国人永久居留身份证",
            "The kind of document is not known. Use resident_id, passport, hong_kong_macao_permit, taiwan_permit or permanent_residence.",
        ),
        WorkerFault::Document(NotADocument::Empty) => {
            Words::new("请填证件号码", "Fill in the document number.")
        }
        WorkerFault::Document(NotADocument::Form) => Words::new(
            "证件号码的位数或字符不对，请照证件再填一次；表格里请把这一列设成文本",
            "The document number has not the right form. Copy it from the document; in a spreadsheet, format the column as text.",
        ),
        WorkerFault::Document(NotADocument::ResidentNumber) => Words::new(
            "这是身份证号，证件类型请选身份证",
            "This is a resident identity number: choose the resident identity card as the kind of document.",
        ),
        WorkerFault::Document(NotADocument::BirthDate) => Words::new(
            "证件号码里的出生日期不存在，请照证件再填一次",
            "The day of birth in the document number does not exist. Copy it from the document again.",
        ),
        WorkerFault::Document(NotADocument::CheckDigit) => Words::new(
            "证件号码有一位输错了（校验码对不上），请照证件再填一次",
            "One digit of the document number is mistyped: the check digit does not fit. Copy it again.",
        ),
        WorkerFault::Phone(_) => Words::new(
            "手机号要 11 位、1 开头，没有可以不填",
            "A mobile number has 11 digits and starts with 1. It may be left empty.",
        ),
        WorkerFault::PhoneOfContact => Words::new(
            "这是紧急联系人的电话，请填本人的",
            "This is the emergency contact's number. Fill in the worker's own.",
        ),
        WorkerFault::Crew => Words::new(
            "班组名最多 60 个字，不能有看不见的字符，不能以 = + - @ 开头",
            "A crew's name has 60 characters at most, none of them invisible, and does not begin with = + - @.",
        ),
        WorkerFault::Contractor => Words::new(
            "单位名称最多 60 个字，不能有看不见的字符，不能以 = + - @ 开头",
            "A company's name has 60 characters at most, none of them invisible, and does not begin with = + - @.",
        ),
        WorkerFault::WorkerKind => Words::new(
            "人员类型填管理人员或工人，不填就当工人",
            "The kind is manager or worker. Left empty it is worker.",
        ),
        WorkerFault::Trade => Words::new(
            "工种要填三位代码，比如 020 钢筋，没有可以不填",
            "The trade is a code of three digits, such as 020. It may be left empty.",
        ),
        WorkerFault::CertificateKind => Words::new(
            "这个证是做什么的？请选一个，或照证书填",
            "What does the certificate allow? Choose one, or copy it.",
        ),
        WorkerFault::Certificate(why) => why.words(),
        WorkerFault::CertificateIssuedOn => Words::new(
            "发证日期要写成 2020-02-17",
            "Write the day of issue as 2020-02-17.",
        ),
        WorkerFault::CertificateExpiresOn => {
            Words::new("到期日期要写成 2022-02-16", "Write the last day as 2022-02-16.")
        }
        WorkerFault::Emergency(why) => why.words(),
        WorkerFault::Room(why) => why.words(),
        WorkerFault::MovedOn => Words::new(
            "搬房的日子要写成 2020-02-17，不能是今天以后",
            "Write the day of moving as 2020-02-17; it cannot be still to come.",
        ),
        WorkerFault::Moved(why) => why.words(),
        WorkerFault::EnteredOn => Words::new(
            "进场日期要写成 2020-02-17，不能空着，不能是今天以后",
            "Write the first day as 2020-02-17; it cannot be empty or still to come.",
        ),
        WorkerFault::BirthDate => Words::new(
            "出生日期要写成 1990-03-07，并且和证件一致",
            "Write the day of birth as 1990-03-07; it has to be that of the document.",
        ),
        WorkerFault::BirthDateMissing => Words::new(
            "这种证件上没有出生日期，请填出生日期",
            "This kind of document does not tell the day of birth. Fill it in.",
        ),
        WorkerFault::TooYoung => Words::new("不满 16 岁，不能用工", "Under 16: cannot be engaged."),
    }
}
