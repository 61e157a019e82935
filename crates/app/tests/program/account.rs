//! Adding accounts on the platform's machine: what is taken, and what is refused with a sentence.

use std::process::Output;

use reqwest::StatusCode;
use serde_json::json;

use crate::process::{Engine, Installation, client};

const PASSWORD: &str = "nanhai-2020-office\n";

impl Installation {
    fn add(&self, name: &str, reach: &[&str], password: &str) -> Output {
        let verb = [&["add-account", "--name", name, "--title", "某人"], reach].concat();
        self.run(&verb, password)
    }

    fn refused(&self, name: &str, reach: &[&str], password: &str) -> String {
        let done = self.add(name, reach, password);
        assert!(!done.status.success(), "{name} was added");
        String::from_utf8_lossy(&done.stderr).into_owned()
    }
}

#[tokio::test]
async fn what_is_not_in_the_district_or_not_there_is_refused_with_what_to_do() {
    let installation = Installation::new(Engine::Sqlite).await;
    for (reach, said) in [
        (&["--division", "440606"][..], "not in this district (440605)"),
        (&["--division", "440605011999"], "no town or community"),
        (&["--division", "44o605"], "not in this district"),
        (&["--division", "440605999"], "no town or community"),
        (&["--site", "一号工地"], "add it in the console first"),
        (
            &["--site", "018f5f6e-0000-7000-8000-000000000000"],
            "There is no site",
        ),
        (&[], "--division"),
    ] {
        let answer = installation.refused("office", reach, PASSWORD);
        assert!(answer.contains(said), "{reach:?}: {answer}");
    }
    for password in ["\n", "short-1\n", "aaaaaaaaaaaaaaaa\n"] {
        let answer = installation.refused("office", &["--division", "440605"], password);
        assert!(answer.contains("password needs"), "{password}: {answer}");
    }
}

#[tokio::test]
async fn a_town_and_a_community_are_reached_by_their_codes_and_a_name_to_sign_in_with_is_given_once() {
    let installation = Installation::new(Engine::Sqlite).await;
    let town = ["--division", "440605011"];
    let community = ["--division", "440605011001"];
    assert!(installation.add("first", &community, PASSWORD).status.success());
    assert!(installation.add("second", &town, PASSWORD).status.success());
    let answer = installation.refused("second", &town, PASSWORD);
    assert!(
        answer.contains("already") && answer.contains("已经有"),
        "{answer}"
    );
}

#[tokio::test]
async fn a_site_is_found_by_its_name_and_its_manager_signs_in() {
    let installation = Installation::new(Engine::Sqlite).await;
    let platform = installation.serve().await;
    installation.site(0).await;
    assert!(
        installation
            .add("guard", &["--site", "一号工地"], PASSWORD)
            .status
            .success()
    );
    let signed_in = client()
        .post(format!("{}/api/sessions", installation.address()))
        .json(&json!({ "name": "guard", "password": PASSWORD.trim() }))
        .send()
        .await
        .unwrap();
    assert_eq!(signed_in.status(), StatusCode::CREATED);
    assert!(platform.stop().success());
}
