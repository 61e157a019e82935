//! Standing: what holds, what bars, and what lifts it, at which instant.

use domain::declaration::Answers;
use domain::language::Words;
use domain::profile::{DiseaseProfile, Spread};
use domain::screening::{Category, HitFact};
use domain::standing::{Facts, assess};
use jiff::SignedDuration;

use crate::facts::{
    at, checked, corrected, coughing, covid, day, declared, feverish, foshan, hit, measured, of, rode, said,
    standing, under, was_in, well, zoned,
};

#[track_caller]
fn check(facts: &Facts, local: &str, expected: &str) {
    assert_eq!(said(&standing(facts, local)), expected, "at {local}");
}

/// A standing says when it changes; a microsecond before, it has not.
#[track_caller]
fn check_lifts(facts: &Facts, profiles: &[DiseaseProfile], from: &str, lifts_at: &str, after: &str) {
    let before = assess(facts, under(profiles), &zoned(from));
    assert_eq!(before.changes_at, Some(at(lifts_at)), "it says when");
    let lifts = at(lifts_at);
    let just_before = assess(
        facts,
        under(profiles),
        &(lifts - SignedDuration::from_micros(1)).to_zoned(foshan()),
    );
    assert_eq!(said(&just_before), said(&before), "and not a microsecond earlier");
    assert_eq!(
        said(&assess(facts, under(profiles), &lifts.to_zoned(foshan()))),
        after
    );
}

fn only_lists_and_areas() -> Vec<DiseaseProfile> {
    vec![DiseaseProfile {
        daily_declaration: false,
        ..covid()
    }]
}

#[test]
fn whoever_has_not_declared_today_waits_until_they_do() {
    check(&of(vec![]), "2020-02-17T07:00", "hold: no_declaration");
    check(
        &of(vec![declared("2020-02-17T06:30", well())]),
        "2020-02-17T07:00",
        "clear",
    );
}

#[test]
fn a_declaration_is_good_until_midnight() {
    let facts = of(vec![declared("2020-02-17T06:30", well())]);
    check_lifts(
        &facts,
        &[covid()],
        "2020-02-17T07:00",
        "2020-02-18T00:00",
        "hold: no_declaration",
    );
}

#[test]
fn a_fever_holds_from_37_3_on() {
    for (tenths, expected) in [(372, "clear"), (373, "hold: fever")] {
        let answers = domain::declaration::Answers {
            temperature: Some(domain::declaration::Tenths(tenths)),
            ..well()
        };
        check(
            &of(vec![declared("2020-02-17T06:30", answers)]),
            "2020-02-17T07:00",
            expected,
        );
    }
}

#[test]
fn a_correction_does_not_lift_a_fever() {
    let facts = of(vec![
        corrected(declared("2020-02-17T06:30", feverish()), "2020-02-17T06:35"),
        declared("2020-02-17T06:35", well()),
    ]);
    check(&facts, "2020-02-17T07:00", "hold: fever");
}

#[test]
fn a_check_on_the_spot_lifts_it() {
    let facts = of(vec![declared("2020-02-17T06:30", feverish())]);
    check(
        &checked(facts.clone(), "2020-02-17T06:50"),
        "2020-02-17T07:00",
        "clear",
    );
    check(
        &checked(facts, "2020-02-17T06:20"),
        "2020-02-17T07:00",
        "hold: fever",
    );
}

#[test]
fn a_fever_measured_on_the_spot_holds_like_a_declared_one() {
    let quiet = of(vec![declared("2020-02-17T06:30", well())]);
    let hot = measured(quiet, "2020-02-17T06:50", 373);
    check(&hot, "2020-02-17T06:50", "hold: fever");
    check(
        &checked(hot.clone(), "2020-02-17T07:10"),
        "2020-02-17T07:20",
        "clear",
    );
    let mut next_day = hot;
    next_day.declarations.push(declared("2020-02-18T06:00", well()));
    check_lifts(
        &next_day,
        &[covid()],
        "2020-02-18T06:10",
        "2020-02-18T06:50",
        "clear",
    );
}

#[test]
fn a_check_that_measures_a_fever_answers_nothing() {
    let facts = of(vec![declared("2020-02-17T06:30", coughing())]);
    check(
        &measured(facts, "2020-02-17T06:50", 378),
        "2020-02-17T07:00",
        "hold: fever, symptom",
    );
}

#[test]
fn what_is_told_or_measured_in_the_instant_of_a_check_holds() {
    let told = of(vec![declared("2020-02-17T06:50", feverish())]);
    check(
        &checked(told, "2020-02-17T06:50"),
        "2020-02-17T07:00",
        "hold: fever",
    );
    let hot = measured(
        of(vec![declared("2020-02-17T06:30", well())]),
        "2020-02-17T06:50",
        378,
    );
    check(
        &checked(hot, "2020-02-17T06:50"),
        "2020-02-17T07:00",
        "hold: fever",
    );
}

