//! A power cut at any moment loses nothing that was acknowledged, and doubles nothing.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use domain::clock::Entropy;
use futures_util::{SinkExt, StreamExt};
use reqwest::Method;
use serde_json::{Value, json};
use testkit::Dice;
use tokio::task::JoinSet;
use tokio_tungstenite::connect_async;
use tokio_tungstenite::tungstenite::Message;
use uuid::Uuid;

use crate::office::{Person, Site, quiet_day};
use crate::process::{Engine, Installation, Process, client};

/// How often each program is killed in one test.
const KILLS: usize = 12;

/// A moment between nothing and half a second, long enough for some work and never the same.
fn moment(dice: &Dice) -> Duration {
    let mut byte = [0];
    dice.fill(&mut byte);
    Duration::from_millis(20 + 2 * u64::from(byte[0]))
}

fn fresh_id(dice: &Dice) -> Uuid {
    let mut bytes = [0; 16];
    dice.fill(&mut bytes);
    uuid::Builder::from_random_bytes(bytes).into_uuid()
}

/// One phone: declares again and again. What was not answered is sent again with the same id, as a phone does.
async fn declare_until_cut(
    worker: Person,
    dice: Arc<Dice>,
    mut unanswered: Option<Uuid>,
) -> (Vec<Uuid>, Option<Uuid>) {
    let mut acknowledged = Vec::new();
    loop {
        let id = unanswered.take().unwrap_or_else(|| fresh_id(&dice));
        match worker
            .ask(Method::POST, "/api/me/declarations", Some(&quiet_day(id)))
            .await
        {
            Some((status, _)) if status.is_success() => acknowledged.push(id),
            Some((status, body)) => panic!("a declaration was refused: {status} {body}"),
            None => return (acknowledged, Some(id)),
        }
    }
}

async fn platform_killed_while_workers_declare(engine: Engine) {
    let installation = Installation::new(engine).await;
    let mut platform = installation.serve().await;
    let site = installation.site(6).await;
    let dice = Arc::new(Dice::new(7));
    let mut acknowledged: HashMap<usize, Vec<Uuid>> = HashMap::new();
    let mut unanswered: HashMap<usize, Uuid> = HashMap::new();
    for _ in 0..KILLS {
        let mut phones = JoinSet::new();
        for (number, worker) in site.workers.iter().cloned().enumerate() {
            let (dice, open) = (dice.clone(), unanswered.remove(&number));
            phones.spawn(async move { (number, declare_until_cut(worker, dice, open).await) });
        }
        tokio::time::sleep(moment(&dice)).await;
        platform.kill();
        while let Some(done) = phones.join_next().await {
            let (number, (answered, open)) = done.expect("a phone that goes on");
            acknowledged.entry(number).or_default().extend(answered);
            unanswered.extend(open.map(|id| (number, id)));
        }
        platform = installation.serve().await;
    }
    let told: usize = acknowledged.values().map(Vec::len).sum();
    assert!(told >= KILLS, "the test did some work: {told} declarations");
    for (number, worker) in site.workers.iter().enumerate() {
        let kept: Vec<Uuid> = worker
            .all("/api/me/declarations?")
            .await
            .iter()
            .map(id_of)
            .collect();
        let once: HashSet<Uuid> = kept.iter().copied().collect();
        assert_eq!(kept.len(), once.len(), "none is there twice");
        let mine = &acknowledged[&number];
        assert!(
            mine.iter().all(|id| once.contains(id)),
            "none that was acknowledged is lost"
        );
        let open: HashSet<Uuid> = unanswered.get(&number).copied().into_iter().collect();
        let known: HashSet<Uuid> = mine.iter().copied().chain(open).collect();
        assert!(once.is_subset(&known), "none is there that nobody sent");
    }
    assert!(platform.stop().success(), "and it stops cleanly when told to");
}

fn id_of(row: &Value) -> Uuid {
    row["id"].as_str().and_then(|id| id.parse().ok()).expect("an id")
}

