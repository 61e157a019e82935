//! The folder the certificate lies in: each file written whole or not at all, and for its owner's eyes only.

use std::fs::{self, DirBuilder, OpenOptions, Permissions};
use std::io::{self, ErrorKind, Write};
use std::os::unix::fs::{DirBuilderExt, OpenOptionsExt, PermissionsExt};
use std::path::{Path, PathBuf};

use crate::issue::Issued;
use crate::record::Record;
use crate::{Error, Files};

const AUTHORITY: &str = "authority.pem";
const AUTHORITY_KEY: &str = "authority.key";
const SERVER: &str = "server.pem";
const SERVER_KEY: &str = "server.key";
const RECORD: &str = "certificate.json";

/// The folder.
pub(crate) struct Folder(PathBuf);

impl Folder {
    /// Opens the folder, making it and those above it when they are not there, each for its owner alone.
    pub(crate) fn open(dir: &Path) -> Result<Self, Error> {
        let folder = Self(dir.to_owned());
        let mut made = DirBuilder::new();
        folder.done(made.recursive(true).mode(0o700).create(dir))?;
        folder.done(fs::set_permissions(dir, Permissions::from_mode(0o700)))?;
        Ok(folder)
    }

    /// Where the files lie, whether or not they do yet.
    pub(crate) fn files(&self) -> Files {
        Files {
            authority: self.0.join(AUTHORITY),
            certificate: self.0.join(SERVER),
            key: self.0.join(SERVER_KEY),
        }
    }

    /// Whether every file a server needs is there.
    pub(crate) fn complete(&self) -> bool {
        let files = self.files();
        [files.authority, files.certificate, files.key]
            .iter()
            .all(|path| path.is_file())
    }

    /// What is remembered, or `None` when there is nothing or nothing that can be read as a record.
    pub(crate) fn record(&self) -> Result<Option<Record>, Error> {
        let text = self.read(RECORD)?;
        Ok(text.and_then(|text| serde_json::from_str(&text).ok()))
    }

    /// Takes the record away.
    pub(crate) fn forget_record(&self) -> Result<(), Error> {
        match fs::remove_file(self.0.join(RECORD)) {
            Err(why) if why.kind() == ErrorKind::NotFound => Ok(()),
            done => self.done(done),
        }
    }

    /// Keeps a record.
    pub(crate) fn keep_record(&self, record: &Record) -> Result<(), Error> {
        let text = self.done(serde_json::to_string(record).map_err(io::Error::from))?;
        self.write(RECORD, &text)
    }

    /// The authority kept here, when both its halves are.
    pub(crate) fn authority(&self) -> Result<Option<Issued>, Error> {
        let (certificate, key) = (self.read(AUTHORITY)?, self.read(AUTHORITY_KEY)?);
        Ok(certificate
            .zip(key)
            .map(|(certificate, key)| Issued { certificate, key }))
    }

    /// Keeps an authority.
    pub(crate) fn keep_authority(&self, authority: &Issued) -> Result<(), Error> {
        self.write(AUTHORITY_KEY, &authority.key)?;
        self.write(AUTHORITY, &authority.certificate)
    }

    /// Keeps a server's certificate.
    pub(crate) fn keep_server(&self, server: &Issued) -> Result<(), Error> {
        self.write(SERVER_KEY, &server.key)?;
        self.write(SERVER, &server.certificate)
    }

    fn read(&self, name: &str) -> Result<Option<String>, Error> {
        match fs::read_to_string(self.0.join(name)) {
            Ok(text) => Ok(Some(text)),
            Err(why) if matches!(why.kind(), ErrorKind::NotFound | ErrorKind::InvalidData) => Ok(None),
            Err(why) => self.done(Err(why)),
        }
    }

    fn write(&self, name: &str, text: &str) -> Result<(), Error> {
        let (path, fresh) = (self.0.join(name), self.0.join(format!("{name}.new")));
        let write = || {
            let mut options = OpenOptions::new();
            let mut file = options
                .write(true)
                .create(true)
                .truncate(true)
                .mode(0o600)
                .open(&fresh)?;
            file.write_all(text.as_bytes())?;
            file.sync_all()?;
            fs::rename(&fresh, &path)
        };
        self.done(write())
    }

    fn done<T>(&self, result: io::Result<T>) -> Result<T, Error> {
        result.map_err(|why| Error::Folder {
            path: self.0.clone(),
            why,
        })
    }
}
