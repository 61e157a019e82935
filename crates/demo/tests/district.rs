//! The demo district as those who load it see it.

use std::collections::{HashMap, HashSet};

use demo::{
    CONSTRUCTION_SITES, District, ENTERPRISES, GATE_SITE, Reach, SEED, WORKERS, Worker, district, password,
};
use domain::account::check_password;
use domain::document::{Document, DocumentKind, age_on};
use domain::id::PersonId;
use domain::likeness::{Key, Met, Traits, evidence, keys, rank};
use domain::registry::{EngagementState, SiteKind};
use jiff::civil::date;
use uuid::Uuid;

fn workers(district: &District) -> impl Iterator<Item = &Worker> {
    district.sites.iter().flat_map(|site| &site.workers)
}

#[test]
fn a_seed_gives_the_same_district_every_time_and_another_seed_another() {
    assert_eq!(district(SEED), district(SEED));
    assert_ne!(district(SEED), district(SEED + 1));
}

#[test]
fn nanhai_has_its_seven_towns_and_each_has_sites_of_both_kinds() {
    let district = district(SEED);
    let codes: Vec<_> = district.towns.iter().map(|town| town.division.as_str()).collect();
    let expected = ["011", "121", "122", "123", "124", "125", "126"].map(|tail| format!("440605{tail}"));
    assert_eq!(codes, expected);
    for town in &district.towns {
        for kind in [SiteKind::ConstructionProject, SiteKind::Enterprise] {
            let here = |site: &&demo::Site| site.town == town.division && site.kind == kind;
            assert!(
                district.sites.iter().any(|site| here(&site)),
                "{} {kind:?}",
                town.name
            );
        }
    }
}

#[test]
fn sites_are_as_large_as_real_ones_and_the_gates_is_small_enough_for_open_recognition() {
    for seed in [SEED, 1, 2, 3] {
        let district = district(seed);
        let kinds = district
            .sites
            .iter()
            .filter(|site| site.kind == SiteKind::Enterprise);
        assert_eq!(kinds.count(), ENTERPRISES);
        assert_eq!(district.sites.len(), CONSTRUCTION_SITES + ENTERPRISES);
        assert_eq!(workers(&district).count(), WORKERS);
        assert!(district.sites[GATE_SITE].workers.len() <= 500);
        assert_eq!(district.sites[GATE_SITE].kind, SiteKind::ConstructionProject);
        for site in &district.sites {
            assert!(
                (200..=1_200).contains(&site.workers.len()),
                "{}",
                site.workers.len()
            );
        }
    }
}

#[test]
fn every_document_is_valid_and_nobody_shares_a_document_or_phone() {
    let district = district(SEED);
    let mut documents = HashSet::new();
    let mut phones = HashSet::new();
    for worker in workers(&district) {
        let document = &worker.checked.document;
        assert_eq!(
            Document::parse(document.kind(), document.number()).as_ref(),
            Ok(document)
        );
        assert!(documents.insert(document.index_text()), "a document comes twice");
        let phone = worker.checked.phone.as_ref().expect("everyone can be called");
        assert!(phones.insert(phone.as_str().to_owned()), "a phone comes twice");
        assert!(phone.as_str().starts_with("154"), "no operator has this prefix");
    }
}

#[test]
fn everyone_is_of_working_age_in_2020_and_in_2026() {
    for worker in workers(&district(SEED)) {
        let born = worker.checked.birth_date.expect("the day of birth is known");
        assert!(age_on(born, date(2020, 2, 17)) >= 18);
        assert!(age_on(born, date(2026, 12, 31)) <= 60);
    }
}

#[test]
fn names_show_what_registries_stumble_over() {
    let district = district(SEED);
    let names: Vec<&str> = workers(&district)
        .map(|worker| worker.checked.name.as_str())
        .collect();
    let having = |part: &str| names.iter().filter(|name| name.contains(part)).count();
    assert!(having("·") > 100, "middle dots");
    assert!(
        having("䶮") + having("𬭎") + having("㛃") > 10,
        "characters beyond GBK"
    );
    let in_letters = names
        .iter()
        .filter(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()));
    assert!((5..200).contains(&in_letters.count()));
}

#[test]
fn some_hold_other_documents_and_some_wait_to_be_confirmed() {
    let district = district(SEED);
    for kind in [DocumentKind::Passport, DocumentKind::HongKongMacaoPermit] {
        assert!(
            workers(&district).any(|worker| worker.checked.document.kind() == kind),
            "{kind:?}"
        );
    }
    let pending = workers(&district).filter(|worker| worker.engagement == EngagementState::Pending);
    assert!((100..600).contains(&pending.count()));
}

#[test]
fn crews_and_names_of_sites_do_not_repeat_and_each_worker_is_in_a_crew_of_their_site() {
    let district = district(SEED);
    let mut names = HashSet::new();
    for site in &district.sites {
        assert!(names.insert(&site.name), "{}", site.name);
        let crews: HashSet<_> = site.crews.iter().collect();
        assert_eq!(crews.len(), site.crews.len(), "{}", site.name);
        for worker in &site.workers {
            assert!(crews.contains(worker.checked.crew.as_ref().expect("a crew")));
        }
    }
}

