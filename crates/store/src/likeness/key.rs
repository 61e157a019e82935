//! Under what records meet that may be one person: keyed hashes of what [`domain::likeness::keys`] says. A hash is the
//! first 64 bits under a key for nothing else; that two meet in one shows nobody, for whoever meets is compared.

use std::collections::{BTreeMap, BTreeSet};

use domain::id::PersonId;
use domain::likeness::{Keys, Traits, keys};
use sqlx::Row;
use uuid::Uuid;

use crate::engine::Tx;
use crate::error::{Error, Result};
use crate::many::{PACKED, Packed, packed};

/// The first 64 bits of a key's hash.
type Token = [u8; 8];

/// Tokens that are looked up at once: of more, PostgreSQL reads the whole table instead.
const ASKED: usize = 1_000;

/// Records that share a phone at most: more are a foreman's crew, and the phone says nothing.
const SHARING: usize = 4;

/// Two records that met under a key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Meeting {
    /// Who was looked for.
    pub person: PersonId,
    /// Who was found.
    pub other: PersonId,
    /// Whether they met under a phone, of now or of before.
    pub phones: bool,
}

impl Tx {
    /// Keeps the keys of records, and says whom they meet. O(keys × log n), whatever the
    /// number of people there are.
    pub async fn meet(&mut self, people: &[Traits<'_>]) -> Result<Vec<Meeting>> {
        let all: Vec<(PersonId, Keys)> = people
            .iter()
            .map(|traits| (traits.person, keys(traits)))
            .collect();
        self.keep_keys(&all).await?;
        let hash = self.vault().likeness_key();
        let mut asked: BTreeMap<Token, Vec<(PersonId, bool)>> = BTreeMap::new();
        for (person, keys) in &all {
            for key in &keys.asked {
                let by_phone = keys.phone.as_ref() == Some(key);
                asked
                    .entry(hash.token(key.as_str()))
                    .or_default()
                    .push((*person, by_phone));
            }
        }
        let tokens: Vec<Token> = asked.keys().copied().collect();
        let mut found: BTreeMap<(PersonId, PersonId), bool> = BTreeMap::new();
        for (token, kept) in self.kept_under(&tokens).await? {
            for (person, by_phone) in &asked[&token] {
                if *by_phone && kept.len() > SHARING {
                    continue;
                }
                for other in kept.iter().filter(|other| *other != person) {
                    *found.entry((*person, *other)).or_default() |= *by_phone;
                }
            }
        }
        let meeting = |((person, other), phones)| Meeting {
            person,
            other,
            phones,
        };
        Ok(found.into_iter().map(meeting).collect())
    }

    /// Takes the keys of what a record said before out again. The phone's stays: it is one that they had.
    pub async fn forget_keys(&mut self, before: &Traits<'_>) -> Result<()> {
        let keys = keys(before);
        let hash = self.vault().likeness_key();
        for key in keys.kept.iter().filter(|key| keys.phone.as_ref() != Some(*key)) {
            sqlx::query("DELETE FROM likeness_key WHERE token = $1 AND person_id = $2")
                .bind(hash.token(key.as_str()).to_vec())
                .bind(bytes(before.person))
                .execute(self.sql())
                .await?;
        }
        Ok(())
    }

    /// Takes every key of a record out, phones of before among them. It walks the whole table, and is rare.
    pub async fn forget_all_keys(&mut self, person: PersonId) -> Result<()> {
        sqlx::query("DELETE FROM likeness_key WHERE person_id = $1")
            .bind(bytes(person))
            .execute(self.sql())
            .await?;
        Ok(())
    }

    async fn keep_keys(&mut self, all: &[(PersonId, Keys)]) -> Result<()> {
        let hash = self.vault().likeness_key();
        let rows: BTreeSet<(Token, PersonId)> = all
            .iter()
            .flat_map(|(person, keys)| keys.kept.iter().map(|key| (hash.token(key.as_str()), *person)))
            .collect();
        // In the order of the table: rows of one leaf are written together.
        let rows: Vec<[u8; 24]> = rows
            .into_iter()
            .map(|(token, person)| row(token, person))
            .collect();
        let sql = format!("INSERT INTO likeness_key (token, person_id) {}", packed(&[8, 16]));
        let many = rows.len() > PACKED;
        self.add_packed(&sql, many, || rows.chunks(PACKED).map(Packed::of))
            .await
    }

    async fn kept_under(&mut self, tokens: &[Token]) -> Result<BTreeMap<Token, Vec<PersonId>>> {
        let mut found: BTreeMap<Token, Vec<PersonId>> = BTreeMap::new();
        // The packed tokens lead, and each is a probe of the key: a cross join keeps SQLite to it, and that they are few
        // PostgreSQL.
        let sql = format!(
            "SELECT k.token, k.person_id FROM ({}) AS t CROSS JOIN likeness_key k WHERE k.token = t.f1",
            packed(&[8])
        );
        for chunk in tokens.chunks(ASKED) {
            let query = Packed::of(chunk).query(&sql);
            for row in &query.fetch_all(self.sql()).await? {
                let stored: Vec<u8> = row.try_get("person_id")?;
                let person = Uuid::from_slice(&stored).map_err(|_| Error::Form("person_id"))?;
                let token: Vec<u8> = row.try_get("token")?;
                let token = Token::try_from(token).map_err(|_| Error::Form("token"))?;
                found.entry(token).or_default().push(PersonId(person));
            }
        }
        Ok(found)
    }
}

fn row(token: Token, person: PersonId) -> [u8; 24] {
    let mut row = [0; 24];
    row[..8].copy_from_slice(&token);
    row[8..].copy_from_slice(person.0.as_bytes());
    row
}

/// An id as 16 bytes: the table is long.
fn bytes(person: PersonId) -> Vec<u8> {
    person.0.as_bytes().to_vec()
}
