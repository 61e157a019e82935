//! Dormitories: a site's rooms, and who slept in which on which nights.

use std::collections::HashMap;

use domain::dormitory::{Lodging, Room};
use domain::id::{PersonId, RoomId, SiteId};
use jiff::civil::Date;
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row};
use uuid::Uuid;

use crate::columns::{day, id, optional_day};
use crate::engine::Tx;
use crate::error::{Error, Result};
use crate::many::{CHUNK, numbered, rows_of};
use crate::person::{self, Person, read_person};
use crate::standing::bind_all;

/// A room with how many slept in it in a night.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoomRow {
    /// Which.
    pub id: RoomId,
    /// Where it is.
    pub room: Room,
    /// People who slept there in the night asked about.
    pub people: i64,
}

/// Someone who slept in a room.
#[derive(Clone)]
pub struct Lodger {
    /// Who.
    pub person: Person,
    /// The day of moving in.
    pub from: Date,
    /// The day of moving out; none while they live there.
    pub to: Option<Date>,
}

/// A night that someone slept there, by the day on which it begins.
const COVERS: &str = "l.from_day <= $2 AND (l.to_day IS NULL OR l.to_day > $2)";

impl Tx {
    /// A site's rooms, with how many slept in each in the night that begins on `night`.
    pub async fn rooms(&mut self, site: SiteId, night: Date) -> Result<Vec<RoomRow>> {
        let sql = format!(
            "SELECT r.id, r.building, r.room, COUNT(l.id) AS people FROM dormitory_room r \
             LEFT JOIN lodging l ON l.room_id = r.id AND {COVERS} \
             WHERE r.site_id = $1 GROUP BY r.id, r.building, r.room ORDER BY r.building, r.room"
        );
        let rows = sqlx::query(AssertSqlSafe(sql))
            .bind(site.to_string())
            .bind(night.to_string())
            .fetch_all(self.sql())
            .await?;
        rows.iter()
            .map(|row| {
                Ok(RoomRow {
                    id: id(row, "id")?,
                    room: read_room(row)?,
                    people: row.try_get("people")?,
                })
            })
            .collect()
    }

    /// The site of a room, and which room of it that is.
    pub async fn room(&mut self, room: RoomId) -> Result<Option<(SiteId, Room)>> {
        let row = sqlx::query("SELECT site_id, building, room FROM dormitory_room WHERE id = $1")
            .bind(room.to_string())
            .fetch_optional(self.sql())
            .await?;
        row.as_ref()
            .map(|row| Ok((id(row, "site_id")?, read_room(row)?)))
            .transpose()
    }

    /// Who slept in a room in the night that begins on `night`, in the order in which they moved in.
    pub async fn lodgers(&mut self, room: RoomId, night: Date) -> Result<Vec<Lodger>> {
        let columns = person::COLUMNS;
        let sql = format!(
            "SELECT {columns}, l.from_day, l.to_day FROM lodging l JOIN person p ON p.id = l.person_id \
             WHERE l.room_id = $1 AND {COVERS} ORDER BY l.from_day, l.id"
        );
        let rows = sqlx::query(AssertSqlSafe(sql))
            .bind(room.to_string())
            .bind(night.to_string())
            .fetch_all(self.sql())
            .await?;
        rows.iter()
            .map(|row| {
                Ok(Lodger {
                    person: read_person(self.vault(), row)?,
                    from: day(row, "from_day")?,
                    to: optional_day(row, "to_day")?,
                })
            })
            .collect()
    }

    /// Where these people live at a site now; who lives in no room there is left out.
    pub async fn lodgings(
        &mut self,
        site: SiteId,
        people: &[PersonId],
    ) -> Result<HashMap<PersonId, (Room, Date)>> {
        let mut found = HashMap::new();
        for chunk in people.chunks(CHUNK) {
            let sql = format!(
                "SELECT l.person_id, l.from_day, r.building, r.room FROM lodging l \
                 JOIN dormitory_room r ON r.id = l.room_id \
                 WHERE l.person_id IN ({}) AND l.site_id = ${} AND l.to_day IS NULL",
                numbered(1, chunk.len()),
                chunk.len() + 1
            );
            let rows = bind_all(sql, chunk)
                .bind(site.to_string())
                .fetch_all(self.sql())
                .await?;
            for row in &rows {
                found.insert(id(row, "person_id")?, (read_room(row)?, day(row, "from_day")?));
            }
        }
        Ok(found)
    }

