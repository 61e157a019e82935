//! Profiles: what a version may say, how versions follow each other, and what holds whatever a sound one says.

use domain::alert::matters;
use domain::area::AreaEffect;
use domain::declaration::Tenths;
use domain::language::Words;
use domain::profile::{
    self, DiseaseProfile, Incubation, Measure, MeasurePlace, NotInTurn, Question, Spread, put_in_force,
    stand_down,
};
use domain::reason::Cause;
use domain::screening::Category;
use domain::standing::{State, assess, forecast};
use jiff::SignedDuration;
use proptest::prelude::*;
use proptest::sample::select;

use crate::facts::{covid, day, foshan, shipped, under};
use crate::properties::{MINUTES, instant, some_facts, some_hit};

fn named(profile: &DiseaseProfile) -> Vec<String> {
    let faults = profile.check().err().unwrap_or_default();
    faults.into_iter().map(|fault| fault.field).collect()
}

fn of_code(code: &str) -> DiseaseProfile {
    let mut all = shipped().into_iter();
    all.find(|profile| profile.code == code).expect("it ships")
}

#[test]
fn every_profile_that_ships_is_sound_and_says_where_its_values_come_from() {
    for profile in shipped() {
        assert_eq!(profile.check(), Ok(()), "{}", profile.code);
        assert_eq!(profile.in_form(), profile);
    }
}

#[test]
fn the_two_editions_of_the_plan_of_2020_differ_in_when_contacts_begin() {
    let editions: Vec<_> = shipped()
        .into_iter()
        .filter(|profile| profile.code == "covid-2020")
        .map(|profile| {
            (
                profile.version,
                profile.from,
                profile.infectious.expect("a window").from_day,
            )
        })
        .collect();
    assert_eq!(editions, [(1, day("2020-01-20"), 0), (2, day("2020-02-21"), -2)]);
}

#[test]
fn each_faulty_field_is_named_in_both_languages() {
    let bad = DiseaseProfile {
        code: "Covid 2020".into(),
        words: Words::new("新冠", " "),
        version: 0,
        to: Some(day("2019-12-31")),
        incubation: Some(Incubation {
            shortest: 48,
            usual: Some(24),
            longest: 72,
        }),
        fever_from: Some(Tenths(3730)),
        symptom_free_hours: -1,
        look_back_days: 1000,
        retention_days: 0,
        ..covid()
    };
    assert_eq!(
        named(&bad),
        [
            "code",
            "words",
            "version",
            "to",
            "incubation",
            "fever_from",
            "symptom_free_hours",
            "look_back_days",
            "retention_days"
        ]
    );
    for fault in bad.check().unwrap_err() {
        assert!(
            !fault.words.zh.is_empty() && !fault.words.en.is_empty(),
            "{fault:?}"
        );
    }
}

#[test]
fn where_people_do_not_pass_it_on_nobody_is_observed() {
    for spread in [Spread::Vector, Spread::FoodWater] {
        let contacts = DiseaseProfile { spread, ..covid() };
        let fields = named(&contacts);
        for field in [
            "observation_days",
            "contact_effect",
            "area_effect",
            "categories[3].effect",
        ] {
            assert!(fields.contains(&field.to_owned()), "{spread:?}: {fields:?}");
        }
        assert!(
            !fields.contains(&"categories[0].effect".to_owned()),
            "a case is no contact"
        );
    }
}

#[test]
fn a_gate_does_no_more_than_is_permitted_and_nothing_about_the_weather() {
    let mild = DiseaseProfile {
        permitted: State::Hold,
        ..covid()
    };
    assert_eq!(
        named(&mild)[0],
        "categories[0].effect",
        "a confirmed case would be barred"
    );
    let none = named(&DiseaseProfile {
        permitted: State::Clear,
        ..covid()
    });
    for field in [
        "fever_from",
        "symptoms[0].effect",
        "daily_declaration",
        "contact_effect",
    ] {
        assert!(none.contains(&field.to_owned()), "{none:?}");
    }
    let hot = DiseaseProfile {
        permitted: State::Hold,
        ..of_code("heat")
    };
    assert_eq!(named(&hot), ["permitted"]);
}

#[test]
fn a_measure_fits_how_the_disease_spreads() {
    let measure = |place| Measure {
        place,
        words: Words::new("清积水", "Empty what holds water"),
        radius_m: None,
    };
    let with = |code: &str, place| DiseaseProfile {
        measures: vec![measure(place)],
        ..of_code(code)
    };
    assert_eq!(named(&with("dengue", MeasurePlace::Premises)), [""; 0]);
    assert_eq!(
        named(&with("covid-2020", MeasurePlace::Premises)),
        ["measures[0].place"]
    );
    assert_eq!(
        named(&with("dengue", MeasurePlace::Canteen)),
        ["measures[0].place"]
    );
    let cold = DiseaseProfile {
        work_rest: of_code("heat").work_rest,
        ..covid()
    };
    assert_eq!(named(&cold), ["work_rest"]);
}

