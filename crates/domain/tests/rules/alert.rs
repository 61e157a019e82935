//! Alerts that a standing raises over the one before.

use domain::alert::{AlertKind, Severity, raised};
use domain::screening::Category;
use domain::standing::Facts;

use crate::facts::{coughing, declared, feverish, hit, of, standing, well};

#[track_caller]
fn check(before: &Facts, after: &Facts, expected: &[(AlertKind, Severity)]) {
    let now = "2020-02-17T12:00";
    let alerts = raised(Some(&standing(before, now)), &standing(after, now));
    let found: Vec<_> = alerts.iter().map(|alert| (alert.kind, alert.severity)).collect();
    assert_eq!(found, expected);
}

#[test]
fn a_fever_a_symptom_and_a_hit_each_raise_one() {
    let quiet = of(vec![declared("2020-02-17T06:30", well())]);
    let fever = of(vec![declared("2020-02-17T06:30", feverish())]);
    let cough = of(vec![declared("2020-02-17T06:30", coughing())]);
    let listed = Facts {
        hits: vec![hit(Category::GeneralContact, "2020-02-20T00:00")],
        ..quiet.clone()
    };
    check(&quiet, &fever, &[(AlertKind::Fever, Severity::Warning)]);
    check(&quiet, &cough, &[(AlertKind::Symptom, Severity::Warning)]);
    check(&quiet, &listed, &[(AlertKind::Hit, Severity::Critical)]);
}

#[test]
fn what_was_known_raises_none() {
    let fever = of(vec![declared("2020-02-17T06:30", feverish())]);
    let mut hotter = feverish();
    hotter.temperature = Some(domain::declaration::Tenths(390));
    let again = of(vec![
        declared("2020-02-17T06:30", feverish()),
        declared("2020-02-17T09:30", hotter),
    ]);
    check(&fever, &again, &[]);
    check(&of(vec![]), &of(vec![]), &[]);
}
