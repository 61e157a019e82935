//! The verdict: what a gate answers, and that no doubt is ever a pass.

use domain::id::PersonId;
use domain::passage::Way;
use domain::roster::RosterEntry;
use domain::standing::{Facts, Segment, Standing, State, forecast};
use domain::verdict::{Answer, ClaimedFace, GatePolicy, Ground, Seen, Verdict, judge};
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use uuid::Uuid;

use crate::facts::{at, covid, declared, feverish, of, under, well, zoned};

const MORNING: &str = "2020-02-17T07:00";

fn entry(facts: &Facts) -> RosterEntry {
    let now = zoned(MORNING);
    with(forecast(
        facts,
        under(&[covid()]),
        &now,
        now.timestamp() + SignedDuration::from_hours(7 * 24),
    ))
}

fn with(forecast: Vec<Segment>) -> RosterEntry {
    RosterEntry {
        person: PersonId(Uuid::from_u128(1)),
        shown_name: "王*国".into(),
        crew: None,
        document_index: String::new(),
        other_documents: Vec::new(),
        template: None,
        forecast,
    }
}

fn clear() -> RosterEntry {
    entry(&of(vec![declared("2020-02-17T06:30", well())]))
}

fn judged(seen: &Seen<'_>, synced_at: Option<Timestamp>, now: Timestamp) -> Verdict {
    judge(seen, Way::Face, synced_at, &GatePolicy::default(), now)
}

fn grounds(verdict: &Verdict) -> Vec<&'static str> {
    verdict.grounds.iter().map(Ground::code).collect()
}

#[test]
fn a_clear_person_passes() {
    let verdict = judged(&Seen::Entry(&clear()), Some(at(MORNING)), at(MORNING));
    assert_eq!((verdict.answer, grounds(&verdict)), (Answer::Pass, vec!["clear"]));
    assert_eq!(verdict.shown_name.as_deref(), Some("王*国"));
}

#[test]
fn a_held_person_waits_with_every_reason() {
    let held = entry(&of(vec![declared("2020-02-16T06:30", feverish())]));
    let verdict = judged(&Seen::Entry(&held), Some(at(MORNING)), at(MORNING));
    assert_eq!(
        (verdict.answer, grounds(&verdict)),
        (Answer::Hold, vec!["fever", "no_declaration"])
    );
}

#[test]
fn without_a_line_midnight_still_comes() {
    let verdict = judged(&Seen::Entry(&clear()), Some(at(MORNING)), at("2020-02-18T00:00"));
    assert_eq!(
        (verdict.answer, grounds(&verdict)),
        (Answer::Hold, vec!["no_declaration"])
    );
}

#[test]
fn nobody_but_someone_of_the_roster_passes() {
    for (seen, answer, ground) in [
        (Seen::Stranger, Answer::Refuse, "not_recognised"),
        (Seen::Elsewhere, Answer::Refuse, "not_of_this_site"),
        (Seen::NotLive, Answer::Hold, "not_live"),
        (Seen::Unsure, Answer::Hold, "unsure"),
        (Seen::CodeExpired, Answer::Hold, "code_expired"),
        (Seen::CodeInvalid, Answer::Refuse, "code_invalid"),
    ] {
        for way in [Way::Face, Way::Qr, Way::Number] {
            let verdict = judge(&seen, way, Some(at(MORNING)), &GatePolicy::default(), at(MORNING));
            assert_eq!((verdict.answer, grounds(&verdict)), (answer, vec![ground]));
            assert_eq!((verdict.person, verdict.shown_name), (None, None));
        }
    }
}

fn named(entry: &RosterEntry, face: ClaimedFace) -> Verdict {
    let seen = Seen::Claimed(entry, face);
    judge(
        &seen,
        Way::Number,
        Some(at(MORNING)),
        &GatePolicy::default(),
        at(MORNING),
    )
}

#[test]
fn a_number_alone_lets_nobody_in_whose_face_the_gate_knows() {
    let verdict = named(&clear(), ClaimedFace::NotAgreed);
    assert_eq!(
        (verdict.answer, grounds(&verdict)),
        (Answer::Hold, vec!["face_not_agreed"])
    );
    assert_eq!(
        verdict.shown_name.as_deref(),
        Some("王*国"),
        "for the guard, to compare the card"
    );
}

