//! What is one to a record and tied to it (face, certificates, the contact), moved to the leading record and back: it
//! is sealed anew for its new place.

use domain::id::PersonId;
use jiff::Timestamp;
use sqlx::Row;
use uuid::Uuid;

use crate::columns::{id, micros};
use crate::engine::Tx;
use crate::error::Result;
use crate::merger::Merger;
use crate::person::Person;

impl Tx {
    /// Moves the other's face, where the leading record has none, and its certificates; the contact is copied, where
    /// the leading record has none.
    pub(super) async fn move_kept(
        &mut self,
        merger: &Merger,
        leading: &Person,
        other: &Person,
    ) -> Result<()> {
        if self.face_template(leading.id).await?.is_none()
            && self.move_face(other.id, leading.id, None).await?
        {
            self.note_row(merger.id, "face", &other.id.to_string()).await?;
        }
        for row in self.move_certificates(other, leading, None).await? {
            self.note_row(merger.id, "certificate", &row.to_string()).await?;
        }
        let contacts = self.emergency_contacts(&[leading, other]).await?;
        if let (None, Some(contact)) = (contacts.get(&leading.id), contacts.get(&other.id)) {
            self.put_emergency_contact(leading, contact).await?;
            self.note_row(merger.id, "emergency_contact", &other.id.to_string())
                .await?;
        }
        Ok(())
    }

    /// Moves them back. A face that was enrolled since, and a contact that was replaced since, stay where they are.
    pub(super) async fn move_kept_back(
        &mut self,
        merger: &Merger,
        leading: &Person,
        other: &Person,
    ) -> Result<()> {
        if !self.noted(merger.id, "face").await?.is_empty() {
            self.move_face(leading.id, other.id, Some(merger.at)).await?;
        }
        let certificates = self.noted(merger.id, "certificate").await?;
        self.move_certificates(leading, other, Some(&certificates))
            .await?;
        if !self.noted(merger.id, "emergency_contact").await?.is_empty() {
            let contacts = self.emergency_contacts(&[leading, other]).await?;
            if contacts.get(&leading.id) == contacts.get(&other.id) {
                sqlx::query("DELETE FROM emergency_contact WHERE person_id = $1")
                    .bind(leading.id.to_string())
                    .execute(self.sql())
                    .await?;
            }
        }
        Ok(())
    }

    /// Moves a face, if it was enrolled before then. False when there is none such.
    async fn move_face(&mut self, from: PersonId, to: PersonId, before: Option<Timestamp>) -> Result<bool> {
        let Some(mut face) = self.face_template(from).await? else {
            return Ok(false);
        };
        if before.is_some_and(|at| face.enrolled_at >= at) {
            return Ok(false);
        }
        self.delete_face(from).await?;
        face.person = to;
        self.put_face(&face).await?;
        Ok(true)
    }

    /// Moves certificates, of them all or those named, that the other does not have; says which.
    async fn move_certificates(
        &mut self,
        from: &Person,
        to: &Person,
        named: Option<&[String]>,
    ) -> Result<Vec<Uuid>> {
        let rows = sqlx::query(
            "SELECT id, number_index, body FROM certificate WHERE person_id = $1 AND number_index NOT IN \
             (SELECT number_index FROM certificate WHERE person_id = $2)",
        )
        .bind(from.id.to_string())
        .bind(to.id.to_string())
        .fetch_all(self.sql())
        .await?;
        let mut moved = Vec::new();
        for row in &rows {
            let which: Uuid = id(row, "id")?;
            if named.is_some_and(|named| !named.contains(&which.to_string())) {
                continue;
            }
            let index: String = row.try_get("number_index")?;
            let sealed: Vec<u8> = row.try_get("body")?;
            let (before, after) = (format!("{} {index}", from.id), format!("{} {index}", to.id));
            let plain = from.key.open(&crate::certificate::place(&before), &sealed)?;
            let anew = to
                .key
                .seal(&crate::certificate::place(&after), &plain, self.vault().entropy());
            sqlx::query("UPDATE certificate SET person_id = $2, body = $3 WHERE id = $1")
                .bind(which.to_string())
                .bind(to.id.to_string())
                .bind(anew)
                .execute(self.sql())
                .await?;
            moved.push(which);
        }
        Ok(moved)
    }

    /// Forgets by what the holders of these records reach their page: codes, cards and sessions. They sign in anew.
    pub(super) async fn end_reach(&mut self, people: &[PersonId], at: Timestamp) -> Result<()> {
        for person in people {
            sqlx::query("DELETE FROM sign_in_code WHERE person_id = $1")
                .bind(person.to_string())
                .execute(self.sql())
                .await?;
            self.end_sign_in_card(*person).await?;
            sqlx::query(
                "UPDATE session SET revoked_at = $2 WHERE revoked_at IS NULL \
                 AND account_id IN (SELECT id FROM account WHERE person_id = $1)",
            )
            .bind(person.to_string())
            .bind(micros(at))
            .execute(self.sql())
            .await?;
        }
        Ok(())
    }
}
