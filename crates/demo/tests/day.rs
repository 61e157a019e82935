//! A day of the demo district, its watchlist and its drill.

use std::collections::{HashMap, HashSet};

use demo::{
    Day, District, GATE_SITE, LIVELY_SITES, MORNING, SEED, When, Who, day, district, drill, watchlist,
};
use domain::area::{Areas, Level, OutbreakArea};
use domain::declaration::{DeclarationFact, Tenths};
use domain::id::AreaId;
use domain::profile::DiseaseProfile;
use domain::registry::EngagementState;
use domain::standing::{Facts, Rules, State, assess};
use jiff::Timestamp;
use jiff::civil::{Date, date};
use jiff::tz::TimeZone;
use uuid::Uuid;

const TODAY: Date = date(2026, 11, 25);

fn today() -> (District, Day) {
    let district = district(SEED);
    let day = day(SEED, &district, TODAY);
    (district, day)
}

#[test]
fn a_day_is_the_same_every_time_and_the_next_is_another() {
    let (district, today) = today();
    assert_eq!(day(SEED, &district, TODAY), today);
    assert_ne!(day(SEED, &district, TODAY.tomorrow().unwrap()), today);
}

#[test]
fn fewer_sites_change_nothing_at_the_others() {
    let (district, whole) = today();
    let part = day(SEED, &district.of_sites(2), TODAY);
    let there: Vec<_> = whole
        .declarations
        .into_iter()
        .filter(|one| one.who.site < 2)
        .collect();
    assert_eq!(part.declarations, there);
}

#[test]
fn most_people_of_each_lively_site_declare_and_a_few_are_unwell() {
    let (district, today) = today();
    for site in LIVELY_SITES {
        let here: Vec<_> = today
            .declarations
            .iter()
            .filter(|one| one.who.site == site)
            .collect();
        let share = here.len() * 100 / district.sites[site].workers.len();
        assert!((80..95).contains(&share), "{site}: {share} %");
        let unwell = here
            .iter()
            .filter(|one| !one.answers.symptoms.is_empty() || one.answers.temperature >= Some(Tenths(373)));
        let unwell = unwell.count();
        assert!(unwell * 25 < here.len(), "{site}: {unwell}");
        let left = site == GATE_SITE;
        assert!(
            !left || unwell == 0,
            "what is seen at the gate is left to who tries it"
        );
    }
}

#[test]
fn nothing_happens_twice_and_whoever_is_at_work_declares_before_they_come() {
    let (district, today) = today();
    for one in &today.declarations {
        let worker = &district.sites[one.who.site].workers[one.who.worker];
        assert_eq!(worker.engagement, EngagementState::Active, "{:?}", one.who);
    }
    let declared: HashMap<Who, When> = today.declarations.iter().map(|one| (one.who, one.when)).collect();
    assert_eq!(declared.len(), today.declarations.len());
    let ids: HashSet<_> = today.declarations.iter().map(|one| one.id).collect();
    assert_eq!(ids.len(), today.declarations.len());
    let ids: HashSet<_> = today.passings.iter().map(|one| one.id).collect();
    assert_eq!(ids.len(), today.passings.len());
    for passing in &today.passings {
        assert_ne!(passing.who.site, GATE_SITE);
        let When::Morning(came) = passing.when else {
            panic!("whoever fell ill lately does not come")
        };
        assert!(came <= MORNING);
        if let Some(When::Morning(told)) = declared.get(&passing.who) {
            assert!(*told < came, "{passing:?}");
        }
    }
}

#[test]
fn a_watchlist_names_one_worker_of_each_lively_site_but_the_gates_and_ends() {
    let district = district(SEED);
    let list = watchlist(SEED, &district, TODAY);
    assert_eq!((list.expires_on - TODAY).get_days(), 14);
    let site_of: HashMap<&str, usize> = district
        .sites
        .iter()
        .enumerate()
        .flat_map(|(at, site)| {
            site.workers
                .iter()
                .map(move |worker| (worker.checked.document.number(), at))
        })
        .collect();
    let lines: Vec<&str> = list.file.lines().skip(1).collect();
    let documents: Vec<&str> = lines.iter().filter_map(|line| line.split(',').nth(1)).collect();
    assert_eq!(documents.iter().collect::<HashSet<_>>().len(), lines.len());
    let mut hit: Vec<usize> = documents
        .iter()
        .filter_map(|document| site_of.get(document).copied())
        .collect();
    hit.sort_unstable();
    assert_eq!(hit, LIVELY_SITES[1..]);
    let year_on = watchlist(SEED, &district, TODAY.tomorrow().unwrap());
    assert_ne!(list.file, year_on.file);
}

#[test]
fn under_the_drill_a_stay_in_its_city_holds_and_one_elsewhere_does_not() {
    let profile: DiseaseProfile =
        serde_json::from_str(include_str!("../../../profiles/covid-2020.json")).unwrap();
    let drill = drill::version(&profile, TODAY);
    assert!(drill.words.zh.contains("演练") && drill::areas(TODAY).contains("演练"));
    let area = OutbreakArea {
        id: AreaId(Uuid::nil()),
        disease: drill::CODE.into(),
        name: "湖北省武汉市（演练）".into(),
        division: Some(drill::CITY.parse().unwrap()),
        whole: true,
        level: Level::High,
        from: date(2026, 10, 26),
        to: None,
    };
    let rules = Rules {
        profiles: std::slice::from_ref(&drill),
        areas: &Areas::new(vec![area], HashMap::new()),
    };
    let now = TODAY.at(9, 0, 0, 0).to_zoned(TimeZone::UTC).unwrap();
    let (_, today) = today();
    let mut seen = HashSet::new();
    for one in today
        .declarations
        .iter()
        .filter(|one| !one.answers.stays.is_empty())
    {
        let facts = Facts {
            declarations: vec![DeclarationFact {
                id: one.id,
                at: Timestamp::UNIX_EPOCH,
                day: TODAY,
                superseded_at: None,
                verified: false,
                answers: one.answers.clone(),
            }],
            ..Facts::default()
        };
        let in_the_city = one.answers.stays[0].division.as_str() == "4201";
        let standing = assess(&facts, rules, &now);
        assert_eq!(standing.state == State::Hold, in_the_city, "{:?}", one.answers);
        seen.insert(in_the_city);
    }
    assert_eq!(seen.len(), 2, "there are stays of both kinds");
}
