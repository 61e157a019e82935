//! What a camera may send that is no face: each has its reason, none crashes, none passes.

use serde_json::Value;

use crate::support::people::{with_face, worker};
use crate::support::pictures::{FRANCK, FRANCK_ENROLLED, file, two_of, wall};
use crate::support::world::World;

/// The header of a JPEG of 8,000 × 6,250 pixels.
fn fifty_megapixels() -> Vec<u8> {
    let mut bytes = wall();
    let frame = bytes
        .windows(2)
        .position(|pair| pair == [0xFF, 0xC0])
        .expect("a frame header");
    bytes[frame + 5..frame + 9].copy_from_slice(&[0x18, 0x6A, 0x1F, 0x40]);
    bytes
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_picture_has_its_reason_and_the_next_frame_is_welcome() {
    let world = World::with_faces([with_face(worker(1), &FRANCK_ENROLLED)]).await;
    let mut kiosk = world.kiosk().await;
    let whole = file(FRANCK[0]);
    for (bytes, code) in [
        (Vec::new(), "frame_unreadable"),
        (b"not a picture".to_vec(), "frame_unreadable"),
        (whole[..whole.len() / 2].to_vec(), "frame_unreadable"),
        (fifty_megapixels(), "frame_too_large"),
        (vec![0xFF; 5 << 20], "frame_too_large"),
    ] {
        let reply = kiosk.frame(&bytes).await;
        assert_eq!(reply["box"], Value::Null);
        let said = kiosk.heard();
        assert_eq!(said.len(), 1, "{said:?}");
        assert_eq!(
            (said[0]["type"].as_str(), said[0]["code"].as_str()),
            (Some("problem"), Some(code))
        );
    }
    assert_eq!(kiosk.frame(&whole).await["ask"], Value::Null);
}

#[tokio::test(flavor = "multi_thread")]
async fn an_empty_scene_and_two_people_are_asked_for_one_face() {
    let world = World::with_faces([with_face(worker(1), &FRANCK_ENROLLED)]).await;
    let mut kiosk = world.kiosk().await;
    assert_eq!(kiosk.frame(&wall()).await["ask"], "no_face");
    let pair = two_of(FRANCK[0]);
    assert_eq!(kiosk.frame(&pair).await["ask"], "one_at_a_time");
    assert!(kiosk.show(&[pair]).await.is_none());
}

#[tokio::test(flavor = "multi_thread")]
async fn text_that_is_no_message_is_said_to_be_none() {
    let world = World::with([worker(1)]).await;
    let mut kiosk = world.kiosk().await;
    kiosk.say(&serde_json::json!({ "type": "open_the_gate" })).await;
    assert_eq!(kiosk.next("problem").await["code"], "unreadable");
}
