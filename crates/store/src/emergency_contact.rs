//! Whom to call, sealed under the key of the worker whose contact it is.

use std::collections::HashMap;

use domain::emergency_contact::EmergencyContact;
use domain::id::PersonId;
use seal::Place;
use sqlx::{AssertSqlSafe, Row};

use crate::columns::{id, open_json, seal_json};
use crate::engine::Tx;
use crate::error::Result;
use crate::many::{CHUNK, numbered};
use crate::person::Person;

fn place(row: &str) -> Place<'_> {
    Place {
        table: "emergency_contact",
        column: "body",
        row,
    }
}

impl Tx {
    /// The contacts of these people; who has none is left out.
    pub async fn emergency_contacts(
        &mut self,
        people: &[&Person],
    ) -> Result<HashMap<PersonId, EmergencyContact>> {
        let mut found = HashMap::new();
        for chunk in people.chunks(CHUNK) {
            let sql = format!(
                "SELECT person_id, body FROM emergency_contact WHERE person_id IN ({})",
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
                let sealed: Vec<u8> = row.try_get("body")?;
                found.insert(who, open_json(&person.key, &place(&who.to_string()), &sealed)?);
            }
        }
        Ok(found)
    }

    /// Replaces a person's contact.
    pub async fn put_emergency_contact(&mut self, person: &Person, contact: &EmergencyContact) -> Result<()> {
        let row = person.id.to_string();
        let body = seal_json(self.vault(), &person.key, &place(&row), contact)?;
        sqlx::query(
            "INSERT INTO emergency_contact (person_id, body) VALUES ($1, $2) \
             ON CONFLICT (person_id) DO UPDATE SET body = excluded.body",
        )
        .bind(row)
        .bind(body)
        .execute(self.sql())
        .await?;
        Ok(())
    }

    /// Takes a person's contact away.
    pub async fn drop_emergency_contact(&mut self, person: PersonId) -> Result<()> {
        sqlx::query("DELETE FROM emergency_contact WHERE person_id = $1")
            .bind(person.to_string())
            .execute(self.sql())
            .await?;
        Ok(())
    }
}
