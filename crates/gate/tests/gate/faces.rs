//! Real faces before the camera.

use domain::declaration::Tenths;
use domain::reason::Cause;
use serde_json::{Value, json};

use crate::support::kiosk::Kiosk;
use crate::support::people::{held, pass, with_face, worker};
use crate::support::pictures::{FRANCK_ENROLLED, file, franck, wall};
use crate::support::world::World;

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
        (&json!("hold"), &json!("standing"))
    );
    assert_eq!(second["say"]["zh"], "请找现场管理员复测体温");
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

/// What was said while someone stood before the camera for so many half seconds.
async fn told(world: &World, kiosk: &mut Kiosk, half_seconds: usize, frames: &[Vec<u8>]) -> Vec<String> {
    kiosk.stands(&world.clock, half_seconds, frames).await;
    let codes = kiosk.heard().into_iter();
    codes
        .map(|said| code(&said).as_str().unwrap_or_default().to_owned())
        .collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_who_stays_is_refused_once_and_anew_when_they_come_back() {
    let world = World::with_faces([with_face(worker(1), &["bieber_small.jpg"])]).await;
    let mut kiosk = world.kiosk().await;
    assert_eq!(told(&world, &mut kiosk, 40, &franck()).await, ["not_recognised"]);
    assert!(told(&world, &mut kiosk, 1, &[wall()]).await.is_empty());
    assert!(
        told(&world, &mut kiosk, 20, &franck()).await.is_empty(),
        "missed in a frame, he had not left"
    );
    assert!(told(&world, &mut kiosk, 6, &[wall()]).await.is_empty());
    assert_eq!(told(&world, &mut kiosk, 20, &franck()).await, ["not_recognised"]);
    world
        .platform
        .until("one visit is one refusal", |books| books.passages.len() == 2)
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_stranger_who_follows_another_at_once_is_refused_as_well() {
    let world = World::with_faces([with_face(worker(1), &["bieber_small.jpg"])]).await;
    let mut kiosk = world.kiosk().await;
    assert_eq!(told(&world, &mut kiosk, 20, &franck()).await, ["not_recognised"]);
    assert_eq!(
        told(&world, &mut kiosk, 20, &[file("cage.jpg")]).await,
        ["not_recognised"]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_held_there_and_a_face_between_two_are_held_once() {
    let world = World::with_faces([
        with_face(worker(1), &FRANCK_ENROLLED),
        with_face(worker(2), &FRANCK_ENROLLED),
    ])
    .await;
    let mut kiosk = world.kiosk().await;
    assert_eq!(
        told(&world, &mut kiosk, 40, &[file("joconde.jpg")]).await,
        ["not_live"]
    );
    told(&world, &mut kiosk, 6, &[wall()]).await;
    assert_eq!(told(&world, &mut kiosk, 40, &franck()).await, ["unsure"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_known_face_missed_in_a_frame_is_not_answered_twice() {
    let world = World::with_faces([with_face(worker(1), &FRANCK_ENROLLED)]).await;
    let mut kiosk = world.kiosk().await;
    assert_eq!(told(&world, &mut kiosk, 20, &franck()).await, ["clear"]);
    told(&world, &mut kiosk, 1, &[wall()]).await;
    assert!(told(&world, &mut kiosk, 20, &franck()).await.is_empty());
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_passed_by_code_is_not_called_a_stranger_for_having_no_face_here() {
    let world = World::with_faces([worker(1)]).await;
    let mut kiosk = world.kiosk().await;
    kiosk.stands(&world.clock, 2, &franck()).await;
    assert_eq!(kiosk.code(&pass(1, world.after(120))).await["answer"], "pass");
    assert!(told(&world, &mut kiosk, 20, &franck()).await.is_empty());
    assert_eq!(
        told(&world, &mut kiosk, 20, &[file("cage.jpg")]).await,
        ["not_recognised"],
        "someone else who follows them is"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_roster_that_was_emptied_knows_nobody_and_a_clock_set_back_changes_nothing() {
    let world = World::with_faces([with_face(worker(1), &FRANCK_ENROLLED)]).await;
    let mut kiosk = world.kiosk().await;
    assert_eq!(told(&world, &mut kiosk, 20, &franck()).await, ["clear"]);
    world.clock.move_by(jiff::SignedDuration::from_mins(-3));
    assert_eq!(
        told(&world, &mut kiosk, 20, &franck()).await,
        ["clear"],
        "a new visit by the clock"
    );
    world.platform.books().remove(crate::support::people::person(1));
    world.synced().await;
    kiosk.stands(&world.clock, 20, &franck()).await;
    let said = kiosk.heard();
    assert_eq!(said.len(), 1, "{said:?}");
    assert_eq!(
        (&said[0]["answer"], code(&said[0])),
        (&json!("refuse"), &json!("not_recognised"))
    );
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
