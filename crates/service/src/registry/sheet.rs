//! The sheet of a site's workers: its columns, what a row says, the template, and workers as rows. What is
//! written here is what [`super::import`] reads.

use domain::document::DocumentKind;
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
            "单位名称",
            "所属单位",
            "所在单位",
            "用工单位",
            "劳务公司",
            "公司",
            "company",
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
pub(crate) fn draft(sheet: &Sheet, row: &Row) -> (WorkerDraft, Option<FieldFault>) {
    let cell = |field| sheet.cell(row, field).to_owned();
    let (birth_date, fault) = match sheet.day(row, "birth_date") {
        Ok(day) => (day.map(|day| day.to_string()), None),
        Err(why) => {
            let field = "birth_date".to_owned();
            let words = day_words(why);
            (None, Some(FieldFault { field, words }))
        }
    };
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
        birth_date: birth_date.unwrap_or_default(),
    };
    (draft, fault)
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
        kind_called(worker.kind, language),
        worker.trade.clone().unwrap_or_default(),
        person.birth_date.map(|day| day.to_string()).unwrap_or_default(),
    ]
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
    match language {
        Language::Chinese => kind.words().zh,
        Language::English => kind.word().to_owned(),
    }
}

fn kind_called(kind: WorkerKind, language: Language) -> String {
    match language {
        Language::Chinese => kind.words().zh,
        Language::English => kind.word().to_owned(),
    }
}

fn codes(language: Language) -> Page {
    let (name, title) = match language {
        Language::Chinese => ("代码", ["证件类型", "", "人员类型", "工种代码", "工种名称"]),
        Language::English => (
            "Codes",
            ["document_kind", "", "worker_kind", "trade", "what it is"],
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
        let worker_kind = WorkerKind::ALL.get(at).map(|kind| kind_called(*kind, language));
        rows.push(vec![
            kind,
            said,
            worker_kind.unwrap_or_default(),
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
