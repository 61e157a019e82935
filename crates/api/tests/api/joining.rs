//! Workers come in by themselves: by the site's link, and later by a code from the site.

use http::{HeaderName, Method, header};
use jiff::SignedDuration;
use serde_json::{Value, json};
use testkit::identity::{identity_number, phone_number};
use testkit::{Reply, TestApp, Who, both_engines};

async fn token(app: &TestApp) -> String {
    let link = format!("/api/sites/{}/join-link", app.sites[0]);
    let link = app.get(Who::Site, &link).await.expect(200);
    let url = link["url"].as_str().unwrap().to_owned();
    assert!(link["svg"].as_str().unwrap().contains("<svg"));
    url.strip_prefix("https://sitewarden.test/worker/join/")
        .expect("a page of ours")
        .to_owned()
}

fn registration(number: u32) -> Value {
    json!({
        "worker": {
            "name": "赵六",
            "document": identity_number(number),
            "phone": phone_number(number),
            "crew": "钢筋一班",
        },
        "declaration_text_version": "declaration-1",
    })
}

/// What the phone of whoever registered shows of itself from then on.
fn phone_of(registered: &Reply) -> (HeaderName, String) {
    let cookie = registered.headers["set-cookie"].to_str().unwrap();
    (header::COOKIE, cookie.split(';').next().unwrap().to_owned())
}

/// Whether a phone is still signed in.
async fn stands(app: &TestApp, phone: &(HeaderName, String)) -> bool {
    let asked = app.show(phone.clone(), Method::GET, "/api/me", None).await;
    asked.status == 200
}

both_engines! {
    async fn a_worker_registers_by_the_sites_link_and_waits_for_the_site_to_confirm(database: Database) {
        let app = TestApp::over(database).await;
        let join = format!("/api/join/{}", token(&app).await);
        let info = app.get(Who::Nobody, &join).await.expect(200);
        assert_eq!((info["site_name"].as_str(), info["crews"][0]["name"].as_str()), (Some("桂城一号工地"), Some("钢筋一班")));
        assert_eq!(info["consent"]["version"], "declaration-1");

        let reply = app.post(Who::Nobody, &join, registration(700)).await;
        let me = reply.expect(201);
        assert_eq!(me["role"], "worker");
        let cookie = reply.headers["set-cookie"].to_str().unwrap();
        assert!(["HttpOnly", "SameSite=Strict", "Secure"].iter().all(|word| cookie.contains(word)), "{cookie}");

        let waiting = format!("/api/sites/{}/workers?engagement=pending", app.sites[0]);
        let list = app.get(Who::Site, &waiting).await.expect(200);
        let row = &list["items"][0];
        assert_eq!((row["person"].clone(), row["entered_on"].clone()), (me["person"].clone(), Value::Null));
        let confirm = format!("/api/engagements/{}/confirm", row["engagement"].as_str().unwrap());
        assert_eq!(app.post(Who::OtherSite, &confirm, json!({})).await.problem(403), "denied");
        let confirmed = app.post(Who::Site, &confirm, json!({})).await.expect(200);
        assert_eq!((confirmed["state"].as_str(), confirmed["entered_on"].as_str()), (Some("active"), Some("2020-02-17")));
        assert_eq!(app.post(Who::Site, &confirm, json!({})).await.problem(409), "conflict");
    }
}

both_engines! {
    async fn who_is_registered_already_is_told_to_sign_in_and_no_session_is_opened(database: Database) {
        let app = TestApp::over(database).await;
        let join = format!("/api/join/{}", token(&app).await);
        let reply = app.post(Who::Nobody, &join, registration(0)).await;
        assert!(reply.expect(409)["detail"].as_str().unwrap().contains("sign-in code"));
        assert!(reply.headers.get("set-cookie").is_none());
    }
}

both_engines! {
    async fn joining_needs_a_link_that_stands_the_text_in_force_and_a_phone(database: Database) {
        let app = TestApp::over(database).await;
        assert_eq!(app.get(Who::Nobody, "/api/join/guessed").await.problem(404), "not_found");
        assert_eq!(app.post(Who::Nobody, "/api/join/guessed", registration(700)).await.problem(404), "not_found");
        let join = format!("/api/join/{}", token(&app).await);
        let mut sent = registration(700);
        sent["declaration_text_version"] = json!("declaration-0");
        sent["worker"]["phone"] = json!("");
        let problem = app.post(Who::Nobody, &join, sent).await.expect(422);
        let fields: Vec<_> = problem["fields"].as_array().unwrap().iter().map(|fault| fault["field"].as_str().unwrap()).collect();
        assert_eq!(fields, ["declaration_text_version", "phone"]);
    }
}

