//! Standings: the facts they are assessed from, loaded for many people at once, and where they are kept.

use std::collections::{HashMap, HashSet};

use domain::check::CheckFact;
use domain::declaration::DeclarationFact;
use domain::id::PersonId;
use domain::reason::Cause;
use domain::screening::HitFact;
use domain::standing::{Facts, Standing, State};
use jiff::Timestamp;
use jiff::civil::Date;
use seal::DataKey;
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row};

use crate::columns::{day, id, instant, micros, open_json, optional_instant, person_key, seal_json};
use crate::engine::Tx;
use crate::error::{Error, Result};
use crate::many::{CHUNK, Query, at_once, numbered, rows_of};
use crate::person::place;
use crate::vault::Vault;
use crate::{check, declaration, screening};

/// A person with everything an assessment needs.
pub struct Assessed {
    /// Who.
    pub person: PersonId,
    /// The standing kept.
    pub standing: Standing,
    /// When it is due to be assessed again; sooner than the standing itself says when the rules changed.
    pub due_at: Option<Timestamp>,
    /// What is known of them.
    pub facts: Facts,
    key: DataKey,
}

/// Someone who was due and was assessed anew, ready to be kept.
pub struct Reassessed {
    /// Who.
    pub person: PersonId,
    /// When they were due as they were read: whoever settles them meanwhile changes it.
    due_at: Timestamp,
    /// When they are due next.
    changes_at: Option<Timestamp>,
    /// The state, where it is another.
    state: Option<State>,
    /// The new standing, sealed, where it is another.
    standing: Option<(State, Vec<u8>)>,
}

impl Assessed {
    /// This person with a new standing; none of someone who is not due.
    pub fn reassessed(&self, vault: &Vault, standing: &Standing) -> Result<Option<Reassessed>> {
        let Some(due_at) = self.due_at else {
            return Ok(None);
        };
        let sealed = if self.standing == *standing {
            None
        } else {
            let row = self.person.to_string();
            let sealed = seal_json(vault, &self.key, &place("standing", &row), standing)?;
            Some((standing.state, sealed))
        };
        Ok(Some(Reassessed {
            person: self.person,
            due_at,
            changes_at: standing.changes_at,
            state: Some(standing.state).filter(|state| *state != self.standing.state),
            standing: sealed,
        }))
    }
}

impl Tx {
    /// Keeps others from assessing these people until this work is done: on PostgreSQL two writers would each
    /// miss what the other adds; SQLite has one writer. `people` in order, so that two never wait for each other.
    pub async fn hold_people(&mut self, people: &[PersonId]) -> Result<()> {
        if !self.has_other_writers() {
            return Ok(());
        }
        for chunk in people.chunks(CHUNK) {
            let sql = format!(
                "SELECT id FROM person WHERE id IN ({}) ORDER BY id FOR UPDATE",
                numbered(1, chunk.len())
            );
            bind_all(sql, chunk).fetch_all(self.sql()).await?;
        }
        Ok(())
    }

    /// People with their standings and facts. Declarations and checks older than `since` are left out, except for
    /// those who stand unwell: what made them so may be older than any window.
    pub async fn assessed(
        &mut self,
        people: &[PersonId],
        since: Date,
        now: Timestamp,
    ) -> Result<Vec<Assessed>> {
        let mut all = Vec::with_capacity(people.len());
        for chunk in people.chunks(CHUNK) {
            all.extend(self.assessed_chunk(chunk, since, now).await?);
        }
        Ok(all)
    }

