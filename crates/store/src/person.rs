//! People: one row for one human being, found by the keyed hash of their document, readable under their own key.

use domain::document::{Document, DocumentKind};
use domain::id::PersonId;
use domain::likeness::Traits;
use domain::name::Name;
use domain::phone::Phone;
use domain::standing::Standing;
use jiff::Timestamp;
use jiff::civil::Date;
use seal::{DataKey, Place};
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::columns::{id, micros, open_text, optional_id, person_key, seal_json};
use crate::engine::Tx;
use crate::error::{Error, Result};
use crate::many::{CHUNK, Query, at_once, numbered, rows_of};
use crate::vault::Vault;

/// A person as stored, opened.
#[derive(Clone)]
pub struct Person {
    /// Who.
    pub id: PersonId,
    /// What opens this person's columns.
    pub(crate) key: DataKey,
    /// The document they are known by.
    pub document: Document,
    /// Their name as written.
    pub name: Name,
    /// Their phone, if given.
    pub phone: Option<Phone>,
    /// Their day of birth, if known.
    pub birth_date: Option<Date>,
    /// The record that stands for them, where they have another.
    pub leading: Option<PersonId>,
}

/// A person to be added.
#[derive(Clone, Debug)]
pub struct NewPerson {
    /// Who.
    pub id: PersonId,
    /// The document they are known by.
    pub document: Document,
    /// Their name as written.
    pub name: Name,
    /// Their phone, if given.
    pub phone: Option<Phone>,
    /// Their day of birth, if known.
    pub birth_date: Option<Date>,
    /// The standing they begin with.
    pub standing: Standing,
    /// When they became known.
    pub created_at: Timestamp,
}

pub(crate) const COLUMNS: &str = "p.id AS person_id, p.sealed_key, p.document_kind, p.document, p.name, p.phone, p.birth_date, \
     p.leading_id";

const INSERTED: usize = 13;

/// The place of a person's own column.
pub(crate) fn place<'a>(column: &'static str, row: &'a str) -> Place<'a> {
    Place {
        table: "person",
        column,
        row,
    }
}

impl NewPerson {
    /// What is compared of them.
    pub fn traits(&self) -> Traits<'_> {
        Traits {
            person: self.id,
            name: &self.name,
            birth_date: self.birth_date,
            document: &self.document,
            phone: self.phone.as_ref(),
        }
    }
}

impl Person {
    /// What is compared of them.
    pub fn traits(&self) -> Traits<'_> {
        Traits {
            person: self.id,
            name: &self.name,
            birth_date: self.birth_date,
            document: &self.document,
            phone: self.phone.as_ref(),
        }
    }
}

impl Tx {
    /// Adds people. A document that is registered already is a conflict, and none is added.
    pub async fn insert_people(&mut self, people: &[NewPerson]) -> Result<()> {
        let vault = self.shared_vault();
        let made = people
            .chunks(at_once(INSERTED))
            .map(|chunk| insertion(chunk, &vault));
        self.execute_each(made).await?;
        Ok(())
    }

    /// A person.
    pub async fn person(&mut self, person: PersonId) -> Result<Option<Person>> {
        Ok(self.people(&[person]).await?.pop())
    }

    /// People, in no order; who is not there is left out.
    pub async fn people(&mut self, people: &[PersonId]) -> Result<Vec<Person>> {
        let mut found = Vec::with_capacity(people.len());
        for chunk in people.chunks(CHUNK) {
            let sql = format!(
                "SELECT {COLUMNS} FROM person p WHERE p.id IN ({})",
                numbered(1, chunk.len())
            );
            let mut query = sqlx::query(sqlx::AssertSqlSafe(sql));
            for person in chunk {
                query = query.bind(person.to_string());
            }
            let rows = query.fetch_all(self.sql()).await?;
            for row in &rows {
                found.push(read_person(self.vault(), row)?);
            }
        }
        Ok(found)
    }

    /// The person with this document, by its keyed hash ([`Vault::document_index`]).
    pub async fn person_by_document(&mut self, document_index: &str) -> Result<Option<PersonId>> {
        let row = sqlx::query("SELECT id FROM person WHERE document_index = $1")
            .bind(document_index)
            .fetch_optional(self.sql())
            .await?;
        row.as_ref().map(|row| id(row, "id")).transpose()
    }

    /// The people with these documents, by keyed hash; in no order.
    pub async fn people_by_documents(&mut self, indexes: &[String]) -> Result<Vec<(String, Person)>> {
        let mut found = Vec::new();
        for chunk in indexes.chunks(CHUNK) {
            let sql = format!(
                "SELECT p.document_index, {COLUMNS} FROM person p WHERE p.document_index IN ({})",
                numbered(1, chunk.len())
            );
            let mut query = sqlx::query(sqlx::AssertSqlSafe(sql));
            for index in chunk {
                query = query.bind(index.as_str());
            }
            let rows = query.fetch_all(self.sql()).await?;
            for row in &rows {
                found.push((row.try_get("document_index")?, read_person(self.vault(), row)?));
            }
        }
        Ok(found)
    }

