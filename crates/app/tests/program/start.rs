//! Starting, and what is said when it cannot be.

use std::net::TcpListener;

use crate::process::{Engine, Installation, answers};

#[tokio::test]
async fn a_taken_port_is_named_with_what_to_do() {
    let installation = Installation::new(Engine::Sqlite).await;
    let _other = TcpListener::bind(("127.0.0.1", installation.port)).unwrap();
    let done = installation.run(&["serve"], "");
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(!done.status.success());
    assert!(
        said.contains(&format!("port {} is taken", installation.port)) && said.contains("已被占用"),
        "{said}"
    );
    assert!(
        !installation.folder.path().join("district.db").exists(),
        "nothing is half-made"
    );
}

#[tokio::test]
async fn a_gate_without_a_token_says_where_to_get_one() {
    let installation = Installation::new(Engine::Sqlite).await;
    let done = installation.run(&["gate"], "");
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(
        !done.status.success() && said.contains("add a gate in the console"),
        "{said}"
    );
}

#[tokio::test]
async fn a_wrong_master_key_is_told_and_nothing_is_overwritten() {
    let installation = Installation::new(Engine::Sqlite).await;
    installation.serve().await.stop();
    std::fs::write(installation.folder.path().join("master.key"), "2".repeat(64)).unwrap();
    let done = installation.run(&["serve"], "");
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(
        !done.status.success() && said.contains("wrong master key"),
        "{said}"
    );
}

#[tokio::test]
async fn a_setting_that_is_not_understood_is_named() {
    let installation = Installation::new(Engine::Sqlite).await;
    let file = installation.folder.path().join("settings.toml");
    std::fs::write(&file, "[platform]\nlissten = \"127.0.0.1:1\"\n").unwrap();
    let done = installation.run(&["--settings", file.to_str().unwrap(), "serve"], "");
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(!done.status.success() && said.contains("lissten"), "{said}");
}

#[tokio::test]
async fn the_platform_stops_cleanly_when_told_to_and_logs_in_lines_of_json() {
    let installation = Installation::new(Engine::Sqlite).await;
    let (process, lines) = installation.serve_logged();
    answers(&format!("{}/readyz", installation.address())).await;
    assert!(process.stop().success());
    let lines: Vec<String> = lines.collect();
    assert!(!lines.is_empty());
    for line in lines {
        assert!(serde_json::from_str::<serde_json::Value>(&line).is_ok(), "{line}");
    }
}