#[test]
fn a_code_means_one_thing_and_a_group_without_values_needs_no_source() {
    let question = Question {
        code: "cough".into(),
        ask: Words::new("咳嗽吗？", "Do you cough?"),
        yes: Words::new("咳嗽", "cough"),
        effect: State::Hold,
    };
    let twice = DiseaseProfile {
        questions: vec![question],
        ..covid()
    };
    assert_eq!(named(&twice), ["questions[0].code"]);
    let mut unsourced = covid();
    unsourced.sources.observation = Words::default();
    assert_eq!(named(&unsourced), ["sources.observation"]);
}

#[test]
fn the_hotter_the_day_the_stricter_its_work_and_rest() {
    let heat = of_code("heat");
    let hours = |highest: i32| heat.work_rest_at(Tenths(highest)).map(|band| band.outdoor_hours);
    assert_eq!(
        [349, 350, 369, 370, 399, 400].map(hours),
        [
            None,
            Some(None),
            Some(None),
            Some(Some(6)),
            Some(Some(6)),
            Some(Some(0))
        ]
    );
}

#[test]
fn a_version_follows_the_one_before_it_and_ends_it() {
    let today = day("2020-02-17");
    let next = |version, from: &str| DiseaseProfile {
        version,
        from: day(from),
        ..covid()
    };
    let turn = |known: &[DiseaseProfile], next: &DiseaseProfile| {
        let changed = put_in_force(known, next, today)?;
        Ok(changed
            .iter()
            .map(|one| (one.version, one.to.map(|to| to.to_string())))
            .collect::<Vec<_>>())
    };
    let said = |version: i32, to: &str| (version, Some(to.to_owned()));
    assert_eq!(turn(&[], &next(1, "2020-02-17")), Ok(vec![(1, None)]));
    assert_eq!(
        turn(&[covid()], &next(2, "2020-02-20")),
        Ok(vec![said(1, "2020-02-19"), (2, None)])
    );
    let known = [
        DiseaseProfile {
            to: Some(day("2020-02-19")),
            ..covid()
        },
        next(2, "2020-02-20"),
    ];
    assert_eq!(
        turn(&known, &next(3, "2020-02-17")),
        Ok(vec![said(1, "2020-02-16"), said(2, "2020-02-16"), (3, None)]),
        "what was yet to begin never does"
    );
    assert_eq!(
        turn(&known, &next(2, "2020-02-18")),
        Err(NotInTurn::Version),
        "someone was quicker"
    );
    assert_eq!(turn(&known, &next(4, "2020-02-18")), Err(NotInTurn::Version));
    assert_eq!(turn(&known, &next(3, "2020-02-16")), Err(NotInTurn::Past));
}

#[test]
fn stood_down_it_is_in_force_no_more_on_this_day() {
    let today = day("2020-02-17");
    let to_come = DiseaseProfile {
        version: 2,
        from: day("2020-02-20"),
        ..covid()
    };
    let ended = stand_down(&[covid(), to_come], today).expect("it is in force");
    assert_eq!(ended.len(), 2);
    for profile in &ended {
        assert!(!profile.in_force(today) && !profile.in_force(day("2020-02-21")));
    }
    assert_eq!(stand_down(&ended, today), Err(NotInTurn::NoneInForce));
    assert_eq!(covid().retained_until(today), day("2020-04-17"));
}

#[test]
fn an_alert_is_about_something_only_while_a_profile_in_force_says_so() {
    let today = day("2020-02-17");
    let fever = |tenths| Cause::Fever {
        temperature: Tenths(tenths),
    };
    let cough = Cause::Symptom {
        symptom: "cough".into(),
        words: Words::new("咳嗽", "cough"),
    };
    let weighs = |profile: DiseaseProfile, cause: &Cause| profile::weighs(&[profile], today, cause);
    let over = || DiseaseProfile {
        to: Some(day("2020-02-16")),
        ..covid()
    };
    for cause in [&fever(378), &cough] {
        assert!(weighs(covid(), cause));
        assert!(!weighs(over(), cause));
    }
    assert!(!weighs(of_code("sars"), &fever(378)), "a fever from 38.0 on");
    assert!(!weighs(of_code("dengue"), &cough));
}

