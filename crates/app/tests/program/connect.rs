//! Connecting a gate by the line that the console shows: once, with a key of its own, and told in words when it fails.

use std::os::unix::fs::PermissionsExt;
use std::time::Duration;

use serde_json::{Value, json};

use crate::office::Site;
use crate::process::{Engine, Installation, client, free_port};

impl Installation {
    /// Waits until the gate says that its line is up, for at most a minute.
    async fn connected(&self) -> Value {
        let status = format!("http://127.0.0.1:{}/kiosk/status", self.gate_port);
        let mut ticks = tokio::time::interval(Duration::from_millis(50));
        for _ in 0..1_200 {
            ticks.tick().await;
            if let Ok(answer) = client().get(&status).send().await {
                let said: Value = answer.json().await.expect("its state");
                if said["line"] == "up" {
                    return said;
                }
            }
        }
        panic!("the gate is not connected after a minute");
    }

    /// What the gate says when it cannot be connected by these words.
    fn unconnected(&self, words: &[&str]) -> String {
        let done = self.run(&[&["gate"], words].concat(), "");
        assert!(!done.status.success());
        String::from_utf8_lossy(&done.stderr).into_owned()
    }
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}

async fn code(installation: &Installation, site: &Site) -> (String, String) {
    let added = installation.add_gate(site).await;
    (
        text(&added["gate"]["id"]).to_owned(),
        text(&added["code"]).to_owned(),
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gate_is_connected_once_by_its_code_and_starts_without_it_from_then_on() {
    let installation = Installation::new(Engine::Sqlite).await;
    let platform = installation.serve().await;
    let at = installation.address();
    let site = installation.site(0).await;
    let (id, code) = code(&installation, &site).await;
    assert!(installation.unconnected(&[]).contains("not connected yet"));
    let typed = code.to_lowercase().replace('-', "");
    let line = ["--platform", at.as_str(), "--code", typed.as_str()];
    let gate = installation.gate(&line).await;
    assert_eq!(
        installation.connected().await["gate_name"],
        "北门",
        "as the console calls it"
    );
    assert!(gate.stop().success());
    let kept = installation.folder.path().join("gate.identity");
    assert_eq!(
        std::fs::metadata(&kept).unwrap().permissions().mode() & 0o777,
        0o600
    );
    for words in [&line[..], &[]] {
        let gate = installation.gate(words).await;
        installation.connected().await;
        assert!(gate.stop().success());
    }

    let renewed = site
        .manager
        .post(&format!("/api/gates/{id}/code"), json!({}))
        .await;
    let (gate, mut said) = installation.gate_of(&[]);
    assert!(
        said.any(|line| line.contains("no longer knows this gate's key")),
        "the box that was lost is told"
    );
    drop(gate);
    let anew = ["--platform", at.as_str(), "--code", text(&renewed["code"])];
    let gate = installation.gate(&anew).await;
    installation.connected().await;
    assert!(gate.stop().success() && platform.stop().success());
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_connects_a_gate_is_told_in_words_why_it_did_not_work() {
    let installation = Installation::new(Engine::Sqlite).await;
    let platform = installation.serve().await;
    let at = installation.address();
    let site = installation.site(0).await;
    let (_, code) = code(&installation, &site).await;
    let by = |code: &str| installation.unconnected(&["--platform", &at, "--code", code]);
    assert!(by("K7QM-2X9P").contains("twelve signs"));
    let unknown = domain::handed::DrawnCode::drawn(&[7; 7]).shown();
    let said = by(&unknown);
    assert!(
        said.contains("does not know this code") && said.contains("接入码不对"),
        "{said}"
    );
    let elsewhere = format!("http://127.0.0.1:{}", free_port());
    let said = installation.unconnected(&["--platform", &elsewhere, "--code", &code]);
    assert!(
        said.contains("cannot be reached") && said.contains(&elsewhere),
        "{said}"
    );
    assert!(
        installation
            .unconnected(&["--code", &code])
            .contains("--platform")
    );
    let gate = installation.gate(&["--platform", &at, "--code", &code]).await;
    assert!(gate.stop().success());
    std::fs::remove_file(installation.folder.path().join("gate.identity")).unwrap();
    assert!(by(&code).contains("was used before"));
    assert!(platform.stop().success());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gate_trusts_the_platforms_own_certificate_by_its_fingerprint_and_no_other() {
    let installation = Installation::new(Engine::Sqlite).await;
    let folder = installation.folder.path();
    let (settings, port) = (folder.join("settings.toml"), free_port());
    let tls = format!("[platform.tls]\nlisten = \"127.0.0.1:{port}\"\nlocal_folder = \"certificate\"\n");
    std::fs::write(&settings, tls).unwrap();
    let platform = installation.serve_by(&settings).await;
    let at = format!("https://localhost:{port}");
    let site = installation.site(0).await;
    let added = installation.add_gate(&site).await;
    let (code, authority) = (text(&added["code"]), text(&added["authority"]));
    let said = installation.unconnected(&["--platform", &at, "--code", code]);
    assert!(
        said.contains("is not trusted here") && said.contains("--authority"),
        "{said}"
    );
    let other = "0".repeat(64);
    let said = installation.unconnected(&["--platform", &at, "--code", code, "--authority", &other]);
    assert!(said.contains("another fingerprint"), "{said}");
    let gate = installation
        .gate(&["--platform", &at, "--code", code, "--authority", authority])
        .await;
    installation.connected().await;
    assert!(gate.stop().success());
    let gate = installation.gate(&[]).await;
    installation.connected().await;
    assert!(gate.stop().success() && platform.stop().success());
}
