//! What the gate keeps in its one file: the roster, how far it is, whom it trusts, and passages not yet sent.
//!
//! Every value is sealed and tied to its row. It knows nothing of the line or of what a verdict is. A write
//! that returns has reached the disk; one that fails is reported, and the file is opened anew for the next.

mod open;
mod outbox;
mod shelf;

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use domain::clock::Entropy;
use domain::id::{PersonId, SiteId};
use domain::passage::Passage;
use domain::roster::{RosterEntry, RosterPage};
use domain::verdict::GatePolicy;
use jiff::Timestamp;
use redb::{Database, Durability, ReadableTable, TableDefinition, WriteTransaction};
use seal::{DataKey, Place};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use thiserror::Error;

pub use shelf::{FileShelf, Shelf};

const META: TableDefinition<'_, &str, &[u8]> = TableDefinition::new("meta");
const ROSTER: TableDefinition<'_, u128, &[u8]> = TableDefinition::new("roster");
const OUTBOX: TableDefinition<'_, u128, &[u8]> = TableDefinition::new("outbox");
/// Passages that the platform will not take: kept for people to look at, never sent again.
const REFUSED: TableDefinition<'_, u128, &[u8]> = TableDefinition::new("refused");

const HEAD: &str = "head";
const PIN: &str = "pin";
/// There while remains of deleted faces may lie in the file's free pages.
const REMAINS: &str = "remains";

/// The file did not take a write or did not give what it holds. Nothing personal is in the text.
#[derive(Debug, Error)]
#[error("the state file failed: {0}")]
pub struct StateError(String);

impl<E: Into<redb::Error>> From<E> for StateError {
    fn from(error: E) -> Self {
        Self(error.into().to_string())
    }
}

/// Whom the gate trusts, since its first talk with the platform.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pin {
    /// The key that signs rosters (Ed25519, base64).
    pub public_key: String,
}

/// What a roster says beside its people.
#[derive(Clone, PartialEq, Serialize, Deserialize)]
pub struct Head {
    /// Whose roster.
    pub site: SiteId,
    /// The site's name.
    pub site_name: String,
    /// How far it is.
    pub version: i64,
    /// The platform's instant of the last page that confirmed it.
    pub confirmed_at: Timestamp,
    /// The site's time zone.
    pub zone: String,
    /// How the gate behaves.
    pub policy: GatePolicy,
    /// The link workers open to declare.
    pub declare_link: String,
    /// The key that signs pass codes.
    pub pass_key: String,
    /// The key of the site's document hash.
    pub document_key: String,
}

impl Head {
    /// The head of a page.
    pub(crate) fn of(page: &RosterPage) -> Self {
        Self {
            site: page.site,
            site_name: page.site_name.clone(),
            version: page.version,
            confirmed_at: page.issued_at,
            zone: page.zone.clone(),
            policy: page.policy.clone(),
            declare_link: page.declare_link.clone(),
            pass_key: page.pass_key.clone(),
            document_key: page.document_key.clone(),
        }
    }

    /// Whether two heads say the same but for when they were confirmed.
    pub(crate) fn agrees_with(&self, other: &Self) -> bool {
        let at = self.confirmed_at;
        *self
            == Self {
                confirmed_at: at,
                ..other.clone()
            }
    }
}

/// What the file held when it was opened.
#[derive(Default)]
pub struct Stored {
    /// Whom the gate trusts.
    pub pin: Option<Pin>,
    /// The roster's head, once there was one.
    pub head: Option<Head>,
    /// Its people.
    pub entries: Vec<RosterEntry>,
}

/// The state file, open.
pub struct State {
    shelf: Box<dyn Shelf>,
    key: DataKey,
    entropy: Arc<dyn Entropy>,
    database: Mutex<Option<Database>>,
    /// Passages that could not be written when they happened, as they were then answered.
    owed: Mutex<Vec<Passage>>,
    /// How many those are, and how many are written; read without waiting for the disk.
    owing: AtomicU64,
    waiting: AtomicU64,
    /// Whether the last write failed.
    refuses: AtomicBool,
}

impl State {
    /// Keeps whom the gate trusts.
    pub fn keep_pin(&self, pin: &Pin) -> Result<(), StateError> {
        self.write(|write| self.put_meta(write, PIN, pin))
    }

    /// Keeps a roster's head alone: nobody changed.
    pub fn keep_head(&self, head: &Head) -> Result<(), StateError> {
        self.write(|write| self.put_meta(write, HEAD, head))
    }

