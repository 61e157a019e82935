//! The two engines behind one type: SQLite in a file, PostgreSQL on a server.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use sqlx::any::{AnyConnectOptions, AnyPoolOptions};
use sqlx::pool::PoolConnection;
use sqlx::{Any, AnyConnection, AnyPool, Connection, Executor, Transaction};

use crate::error::{Error, Result, is_missing_table};
use crate::migrate;
use crate::vault::Vault;

/// Which engine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Engine {
    /// Embedded, in one file.
    Sqlite,
    /// A server.
    Postgres,
}

impl Engine {
    fn of(url: &str) -> Result<Self> {
        match url.split_once(':') {
            Some(("sqlite", _)) => Ok(Self::Sqlite),
            Some(("postgres" | "postgresql", _)) => Ok(Self::Postgres),
            _ => Err(Error::Url),
        }
    }
}

/// A database that is open, with the keys that open what is sealed in it.
#[derive(Clone)]
pub struct Store {
    engine: Engine,
    readers: AnyPool,
    writers: AnyPool,
    vault: Arc<Vault>,
    full: Arc<AtomicBool>,
}

/// A piece of work on the database. A writer's statements take effect together on [`Tx::commit`] or not at all; a
/// reader's each see what was committed by then.
pub struct Tx {
    inner: Inner,
    vault: Arc<Vault>,
    /// Whether the last work was lost to a full disk.
    full: Arc<AtomicBool>,
    afterwards: Vec<Box<dyn FnOnce() + Send>>,
}

enum Inner {
    Read(PoolConnection<Any>),
    Write(Transaction<'static, Any>),
}

impl Store {
    /// Opens the database at `url` (`sqlite:PATH` or `postgres://…`), brings its schema up to date, and
    /// unlocks its keyring with the master key.
    pub async fn open(
        url: &str,
        master: seal::MasterKey,
        entropy: Arc<dyn domain::clock::Entropy>,
    ) -> Result<Self> {
        sqlx::any::install_default_drivers();
        let engine = Engine::of(url)?;
        let (readers, writers) = match engine {
            Engine::Sqlite => sqlite_pools(url).await?,
            Engine::Postgres => {
                let options: AnyConnectOptions = url.parse()?;
                // A plan kept from when a table was empty walks the whole of it for ever after: each statement is planned
                // for what is there now.
                let plans = "SET plan_cache_mode = force_custom_plan";
                let pool = AnyPoolOptions::new()
                    .max_connections(24)
                    .acquire_timeout(Duration::from_secs(10))
                    .after_connect(move |connection, _| {
                        Box::pin(async move { connection.execute(plans).await.map(drop) })
                    })
                    .connect_with(options)
                    .await?;
                (pool.clone(), pool)
            }
        };
        migrate::run(engine, &writers).await?;
        let vault = Arc::new(Vault::unlock(&writers, master, entropy).await?);
        Ok(Self {
            engine,
            readers,
            writers,
            vault,
            full: Arc::default(),
        })
    }

    /// Whether the database at `url` has a keyring, so that one master key alone opens it. Makes and changes
    /// nothing, a database least of all.
    pub async fn has_keyring(url: &str) -> Result<bool> {
        sqlx::any::install_default_drivers();
        let url = match Engine::of(url)? {
            Engine::Sqlite if !Path::new(sqlite_path(url)).exists() => return Ok(false),
            Engine::Sqlite => format!("sqlite:{}?mode=rw", sqlite_path(url)),
            Engine::Postgres => url.to_owned(),
        };
        let mut connection = AnyConnection::connect(&url).await?;
        let found = sqlx::query("SELECT name FROM keyring LIMIT 1")
            .fetch_optional(&mut connection)
            .await;
        connection.close().await?;
        match found {
            Ok(row) => Ok(row.is_some()),
            Err(error) if is_missing_table(&error) => Ok(false),
            Err(error) => Err(error.into()),
        }
    }

    /// Which engine this is.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// The keys.
    pub fn vault(&self) -> &Vault {
        &self.vault
    }

    /// Begins reading.
    pub async fn read(&self) -> Result<Tx> {
        Ok(Tx {
            inner: Inner::Read(self.readers.acquire().await?),
            vault: self.vault.clone(),
            full: self.full.clone(),
            afterwards: Vec::new(),
        })
    }

    /// Begins writing. SQLite takes its one write lock here, so that nothing fails later for having read first.
    pub async fn write(&self) -> Result<Tx> {
        let tx = match self.engine {
            Engine::Sqlite => self.writers.begin_with("BEGIN IMMEDIATE").await?,
            Engine::Postgres => self.writers.begin().await?,
        };
        Ok(Tx {
            inner: Inner::Write(tx),
            vault: self.vault.clone(),
            full: self.full.clone(),
            afterwards: Vec::new(),
        })
    }

