//! Identity numbers, typed at the kiosk.

use jiff::SignedDuration;
use serde_json::json;

use crate::support::people::{document_index, identity_number, worker};
use crate::support::world::World;

#[tokio::test(flavor = "multi_thread")]
async fn a_worker_without_a_face_passes_by_number_however_it_is_typed() {
    let world = World::with([worker(1), worker(2)]).await;
    let mut kiosk = world.kiosk().await;
    let number = identity_number(2);
    let spaced = format!(" {} {} ", &number[..6], number[6..].to_lowercase());
    let answer = kiosk.number(&spaced).await;
    assert_eq!(
        (&answer["answer"], &answer["way"]),
        (&json!("pass"), &json!("number"))
    );
    assert_eq!(answer["shown_name"], "王*2");
    assert_eq!(answer["grounds"][0]["code"], "card_asked");
    assert_eq!(answer["say"]["zh"], "请门卫核对证件");
}

#[tokio::test(flavor = "multi_thread")]
async fn someone_with_several_records_is_found_by_the_number_of_either() {
    let mut both = worker(1);
    both.other_documents.push(document_index(3));
    let world = World::with([both, worker(2)]).await;
    let mut kiosk = world.kiosk().await;
    for number in [1, 3] {
        let answer = kiosk.number(&identity_number(number)).await;
        assert_eq!(
            (&answer["answer"], &answer["shown_name"]),
            (&json!("pass"), &json!("王*1"))
        );
        // Within a few seconds the same one would be told that they passed already.
        world.clock.move_by(SignedDuration::from_secs(6));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_that_is_not_on_the_roster_is_of_elsewhere() {
    let world = World::with([worker(1)]).await;
    let answer = world.kiosk().await.number(&identity_number(9)).await;
    assert_eq!(
        (&answer["answer"], &answer["grounds"][0]["code"]),
        (&json!("refuse"), &json!("not_of_this_site"))
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_mistyped_number_says_what_is_wrong_and_repeats_nothing() {
    let world = World::with([worker(1)]).await;
    let mut kiosk = world.kiosk().await;
    let mut number = identity_number(1);
    let last = if number.ends_with('1') { '2' } else { '1' };
    number.pop();
    number.push(last);
    kiosk.type_number(&number).await;
    let problem = kiosk.next("problem").await;
    assert_eq!(problem["code"], "number");
    assert_eq!(problem["words"]["zh"], "号码输错了一位，请再看一下");
    assert!(!problem.to_string().contains(&number[6..14]));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_kiosk_is_no_oracle_even_over_new_connections() {
    let world = World::with([worker(1)]).await;
    for other in 20..30 {
        world.kiosk().await.number(&identity_number(other)).await;
    }
    let mut kiosk = world.kiosk().await;
    kiosk.type_number(&identity_number(1)).await;
    assert_eq!(kiosk.next("problem").await["code"], "too_many");
    world.clock.move_by(jiff::SignedDuration::from_secs(61));
    assert_eq!(kiosk.number(&identity_number(1)).await["answer"], "pass");
}
