//! One face followed over frames: who is known, who is not, and when nothing can be said.

use recognition::{Answer, Ask, Claim, Embedding, Gallery, Outcome, Policy, Poor, Seen, Sighting, Template};

use crate::support::{between, crowd, direction, good, nobody, poor};

/// Ten frames a second.
const STEP: u64 = 100;

fn roster(people: u64) -> Gallery<u64> {
    let mut gallery = Gallery::new();
    for key in 0..people {
        gallery.put(key, &Template::new(direction(key)));
    }
    gallery
}

fn lane() -> Sighting<u64> {
    Sighting::new(Policy::for_roster(100))
}

/// Feeds the same frame until something is settled, at most `most` times.
fn until_settled(
    lane: &mut Sighting<u64>,
    gallery: &Gallery<u64>,
    frame: &Seen,
    most: u64,
) -> (u64, Answer<u64>) {
    for i in 1..=most {
        let answer = lane.feed(i * STEP, frame, Ask::WhoIs(gallery));
        if answer.outcome.is_settled() {
            return (i, answer);
        }
    }
    panic!("nothing settled in {most} frames");
}

/// A look at person `key` as alike as `share` to the template.
fn look_like(key: u64, share: f32) -> Embedding {
    between(&direction(key), &direction(1_000_000), share)
}

#[test]
fn an_enrolled_live_face_is_known_after_three_frames_and_told_once() {
    let (gallery, mut lane) = (roster(100), lane());
    let frame = good(200.0, &look_like(7, 0.8), 0.95);
    let (frames, answer) = until_settled(&mut lane, &gallery, &frame, 10);
    assert_eq!(frames, 3);
    assert!(answer.fresh);
    assert!(matches!(answer.outcome, Outcome::Known { key: 7, score, .. } if score > 0.75));
    let again = lane.feed(4 * STEP, &frame, Ask::WhoIs(&gallery));
    assert!(!again.fresh, "the same face is not told twice");
    assert!(matches!(again.outcome, Outcome::Known { key: 7, .. }));
}

#[test]
fn one_frame_names_nobody() {
    let (gallery, mut lane) = (roster(100), lane());
    let answer = lane.feed(0, &good(200.0, &direction(7), 1.0), Ask::WhoIs(&gallery));
    assert_eq!(answer.outcome, Outcome::Looking { ask: None });
}

#[test]
fn a_stranger_is_unknown_and_not_the_nearest_worker() {
    let (gallery, mut lane) = (roster(100), lane());
    let (_, answer) = until_settled(&mut lane, &gallery, &good(200.0, &look_like(7, 0.45), 0.95), 10);
    assert!(
        matches!(answer.outcome, Outcome::Unknown { best: Some(score) } if score < 0.52),
        "{answer:?}"
    );
}

#[test]
fn between_two_people_too_alike_nobody_is_named() {
    let mut gallery = roster(100);
    let twin = between(&direction(7), &direction(500), 0.99);
    gallery.put(500, &Template::new(twin));
    let (_, answer) = until_settled(&mut lane(), &gallery, &good(200.0, &direction(7), 0.95), 10);
    assert_eq!(answer.outcome, Outcome::Uncertain { ask: None });
}

#[test]
fn an_empty_roster_knows_nobody() {
    let (_, answer) = until_settled(&mut lane(), &roster(0), &good(200.0, &direction(7), 0.95), 10);
    assert_eq!(answer.outcome, Outcome::Unknown { best: None });
}

#[test]
fn a_picture_of_an_enrolled_face_does_not_pass() {
    let (frames, answer) = until_settled(&mut lane(), &roster(100), &good(200.0, &direction(7), 0.3), 10);
    assert!(matches!(answer.outcome, Outcome::NotLive { .. }));
    assert_eq!(
        frames, 5,
        "liveness in doubt is looked at over the full five frames"
    );
}

#[test]
fn liveness_in_doubt_takes_five_frames_to_pass() {
    let (frames, answer) = until_settled(&mut lane(), &roster(100), &good(200.0, &direction(7), 0.7), 10);
    assert!(matches!(answer.outcome, Outcome::Known { .. }));
    assert_eq!(frames, 5);
}

#[test]
fn two_faces_side_by_side_start_everything_anew() {
    let (gallery, mut lane) = (roster(100), lane());
    let frame = good(200.0, &direction(7), 0.95);
    lane.feed(0, &frame, Ask::WhoIs(&gallery));
    lane.feed(100, &frame, Ask::WhoIs(&gallery));
    assert_eq!(
        lane.feed(200, &crowd(), Ask::WhoIs(&gallery)).outcome,
        Outcome::TooManyFaces
    );
    let after = lane.feed(300, &frame, Ask::WhoIs(&gallery));
    assert_eq!(after.outcome, Outcome::Looking { ask: None });
}

#[test]
fn nobody_is_let_in_on_the_frames_of_someone_else() {
    let (gallery, mut lane) = (roster(100), lane());
    let (first, other) = (
        good(200.0, &direction(7), 0.95),
        good(205.0, &direction(900), 0.95),
    );
    lane.feed(0, &first, Ask::WhoIs(&gallery));
    lane.feed(100, &first, Ask::WhoIs(&gallery));
    let swapped = lane.feed(200, &other, Ask::WhoIs(&gallery));
    assert_eq!(
        swapped.outcome,
        Outcome::Looking { ask: None },
        "another face in the same place begins anew"
    );
}