#[test]
fn from_where_it_is_a_fever_each_profile_says_for_itself() {
    let lenient = DiseaseProfile {
        code: "other".into(),
        fever_from: Some(domain::declaration::Tenths(380)),
        ..covid()
    };
    let facts = measured(
        of(vec![declared("2020-02-17T06:30", coughing())]),
        "2020-02-17T06:50",
        375,
    );
    for (profiles, expected) in [
        (vec![lenient.clone()], "clear"),
        (vec![lenient, covid()], "hold: fever, symptom"),
    ] {
        let found = assess(&facts, under(&profiles), &zoned("2020-02-17T07:00"));
        assert_eq!(said(&found), expected);
    }
}

#[test]
fn a_yes_to_what_a_profile_asks_weighs_like_a_symptom() {
    let asks = DiseaseProfile {
        questions: vec![domain::profile::Question {
            code: "rash_at_home".into(),
            ask: Words::new("家里有人出疹子吗？", "Has anyone at home a rash?"),
            yes: Words::new("家里有人出疹", "a rash at home"),
            effect: domain::standing::State::Hold,
        }],
        ..covid()
    };
    let answered = |yes: bool| Answers {
        questions: [("rash_at_home".to_owned(), yes)].into(),
        ..well()
    };
    let under = |facts: &Facts, profile: &DiseaseProfile, local: &str| {
        said(&assess(
            facts,
            under(std::slice::from_ref(profile)),
            &zoned(local),
        ))
    };
    let no = of(vec![declared("2020-02-17T06:30", answered(false))]);
    let yes = of(vec![declared("2020-02-17T06:30", answered(true))]);
    assert_eq!(under(&no, &asks, "2020-02-17T07:00"), "clear");
    assert_eq!(under(&yes, &asks, "2020-02-17T07:00"), "hold: symptom");
    assert_eq!(under(&yes, &covid(), "2020-02-17T07:00"), "clear", "nobody asks");
    assert_eq!(
        under(&checked(yes, "2020-02-17T06:50"), &asks, "2020-02-17T07:00"),
        "clear"
    );
}

#[test]
fn where_temperature_says_nothing_of_a_disease_no_fever_holds() {
    let cool = DiseaseProfile {
        fever_from: None,
        ..covid()
    };
    let facts = of(vec![declared("2020-02-17T06:30", feverish())]);
    assert_eq!(
        said(&assess(&facts, under(&[cool]), &zoned("2020-02-17T07:00"))),
        "clear"
    );
}

#[test]
fn a_symptom_lifts_a_day_later_once_a_day_without_was_declared() {
    let ill = declared("2020-02-17T06:30", coughing());
    check(
        &of(vec![ill.clone(), declared("2020-02-17T09:00", well())]),
        "2020-02-18T12:00",
        "hold: symptom, no_declaration",
    );
    let facts = of(vec![ill, declared("2020-02-18T06:00", well())]);
    check_lifts(
        &facts,
        &[covid()],
        "2020-02-18T06:10",
        "2020-02-18T06:30",
        "clear",
    );
}

#[test]
fn a_milder_word_later_does_not_make_a_grave_one_lighter() {
    let mut profile = covid();
    profile.symptoms[0].effect = domain::standing::State::Barred;
    let grave = declared("2020-02-17T06:30", coughing());
    let mild = declared("2020-02-17T08:30", feverish());
    let found = assess(
        &of(vec![grave, mild]),
        under(&[profile]),
        &zoned("2020-02-17T09:00"),
    );
    assert_eq!(said(&found), "barred: symptom, fever");
}

#[test]
fn a_stay_in_an_outbreak_area_is_observed_for_fourteen_days_after_it() {
    let facts = of(vec![declared(
        "2020-02-17T06:30",
        was_in("420106", "2020-02-01", "2020-02-10"),
    )]);
    check(&facts, "2020-02-17T07:00", "hold: area");
    let lists = only_lists_and_areas();
    check_lifts(&facts, &lists, "2020-02-17T07:00", "2020-02-25T00:00", "clear");
}

#[test]
fn a_stay_elsewhere_or_before_the_outbreak_counts_for_nothing() {
    for answers in [
        was_in("430102", "2020-02-01", "2020-02-10"),
        was_in("420106", "2019-12-01", "2019-12-31"),
    ] {
        check(
            &of(vec![declared("2020-02-17T06:30", answers)]),
            "2020-02-17T07:00",
            "clear",
        );
    }
}

#[test]
fn a_trip_from_or_to_an_outbreak_area_is_a_day_in_it() {
    let ride = |from: &str, to: &str| rode("2020-02-16", from, to);
    for (from, to) in [
        ("武汉", "广州南"),
        ("广州南站", "湖北黄冈"),
        ("420100", ""),
        ("", "42"),
    ] {
        let facts = of(vec![declared("2020-02-17T06:30", ride(from, to))]);
        check(&facts, "2020-02-17T07:00", "hold: area");
    }
    for (from, to) in [("长沙南", "佛山西"), ("海口", "河南郑州"), ("", "")] {
        let facts = of(vec![declared("2020-02-17T06:30", ride(from, to))]);
        check(&facts, "2020-02-17T07:00", "clear");
    }
}

