//! Pass codes: read from a hand scanner or held before the camera.

use domain::reason::Cause;
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use seal::Signer;
use serde_json::json;

use crate::support::people::{held, pass, signed_pass, worker};
use crate::support::pictures::{phone_with, wall};
use crate::support::world::World;

#[tokio::test(flavor = "multi_thread")]
async fn a_clear_worker_passes_by_code_and_is_recorded() {
    let world = World::with([worker(1)]).await;
    let mut kiosk = world.kiosk().await;
    let answer = kiosk.code(&pass(1, world.after(120))).await;
    assert_eq!(answer["answer"], "pass");
    assert_eq!(answer["shown_name"], "王*1");
    assert_eq!(answer["crew"], "木工班");
    assert_eq!(answer["way"], "qr");
    assert_eq!(answer["recorded"], true);
    assert_eq!(answer["say"]["zh"], "请进");
    assert_eq!(answer["grounds"][0]["code"], "clear");
    let passage = answer["passage"].as_str().expect("an id").to_owned();
    world
        .platform
        .until("the passage arrives", |books| {
            books.passages.iter().any(|known| known.id.to_string() == passage)
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_without_a_declaration_is_held_and_shown_where_to_declare() {
    let world = World::with([held(worker(1), Cause::NoDeclaration)]).await;
    let answer = world.kiosk().await.code(&pass(1, world.after(120))).await;
    assert_eq!(answer["answer"], "hold");
    assert_eq!(answer["grounds"][0]["code"], "no_declaration");
    assert_eq!(answer["show_declare_qr"], true);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_out_of_date_holds_and_a_forged_one_is_refused() {
    let world = World::with([worker(1)]).await;
    let mut kiosk = world.kiosk().await;
    let late = kiosk.code(&pass(1, world.after(-31))).await;
    assert_eq!(
        (&late["answer"], &late["grounds"][0]["code"]),
        (&json!("hold"), &json!("code_expired"))
    );
    let forged = signed_pass(&Signer::from_bytes(&[3; 32]), 1, world.after(120));
    let forged = kiosk.code(&forged).await;
    assert_eq!(
        (&forged["answer"], &forged["grounds"][0]["code"]),
        (&json!("refuse"), &json!("code_invalid"))
    );
    assert_eq!(forged["shown_name"], json!(null));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_of_someone_of_another_site_is_refused() {
    let world = World::with([worker(1)]).await;
    let answer = world.kiosk().await.code(&pass(2, world.after(120))).await;
    assert_eq!(answer["answer"], "refuse");
    assert_eq!(answer["grounds"][0]["code"], "not_of_this_site");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_shown_twice_at_once_lets_in_once() {
    let world = World::with([worker(1)]).await;
    let mut kiosk = world.kiosk().await;
    let code = pass(1, world.after(120));
    let first = kiosk.code(&code).await;
    assert_eq!(first["answer"], "pass");
    kiosk.say(&json!({ "type": "code", "text": code })).await;
    assert_eq!(kiosk.next("problem").await["code"], "passed_already");
    world.clock.move_by(jiff::SignedDuration::from_secs(6));
    let later = kiosk.code(&code).await;
    assert_ne!(
        first["passage"], later["passage"],
        "six seconds later it is another passing"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_held_before_the_camera_is_read_once() {
    let world = World::with_faces([worker(1)]).await;
    let mut kiosk = world.kiosk().await;
    assert!(kiosk.show(&[wall()]).await.is_none(), "a wall says nothing");
    let phone = phone_with(&pass(1, world.after(120)));
    let answer = kiosk.show(std::slice::from_ref(&phone)).await.expect("an answer");
    assert_eq!(
        (&answer["answer"], &answer["way"]),
        (&json!("pass"), &json!("qr"))
    );
    assert!(
        kiosk.show(&[phone]).await.is_none(),
        "held longer, it is not answered again"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn codes_that_are_no_pass_are_left_alone_in_the_picture() {
    let world = World::with([worker(1)]).await;
    let poster = phone_with("https://example.org/a/poster/on/the/wall");
    assert!(world.kiosk().await.show(&[poster]).await.is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn no_text_but_a_signed_code_in_time_ever_passes() {
    let world = World::with([worker(1)]).await;
    let mut kiosk = world.kiosk().await;
    let good = pass(1, world.after(120));
    let at = world.now();
    let mut texts = Vec::new();
    let strategy = prop_oneof![
        "\\PC{0,200}",
        "SW1\\.[0-9a-f]{32}\\.[0-9]{1,12}\\.[A-Za-z0-9_-]{0,90}",
        (0..good.len(), any::<u8>()).prop_filter_map("a change", {
            let good = good.clone();
            move |(place, byte)| {
                let mut bytes = good.clone().into_bytes();
                bytes[place] = byte;
                String::from_utf8(bytes).ok().filter(|text| text.trim() != good)
            }
        }),
        (31_i64..10_000_000).prop_map(move |age| pass(1, at - jiff::SignedDuration::from_secs(age))),
    ];
    let mut runner = TestRunner::deterministic();
    for _ in 0..200 {
        texts.push(strategy.new_tree(&mut runner).expect("a text").current());
    }
    for text in texts {
        // Ten bad codes a minute are looked at; here they come more slowly.
        world.clock.move_by(jiff::SignedDuration::from_secs(7));
        let answer = kiosk.code(&text).await;
        assert_ne!(answer["answer"], "pass", "{text:?}");
        assert_eq!(answer["shown_name"], json!(null), "{text:?}");
    }
}

#[tokio::test]
async fn bad_codes_one_after_another_are_no_longer_looked_at_nor_recorded() {
    let world = World::with([worker(1)]).await;
    let mut kiosk = world.kiosk().await;
    for _ in 0..10 {
        assert_eq!(kiosk.code("https://example.com").await["answer"], "refuse");
    }
    kiosk
        .say(&json!({ "type": "code", "text": "https://example.com" }))
        .await;
    assert_eq!(kiosk.next("problem").await["code"], "too_many");
    assert_eq!(
        kiosk.code(&pass(1, world.after(60))).await["answer"],
        "pass",
        "a good code always is"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_past_its_time_shown_again_and_again_does_not_fill_the_record() {
    let world = World::with([worker(1)]).await;
    let mut kiosk = world.kiosk().await;
    let stale = pass(1, world.after(-31));
    for _ in 0..30 {
        assert_eq!(kiosk.code(&stale).await["answer"], "hold");
    }
    kiosk.say(&json!({ "type": "code", "text": stale })).await;
    assert_eq!(kiosk.next("problem").await["code"], "too_many");
    assert_eq!(kiosk.code(&pass(1, world.after(120))).await["answer"], "pass");
}