    async fn assessed_chunk(
        &mut self,
        people: &[PersonId],
        since: Date,
        now: Timestamp,
    ) -> Result<Vec<Assessed>> {
        let sql = format!(
            "SELECT id AS person_id, sealed_key, standing, changes_at FROM person WHERE id IN ({})",
            numbered(1, people.len())
        );
        let rows = bind_all(sql, people).fetch_all(self.sql()).await?;
        let mut found = Vec::with_capacity(rows.len());
        for row in &rows {
            let person = id(row, "person_id")?;
            let key = person_key(self.vault(), row, person)?;
            let standing = read_standing(row, person, &key)?;
            found.push(Assessed {
                person,
                standing,
                due_at: optional_instant(row, "changes_at")?,
                facts: Facts::default(),
                key,
            });
        }
        let at: HashMap<PersonId, usize> = found
            .iter()
            .enumerate()
            .map(|(at, one)| (one.person, at))
            .collect();
        let (unwell, well): (Vec<_>, Vec<_>) = found.iter().partition(|one| stands_unwell(&one.standing));
        let ids = |some: Vec<&Assessed>| some.iter().map(|one| one.person).collect::<Vec<_>>();
        let (unwell, well) = (ids(unwell), ids(well));
        for (people, since) in [(unwell, None), (well, Some(since))] {
            for row in self.declaration_rows(&people, since).await? {
                if let Some(one) = at.get(&id(&row, "person_id")?).and_then(|at| found.get_mut(*at)) {
                    one.facts.declarations.push(read_declaration(&row, &one.key)?);
                }
            }
            for row in self.check_rows(&people, since).await? {
                if let Some(one) = at.get(&id(&row, "person_id")?).and_then(|at| found.get_mut(*at)) {
                    one.facts.checks.push(read_check(&row, &one.key)?);
                }
            }
        }
        for row in self.hit_rows(people, now).await? {
            if let Some(one) = at.get(&id(&row, "person_id")?).and_then(|at| found.get_mut(*at)) {
                one.facts.hits.push(read_hit(&row, &one.key)?);
            }
        }
        self.join_facts(&mut found, since).await?;
        Ok(found)
    }

    pub(crate) async fn declaration_rows(
        &mut self,
        people: &[PersonId],
        since: Option<Date>,
    ) -> Result<Vec<AnyRow>> {
        if people.is_empty() {
            return Ok(Vec::new());
        }
        let sql = format!(
            "SELECT d.id, d.person_id, d.at, d.day, d.answers, l.at AS superseded_at, v.at AS verified_at \
             FROM declaration d LEFT JOIN declaration l ON l.corrects = d.id \
             LEFT JOIN verification v ON v.declaration_id = d.id WHERE d.person_id IN ({}) AND d.day >= ${}",
            numbered(1, people.len()),
            people.len() + 1
        );
        let since = since.map_or_else(String::new, |day| day.to_string());
        Ok(bind_all(sql, people).bind(since).fetch_all(self.sql()).await?)
    }

    pub(crate) async fn check_rows(
        &mut self,
        people: &[PersonId],
        since: Option<Date>,
    ) -> Result<Vec<AnyRow>> {
        if people.is_empty() {
            return Ok(Vec::new());
        }
        let sql = format!(
            "SELECT id, person_id, at, day, body FROM spot_check WHERE person_id IN ({}) AND day >= ${}",
            numbered(1, people.len()),
            people.len() + 1
        );
        let since = since.map_or_else(String::new, |day| day.to_string());
        Ok(bind_all(sql, people).bind(since).fetch_all(self.sql()).await?)
    }

    async fn hit_rows(&mut self, people: &[PersonId], now: Timestamp) -> Result<Vec<AnyRow>> {
        let sql = format!(
            "SELECT id, person_id, watchlist_id, body, found_at, expires_at FROM hit \
             WHERE person_id IN ({}) AND lifted_at IS NULL AND expires_at > ${}",
            numbered(1, people.len()),
            people.len() + 1
        );
        Ok(bind_all(sql, people)
            .bind(micros(now))
            .fetch_all(self.sql())
            .await?)
    }

