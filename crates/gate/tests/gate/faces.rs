//! Real faces before the camera.

use domain::declaration::Tenths;
use domain::reason::Cause;
use serde_json::{Value, json};

use crate::support::people::{held, pass, with_face, worker};
use crate::support::pictures::{FRANCK, FRANCK_ENROLLED, file, wall};
use crate::support::world::World;

fn franck() -> Vec<Vec<u8>> {
    FRANCK.iter().map(|name| file(name)).collect()
}

fn code(answer: &Value) -> &Value {
    &answer["grounds"][0]["code"]
}

#[tokio::test(flavor = "multi_thread")]
async fn an_enrolled_worker_who_walks_up_passes() {
    let world = World::with_faces([with_face(worker(1), &FRANCK_ENROLLED), worker(2)]).await;
    let mut kiosk = world.kiosk().await;
    let answer = kiosk.show(&franck()).await.expect("an answer");
    assert_eq!(
        (&answer["answer"], &answer["way"]),
        (&json!("pass"), &json!("face"))
    );
    assert_eq!(answer["shown_name"], "王*1");
    assert_eq!(answer["recorded"], true);
    assert!(answer["took_ms"].as_f64().is_some_and(|took| took > 0.0));
}

#[tokio::test(flavor = "multi_thread")]
async fn each_frame_tells_its_box_and_how_long_each_step_took() {
    let world = World::with_faces([with_face(worker(1), &FRANCK_ENROLLED)]).await;
    let mut kiosk = world.kiosk().await;
    let reply = kiosk.frame(&franck()[0]).await;
    assert_eq!((&reply["seq"], &reply["ask"]), (&json!(1), &Value::Null));
    let bounds: Vec<f64> = serde_json::from_value(reply["box"].clone()).expect("four numbers");
    assert!(
        bounds.len() == 4 && bounds.iter().all(|side| (0.0..1.0).contains(side)),
        "{bounds:?}"
    );
    for stage in ["decode", "detect", "align", "liveness", "embed", "search"] {
        assert!(
            reply["ms"][stage].as_f64().is_some_and(|ms| ms > 0.0),
            "{stage}: {reply}"
        );
    }
    assert_eq!(kiosk.frame(&wall()).await["ask"], "no_face");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_is_refused_without_a_name() {
    let world = World::with_faces([with_face(worker(1), &["bieber_small.jpg"]), worker(2)]).await;
    let answer = world.kiosk().await.show(&franck()).await.expect("an answer");
    assert_eq!(
        (&answer["answer"], code(&answer)),
        (&json!("refuse"), &json!("not_recognised"))
    );
    assert_eq!(
        (&answer["shown_name"], &answer["crew"]),
        (&Value::Null, &Value::Null)
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_of_an_enrolled_face_does_not_pass() {
    let world = World::with_faces([with_face(worker(1), &["joconde.jpg"])]).await;
    let answer = world
        .kiosk()
        .await
        .show(&[file("joconde.jpg")])
        .await
        .expect("an answer");
    assert_eq!(
        (&answer["answer"], code(&answer)),
        (&json!("hold"), &json!("not_live"))
    );
    assert_eq!(answer["shown_name"], Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn someone_who_stays_is_answered_once_until_the_verdict_changes() {
    let cleared = with_face(worker(1), &FRANCK_ENROLLED);
    let world = World::with_faces([cleared.clone()]).await;
    let mut kiosk = world.kiosk().await;
    let first = kiosk.show(&franck()).await.expect("an answer");
    assert_eq!(first["answer"], "pass");
    assert!(kiosk.show(&franck()).await.is_none(), "he still stands there");

    let fever = Cause::Fever {
        temperature: Tenths(379),
    };
    world.platform.books().put(held(cleared, fever));
    world.synced().await;
    assert!(kiosk.show(&franck()).await.is_none(), "not within five seconds");
    world.clock.move_by(jiff::SignedDuration::from_secs(5));
    kiosk.heard();
    let second = kiosk.show(&franck()).await.expect("another answer");
    assert_eq!(
        (&second["answer"], code(&second)),
        (&json!("hold"), &json!("fever"))
    );
    assert_eq!(second["say"]["zh"], "请先复测体温");
}

#[tokio::test(flavor = "multi_thread")]
async fn someone_who_left_the_view_is_answered_anew() {
    let world = World::with_faces([with_face(worker(1), &FRANCK_ENROLLED)]).await;
    let mut kiosk = world.kiosk().await;
    let first = kiosk.show(&franck()).await.expect("an answer");
    world.clock.move_by(jiff::SignedDuration::from_secs(2));
    kiosk.frame(&wall()).await;
    kiosk.frame(&wall()).await;
    let second = kiosk.show(&franck()).await.expect("an answer");
    assert_eq!(second["answer"], "pass");
    assert_ne!(first["passage"], second["passage"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_withdrawn_face_is_known_no_more_and_its_owner_passes_by_code() {
    let enrolled = with_face(worker(1), &FRANCK_ENROLLED);
    let vector = enrolled.template.clone().expect("a face").vector;
    let world = World::with_faces([enrolled, worker(2)]).await;
    let mut kiosk = world.kiosk().await;
    kiosk.gate("one face", |gate| gate["faces"] == 1).await;
    assert_eq!(kiosk.show(&franck()).await.expect("an answer")["answer"], "pass");

    world.platform.books().put(worker(1));
    kiosk.gate("no face", |gate| gate["faces"] == 0).await;
    world.clock.move_by(jiff::SignedDuration::from_secs(6));
    let face = kiosk.show(&franck()).await.expect("an answer");
    assert_eq!(
        (&face["answer"], &face["shown_name"]),
        (&json!("refuse"), &Value::Null)
    );
    let by_code = kiosk.code(&pass(1, world.after(120))).await;
    assert_eq!(by_code["answer"], "pass");
    let held = std::fs::read(world.folder.path().join("gate.redb")).expect("the state file");
    assert!(!held.windows(64).any(|bytes| bytes == &vector.as_bytes()[..64]));
}

#[tokio::test(flavor = "multi_thread")]
async fn without_the_models_the_gate_says_so_and_goes_on_by_code() {
    let world = World::with([with_face(worker(1), &FRANCK_ENROLLED)]).await;
    let mut kiosk = world.kiosk().await;
    let gate = kiosk
        .gate("faces are off", |gate| {
            gate["faces"] == 0 && !gate["camera_note"].is_null()
        })
        .await;
    assert_eq!(gate["camera_note"]["zh"], "人脸识别没有开，请扫码或报身份证号");
    assert!(kiosk.show(&franck()).await.is_none(), "no face is judged");
    assert_eq!(kiosk.code(&pass(1, world.after(120))).await["answer"], "pass");
}
