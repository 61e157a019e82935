//! Face templates: one sealed vector a person, with the model that made it. Never a picture.

use domain::id::PersonId;
use jiff::Timestamp;
use seal::Place;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::columns::{id, instant, micros, person_key};
use crate::engine::Tx;
use crate::error::Result;
use crate::many::{CHUNK, numbered};

/// A template, opened. It does not print its numbers.
#[derive(Clone, PartialEq)]
pub struct FaceTemplate {
    /// Whose.
    pub person: PersonId,
    /// The model that made it; templates of different models do not compare.
    pub model: String,
    /// Its numbers, f32 little-endian.
    pub vector: Vec<u8>,
    /// When it was made.
    pub enrolled_at: Timestamp,
}

impl std::fmt::Debug for FaceTemplate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "FaceTemplate({:?}, {})", self.person, self.model)
    }
}

const FACE: &str = "SELECT f.person_id, f.model, f.template, f.enrolled_at, p.sealed_key \
                    FROM face f JOIN person p ON p.id = f.person_id";

fn place(row: &str) -> Place<'_> {
    Place {
        table: "face",
        column: "template",
        row,
    }
}

/// How far face use has come with a person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FaceStage {
    /// No consent.
    None,
    /// Consent without a template.
    Consented,
    /// A template is kept.
    Enrolled,
}

impl FaceStage {
    pub(crate) const ALL: [Self; 3] = [Self::None, Self::Consented, Self::Enrolled];

    pub(crate) const fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Consented => "consented",
            Self::Enrolled => "enrolled",
        }
    }

    pub(crate) fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.word() == word)
    }
}

/// How far face use has come with the person of `whose`, as an expression.
pub(crate) fn stage_of(whose: &str) -> String {
    format!(
        "CASE WHEN EXISTS (SELECT 1 FROM face f WHERE f.person_id = {whose}) THEN 'enrolled' \
         WHEN EXISTS (SELECT 1 FROM consent k WHERE k.person_id = {whose} AND k.purpose = 'face' \
         AND k.withdrawn_at IS NULL) THEN 'consented' ELSE 'none' END"
    )
}

impl Tx {
    /// Keeps a person's template, sealed under their key, in place of any earlier one. The person has to be there.
    pub async fn put_face(&mut self, face: &FaceTemplate) -> Result<()> {
        let key = self.key_of_person(face.person).await?;
        let row = face.person.to_string();
        let sealed = key.seal(&place(&row), &face.vector, self.vault().entropy());
        sqlx::query(
            "INSERT INTO face (person_id, model, template, enrolled_at) VALUES ($1, $2, $3, $4) \
             ON CONFLICT (person_id) DO UPDATE SET model = excluded.model, template = excluded.template, \
             enrolled_at = excluded.enrolled_at",
        )
        .bind(row.as_str())
        .bind(face.model.as_str())
        .bind(sealed)
        .bind(micros(face.enrolled_at))
        .execute(self.sql())
        .await?;
        self.note_face(face.person).await
    }

    /// Writes beside a person's engagements how far face use has come with them.
    pub(crate) async fn note_face(&mut self, person: PersonId) -> Result<()> {
        let sql = format!(
            "UPDATE engagement SET face = {} WHERE person_id = $1",
            stage_of("$1")
        );
        sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(person.to_string())
            .execute(self.sql())
            .await?;
        Ok(())
    }

    /// Deletes a person's template. False when there was none.
    pub async fn delete_face(&mut self, person: PersonId) -> Result<bool> {
        let done = sqlx::query("DELETE FROM face WHERE person_id = $1")
            .bind(person.to_string())
            .execute(self.sql())
            .await?;
        self.note_face(person).await?;
        Ok(done.rows_affected() > 0)
    }

    /// A person's template.
    pub async fn face_template(&mut self, person: PersonId) -> Result<Option<FaceTemplate>> {
        Ok(self.face_templates(&[person]).await?.pop())
    }

    /// The templates of those of these people who have one.
    pub async fn face_templates(&mut self, people: &[PersonId]) -> Result<Vec<FaceTemplate>> {
        let mut found = Vec::new();
        for part in people.chunks(CHUNK) {
            let mut query = sqlx::query(sqlx::AssertSqlSafe(format!(
                "{FACE} WHERE f.person_id IN ({})",
                numbered(1, part.len())
            )));
            for person in part {
                query = query.bind(person.to_string());
            }
            for row in query.fetch_all(self.sql()).await? {
                found.push(self.read_face(&row)?);
            }
        }
        Ok(found)
    }

    /// When those of these people who have a template got it, without opening any.
    pub async fn enrolled_at(&mut self, people: &[PersonId]) -> Result<Vec<(PersonId, Timestamp)>> {
        let mut found = Vec::new();
        for part in people.chunks(CHUNK) {
            let mut query = sqlx::query(sqlx::AssertSqlSafe(format!(
                "SELECT person_id, enrolled_at FROM face WHERE person_id IN ({})",
                numbered(1, part.len())
            )));
            for person in part {
                query = query.bind(person.to_string());
            }
            for row in query.fetch_all(self.sql()).await? {
                found.push((id(&row, "person_id")?, instant(&row, "enrolled_at")?));
            }
        }
        Ok(found)
    }

    /// Templates by the instant they were made, after `after`, at most `limit`: everybody's, part by part.
    pub async fn faces_since(
        &mut self,
        after: (Timestamp, PersonId),
        limit: i64,
    ) -> Result<Vec<FaceTemplate>> {
        let rows = sqlx::query(sqlx::AssertSqlSafe(format!(
            "{FACE} WHERE f.enrolled_at > $1 OR (f.enrolled_at = $1 AND f.person_id > $2) \
             ORDER BY f.enrolled_at, f.person_id LIMIT $3"
        )))
        .bind(micros(after.0))
        .bind(after.1.to_string())
        .bind(limit)
        .fetch_all(self.sql())
        .await?;
        rows.iter().map(|row| self.read_face(row)).collect()
    }

    fn read_face(&self, row: &AnyRow) -> Result<FaceTemplate> {
        let person: PersonId = id(row, "person_id")?;
        let key = person_key(self.vault(), row, person)?;
        let sealed: Vec<u8> = row.try_get("template")?;
        Ok(FaceTemplate {
            person,
            model: row.try_get("model")?,
            vector: key.open(&place(&person.to_string()), &sealed)?,
            enrolled_at: instant(row, "enrolled_at")?,
        })
    }
}
