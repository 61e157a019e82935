//! Opening the state file, telling damage from disuse, and clearing remains of what was deleted.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use domain::clock::Entropy;
use domain::passage::Passage;
use redb::{Database, ReadableDatabase, ReadableTable, ReadableTableMetadata, StorageError};
use seal::DataKey;

use super::{HEAD, META, OUTBOX, PIN, REFUSED, REMAINS, ROSTER, Shelf, State, StateError, Stored, place_of};
use crate::error::GateError;

/// Rows of passages as they lie in the file, sealed.
type Rows = Vec<(u128, Vec<u8>)>;

impl State {
    /// Opens the file and reads all of it. A damaged file, or one sealed with another key, is moved aside
    /// (its new path is the third value); unsent passages that can still be read are carried over.
    pub fn open(
        shelf: Box<dyn Shelf>,
        key: DataKey,
        entropy: Arc<dyn Entropy>,
    ) -> Result<(Self, Stored, Option<PathBuf>), GateError> {
        let state = Self {
            shelf,
            key,
            entropy,
            database: Mutex::new(None),
            owed: Mutex::new(Vec::new()),
            owing: AtomicU64::new(0),
            waiting: AtomicU64::new(0),
            refuses: AtomicBool::new(false),
        };
        match state.start() {
            Ok(stored) => Ok((state, stored, None)),
            Err(Fault::Unusable(why)) => Err(GateError::State(why)),
            Err(Fault::InUse) => Err(GateError::StateInUse(PathBuf::new())),
            Err(Fault::Damaged) => {
                let saved = state.salvage();
                let aside = state
                    .shelf
                    .set_aside()
                    .map_err(|error| GateError::State(error.to_string()))?;
                let stored = state
                    .start()
                    .map_err(|_| GateError::State("it is damaged".to_owned()))?;
                state
                    .carry_over(&saved)
                    .map_err(|error| GateError::State(error.to_string()))?;
                Ok((state, stored, Some(aside)))
            }
        }
    }

    /// Opens the file, makes what is missing in it and reads it whole. The store may panic on bytes that it
    /// never wrote; that is damage too.
    fn start(&self) -> Result<Stored, Fault> {
        let started = catch_unwind(AssertUnwindSafe(|| {
            let database = self.shelf.open()?;
            tables_made(&database)?;
            let stored = self.read_all(&database)?;
            Ok((database, stored))
        }));
        let (database, stored) = started.unwrap_or(Err(Fault::Damaged))?;
        *self.slot() = Some(database);
        Ok(stored)
    }

    fn read_all(&self, database: &Database) -> Result<Stored, Fault> {
        let read = database.begin_read()?;
        let meta = read.open_table(META)?;
        let mut stored = Stored::default();
        if let Some(sealed) = meta.get(PIN)? {
            stored.pin = Some(
                self.opened(place_of(PIN), 0, sealed.value())
                    .ok_or(Fault::Damaged)?,
            );
        }
        if let Some(sealed) = meta.get(HEAD)? {
            stored.head = Some(
                self.opened(place_of(HEAD), 0, sealed.value())
                    .ok_or(Fault::Damaged)?,
            );
        }
        for row in read.open_table(ROSTER)?.iter()? {
            let (person, sealed) = row?;
            let entry = self.opened("roster", person.value(), sealed.value());
            stored.entries.push(entry.ok_or(Fault::Damaged)?);
        }
        let outbox = read.open_table(OUTBOX)?;
        for row in outbox.iter()? {
            let (id, sealed) = row?;
            let passage: Option<Passage> = self.opened("outbox", id.value(), sealed.value());
            passage.ok_or(Fault::Damaged)?;
        }
        self.waiting.store(outbox.len()?, Ordering::Relaxed);
        Ok(stored)
    }

    /// Passages of a damaged file that can still be read, as they lie there.
    fn salvage(&self) -> Rows {
        let read = catch_unwind(AssertUnwindSafe(|| self.readable_passages()));
        read.ok().and_then(Result::ok).unwrap_or_default()
    }

    fn readable_passages(&self) -> Result<Rows, redb::Error> {
        let database = self.shelf.open()?;
        let outbox = database.begin_read()?.open_table(OUTBOX)?;
        let rows = outbox.iter()?.map_while(Result::ok);
        let rows = rows.map(|(id, sealed)| (id.value(), sealed.value().to_vec()));
        let sound = rows.filter(|(id, sealed)| self.opened::<Passage>("outbox", *id, sealed).is_some());
        Ok(sound.collect())
    }

    fn carry_over(&self, rows: &Rows) -> Result<(), StateError> {
        self.write(|write| {
            let mut outbox = write.open_table(OUTBOX)?;
            for (id, sealed) in rows {
                outbox.insert(*id, sealed.as_slice())?;
            }
            Ok(())
        })
    }

    /// Copies what is alive into a new file and lets the old one go, when faces were deleted since the last
    /// time: a deleted page would otherwise keep its sealed bytes until it is written over. O(file).
    /// Whether there was anything to clear.
    pub fn clear_remains(&self) -> Result<bool, StateError> {
        let due =
            self.with(|database| Ok(database.begin_read()?.open_table(META)?.get(REMAINS)?.is_some()))?;
        if !due {
            return Ok(false);
        }
        let mut slot = self.slot();
        let old = match slot.take() {
            Some(database) => database,
            None => self.shelf.open()?,
        };
        let copied = self.shelf.beside().map_err(redb::Error::from).and_then(|new| {
            copied(&old, &new)?;
            Ok(new)
        });
        // The old file stays until the new one has its place.
        match copied {
            Ok(new) => {
                self.shelf.take_over().map_err(StorageError::Io)?;
                *slot = Some(new);
                Ok(true)
            }
            Err(error) => {
                *slot = Some(old);
                Err(error.into())
            }
        }
    }

    fn slot(&self) -> std::sync::MutexGuard<'_, Option<Database>> {
        self.database.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn tables_made(database: &Database) -> Result<(), redb::Error> {
    let write = database.begin_write()?;
    write.open_table(META)?;
    write.open_table(ROSTER)?;
    write.open_table(OUTBOX)?;
    write.open_table(REFUSED)?;
    write.commit()?;
    Ok(())
}

fn copied(old: &Database, new: &Database) -> Result<(), redb::Error> {
    let read = old.begin_read()?;
    let write = new.begin_write()?;
    let mut meta = write.open_table(META)?;
    for row in read.open_table(META)?.iter()? {
        let (name, value) = row?;
        if name.value() != REMAINS {
            meta.insert(name.value(), value.value())?;
        }
    }
    drop(meta);
    for table in [ROSTER, OUTBOX, REFUSED] {
        let mut target = write.open_table(table)?;
        for row in read.open_table(table)?.iter()? {
            let (id, value) = row?;
            target.insert(id.value(), value.value())?;
        }
    }
    write.commit()?;
    Ok(())
}

/// Why the file did not open.
enum Fault {
    /// What is in it is not what was written, or was sealed with another key.
    Damaged,
    /// Another program holds it.
    InUse,
    /// The disk does not give it.
    Unusable(String),
}

impl<E: Into<redb::Error>> From<E> for Fault {
    fn from(error: E) -> Self {
        match error.into() {
            redb::Error::DatabaseAlreadyOpen => Self::InUse,
            redb::Error::Io(error)
                if error.kind() != std::io::ErrorKind::InvalidData
                    && error.kind() != std::io::ErrorKind::UnexpectedEof =>
            {
                Self::Unusable(error.to_string())
            }
            redb::Error::Backend(error) => Self::Unusable(error.to_string()),
            _ => Self::Damaged,
        }
    }
}
