//! Certificates for special operations, sealed under their holder's key; a renewed one takes the place of the old.

use std::collections::HashMap;

use domain::certificate::Certificate;
use domain::id::PersonId;
use seal::Place;
use sqlx::{AssertSqlSafe, Row};
use uuid::Uuid;

use crate::columns::{id, open_json, seal_json};
use crate::engine::Tx;
use crate::error::Result;
use crate::many::{CHUNK, numbered};
use crate::person::Person;

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
    pub async fn certificates(&mut self, people: &[&Person]) -> Result<HashMap<PersonId, Vec<Certificate>>> {
        let mut found: HashMap<PersonId, Vec<Certificate>> = HashMap::new();
        for chunk in people.chunks(CHUNK) {
            let sql = format!(
                "SELECT person_id, number_index, body FROM certificate WHERE person_id IN ({})",
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
                found.entry(who).or_default().push(certificate);
            }
        }
        for held in found.values_mut() {
            held.sort_by(|a, b| b.expires_on().cmp(&a.expires_on()).then(a.kind().cmp(&b.kind())));
        }
        Ok(found)
    }

    /// Records a certificate; one with the same number takes its place.
    pub async fn put_certificate(&mut self, new: Uuid, person: &Person, held: &Certificate) -> Result<()> {
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
}