/// Sound profiles: those that ship, turned about as far as they stay sound.
fn some_sound() -> impl Strategy<Value = DiseaseProfile> {
    let spread = select(vec![Spread::PersonToPerson, Spread::Vector, Spread::FoodWater]);
    let effect = || select(vec![State::Clear, State::Hold, State::Barred]);
    let turned = (
        select(shipped()),
        spread,
        [effect(), effect(), effect()],
        0_i32..30,
        prop::option::of(365_i32..=395),
        any::<bool>(),
    );
    turned.prop_filter_map("not sound", |(profile, spread, effects, days, fever, daily)| {
        let mut profile = DiseaseProfile {
            spread,
            permitted: State::Barred,
            contact_effect: effects[0],
            area_effect: AreaEffect {
                low: State::Clear,
                medium: State::Hold.min(effects[1]),
                high: effects[1],
            },
            observation_days: days,
            checks_a_day: i32::from(days > 0),
            fever_from: fever.map(Tenths),
            daily_declaration: daily,
            from: day("2020-01-20"),
            measures: Vec::new(),
            work_rest: Vec::new(),
            ..profile
        };
        for symptom in &mut profile.symptoms {
            symptom.effect = effects[2];
        }
        if spread != Spread::PersonToPerson {
            profile.observation_days = 0;
            profile.checks_a_day = 0;
            profile.contact_effect = State::Clear;
            profile.area_effect = AreaEffect {
                low: State::Clear,
                medium: State::Clear,
                high: State::Clear,
            };
            profile.categories.retain(|row| {
                !matches!(
                    row.category,
                    Category::CloseContact | Category::GeneralContact | Category::FromOutbreakArea
                )
            });
        }
        let source = Words::new("指南", "a guide");
        profile.sources.symptoms = source.clone();
        profile.sources.observation = source;
        profile.check().is_ok().then_some(profile)
    })
}

proptest! {
    #[test]
    fn whatever_a_sound_profile_says_people_can_be_assessed_by_it(
        facts in some_facts(),
        profile in some_sound(),
        minute in 0..MINUTES,
    ) {
        let now = instant(minute).to_zoned(foshan());
        let profiles = [profile];
        let standing = assess(&facts, under(&profiles), &now);
        prop_assert!(standing.state <= profiles[0].permitted);
        let _ = matters(&standing, &facts, under(&profiles), &now);
        let ahead = forecast(&facts, under(&profiles), &now, now.timestamp() + SignedDuration::from_hours(7 * 24));
        prop_assert!(!ahead.is_empty());
    }

    #[test]
    fn under_a_sound_profile_more_bad_news_improves_nothing(
        facts in some_facts(),
        profile in some_sound(),
        hit in some_hit(),
        which in prop::sample::Index::arbitrary(),
        minute in 0..MINUTES,
    ) {
        let now = instant(minute).to_zoned(foshan());
        let symptom = profile.symptoms.first().map(|symptom| symptom.code.clone());
        let profiles = [profile];
        let before = assess(&facts, under(&profiles), &now).state;
        let mut listed = facts.clone();
        listed.hits.push(hit);
        prop_assert!(assess(&listed, under(&profiles), &now).state >= before);
        if !facts.declarations.is_empty() {
            let mut worse = facts.clone();
            let answers = &mut worse.declarations[which.index(facts.declarations.len())].answers;
            answers.symptoms.extend(symptom);
            answers.temperature = answers.temperature.max(Some(Tenths(400)));
            answers.contact = answers.contact.max(Some(day("2020-02-20")));
            prop_assert!(assess(&worse, under(&profiles), &now).state >= before);
        }
    }

    #[test]
    fn a_sound_profile_of_a_mosquitos_disease_holds_nobody_for_whom_they_met_or_where_they_were(
        facts in some_facts(),
        profile in some_sound(),
        minute in 0..MINUTES,
    ) {
        prop_assume!(profile.spread != Spread::PersonToPerson);
        let standing = assess(&facts, under(&[profile]), &instant(minute).to_zoned(foshan()));
        let near = |cause: &Cause| match cause {
            Cause::Area { .. } | Cause::Place { .. } | Cause::Contact { .. } | Cause::TakenBack { .. } => true,
            Cause::Hit { category, .. } => matches!(
                category,
                Category::CloseContact | Category::GeneralContact | Category::FromOutbreakArea
            ),
            _ => false,
        };
        prop_assert!(!standing.reasons.iter().any(|reason| near(&reason.cause)), "{:?}", standing.reasons);
    }

    #[test]
    fn stood_down_a_profile_holds_nobody(
        facts in some_facts(),
        profile in some_sound(),
        minute in 0..MINUTES,
    ) {
        let now = instant(minute).to_zoned(foshan());
        let ended = stand_down(&[profile], now.date()).expect("it is in force");
        let standing = assess(&facts, under(&ended), &now);
        prop_assert_eq!((standing.state, standing.changes_at), (State::Clear, None));
    }
}
