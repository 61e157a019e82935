//! A fresh database on each engine.

use std::sync::Arc;

use seal::MasterKey;
use sqlx::{AnyConnection, Connection, Executor, Row};
use store::{Engine, Store};
use tempfile::TempDir;

use crate::chance::Dice;

/// Where the tests' PostgreSQL is: a URL with the right to create databases.
const POSTGRES: &str = "TEST_POSTGRES_URL";

/// The engines every database test runs on.
pub struct Engines;

/// A fresh, empty database with the schema in place; gone when dropped.
pub struct Database {
    /// Open.
    pub store: Store,
    /// Its URL, to open it once more.
    pub url: String,
    folder: TempDir,
}

/// The master key of test databases.
pub const MASTER_KEY: &str = "1111111111111111111111111111111111111111111111111111111111111111";

impl Engines {
    /// Both engines, in the order they are tried.
    pub const BOTH: [Engine; 2] = [Engine::Sqlite, Engine::Postgres];
}

impl Database {
    /// Makes one.
    pub async fn fresh(engine: Engine) -> Self {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let url = match engine {
            Engine::Sqlite => format!("sqlite:{}", folder.path().join("test.db").display()),
            Engine::Postgres => fresh_postgres().await,
        };
        let store = open(&url).await;
        Self { store, url, folder }
    }

    /// Every byte the database keeps: the files of the embedded one, every row of the server's.
    pub async fn contents(&self) -> Vec<u8> {
        match self.store.engine() {
            Engine::Sqlite => {
                let files = std::fs::read_dir(self.folder.path()).expect("the folder");
                files
                    .filter_map(|file| std::fs::read(file.ok()?.path()).ok())
                    .flatten()
                    .collect()
            }
            Engine::Postgres => rows_of(&self.url).await,
        }
    }

    /// Spoils what lies sealed in a column of a row, as a bad disk would.
    pub async fn damage(&self, table: &str, column: &str, row: impl std::fmt::Display) {
        let mut connection = AnyConnection::connect(&self.url)
            .await
            .expect("the database answers");
        let statement = format!("UPDATE {table} SET {column} = $1 WHERE id = $2");
        let done = sqlx::query(sqlx::AssertSqlSafe(statement))
            .bind(vec![1_u8; 40])
            .bind(row.to_string())
            .execute(&mut connection)
            .await
            .expect("the row is spoiled");
        assert_eq!(done.rows_affected(), 1, "there is no such row");
    }

    /// Changes rows behind the program's back, as someone who has the database and not its keys would; says how many.
    pub async fn meddle(&self, statement: &'static str) -> u64 {
        let mut connection = AnyConnection::connect(&self.url)
            .await
            .expect("the database answers");
        let done = sqlx::query(statement).execute(&mut connection).await;
        done.expect("rows are changed").rows_affected()
    }

    /// Has the server count what lies where, as it does by itself within a minute; the embedded engine never does.
    pub async fn gather_statistics(&self) {
        if self.store.engine() == Engine::Postgres {
            let mut connection = AnyConnection::connect(&self.url)
                .await
                .expect("the database answers");
            connection
                .execute("ANALYZE")
                .await
                .expect("the tables are counted");
        }
    }

    /// The folder the embedded database lies in.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }
}

/// Opens a test database.
pub async fn open(url: &str) -> Store {
    let master = MasterKey::from_hex(MASTER_KEY).expect("a key of 64 digits");
    Store::open(url, master, Arc::new(Dice::new(1)))
        .await
        .expect("the database opens")
}

/// Makes an empty database on the tests' PostgreSQL and tells its URL.
pub async fn fresh_postgres() -> String {
    let server = std::env::var(POSTGRES).unwrap_or_else(|_| {
        panic!("set {POSTGRES} to a PostgreSQL server, or run `make test`, which starts one")
    });
    sqlx::any::install_default_drivers();
    let mut connection = AnyConnection::connect(&server)
        .await
        .expect("the PostgreSQL server answers");
    // By the server's own count: the numbers of processes come again while it stands.
    let counted = sqlx::query("SELECT pg_current_xact_id()::text AS count")
        .fetch_one(&mut connection)
        .await
        .expect("the server counts");
    let count: String = counted.try_get("count").expect("a count");
    let name = format!("t{count}");
    let statement = format!("CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'");
    connection
        .execute(sqlx::AssertSqlSafe(statement))
        .await
        .expect("a database of its own");
    let (base, query) = server
        .split_once('?')
        .map_or((server.as_str(), String::new()), |(b, q)| (b, format!("?{q}")));
    let host = base.rsplit_once('/').map_or(base, |(host, _)| host);
    format!("{host}/{name}{query}")
}

/// Every row as text, and every binary column in it as the bytes it stands for.
async fn rows_of(url: &str) -> Vec<u8> {
    let mut connection = AnyConnection::connect(url).await.expect("the database answers");
    let tables = sqlx::query("SELECT tablename::text AS name FROM pg_tables WHERE schemaname = 'public'")
        .fetch_all(&mut connection)
        .await
        .expect("the tables");
    let mut all = Vec::new();
    for table in tables {
        let name: String = table.try_get("name").expect("a name");
        let rows = sqlx::query(sqlx::AssertSqlSafe(format!(
            "SELECT t::text AS row FROM \"{name}\" t"
        )))
        .fetch_all(&mut connection)
        .await
        .expect("the rows");
        for row in rows {
            let text: String = row.try_get("row").expect("a text");
            all.extend_from_slice(text.replace("\"\"", "\"").as_bytes());
            for hex in text.split("\\x").skip(1) {
                let digits: Vec<u32> = hex.chars().map_while(|digit| digit.to_digit(16)).collect();
                all.extend(digits.chunks_exact(2).map(|pair| (pair[0] * 16 + pair[1]) as u8));
            }
            all.push(b'\n');
        }
    }
    all
}

/// Writes one test as two, one an engine: `both_engines!(name, |database| async move { … });`
#[macro_export]
macro_rules! both_engines {
    ($(#[$meta:meta])* async fn $name:ident($database:ident: Database) $body:block) => {
        mod $name {
            use super::*;

            async fn run($database: $crate::Database) $body

            $(#[$meta])*
            #[tokio::test(flavor = "multi_thread")]
            async fn on_sqlite() {
                run($crate::Database::fresh(store::Engine::Sqlite).await).await;
            }

            $(#[$meta])*
            #[tokio::test(flavor = "multi_thread")]
            async fn on_postgres() {
                run($crate::Database::fresh(store::Engine::Postgres).await).await;
            }
        }
    };
}
