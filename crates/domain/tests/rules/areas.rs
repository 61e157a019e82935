//! Outbreak areas: who was in one, who may have been, and who is held by neither.

use std::collections::HashMap;

use domain::area::{Areas, Level, OutbreakArea, Reading, place_key, unread};
use domain::declaration::Answers;
use domain::profile::DiseaseProfile;
use domain::reason::Cause;
use domain::standing::{Rules, Standing, State, assess};

use crate::facts::{
    area, areas, at, corrected, covid, day, declared, foshan, of, rode, said, was_in, well, zoned,
};

const NOW: &str = "2020-02-17T07:00";

fn judged_by(profile: DiseaseProfile, answers: Answers, areas: &Areas) -> Standing {
    let rules = Rules {
        profiles: &[profile],
        areas,
    };
    assess(
        &of(vec![declared("2020-02-17T06:30", answers)]),
        rules,
        &zoned(NOW),
    )
}

fn judged(answers: Answers, areas: &Areas) -> Standing {
    judged_by(covid(), answers, areas)
}

#[track_caller]
fn check(answers: Answers, all: Vec<OutbreakArea>, expected: &str) {
    let found = judged(answers, &areas(all));
    let certain = found.reasons.iter().map(|reason| match &reason.cause {
        Cause::Area { certain: false, .. } => "perhaps area",
        cause => cause.code(),
    });
    let words: Vec<&str> = certain.collect();
    let told = if words.is_empty() {
        "clear".to_owned()
    } else {
        words.join(", ")
    };
    assert_eq!(told, expected);
}

#[test]
fn a_stay_counts_on_the_days_on_which_the_place_was_an_area() {
    let outbreak = || vec![area("4201", "2020-02-03", Some("2020-02-08"))];
    for (from, to, expected) in [
        ("2020-01-20", "2020-02-02", "clear"),
        ("2020-01-20", "2020-02-03", "area"),
        ("2020-02-08", "2020-02-12", "area"),
        ("2020-02-09", "2020-02-12", "clear"),
    ] {
        check(was_in("420106", from, to), outbreak(), expected);
    }
    let found = judged(was_in("420106", "2020-02-01", "2020-02-12"), &areas(outbreak()));
    assert_eq!(
        found.reasons[0].until,
        Some(at("2020-02-23T00:00")),
        "observed from its last day as an area"
    );
}

#[test]
fn an_area_taken_back_clears_those_it_held() {
    let answers = || was_in("420106", "2020-02-01", "2020-02-10");
    check(answers(), vec![area("4201", "2020-01-23", None)], "area");
    check(answers(), vec![], "clear");
}

#[test]
fn the_profile_says_what_a_level_leads_to() {
    let with = |level| OutbreakArea {
        level,
        ..area("4201", "2020-01-23", None)
    };
    let answers = || was_in("420106", "2020-02-01", "2020-02-10");
    check(answers(), vec![with(Level::Low)], "clear");
    check(answers(), vec![with(Level::Medium)], "area");
    let mut strict = covid();
    strict.area_effect.high = State::Barred;
    let found = judged_by(strict.clone(), answers(), &areas(vec![with(Level::High)]));
    assert_eq!(said(&found), "barred: area");
    let found = judged_by(
        strict,
        was_in("42", "2020-02-01", "2020-02-10"),
        &areas(vec![with(Level::High)]),
    );
    assert_eq!(said(&found), "hold: area", "what is only possible never bars");
}

#[test]
fn an_area_of_another_disease_counts_for_nothing() {
    let dengue = OutbreakArea {
        disease: "dengue".into(),
        ..area("4201", "2020-01-23", None)
    };
    check(
        was_in("420106", "2020-02-01", "2020-02-10"),
        vec![dengue],
        "clear",
    );
}

#[test]
fn a_place_wider_than_the_area_is_possible_and_never_clear() {
    let one = || vec![area("4201", "2020-01-23", None)];
    check(was_in("42", "2020-02-01", "2020-02-10"), one(), "perhaps area");
    check(was_in("4211", "2020-02-01", "2020-02-10"), one(), "clear");
}

#[test]
fn an_area_known_only_by_what_holds_it_is_possible_for_whoever_was_there() {
    let estate = || {
        vec![OutbreakArea {
            name: "南海区某某小区".into(),
            whole: false,
            ..area("440605", "2020-01-23", None)
        }]
    };
    check(
        was_in("440605011", "2020-02-01", "2020-02-10"),
        estate(),
        "perhaps area",
    );
    check(was_in("440604", "2020-02-01", "2020-02-10"), estate(), "clear");
    let nowhere = vec![OutbreakArea {
        division: None,
        ..area("440605", "2020-01-23", None)
    }];
    check(was_in("440605011", "2020-02-01", "2020-02-10"), nowhere, "clear");
}

