//! Starting, and what is said when it cannot be.

use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use crate::process::{Engine, Installation, Process, answers, free_port};

impl Installation {
    /// Starts the platform by a settings file.
    pub(crate) async fn serve_by(&self, settings: &Path) -> Process {
        let settings = settings.to_str().expect("a path in letters");
        self.started(&["--settings", settings, "serve"]).await
    }
}

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
    assert!(said.contains("with platform.listen"), "{said}");
    assert!(
        !installation.folder.path().join("district.db").exists(),
        "nothing is half-made"
    );
}

#[tokio::test]
async fn a_taken_port_of_the_demo_is_named_with_its_own_flag() {
    let installation = Installation::new(Engine::Sqlite).await;
    let _other = TcpListener::bind(("127.0.0.1", installation.gate_port)).unwrap();
    let port = installation.gate_port.to_string();
    let ports = [
        "--tls-port",
        "0",
        "--gate-tls-port",
        "0",
        "--gate-port",
        &port,
        "--port",
    ];
    let free = installation.port.to_string();
    let done = installation.run(&[&["demo"], &ports[..], &[&free]].concat(), "");
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(!done.status.success());
    assert!(said.contains("with --gate-port"), "{said}");
    assert!(
        !installation.folder.path().join("data").exists(),
        "nothing is made"
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

async fn a_lost_master_key_is_told(engine: Engine) {
    let installation = Installation::new(engine).await;
    installation.serve().await.stop();
    let key = installation.folder.path().join("master.key");
    let kept = std::fs::read_to_string(&key).unwrap();
    std::fs::remove_file(&key).unwrap();
    let done = installation.run(&["serve"], "");
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(!done.status.success());
    assert!(
        said.contains("put its copy back") && said.contains("备份放回去"),
        "{said}"
    );
    assert!(!key.exists(), "no other key takes its place");
    std::fs::write(&key, kept).unwrap();
    assert!(
        installation.serve().await.stop().success(),
        "with its copy all is as before"
    );
}

#[tokio::test]
async fn a_lost_master_key_is_told_and_none_is_made_in_its_place_on_sqlite() {
    a_lost_master_key_is_told(Engine::Sqlite).await;
}

#[tokio::test]
async fn a_lost_master_key_is_told_and_none_is_made_in_its_place_on_postgres() {
    a_lost_master_key_is_told(Engine::Postgres).await;
}

#[tokio::test]
async fn what_the_first_start_makes_is_for_its_owner_alone() {
    let installation = Installation::new(Engine::Sqlite).await;
    let folder = installation.folder.path();
    let settings = folder.join("settings.toml");
    let tls = format!("[platform.tls]\nlisten = \"127.0.0.1:{}\"\n", free_port());
    std::fs::write(&settings, tls).unwrap();
    let process = installation.serve_by(&settings).await;
    for made in ["data", "data/certificate"] {
        let mode = std::fs::metadata(folder.join(made)).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700, "{made}");
    }
    assert!(process.stop().success());
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
