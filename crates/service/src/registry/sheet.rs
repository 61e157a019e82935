//! The sheet of a site's workers: its columns, what a row says, the template, and workers as rows. What is
//! written here is what [`super::import`] reads.

use domain::certificate::CertificateKind;
use domain::document::DocumentKind;
use domain::emergency_contact::Relation;
use domain::language::{Language, Words};
use domain::registry::WorkerDraft;
use domain::trade::{self, TRADES};
use domain::worker_kind::WorkerKind;
use jiff::civil::Date;
use store::worker::AtWork;

use crate::error::{FieldFault, Result};
use crate::sheet::{Column, Format, Page, Row, Sheet, SheetFile, day_words, written};

/// The columns, in the order in which they are written.
pub(crate) const COLUMNS: &[Column] = &[
    Column::new(
        "name",
        &["姓名", "工人姓名", "人员姓名", "名字", "fullname"],
        true,
    ),
    Column::new(
        "document_kind",
        &[
            "证件类型",
            "证件种类",
            "证件名称",
            "documentkind",
            "documenttype",
            "idtype",
        ],
        false,
    ),
    Column::new(
        "document",
        &[
            "证件号码",
            "证件号",
            "证件编号",
            "身份证号",
            "身份证号码",
            "身份证",
            "公民身份号码",
            "documentnumber",
            "idnumber",
        ],
        true,
    ),
    Column::new(
        "phone",
        &[
            "手机号",
            "手机号码",
            "手机",
            "电话",
            "电话号码",
            "联系电话",
            "联系方式",
            "本人电话",
            "mobile",
            "phonenumber",
            "mobilenumber",
        ],
        false,
    ),
    Column::new(
        "crew",
        &["班组", "班组名称", "所属班组", "所在班组", "team", "crewname"],
        false,
    ),
    Column::new(
        "contractor",
        &[
            "参建单位",
            "参建单位名称",
            "单位",
            "单位名称",
            "所属单位",
            "所在单位",
            "用工单位",
            "劳务公司",
            "公司",
            "company",
            "contractor",
            "employer",
        ],
        false,
    ),
    Column::new(
        "worker_kind",
        &[
            "人员类型",
            "人员类别",
            "工人类型",
            "人员性质",
            "workertype",
            "workrole",
        ],
        false,
    ),
    Column::new("trade", &["工种", "工种代码", "工种名称", "岗位工种"], false),
    Column::new(
        "birth_date",
        &[
            "出生日期",
            "出生年月日",
            "生日",
            "birthdate",
            "dateofbirth",
            "birthday",
        ],
        false,
    ),
    Column::new(
        "certificate_kind",
        &["特种作业", "特种作业类别", "操作类别", "证书类别", "certificate"],
        false,
    ),
    Column::new(
        "certificate_number",
        &["特种作业证号", "证书编号", "操作证号", "特种作业证编号"],
        false,
    ),
    Column::new(
        "certificate_issued_on",
        &["发证日期", "初次发证日期", "issuedon"],
        false,
    ),
    Column::new(
        "certificate_expires_on",
        &["证书到期", "证书到期日", "有效期至", "expireson"],
        false,
    ),
    Column::new(
        "emergency_name",
        &["紧急联系人", "紧急联系人姓名", "emergencycontact"],
        false,
    ),
    Column::new(
        "emergency_relation",
        &["紧急联系人关系", "与本人关系", "关系", "relation"],
        false,
    ),
    Column::new(
        "emergency_phone",
        &["紧急联系人电话", "紧急联系电话", "紧急联系人手机"],
        false,
    ),
    Column::new("building", &["宿舍楼", "楼栋", "宿舍栋号", "dormitory"], false),
    Column::new("room", &["房间", "房间号", "宿舍房间", "宿舍号"], false),
];

/// The example of the template: name and document; both together are a row that nobody wrote.
const EXAMPLES: [(&str, &str); 2] = [
    ("示例（可以不删）", "11010519491231002X"),
    ("Example (may stay)", "E12345678"),
];

/// Whether a row is the template's example, left in.
pub(crate) fn is_example(sheet: &Sheet, row: &Row) -> bool {
    EXAMPLES.contains(&(sheet.cell(row, "name"), sheet.cell(row, "document")))
}

