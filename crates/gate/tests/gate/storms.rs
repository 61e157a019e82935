//! What a kiosk, or something that is none, may do to its gate: the others are answered all the same.

use futures_util::{SinkExt, StreamExt};
use serde_json::json;
use tokio::net::TcpStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::{MaybeTlsStream, WebSocketStream, connect_async};

use crate::support::people::{identity_number, pass, worker};
use crate::support::world::World;

/// A line to the kiosk's address, once there is a place for it.
async fn line(world: &World) -> WebSocketStream<MaybeTlsStream<TcpStream>> {
    let address = format!("ws://{}/kiosk/ws", world.gate().address);
    loop {
        // Lines that were let go a moment ago are noticed one after another.
        if let Ok((line, _)) = connect_async(&address).await {
            return line;
        }
        tokio::task::yield_now().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn kiosks_that_come_and_go_by_the_hundred_leave_the_gate_as_it_was() {
    let world = World::with([worker(1)]).await;
    for round in 0..300 {
        let mut line = line(&world).await;
        if round % 3 == 0 {
            // Gone in the middle of a frame.
            let _ = line.send(Message::binary(vec![0xFF; 64 << 10])).await;
        }
    }
    drop(line(&world).await);
    let answer = world.kiosk().await.number(&identity_number(1)).await;
    assert_eq!(answer["answer"], "pass");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_too_large_for_a_message_ends_the_line_and_nothing_else() {
    let world = World::with([worker(1)]).await;
    let mut kiosk = world.kiosk().await;
    let mut other = line(&world).await;
    let _ = other.send(Message::binary(vec![0; 9 << 20])).await;
    while other.next().await.is_some() {}
    let code = kiosk.code(&pass(1, world.after(120))).await;
    assert_eq!(code["answer"], "pass");
}

#[tokio::test(flavor = "multi_thread")]
async fn thousands_of_senseless_messages_are_each_answered_and_hold_up_nobody() {
    let world = World::with([worker(1)]).await;
    let mut kiosk = world.kiosk().await;
    let (mut said, mut heard) = line(&world).await.split();
    let talks = tokio::spawn(async move {
        for round in 0..4_000 {
            let message = match round % 4 {
                0 => Message::text("{\"type\":\"number\",\"kind\":\"resident_id\"}"),
                1 => Message::text("[".repeat(4_000)),
                2 => Message::binary(vec![round as u8; 700]),
                _ => Message::text("\u{202e}".repeat(3_000)),
            };
            if said.send(message).await.is_err() {
                return false;
            }
        }
        true
    });
    let listens = tokio::spawn(async move { while heard.next().await.is_some() {} });
    let answer = kiosk.number(&identity_number(1)).await;
    assert_eq!(answer["answer"], "pass");
    assert!(talks.await.expect("it talks to the end"), "the line stays");
    listens.abort();
}

#[tokio::test(flavor = "multi_thread")]
async fn two_kiosks_of_one_gate_answer_each_for_itself() {
    let world = World::with([worker(1), worker(2)]).await;
    let (mut left, mut right) = (world.kiosk().await, world.kiosk().await);
    let one = left.code(&pass(1, world.after(120))).await;
    let two = right.code(&pass(2, world.after(120))).await;
    assert_eq!(
        (&one["shown_name"], &two["shown_name"]),
        (&json!("王*1"), &json!("王*2"))
    );
    assert!(left.heard().is_empty() && right.heard().is_empty());
    world
        .platform
        .until("both are on record", |books| books.passages.len() == 2)
        .await;
}
