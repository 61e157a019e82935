//! The line is cut: the gate goes on, says so, and stops by itself where it was told to.

use domain::reason::Cause;
use jiff::SignedDuration;
use serde_json::json;

use crate::support::clock::morning;
use crate::support::people::{identity_number, pass, segment, worker};
use crate::support::platform::GATE;
use crate::support::world::World;

#[tokio::test(flavor = "multi_thread")]
async fn with_the_line_cut_the_gate_decides_and_tells_how_old_its_roster_is() {
    let mut world = World::with([worker(1)]).await;
    let mut kiosk = world.kiosk().await;
    world.platform.cut();
    kiosk
        .gate("the line is down", |gate| gate["line"] == "down")
        .await;
    world.clock.move_by(SignedDuration::from_hours(3));
    let gate = kiosk
        .gate("three hours old", |gate| gate["roster_age_seconds"] == 3 * 3600)
        .await;
    assert_eq!(gate["stale"], false);
    let answer = kiosk.code(&pass(1, world.after(120))).await;
    assert_eq!(
        (&answer["answer"], &answer["recorded"]),
        (&json!("pass"), &json!(true))
    );
    kiosk.gate("one waits", |gate| gate["queue"] == 1).await;
    assert!(world.platform.books().passages.is_empty());

    world.platform.mend().await;
    kiosk
        .gate("sent", |gate| gate["line"] == "up" && gate["queue"] == 0)
        .await;
    let books = world.platform.books();
    assert_eq!(books.passages.len(), 1);
    assert_eq!(json!(books.passages[0].id), answer["passage"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_without_a_line_follows_each_persons_forecast_and_loses_no_passage() {
    let midnight = morning() + SignedDuration::from_hours(16);
    let mut today = worker(1);
    today.forecast.push(segment(midnight, Some(Cause::NoDeclaration)));
    let mut world = World::with([today]).await;
    world.platform.books().stale_after_hours = 24;
    world.platform.books().put(worker(2));
    world.synced().await;
    world.platform.cut();
    let mut kiosk = world.kiosk().await;
    kiosk
        .gate("the line is down", |gate| gate["line"] == "down")
        .await;
    let mut given = Vec::new();
    for hour in 0..30 {
        for number in [1, 2] {
            let answer = kiosk.code(&pass(number, world.after(120))).await;
            // Worker 2 comes half an hour after worker 1.
            let expected = match (number, hour) {
                (1, 25..) | (2, 24..) => ("hold", "roster_too_old"),
                (1, 16..) => ("hold", "no_declaration"),
                _ => ("pass", "clear"),
            };
            let codes: Vec<_> = answer["grounds"]
                .as_array()
                .expect("grounds")
                .iter()
                .map(|g| &g["code"])
                .collect();
            assert_eq!(answer["answer"], expected.0, "hour {hour}, worker {number}");
            assert!(
                codes.contains(&&json!(expected.1)),
                "hour {hour}, worker {number}: {codes:?}"
            );
            assert_eq!(answer["recorded"], true);
            given.push(answer["passage"].clone());
            world.clock.move_by(SignedDuration::from_mins(30));
        }
    }
    kiosk
        .gate("stale", |gate| {
            gate["stale"] == true && gate["stale_after_hours"] == 24
        })
        .await;

    world.platform.mend().await;
    kiosk.gate("sent", |gate| gate["queue"] == 0).await;
    let sent: Vec<_> = world
        .platform
        .books()
        .passages
        .iter()
        .map(|passage| json!(passage.id))
        .collect();
    assert_eq!(sent, given, "each once, in order");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gate_started_anew_without_a_line_has_its_roster_and_its_queue() {
    let mut world = World::with([worker(1)]).await;
    world.platform.cut();
    let first = world.kiosk().await.code(&pass(1, world.after(120))).await;
    world.stop().await;
    world.start().await;
    world.clock.move_by(SignedDuration::from_secs(1));
    let mut kiosk = world.kiosk().await;
    let gate = kiosk.gate("a state", |_| true).await;
    assert_eq!((&gate["people"], &gate["queue"]), (&json!(1), &json!(1)));
    assert_eq!(
        (&gate["line"], &gate["site_name"]),
        (&json!("down"), &json!("桂城一号工地"))
    );
    assert_eq!(kiosk.number(&identity_number(1)).await["answer"], "pass");
    world.platform.mend().await;
    kiosk.gate("sent", |gate| gate["queue"] == 0).await;
    let books = world.platform.books();
    assert_eq!(books.passages.len(), 2);
    assert_eq!(json!(books.passages[0].id), first["passage"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_gate_that_never_had_a_roster_blames_nobody() {
    let mut world = World::with([]).await;
    world.stop().await;
    world.platform.cut();
    std::fs::remove_file(world.folder.path().join("gate.redb")).expect("it was there");
    world.start().await;
    let mut kiosk = world.kiosk().await;
    let gate = kiosk.gate("a state", |_| true).await;
    assert_eq!(
        (&gate["roster_age_seconds"], &gate["stale"]),
        (&json!(null), &json!(true))
    );
    let answer = kiosk.number(&identity_number(1)).await;
    assert_eq!(
        (&answer["answer"], &answer["grounds"][0]["code"]),
        (&json!("hold"), &json!("roster_too_old"))
    );
    world.platform.mend().await;
    world
        .platform
        .until("it arrives as this gate's own", |books| {
            books.passages.iter().any(|passage| passage.gate == GATE)
        })
        .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_cannot_be_right_lets_nobody_in() {
    let mut world = World::with([worker(1)]).await;
    let mut kiosk = world.kiosk().await;
    world.platform.cut();
    kiosk
        .gate("the line is down", |gate| gate["line"] == "down")
        .await;
    world.clock.move_by(SignedDuration::from_mins(-6));
    kiosk
        .gate("the clock is wrong", |gate| gate["clock_wrong"] == true)
        .await;
    let answer = kiosk.number(&identity_number(1)).await;
    assert_eq!(
        (&answer["answer"], &answer["grounds"][0]["code"]),
        (&json!("hold"), &json!("clock_wrong"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_that_ended_is_opened_anew_and_a_gate_that_is_no_longer_known_goes_on_by_itself() {
    let world = World::with([worker(1)]).await;
    let mut kiosk = world.kiosk().await;
    let ended = {
        let mut books = world.platform.books();
        books.sessions += 1;
        books.sessions
    };
    world
        .platform
        .until("the gate signs anew", |books| books.sessions > ended)
        .await;
    world.synced().await;
    {
        let mut books = world.platform.books();
        books.forgot_the_key = true;
        books.sessions += 1;
    }
    kiosk
        .gate("the line is down", |gate| gate["line"] == "down")
        .await;
    let answer = kiosk.code(&pass(1, world.after(120))).await;
    assert_eq!(
        (&answer["answer"], &answer["grounds"][0]["code"]),
        (&json!("hold"), &json!("roster_too_old")),
        "nobody comes in by a gate that was switched off"
    );
    world.platform.books().forgot_the_key = false;
    kiosk.gate("the line is up", |gate| gate["line"] == "up").await;
    kiosk.gate("sent", |gate| gate["queue"] == 0).await;
}