/// What a row says of a worker, and what is wrong with its day of birth if that cannot be read.
pub(crate) fn draft(sheet: &Sheet, row: &Row) -> (WorkerDraft, Vec<FieldFault>) {
    let cell = |field| sheet.cell(row, field).to_owned();
    let mut unread = Vec::new();
    let mut day = |field: &str| match sheet.day(row, field) {
        Ok(day) => day.map(|day| day.to_string()).unwrap_or_default(),
        Err(why) => {
            unread.push(FieldFault {
                field: field.to_owned(),
                words: day_words(why),
            });
            String::new()
        }
    };
    let birth_date = day("birth_date");
    let certificate_issued_on = day("certificate_issued_on");
    let certificate_expires_on = day("certificate_expires_on");
    let trade = sheet.cell(row, "trade");
    let draft = WorkerDraft {
        name: cell("name"),
        document_kind: cell("document_kind"),
        document: cell("document"),
        phone: cell("phone"),
        crew: cell("crew"),
        contractor: cell("contractor"),
        worker_kind: cell("worker_kind"),
        trade: trade::code(trade).unwrap_or_else(|| trade.to_owned()),
        birth_date,
        certificate_kind: cell("certificate_kind"),
        certificate_number: cell("certificate_number"),
        certificate_issued_on,
        certificate_expires_on,
        emergency_name: cell("emergency_name"),
        emergency_relation: cell("emergency_relation"),
        emergency_phone: cell("emergency_phone"),
        building: cell("building"),
        room: cell("room"),
    };
    (draft, unread)
}

/// A document number whose last digits a spreadsheet has put to zero: 15 are kept.
pub(crate) fn lost_its_end(number: &str) -> bool {
    number.len() == 18 && number.ends_with("000") && number.bytes().all(|b| b.is_ascii_digit())
}

/// A file to fill in: headers in the reader's language with an example, and in a workbook a second page with the
/// kinds of document and the trades.
pub(crate) fn template(language: Language, format: Format, today: Date) -> Result<SheetFile> {
    let example = match language {
        Language::Chinese => [
            EXAMPLES[0].0,
            "身份证",
            EXAMPLES[0].1,
            "13800000000",
            "钢筋一班",
            "佛山某劳务公司",
            "工人",
            "020",
            "",
            "建筑电工",
            "粤A012020000123",
            "2020-01-02",
            "2022-01-01",
            "李梅",
            "配偶",
            "13900000000",
            "3栋",
            "302",
        ],
        Language::English => [
            EXAMPLES[1].0,
            "passport",
            EXAMPLES[1].1,
            "13800000000",
            "Rebar 1",
            "A Labour Co.",
            "worker",
            "020",
            "1990-03-07",
            "electrician",
            "粤A012020000123",
            "2020-01-02",
            "2022-01-01",
            "Mary Smith",
            "spouse",
            "+84912345678",
            "3",
            "302",
        ],
    };
    let list = Page {
        name: tab(language),
        rows: vec![headers(language), example.map(str::to_owned).to_vec()],
    };
    written(format, &[list, codes(language)], today)
}

/// Workers as the sheet by which they would be imported.
pub(crate) fn sheet_of(
    workers: &[AtWork],
    language: Language,
    format: Format,
    today: Date,
) -> Result<SheetFile> {
    let mut rows = vec![headers(language)];
    rows.extend(workers.iter().map(|worker| row_of(worker, language)));
    let list = Page {
        name: tab(language),
        rows,
    };
    written(format, &[list], today)
}

fn row_of(worker: &AtWork, language: Language) -> Vec<String> {
    let person = &worker.person;
    vec![
        person.name.as_str().to_owned(),
        called(person.document.kind(), language),
        person.document.number().to_owned(),
        person
            .phone
            .as_ref()
            .map(|phone| phone.as_str().to_owned())
            .unwrap_or_default(),
        worker.crew_name.clone().unwrap_or_default(),
        worker.contractor_name.clone().unwrap_or_default(),
        in_sheet(worker.kind.words(), worker.kind.word(), language),
        worker.trade.clone().unwrap_or_default(),
        person.birth_date.map(|day| day.to_string()).unwrap_or_default(),
    ]
    .into_iter()
    .chain(details_of(worker, language))
    .collect()
}

/// Certificate, emergency contact and room, as the columns behind the others have them.
fn details_of(worker: &AtWork, language: Language) -> [String; 9] {
    let certificate = worker.certificate.as_ref().map(|held| {
        [
            in_sheet(held.kind().words(), held.kind().word(), language),
            held.number().as_str().to_owned(),
            held.issued_on().to_string(),
            held.expires_on().to_string(),
        ]
    });
    let emergency = worker.emergency.as_ref().map(|contact| {
        [
            contact.name.as_str().to_owned(),
            in_sheet(contact.relation.words(), contact.relation.word(), language),
            contact.number.as_str().to_owned(),
        ]
    });
    let room = worker
        .room
        .as_ref()
        .map(|room| [room.building().to_owned(), room.room().to_owned()]);
    let [kind, number, issued, expires] = certificate.unwrap_or_default();
    let [name, relation, phone] = emergency.unwrap_or_default();
    let [building, room] = room.unwrap_or_default();
    [
        kind, number, issued, expires, name, relation, phone, building, room,
    ]
}