    /// Whether the database answers, and takes what is written since its disk was full.
    pub async fn ping(&self) -> Result<()> {
        self.readers.acquire().await?.execute("SELECT 1").await?;
        if self.full.load(Ordering::Relaxed) {
            let mut tx = self.write().await?;
            let tried = "UPDATE setting SET value = value WHERE name = 'intake'";
            tx.sql().execute(tried).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    /// Closes every connection after its work is done.
    pub async fn close(&self) {
        self.readers.close().await;
        self.writers.close().await;
    }
}

impl Tx {
    /// The connection for a statement.
    pub(crate) fn sql(&mut self) -> &mut AnyConnection {
        match &mut self.inner {
            Inner::Read(connection) => connection,
            Inner::Write(tx) => tx,
        }
    }

    /// Whether others may be writing at the same time: on a server, not in the embedded engine.
    pub(crate) fn has_other_writers(&mut self) -> bool {
        self.sql().backend_name() == "PostgreSQL"
    }

    /// Whether PostgreSQL keeps plans for a while, or makes each for what is there now. The check of a foreign key is a
    /// statement too: planned for each of many rows, it took longer than the rows.
    pub(crate) async fn keep_plans(&mut self, kept: bool) -> Result<()> {
        if self.has_other_writers() {
            let mode = if kept {
                "SET LOCAL plan_cache_mode = auto"
            } else {
                "SET LOCAL plan_cache_mode = force_custom_plan"
            };
            self.sql().execute(mode).await?;
        }
        Ok(())
    }

    /// Has the engine look at how large the registry's tables have become. PostgreSQL does so by itself a minute later at
    /// the earliest, and until then walks through tables of which it knows nothing. It is shown what is asked by, and not
    /// what is sealed, and takes a small sample: how many there are and how many are alike is enough until it looks by itself.
    pub async fn note_growth(&mut self) -> Result<()> {
        if self.has_other_writers() {
            let grown = "ANALYZE person (id, document_index, phone_index, leading_id), \
                         engagement (id, person_id, site_id, state), roster (site_id, person_id), \
                         newcomer (engagement_id), likeness_key (token, person_id)";
            self.sql()
                .execute("SET LOCAL default_statistics_target = 10")
                .await?;
            self.sql().execute(grown).await?;
        }
        Ok(())
    }

    /// The keys.
    pub fn vault(&self) -> &Vault {
        &self.vault
    }

    /// The keys, for what is made while a statement executes.
    pub(crate) fn shared_vault(&self) -> Arc<Vault> {
        self.vault.clone()
    }

    /// Has something done once the work is durable, in the order asked for; never when it is undone.
    pub fn after_commit(&mut self, told: impl FnOnce() + Send + 'static) {
        self.afterwards.push(Box::new(told));
    }

    /// Makes what was written durable. Dropping a writer without it undoes everything.
    pub async fn commit(self) -> Result<()> {
        if let Inner::Write(tx) = self.inner {
            let done = tx.commit().await.map_err(Error::from);
            self.full
                .store(matches!(done, Err(Error::Full(_))), Ordering::Relaxed);
            done?;
        }
        self.afterwards.into_iter().for_each(|told| told());
        Ok(())
    }
}

/// The file that a URL of the embedded engine names.
fn sqlite_path(url: &str) -> &str {
    let path = url.trim_start_matches("sqlite:").trim_start_matches("//");
    path.split('?').next().unwrap_or(path)
}

/// One writer and several readers on a write-ahead log. `synchronous = FULL`: what was acknowledged survives a
/// loss of power. The log may grow to 64 MB before it is written back: a list of workers touches the same leaves of
/// its indexes with each transaction, and they are then written back once.
///
/// A full disk makes the engine undo a transaction by itself, of which the connection knows nothing and would begin none
/// ever after: such a one is closed.
async fn sqlite_pools(url: &str) -> Result<(AnyPool, AnyPool)> {
    let path = sqlite_path(url);
    let pragmas = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; \
                   PRAGMA busy_timeout = 10000; PRAGMA cache_size = -65536; PRAGMA temp_store = MEMORY; \
                   PRAGMA secure_delete = ON; PRAGMA wal_autocheckpoint = 16384;";
    let options = |mode: &str| format!("sqlite:{path}?mode={mode}").parse::<AnyConnectOptions>();
    let pool = |most: u32| {
        AnyPoolOptions::new()
            .max_connections(most)
            .acquire_timeout(Duration::from_secs(30))
            .after_connect(move |connection, _| {
                Box::pin(async move { connection.execute(pragmas).await.map(drop) })
            })
            .after_release(|connection, _| {
                Box::pin(async move {
                    // What waits to be rolled back is, with this.
                    connection.ping().await?;
                    Ok(!connection.is_in_transaction())
                })
            })
    };
    let writers = pool(1).connect_with(options("rwc")?).await?;
    let readers = pool(8).connect_with(options("rw")?).await?;
    Ok((readers, writers))
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Zeros;

    impl domain::clock::Entropy for Zeros {
        fn fill(&self, bytes: &mut [u8]) {
            bytes.fill(0);
        }
    }

    async fn write(store: &Store, text: &str) -> Result<()> {
        let mut tx = store.write().await?;
        sqlx::query("UPDATE setting SET value = $1 WHERE name = 'intake'")
            .bind(text)
            .execute(tx.sql())
            .await?;
        tx.commit().await
    }

    #[tokio::test]
    async fn after_a_full_disk_has_room_again_the_database_takes_what_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let url = format!("sqlite:{}", folder.path().join("test.db").display());
        let master = seal::MasterKey::from_hex(&"5a".repeat(32)).unwrap();
        let store = Store::open(&url, master, Arc::new(Zeros)).await.unwrap();
        let mut writer = store.writers.acquire().await.unwrap();
        writer.execute("PRAGMA max_page_count = 1").await.unwrap();
        drop(writer);
        let large = "x".repeat(10_000_000);
        assert!(matches!(write(&store, &large).await, Err(Error::Full(_))));
        // The page count was that connection's: the next one has room.
        for text in ["a", "b"] {
            write(&store, text).await.unwrap();
        }
        store.ping().await.unwrap();
    }
}
