//! What holds of standings whatever the facts are.

use std::collections::BTreeMap;

use domain::alert::matters;
use domain::area::AreaEffect;
use domain::check::CheckFact;
use domain::declaration::{Answers, DeclarationFact, Stay, Tenths};
use domain::id::{CheckId, DeclarationId, HitId, WatchlistId};
use domain::profile::{DiseaseProfile, Spread};
use domain::reason::Cause;
use domain::screening::{Category, HitFact};
use domain::standing::{Facts, State, assess, forecast, standing_at};
use jiff::civil::Date;
use jiff::{SignedDuration, Span, Timestamp};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use uuid::Uuid;

use crate::facts::{at, covid, day, foshan, under};

const BEGIN: &str = "2020-02-01T00:00";
pub(crate) const MINUTES: i64 = 30 * 24 * 60;

pub(crate) fn instant(minute: i64) -> Timestamp {
    at(BEGIN) + SignedDuration::from_mins(minute)
}

pub(crate) fn some_day() -> impl Strategy<Value = Date> {
    (0_i64..30).prop_map(|days| day("2020-01-25").checked_add(Span::new().days(days)).unwrap())
}

fn some_answers() -> impl Strategy<Value = Answers> {
    let stay = (
        select(vec!["42", "420106", "4201", "43", "440605"]),
        some_day(),
        0_i64..8,
    )
        .prop_map(|(division, from, days)| Stay {
            division: division.parse().unwrap(),
            from,
            to: from.checked_add(Span::new().days(days)).unwrap(),
        });
    (
        prop::option::of(350_i32..400),
        vec(select(vec!["cough", "fatigue", "unheard_of"]), 0..3),
        vec(stay, 0..2),
        prop::option::of(some_day()),
    )
        .prop_map(|(temperature, symptoms, stays, contact)| Answers {
            temperature: temperature.map(Tenths),
            symptoms: symptoms.into_iter().map(str::to_owned).collect(),
            stays,
            trips: Vec::new(),
            contact,
            questions: BTreeMap::new(),
            promise: true,
        })
}

fn some_declaration() -> impl Strategy<Value = DeclarationFact> {
    (
        any::<u128>(),
        0..MINUTES,
        prop::option::weighted(0.2, 1..MINUTES),
        prop::bool::weighted(0.1),
        some_answers(),
    )
        .prop_map(|(id, minute, superseded, verified, answers)| DeclarationFact {
            id: DeclarationId(Uuid::from_u128(id)),
            at: instant(minute),
            day: instant(minute).to_zoned(foshan()).date(),
            superseded_at: superseded.map(|later| instant(minute + later)),
            verified,
            answers,
        })
}

pub(crate) fn some_hit() -> impl Strategy<Value = HitFact> {
    (
        any::<u128>(),
        select(Category::ALL.to_vec()),
        0..MINUTES,
        any::<bool>(),
    )
        .prop_map(|(id, category, minute, name_agrees)| HitFact {
            id: HitId(Uuid::from_u128(id)),
            watchlist: WatchlistId(Uuid::from_u128(1)),
            category,
            found_at: at(BEGIN),
            expires_at: instant(minute),
            name_agrees,
        })
}

fn some_check(tenths: std::ops::Range<i32>) -> impl Strategy<Value = CheckFact> {
    (any::<u128>(), 0..MINUTES, tenths).prop_map(|(id, minute, tenths)| CheckFact {
        id: CheckId(Uuid::from_u128(id)),
        at: instant(minute),
        day: instant(minute).to_zoned(foshan()).date(),
        temperature: Tenths(tenths),
    })
}

pub(crate) fn some_facts() -> impl Strategy<Value = Facts> {
    (
        vec(some_declaration(), 0..8),
        vec(some_hit(), 0..3),
        vec(some_check(350..400), 0..3),
    )
        .prop_map(|(declarations, hits, checks)| Facts {
            declarations,
            hits,
            checks,
            joined: Vec::new(),
        })
}

fn some_profiles() -> impl Strategy<Value = Vec<DiseaseProfile>> {
    let effect = || select(vec![State::Clear, State::Hold, State::Barred]);
    let spread = select(vec![Spread::PersonToPerson, Spread::Vector, Spread::FoodWater]);
    let profile = (
        any::<bool>(),
        effect(),
        effect(),
        spread,
        some_day(),
        prop::option::of(0_i64..25),
    )
        .prop_map(|(daily_declaration, cough, area_effect, spread, from, days)| {
            let mut profile = DiseaseProfile {
                daily_declaration,
                area_effect: AreaEffect {
                    low: State::Clear,
                    medium: area_effect,
                    high: area_effect,
                },
                spread,
                from,
                to: days.map(|days| from.checked_add(Span::new().days(days)).unwrap()),
                ..covid()
            };
            profile.symptoms[0].effect = cough;
            profile
        });
    vec(profile, 1..3)
}

