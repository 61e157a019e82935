//! Exposures that a correction took back: held until staff have looked into it, and at most as long as before.

use domain::alert::{AlertKind, Outcome, matters};
use domain::area::AreaEffect;
use domain::declaration::Answers;
use domain::profile::{DiseaseProfile, Spread};
use domain::standing::{Facts, State, assess};

use crate::facts::{
    corrected, covid, day, declared, of, said, standing, under, verified, was_in, well, zoned,
};

const NOW: &str = "2020-02-17T12:00";

fn wuhan() -> Answers {
    was_in("420100", "2020-02-08", "2020-02-10")
}

fn met_a_case() -> Answers {
    Answers {
        contact: Some(day("2020-02-12")),
        ..well()
    }
}

/// Told at half past six and corrected five minutes later.
fn changed(before: Answers, after: Answers) -> Facts {
    of(vec![
        corrected(declared("2020-02-17T06:30", before), "2020-02-17T06:35"),
        declared("2020-02-17T06:35", after),
    ])
}

#[test]
fn nobody_frees_themself_by_a_correction_alone() {
    for before in [wuhan(), met_a_case()] {
        let facts = changed(before, well());
        assert_eq!(said(&standing(&facts, NOW)), "hold: taken_back");
        let asked = matters(&standing(&facts, NOW), &facts, under(&[covid()]), &zoned(NOW));
        assert_eq!(asked.len(), 1);
        assert_eq!(asked[0].kind, AlertKind::TakenBack);
        assert_eq!(asked[0].telling.times, 1);
    }
}

#[test]
fn staff_who_looked_into_it_lift_it() {
    let mut facts = changed(met_a_case(), well());
    facts.declarations[1] = verified(facts.declarations[1].clone());
    assert_eq!(said(&standing(&facts, NOW)), "clear");
}

#[test]
fn what_is_taken_back_after_they_looked_is_held_again() {
    let mut facts = changed(met_a_case(), wuhan());
    facts.declarations[1] = corrected(verified(facts.declarations[1].clone()), "2020-02-17T07:00");
    facts.declarations.push(declared("2020-02-17T07:00", well()));
    assert_eq!(said(&standing(&facts, NOW)), "hold: taken_back");
}

#[test]
fn it_lasts_as_long_as_what_was_told_would_have() {
    let facts = changed(met_a_case(), well());
    let last_minute = of_next_day(&facts, "2020-02-26T23:59");
    assert_eq!(
        said(&standing(&last_minute, "2020-02-26T23:59")),
        "hold: taken_back"
    );
    let after = of_next_day(&facts, "2020-02-27T00:00");
    assert_eq!(said(&standing(&after, "2020-02-27T00:00")), "clear");
}

/// The same, and a quiet declaration on that day.
fn of_next_day(facts: &Facts, local: &str) -> Facts {
    let mut facts = facts.clone();
    facts.declarations.push(declared(local, well()));
    facts
}

#[test]
fn what_is_told_still_or_lasts_longer_now_is_not_taken_back() {
    for after in [
        met_a_case(),
        Answers {
            contact: Some(day("2020-02-14")),
            ..well()
        },
    ] {
        assert_eq!(
            said(&standing(&changed(met_a_case(), after), NOW)),
            "hold: contact"
        );
    }
    let shorter = Answers {
        contact: Some(day("2020-02-05")),
        ..well()
    };
    assert_eq!(
        said(&standing(&changed(met_a_case(), shorter), NOW)),
        "hold: contact, taken_back"
    );
}

#[test]
fn what_would_have_barred_holds() {
    let profile = DiseaseProfile {
        contact_effect: State::Barred,
        ..covid()
    };
    let facts = changed(met_a_case(), well());
    assert_eq!(assess(&facts, under(&[profile]), &zoned(NOW)).state, State::Hold);
}

#[test]
fn where_contacts_are_not_observed_nothing_is_asked() {
    for profile in [
        DiseaseProfile {
            spread: Spread::Vector,
            ..covid()
        },
        DiseaseProfile {
            contact_effect: State::Clear,
            area_effect: AreaEffect {
                low: State::Clear,
                medium: State::Clear,
                high: State::Clear,
            },
            ..covid()
        },
    ] {
        for before in [wuhan(), met_a_case()] {
            let now = assess(
                &changed(before, well()),
                under(std::slice::from_ref(&profile)),
                &zoned(NOW),
            );
            assert_eq!(said(&now), "clear");
        }
    }
}

#[test]
fn an_alert_of_it_ends_by_a_look_into_it_and_by_no_temperature() {
    let open = Outcome::open_to(AlertKind::TakenBack, true);
    assert!(open.contains(&Outcome::Mistyped) && !open.contains(&Outcome::Fit));
    assert!(!Outcome::open_to(AlertKind::TakenBack, false).contains(&Outcome::Mistyped));
    assert!(!Outcome::open_to(AlertKind::Fever, true).contains(&Outcome::Mistyped));
}