#[test]
fn the_next_person_does_not_inherit_the_answer_on_the_last() {
    let (gallery, mut lane) = (roster(100), lane());
    until_settled(&mut lane, &gallery, &good(200.0, &direction(7), 0.95), 10);
    let next = lane.feed(400, &good(205.0, &direction(8), 0.95), Ask::WhoIs(&gallery));
    assert_eq!(next.outcome, Outcome::Looking { ask: None });
    let elsewhere = lane.feed(500, &good(480.0, &direction(8), 0.95), Ask::WhoIs(&gallery));
    assert_eq!(elsewhere.outcome, Outcome::Looking { ask: None });
}

#[test]
fn a_blink_of_the_detector_is_forgiven_and_going_away_is_not() {
    let (gallery, mut lane) = (roster(100), lane());
    let frame = good(200.0, &direction(7), 0.95);
    lane.feed(0, &frame, Ask::WhoIs(&gallery));
    lane.feed(100, &frame, Ask::WhoIs(&gallery));
    lane.feed(200, &nobody(), Ask::WhoIs(&gallery));
    assert!(
        lane.feed(300, &frame, Ask::WhoIs(&gallery)).fresh,
        "the third frame, a moment later"
    );
    lane.feed(1_400, &nobody(), Ask::WhoIs(&gallery));
    assert_eq!(
        lane.feed(1_500, &nobody(), Ask::WhoIs(&gallery)).outcome,
        Outcome::Nobody
    );
    let back = lane.feed(1_600, &frame, Ask::WhoIs(&gallery));
    assert_eq!(
        back.outcome,
        Outcome::Looking { ask: None },
        "back again is a new sighting"
    );
}

#[test]
fn a_clock_set_back_begins_anew() {
    let (gallery, mut lane) = (roster(100), lane());
    let frame = good(200.0, &direction(7), 0.95);
    lane.feed(10_000, &frame, Ask::WhoIs(&gallery));
    lane.feed(10_100, &frame, Ask::WhoIs(&gallery));
    assert_eq!(
        lane.feed(50, &frame, Ask::WhoIs(&gallery)).outcome,
        Outcome::Looking { ask: None }
    );
}

#[test]
fn a_face_in_the_dark_is_asked_for_light_and_never_called_a_stranger() {
    let (gallery, mut lane) = (roster(100), lane());
    let frame = poor(200.0, Poor::TooDark);
    let first = lane.feed(0, &frame, Ask::WhoIs(&gallery));
    assert_eq!(
        first.outcome,
        Outcome::Looking {
            ask: Some(Poor::TooDark)
        }
    );
    let last = (1..=81)
        .map(|i| lane.feed(i * STEP, &frame, Ask::WhoIs(&gallery)))
        .last();
    let expected = Answer {
        outcome: Outcome::Uncertain {
            ask: Some(Poor::TooDark),
        },
        fresh: true,
    };
    assert_eq!(last, Some(expected), "eight seconds and a frame");
}

#[test]
fn whoever_stays_far_away_is_asked_closer_and_not_given_up() {
    let (gallery, mut lane) = (roster(100), lane());
    for i in 0..300 {
        let answer = lane.feed(i * STEP, &poor(200.0, Poor::TooFar), Ask::WhoIs(&gallery));
        assert_eq!(
            answer.outcome,
            Outcome::Looking {
                ask: Some(Poor::TooFar)
            }
        );
    }
}

#[test]
fn a_face_refused_is_looked_at_again_after_four_seconds() {
    let (gallery, mut lane) = (roster(100), lane());
    let stranger = good(200.0, &direction(900), 0.95);
    let (frames, _) = until_settled(&mut lane, &gallery, &stranger, 10);
    let mut at = frames * STEP;
    let mut again = 0;
    for _ in 0..46 {
        at += STEP;
        again += u32::from(lane.feed(at, &stranger, Ask::WhoIs(&gallery)).fresh);
    }
    assert_eq!(again, 1);
}

#[test]
fn a_claim_is_checked_against_one_template_at_its_own_threshold() {
    let template = Template::new(direction(7));
    let settle = |share: f32| {
        let mut lane = lane();
        let frame = good(200.0, &look_like(7, share), 0.95);
        (1..=10)
            .map(|i| lane.feed(i * STEP, &frame, Ask::Is(&7, &template)))
            .find(|a| a.fresh)
            .map(|a| a.outcome)
    };
    assert!(matches!(settle(0.60), Some(Outcome::Known { key: 7, .. })));
    assert!(matches!(settle(0.35), Some(Outcome::Unknown { best: Some(_) })));
}

#[test]
fn a_roster_too_large_to_search_asks_for_a_claim() {
    let policy = Policy::for_roster(30_000);
    assert_eq!(policy.claim, Claim::ComesFirst);
    let mut lane: Sighting<u64> = Sighting::new(policy);
    let gallery = roster(10);
    let frame = good(200.0, &direction(7), 0.95);
    for i in 0..10 {
        assert_eq!(
            lane.feed(i * STEP, &frame, Ask::WhoIs(&gallery)).outcome,
            Outcome::ClaimNeeded
        );
    }
    let template = Template::new(direction(7));
    let answer = (10..20)
        .map(|i| lane.feed(i * STEP, &frame, Ask::Is(&7, &template)))
        .find(|a| a.fresh);
    assert!(matches!(
        answer.map(|a| a.outcome),
        Some(Outcome::Known { key: 7, .. })
    ));
}