proptest! {
    #[test]
    fn the_order_of_facts_does_not_matter(facts in some_facts(), profiles in some_profiles(), minute in 0..MINUTES) {
        let now = instant(minute).to_zoned(foshan());
        let mut turned = facts.clone();
        turned.declarations.reverse();
        turned.hits.reverse();
        turned.checks.reverse();
        let standing = assess(&facts, under(&profiles), &now);
        prop_assert_eq!(&standing, &assess(&turned, under(&profiles), &now));
        let words = |facts: &Facts| {
            let standing = assess(facts, under(&profiles), &now);
            standing.reasons.iter().map(|reason| reason.words(&foshan())).collect::<Vec<_>>()
        };
        prop_assert_eq!(words(&facts), words(&turned), "the same input gives the same words");
    }

    #[test]
    fn a_joined_record_improves_nothing_whatever_was_known_of_it(
        one in some_facts(),
        other in some_facts(),
        profiles in some_profiles(),
        minute in 0..MINUTES,
    ) {
        let now = instant(minute).to_zoned(foshan());
        let state = |facts: &Facts| assess(facts, under(&profiles), &now).state;
        let worse = state(&one).max(state(&other));
        let joined = Facts { joined: vec![other], ..one };
        prop_assert_eq!(state(&joined), worse, "no milder than either, and no harsher than the worse of them");
        let standing = assess(&joined, under(&profiles), &now);
        let acted_on = standing.reasons.iter().filter(|reason| {
            matches!(reason.cause, Cause::Hit { .. } | Cause::Fever { .. } | Cause::Symptom { .. } | Cause::TakenBack { .. })
        });
        let matters = matters(&standing, &joined, under(&profiles), &now);
        for reason in acted_on {
            prop_assert!(matters.iter().any(|matter| matter.cause.same_matter(&reason.cause)), "someone must act on it");
        }
    }

    #[test]
    fn one_more_hit_improves_nothing(
        facts in some_facts(),
        hit in some_hit(),
        profiles in some_profiles(),
        minute in 0..MINUTES,
    ) {
        let now = instant(minute).to_zoned(foshan());
        let before = assess(&facts, under(&profiles), &now).state;
        let mut worse = facts;
        worse.hits.push(hit);
        prop_assert!(assess(&worse, under(&profiles), &now).state >= before);
    }

    #[test]
    fn one_more_measured_fever_improves_nothing_and_a_check_without_worsens_nothing(
        facts in some_facts(),
        fever in some_check(373..430),
        fit in some_check(340..373),
        profiles in some_profiles(),
        minute in 0..MINUTES,
    ) {
        let now = instant(minute).to_zoned(foshan());
        let state = |check: Option<CheckFact>| {
            let mut facts = facts.clone();
            facts.checks.extend(check);
            assess(&facts, under(&profiles), &now).state
        };
        let before = state(None);
        prop_assert!(state(Some(fever)) >= before);
        prop_assert!(state(Some(fit)) <= before);
    }

    #[test]
    fn worse_news_in_a_declaration_improves_nothing(
        facts in some_facts(),
        which: prop::sample::Index,
        fever in 373_i32..430,
        profiles in some_profiles(),
        minute in 0..MINUTES,
    ) {
        prop_assume!(!facts.declarations.is_empty());
        let now = instant(minute).to_zoned(foshan());
        let before = assess(&facts, under(&profiles), &now).state;
        let which = which.index(facts.declarations.len());
        let worsen: [&dyn Fn(&mut Answers); 3] = [
            &|answers| answers.temperature = answers.temperature.max(Some(Tenths(fever))),
            &|answers| answers.symptoms.push("cough".into()),
            &|answers| answers.contact = answers.contact.max(Some(day("2020-02-20"))),
        ];
        for change in worsen {
            let mut worse = facts.clone();
            change(&mut worse.declarations[which].answers);
            prop_assert!(assess(&worse, under(&profiles), &now).state >= before);
        }
    }

    #[test]
    fn a_standing_changes_at_the_instant_it_says_and_not_before(
        facts in some_facts(),
        profiles in some_profiles(),
        minute in 0..MINUTES,
        between in 0.0_f64..1.0,
    ) {
        let now = instant(minute);
        let standing = assess(&facts, under(&profiles), &now.to_zoned(foshan()));
        let end = standing.changes_at.unwrap_or_else(|| instant(3 * MINUTES));
        prop_assert!(end > now);
        let within = end.as_microsecond() - now.as_microsecond() - 1;
        let sampled = SignedDuration::from_micros((within as f64 * between) as i64);
        for then in [now + sampled, end - SignedDuration::from_micros(1)] {
            prop_assert_eq!(&assess(&facts, under(&profiles), &then.to_zoned(foshan())), &standing);
        }
    }

    #[test]
    fn a_forecast_says_what_an_assessment_then_would(
        facts in some_facts(),
        profiles in some_profiles(),
        minute in 0..MINUTES,
        later in vec(0_i64..7 * 24 * 60, 1..20),
    ) {
        let now = instant(minute);
        let horizon = now + SignedDuration::from_hours(7 * 24);
        let ahead = forecast(&facts, under(&profiles), &now.to_zoned(foshan()), horizon);
        prop_assert!(ahead.len() < 64);
        for minutes in later {
            let then = now + SignedDuration::from_mins(minutes);
            let told = standing_at(&ahead, then).expect("a standing");
            let assessed = assess(&facts, under(&profiles), &then.to_zoned(foshan()));
            prop_assert_eq!((told.state, &told.reasons), (assessed.state, &assessed.reasons));
        }
    }

    /// Declaring each day is taken as done, and no rule comes into force later: either holds anew what was over.
    #[test]
    fn nobody_is_told_of_an_end_before_the_state_is_better(
        facts in some_facts(),
        profiles in some_profiles(),
        minute in 0..MINUTES,
    ) {
        let now = instant(minute).to_zoned(foshan());
        let profiles: Vec<_> = profiles
            .into_iter()
            .map(|profile| DiseaseProfile { daily_declaration: false, from: day("2020-01-20"), ..profile })
            .collect();
        let standing = assess(&facts, under(&profiles), &now);
        let ahead = forecast(&facts, under(&profiles), &now, instant(3 * MINUTES));
        let better = ahead.iter().find(|segment| segment.standing.state < standing.state);
        if let Some(until) = standing.until(&profiles, &now).filter(|_| standing.state > State::Clear) {
            let better = better.expect("what is told to end does end");
            prop_assert!(better.from <= until);
            let then = standing_at(&ahead, until).expect("a standing");
            prop_assert!(then.state < standing.state);
        }
    }

    #[test]
    fn whoever_is_clear_is_told_when_they_have_to_declare_again(
        facts in some_facts(),
        profiles in some_profiles(),
        minute in 0..MINUTES,
    ) {
        let now = instant(minute).to_zoned(foshan());
        let standing = assess(&facts, under(&profiles), &now);
        if standing.state > State::Clear {
            return Ok(());
        }
        let until = standing.until(&profiles, &now);
        let asked = forecast(&facts, under(&profiles), &now, instant(3 * MINUTES))
            .into_iter()
            .find(|segment| segment.standing.reasons.iter().any(|reason| reason.cause.code() == "no_declaration"));
        if let Some(asked) = asked {
            prop_assert!(until.is_some_and(|until| until <= asked.from));
        }
        if let Some(until) = until {
            let daily = |profile: &&DiseaseProfile| profile.daily_declaration;
            let on = until.to_zoned(foshan()).date();
            prop_assert!(on > now.date() && profiles.iter().filter(daily).any(|profile| profile.in_force(on)));
        }
    }

    #[test]
    fn out_of_force_nothing_holds_anyone(facts in some_facts(), profiles in some_profiles(), minute in 0..MINUTES) {
        let now = instant(minute).to_zoned(foshan());
        let over: Vec<_> = profiles
            .into_iter()
            .map(|profile| DiseaseProfile { from: day("2019-01-01"), to: Some(day("2019-12-31")), ..profile })
            .collect();
        let standing = assess(&facts, under(&over), &now);
        prop_assert_eq!((standing.state, standing.changes_at), (State::Clear, None));
    }

    #[test]
    fn where_it_does_not_pass_between_people_contacts_and_stays_hold_nobody(
        facts in some_facts(),
        profiles in some_profiles(),
        minute in 0..MINUTES,
    ) {
        let now = instant(minute).to_zoned(foshan());
        let vector: Vec<_> = profiles
            .into_iter()
            .map(|profile| DiseaseProfile { spread: Spread::Vector, ..profile })
            .collect();
        let standing = assess(&facts, under(&vector), &now);
        let codes: Vec<_> = standing.reasons.iter().map(|reason| reason.cause.code()).collect();
        prop_assert!(!codes.contains(&"area") && !codes.contains(&"contact"), "{codes:?}");
    }
}
