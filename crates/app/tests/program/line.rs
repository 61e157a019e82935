//! The demo's line between gate and platform, cut and mended by a signal: the gate goes on meanwhile.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio_tungstenite::connect_async;
use tokio_tungstenite::tungstenite::Message;

use crate::process::{Engine, Installation, client};

impl Installation {
    /// Waits until the gate says that its line is so, for at most a minute; all that it says of itself.
    async fn line_is(&self, line: &str, done: impl Fn(&Value) -> bool) -> Value {
        let status = format!("http://127.0.0.1:{}/kiosk/status", self.gate_port);
        let mut ticks = tokio::time::interval(Duration::from_millis(50));
        for _ in 0..1_200 {
            ticks.tick().await;
            let answer = client().get(&status).send().await.expect("the gate answers");
            let said: Value = answer.json().await.expect("its state");
            if said["line"] == line && done(&said) {
                return said;
            }
        }
        panic!("the gate does not say that its line is {line}");
    }

    /// Types a number at the kiosk; the answer.
    async fn typed(&self, number: &str) -> Value {
        let (mut kiosk, _) = connect_async(&self.kiosk()).await.expect("the kiosk's line");
        let typed = json!({ "type": "number", "kind": "resident_id", "number": number });
        kiosk.send(Message::text(typed.to_string())).await.expect("typed");
        loop {
            let message = kiosk.next().await.expect("an answer").expect("an answer");
            let said: Value = serde_json::from_slice(&message.into_data()).unwrap_or(Value::Null);
            if said["type"] == "answer" {
                return said;
            }
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn with_the_line_cut_the_gate_answers_and_the_platform_hears_of_it_once_it_is_mended() {
    let installation = Installation::new(Engine::Sqlite).await;
    let (demo, mut said) = installation.demo(1);
    assert!(said.any(|line| line.starts_with("ready")), "the demo is ready");
    installation
        .line_is("up", |gate| gate["people"].as_i64() > Some(0))
        .await;

    demo.signal("-USR1");
    assert!(
        said.any(|line| line.contains("is cut")),
        "it says so on its screen"
    );
    installation.line_is("down", |_| true).await;
    let answer = installation.typed("440605199003070010").await;
    assert_eq!(answer["answer"], "refuse", "nobody of this site");
    assert_eq!(answer["recorded"], true);
    installation.line_is("down", |gate| gate["queue"] == 1).await;
    let manager = installation.sign_in_with("site-01", "site-01@nanhai2020").await;
    assert_eq!(manager.all("/api/passages?").await, Vec::<Value>::new());

    demo.signal("-USR1");
    assert!(said.any(|line| line.contains("is mended")));
    installation.line_is("up", |gate| gate["queue"] == 0).await;
    let passages = manager.all("/api/passages?").await;
    assert_eq!(passages.len(), 1);
    assert_eq!(passages[0]["id"], answer["passage"]);
    assert!(demo.stop().success());
}