    /// Takes in differences of the roster, all or none. Faces that are gone leave the file.
    pub fn apply(
        &self,
        head: &Head,
        entries: &[RosterEntry],
        removed: &[PersonId],
    ) -> Result<(), StateError> {
        self.write(|write| {
            let mut remains = false;
            let mut roster = write.open_table(ROSTER)?;
            for entry in entries {
                let row = entry.person.0.as_u128();
                let sealed = self.sealed("roster", row, entry);
                if let Some(old) = roster.insert(row, sealed.as_slice())? {
                    remains |= self.leaves_a_face(row, old.value(), Some(entry));
                }
            }
            for person in removed {
                let row = person.0.as_u128();
                if let Some(old) = roster.remove(row)? {
                    remains |= self.leaves_a_face(row, old.value(), None);
                }
            }
            drop(roster);
            if remains {
                write.open_table(META)?.insert(REMAINS, [].as_slice())?;
            }
            self.put_meta(write, HEAD, head)
        })
    }

    /// Puts a whole roster in the place of the one held, at once.
    pub fn replace(&self, head: &Head, entries: &[RosterEntry]) -> Result<(), StateError> {
        self.write(|write| {
            let mut roster = write.open_table(ROSTER)?;
            let remains = roster.first()?.is_some();
            roster.retain(|_, _| false)?;
            for entry in entries {
                let sealed = self.sealed("roster", entry.person.0.as_u128(), entry);
                roster.insert(entry.person.0.as_u128(), sealed.as_slice())?;
            }
            drop(roster);
            if remains {
                write.open_table(META)?.insert(REMAINS, [].as_slice())?;
            }
            self.put_meta(write, HEAD, head)
        })
    }

    /// Whether the file took the last write; one that did not is tried again with the next passage or page.
    pub fn takes_writes(&self) -> bool {
        !self.refuses.load(Ordering::Relaxed)
    }

    /// How many passages wait to be sent.
    pub fn waiting(&self) -> u64 {
        self.waiting.load(Ordering::Relaxed) + self.owing.load(Ordering::Relaxed)
    }

    /// Whether a row that is written over held a face that the new one does not.
    fn leaves_a_face(&self, row: u128, old: &[u8], new: Option<&RosterEntry>) -> bool {
        let old: Option<RosterEntry> = self.opened("roster", row, old);
        let face = old.and_then(|old| old.template);
        face.is_some() && face.as_ref() != new.and_then(|new| new.template.as_ref())
    }

    fn put_meta<T: Serialize>(
        &self,
        write: &WriteTransaction,
        name: &str,
        value: &T,
    ) -> Result<(), redb::Error> {
        let sealed = self.sealed(place_of(name), 0, value);
        write.open_table(META)?.insert(name, sealed.as_slice())?;
        Ok(())
    }

    fn sealed<T: Serialize>(&self, table: &'static str, row: u128, value: &T) -> Vec<u8> {
        let plain = serde_json::to_vec(value)
            .unwrap_or_else(|_| unreachable!("values of this file have text keys and finite numbers"));
        self.key
            .seal(&place(table, &row.to_string()), &plain, self.entropy.as_ref())
    }

    fn opened<T: DeserializeOwned>(&self, table: &'static str, row: u128, sealed: &[u8]) -> Option<T> {
        let plain = self.key.open(&place(table, &row.to_string()), sealed).ok()?;
        serde_json::from_slice(&plain).ok()
    }

    /// One transaction, on the disk when it returns. What is owed from failed writes goes in first.
    fn write<T>(
        &self,
        work: impl FnOnce(&WriteTransaction) -> Result<T, redb::Error>,
    ) -> Result<T, StateError> {
        let mut owed = self.owed.lock().unwrap_or_else(PoisonError::into_inner);
        let done = self.with(|database| {
            let mut write = database.begin_write()?;
            write.set_durability(Durability::Immediate)?;
            for passage in owed.iter() {
                self.put_passage(&write, passage)?;
            }
            let done = work(&write)?;
            let waiting = redb::ReadableTableMetadata::len(&write.open_table(OUTBOX)?)?;
            write.commit()?;
            owed.clear();
            self.owing.store(0, Ordering::Relaxed);
            self.waiting.store(waiting, Ordering::Relaxed);
            Ok(done)
        });
        self.refuses.store(done.is_err(), Ordering::Relaxed);
        done
    }

    fn with<T>(&self, work: impl FnOnce(&Database) -> Result<T, redb::Error>) -> Result<T, StateError> {
        let mut slot = self.database.lock().unwrap_or_else(PoisonError::into_inner);
        let database = match slot.take() {
            Some(database) => database,
            None => self.shelf.open()?,
        };
        // A store that failed once refuses everything until it is opened anew: it is not put back.
        let done = work(&database)?;
        *slot = Some(database);
        Ok(done)
    }
}

fn place<'a>(table: &'static str, row: &'a str) -> Place<'a> {
    Place {
        table,
        column: "value",
        row,
    }
}

fn place_of(name: &str) -> &'static str {
    if name == PIN { "meta.pin" } else { "meta.head" }
}