both_engines! {
    async fn a_code_from_the_site_signs_a_worker_in_once_and_for_half_an_hour(database: Database) {
        let app = TestApp::over(database).await;
        let path = format!("/api/workers/{}/sign-in-code", app.workers[0]);
        let made = app.post(Who::Site, &path, json!({})).await.expect(200);
        let sign_in = json!({ "phone": phone_number(0), "code": made["code"] });
        let wrong_phone = json!({ "phone": phone_number(1), "code": made["code"] });
        assert_eq!(app.post(Who::Nobody, "/api/me/sessions", wrong_phone).await.problem(422), "invalid");
        let me = app.post(Who::Nobody, "/api/me/sessions", sign_in.clone()).await.expect(201);
        assert_eq!(me["person"], json!(app.workers[0]));
        assert_eq!(app.post(Who::Nobody, "/api/me/sessions", sign_in).await.problem(422), "invalid", "once");

        let made = app.post(Who::Site, &path, json!({})).await.expect(200);
        assert_eq!(made["expires_at"], "2020-02-16T23:30:00Z");
        app.clock.forward(SignedDuration::from_mins(31));
        let late = json!({ "phone": phone_number(0), "code": made["code"] });
        assert_eq!(app.post(Who::Nobody, "/api/me/sessions", late).await.problem(422), "invalid");
    }
}

both_engines! {
    async fn codes_cannot_be_guessed_through(database: Database) {
        let app = TestApp::over(database).await;
        let path = format!("/api/workers/{}/sign-in-code", app.workers[0]);
        let code = app.post(Who::Site, &path, json!({})).await.expect(200)["code"].clone();
        let right: u32 = code.as_str().unwrap().parse().unwrap();
        for guess in 1..=5 {
            let guess = format!("{:06}", (right + guess) % 1_000_000);
            let tried = json!({ "phone": phone_number(0), "code": guess });
            assert_eq!(app.post(Who::Nobody, "/api/me/sessions", tried).await.problem(422), "invalid");
        }
        let right = json!({ "phone": phone_number(0), "code": code });
        assert_eq!(app.post(Who::Nobody, "/api/me/sessions", right).await.problem(422), "invalid", "used up by guessing");
    }
}

both_engines! {
    async fn a_registration_that_nobody_confirmed_gives_way_to_who_stands_there_with_the_document(database: Database) {
        let app = TestApp::over(database).await;
        let token = token(&app).await;
        let squatted = json!({
            "worker": { "name": "黑名字", "document": identity_number(880), "phone": phone_number(880) },
            "declaration_text_version": "declaration-1",
        });
        app.post(Who::Nobody, &format!("/api/join/{token}"), squatted.clone()).await.expect(201);
        let elsewhere = format!("/api/sites/{}/workers", app.sites[1]);
        let real = json!({ "name": "冯真名", "document": identity_number(880) });
        app.post(Who::OtherSite, &elsewhere, real.clone()).await.expect(201);
        let waiting = app.get(Who::Site, &format!("/api/sites/{}/workers?engagement=pending", app.sites[0])).await.expect(200);
        assert_eq!(waiting["items"], json!([]));
        let log = app.get(Who::Site, "/api/audit").await.expect(200).to_string();
        assert!(log.contains("engagement.reject"), "who had it to confirm finds it in their log");
        let other_name = json!({ "name": "另一个", "document": identity_number(880) });
        app.post(Who::Site, &format!("/api/sites/{}/workers", app.sites[0]), other_name).await.expect(422);
        app.post(Who::Nobody, &format!("/api/join/{token}"), squatted).await.problem(409);
    }
}

both_engines! {
    async fn a_strangers_word_of_someones_phone_gives_way_to_what_a_site_knows(database: Database) {
        let app = TestApp::over(database).await;
        let join = format!("/api/join/{}", token(&app).await);
        let squatted = app.post(Who::Nobody, &join, registration(881)).await;
        squatted.expect(201);
        let stranger = phone_of(&squatted);
        assert!(stands(&app, &stranger).await);
        let face = app.open_as(stranger.clone(), Method::POST, "/api/me/face?source=camera", "multipart/form-data", Vec::new()).await;
        assert_eq!(face.status(), 409, "nobody has confirmed that it is them");

        let real = json!({ "name": "赵六", "document": identity_number(881), "phone": phone_number(5) });
        let added = app.post(Who::OtherSite, &format!("/api/sites/{}/workers", app.sites[1]), real).await.expect(201);
        assert!(!stands(&app, &stranger).await);
        let code = format!("/api/workers/{}/sign-in-code", added["person"].as_str().unwrap());
        let code = app.post(Who::OtherSite, &code, json!({})).await.expect(200)["code"].clone();
        let strangers = json!({ "phone": phone_number(881), "code": code });
        app.post(Who::Nobody, "/api/me/sessions", strangers).await.expect(422);
        let theirs = json!({ "phone": phone_number(5), "code": code });
        app.post(Who::Nobody, "/api/me/sessions", theirs).await.expect(201);
    }
}

both_engines! {
    async fn a_list_with_another_phone_ends_what_the_first_one_opened(database: Database) {
        let app = TestApp::over(database).await;
        let join = format!("/api/join/{}", token(&app).await);
        let registered = app.post(Who::Nobody, &join, registration(882)).await;
        let phone = phone_of(&registered);
        let import = format!("/api/sites/{}/worker-imports?dry_run=false", app.sites[0]);
        let list = |phone: u32| format!("姓名,证件号码,手机号\n赵六,{},{}\n", identity_number(882), phone_number(phone)).into_bytes();
        app.send_bytes(Who::Site, Method::POST, &import, "text/csv", list(882)).await.expect(200);
        assert!(stands(&app, &phone).await, "confirmed with the phone they gave");
        app.send_bytes(Who::Site, Method::POST, &import, "text/csv", list(883)).await.expect(200);
        assert!(!stands(&app, &phone).await);
    }
}
