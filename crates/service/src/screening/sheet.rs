//! The sheet of a watchlist: its columns, what a row says, and the template.

use domain::document::{Document, DocumentKind};
use domain::language::Language;
use domain::name::Name;
use domain::registry::WorkerFault;
use domain::screening::Category;
use domain::text;
use jiff::civil::Date;

use crate::error::{FieldFault, Result};
use crate::registry::{field_fault, lost_end, lost_its_end};
use crate::sheet::{Column, Format, Page, Row, Sheet, SheetFile, day_words, written};

/// The columns, in the order in which they are written.
pub(crate) const COLUMNS: &[Column] = &[
    Column::new(
        "document_kind",
        &["证件类型", "证件种类", "documentkind", "documenttype"],
        false,
    ),
    Column::new(
        "document",
        &[
            "证件号码",
            "证件号",
            "身份证号",
            "身份证号码",
            "身份证",
            "公民身份号码",
            "documentnumber",
            "idnumber",
        ],
        true,
    ),
    Column::new("name", &["姓名", "人员姓名"], true),
    Column::new("category", &["类别", "人员类别", "类型", "人员类型"], true),
    Column::new("reason", &["原因", "说明", "备注", "note"], false),
    Column::new(
        "expiry",
        &[
            "到期",
            "到期日",
            "到期日期",
            "截止日期",
            "有效期至",
            "expireson",
            "expires",
            "until",
        ],
        true,
    ),
];

/// Reasons have at most this many characters.
const LONGEST_REASON: usize = 200;

/// The example of the template: name and document.
const EXAMPLES: [(&str, &str); 2] = [
    ("示例（可以不删）", "11010519491231002X"),
    ("Example (may stay)", "E12345678"),
];

/// A line that can be taken.
pub(crate) struct Line {
    pub(crate) document: Document,
    pub(crate) name: Name,
    pub(crate) category: Category,
    pub(crate) reason: String,
    pub(crate) expires_on: Date,
}

/// Whether a row is the template's example, left in.
pub(crate) fn is_example(sheet: &Sheet, row: &Row) -> bool {
    EXAMPLES.contains(&(sheet.cell(row, "name"), sheet.cell(row, "document")))
}

/// A row as a line; `last_day` is the last on which the list stands.
pub(crate) fn line(
    sheet: &Sheet,
    row: &Row,
    today: Date,
    last_day: Date,
) -> std::result::Result<Line, Vec<FieldFault>> {
    let mut faults = Vec::new();
    let document = document(sheet, row).map_err(|fault| faults.push(fault)).ok();
    let name = Name::parse(sheet.cell(row, "name"))
        .map_err(|why| faults.push(field_fault(WorkerFault::Name(why))))
        .ok();
    let category = Category::named(sheet.cell(row, "category"));
    if category.is_none() {
        faults.push(FieldFault::new(
            "category",
            "类别要填确诊、疑似、无症状、密切接触、一般接触或疫情发生地，别的不收",
            "The category has to be confirmed, suspected, asymptomatic, close_contact, general_contact or \
             from_outbreak_area; no other is taken.",
        ));
    }
    let reason = text::note(sheet.cell(row, "reason"), 0..=LONGEST_REASON)
        .map_err(|_| {
            faults.push(FieldFault::new(
                "reason",
                "原因最多 200 个字，不能有看不见的字符",
                "The reason has 200 characters at most, none of them invisible.",
            ));
        })
        .ok();
    let expires_on = expiry(sheet, row, today, last_day)
        .map_err(|fault| faults.push(fault))
        .ok();
    match (document, name, category, reason, expires_on) {
        (Some(document), Some(name), Some(category), Some(reason), Some(expires_on)) => Ok(Line {
            document,
            name,
            category,
            reason,
            expires_on,
        }),
        _ => Err(faults),
    }
}

fn document(sheet: &Sheet, row: &Row) -> std::result::Result<Document, FieldFault> {
    let kind = DocumentKind::named(sheet.cell(row, "document_kind"))
        .ok_or_else(|| field_fault(WorkerFault::DocumentKind))?;
    let number = sheet.cell(row, "document");
    Document::parse(kind, number).map_err(|why| {
        if lost_its_end(number) {
            lost_end()
        } else {
            field_fault(WorkerFault::Document(why))
        }
    })
}

fn expiry(sheet: &Sheet, row: &Row, today: Date, last_day: Date) -> std::result::Result<Date, FieldFault> {
    let expiry = |zh: &str, en: &str| Err(FieldFault::new("expiry", zh, en));
    match sheet.day(row, "expiry") {
        Err(why) => Err(FieldFault {
            field: "expiry".into(),
            words: day_words(why),
        }),
        Ok(None) => expiry(
            "请填到期日，没有到期日的不收",
            "Fill in the expiry: a line without one is not taken.",
        ),
        Ok(Some(day)) if day < today => expiry("到期日已经过了", "The expiry has passed."),
        Ok(Some(day)) if day > last_day => expiry(
            "到期日不能晚于名单的到期日",
            "A line cannot end after its list does.",
        ),
        Ok(Some(day)) => Ok(day),
    }
}

/// A file to fill in: headers in the reader's language with an example, and in a workbook a second page with the
/// kinds of document and the categories.
pub(crate) fn template(language: Language, format: Format, today: Date) -> Result<SheetFile> {
    let (tab, example) = match language {
        Language::Chinese => (
            "名单",
            [
                "身份证",
                EXAMPLES[0].1,
                EXAMPLES[0].0,
                "密切接触",
                "同一车厢",
                "2020-03-01",
            ],
        ),
        Language::English => (
            "List",
            [
                "passport",
                EXAMPLES[1].1,
                EXAMPLES[1].0,
                "close_contact",
                "same carriage",
                "2020-03-01",
            ],
        ),
    };
    let header = COLUMNS.iter().map(|column| match language {
        Language::Chinese => column.called().to_owned(),
        Language::English => column.field.to_owned(),
    });
    let list = Page {
        name: tab,
        rows: vec![header.collect(), example.map(str::to_owned).to_vec()],
    };
    written(format, &[list, codes(language)], today)
}

fn codes(language: Language) -> Page {
    let (name, title) = match language {
        Language::Chinese => ("代码", ["证件类型", "类别"]),
        Language::English => ("Codes", ["document_kind", "category"]),
    };
    let said = |kind: DocumentKind| match language {
        Language::Chinese => kind.words().zh,
        Language::English => kind.word().to_owned(),
    };
    let kinds: Vec<String> = DocumentKind::ALL.into_iter().map(said).collect();
    let mut rows = vec![title.map(str::to_owned).to_vec()];
    for (at, category) in Category::ALL.into_iter().enumerate() {
        let word = match language {
            Language::Chinese => category.words().zh,
            Language::English => category.word().to_owned(),
        };
        rows.push(vec![kinds.get(at).cloned().unwrap_or_default(), word]);
    }
    Page { name, rows }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    const TODAY: Date = date(2020, 2, 17);

    #[test]
    fn the_templates_example_is_no_row_and_every_category_reads_back() {
        for language in [Language::Chinese, Language::English] {
            for format in [Format::Csv, Format::Xlsx] {
                let file = template(language, format, TODAY).unwrap();
                let sheet = Sheet::read(&file.bytes, COLUMNS).unwrap();
                assert_eq!(sheet.rows.len(), 1);
                assert!(is_example(&sheet, &sheet.rows[0]));
            }
        }
        for category in Category::ALL {
            assert_eq!(Category::named(&category.words().zh), Some(category));
            assert_eq!(Category::named(category.word()), Some(category));
        }
    }
}
