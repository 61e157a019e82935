//! Rosters too large to find people by their face alone: a second sign confirms, or comes first.

use serde_json::{Value, json};

use crate::support::people::{identity_number, pass, with_face, with_made_face, worker};
use crate::support::pictures::{FRANCK, FRANCK_ENROLLED, file};
use crate::support::world::World;

fn franck() -> Vec<Vec<u8>> {
    FRANCK.iter().map(|name| file(name)).collect()
}

/// The man of the video as number 1 among so many others.
async fn among(others: u32) -> World {
    let crowd = (0..others).map(|seed| {
        let mut entry = with_made_face(worker(2), seed + 1);
        entry.person = crate::support::people::person(10_000 + seed);
        entry.document_index = format!("{seed:064x}");
        entry
    });
    World::with_faces(
        [with_face(worker(1), &FRANCK_ENROLLED), worker(2)]
            .into_iter()
            .chain(crowd),
    )
    .await
}

#[tokio::test(flavor = "multi_thread")]
async fn on_a_middling_roster_the_face_finds_and_a_code_confirms() {
    let world = among(600).await;
    let mut kiosk = world.kiosk().await;
    assert_eq!(kiosk.gate("a state", |_| true).await["needs_claim"], false);
    let claim = kiosk.show(&franck()).await.expect("a question");
    assert_eq!(claim["type"], "claim");
    assert!(kiosk.show(&franck()).await.is_none(), "asked once");
    let answer = kiosk.code(&pass(1, world.after(120))).await;
    assert_eq!(
        (&answer["answer"], &answer["way"]),
        (&json!("pass"), &json!("face"))
    );
    assert_eq!(answer["shown_name"], "王*1");
}

#[tokio::test(flavor = "multi_thread")]
async fn on_a_large_roster_the_claim_comes_first_and_the_face_agrees() {
    let world = among(5_000).await;
    let mut kiosk = world.kiosk().await;
    assert_eq!(kiosk.gate("a state", |_| true).await["needs_claim"], true);
    assert_eq!(kiosk.show(&franck()).await.expect("a question")["type"], "claim");
    kiosk.type_number(&identity_number(1)).await;
    assert_eq!(
        kiosk.next("claim").await["text"]["zh"],
        "请看镜头，核对一下是不是本人"
    );
    let answer = kiosk.show(&franck()).await.expect("an answer");
    assert_eq!(
        (&answer["answer"], &answer["way"]),
        (&json!("pass"), &json!("face"))
    );
    assert_eq!(answer["shown_name"], "王*1");
}

#[tokio::test(flavor = "multi_thread")]
async fn someone_elses_code_does_not_open_for_a_face_that_does_not_agree() {
    let world = among(5_000).await;
    let mut kiosk = world.kiosk().await;
    let mut someone = with_made_face(worker(3), 777);
    someone.person = crate::support::people::person(3);
    world.platform.books().put(someone);
    world.synced().await;
    kiosk.heard();
    kiosk
        .say(&json!({ "type": "code", "text": pass(3, world.after(120)) }))
        .await;
    kiosk.next("claim").await;
    let answer = kiosk.show(&franck()).await.expect("an answer");
    assert_eq!(
        (&answer["answer"], &answer["shown_name"]),
        (&json!("refuse"), &Value::Null)
    );
    assert_eq!(answer["grounds"][0]["code"], "not_recognised");
}

#[tokio::test(flavor = "multi_thread")]
async fn someone_without_a_face_passes_by_code_on_any_roster() {
    let world = among(5_000).await;
    let answer = world.kiosk().await.code(&pass(2, world.after(120))).await;
    assert_eq!(
        (&answer["answer"], &answer["way"]),
        (&json!("pass"), &json!("qr"))
    );
}
