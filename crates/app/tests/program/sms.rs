//! Text messages of the program as it is run: an account that is whole or told to be not, and an outbox that the demo
//! alone has.

use reqwest::header::CONTENT_TYPE;
use serde_json::{Value, json};

use crate::process::{Engine, Installation, client};

impl Installation {
    /// What lies at an address of the platform, when it is JSON.
    async fn json(&self, path: &str) -> Option<Value> {
        let answer = client().get(format!("{}{path}", self.address())).send().await;
        let answer = answer.expect("an answer");
        let kind = answer.headers().get(CONTENT_TYPE);
        let is_json = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"application/json"));
        if is_json { answer.json().await.ok() } else { None }
    }
}

#[tokio::test]
async fn half_of_an_account_with_a_provider_is_told_before_anything_is_made() {
    let installation = Installation::new(Engine::Sqlite).await;
    let file = installation.folder.path().join("settings.toml");
    std::fs::write(&file, "[platform.sms]\nprovider = \"tencent\"\nkey_id = \"a\"\n").unwrap();
    let done = installation.run(&["--settings", file.to_str().unwrap(), "serve"], "");
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(!done.status.success());
    assert!(
        said.contains("platform.sms.key_secret") && said.contains("还缺"),
        "{said}"
    );
    assert!(!installation.folder.path().join("district.db").exists());
}

#[tokio::test]
async fn a_real_platform_has_no_outbox_and_offers_no_codes_without_a_provider() {
    let installation = Installation::new(Engine::Sqlite).await;
    let _platform = installation.serve().await;
    assert_eq!(installation.json("/demo/outbox/messages").await, None);
    let ways = installation.json("/api/me/sign-in-ways").await;
    assert_eq!(ways, Some(json!({ "phone_code": false })));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_demo_shows_its_messages_and_offers_codes() {
    let installation = Installation::new(Engine::Sqlite).await;
    let (demo, mut said) = installation.demo(1);
    assert!(said.any(|line| line.contains("/demo/outbox")), "it says where");
    assert!(said.any(|line| line.starts_with("ready")));
    let messages = installation.json("/demo/outbox/messages").await;
    assert_eq!(messages, Some(json!({ "count": 0, "messages": [] })));
    let ways = installation.json("/api/me/sign-in-ways").await;
    assert_eq!(ways, Some(json!({ "phone_code": true })));
    assert!(demo.stop().success());
}
