//! Certificates for special operations, sealed under their holder's key; a renewed one takes the place of the old.

use std::cmp::Reverse;
use std::collections::HashMap;

use domain::certificate::Certificate;
use domain::id::{CertificateId, PersonId};
use seal::Place;
use sqlx::{AssertSqlSafe, Row};

use crate::columns::{id, open_json, seal_json};
use crate::engine::Tx;
use crate::error::Result;
use crate::many::{CHUNK, numbered};
use crate::person::Person;

/// A certificate as someone holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    /// Which.
    pub id: CertificateId,
    /// What it says.
    pub certificate: Certificate,
}

/// A certificate is sealed to its holder and number, for a renewal takes its row.
pub(crate) fn place(row: &str) -> Place<'_> {
    Place {
        table: "certificate",
        column: "body",
        row,
    }
}

impl Tx {
    /// The certificates of these people, for each the one that is valid longest first; who has none is left out.
    pub async fn certificates(&mut self, people: &[&Person]) -> Result<HashMap<PersonId, Vec<Held>>> {
        let mut found: HashMap<PersonId, Vec<Held>> = HashMap::new();
        for chunk in people.chunks(CHUNK) {
            let sql = format!(
                "SELECT id, person_id, number_index, body FROM certificate WHERE person_id IN ({})",
                numbered(1, chunk.len())
            );
            let mut query = sqlx::query(AssertSqlSafe(sql));
            for person in chunk {
                query = query.bind(person.id.to_string());
            }
            let by_id: HashMap<PersonId, &Person> = chunk.iter().map(|person| (person.id, *person)).collect();
            for row in &query.fetch_all(self.sql()).await? {
                let who: PersonId = id(row, "person_id")?;
                let Some(person) = by_id.get(&who) else { continue };
                let index: String = row.try_get("number_index")?;
                let sealed: Vec<u8> = row.try_get("body")?;
                let certificate = open_json(&person.key, &place(&format!("{who} {index}")), &sealed)?;
                let id = id(row, "id")?;
                found.entry(who).or_default().push(Held { id, certificate });
            }
        }
        for held in found.values_mut() {
            held.sort_by_key(|one| (Reverse(one.certificate.expires_on()), one.certificate.kind()));
        }
        Ok(found)
    }

    /// Records a certificate; one with the same number takes its place.
    pub async fn put_certificate(
        &mut self,
        new: CertificateId,
        person: &Person,
        held: &Certificate,
    ) -> Result<()> {
        let index = self.vault().certificate_index(held.number());
        let row = format!("{} {index}", person.id);
        let body = seal_json(self.vault(), &person.key, &place(&row), held)?;
        sqlx::query(
            "INSERT INTO certificate (id, person_id, number_index, body) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (person_id, number_index) DO UPDATE SET body = excluded.body",
        )
        .bind(new.to_string())
        .bind(person.id.to_string())
        .bind(index)
        .bind(body)
        .execute(self.sql())
        .await?;
        Ok(())
    }

    /// Takes a certificate of a person away. False when they hold none such.
    pub async fn drop_certificate(&mut self, certificate: CertificateId, person: PersonId) -> Result<bool> {
        let done = sqlx::query("DELETE FROM certificate WHERE id = $1 AND person_id = $2")
            .bind(certificate.to_string())
            .bind(person.to_string())
            .execute(self.sql())
            .await?;
        Ok(done.rows_affected() == 1)
    }
}