/// What a thing of a closed list is called in a sheet.
fn in_sheet(words: Words, word: &str, language: Language) -> String {
    match language {
        Language::Chinese => words.zh,
        Language::English => word.to_owned(),
    }
}

fn tab(language: Language) -> &'static str {
    match language {
        Language::Chinese => "人员",
        Language::English => "Workers",
    }
}

fn headers(language: Language) -> Vec<String> {
    let said = |column: &Column| match language {
        Language::Chinese => column.called().to_owned(),
        Language::English => column.field.to_owned(),
    };
    COLUMNS.iter().map(said).collect()
}

/// What a kind of document is called in a sheet; each reads back as that kind.
fn called(kind: DocumentKind, language: Language) -> String {
    in_sheet(kind.words(), kind.word(), language)
}

fn codes(language: Language) -> Page {
    let (name, title) = match language {
        Language::Chinese => (
            "代码",
            [
                "证件类型",
                "",
                "人员类型",
                "特种作业",
                "关系",
                "工种代码",
                "工种名称",
            ],
        ),
        Language::English => (
            "Codes",
            [
                "document_kind",
                "",
                "worker_kind",
                "certificate_kind",
                "emergency_relation",
                "trade",
                "what it is",
            ],
        ),
    };
    let kinds: Vec<(String, String)> = DocumentKind::ALL
        .into_iter()
        .map(|kind| match language {
            Language::Chinese => (kind.words().zh, String::new()),
            Language::English => (kind.word().to_owned(), kind.words().en),
        })
        .collect();
    let mut rows = vec![title.map(str::to_owned).to_vec()];
    for (at, trade) in TRADES.iter().enumerate() {
        let (kind, said) = kinds.get(at).cloned().unwrap_or_default();
        let Words { zh, en } = trade.words();
        let trade_name = if language == Language::Chinese { zh } else { en };
        let worker_kind = WorkerKind::ALL
            .get(at)
            .map(|kind| in_sheet(kind.words(), kind.word(), language));
        let certificate = CertificateKind::ALL
            .get(at)
            .map(|kind| in_sheet(kind.words(), kind.word(), language));
        let relation = Relation::ALL
            .get(at)
            .map(|relation| in_sheet(relation.words(), relation.word(), language));
        rows.push(vec![
            kind,
            said,
            worker_kind.unwrap_or_default(),
            certificate.unwrap_or_default(),
            relation.unwrap_or_default(),
            trade.code.to_owned(),
            trade_name,
        ]);
    }
    Page { name, rows }
}

#[cfg(test)]
mod tests {
    use domain::document::Document;
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2020, 2, 17);

    #[test]
    fn the_template_has_every_column_and_its_example_is_no_row() {
        for language in [Language::Chinese, Language::English] {
            for format in [Format::Csv, Format::Xlsx] {
                let file = template(language, format, TODAY).unwrap();
                let sheet = Sheet::read(&file.bytes, COLUMNS).unwrap();
                assert_eq!(sheet.rows.len(), 1);
                let row = &sheet.rows[0];
                assert!(is_example(&sheet, row));
                assert!(
                    draft(&sheet, row).0.check(TODAY).is_err(),
                    "a name with a bracket is nobody's"
                );
                for column in COLUMNS {
                    let empty = sheet.cell(row, column.field).is_empty();
                    assert_eq!(
                        empty,
                        column.field == "birth_date" && language == Language::Chinese
                    );
                }
            }
        }
    }

    #[test]
    fn an_example_that_someone_wrote_over_is_a_row() {
        let file = "姓名,身份证号\n示例（可以不删）,440605199003070010\n王建国,11010519491231002X\n";
        let sheet = Sheet::read(file.as_bytes(), COLUMNS).unwrap();
        assert!(sheet.rows.iter().all(|row| !is_example(&sheet, row)));
    }

    #[test]
    fn every_kind_of_document_reads_back_by_what_it_is_called() {
        for kind in DocumentKind::ALL {
            for language in [Language::Chinese, Language::English] {
                assert_eq!(DocumentKind::named(&called(kind, language)), Some(kind));
            }
        }
    }

    #[test]
    fn a_number_that_ends_in_zeros_may_have_lost_its_end() {
        assert!(lost_its_end("440605199003070000"));
        assert!(!lost_its_end("440605199003070010"));
        assert!(Document::parse(DocumentKind::ResidentId, "440605199003070000").is_err());
    }
}
