//! The sheets of outbreak areas: places with their level and days, and daily counts. Their columns and templates.

use domain::area::Level;
use domain::language::Language;
use jiff::civil::Date;

use crate::error::Result;
use crate::sheet::{Column, Format, Page, Row, Sheet, SheetFile, written};

const DIVISION: Column = Column::new(
    "division",
    &[
        "地区代码",
        "行政区划代码",
        "区划代码",
        "代码",
        "code",
        "countycode",
        "citycode",
    ],
    false,
);
const PROVINCE: Column = Column::new("province", &["省", "省份", "省级"], false);
const CITY: Column = Column::new("city", &["市", "城市", "地市", "市级"], false);
const COUNTY: Column = Column::new("county", &["区县", "县区", "区", "县", "县级"], false);

/// The columns of a sheet of places, in the order in which they are written.
pub(super) const PLACES: &[Column] = &[
    DIVISION,
    PROVINCE,
    CITY,
    COUNTY,
    Column::new(
        "place",
        &["地点", "名称", "区域", "风险区", "具体地点", "地区", "name"],
        false,
    ),
    Column::new("level", &["风险等级", "等级", "级别", "risk"], true),
    Column::new("from", &["开始", "开始日期", "起", "列入日期", "fromday"], false),
    Column::new(
        "to",
        &["结束", "结束日期", "止", "解除日期", "最后一天", "lastday"],
        false,
    ),
    Column::new("extent", &["范围"], false),
];

/// The columns of a sheet of daily counts.
pub(super) const COUNTS: &[Column] = &[
    Column::new("day", &["日期", "date"], true),
    DIVISION,
    PROVINCE,
    CITY,
    COUNTY,
    Column::new(
        "confirmed",
        &["累计确诊", "确诊", "累计", "累计病例", "cumulative"],
        true,
    ),
];

/// The examples of the templates: their places.
const EXAMPLES: [&str; 2] = ["示例（可以不删）", "Example (may stay)"];

/// Whether a row is the template's example, left in.
pub(super) fn is_example(sheet: &Sheet, row: &Row) -> bool {
    EXAMPLES.contains(&sheet.cell(row, "place")) || EXAMPLES.contains(&sheet.cell(row, "county"))
}

/// The name that a row gives, its parts after each other as an address is written.
pub(super) fn name(sheet: &Sheet, row: &Row) -> String {
    ["province", "city", "county", "place"]
        .map(|field| sheet.cell(row, field))
        .concat()
}

/// A file of places to fill in, with an example and, in a workbook, the levels on a second page.
pub(super) fn places_template(language: Language, format: Format, today: Date) -> Result<SheetFile> {
    let (tab, example) = match language {
        Language::Chinese => (
            "疫情发生地",
            [
                "420100",
                "湖北省",
                "武汉市",
                "",
                EXAMPLES[0],
                "高风险",
                "2020-01-23",
                "",
                "全部",
            ],
        ),
        Language::English => (
            "Areas",
            [
                "420100",
                "湖北省",
                "武汉市",
                "",
                EXAMPLES[1],
                "high",
                "2020-01-23",
                "",
                "whole",
            ],
        ),
    };
    let places = Page {
        name: tab,
        rows: vec![header(PLACES, language), example.map(str::to_owned).to_vec()],
    };
    written(format, &[places, codes(language)], today)
}

/// A file of daily counts to fill in, with an example.
pub(super) fn counts_template(language: Language, format: Format, today: Date) -> Result<SheetFile> {
    let (tab, example) = match language {
        Language::Chinese => ("每日病例数", EXAMPLES[0]),
        Language::English => ("Daily counts", EXAMPLES[1]),
    };
    let example = ["2020-01-23", "420100", "湖北省", "武汉市", example, "495"];
    let counts = Page {
        name: tab,
        rows: vec![header(COUNTS, language), example.map(str::to_owned).to_vec()],
    };
    written(format, &[counts], today)
}

fn header(columns: &[Column], language: Language) -> Vec<String> {
    let called = columns.iter().map(|column| match language {
        Language::Chinese => column.called(),
        Language::English => column.field,
    });
    called.map(str::to_owned).collect()
}

fn codes(language: Language) -> Page {
    let (name, title, extents) = match language {
        Language::Chinese => ("代码", ["风险等级", "范围"], ["全部", "部分"]),
        Language::English => ("Codes", ["level", "extent"], ["whole", "part"]),
    };
    let mut rows = vec![title.map(str::to_owned).to_vec()];
    for (at, level) in Level::ALL.into_iter().enumerate() {
        let word = match language {
            Language::Chinese => level.words().zh,
            Language::English => level.word().to_owned(),
        };
        rows.push(vec![word, extents.get(at).map_or("", |word| word).to_owned()]);
    }
    Page { name, rows }
}