    /// Keeps new standings.
    pub async fn put_standings(&mut self, standings: &[(&Assessed, &Standing)]) -> Result<()> {
        for chunk in standings.chunks(CHUNK) {
            let sealed: Vec<Vec<u8>> = chunk
                .iter()
                .map(|(one, standing)| {
                    let row = one.person.to_string();
                    seal_json(self.vault(), &one.key, &place("standing", &row), standing)
                })
                .collect::<Result<_>>()?;
            let sql = format!(
                "UPDATE person SET state = v.column2, standing = v.column3, changes_at = v.column4 \
                 FROM (VALUES {}) AS v WHERE person.id = v.column1",
                rows_of(chunk.len(), 4)
            );
            let mut query = sqlx::query(AssertSqlSafe(sql));
            for ((one, standing), sealed) in chunk.iter().zip(sealed) {
                query = query
                    .bind(one.person.to_string())
                    .bind(standing.state.word())
                    .bind(sealed)
                    .bind(standing.changes_at.map(micros));
            }
            query.execute(self.sql()).await?;
            let states: Vec<(PersonId, State)> = chunk
                .iter()
                .map(|(one, standing)| (one.person, standing.state))
                .collect();
            self.list_states(&states).await?;
        }
        Ok(())
    }

    /// Keeps the standings of those who are due as they were when they were read, and says who that is; whoever was
    /// settled meanwhile has what came of that.
    pub async fn put_reassessed(&mut self, reassessed: &[Reassessed]) -> Result<Vec<PersonId>> {
        let (changed, same): (Vec<_>, Vec<_>) = reassessed.iter().partition(|one| one.standing.is_some());
        let mut written = Vec::with_capacity(reassessed.len());
        for chunk in changed.chunks(at_once(5)) {
            let sql = format!(
                "UPDATE person SET state = v.column4, standing = v.column5, changes_at = v.column3 \
                 FROM (VALUES {}) AS v WHERE person.id = v.column1 AND person.changes_at = v.column2 \
                 RETURNING person.id",
                rows_of(chunk.len(), 5)
            );
            let mut query = sqlx::query(AssertSqlSafe(sql));
            for one in chunk {
                let (state, sealed) = one.standing.clone().ok_or(Error::Form("standing"))?;
                query = query
                    .bind(one.person.to_string())
                    .bind(micros(one.due_at))
                    .bind(one.changes_at.map(micros))
                    .bind(state.word())
                    .bind(sealed);
            }
            for row in &query.fetch_all(self.sql()).await? {
                written.push(id(row, "id")?);
            }
        }
        for chunk in same.chunks(at_once(3)) {
            let sql = format!(
                "UPDATE person SET changes_at = v.column3 FROM (VALUES {}) AS v \
                 WHERE person.id = v.column1 AND person.changes_at = v.column2 RETURNING person.id",
                rows_of(chunk.len(), 3)
            );
            let mut query = sqlx::query(AssertSqlSafe(sql));
            for one in chunk {
                query = query
                    .bind(one.person.to_string())
                    .bind(micros(one.due_at))
                    .bind(one.changes_at.map(micros));
            }
            for row in &query.fetch_all(self.sql()).await? {
                written.push(id(row, "id")?);
            }
        }
        let kept: HashSet<PersonId> = written.iter().copied().collect();
        let turned: Vec<(PersonId, State)> = reassessed
            .iter()
            .filter(|one| kept.contains(&one.person))
            .filter_map(|one| Some((one.person, one.state?)))
            .collect();
        for chunk in turned.chunks(CHUNK) {
            self.list_states(chunk).await?;
        }
        Ok(written)
    }

    /// Has the lists of their sites say the same.
    async fn list_states(&mut self, states: &[(PersonId, State)]) -> Result<()> {
        let sql = format!(
            "UPDATE engagement SET standing = v.column2 FROM (VALUES {}) AS v \
             WHERE engagement.person_id = v.column1 AND engagement.state <> 'ended'",
            rows_of(states.len(), 2)
        );
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for (person, state) in states {
            query = query.bind(person.to_string()).bind(state.word());
        }
        query.execute(self.sql()).await?;
        Ok(())
    }

