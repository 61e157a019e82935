//! The demo, cut off at any moment of its first start and of its life: what is there is whole and there once.

use std::collections::HashSet;
use std::time::Duration;

use demo::{Day, GATE_SITE, SEED};
use domain::clock::Entropy;
use serde_json::Value;
use testkit::Dice;

use crate::office::Person;
use crate::process::{Engine, Installation, Process, free_port};

/// How often each part is cut off.
const CUTS: usize = 4;

fn moment(dice: &Dice) -> Duration {
    let mut byte = [0];
    dice.fill(&mut byte);
    Duration::from_millis(10 + 3 * u64::from(byte[0]))
}

/// Power cuts, and every other time somebody who stops it.
fn cut(demo: Process, round: usize) {
    if round.is_multiple_of(2) {
        demo.kill();
    } else {
        assert!(demo.stop().success(), "it stops cleanly in the middle of it");
    }
}

impl Installation {
    async fn office(&self) -> Person {
        self.sign_in_with("district", "district@nanhai2020").await
    }
}

/// Names of a list, none of which may stand there twice.
fn names(rows: &[Value]) -> HashSet<String> {
    let names: HashSet<String> = rows
        .iter()
        .map(|row| row["name"].as_str().expect("a name").to_owned())
        .collect();
    assert_eq!(names.len(), rows.len(), "none is there twice");
    names
}

#[tokio::test(flavor = "multi_thread")]
async fn a_first_start_that_is_cut_off_goes_on_where_it_was_and_doubles_nothing() {
    const SITES: usize = 3;
    let installation = Installation::new(Engine::Sqlite).await;
    let dice = Dice::new(5);
    for round in 0..CUTS {
        let (demo, mut said) = installation.demo(SITES);
        // A quick machine may be done before it is cut off.
        let begins = |line: String| line.contains("Setting up") || line.starts_with("ready");
        assert!(said.any(begins), "it begins, or is done");
        tokio::time::sleep(moment(&dice)).await;
        cut(demo, round);
    }
    let (demo, mut said) = installation.demo(SITES);
    assert!(
        said.any(|line| line.starts_with("ready")),
        "it is ready in the end"
    );
    let district = demo::district(SEED).of_sites(SITES);
    let office = installation.office().await;
    let sites = office.all("/api/sites?").await;
    let wanted = district.sites.iter().map(|site| site.name.clone()).collect();
    assert_eq!(names(&sites), wanted);
    let people: usize = district.sites.iter().map(|site| site.workers.len()).sum();
    let counted = office.get("/api/overview").await;
    let there = counted["people"].as_u64().zip(counted["pending"].as_u64());
    assert_eq!(
        there.map(|(people, pending)| people + pending),
        Some(people as u64)
    );
    let gate_site = &district.sites[GATE_SITE].name;
    let gate_site = sites.iter().find(|site| site["name"] == gate_site.as_str());
    let gate_site = gate_site.expect("the gate's site")["id"].as_str().expect("an id");
    let gates = office.get(&format!("/api/sites/{gate_site}/gates")).await;
    assert_eq!(gates.as_array().map(Vec::len), Some(1), "{gates}");
    assert!(demo.stop().success());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_second_demo_in_the_same_folder_is_told_so() {
    let installation = Installation::new(Engine::Sqlite).await;
    let (_demo, mut said) = installation.demo(1);
    assert!(said.any(|line| line.contains("Setting up")));
    let (port, gate) = (free_port().to_string(), free_port().to_string());
    let ports = [
        "--tls-port",
        "0",
        "--gate-tls-port",
        "0",
        "--port",
        &port,
        "--gate-port",
        &gate,
    ];
    let folder = installation.demo_folder();
    let folder = ["--data-dir", folder.to_str().expect("a path in letters")];
    let done = installation.run(&[&["demo"], &ports[..], &folder[..]].concat(), "");
    let said = String::from_utf8_lossy(&done.stderr).into_owned();
    assert!(!done.status.success() && said.contains("--data-dir"), "{said}");
}

/// Waits until the demo has lived its day, for at most five minutes; the day.
async fn lived(installation: &Installation) -> Day {
    let mark = installation.demo_folder().join("life.day");
    let mut ticks = tokio::time::interval(Duration::from_millis(100));
    for _ in 0..3_000 {
        ticks.tick().await;
        if let Ok(day) = std::fs::read_to_string(&mark) {
            let district = demo::district(SEED).of_sites(2);
            return demo::day(SEED, &district, day.trim().parse().expect("a day"));
        }
    }
    panic!("the demo has not lived its day in five minutes");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_day_that_is_cut_off_is_lived_to_its_end_and_nothing_happens_twice() {
    let installation = Installation::new(Engine::Sqlite).await;
    let dice = Dice::new(9);
    for round in 0..CUTS {
        let (demo, mut said) = installation.demo(2);
        assert!(said.any(|line| line.starts_with("ready")));
        tokio::time::sleep(moment(&dice) * 3).await;
        cut(demo, round);
    }
    let (demo, mut said) = installation.demo(2);
    assert!(said.any(|line| line.starts_with("ready")));
    let day = lived(&installation).await;
    let office = installation.office().await;

    let counted = office.get("/api/overview").await;
    assert_eq!(
        counted["declared_today"].as_u64(),
        Some(day.declarations.len() as u64)
    );
    let passages = office.all("/api/passages?").await;
    let kept: HashSet<String> = passages
        .iter()
        .map(|row| row["id"].as_str().expect("an id").to_owned())
        .collect();
    assert_eq!(kept.len(), passages.len(), "none is there twice");
    let wanted = day.passings.iter().map(|one| one.id.to_string()).collect();
    assert_eq!(kept, wanted);
    assert!(passages.iter().all(|row| row["late"] == false), "no line was cut");
    assert!(passages.iter().any(|row| row["answer"] == "pass"));
    assert!(passages.iter().any(|row| row["answer"] == "hold"));
    let lists = office.all("/api/watchlists?").await;
    assert_eq!(lists.len(), 1, "one list stands");
    let states: HashSet<&str> = ["open", "acknowledged", "closed"].into();
    let alerts = office.all("/api/alerts?").await;
    assert!(
        !alerts.is_empty()
            && alerts
                .iter()
                .all(|alert| states.contains(alert["state"].as_str().unwrap()))
    );
    let gates = installation.sign_in_with("site-02", "site-02@nanhai2020").await;
    let site = gates.all("/api/sites?").await[0]["id"]
        .as_str()
        .unwrap()
        .to_owned();
    names(
        gates
            .get(&format!("/api/sites/{site}/gates"))
            .await
            .as_array()
            .unwrap(),
    );
    assert!(demo.stop().success());
}
