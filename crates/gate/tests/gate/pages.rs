//! What a browser gets from the gate beside the kiosk's line.

use std::net::SocketAddr;
use std::time::Duration;

use jiff::SignedDuration;
use reqwest::StatusCode;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;
use tokio_tungstenite::connect_async;
use tokio_tungstenite::tungstenite::client::IntoClientRequest;

use crate::support::disk::MemoryDisk;
use crate::support::people::{identity_number, pass, worker};
use crate::support::world::{PATIENCE, World};

async fn asked(world: &World, path: &str) -> reqwest::Response {
    asked_at(world.gate().address, path).await
}

async fn asked_at(address: SocketAddr, path: &str) -> reqwest::Response {
    let client = reqwest::Client::builder()
        .tls_certs_only([])
        .build()
        .expect("a client");
    client
        .get(format!("http://{address}{path}"))
        .send()
        .await
        .expect("the gate answers")
}

#[tokio::test(flavor = "multi_thread")]
async fn the_gate_tells_how_it_is() {
    let world = World::with([worker(1)]).await;
    let health = asked(&world, "/healthz").await;
    assert_eq!(health.status(), StatusCode::OK);
    let status: serde_json::Value = asked(&world, "/kiosk/status").await.json().await.expect("JSON");
    assert_eq!(status["type"], "gate");
    assert_eq!(status["gate_name"], "东门");
    assert_eq!(status["people"], 1);
    assert!(
        status["declare_svg"]
            .as_str()
            .is_some_and(|svg| svg.contains("<svg"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_metrics_count_verdicts_and_name_nobody() {
    let world = World::with([worker(1)]).await;
    let mut kiosk = world.kiosk().await;
    kiosk.code(&pass(1, world.after(120))).await;
    kiosk.number(&identity_number(9)).await;
    let metrics = world.gate().metrics.expect("an address for operators");
    let answer = asked_at(metrics, "/metrics").await;
    assert_eq!(answer.headers()["x-content-type-options"], "nosniff");
    let text = answer.text().await.expect("text");
    for line in [
        "sitewarden_gate_verdicts_total{answer=\"pass\",ground=\"clear\"} 1",
        "sitewarden_gate_verdicts_total{answer=\"refuse\",ground=\"not_of_this_site\"} 1",
        "sitewarden_gate_roster_people 1",
        "sitewarden_gate_line_up 1",
    ] {
        assert!(text.contains(line), "{line}\n{text}");
    }
    assert!(!text.contains("王") && !text.contains(&identity_number(9)));
    assert_eq!(
        asked(&world, "/metrics").await.status(),
        StatusCode::NOT_FOUND,
        "where the kiosk is there are none"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_keeps_the_browser_to_the_gates_own_pages() {
    let world = World::with([worker(1)]).await;
    for path in ["/", "/healthz", "/some/place", "/kiosk/status"] {
        let answer = asked(&world, path).await;
        let header = |name| {
            answer
                .headers()
                .get(name)
                .and_then(|value| value.to_str().ok())
                .unwrap_or_default()
        };
        assert!(
            header("content-security-policy").starts_with("default-src 'self'"),
            "{path}"
        );
        assert!(
            header("permissions-policy").starts_with("camera=(self)"),
            "{path}"
        );
        assert_eq!(header("x-content-type-options"), "nosniff", "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn there_is_one_page_and_nothing_is_served_in_the_place_of_what_is_not_there() {
    let world = World::with([worker(1)]).await;
    for path in ["/assets/none.js", "/some/place", "/metrics", "/readyz/", "/index"] {
        assert_eq!(
            asked(&world, path).await.status(),
            StatusCode::NOT_FOUND,
            "{path}"
        );
    }
}

/// What `/readyz` says, at the kiosk's address and at the operators'.
async fn readiness(world: &World) -> (StatusCode, String) {
    let at_kiosk = asked(world, "/readyz").await;
    let answer = (at_kiosk.status(), at_kiosk.text().await.expect("text"));
    let metrics = world.gate().metrics.expect("an address for operators");
    let at_operators = asked_at(metrics, "/readyz").await;
    assert_eq!(at_operators.status(), answer.0);
    answer
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gate_is_ready_with_a_roster_its_models_and_a_file_that_takes_writes() {
    let mut world = World::with_faces([worker(1)]).await;
    assert_eq!(readiness(&world).await, (StatusCode::OK, "ready\n".to_owned()));

    world.stop().await;
    let disk = MemoryDisk::default();
    world.start_on(Box::new(disk.clone())).await;
    world.synced().await;
    disk.set_full(true);
    world.kiosk().await.number(&identity_number(1)).await;
    let not_ready = |why: &str| (StatusCode::SERVICE_UNAVAILABLE, format!("{why}\n"));
    assert_eq!(
        readiness(&world).await,
        not_ready("the state file takes no writes")
    );
    disk.set_full(false);
    world.clock.move_by(SignedDuration::from_secs(6));
    world.kiosk().await.number(&identity_number(1)).await;
    assert_eq!(readiness(&world).await.0, StatusCode::OK);

    world.platform.cut();
    world
        .kiosk()
        .await
        .gate("the line is down", |gate| gate["line"] == "down")
        .await;
    assert_eq!(
        readiness(&world).await.0,
        StatusCode::OK,
        "it goes on without a line"
    );
    world.clock.move_by(SignedDuration::from_hours(49));
    assert_eq!(readiness(&world).await, not_ready("the roster is too old"));
}

#[tokio::test(flavor = "multi_thread")]
async fn without_a_roster_or_models_the_gate_says_that_it_is_not_ready() {
    let mut world = World::with([]).await;
    world.stop().await;
    world.platform.cut();
    std::fs::remove_file(world.folder.path().join("gate.redb")).expect("it was there");
    world.start().await;
    world
        .kiosk()
        .await
        .gate("faces are off", |gate| {
            gate["camera_note"]["zh"] != "人脸识别正在准备，请先扫码"
        })
        .await;
    let (status, text) = readiness(&world).await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(
        text,
        "there is no roster yet\nthe face models could not be loaded\n"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_page_of_another_origin_gets_no_line() {
    let world = World::with([worker(1)]).await;
    let address = world.gate().address;
    let from = |origin: &str| {
        let mut request = format!("ws://{address}/kiosk/ws")
            .into_client_request()
            .expect("a request");
        request
            .headers_mut()
            .insert("origin", origin.parse().expect("a header"));
        connect_async(request)
    };
    assert!(from(&format!("http://{address}")).await.is_ok());
    assert!(from("https://evil.example").await.is_err());
}

/// A line to the kiosk's address by something that is no page: it never answers a ping.
async fn mute(address: SocketAddr) -> (TcpStream, u16) {
    let mut line = TcpStream::connect(address).await.expect("the gate listens");
    let asked = format!(
        "GET /kiosk/ws HTTP/1.1\r\nHost: {address}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
         Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
    );
    line.write_all(asked.as_bytes()).await.expect("it is sent");
    let mut head = [0; 12];
    line.read_exact(&mut head).await.expect("an answer");
    let status = std::str::from_utf8(&head[9..])
        .expect("text")
        .parse()
        .expect("a status");
    (line, status)
}

#[tokio::test(flavor = "multi_thread")]
async fn one_client_has_four_lines_at_most_and_loses_those_it_is_silent_on() {
    let mut world = World::with([worker(1)]).await;
    world.stop().await;
    world.silence = Duration::from_secs(1);
    world.start().await;
    let address = world.gate().address;
    let mut lines = Vec::new();
    for _ in 0..4 {
        let (line, status) = mute(address).await;
        assert_eq!(status, 101);
        lines.push(line);
    }
    assert_eq!(mute(address).await.1, 503, "a fifth");
    let mut rest = Vec::new();
    for mut line in lines {
        // It ends although nobody says goodbye: the gate has heard nothing.
        let ended = tokio::time::timeout(PATIENCE, line.read_to_end(&mut rest)).await;
        drop(ended.expect("it ends by itself"));
    }
    let mut kiosk = world.kiosk().await;
    kiosk
        .gate("the place is free again", |gate| gate["people"] == 1)
        .await;
}