/// One kiosk: shows each worker's pass in turn until the gate is gone; collects passages told to be recorded.
async fn pass_until_cut(address: String, passes: Vec<String>) -> Vec<Uuid> {
    let mut recorded = Vec::new();
    let Ok((mut kiosk, _)) = connect_async(&address).await else {
        return recorded;
    };
    for text in passes.iter().cycle() {
        let code = json!({ "type": "code", "text": text }).to_string();
        if kiosk.send(Message::text(code)).await.is_err() {
            return recorded;
        }
        loop {
            let Some(Ok(message)) = kiosk.next().await else {
                return recorded;
            };
            let message: Value = serde_json::from_slice(&message.into_data()).unwrap_or(Value::Null);
            match message["type"].as_str() {
                Some("answer") => {
                    if message["recorded"] == true {
                        recorded.extend(message["passage"].as_str().and_then(|id| id.parse::<Uuid>().ok()));
                    }
                    break;
                }
                Some("problem") => break,
                _ => {}
            }
        }
    }
    recorded
}

async fn passes(site: &Site) -> Vec<String> {
    let mut texts = Vec::new();
    for worker in &site.workers {
        texts.push(
            worker.get("/api/me/pass").await["code"]
                .as_str()
                .expect("a code")
                .to_owned(),
        );
    }
    texts
}

/// Waits until the gate has nothing more to send, for at most a minute.
async fn all_sent(installation: &Installation) {
    let status = format!("http://127.0.0.1:{}/kiosk/status", installation.gate_port);
    let mut ticks = tokio::time::interval(Duration::from_millis(50));
    for _ in 0..1_200 {
        ticks.tick().await;
        if let Ok(answer) = client().get(&status).send().await
            && let Ok(body) = answer.json::<Value>().await
            && body["queue"] == 0
            && body["line"] == "up"
        {
            return;
        }
    }
    panic!("the gate still has passages to send after a minute");
}

async fn gate_and_platform_killed_while_people_pass(engine: Engine) {
    let installation = Installation::new(engine).await;
    let mut platform = installation.serve().await;
    let site = installation.site(24).await;
    let code = installation.add_gate(&site).await["code"].clone();
    let code = code.as_str().expect("a code");
    let platform_at = installation.address();
    let dice = Dice::new(11);
    let mut recorded: HashSet<Uuid> = HashSet::new();
    let line = ["--platform", &platform_at, "--code", code];
    let mut gate: Process = installation.gate(&line).await;
    all_sent(&installation).await;
    for round in 0..KILLS {
        let codes = passes(&site).await;
        let kiosk = tokio::spawn(pass_until_cut(installation.kiosk(), codes));
        tokio::time::sleep(moment(&dice)).await;
        if round % 3 == 2 {
            platform.kill();
            tokio::time::sleep(moment(&dice)).await;
            platform = installation.serve().await;
        }
        gate.kill();
        let answered = kiosk.await.expect("a kiosk that goes on");
        // Whoever shows the same code again within seconds is told the same passage again.
        recorded.extend(answered);
        gate = installation.gate(&[]).await;
    }
    all_sent(&installation).await;
    assert!(
        recorded.len() >= KILLS,
        "the test did some work: {} passages",
        recorded.len()
    );
    let rows = site
        .manager
        .all(&format!("/api/passages?site={}&", site.id))
        .await;
    let kept: Vec<Uuid> = rows.iter().map(id_of).collect();
    let once: HashSet<Uuid> = kept.iter().copied().collect();
    assert_eq!(kept.len(), once.len(), "none is there twice");
    assert!(
        recorded.is_subset(&once),
        "none that was told to be recorded is lost"
    );
    assert!(
        gate.stop().success() && platform.stop().success(),
        "both stop cleanly when told to"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn no_acknowledged_declaration_is_lost_or_doubled_on_sqlite() {
    platform_killed_while_workers_declare(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_acknowledged_declaration_is_lost_or_doubled_on_postgres() {
    platform_killed_while_workers_declare(Engine::Postgres).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_recorded_passage_is_lost_or_doubled_on_sqlite() {
    gate_and_platform_killed_while_people_pass(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn no_recorded_passage_is_lost_or_doubled_on_postgres() {
    gate_and_platform_killed_while_people_pass(Engine::Postgres).await;
}
