//! What people send, read whole.

use std::io::{Cursor, Write};

use domain::language::Language;
use jiff::civil::date;
use rust_xlsxwriter::{ExcelDateTime, Format as Look, Formula, Workbook};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;
use crate::error::Error;

const COLUMNS: &[Column] = &[
    Column::new("name", &["姓名"], true),
    Column::new("document", &["证件号码", "身份证号"], true),
    Column::new("birth_date", &["出生日期"], false),
    Column::new("crew", &["班组"], false),
];

fn read(bytes: &[u8]) -> Sheet {
    Sheet::read(bytes, COLUMNS).unwrap_or_else(|error| panic!("{error:?}"))
}

fn refused(bytes: &[u8]) -> String {
    match Sheet::read(bytes, COLUMNS) {
        Err(Error::Invalid(faults)) => faults[0].words.en.clone(),
        other => panic!("{other:?}"),
    }
}

/// `(row, name, document, crew)` of each row.
fn cells(sheet: &Sheet) -> Vec<(usize, &str, &str, &str)> {
    let cell = |row, field| sheet.cell(row, field);
    sheet
        .rows
        .iter()
        .map(|row| {
            (
                row.number,
                cell(row, "name"),
                cell(row, "document"),
                cell(row, "crew"),
            )
        })
        .collect()
}

fn book(fill: impl FnOnce(&mut rust_xlsxwriter::Worksheet)) -> Vec<u8> {
    let mut workbook = Workbook::new();
    fill(workbook.add_worksheet());
    workbook.save_to_buffer().unwrap()
}

fn write(sheet: &mut rust_xlsxwriter::Worksheet, row: u32, cells: &[&str]) {
    for (column, cell) in cells.iter().enumerate() {
        sheet.write_string(row, column as u16, *cell).unwrap();
    }
}

#[test]
fn a_workbook_is_read_below_its_title_with_blank_rows_passed_over() {
    let bytes = book(|sheet| {
        sheet
            .merge_range(0, 0, 0, 3, "狮山工地花名册", &Look::new())
            .unwrap();
        write(sheet, 2, &["序号", "姓名", "身份证号", "班组"]);
        write(sheet, 3, &["1", "王䶮", "440605199003070010", "木工一班"]);
        write(sheet, 6, &["2", "李四", "44", ""]);
        sheet.set_row_hidden(6).unwrap();
    });
    assert_eq!(
        cells(&read(&bytes)),
        [
            (4, "王䶮", "440605199003070010", "木工一班"),
            (7, "李四", "44", "")
        ]
    );
}

#[test]
fn the_sheet_with_the_header_is_meant_and_hidden_sheets_are_not() {
    let mut workbook = Workbook::new();
    write(
        workbook.add_worksheet().set_hidden(true),
        0,
        &["姓名", "身份证号"],
    );
    write(workbook.add_worksheet(), 0, &["填写说明"]);
    let list = workbook.add_worksheet();
    write(list, 0, &["姓名", "身份证号"]);
    write(list, 1, &["甲", "1"]);
    list.set_active(true);
    let bytes = workbook.save_to_buffer().unwrap();
    assert_eq!(cells(&read(&bytes)), [(2, "甲", "1", "")]);
}

#[test]
fn what_is_merged_over_rows_holds_for_each_of_them() {
    let bytes = book(|sheet| {
        write(sheet, 0, &["班组", "姓名", "身份证号"]);
        sheet.merge_range(1, 0, 3, 0, "木工一班", &Look::new()).unwrap();
        for (row, name) in [(1, "甲"), (2, "乙"), (4, "丙")] {
            sheet.write_string(row, 1, name).unwrap();
            sheet.write_string(row, 2, "1").unwrap();
        }
    });
    assert_eq!(
        cells(&read(&bytes)),
        [
            (2, "甲", "1", "木工一班"),
            (3, "乙", "1", "木工一班"),
            (5, "丙", "1", "")
        ],
        "row 4 says nothing of its own"
    );
}

