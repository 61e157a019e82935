//! What is secret is found nowhere in clear: it is planted by every way in, then sought in all that the database
//! keeps and all that is logged.

use http::Method;
use serde_json::json;
use testkit::identity::identity_number;
use testkit::{TestApp, Who, both_engines, logs};
use uuid::Uuid;

const PHONE: &str = "13712345679";
const OTHER_PHONE: &str = "13798765431";

/// Everything planted. Temperatures are sought as they are told and as they are kept.
fn secrets() -> Vec<String> {
    [
        identity_number(31_415),
        identity_number(27_182),
        identity_number(16_180),
        PHONE.into(),
        OTHER_PHONE.into(),
        "E31415926".into(),
        "\"temperature\":387".into(),
        "\"temperature\":391".into(),
        "\"temperature\":384".into(),
        "脸色不好".into(),
        "38.7 ℃".into(),
        "39.1 ℃".into(),
        "G7712X".into(),
        "皮卡丘".into(),
        "欧阳锋".into(),
        "粤A012020314159".into(),
        "黄老邪".into(),
        "13922223333".into(),
    ]
    .into()
}

async fn plant(app: &TestApp) {
    let site = app.sites[0];
    let workers = format!("/api/sites/{site}/workers");
    let form = json!({
        "name": "欧阳锋", "document": identity_number(31_415), "phone": PHONE,
        "certificate_number": "粤A012020314159", "certificate_issued_on": "2020-01-02", "certificate_expires_on": "2022-01-01",
        "emergency_name": "黄老邪", "emergency_relation": "朋友", "emergency_phone": "13922223333",
    });
    let added = app.post(Who::Site, &workers, form).await.expect(201);
    let person = added["person"].as_str().unwrap().to_owned();
    let wrong = json!({ "name": "欧阳锋", "document": format!("{}0", &identity_number(31_415)[..17]), "phone": "1371234567" });
    app.post(Who::Site, &workers, wrong).await.expect(422);
    let file = format!(
        "name,document_kind,document,phone,birth_date\n皮卡丘,passport,E31415926,{OTHER_PHONE},1990-01-01\n\
         皮卡丘,resident_id,{},12,\n",
        identity_number(31_415)
    );
    let import = format!("/api/sites/{site}/worker-imports?dry_run=false");
    app.send_bytes(Who::Site, Method::POST, &import, "text/csv", file.into_bytes())
        .await
        .expect(200);
    let list = format!(
        "证件号码,姓名,类别,原因,到期\n{},皮卡丘,密接,同车 {},2020-03-01\n",
        identity_number(27_182),
        identity_number(16_180),
    );
    let watch = "/api/watchlists/import?dry_run=false&name=x&source=y&expires_on=2020-03-01";
    app.send_bytes(Who::District, Method::POST, watch, "text/csv", list.into_bytes())
        .await
        .expect(200);
    let reason = json!({ "reason": format!("核对 {}", identity_number(16_180)) });
    app.post(Who::Site, &format!("/api/workers/{person}/unmask"), reason)
        .await
        .expect(200);
    app.get(Who::Site, &format!("/api/workers/{person}"))
        .await
        .expect(200);
    let declared = json!({
        "id": Uuid::from_u128(1),
        "text_version": "declaration-1",
        "answers": {
            "temperature": 387,
            "symptoms": ["cough"],
            "stays": [],
            "trips": [{ "mode": "train", "number": "G7712X", "day": "2020-02-10", "from": "武汉", "to": "佛山西", "carriage": "5", "seat": "3A" }],
            "contact": null,
            "promise": true,
        },
    });
    app.post(Who::Worker, "/api/me/declarations", declared)
        .await
        .expect(201);
    let check = json!({
        "site": site, "temperature": 384, "note": "脸色不好，送去门诊", "as_of": app.platform.now(),
    });
    app.post(
        Who::Site,
        &format!("/api/workers/{}/checks", app.workers[0]),
        check,
    )
    .await
    .expect(201);
    // One code waits to be sent, the other was sent.
    for phone in [OTHER_PHONE, PHONE] {
        app.platform.send_messages().await.expect("the messages go");
        app.post(Who::Nobody, "/api/me/phone-codes", json!({ "phone": phone }))
            .await
            .expect(202);
    }
    let passages = json!({
        "passages": [{
            "id": Uuid::from_u128(2),
            "gate": app.gates[0],
            "person": app.workers[0],
            "at": "2020-02-16T23:00:00Z",
            "direction": "in",
            "way": "face",
            "answer": "hold",
            "grounds": [{ "kind": "standing", "reason": { "code": "fever", "temperature": 391, "state": "hold", "until": null, "rule": "covid-2020/1" } }],
            "temperature": 391,
            "roster_version": 1,
        }],
        "queue": 0,
    });
    app.post(Who::Gate, "/api/gate/passages", passages)
        .await
        .expect(200);
    app.get(Who::Town, "/api/alerts").await.expect(200);
    let found = format!("{workers}?q=%E6%AC%A7%E9%98%B3%E9%94%8B%205679");
    app.get(Who::Site, &found).await.expect(200);
}

fn holds(haystack: &[u8], needle: &str) -> bool {
    haystack
        .windows(needle.len())
        .any(|window| window == needle.as_bytes())
}

both_engines! {
    async fn nothing_secret_is_kept_or_logged_in_clear(database: Database) {
        let logs = logs::captured();
        let app = TestApp::over(database).await;
        plant(&app).await;
        let kept = app.database.contents().await;
        assert!(holds(&kept, "桂城一号工地"), "what is public is found, so that what is not found is not there");
        let logged = logs.text();
        assert!(logged.contains("INSERT INTO person"), "statements are among the logs");
        for secret in secrets() {
            assert!(!holds(&kept, &secret), "the database holds {secret} in clear");
            assert!(!logged.contains(&secret), "the logs hold {secret}");
        }
    }
}
