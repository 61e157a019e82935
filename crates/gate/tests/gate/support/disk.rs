//! A disk in memory: it can be full, and it remembers every write in order, so that a power cut at any of
//! them can be looked at.

use std::io;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard};

use gate::state::Shelf;
use redb::{Builder, Database, DatabaseError, StorageBackend};

/// One thing a program did to the disk.
#[derive(Clone, Debug)]
pub(crate) enum Done {
    SetLength(u64),
    Wrote(u64, Vec<u8>),
    Synced,
}

#[derive(Debug, Default)]
struct Disk {
    bytes: Vec<u8>,
    done: Vec<Done>,
    full: bool,
}

/// A handle on the disk; clones are the same disk.
#[derive(Clone, Debug, Default)]
pub(crate) struct MemoryDisk(Arc<Mutex<Disk>>);

impl MemoryDisk {
    /// A disk as it lies after a power cut.
    pub(crate) fn with(bytes: Vec<u8>) -> Self {
        Self(Arc::new(Mutex::new(Disk {
            bytes,
            ..Disk::default()
        })))
    }

    /// From now on every write fails, or none does.
    pub(crate) fn set_full(&self, full: bool) {
        self.disk().full = full;
    }

    pub(crate) fn done(&self) -> Vec<Done> {
        self.disk().done.clone()
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        self.disk().bytes.clone()
    }

    fn disk(&self) -> MutexGuard<'_, Disk> {
        self.0.lock().expect("nobody panics with the disk")
    }

    fn change(&self, done: Done) -> Result<(), io::Error> {
        let mut disk = self.disk();
        if disk.full {
            return Err(io::ErrorKind::StorageFull.into());
        }
        apply(&mut disk.bytes, &done);
        disk.done.push(done);
        Ok(())
    }
}

pub(crate) fn apply(bytes: &mut Vec<u8>, done: &Done) {
    match done {
        Done::SetLength(length) => bytes.resize(usize::try_from(*length).expect("a small disk"), 0),
        Done::Wrote(at, data) => {
            let at = usize::try_from(*at).expect("a small disk");
            bytes[at..at + data.len()].copy_from_slice(data);
        }
        Done::Synced => {}
    }
}

impl StorageBackend for MemoryDisk {
    fn len(&self) -> Result<u64, io::Error> {
        Ok(self.disk().bytes.len() as u64)
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> Result<(), io::Error> {
        let disk = self.disk();
        let at = usize::try_from(offset).expect("a small disk");
        let held = disk.bytes.get(at..at + out.len());
        out.copy_from_slice(held.ok_or(io::Error::from(io::ErrorKind::UnexpectedEof))?);
        Ok(())
    }

    fn set_len(&self, length: u64) -> Result<(), io::Error> {
        self.change(Done::SetLength(length))
    }

    fn sync_data(&self) -> Result<(), io::Error> {
        self.change(Done::Synced)
    }

    fn write(&self, offset: u64, data: &[u8]) -> Result<(), io::Error> {
        self.change(Done::Wrote(offset, data.to_vec()))
    }
}

impl Shelf for MemoryDisk {
    fn open(&self) -> Result<Database, DatabaseError> {
        Builder::new().create_with_backend(self.clone())
    }

    fn beside(&self) -> Result<Database, DatabaseError> {
        Err(DatabaseError::Storage(
            io::Error::from(io::ErrorKind::Unsupported).into(),
        ))
    }

    fn take_over(&self) -> io::Result<()> {
        Err(io::ErrorKind::Unsupported.into())
    }

    fn set_aside(&self) -> io::Result<PathBuf> {
        Err(io::ErrorKind::Unsupported.into())
    }
}
