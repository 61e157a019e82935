//! Claims: a number anyone may know, and rosters too large to find people by their face alone. The face of whom
//! it is said to be has to agree.

use domain::declaration::Tenths;
use domain::passage::Way;
use domain::reason::Cause;
use jiff::SignedDuration;
use serde_json::{Value, json};

use crate::support::people::{held, identity_number, pass, person, with_face, with_made_face, worker};
use crate::support::pictures::{FRANCK_ENROLLED, franck, wall};
use crate::support::world::World;

/// The man of the video as number 1, and someone of whom the gate has another face as number 2.
async fn two_with_faces() -> World {
    World::with_faces([
        with_face(worker(1), &FRANCK_ENROLLED),
        with_made_face(worker(2), 777),
    ])
    .await
}

fn said(answer: &Value) -> (&str, &str, &str) {
    let (word, code, way) = (&answer["answer"], &answer["grounds"][0]["code"], &answer["way"]);
    let text = [word, code, way].map(|value| value.as_str().unwrap_or_default());
    text.into()
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_types_their_number_shows_their_face_and_passes() {
    let world = two_with_faces().await;
    let mut kiosk = world.kiosk().await;
    kiosk.type_number(&identity_number(1)).await;
    let claim = kiosk.next("claim").await;
    assert_eq!(
        (&claim["wants"], &claim["text"]["zh"]),
        (&json!("face"), &json!("请看镜头，核对一下是不是本人"))
    );
    let answer = kiosk.show(&franck()).await.expect("an answer");
    assert_eq!(said(&answer), ("pass", "clear", "face"));
    assert_eq!(answer["shown_name"], "王*1");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_colleagues_number_lets_nobody_in() {
    let world = two_with_faces().await;
    let mut kiosk = world.kiosk().await;
    kiosk.type_number(&identity_number(2)).await;
    kiosk.next("claim").await;
    let answer = kiosk.show(&franck()).await.expect("an answer");
    assert_eq!(said(&answer), ("hold", "face_not_agreed", "number"));
    assert_eq!(
        answer["shown_name"], "王*2",
        "for the guard, who compares the card"
    );
    let passage = answer["passage"].as_str().expect("an id").to_owned();
    world
        .platform
        .until("it is on record as a number that no face bore out", |books| {
            books.passages.iter().any(|known| {
                known.id.to_string() == passage && (known.person, known.way) == (Some(person(2)), Way::Number)
            })
        })
        .await;
    kiosk.stands(&world.clock, 3, &franck()).await;
    assert!(kiosk.heard().is_empty(), "the guard's answer stands");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_claim_that_is_cancelled_once_another_face_was_seen_is_on_record() {
    let world = two_with_faces().await;
    let mut kiosk = world.kiosk().await;
    kiosk.type_number(&identity_number(2)).await;
    kiosk.next("claim").await;
    kiosk.frame(&franck()[0]).await;
    kiosk.say(&json!({ "type": "cancel" })).await;
    assert_eq!(
        said(&kiosk.next("answer").await),
        ("hold", "face_not_agreed", "number")
    );
    kiosk.type_number(&identity_number(2)).await;
    kiosk.next("claim").await;
    kiosk.say(&json!({ "type": "cancel" })).await;
    kiosk.type_number("4401").await;
    assert_eq!(
        kiosk.next("problem").await["code"],
        "number",
        "where nobody was seen there is nothing to write down"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_typed_with_nobody_before_the_camera_is_a_hold_when_the_time_is_over() {
    let world = two_with_faces().await;
    let mut kiosk = world.kiosk().await;
    kiosk.type_number(&identity_number(1)).await;
    kiosk.next("claim").await;
    world.clock.move_by(SignedDuration::from_secs(15));
    let answer = kiosk.next("answer").await;
    assert_eq!(said(&answer), ("hold", "face_not_agreed", "number"));
    assert_eq!(answer["say"]["zh"], "没看出是本人，请门卫核对证件");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_typed_where_there_is_no_camera_is_the_guards_to_check_at_once() {
    let world = two_with_faces().await;
    let mut kiosk = world.kiosk().await;
    let number =
        json!({ "type": "number", "kind": "resident_id", "number": identity_number(1), "camera": false });
    kiosk.say(&number).await;
    let answer = kiosk.next("answer").await;
    assert_eq!(said(&answer), ("hold", "face_not_agreed", "number"));
    assert_eq!(
        answer["shown_name"], "王*1",
        "for the guard, who compares the card"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_set_back_while_a_face_is_waited_for_ends_in_a_hold() {
    let world = two_with_faces().await;
    let mut kiosk = world.kiosk().await;
    kiosk.type_number(&identity_number(1)).await;
    kiosk.next("claim").await;
    world.clock.move_by(SignedDuration::from_secs(-60));
    let answer = kiosk.next("answer").await;
    assert_eq!(said(&answer), ("hold", "face_not_agreed", "number"));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_typed_behind_someone_who_just_passed_opens_nothing() {
    let world = two_with_faces().await;
    let mut kiosk = world.kiosk().await;
    assert_eq!(kiosk.show(&franck()).await.expect("an answer")["answer"], "pass");
    kiosk.type_number(&identity_number(1)).await;
    kiosk.next("claim").await;
    world.clock.move_by(SignedDuration::from_secs(15));
    assert_eq!(kiosk.next("answer").await["answer"], "hold");
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_held_is_told_so_by_number_without_showing_a_face() {
    let fever = Cause::Fever {
        temperature: Tenths(379),
    };
    let world = World::with_faces([held(with_face(worker(1), &FRANCK_ENROLLED), fever)]).await;
    let answer = world.kiosk().await.number(&identity_number(1)).await;
    assert_eq!(said(&answer), ("hold", "standing", "number"));
}

#[tokio::test(flavor = "multi_thread")]
async fn who_withdraws_or_leaves_while_their_face_is_waited_for_is_judged_without_it() {
    let world = two_with_faces().await;
    let mut kiosk = world.kiosk().await;
    kiosk.type_number(&identity_number(1)).await;
    kiosk.next("claim").await;
    world.platform.books().put(worker(1));
    assert_eq!(
        said(&kiosk.next("answer").await),
        ("pass", "card_asked", "number")
    );

    kiosk.type_number(&identity_number(2)).await;
    kiosk.next("claim").await;
    world.platform.books().remove(person(2));
    assert_eq!(
        said(&kiosk.next("answer").await),
        ("refuse", "not_of_this_site", "number")
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn the_next_person_is_known_once_a_claim_is_over() {
    let world = two_with_faces().await;
    let mut kiosk = world.kiosk().await;
    kiosk.type_number(&identity_number(2)).await;
    kiosk.next("claim").await;
    world.clock.move_by(SignedDuration::from_secs(15));
    kiosk.next("answer").await;
    assert_eq!(
        kiosk.show(&franck()).await.expect("an answer")["shown_name"],
        "王*1"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn where_faces_cannot_be_compared_a_number_is_the_guards_to_check_and_a_code_passes() {
    // Without models, and with the line cut: the roster says that there is a face.
    let mut world = World::with([with_made_face(worker(1), 1), worker(2)]).await;
    world.platform.cut();
    let mut kiosk = world.kiosk().await;
    let answer = kiosk.number(&identity_number(1)).await;
    assert_eq!(said(&answer), ("hold", "face_not_agreed", "number"));
    let answer = kiosk.number(&identity_number(2)).await;
    assert_eq!(said(&answer), ("pass", "card_asked", "number"));
    world.clock.move_by(SignedDuration::from_secs(6));
    let answer = kiosk.code(&pass(1, world.after(120))).await;
    assert_eq!(said(&answer), ("pass", "clear", "qr"));
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
async fn a_face_found_before_the_camera_went_dark_confirms_no_number_typed_later() {
    let world = among(600).await;
    let mut kiosk = world.kiosk().await;
    assert_eq!(kiosk.show(&franck()).await.expect("a question")["type"], "claim");
    world.clock.move_by(SignedDuration::from_secs(2));
    kiosk.heard();
    kiosk.type_number(&identity_number(1)).await;
    assert_eq!(kiosk.next("claim").await["wants"], "face");
    let answer = kiosk.show(&franck()).await.expect("an answer");
    assert_eq!(said(&answer), ("pass", "clear", "face"));
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
    assert!(kiosk.show(&franck()).await.is_none(), "he is not asked again");
    kiosk.say(&json!({ "type": "cancel" })).await;
    assert!(kiosk.show(&franck()).await.is_none(), "nor for closing the keys");
    world.clock.move_by(SignedDuration::from_secs(3));
    kiosk.frame(&wall()).await;
    assert_eq!(kiosk.show(&franck()).await.expect("a question")["wants"], "sign");
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
    assert_eq!(said(&answer), ("hold", "face_not_agreed", "qr"));
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
