//! How long a large sheet takes, and how much memory: `make bench-import`. What is asserted holds at any speed.

use std::time::Instant;

use domain::document::check_character;
use http::Method;
use rust_xlsxwriter::{Workbook, Worksheet};
use serde_json::{Value, json};
use testkit::identity::{identity_number, person_name, phone_number};
use testkit::{Reply, TestApp, Who, both_engines, district};

const ROWS: u32 = 30_000;
/// One row in so many is faulty.
const FAULTY: u32 = 100;
/// People of the sheet are numbered from here on; all of them are adults.
const FIRST: u32 = 10_000;

/// What a row says: name, kind of document, document, phone, crew, trade, day of birth.
type Cells = [String; 7];

/// The field that is to be named, and what is done to the row.
type Fault = (&'static str, fn(&mut Cells));

const FAULTS: [Fault; 8] = [
    ("name", |row| row[0].clear()),
    ("name", |row| row[0] = "=HYPERLINK(1)".into()),
    ("document_kind", |row| row[1] = "会员卡".into()),
    ("document", |row| row[2] = mistyped(&row[2])),
    ("phone", |row| row[3] = "12".into()),
    ("trade", |row| row[5] = "宇航员".into()),
    ("birth_date", |row| row[6] = "2/3/1990".into()),
    ("birth_date", |row| row[2] = of_a_child()),
];

fn good(number: u32) -> Cells {
    [
        person_name(FIRST + number),
        "身份证".into(),
        identity_number(FIRST + number),
        phone_number(FIRST + number),
        format!("木工{}班", number % 40),
        "240".into(),
        String::new(),
    ]
}

fn mistyped(document: &str) -> String {
    let end = if document.ends_with('1') { '2' } else { '1' };
    format!("{}{end}", &document[..17])
}

fn of_a_child() -> String {
    let front = "44060520100307001";
    format!("{front}{}", check_character(front).expect("17 digits"))
}

/// The sheet as a workbook, and its faults by row and field.
fn planted() -> (Vec<u8>, Vec<(i64, String)>) {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet();
    let header = [
        "姓名",
        "证件类型",
        "证件号码",
        "手机号",
        "班组",
        "工种",
        "出生日期",
    ];
    write(sheet, 0, &header.map(str::to_owned));
    let mut faults = Vec::new();
    for number in 0..ROWS {
        let mut row = good(number);
        if number % FAULTY == FAULTY - 1 {
            let (field, spoil) = FAULTS[(number / FAULTY) as usize % FAULTS.len()];
            spoil(&mut row);
            faults.push((i64::from(number) + 2, field.to_owned()));
        }
        write(sheet, number + 1, &row);
    }
    (workbook.save_to_buffer().expect("a workbook"), faults)
}

fn write(sheet: &mut Worksheet, row: u32, cells: &Cells) {
    for (column, cell) in (0..).zip(cells) {
        sheet.write_string(row, column, cell).expect("a cell");
    }
}

async fn send(app: &TestApp, file: Vec<u8>, dry_run: bool) -> Value {
    let path = format!("/api/sites/{}/worker-imports?dry_run={dry_run}", app.sites[0]);
    let kind = "application/octet-stream";
    let reply = app.send_bytes(Who::Site, Method::POST, &path, kind, file);
    reply.await.expect(200)
}

async fn export(app: &TestApp, format: &str) -> Reply {
    let path = format!("/api/sites/{}/worker-exports", app.sites[0]);
    let order = json!({ "format": format, "password": district::PASSWORD, "reason": "交接名册" });
    app.post(Who::Site, &path, order).await
}

fn counts(report: &Value) -> [i64; 4] {
    ["rows", "added", "changed", "unchanged"].map(|count| report[count].as_i64().expect("a count"))
}

fn named(report: &Value) -> Vec<(i64, String)> {
    let faults = report["faults"].as_array().expect("faults").iter();
    let fault = |fault: &Value| {
        let field = fault["field"].as_str().expect("a field").to_owned();
        (fault["row"].as_i64().expect("a row"), field)
    };
    faults.map(fault).collect()
}

/// The most memory this process has held so far, where the system tells.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.map_or_else(|| "unknown".into(), |kept| kept.trim().to_owned())
}

both_engines! {
    #[ignore = "takes minutes without optimisation; prints figures for a person to read"]
    async fn thirty_thousand_rows(database: Database) {
        let app = TestApp::over(database).await;
        let (file, faults) = planted();
        if let Some(path) = std::env::var_os("IMPORT_SHEET") {
            std::fs::write(path, &file).expect("the sheet, for a peer to read");
        }
        let taken = i64::from(ROWS) - i64::try_from(faults.len()).expect("few");
        println!("{ROWS} rows, {} faulty, {} bytes; peak before: {}", faults.len(), file.len(), peak());
        for (what, dry_run, expected) in [
            ("dry run", true, [i64::from(ROWS), taken, 0, 0]),
            ("import", false, [i64::from(ROWS), taken, 0, 0]),
            ("the same again", false, [i64::from(ROWS), 0, 0, taken]),
        ] {
            let started = Instant::now();
            let report = send(&app, file.clone(), dry_run).await;
            println!("{what}: {:.1?}, peak {}", started.elapsed(), peak());
            assert_eq!(counts(&report), expected);
            assert_eq!(named(&report), faults, "each fault, and nothing else");
        }
        for format in ["xlsx", "csv"] {
            let started = Instant::now();
            let sheet = export(&app, format).await;
            println!("export as {format}: {:.1?}, {} bytes, peak {}", started.elapsed(), sheet.body.len(), peak());
            assert_eq!(sheet.status, 200);
            let started = Instant::now();
            let report = send(&app, sheet.body, false).await;
            println!("what was exported, imported: {:.1?}, peak {}", started.elapsed(), peak());
            // The site's own worker was there before.
            assert_eq!(counts(&report), [taken + 1, 0, 0, taken + 1]);
        }
    }
}
