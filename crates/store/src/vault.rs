//! The keys of an open database: what hashes, seals and signs for the store.

use std::sync::Arc;

use domain::certificate::CertificateNumber;
use domain::clock::Entropy;
use domain::document::Document;
use domain::id::SiteId;
use domain::phone::Phone;
use seal::{Broken, DataKey, IndexKey, MasterKey, Place, PublicKey, Signer};
use sqlx::{AnyPool, Row};

use crate::error::{Error, Result};

/// The keyring of one database, unlocked.
pub struct Vault {
    master: MasterKey,
    entropy: Arc<dyn Entropy>,
    index: IndexKey,
    common: DataKey,
    signer: Signer,
}

impl Vault {
    /// Reads the keyring, making what is missing. A master key that does not open it is an error.
    pub(crate) async fn unlock(pool: &AnyPool, master: MasterKey, entropy: Arc<dyn Entropy>) -> Result<Self> {
        let index = key(pool, &master, &*entropy, "index").await?;
        let common = key(pool, &master, &*entropy, "common").await?;
        let signing = key(pool, &master, &*entropy, "signing").await?;
        Ok(Self {
            master,
            entropy,
            index: IndexKey::from_bytes(*index.bytes()),
            common,
            signer: Signer::from_bytes(signing.bytes()),
        })
    }

    /// Signs rosters and pass codes.
    pub fn signer(&self) -> &Signer {
        &self.signer
    }

    /// What checks the platform's signatures.
    pub fn public_key(&self) -> PublicKey {
        self.signer.public()
    }

    /// The key by which one site's gates hash a typed document.
    pub fn document_key(&self, site: SiteId) -> IndexKey {
        self.index.derive(&format!("site {site}"))
    }

    /// The keyed hash a document is matched on.
    pub fn document_index(&self, document: &Document) -> String {
        self.index.derive("document").index(&document.index_text())
    }

    /// The key under which one site's people are found in its list.
    pub(crate) fn search_key(&self, site: SiteId) -> IndexKey {
        self.index.derive(&format!("search {site}"))
    }

    /// The key under which records meet that may be one person.
    pub(crate) fn likeness_key(&self) -> IndexKey {
        self.index.derive("likeness")
    }

    /// The keyed hash of a phone.
    pub fn phone_index(&self, phone: &Phone) -> String {
        self.index.derive("phone").index(phone.as_str())
    }

    /// The key of the chain over the audit log.
    pub(crate) fn audit_key(&self) -> IndexKey {
        self.index.derive("audit")
    }

    /// The keyed hash of a certificate's number.
    pub(crate) fn certificate_index(&self, number: &CertificateNumber) -> String {
        self.index.derive("certificate").index(number.as_str())
    }

    /// The keyed hash of a text that names a place, in the form in which such texts are compared.
    pub(crate) fn place_index(&self, key: &str) -> String {
        self.index.derive("place").index(key)
    }

    /// The mark of what someone read: tells later whether it still says the same, and nothing of what it says.
    pub fn reading_mark(&self, read: &str) -> String {
        self.index.derive("reading").index(read)
    }

    /// The keyed hash of a secret that is given out once: session, gate and sign-in codes.
    pub fn token_index(&self, token: &str) -> String {
        self.index.derive("token").index(token)
    }

    /// A new data key, and its wrapped form for the row it belongs to.
    pub(crate) fn new_key(&self, place: &Place<'_>) -> (DataKey, Vec<u8>) {
        let key = DataKey::generate(&*self.entropy);
        let wrapped = self.master.wrap(&key, place, &*self.entropy);
        (key, wrapped)
    }

    /// The wrapped form of a data key, for the row it belongs to.
    pub(crate) fn wrapped(&self, key: &DataKey, place: &Place<'_>) -> Vec<u8> {
        self.master.wrap(key, place, &*self.entropy)
    }

    /// The data key of a row.
    pub(crate) fn key(&self, place: &Place<'_>, wrapped: &[u8]) -> std::result::Result<DataKey, Broken> {
        self.master.unwrap(wrapped, place)
    }

    /// The key for what belongs to no one person.
    pub(crate) fn common(&self) -> &DataKey {
        &self.common
    }

    pub(crate) fn entropy(&self) -> &dyn Entropy {
        &*self.entropy
    }
}

async fn key(pool: &AnyPool, master: &MasterKey, entropy: &dyn Entropy, name: &str) -> Result<DataKey> {
    let place = Place {
        table: "keyring",
        column: "wrapped",
        row: name,
    };
    // Two processes may start at once: whoever writes first has made the key, both read it.
    let fresh = master.wrap(&DataKey::generate(entropy), &place, entropy);
    sqlx::query("INSERT INTO keyring (name, wrapped) VALUES ($1, $2) ON CONFLICT (name) DO NOTHING")
        .bind(name)
        .bind(fresh)
        .execute(pool)
        .await?;
    let row = sqlx::query("SELECT wrapped FROM keyring WHERE name = $1")
        .bind(name)
        .fetch_one(pool)
        .await?;
    let wrapped: Vec<u8> = row.try_get(0)?;
    master.unwrap(&wrapped, &place).map_err(Error::Sealed)
}