#[test]
fn who_has_no_face_enrolled_passes_by_number_and_the_guard_compares_the_card() {
    let verdict = named(&clear(), ClaimedFace::NotEnrolled);
    assert_eq!(
        (verdict.answer, grounds(&verdict)),
        (Answer::Pass, vec!["card_asked"])
    );
}

#[test]
fn who_is_held_is_told_why_by_number_as_by_face() {
    let held = entry(&of(vec![declared("2020-02-16T06:30", feverish())]));
    let by_face = judged(&Seen::Entry(&held), Some(at(MORNING)), at(MORNING));
    for face in [ClaimedFace::NotEnrolled, ClaimedFace::NotAgreed] {
        let verdict = named(&held, face);
        assert_eq!(
            (verdict.answer, &verdict.grounds),
            (by_face.answer, &by_face.grounds)
        );
    }
}

#[test]
fn a_stale_roster_or_a_wrong_clock_lets_nobody_in_by_itself() {
    let clear = clear();
    let minute = SignedDuration::from_mins(1);
    let two_days = SignedDuration::from_hours(48);
    let now = at(MORNING);
    for (synced_at, answer, ground) in [
        (None, Answer::Hold, "roster_too_old"),
        (Some(now - two_days), Answer::Pass, "clear"),
        (Some(now - two_days - minute), Answer::Hold, "roster_too_old"),
        (Some(now + 5 * minute), Answer::Pass, "clear"),
        (Some(now + 6 * minute), Answer::Hold, "clock_wrong"),
    ] {
        let verdict = judged(&Seen::Entry(&clear), synced_at, now);
        assert_eq!(
            (verdict.answer, grounds(&verdict)),
            (answer, vec![ground]),
            "{synced_at:?}"
        );
    }
}

#[test]
fn doubt_never_softens_a_refusal() {
    let barred = with(vec![Segment {
        from: at(MORNING),
        standing: Standing {
            state: State::Barred,
            reasons: vec![],
            changes_at: None,
        },
    }]);
    let verdict = judged(&Seen::Entry(&barred), None, at(MORNING));
    assert_eq!(
        (verdict.answer, grounds(&verdict)),
        (Answer::Refuse, vec!["roster_too_old"])
    );
}

#[test]
fn an_entry_that_says_nothing_is_a_hold_and_no_welcome() {
    let silent = with(vec![]);
    let verdict = judged(&Seen::Entry(&silent), Some(at(MORNING)), at(MORNING));
    assert_eq!(
        (verdict.answer, grounds(&verdict)),
        (Answer::Hold, vec!["roster_too_old"])
    );
    let unexplained = with(vec![Segment {
        from: at(MORNING),
        standing: Standing {
            state: State::Hold,
            reasons: vec![],
            changes_at: None,
        },
    }]);
    let verdict = judged(&Seen::Entry(&unexplained), Some(at(MORNING)), at(MORNING));
    assert_eq!(verdict.answer, Answer::Hold);
    assert_ne!(grounds(&verdict), ["clear"]);
}

proptest! {
    #[test]
    fn whatever_the_clocks_say_a_pass_has_a_fresh_roster_and_a_clear_standing(
        synced in prop::option::of(-10_000_i64..10_000),
        minutes in 0_i64..10_000,
        hours: i64,
    ) {
        let now = at(MORNING) + SignedDuration::from_mins(minutes);
        let synced_at = synced.map(|minutes| now + SignedDuration::from_mins(minutes));
        let policy = GatePolicy { stale_after_hours: hours };
        let clear = clear();
        let verdict = judge(&Seen::Entry(&clear), Way::Face, synced_at, &policy, now);
        prop_assert!(!verdict.grounds.is_empty());
        let by_number = |face| judge(&Seen::Claimed(&clear, face), Way::Number, synced_at, &policy, now);
        prop_assert_eq!(by_number(ClaimedFace::NotEnrolled).answer, verdict.answer);
        prop_assert_ne!(by_number(ClaimedFace::NotAgreed).answer, Answer::Pass);
        if verdict.answer == Answer::Pass {
            prop_assert_eq!(&verdict.grounds, &[Ground::Clear]);
            let age = now.duration_since(synced_at.expect("a roster"));
            prop_assert!(age >= SignedDuration::from_mins(-5));
            prop_assert!(i128::from(age.as_secs()) <= i128::from(hours) * 3600);
            prop_assert!(now < at("2020-02-18T00:00"));
        }
    }
}