    /// The standings kept of these people.
    pub async fn standings(&mut self, people: &[PersonId]) -> Result<HashMap<PersonId, Standing>> {
        let mut found = HashMap::with_capacity(people.len());
        for chunk in people.chunks(CHUNK) {
            let sql = format!(
                "SELECT id AS person_id, sealed_key, standing FROM person WHERE id IN ({})",
                numbered(1, chunk.len())
            );
            for row in &bind_all(sql, chunk).fetch_all(self.sql()).await? {
                let person = id(row, "person_id")?;
                let key = person_key(self.vault(), row, person)?;
                found.insert(person, read_standing(row, person, &key)?);
            }
        }
        Ok(found)
    }

    /// Has a person's standing assessed again at `at` and not before, unless they tell something.
    pub async fn put_off(&mut self, person: PersonId, at: Timestamp) -> Result<()> {
        sqlx::query("UPDATE person SET changes_at = $2 WHERE id = $1")
            .bind(person.to_string())
            .bind(micros(at))
            .execute(self.sql())
            .await?;
        Ok(())
    }

    /// People whose standing changes by itself at `now` or before, those waiting longest first.
    pub async fn people_due(&mut self, now: Timestamp, limit: i64) -> Result<Vec<PersonId>> {
        let rows =
            sqlx::query("SELECT id FROM person WHERE changes_at <= $1 ORDER BY changes_at, id LIMIT $2")
                .bind(micros(now))
                .bind(limit)
                .fetch_all(self.sql())
                .await?;
        rows.iter().map(|row| id(row, "id")).collect()
    }
}

/// A statement with people as its first values.
pub(crate) fn bind_all(sql: String, people: &[PersonId]) -> Query {
    let mut query = sqlx::query(AssertSqlSafe(sql));
    for person in people {
        query = query.bind(person.to_string());
    }
    query
}

fn stands_unwell(standing: &Standing) -> bool {
    standing
        .reasons
        .iter()
        .any(|reason| matches!(reason.cause, Cause::Fever { .. } | Cause::Symptom { .. }))
}

fn read_standing(row: &AnyRow, person: PersonId, key: &DataKey) -> Result<Standing> {
    let sealed: Vec<u8> = row.try_get("standing")?;
    open_json(key, &place("standing", &person.to_string()), &sealed)
}

pub(crate) fn read_declaration(row: &AnyRow, key: &DataKey) -> Result<DeclarationFact> {
    let which: domain::id::DeclarationId = id(row, "id")?;
    let sealed: Vec<u8> = row.try_get("answers")?;
    Ok(DeclarationFact {
        id: which,
        at: instant(row, "at")?,
        day: day(row, "day")?,
        superseded_at: optional_instant(row, "superseded_at")?,
        verified: optional_instant(row, "verified_at")?.is_some(),
        answers: open_json(key, &declaration::place(&which.to_string()), &sealed)?,
    })
}

pub(crate) fn read_check(row: &AnyRow, key: &DataKey) -> Result<CheckFact> {
    let which: domain::id::CheckId = id(row, "id")?;
    Ok(CheckFact {
        id: which,
        at: instant(row, "at")?,
        day: day(row, "day")?,
        temperature: check::open(row, key, which)?.temperature,
    })
}

fn read_hit(row: &AnyRow, key: &DataKey) -> Result<HitFact> {
    let which: domain::id::HitId = id(row, "id")?;
    let sealed: Vec<u8> = row.try_get("body")?;
    let body: screening::HitBody = open_json(key, &screening::hit_place(&which.to_string()), &sealed)?;
    Ok(HitFact {
        id: which,
        watchlist: id(row, "watchlist_id")?,
        category: body.category,
        found_at: instant(row, "found_at")?,
        expires_at: instant(row, "expires_at")?,
        name_agrees: body.name_agrees,
    })
}
