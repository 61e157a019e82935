//! Passages in the state file: written before a verdict is shown as recorded, gone after the receipt.

use std::sync::PoisonError;
use std::sync::atomic::Ordering;

use domain::id::PassageId;
use domain::passage::Passage;
use redb::{ReadableDatabase, WriteTransaction};

use super::{OUTBOX, REFUSED, State, StateError};

/// Most passages owed in memory while the file takes none: half a day at a busy gate. The oldest go first.
const MOST_OWED: usize = 5_000;

impl State {
    /// Writes a passage down; it is on the disk when this returns. The same id again changes nothing.
    pub fn keep(&self, passage: &Passage) -> Result<(), StateError> {
        self.write(|write| self.put_passage(write, passage))
    }

    /// Remembers a passage that could not be written, as it was answered in the end, until the file takes it.
    /// It stands in the place of whatever a failed write may have left under its id.
    pub fn owe(&self, passage: Passage) {
        let mut owed = self.owed.lock().unwrap_or_else(PoisonError::into_inner);
        if owed.len() == MOST_OWED {
            owed.remove(0);
        }
        owed.push(passage);
        self.owing.store(owed.len() as u64, Ordering::Relaxed);
    }

    /// Writes what is owed, if anything is.
    pub fn pay(&self) -> Result<(), StateError> {
        if self.owing.load(Ordering::Relaxed) == 0 {
            return Ok(());
        }
        self.write(|_| Ok(()))
    }

    /// The oldest passages not yet sent, from after one of them on.
    pub fn unsent(&self, after: Option<PassageId>, most: usize) -> Result<Vec<Passage>, StateError> {
        self.pay()?;
        let from = after.map_or(0, |id| id.0.as_u128().saturating_add(1));
        self.with(|database| {
            let outbox = database.begin_read()?.open_table(OUTBOX)?;
            let mut passages = Vec::new();
            for row in outbox.range(from..)?.take(most) {
                let (id, sealed) = row?;
                passages.extend(self.opened("outbox", id.value(), sealed.value()));
            }
            Ok(passages)
        })
    }

    /// Takes out passages that the platform's receipt lists.
    pub fn sent(&self, accepted: &[PassageId]) -> Result<(), StateError> {
        self.write(|write| {
            let mut outbox = write.open_table(OUTBOX)?;
            for id in accepted {
                outbox.remove(id.0.as_u128())?;
            }
            Ok(())
        })
    }

    /// Puts a passage that the platform will never take where it holds up no other. It stays in the file.
    pub fn lay_by(&self, id: PassageId) -> Result<(), StateError> {
        self.write(|write| {
            let mut outbox = write.open_table(OUTBOX)?;
            if let Some(sealed) = outbox.remove(id.0.as_u128())? {
                write
                    .open_table(REFUSED)?
                    .insert(id.0.as_u128(), sealed.value())?;
            }
            Ok(())
        })
    }

    pub(super) fn put_passage(&self, write: &WriteTransaction, passage: &Passage) -> Result<(), redb::Error> {
        let id = passage.id.0.as_u128();
        let sealed = self.sealed("outbox", id, passage);
        write.open_table(OUTBOX)?.insert(id, sealed.as_slice())?;
        Ok(())
    }
}
