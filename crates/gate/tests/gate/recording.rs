//! Passages: on the disk before they are shown as recorded, at the platform once each.

use serde_json::json;

use crate::support::disk::MemoryDisk;
use crate::support::people::{identity_number, pass, worker};
use crate::support::world::World;

#[tokio::test(flavor = "multi_thread")]
async fn a_receipt_lost_on_the_way_doubles_nothing() {
    let world = World::with([worker(1), worker(2)]).await;
    world.platform.books().loses_receipts = true;
    let mut kiosk = world.kiosk().await;
    kiosk.code(&pass(1, world.after(120))).await;
    world
        .platform
        .until("it arrives", |books| books.passages.len() == 1)
        .await;
    kiosk.code(&pass(2, world.after(120))).await;
    world
        .platform
        .until("both arrive", |books| books.passages.len() == 2)
        .await;
    kiosk.gate("both are kept", |gate| gate["queue"] == 2).await;
    world.platform.books().loses_receipts = false;
    kiosk.gate("both are receipted", |gate| gate["queue"] == 0).await;
    assert_eq!(world.platform.books().passages.len(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_passage_that_the_platform_disowns_holds_up_no_other() {
    let world = World::with([worker(1), worker(2)]).await;
    world.platform.books().disowns = true;
    let mut kiosk = world.kiosk().await;
    kiosk.code(&pass(1, world.after(120))).await;
    kiosk.gate("it is laid by", |gate| gate["queue"] == 0).await;
    assert!(world.platform.books().passages.is_empty());
    world.platform.books().disowns = false;
    let next = kiosk.code(&pass(2, world.after(120))).await;
    world
        .platform
        .until("the next arrives", |books| books.passages.len() == 1)
        .await;
    assert_eq!(json!(world.platform.books().passages[0].id), next["passage"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn while_the_disk_is_full_nobody_passes_and_nothing_is_shown_as_recorded() {
    let mut world = World::with([worker(1)]).await;
    world.stop().await;
    let disk = MemoryDisk::default();
    world.start_on(Box::new(disk.clone())).await;
    world.synced().await;
    let mut kiosk = world.kiosk().await;

    disk.set_full(true);
    let held = kiosk.number(&identity_number(1)).await;
    assert_eq!(
        (&held["answer"], &held["recorded"]),
        (&json!("hold"), &json!(false))
    );
    assert_eq!(held["grounds"][0]["code"], "not_recorded");
    world.clock.move_by(jiff::SignedDuration::from_secs(1));
    let refused = kiosk.number(&identity_number(7)).await;
    assert_eq!(
        (&refused["answer"], &refused["recorded"]),
        (&json!("refuse"), &json!(false))
    );

    disk.set_full(false);
    world.clock.move_by(jiff::SignedDuration::from_secs(6));
    let passed = kiosk.number(&identity_number(1)).await;
    assert_eq!(
        (&passed["answer"], &passed["recorded"]),
        (&json!("pass"), &json!(true))
    );
    world
        .platform
        .until("all three arrive", |books| books.passages.len() == 3)
        .await;
    let books = world.platform.books();
    let answers: Vec<_> = books
        .passages
        .iter()
        .map(|passage| passage.answer.word())
        .collect();
    assert_eq!(
        answers,
        ["hold", "refuse", "pass"],
        "as they were answered in the end"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn who_is_barred_while_the_disk_is_full_is_barred_at_once() {
    let mut world = World::with([worker(1), worker(2)]).await;
    world.stop().await;
    let disk = MemoryDisk::default();
    world.start_on(Box::new(disk.clone())).await;
    world.synced().await;
    disk.set_full(true);
    world.platform.books().remove(crate::support::people::person(2));
    let mut kiosk = world.kiosk().await;
    kiosk.gate("one is left", |gate| gate["people"] == 1).await;
    disk.set_full(false);
    // The file is mended by fetching everything anew, a minute later.
    world.clock.move_by(jiff::SignedDuration::from_secs(61));
    let asked = world.platform.books().asked_since.len();
    world
        .platform
        .until("everything is asked for", |books| {
            books.asked_since[asked..].contains(&0)
        })
        .await;
    world.synced().await;
    world.stop().await;
    world.platform.cut();
    world.start_on(Box::new(MemoryDisk::with(disk.bytes()))).await;
    let gate = world.kiosk().await.gate("a state", |_| true).await;
    assert_eq!(gate["people"], 1);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gate_whose_state_file_cannot_be_written_does_not_start_and_says_what_to_check() {
    let world = World::with([worker(1)]).await;
    let mut config = world.config();
    // A folder in the file's place: it cannot be written, whoever asks.
    config.state_file = world.folder.path().to_owned();
    let entropy = std::sync::Arc::new(crate::support::clock::Repeated(1.into()));
    let shutdown = tokio_util::sync::CancellationToken::new();
    let started = gate::start(config, world.clock.clone(), entropy, shutdown).await;
    let error = started.err().expect("it cannot start").to_string();
    assert!(
        error.contains("state file") && error.contains("may be written"),
        "{error}"
    );
}