#[test]
fn many_areas_in_one_place_are_one_reason() {
    let all = ["420102", "420103", "420106"].map(|code| area(code, "2020-01-23", None));
    check(
        was_in("4201", "2020-02-01", "2020-02-10"),
        all.into(),
        "perhaps area",
    );
}

#[test]
fn whoever_was_in_an_area_for_certain_is_not_told_of_a_possible_one_beside_it() {
    let all = vec![
        area("42", "2020-01-23", None),
        OutbreakArea {
            whole: false,
            ..area("420106", "2020-01-23", None)
        },
    ];
    check(was_in("420106", "2020-02-01", "2020-02-10"), all, "area");
}

#[test]
fn a_trips_end_of_several_places_may_be_each_of_them() {
    let ride = || rode("2020-02-16", "朝阳", "佛山西");
    check(ride(), vec![area("110105", "2020-01-23", None)], "perhaps area");
    check(ride(), vec![area("2113", "2020-01-23", None)], "perhaps area");
    check(ride(), vec![area("42", "2020-01-23", None)], "clear");
    check(
        rode("2020-02-16", "北京朝阳", ""),
        vec![area("110105", "2020-01-23", None)],
        "area",
    );
}

#[test]
fn a_trips_end_that_nobody_can_read_holds_while_it_may_be_in_an_area() {
    let ride = || rode("2020-02-16", "老家", "佛山西");
    check(ride(), vec![area("42", "2020-01-23", None)], "place");
    check(
        ride(),
        vec![area("42", "2020-01-23", Some("2020-02-15"))],
        "clear",
    );
    check(ride(), vec![], "clear");
    check(
        rode("2020-02-16", "", "佛山西"),
        vec![area("42", "2020-01-23", None)],
        "clear",
    );
    assert_eq!(unread(&ride()), [("老家", day("2020-02-16"))]);
}

#[test]
fn what_a_person_read_in_a_text_holds_for_everybody_who_wrote_it() {
    let hubei = || area("42", "2020-01-23", None);
    let read = |reading| Areas::new(vec![hubei()], HashMap::from([(place_key("黄龙 机场"), reading)]));
    let ride = || rode("2020-02-16", "黄龙机场", "佛山西");
    let within = |code: &str| Reading::In {
        division: code.parse().unwrap(),
        whole: false,
    };
    assert_eq!(said(&judged(ride(), &read(within("513224")))), "clear");
    assert_eq!(said(&judged(ride(), &read(within("420106")))), "hold: area");
    assert_eq!(said(&judged(ride(), &read(Reading::Nowhere))), "clear");
}

#[test]
fn a_correction_that_says_where_clears_at_once() {
    let areas = areas(vec![area("42", "2020-01-23", None)]);
    let unclear = declared("2020-02-17T06:30", rode("2020-02-16", "老家", "佛山西"));
    let clear = declared("2020-02-17T06:40", rode("2020-02-16", "湖南邵阳", "佛山西"));
    let rules = Rules {
        profiles: &[covid()],
        areas: &areas,
    };
    let standing = |facts| said(&assess(&of(facts), rules, &zoned(NOW)));
    assert_eq!(standing(vec![unclear.clone()]), "hold: place");
    assert_eq!(
        standing(vec![corrected(unclear, "2020-02-17T06:40"), clear]),
        "clear"
    );
}

#[test]
fn each_reason_says_where_and_what_to_do() {
    let all = || areas(vec![area("4201", "2020-01-23", None)]);
    let words = |answers| judged(answers, &all()).reasons[0].words(&foshan()).zh;
    assert_eq!(
        words(was_in("420106", "2020-02-01", "2020-02-10")),
        "2月10日 到过湖北省武汉市，需要医学观察，到2月25日00:00"
    );
    assert_eq!(
        words(was_in("42", "2020-02-01", "2020-02-10")),
        "2月10日 到过湖北省，那里有疫情发生地。请更正申报，写到镇街、社区，不然要观察，到2月25日00:00"
    );
    assert_eq!(
        words(rode("2020-02-16", "老家", "")),
        "2月16日 的行程里写的“老家”看不出是哪里。请更正申报，写明省、市、区县，不然要观察，到3月2日00:00"
    );
    let at_the_gate = judged(rode("2020-02-16", "老家", ""), &all()).reasons[0]
        .gate_words()
        .zh;
    assert_eq!(at_the_gate, "申报的行程没写清楚，请在手机上改一下");
}

#[test]
fn whoever_stayed_at_home_is_held_by_no_area() {
    check(well(), vec![area("44", "2020-01-23", None)], "clear");
}
