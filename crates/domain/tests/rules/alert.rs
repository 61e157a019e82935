//! Alerts: what of a standing someone must act on, and what becomes of alerts that are there already.

use domain::alert::{AlertKind, Before, Matter, Outcome, Severity, Step, matters, step};
use domain::declaration::{Answers, Tenths};
use domain::reason::Cause;
use domain::screening::Category;
use domain::standing::Facts;

use crate::facts::{
    at, checked, coughing, covid, declared, feverish, hit, measured, of, standing, under, well, zoned,
};

const NOW: &str = "2020-02-17T12:00";

fn asked(facts: &Facts) -> Vec<Matter> {
    matters(&standing(facts, NOW), facts, under(&[covid()]), &zoned(NOW))
}

fn hotter() -> Answers {
    Answers {
        temperature: Some(Tenths(390)),
        ..feverish()
    }
}

#[track_caller]
fn check(facts: &Facts, expected: &[(AlertKind, Severity)]) {
    let found: Vec<_> = asked(facts)
        .iter()
        .map(|matter| (matter.kind, matter.severity))
        .collect();
    assert_eq!(found, expected);
}

/// What the only matter in `now` asks for where an alert was about the only matter in `then`.
#[track_caller]
fn check_step(then: &Facts, closed: bool, now: &Facts, arrived: bool, expected: Step) {
    let (then, now) = (asked(then), asked(now));
    let before: Vec<Before<'_>> = then
        .iter()
        .map(|matter| Before {
            closed,
            cause: &matter.cause,
            telling: matter.telling,
        })
        .collect();
    assert_eq!((before.len(), now.len()), (1, 1));
    assert_eq!(step(&now[0], &before, arrived), expected);
}

#[test]
fn a_fever_a_symptom_and_a_hit_each_ask_for_someone() {
    let quiet = of(vec![declared("2020-02-17T06:30", well())]);
    let listed = Facts {
        hits: vec![hit(Category::GeneralContact, "2020-02-20T00:00")],
        ..quiet.clone()
    };
    check(&quiet, &[]);
    check(&of(vec![]), &[]);
    check(
        &of(vec![declared("2020-02-17T06:30", feverish())]),
        &[(AlertKind::Fever, Severity::Warning)],
    );
    check(
        &of(vec![declared("2020-02-17T06:30", coughing())]),
        &[(AlertKind::Symptom, Severity::Warning)],
    );
    check(&listed, &[(AlertKind::Hit, Severity::Critical)]);
}

#[test]
fn a_fever_told_again_is_one_matter_with_the_last_temperature() {
    let told = asked(&of(vec![
        declared("2020-02-17T09:30", hotter()),
        declared("2020-02-17T06:30", feverish()),
        declared("2020-02-17T08:00", coughing()),
    ]));
    let fever = &told[0];
    assert_eq!(
        fever.cause,
        Cause::Fever {
            temperature: Tenths(390)
        }
    );
    assert_eq!(
        (fever.telling.times, fever.telling.last_at),
        (2, at("2020-02-17T09:30"))
    );
    assert_eq!((told[1].kind, told[1].telling.times), (AlertKind::Symptom, 1));
}

#[test]
fn what_a_check_answered_is_not_counted_again() {
    let facts = checked(
        of(vec![
            declared("2020-02-17T06:30", feverish()),
            declared("2020-02-17T09:30", hotter()),
        ]),
        "2020-02-17T08:00",
    );
    assert_eq!(asked(&facts)[0].telling.times, 1);
}

#[test]
fn a_fever_measured_on_the_spot_is_the_last_that_was_told_of_it() {
    let facts = measured(
        of(vec![declared("2020-02-17T06:30", feverish())]),
        "2020-02-17T08:00",
        391,
    );
    let fever = asked(&facts).remove(0);
    let hot = Cause::Fever {
        temperature: Tenths(391),
    };
    assert_eq!((fever.cause, fever.telling.times), (hot, 2));
    assert_eq!(fever.telling.last_at, at("2020-02-17T08:00"));
}

#[test]
fn being_found_fit_answers_a_fever_or_a_symptom_where_they_are_at_work_and_never_a_list() {
    for (kind, at_work, fit) in [
        (AlertKind::Fever, true, true),
        (AlertKind::Symptom, true, true),
        (AlertKind::Hit, true, false),
        (AlertKind::Fever, false, false),
        (AlertKind::Symptom, false, false),
        (AlertKind::Hit, false, false),
    ] {
        let open = Outcome::open_to(kind, at_work);
        assert_eq!(open.contains(&Outcome::Fit), fit, "{kind:?}, at work: {at_work}");
        assert!(!open.contains(&Outcome::Lapsed), "nobody says that of a list");
        for outcome in [Outcome::SentToClinic, Outcome::Observed, Outcome::HandedOver] {
            assert!(open.contains(&outcome), "{kind:?}: {outcome:?}");
        }
    }
}

#[test]
fn an_alert_that_stands_takes_up_what_is_told_again_and_rests_otherwise() {
    let once = of(vec![declared("2020-02-17T06:30", feverish())]);
    let twice = of(vec![
        declared("2020-02-17T06:30", feverish()),
        declared("2020-02-17T09:30", feverish()),
    ]);
    check_step(&once, false, &once, false, Step::Rest);
    check_step(&once, false, &once, true, Step::Rest);
    check_step(&once, false, &twice, false, Step::Update(0));
}

#[test]
fn a_closed_alert_answers_what_was_told_until_then_and_nothing_later() {
    let once = of(vec![declared("2020-02-17T06:30", feverish())]);
    let twice = of(vec![
        declared("2020-02-17T06:30", feverish()),
        declared("2020-02-17T09:30", feverish()),
    ]);
    let after_a_check = checked(twice.clone(), "2020-02-17T08:00");
    check_step(&once, true, &once, false, Step::Rest);
    check_step(&once, true, &twice, false, Step::Raise);
    check_step(&twice, true, &after_a_check, false, Step::Rest);
    check_step(&once, true, &after_a_check, false, Step::Raise);
}

#[test]
fn who_arrives_brings_what_stands_and_another_matter_is_no_answer() {
    let fever = of(vec![declared("2020-02-17T06:30", feverish())]);
    let cough = of(vec![declared("2020-02-17T06:30", coughing())]);
    check_step(&fever, true, &fever, true, Step::Raise);
    check_step(&cough, false, &fever, false, Step::Raise);
    check_step(&cough, true, &fever, false, Step::Raise);
}
