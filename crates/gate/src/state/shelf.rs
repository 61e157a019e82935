//! Where the state file lies: opened, put aside when damaged, replaced by a copy.
//!
//! It knows files and nothing of what is in them. A test brings a shelf that fails, or that remembers every
//! write, in its place.

use std::fs::{self, File, OpenOptions};
use std::io;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use redb::backends::FileBackend;
use redb::{Builder, Database, DatabaseError};

/// Memory that the store keeps of its file: a roster of 30,000 is read once, at the start.
const CACHE_BYTES: usize = 16 << 20;

/// A place for one state file.
pub trait Shelf: Send + Sync {
    /// Opens what lies there, or makes it.
    fn open(&self) -> Result<Database, DatabaseError>;
    /// Makes an empty second one beside it.
    fn beside(&self) -> Result<Database, DatabaseError>;
    /// Puts the second one in the place of the first, at once or not at all.
    fn take_over(&self) -> io::Result<()>;
    /// Moves what lies there out of the way and tells where it is now.
    fn set_aside(&self) -> io::Result<PathBuf>;
}

/// A state file on a disk.
#[derive(Debug)]
pub struct FileShelf {
    path: PathBuf,
}

impl FileShelf {
    /// The shelf of one path.
    pub fn new(path: impl Into<PathBuf>) -> Self {
        Self { path: path.into() }
    }

    fn second(&self) -> PathBuf {
        with_ending(&self.path, "new")
    }
}

impl Shelf for FileShelf {
    fn open(&self) -> Result<Database, DatabaseError> {
        opened(&self.path)
    }

    fn beside(&self) -> Result<Database, DatabaseError> {
        let second = self.second();
        match fs::remove_file(&second) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => {
                Err(DatabaseError::Storage(error.into()))
            }
            _ => opened(&second),
        }
    }

    fn take_over(&self) -> io::Result<()> {
        fs::rename(self.second(), &self.path)?;
        sync_folder(&self.path)
    }

    fn set_aside(&self) -> io::Result<PathBuf> {
        let free = (1..10_000)
            .map(|n| with_ending(&self.path, &format!("damaged-{n}")))
            .find(|path| !path.exists())
            .unwrap_or_else(|| with_ending(&self.path, "damaged"));
        fs::rename(&self.path, &free)?;
        sync_folder(&self.path)?;
        Ok(free)
    }
}

fn opened(path: &Path) -> Result<Database, DatabaseError> {
    let file = OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .mode(0o600)
        .open(path)
        .map_err(|error| DatabaseError::Storage(error.into()))?;
    let backend = FileBackend::new(file)?;
    Builder::new()
        .set_cache_size(CACHE_BYTES)
        .create_with_backend(backend)
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}

/// A renaming lasts only once its folder is written.
fn sync_folder(path: &Path) -> io::Result<()> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    File::open(folder.unwrap_or(Path::new(".")))?.sync_all()
}