#[test]
fn days_are_read_by_look_and_by_count_in_both_systems() {
    let day = ExcelDateTime::from_ymd(1990, 3, 7).unwrap();
    let look = Look::new().set_num_format("yyyy\"年\"m\"月\"d\"日\"");
    let bytes = book(|sheet| {
        write(sheet, 0, &["姓名", "身份证号", "出生日期"]);
        write(sheet, 1, &["甲", "1"]);
        sheet.write_datetime_with_format(1, 2, &day, &look).unwrap();
        write(sheet, 2, &["乙", "2"]);
        sheet.write_number(2, 2, 32_939).unwrap();
        write(sheet, 3, &["丙", "3", "1990.3.7"]);
        write(sheet, 4, &["丁", "4", "3/7/1990"]);
    });
    let sheet = read(&bytes);
    let days: Vec<_> = sheet
        .rows
        .iter()
        .map(|row| sheet.day(row, "birth_date"))
        .collect();
    let seventh = Ok(Some(date(1990, 3, 7)));
    assert_eq!(days, [seventh, seventh, seventh, Err(NotADay::Ambiguous)]);
    // The same cells in a workbook that counts from 1904 lie 1462 days later.
    let sheet = read(&in_1904(&bytes));
    assert_eq!(
        sheet.day(&sheet.rows[0], "birth_date"),
        Ok(Some(date(1994, 3, 8)))
    );
    assert_eq!(
        sheet.day(&sheet.rows[1], "birth_date"),
        Ok(Some(date(1994, 3, 8)))
    );
}

#[test]
fn numbers_stay_whole_and_lost_digits_and_formulas_are_named_by_cell() {
    let bytes = book(|sheet| {
        write(sheet, 0, &["姓名", "身份证号", "班组", "序号"]);
        write(sheet, 1, &["甲"]);
        sheet.write_number(1, 1, 12_345_678).unwrap();
        write(sheet, 2, &["乙"]);
        sheet
            .write_number(2, 1, 440_605_199_003_070_010_u64 as f64)
            .unwrap();
        write(sheet, 3, &["=1+1", "1"]);
        sheet
            .write_formula(3, 2, Formula::new("=A2").set_result("木工"))
            .unwrap();
        sheet
            .write_formula(1, 3, Formula::new("=ROW()").set_result("2"))
            .unwrap();
    });
    let sheet = read(&bytes);
    assert_eq!(cells(&sheet)[0], (2, "甲", "12345678", ""));
    let refused = |row: usize| -> Vec<String> {
        let faults = sheet.refusals(&sheet.rows[row]).into_iter();
        faults
            .map(|fault| fault.words.en.split(['.', ':']).next().unwrap().to_owned())
            .collect()
    };
    assert_eq!(refused(0), [""; 0], "a formula in a column that nobody reads");
    assert_eq!(refused(1), ["B3 was turned into a number like 4"]);
    assert_eq!(refused(2), ["A4 is a formula", "C4 is a formula"]);
}

#[test]
fn the_error_sheet_comes_back_as_it_went_in_the_format_it_came_in() {
    let text = "身份证号,备注,姓名\n1,好,甲\n=2,x,乙\n440605199003070010,y,丙\n";
    let rows: Vec<Vec<String>> = text
        .lines()
        .map(|line| line.split(',').map(str::to_owned).collect())
        .collect();
    let today = date(2020, 2, 17);
    let workbook = written(Format::Xlsx, &[Page { name: "x", rows }], today).unwrap();
    for bytes in [text.as_bytes(), &workbook.bytes] {
        let sheet = read(bytes);
        let wrong = |row: &Row| row.fault(FieldFault::new("document", "证件号不对", "Not a document."));
        let report = |sheet: &Sheet, rows: &[Row], language| {
            let faults = rows.iter().map(wrong).collect();
            ImportReport::default()
                .with_faults(sheet, faults, language, today)
                .unwrap()
        };
        let made = report(&sheet, &sheet.rows[1..], Language::Chinese);
        assert_eq!(made.faults[0].cell.as_deref(), Some("A3"));
        let file = made.error_sheet.unwrap();
        assert_eq!(file.format, sheet.format);
        let again = read(&file.bytes);
        assert_eq!(
            cells(&again),
            [(2, "乙", "=2", ""), (3, "丙", "440605199003070010", "")]
        );
        assert_eq!(again.header.last().unwrap().text, "错误");
        assert_eq!(
            again.rows[0].cells[1].text, "x",
            "columns that nobody reads come back too"
        );
        assert_eq!(again.rows[0].cells[3].text, "证件号不对");
        let once_more = report(&again, &again.rows[..1], Language::English)
            .error_sheet
            .unwrap();
        let once_more = read(&once_more.bytes);
        assert_eq!(once_more.header.len(), 4, "one column of errors, not two");
        assert_eq!(once_more.rows[0].cells[3].text, "Not a document.");
        assert_eq!(report(&sheet, &[], Language::English).error_sheet, None);
    }
}