    /// Where someone lived at a site, the last first; what ended as it began is left out.
    pub async fn lodgings_of(&mut self, site: SiteId, person: PersonId) -> Result<Vec<Lodging>> {
        let rows = sqlx::query(
            "SELECT r.building, r.room, l.from_day, l.to_day FROM lodging l \
             JOIN dormitory_room r ON r.id = l.room_id \
             WHERE l.person_id = $1 AND l.site_id = $2 AND COALESCE(l.to_day, '') <> l.from_day \
             ORDER BY l.from_day DESC, l.id DESC",
        )
        .bind(person.to_string())
        .bind(site.to_string())
        .fetch_all(self.sql())
        .await?;
        rows.iter()
            .map(|row| {
                Ok(Lodging {
                    person,
                    room: read_room(row)?,
                    from: day(row, "from_day")?,
                    to: optional_day(row, "to_day")?,
                })
            })
            .collect()
    }

    /// Has the time that someone lives in their room of a site begin on another day.
    pub async fn put_moved_in(&mut self, site: SiteId, person: PersonId, from: Date) -> Result<()> {
        sqlx::query(
            "UPDATE lodging SET from_day = $3 WHERE person_id = $1 AND site_id = $2 AND to_day IS NULL",
        )
        .bind(person.to_string())
        .bind(site.to_string())
        .bind(from.to_string())
        .execute(self.sql())
        .await?;
        Ok(())
    }

    /// A site's rooms by what they are called; those that are not there yet are made, each with an id of `new_id`.
    pub async fn rooms_for(
        &mut self,
        site: SiteId,
        rooms: &[Room],
        mut new_id: impl FnMut() -> RoomId,
    ) -> Result<HashMap<Room, RoomId>> {
        for chunk in rooms.chunks(CHUNK) {
            let sql = format!(
                "INSERT INTO dormitory_room (id, site_id, building, room) VALUES {} \
                 ON CONFLICT (site_id, building, room) DO NOTHING",
                rows_of(chunk.len(), 4)
            );
            let mut query = sqlx::query(AssertSqlSafe(sql));
            for room in chunk {
                query = query
                    .bind(new_id().to_string())
                    .bind(site.to_string())
                    .bind(room.building())
                    .bind(room.room());
            }
            query.execute(self.sql()).await?;
        }
        let rows = sqlx::query("SELECT id, building, room FROM dormitory_room WHERE site_id = $1")
            .bind(site.to_string())
            .fetch_all(self.sql())
            .await?;
        rows.iter()
            .map(|row| Ok((read_room(row)?, id(row, "id")?)))
            .collect()
    }

    /// Has someone live in a room of a site from a day on, and in no other.
    pub async fn move_in(
        &mut self,
        new: Uuid,
        site: SiteId,
        room: RoomId,
        person: PersonId,
        from: Date,
    ) -> Result<()> {
        self.move_out(site, &[person], from).await?;
        sqlx::query(
            "INSERT INTO lodging (id, site_id, room_id, person_id, from_day) VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(new.to_string())
        .bind(site.to_string())
        .bind(room.to_string())
        .bind(person.to_string())
        .bind(from.to_string())
        .execute(self.sql())
        .await?;
        Ok(())
    }

    /// Has someone live in no room of a site any more: the last night is the one before this day.
    pub async fn move_out(&mut self, site: SiteId, people: &[PersonId], on: Date) -> Result<()> {
        for chunk in people.chunks(CHUNK) {
            let sql = format!(
                "UPDATE lodging SET to_day = ${} WHERE person_id IN ({}) AND site_id = ${} AND to_day IS NULL",
                chunk.len() + 2,
                numbered(1, chunk.len()),
                chunk.len() + 1
            );
            bind_all(sql, chunk)
                .bind(site.to_string())
                .bind(on.to_string())
                .execute(self.sql())
                .await?;
        }
        Ok(())
    }

    /// Has people live on in the rooms of a site that they left last on this day, as if they had not.
    pub async fn move_back(&mut self, site: SiteId, people: &[PersonId], on: Date) -> Result<()> {
        for chunk in people.chunks(CHUNK) {
            let (site_at, on_at) = (chunk.len() + 1, chunk.len() + 2);
            let sql = format!(
                "UPDATE lodging SET to_day = NULL WHERE id IN (SELECT MAX(id) FROM lodging \
                 WHERE person_id IN ({}) AND site_id = ${site_at} AND to_day = ${on_at} GROUP BY person_id) \
                 AND NOT EXISTS (SELECT 1 FROM lodging other WHERE other.site_id = lodging.site_id \
                 AND other.person_id = lodging.person_id AND other.to_day IS NULL)",
                numbered(1, chunk.len())
            );
            bind_all(sql, chunk)
                .bind(site.to_string())
                .bind(on.to_string())
                .execute(self.sql())
                .await?;
        }
        Ok(())
    }
}

fn read_room(row: &AnyRow) -> Result<Room> {
    let (building, room): (String, String) = (row.try_get("building")?, row.try_get("room")?);
    Room::parse(&building, &room).map_err(|_| Error::Form("room"))
}
