//! What people are told of the end of where they stand: the end of the state itself, not of the day's declaration.

use domain::profile::DiseaseProfile;
use domain::screening::Category;
use domain::standing::{Facts, assess};
use jiff::Timestamp;

use crate::facts::{at, coughing, covid, day, declared, feverish, hit, of, under, was_in, well, zoned};

#[track_caller]
fn check(facts: &Facts, profiles: &[DiseaseProfile], local: &str, expected: Option<&str>) {
    let now = zoned(local);
    let told: Option<Timestamp> = assess(facts, under(profiles), &now).until(profiles, &now);
    assert_eq!(told, expected.map(at), "at {local}");
}

#[test]
fn a_fever_has_no_end_of_its_own_though_the_day_has() {
    let facts = of(vec![declared("2020-02-17T06:30", feverish())]);
    check(&facts, &[covid()], "2020-02-17T07:00", None);
    assert_eq!(
        assess(&facts, under(&[covid()]), &zoned("2020-02-17T07:00")).changes_at,
        Some(at("2020-02-18T00:00")),
        "it is assessed anew at midnight all the same"
    );
}

#[test]
fn a_symptom_after_a_day_without_ends_with_its_hours() {
    let facts = of(vec![
        declared("2020-02-17T09:30", coughing()),
        declared("2020-02-18T06:00", well()),
    ]);
    check(&facts, &[covid()], "2020-02-18T07:00", Some("2020-02-18T09:30"));
}

#[test]
fn an_observation_ends_with_its_last_day_whatever_has_to_be_declared_until_then() {
    let facts = of(vec![declared(
        "2020-02-17T06:30",
        was_in("42", "2020-02-01", "2020-02-10"),
    )]);
    check(&facts, &[covid()], "2020-02-17T07:00", Some("2020-02-25T00:00"));
    check(&facts, &[covid()], "2020-02-18T07:00", None);
}

#[test]
fn who_is_barred_is_told_when_that_ends_and_not_what_only_holds_them() {
    let facts = Facts {
        hits: vec![hit(Category::Confirmed, "2020-02-20T00:00")],
        declarations: vec![declared("2020-02-17T06:30", feverish())],
        ..Facts::default()
    };
    check(&facts, &[covid()], "2020-02-17T07:00", Some("2020-02-20T00:00"));
}

#[test]
fn of_several_reasons_the_last_to_end_counts() {
    let facts = Facts {
        hits: vec![hit(Category::GeneralContact, "2020-02-20T00:00")],
        declarations: vec![declared(
            "2020-02-17T06:30",
            was_in("42", "2020-02-01", "2020-02-10"),
        )],
        ..Facts::default()
    };
    check(&facts, &[covid()], "2020-02-17T07:00", Some("2020-02-25T00:00"));
}

#[test]
fn who_is_clear_declares_again_as_the_next_day_begins() {
    let facts = of(vec![declared("2020-02-17T06:30", well())]);
    check(&facts, &[covid()], "2020-02-17T07:00", Some("2020-02-18T00:00"));
    let last_day = DiseaseProfile {
        to: Some(day("2020-02-17")),
        ..covid()
    };
    check(&facts, &[last_day], "2020-02-17T07:00", None);
    let coming = DiseaseProfile {
        from: day("2020-02-20"),
        ..covid()
    };
    check(
        &of(vec![]),
        &[coming],
        "2020-02-17T07:00",
        Some("2020-02-20T00:00"),
    );
    let never = DiseaseProfile {
        daily_declaration: false,
        ..covid()
    };
    check(&of(vec![]), &[never], "2020-02-17T07:00", None);
}
