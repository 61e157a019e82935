//! Declarations: each version a row of its own, sealed under its person's key. Rows are added, never changed.

use domain::declaration::Answers;
use domain::id::{AccountId, DeclarationId, PersonId, SiteId};
use jiff::Timestamp;
use jiff::civil::Date;
use seal::Place;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::columns::{day, id, instant, micros, open_json, optional_id, seal_json};
use crate::engine::Tx;
use crate::error::Result;
use crate::person::Person;

/// One version of a declaration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declaration {
    /// Which; made by whoever sent it.
    pub id: DeclarationId,
    /// Whose.
    pub person: PersonId,
    /// When the platform took it.
    pub at: Timestamp,
    /// The local day it speaks for.
    pub day: Date,
    /// The version it corrects.
    pub corrects: Option<DeclarationId>,
    /// Whether a later version corrects it. Not written: it follows from the others.
    pub superseded: bool,
    /// Whether staff looked into it, a correction, and found it to be right.
    pub verified: bool,
    /// The consent text it was given under.
    pub text_version: String,
    /// What was said.
    pub answers: Answers,
}

const COLUMNS: &str = "d.id, d.person_id, d.at, d.day, d.corrects, d.text_version, d.answers, \
                       CASE WHEN EXISTS (SELECT 1 FROM declaration l WHERE l.corrects = d.id) THEN 1 ELSE 0 END \
                       AS superseded, \
                       CASE WHEN EXISTS (SELECT 1 FROM verification v WHERE v.declaration_id = d.id) THEN 1 ELSE 0 END \
                       AS verified";

pub(crate) fn place(row: &str) -> Place<'_> {
    Place {
        table: "declaration",
        column: "answers",
        row,
    }
}

impl Tx {
    /// Adds a version. One that stands already, or a second correction of the same one, is a conflict.
    pub async fn insert_declaration(&mut self, person: &Person, declaration: &Declaration) -> Result<()> {
        let which = declaration.id.to_string();
        let answers = seal_json(self.vault(), &person.key, &place(&which), &declaration.answers)?;
        sqlx::query(
            "INSERT INTO declaration (id, person_id, at, day, corrects, text_version, answers, travels) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        )
        .bind(which)
        .bind(declaration.person.to_string())
        .bind(micros(declaration.at))
        .bind(declaration.day.to_string())
        .bind(declaration.corrects.map(|id| id.to_string()))
        .bind(declaration.text_version.as_str())
        .bind(answers)
        .bind(i64::from(declaration.answers.travels()))
        .execute(self.sql())
        .await?;
        Ok(())
    }

    /// Whoever told of a stay or a trip for one of the days since: those whom a change of outbreak areas can touch.
    pub async fn travellers(&mut self, since: Date) -> Result<Vec<PersonId>> {
        let rows = sqlx::query(
            "SELECT DISTINCT person_id FROM declaration WHERE travels = 1 AND day >= $1 ORDER BY person_id",
        )
        .bind(since.to_string())
        .fetch_all(self.sql())
        .await?;
        rows.iter().map(|row| id(row, "person_id")).collect()
    }

    /// Whose declaration this is. None when there is none such.
    pub async fn declarer(&mut self, declaration: DeclarationId) -> Result<Option<PersonId>> {
        let row = sqlx::query("SELECT person_id FROM declaration WHERE id = $1")
            .bind(declaration.to_string())
            .fetch_optional(self.sql())
            .await?;
        row.as_ref().map(|row| id(row, "person_id")).transpose()
    }

    /// One of a person's declarations.
    pub async fn declaration(
        &mut self,
        person: &Person,
        declaration: DeclarationId,
    ) -> Result<Option<Declaration>> {
        let row = sqlx::query(sqlx::AssertSqlSafe(format!(
            "SELECT {COLUMNS} FROM declaration d WHERE d.id = $1 AND d.person_id = $2"
        )))
        .bind(declaration.to_string())
        .bind(person.id.to_string())
        .fetch_optional(self.sql())
        .await?;
        row.as_ref().map(|row| read(row, person)).transpose()
    }

    /// A person's declarations, newest first, from after `before` on.
    pub async fn declarations(
        &mut self,
        person: &Person,
        before: Option<(Timestamp, DeclarationId)>,
        limit: i64,
    ) -> Result<Vec<Declaration>> {
        let (at, last) = before.map_or((i64::MAX, String::new()), |(at, id)| (micros(at), id.to_string()));
        let rows = sqlx::query(sqlx::AssertSqlSafe(format!(
            "SELECT {COLUMNS} FROM declaration d WHERE d.person_id = $1 AND (d.at < $2 OR (d.at = $2 AND d.id < $3)) \
             ORDER BY d.at DESC, d.id DESC LIMIT $4"
        )))
        .bind(person.id.to_string())
        .bind(at)
        .bind(last)
        .bind(limit)
        .fetch_all(self.sql())
        .await?;
        rows.iter().map(|row| read(row, person)).collect()
    }

    /// Writes down that staff of a site looked into everything that a person's corrections took back until now, and
    /// found it to have been mistyped.
    pub async fn verify_corrections(
        &mut self,
        person: PersonId,
        site: SiteId,
        by: AccountId,
        at: Timestamp,
    ) -> Result<()> {
        sqlx::query(
            "INSERT INTO verification (declaration_id, site_id, account_id, at) \
             SELECT d.id, $2, $3, $4 FROM declaration d WHERE d.person_id = $1 AND d.corrects IS NOT NULL \
             AND NOT EXISTS (SELECT 1 FROM verification v WHERE v.declaration_id = d.id)",
        )
        .bind(person.to_string())
        .bind(site.to_string())
        .bind(by.to_string())
        .bind(micros(at))
        .execute(self.sql())
        .await?;
        Ok(())
    }

    /// The last version that a person declared for a day.
    pub async fn declared_for(&mut self, person: PersonId, day: Date) -> Result<Option<DeclarationId>> {
        let row = sqlx::query(
            "SELECT d.id FROM declaration d WHERE d.person_id = $1 AND d.day = $2 \
             AND NOT EXISTS (SELECT 1 FROM declaration l WHERE l.corrects = d.id) ORDER BY d.at DESC, d.id DESC LIMIT 1",
        )
        .bind(person.to_string())
        .bind(day.to_string())
        .fetch_optional(self.sql())
        .await?;
        row.as_ref().map(|row| id(row, "id")).transpose()
    }
}

fn read(row: &AnyRow, person: &Person) -> Result<Declaration> {
    let which: DeclarationId = id(row, "id")?;
    let sealed: Vec<u8> = row.try_get("answers")?;
    let superseded: i64 = row.try_get("superseded")?;
    let verified: i64 = row.try_get("verified")?;
    Ok(Declaration {
        id: which,
        person: id(row, "person_id")?,
        at: instant(row, "at")?,
        day: day(row, "day")?,
        corrects: optional_id(row, "corrects")?,
        superseded: superseded == 1,
        verified: verified == 1,
        text_version: row.try_get("text_version")?,
        answers: open_json(&person.key, &place(&which.to_string()), &sealed)?,
    })
}
