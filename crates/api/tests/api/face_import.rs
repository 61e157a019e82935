//! A ZIP of pictures named by document numbers: who agreed is enrolled, and every picture is told what came of it.

use std::io::{Cursor, Write};

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use http::Method;
use serde_json::{Value, json};
use service::sheet::Sheet;
use testkit::identity::identity_number;
use testkit::{Reply, TestApp, Who, both_engines};
use zip::write::{SimpleFileOptions, ZipWriter};

use crate::faces::{DRAWING, FRAMES, SOMEONE_ELSE, app_with_faces, picture};

fn archive(files: &[(String, Vec<u8>)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(name.as_str(), SimpleFileOptions::default())
            .unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

async fn send(app: &TestApp, files: &[(String, Vec<u8>)], dry_run: bool) -> Reply {
    let path = format!("/api/sites/{}/face-imports?dry_run={dry_run}", app.sites[0]);
    app.send_bytes(Who::Site, Method::POST, &path, "application/zip", archive(files))
        .await
}

/// Adds someone to the first site, who agrees to face use or does not; tells who.
async fn someone(app: &TestApp, number: u32, agrees: bool) -> String {
    let draft = json!({ "name": "张三", "document": identity_number(number) });
    let row = app
        .post(Who::Site, &format!("/api/sites/{}/workers", app.sites[0]), draft)
        .await
        .expect(201);
    let person = row["person"].as_str().unwrap().to_owned();
    if agrees {
        let path = format!("/api/workers/{person}/consents/face");
        app.put(Who::Site, &path, json!({ "text_version": "face-1" }))
            .await
            .expect(200);
    }
    person
}

fn named(number: u32, tail: &str, of: &str) -> (String, Vec<u8>) {
    (format!("名册/{}{tail}", identity_number(number)), picture(of))
}

/// Each fault as the file without its folder, and what is said of it.
fn faults(report: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let faults = report["faults"].as_array().unwrap().iter();
    faults
        .map(|fault| (text(&fault["cell"]), text(&fault["message"])))
        .collect()
}

async fn face(app: &TestApp, person: &str) -> Value {
    app.get(Who::Site, &format!("/api/workers/{person}"))
        .await
        .expect(200)["face"]["state"]
        .clone()
}

both_engines! {
    async fn who_agreed_is_enrolled_from_their_pictures_and_everyone_else_is_told_what_to_do(database: Database) {
        let app = app_with_faces(database).await;
        let agreed = someone(&app, 300, true).await;
        let silent = someone(&app, 301, false).await;
        let blank = someone(&app, 302, true).await;
        let files = [
            named(300, "_1.jpg", FRAMES[0]),
            named(300, "-2.JPG", FRAMES[1]),
            (format!("{}_3.jpg", identity_number(300)), b"no picture".to_vec()),
            named(301, ".jpg", SOMEONE_ELSE),
            named(302, ".jpg", DRAWING),
            named(399, ".jpg", SOMEONE_ELSE),
            ("王建国.jpg".to_owned(), picture(SOMEONE_ELSE)),
        ];
        let tried = send(&app, &files, true).await.expect(200);
        assert_eq!((&tried["rows"], &tried["added"], &tried["dry_run"]), (&json!(7), &json!(1), &json!(true)));
        assert_eq!(face(&app, &agreed).await, "consented", "a trial enrols nobody");

        let done = send(&app, &files, false).await.expect(200);
        assert_eq!((&done["added"], &done["unchanged"]), (&json!(1), &json!(0)));
        assert_eq!(faults(&done), faults(&tried), "a trial says what comes of it");
        let said = faults(&done);
        let of = |file: &str| said.iter().find(|(name, _)| name.contains(file)).map(|(_, words)| words.as_str());
        assert_eq!(of("_3.jpg"), Some("This is not a picture. Use JPEG, PNG or WebP."));
        assert_eq!(of(&identity_number(301)), Some("Read the text and agree to it first; no picture is taken before."));
        assert!(of(&identity_number(302)).is_some(), "a drawing is no face");
        for unknown in [&identity_number(399), "王建国"] {
            assert_eq!(of(unknown), Some("Nobody here has this document number. Check the file's name, or add the person first."));
        }
        let states = [face(&app, &agreed).await, face(&app, &silent).await, face(&app, &blank).await];
        assert_eq!(states, ["enrolled", "no_consent", "consented"]);

        let sheet = STANDARD.decode(done["error_sheet"]["base64"].as_str().unwrap()).unwrap();
        let read = Sheet::read(&sheet, &[service::sheet::Column::new("file", &["file"], true)]).unwrap();
        assert_eq!(read.rows.len(), 7, "every picture with what came of it");
    }
}

both_engines! {
    async fn sending_it_again_changes_nothing_for_those_who_were_enrolled(database: Database) {
        let app = app_with_faces(database).await;
        let agreed = someone(&app, 300, true).await;
        let files = [named(300, ".jpg", FRAMES[0])];
        send(&app, &files, false).await.expect(200);
        let before = app.get(Who::Site, &format!("/api/workers/{agreed}")).await.expect(200)["face"].clone();
        app.clock.forward(jiff::SignedDuration::from_secs(60));
        let again = send(&app, &files, false).await.expect(200);
        assert_eq!((&again["added"], &again["unchanged"]), (&json!(0), &json!(1)));
        assert!(faults(&again).is_empty());
        assert_eq!(app.get(Who::Site, &format!("/api/workers/{agreed}")).await.expect(200)["face"], before);
    }
}

both_engines! {
    async fn one_face_under_two_numbers_is_enrolled_under_one_and_a_trial_says_so_too(database: Database) {
        let app = app_with_faces(database).await;
        someone(&app, 300, true).await;
        someone(&app, 301, true).await;
        let files = [named(300, ".jpg", FRAMES[0]), named(301, ".jpg", FRAMES[3])];
        for dry_run in [true, false] {
            let report = send(&app, &files, dry_run).await.expect(200);
            assert_eq!(report["added"], 1, "dry: {dry_run}");
            let said = faults(&report);
            assert!(said.len() == 1 && said[0].1.contains("enrolled under another person already"), "{said:?}");
        }
    }
}

both_engines! {
    async fn pictures_of_two_people_under_one_number_enrol_nobody(database: Database) {
        let app = app_with_faces(database).await;
        let agreed = someone(&app, 300, true).await;
        let files = [named(300, "_1.jpg", FRAMES[0]), named(300, "_2.jpg", SOMEONE_ELSE)];
        let said = faults(&send(&app, &files, false).await.expect(200));
        assert_eq!(said.len(), 2);
        assert!(said.iter().all(|(_, words)| words.contains("not all of one person")), "{said:?}");
        assert_eq!(face(&app, &agreed).await, "consented");
    }
}

both_engines! {
    async fn who_left_or_works_elsewhere_alone_is_not_enrolled_and_no_more_is_said(database: Database) {
        let app = app_with_faces(database).await;
        someone(&app, 300, true).await;
        let list = app.get(Who::Site, &format!("/api/sites/{}/workers", app.sites[0])).await.expect(200);
        let engagement = list["items"][0]["engagement"].as_str().unwrap();
        app.post(Who::Site, &format!("/api/engagements/{engagement}/end"), json!({})).await.expect(204);
        // The worker of the second site is nobody to the first.
        let files = [named(300, ".jpg", FRAMES[0]), named(1, ".jpg", SOMEONE_ELSE)];
        let said = faults(&send(&app, &files, false).await.expect(200));
        assert_eq!(said.iter().filter(|(_, words)| words.contains("has left the site")).count(), 1, "{said:?}");
        assert_eq!(said.iter().filter(|(_, words)| words.contains("Nobody here has")).count(), 1, "{said:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_archive_is_refused_in_words_and_names_stand_in_no_log() {
    let app = app_with_faces(testkit::Database::fresh(store::Engine::Sqlite).await).await;
    let path = format!("/api/sites/{}/face-imports", app.sites[0]);
    let sent = app
        .send_bytes(
            Who::Site,
            Method::POST,
            &path,
            "application/zip",
            b"no archive".to_vec(),
        )
        .await;
    assert_eq!(sent.expect(422)["fields"][0]["field"], "file");
    let logs = testkit::logs::captured();
    send(&app, &[named(0, ".jpg", SOMEONE_ELSE)], false)
        .await
        .expect(200);
    assert!(!logs.text().contains(&identity_number(0)));
}
