//! Passages as gates sent them, each once however often it came.

use std::collections::{HashMap, HashSet};

use domain::declaration::Tenths;
use domain::division::Division;
use domain::id::{GateId, PassageId, PersonId, SiteId};
use domain::name::Name;
use domain::passage::{Direction, Passage, Way};
use domain::verdict::{Answer, Ground};
use jiff::Timestamp;
use jiff::civil::Date;
use seal::Place;
use serde::{Deserialize, Serialize};
use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row};

use crate::columns::{id, instant, micros, open_json, open_text, optional_id, person_key, seal_json, word};
use crate::company::Company;
use crate::engine::Tx;
use crate::error::{Error, Result};
use crate::many::{CHUNK, numbered, rows_of};
use crate::person::place;

/// A passage on its way in.
#[derive(Clone, Debug)]
pub struct ReceivedPassage<'a> {
    /// What the gate recorded.
    pub passage: &'a Passage,
    /// The site-local day of it.
    pub day: Date,
}

/// A passage as stored.
#[derive(Clone, Debug)]
pub struct StoredPassage {
    /// Which.
    pub id: PassageId,
    /// Where.
    pub site: SiteId,
    /// The site's name.
    pub site_name: String,
    /// At which gate.
    pub gate: GateId,
    /// Who, where known.
    pub person: Option<PersonId>,
    /// Their name, where known.
    pub name: Option<Name>,
    /// When, by the gate's clock.
    pub at: Timestamp,
    /// When the platform had it.
    pub received_at: Timestamp,
    /// In or out.
    pub direction: Direction,
    /// By what.
    pub way: Way,
    /// The answer given.
    pub answer: Answer,
    /// Its grounds.
    pub grounds: Vec<Ground>,
    /// Temperature, where measured.
    pub temperature: Option<Tenths>,
}

/// Which passages are asked for.
#[derive(Clone, Debug, Default)]
pub struct PassageFilter {
    /// This one alone.
    pub passage: Option<PassageId>,
    /// At this site.
    pub site: Option<SiteId>,
    /// At sites of this town or district.
    pub division: Option<Division>,
    /// Of whoever was one of this company's people on that day.
    pub company: Option<Company>,
    /// Of this person.
    pub person: Option<PersonId>,
    /// With this answer.
    pub answer: Option<Answer>,
    /// On this day.
    pub day: Option<Date>,
    /// Older than this one.
    pub before: Option<(Timestamp, PassageId)>,
    /// At most so many.
    pub limit: i64,
}

/// What became of passages that were sent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    /// Written down now.
    pub added: Vec<PassageId>,
    /// Not written down: another gate's passage has this id.
    pub foreign: Vec<PassageId>,
    /// How many of the added name someone who never was on the site's roster.
    pub untied: usize,
}

/// What is sealed of a passage: under its person's key, or under the common one where nobody is known.
#[derive(Serialize, Deserialize)]
struct Body {
    grounds: Vec<Ground>,
    temperature: Option<Tenths>,
    /// Whom the gate named, where this database does not know them or they never were on the site's roster.
    #[serde(default)]
    unknown_person: Option<PersonId>,
}

fn body_place(row: &str) -> Place<'_> {
    Place {
        table: "passage",
        column: "body",
        row,
    }
}