    /// Everyone who gave this phone, by its keyed hash: families and foremen share one. Of someone with several records
    /// it is the leading one.
    pub async fn people_by_phone(&mut self, phone_index: &str) -> Result<Vec<PersonId>> {
        let rows = sqlx::query(
            "SELECT DISTINCT COALESCE(leading_id, id) AS id FROM person WHERE phone_index = $1 ORDER BY id",
        )
        .bind(phone_index)
        .fetch_all(self.sql())
        .await?;
        rows.iter().map(|row| id(row, "id")).collect()
    }

    /// Replaces a person's phone; none takes it away.
    pub async fn put_phone(&mut self, person: &Person, phone: Option<&Phone>) -> Result<()> {
        let row = person.id.to_string();
        let vault = self.vault();
        let sealed = phone.map(|phone| {
            let plain = phone.as_str().as_bytes();
            person.key.seal(&place("phone", &row), plain, vault.entropy())
        });
        let index = phone.map(|phone| vault.phone_index(phone));
        sqlx::query("UPDATE person SET phone = $2, phone_index = $3 WHERE id = $1")
            .bind(row)
            .bind(sealed)
            .bind(index)
            .execute(self.sql())
            .await?;
        self.index_anew(person).await
    }
}

fn insertion(people: &[NewPerson], vault: &Vault) -> Result<Query> {
    let sql = format!(
        "INSERT INTO person (id, sealed_key, document_kind, document, document_index, name, phone, \
         phone_index, birth_date, state, standing, changes_at, created_at) VALUES {}",
        rows_of(people.len(), INSERTED)
    );
    let mut query = sqlx::query(sqlx::AssertSqlSafe(sql));
    for person in people {
        let sealed = Sealed::of(person, vault)?;
        query = query
            .bind(person.id.to_string())
            .bind(sealed.key)
            .bind(person.document.kind().word())
            .bind(sealed.document)
            .bind(sealed.document_index)
            .bind(sealed.name)
            .bind(sealed.phone)
            .bind(sealed.phone_index)
            .bind(sealed.birth_date)
            .bind(person.standing.state.word())
            .bind(sealed.standing)
            .bind(person.standing.changes_at.map(micros))
            .bind(micros(person.created_at));
    }
    Ok(query)
}

/// The sealed columns and keyed hashes of a person to be added.
struct Sealed {
    key: Vec<u8>,
    document: Vec<u8>,
    document_index: String,
    name: Vec<u8>,
    phone: Option<Vec<u8>>,
    phone_index: Option<String>,
    birth_date: Option<Vec<u8>>,
    standing: Vec<u8>,
}

impl Sealed {
    fn of(person: &NewPerson, vault: &Vault) -> Result<Self> {
        let row = person.id.to_string();
        let (key, wrapped) = vault.new_key(&place("sealed_key", &row));
        let seal = |column, plain: &str| key.seal(&place(column, &row), plain.as_bytes(), vault.entropy());
        Ok(Self {
            document: seal("document", person.document.number()),
            document_index: vault.document_index(&person.document),
            name: seal("name", person.name.as_str()),
            phone: person.phone.as_ref().map(|phone| seal("phone", phone.as_str())),
            phone_index: person.phone.as_ref().map(|phone| vault.phone_index(phone)),
            birth_date: person.birth_date.map(|day| seal("birth_date", &day.to_string())),
            standing: seal_json(vault, &key, &place("standing", &row), &person.standing)?,
            key: wrapped,
        })
    }
}

/// Reads the columns of [`COLUMNS`].
pub(crate) fn read_person(vault: &Vault, row: &AnyRow) -> Result<Person> {
    let who: PersonId = id(row, "person_id")?;
    let key = person_key(vault, row, who)?;
    let text = who.to_string();
    let open = |column: &'static str| -> Result<Option<String>> {
        let sealed: Option<Vec<u8>> = row.try_get(column)?;
        sealed
            .map(|sealed| open_text(&key, &place(column, &text), &sealed))
            .transpose()
    };
    let kind: String = row.try_get("document_kind")?;
    let kind = DocumentKind::named(&kind).ok_or(Error::Form("document_kind"))?;
    let number = open("document")?.ok_or(Error::Form("document"))?;
    let name = open("name")?.ok_or(Error::Form("name"))?;
    let phone = open("phone")?;
    let birth_date = open("birth_date")?;
    Ok(Person {
        id: who,
        document: Document::parse(kind, &number).map_err(|_| Error::Form("document"))?,
        name: Name::parse(&name).map_err(|_| Error::Form("name"))?,
        phone: phone
            .map(|text| Phone::parse(&text).map_err(|_| Error::Form("phone")))
            .transpose()?,
        birth_date: birth_date
            .map(|text| text.parse().map_err(|_| Error::Form("birth_date")))
            .transpose()?,
        leading: optional_id(row, "leading_id")?,
        key,
    })
}