#[test]
fn a_stay_told_again_each_day_is_one_reason_with_its_last_day() {
    let facts = of(vec![
        declared("2020-02-16T06:30", was_in("42", "2020-02-01", "2020-02-08")),
        declared("2020-02-17T06:30", was_in("42", "2020-02-01", "2020-02-10")),
    ]);
    let found = standing(&facts, "2020-02-17T07:00");
    assert_eq!(said(&found), "hold: area");
    assert_eq!(found.reasons[0].until, Some(at("2020-02-25T00:00")));
}

#[test]
fn a_contact_is_observed_and_a_vector_disease_never_holds_one() {
    let answers = domain::declaration::Answers {
        contact: Some(day("2020-02-15")),
        ..was_in("420106", "2020-02-01", "2020-02-10")
    };
    let facts = of(vec![declared("2020-02-17T06:30", answers)]);
    check(&facts, "2020-02-17T07:00", "hold: area, contact");
    for spread in [Spread::Vector, Spread::FoodWater, Spread::Environmental] {
        let profile = DiseaseProfile { spread, ..covid() };
        let found = assess(&facts, under(&[profile]), &zoned("2020-02-17T07:00"));
        assert_eq!(said(&found), "clear", "{spread:?}");
    }
}

#[test]
fn a_hit_bars_until_its_line_ends() {
    let facts = Facts {
        hits: vec![hit(Category::CloseContact, "2020-02-20T00:00")],
        declarations: vec![declared("2020-02-17T06:30", well())],
        ..Facts::default()
    };
    check(&facts, "2020-02-17T07:00", "barred: hit");
    check_lifts(
        &facts,
        &only_lists_and_areas(),
        "2020-02-17T07:00",
        "2020-02-20T00:00",
        "clear",
    );
}

#[test]
fn a_hit_under_another_name_holds_and_never_bars() {
    for category in Category::ALL {
        let other_name = HitFact {
            name_agrees: false,
            ..hit(category, "2020-02-20T00:00")
        };
        let facts = Facts {
            hits: vec![other_name],
            declarations: vec![declared("2020-02-17T06:30", well())],
            ..Facts::default()
        };
        check(&facts, "2020-02-17T07:00", "hold: hit");
    }
}

#[test]
fn a_profile_switched_off_frees_everyone_as_its_last_day_ends() {
    let facts = Facts {
        hits: vec![hit(Category::Confirmed, "2020-06-01T00:00")],
        declarations: vec![declared("2020-02-17T06:30", feverish())],
        ..Facts::default()
    };
    let over = DiseaseProfile {
        to: Some(day("2020-02-19")),
        ..covid()
    };
    check_lifts(&facts, &[over], "2020-02-19T08:00", "2020-02-20T00:00", "clear");
}

#[test]
fn a_profile_yet_to_come_says_when_it_begins() {
    let coming = DiseaseProfile {
        from: day("2020-02-20"),
        ..covid()
    };
    check_lifts(
        &of(vec![]),
        &[coming],
        "2020-02-17T07:00",
        "2020-02-20T00:00",
        "hold: no_declaration",
    );
}

#[test]
fn every_reason_has_a_sentence_with_a_way_out_in_both_languages() {
    let facts = Facts {
        hits: vec![hit(Category::CloseContact, "2020-02-20T00:00")],
        declarations: vec![declared("2020-02-16T06:30", feverish())],
        ..Facts::default()
    };
    let found = standing(&facts, "2020-02-17T07:00");
    let zh: Vec<String> = found
        .reasons
        .iter()
        .map(|reason| reason.words(&foshan()).zh)
        .collect();
    assert_eq!(
        zh,
        [
            "在重点防护名单上（密切接触），如有疑问请找镇街，到2月20日00:00",
            "体温 38.2 ℃，请到现场管理员处复测",
            "今天还没申报，用手机填一下就好",
        ]
    );
    for reason in &found.reasons {
        assert!(!reason.words(&foshan()).en.is_empty() && !reason.gate_words().en.is_empty());
    }
}

#[test]
fn what_a_gate_says_aloud_tells_bystanders_nothing_about_health() {
    let facts = Facts {
        hits: vec![hit(Category::CloseContact, "2020-02-20T00:00")],
        declarations: vec![declared("2020-02-17T06:30", coughing())],
        ..Facts::default()
    };
    for reason in standing(&facts, "2020-02-17T07:00").reasons {
        let said = reason.gate_words().zh;
        assert!(
            !said.contains("咳嗽") && !said.contains("密切接触") && !said.contains("名单"),
            "{said}"
        );
    }
}