#[test]
fn a_file_that_is_no_sheet_is_refused_in_words() {
    assert_eq!(refused(b""), "The file is empty.");
    assert!(refused("手机号,姓名\n1,2\n".as_bytes()).contains("“document” is missing"));
    assert!(refused(&[0xff, 0x00, 0xff, 0x81]).contains("cannot be read"));
    assert!(refused(&[0xd0, 0xcf, 0x11, 0xe0, 0xa1]).contains("old .xls"));
    assert!(refused(b"PK\x03\x04 and nothing of a ZIP").contains("cannot be read"));
    assert!(refused(&book(|_| {})).contains("is empty"));
}

#[test]
fn a_workbook_cut_off_anywhere_or_damaged_is_refused_and_breaks_nothing() {
    let bytes = book(|sheet| {
        write(sheet, 0, &["姓名", "身份证号"]);
        write(sheet, 1, &["甲", "1"]);
    });
    for end in (0..bytes.len()).step_by(97) {
        assert!(Sheet::read(&bytes[..end], COLUMNS).is_err(), "cut at {end}");
    }
    for at in (0..bytes.len()).step_by(31) {
        let mut damaged = bytes.clone();
        damaged[at] ^= 0x55;
        // Whatever comes of it, it comes as an answer.
        drop(Sheet::read(&damaged, COLUMNS));
    }
}

#[test]
fn a_workbook_that_unpacks_to_more_than_memory_holds_is_refused() {
    let bomb = packed(&[("xl/worksheets/sheet1.xml", &vec![b' '; 170 << 20])]);
    assert!(bomb.len() < 1 << 20);
    assert!(refused(&bomb).contains("too large when unpacked"));
    let styles = packed(&[("xl/Styles.xml", &vec![b' '; 3 << 20])]);
    assert!(refused(&styles).contains("too large when unpacked"));
}

#[test]
fn a_workbook_that_promises_more_texts_than_it_has_is_refused() {
    for table in [
        r#"<sst uniqueCount="1000000000000"><si><t>x</t></si></sst>"#,
        "<sst uniqueCount = '99999999999999999999999'/>",
    ] {
        let bytes = packed(&[("xl/sharedStrings.xml", table.as_bytes())]);
        assert!(refused(&bytes).contains("cannot be read"), "{table}");
    }
    let hidden: Vec<u8> =
        r#"<sst uniqueCount="1000000000000"/>"#.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let bytes = packed(&[("xl/sharedStrings.xml", &hidden)]);
    assert!(
        refused(&bytes).contains("cannot be read"),
        "written in another encoding"
    );
}

#[test]
fn rows_and_columns_are_bounded() {
    let wide = "x,".repeat(100);
    assert!(refused(format!("姓名,身份证号\n{wide}x\n").as_bytes()).contains("64 columns"));
    let far = book(|sheet| {
        write(sheet, 0, &["姓名", "身份证号"]);
        sheet.write_string(1, 16_383, "x").unwrap();
    });
    assert!(refused(&far).contains("64 columns"));
    let long = "a,b\n".repeat(MOST_ROWS + 2);
    assert!(refused(format!("姓名,身份证号\n{long}").as_bytes()).contains("rows at once"));
}

fn packed(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// The workbook with its days counted from 1904.
fn in_1904(bytes: &[u8]) -> Vec<u8> {
    let mut from = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts = Vec::new();
    for index in 0..from.len() {
        let mut part = from.by_index(index).unwrap();
        let name = part.name().unwrap().into_owned();
        let mut content = Vec::new();
        std::io::copy(&mut part, &mut content).unwrap();
        if name == "xl/workbook.xml" {
            let text = String::from_utf8(content).unwrap();
            assert!(text.contains("<workbookPr "));
            content = text
                .replace("<workbookPr ", "<workbookPr date1904=\"1\" ")
                .into_bytes();
        }
        parts.push((name, content));
    }
    let parts: Vec<(&str, &[u8])> = parts
        .iter()
        .map(|(name, content)| (name.as_str(), content.as_slice()))
        .collect();
    packed(&parts)
}

#[test]
fn columns_that_nothing_is_read_from_are_named() {
    let sheet = read("姓名,身份证号,备注,,错误,班组\n王建国,440605199003070010,早班,,,一班\n".as_bytes());
    let report = ImportReport::default()
        .with_faults(&sheet, Vec::new(), Language::Chinese, date(2020, 2, 17))
        .unwrap();
    assert_eq!(report.unread_columns, ["备注"]);
}