#[test]
fn every_town_and_site_has_an_account_whose_password_would_be_accepted() {
    let district = district(SEED);
    let mut names = HashSet::new();
    for account in &district.accounts {
        assert!(names.insert(&account.name), "{}", account.name);
        assert_eq!(
            check_password(&password(&account.name)),
            Ok(()),
            "{}",
            account.name
        );
    }
    for town in &district.towns {
        let reach = Reach::Town(town.division.clone());
        assert!(district.accounts.iter().any(|account| account.reach == reach));
    }
    let reach = Reach::Community(district.sites[GATE_SITE].community.clone().expect("a community"));
    assert!(district.accounts.iter().any(|account| account.reach == reach));
    for at in 0..district.sites.len() {
        assert!(
            district
                .accounts
                .iter()
                .any(|account| account.reach == Reach::Site(at))
        );
    }
    let clerk = district
        .accounts
        .iter()
        .find(|account| account.name == "contractor");
    let Some(Reach::Contractor(GATE_SITE, company)) = clerk.map(|account| &account.reach) else {
        panic!("a company at the site with the gate has an account");
    };
    let office = Reach::Enterprise(company.clone());
    assert!(district.accounts.iter().any(|account| account.reach == office));
    assert_eq!(password("district"), "district@nanhai2020");
}

#[test]
fn the_person_whom_the_readme_adds_is_nobody_of_the_district() {
    let number = "440605199003070010";
    for readme in [
        include_str!("../../../README.md"),
        include_str!("../../../README.zh-CN.md"),
    ] {
        assert!(readme.contains(number) && readme.contains("13800138000"));
    }
    assert_eq!(
        Document::parse(DocumentKind::ResidentId, number)
            .expect("a valid number")
            .number(),
        number
    );
    assert!(workers(&district(SEED)).all(|worker| worker.checked.document.number() != number));
}

#[test]
fn a_few_are_registered_twice_with_a_passport_so_that_there_is_something_to_compare() {
    let district = district(SEED);
    let people: Vec<&Worker> = workers(&district).collect();
    let traits = |nth: usize| {
        let worker = &people[nth].checked;
        Traits {
            person: PersonId(Uuid::from_u128(nth as u128)),
            name: &worker.name,
            birth_date: worker.birth_date,
            document: &worker.document,
            phone: worker.phone.as_ref(),
        }
    };
    let mut kept: HashMap<Key, Vec<usize>> = HashMap::new();
    for nth in 0..people.len() {
        for key in keys(&traits(nth)).kept {
            kept.entry(key).or_default().push(nth);
        }
    }
    let mut pairs = HashSet::new();
    for nth in 0..people.len() {
        for key in keys(&traits(nth)).asked {
            for other in kept
                .get(&key)
                .into_iter()
                .flatten()
                .filter(|other| **other != nth)
            {
                let pair = (nth.min(*other), nth.max(*other));
                let (one, other) = (traits(nth), traits(*other));
                let found = evidence(&one, &other, Met::default());
                if rank(one.document, other.document, &found).is_some() {
                    pairs.insert(pair);
                }
            }
        }
    }
    assert!((8..40).contains(&pairs.len()), "{}", pairs.len());
    let at_gate = district.sites[GATE_SITE].workers.len();
    let here = pairs
        .iter()
        .filter(|(one, other)| *one < at_gate && *other < at_gate);
    assert!(
        here.count() >= 5,
        "the manager of the site with the gate sees some"
    );
}

#[test]
fn most_sites_lie_in_a_community_of_their_town_and_the_officers_has_several() {
    let sites = district(SEED).sites;
    let own = sites[GATE_SITE].community.clone().expect("a community");
    for site in &sites {
        let community = site.community.as_ref();
        assert!(
            community.is_none_or(|one| site.town.contains(one) && one.is_known()),
            "{}",
            site.name
        );
    }
    assert!(
        sites
            .iter()
            .filter(|site| site.community.as_ref() == Some(&own))
            .count()
            >= 3
    );
    let unplaced = sites.iter().filter(|site| site.community.is_none()).count();
    assert!((1..sites.len() / 4).contains(&unplaced), "{unplaced}");
}

#[test]
fn a_company_has_crews_at_several_sites_beside_anothers_at_each() {
    let sites = district(SEED).sites;
    let staffed: Vec<_> = sites.iter().filter(|site| !site.contractors.is_empty()).collect();
    assert!(staffed.len() >= 3);
    assert!(!sites[GATE_SITE].contractors.is_empty());
    for site in staffed {
        let mut named = HashSet::new();
        for company in &site.contractors {
            assert!(!company.crews.is_empty(), "{}", site.name);
            assert!(
                company
                    .crews
                    .iter()
                    .all(|crew| site.crews.contains(crew) && named.insert(crew))
            );
        }
        assert!(
            site.crews.iter().any(|crew| !named.contains(crew)),
            "some are the site's own"
        );
    }
}