impl Tx {
    /// Writes down passages of a site's gates that are not there yet, each under the gate it names. An id that
    /// another gate's passage has is left alone. A person is tied to a passage only where they are or were on the
    /// site's roster: of anyone else the gate can know nothing, and the site is shown nothing. The id that the gate
    /// named is kept, sealed.
    pub async fn insert_passages(
        &mut self,
        site: SiteId,
        passages: &[ReceivedPassage<'_>],
        received_at: Timestamp,
    ) -> Result<Taken> {
        let mut taken = Taken::default();
        for chunk in passages.chunks(CHUNK) {
            let mut owners = self.owners(chunk).await?;
            let mut seen = HashSet::new();
            let new: Vec<_> = chunk
                .iter()
                .filter(|one| !owners.contains_key(&one.passage.id) && seen.insert(one.passage.id))
                .collect();
            if !new.is_empty() {
                taken.untied += self.insert_new(site, &new, received_at).await?;
                // Another gate may have used an id at this very moment: whose it is now is asked again.
                owners = self.owners(chunk).await?;
            }
            let own = |one: &ReceivedPassage<'_>| owners.get(&one.passage.id) == Some(&one.passage.gate);
            taken
                .added
                .extend(new.iter().filter(|one| own(one)).map(|one| one.passage.id));
            taken
                .foreign
                .extend(chunk.iter().filter(|one| !own(one)).map(|one| one.passage.id));
        }
        Ok(taken)
    }

    /// Inserts passages; says how many name someone who is not tied to them.
    async fn insert_new(
        &mut self,
        site: SiteId,
        new: &[&ReceivedPassage<'_>],
        received_at: Timestamp,
    ) -> Result<usize> {
        let named: Vec<PersonId> = new.iter().filter_map(|one| one.passage.person).collect();
        let rostered = self.rostered(site, &named).await?;
        let people = self.people(&rostered).await?;
        let sql = format!(
            "INSERT INTO passage (id, site_id, gate_id, person_id, at, received_at, day, direction, way, \
             answer, body, roster_version) VALUES {} ON CONFLICT (id) DO NOTHING",
            rows_of(new.len(), 12)
        );
        let mut query = sqlx::query(AssertSqlSafe(sql));
        let mut untied = 0;
        for one in new {
            let passage = one.passage;
            let person = people.iter().find(|person| Some(person.id) == passage.person);
            let unknown_person = passage.person.filter(|_| person.is_none());
            untied += usize::from(unknown_person.is_some());
            let body = Body {
                grounds: passage.grounds.clone(),
                temperature: passage.temperature,
                unknown_person,
            };
            let row = passage.id.to_string();
            let vault = self.vault();
            let key = person.map_or(vault.common(), |person| &person.key);
            let sealed = seal_json(vault, key, &body_place(&row), &body)?;
            query = query
                .bind(row)
                .bind(site.to_string())
                .bind(passage.gate.to_string())
                .bind(person.map(|person| person.id.to_string()))
                .bind(micros(passage.at))
                .bind(micros(received_at))
                .bind(one.day.to_string())
                .bind(passage.direction.word())
                .bind(passage.way.word())
                .bind(passage.answer.word())
                .bind(sealed)
                .bind(passage.roster_version);
        }
        query.execute(self.sql()).await?;
        // A gate that has not heard of a merger yet names the record that is led.
        self.gather(&rostered).await?;
        Ok(untied)
    }

    /// Which gate wrote each of these, of those that are there.
    async fn owners(&mut self, passages: &[ReceivedPassage<'_>]) -> Result<HashMap<PassageId, GateId>> {
        let sql = format!(
            "SELECT id, gate_id FROM passage WHERE id IN ({})",
            numbered(1, passages.len())
        );
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for one in passages {
            query = query.bind(one.passage.id.to_string());
        }
        let rows = query.fetch_all(self.sql()).await?;
        rows.iter()
            .map(|row| Ok((id(row, "id")?, id(row, "gate_id")?)))
            .collect()
    }

    /// Passages, newest first by the gate's clock.
    pub async fn passages(&mut self, filter: &PassageFilter) -> Result<Vec<StoredPassage>> {
        let mut conditions = vec!["1 = 1".to_owned()];
        let mut values: Vec<String> = Vec::new();
        let division = filter.division.as_ref().map(|division| format!("{division}%"));
        for (column, value) in [
            ("g.id =", filter.passage.map(|id| id.to_string())),
            ("g.site_id =", filter.site.map(|id| id.to_string())),
            ("s.division LIKE", division),
            ("g.person_id =", filter.person.map(|id| id.to_string())),
            ("g.answer =", filter.answer.map(|answer| answer.word().to_owned())),
            ("g.day =", filter.day.map(|day| day.to_string())),
        ] {
            if let Some(value) = value {
                values.push(value);
                conditions.push(format!("{column} ${}", values.len()));
            }
        }
        if let Some(company) = filter.company {
            values.push(company.text());
            conditions.push(company.passed(values.len()));
        }
        let first = values.len() + 1;
        if filter.before.is_some() {
            conditions.push(format!(
                "(g.at < ${} OR (g.at = ${} AND g.id < ${}))",
                first + 1,
                first + 1,
                first + 2
            ));
        }
        let sql = format!(
            "SELECT g.id, g.site_id, s.name AS site_name, g.gate_id, g.person_id, p.sealed_key, p.name, g.at, \
             g.received_at, g.direction, g.way, g.answer, g.body FROM passage g JOIN site s ON s.id = g.site_id \
             LEFT JOIN person p ON p.id = g.person_id WHERE {} ORDER BY g.at DESC, g.id DESC LIMIT ${first}",
            conditions.join(" AND ")
        );
        let mut query = sqlx::query(AssertSqlSafe(sql));
        for value in values {
            query = query.bind(value);
        }
        query = query.bind(filter.limit);
        if let Some((at, last)) = filter.before {
            query = query.bind(micros(at)).bind(last.to_string());
        }
        let rows = query.fetch_all(self.sql()).await?;
        rows.iter().map(|row| self.read_passage(row)).collect()
    }

    fn read_passage(&self, row: &AnyRow) -> Result<StoredPassage> {
        let which: PassageId = id(row, "id")?;
        let person: Option<PersonId> = optional_id(row, "person_id")?;
        let key = person
            .map(|person| person_key(self.vault(), row, person))
            .transpose()?;
        let name = match (person, &key) {
            (Some(person), Some(key)) => {
                let sealed: Vec<u8> = row.try_get("name")?;
                let text = open_text(key, &place("name", &person.to_string()), &sealed)?;
                Some(Name::parse(&text).map_err(|_| Error::Form("name"))?)
            }
            _ => None,
        };
        let sealed: Vec<u8> = row.try_get("body")?;
        let key = key.as_ref().unwrap_or_else(|| self.vault().common());
        let body: Body = open_json(key, &body_place(&which.to_string()), &sealed)?;
        Ok(StoredPassage {
            id: which,
            site: id(row, "site_id")?,
            site_name: row.try_get("site_name")?,
            gate: id(row, "gate_id")?,
            person,
            name,
            at: instant(row, "at")?,
            received_at: instant(row, "received_at")?,
            direction: word(row, "direction", Direction::named)?,
            way: word(row, "way", Way::named)?,
            answer: word(row, "answer", Answer::named)?,
            grounds: body.grounds,
            temperature: body.temperature,
        })
    }
}
