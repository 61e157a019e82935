//! Whether a database has a keyring, asked before any key is made for it.

use store::{Engine, Store};
use testkit::Database;
use testkit::database::fresh_postgres;

async fn a_keyring_is_there_once_the_database_was_opened(engine: Engine) {
    let opened = Database::fresh(engine).await;
    assert!(Store::has_keyring(&opened.url).await.unwrap());
    let beside = opened.folder().join("new.db");
    let untouched = match engine {
        Engine::Sqlite => format!("sqlite:{}", beside.display()),
        Engine::Postgres => fresh_postgres().await,
    };
    assert!(!Store::has_keyring(&untouched).await.unwrap());
    assert!(!beside.exists(), "asking makes nothing");
}

#[tokio::test]
async fn a_keyring_is_there_once_the_database_was_opened_on_sqlite() {
    a_keyring_is_there_once_the_database_was_opened(Engine::Sqlite).await;
}

#[tokio::test]
async fn a_keyring_is_there_once_the_database_was_opened_on_postgres() {
    a_keyring_is_there_once_the_database_was_opened(Engine::Postgres).await;
}
