//! The figures of a site, a town or the district, counted in a few statements.

use domain::alert::AlertState;
use domain::id::SiteId;
use domain::registry::EngagementState;
use domain::standing::State;
use domain::verdict::Answer;
use jiff::Timestamp;
use jiff::civil::Date;
use sqlx::Row;
use sqlx::any::AnyRow;

use crate::columns::micros;
use crate::company::Company;
use crate::engine::Tx;
use crate::error::Result;

/// The figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Figures {
    /// People at work: each counts once.
    pub people: i64,
    /// Of them clear.
    pub clear: i64,
    /// Of them on hold.
    pub hold: i64,
    /// Of them barred.
    pub barred: i64,
    /// People who registered themselves and are not confirmed yet.
    pub pending: i64,
    /// People at work who declared today.
    pub declared_today: i64,
    /// Passages of today that went in or out.
    pub passed: i64,
    /// Passages of today that were held.
    pub held: i64,
    /// Passages of today that were refused.
    pub refused: i64,
    /// Its alerts and gates, which are a place's; a company has none of its own.
    pub place: Option<OfPlace>,
}

/// What is counted of a place and of no company.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OfPlace {
    /// Alerts that nobody has taken.
    pub open_alerts: i64,
    /// Alerts that someone has taken and not closed.
    pub alerts_in_hand: i64,
    /// Gates.
    pub gates: i64,
    /// Gates heard of since the instant asked for.
    pub gates_online: i64,
}

/// Where to count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Counted {
    /// At one site.
    Site(SiteId),
    /// At every site of a division, by code.
    Division(String),
    /// Of a company's people: at one site, or wherever it has some.
    Company {
        /// Which.
        company: Company,
        /// At this site alone.
        site: Option<SiteId>,
    },
}

impl Counted {
    /// The text that the conditions below take as `$1`.
    fn text(&self) -> String {
        match self {
            Self::Site(site) => site.to_string(),
            Self::Division(code) => format!("{code}%"),
            Self::Company { company, .. } => company.text(),
        }
    }

    /// That something at a site is meant; of a company nothing is that has no person.
    fn at(&self, site: &str) -> Option<String> {
        match self {
            Self::Site(_) => Some(format!("{site} = $1")),
            Self::Division(_) => Some(format!("{site} IN (SELECT id FROM site WHERE division LIKE $1)")),
            Self::Company { .. } => None,
        }
    }

    /// That what `table` says of someone at a site is meant, which `theirs` says of a company's people.
    fn of_people(&self, table: &str, theirs: impl Fn(Company) -> String) -> String {
        let column = format!("{table}.site_id");
        match self {
            Self::Company { company, site } => {
                let at = site.map(|site| format!(" AND {column} = '{site}'"));
                format!("{}{}", theirs(*company), at.unwrap_or_default())
            }
            place => place.at(&column).unwrap_or_default(),
        }
    }
}

impl Tx {
    /// Counts. `today` begins at `midnight`; a gate is online when it was heard of at or after `heard_since`.
    pub async fn figures(
        &mut self,
        place: &Counted,
        today: Date,
        midnight: Timestamp,
        heard_since: Timestamp,
    ) -> Result<Figures> {
        let mut figures = Figures::default();
        self.count_people(place, today, &mut figures).await?;
        let at = place.of_people("g", |company| company.passed(1));
        let passages = format!(
            "SELECT g.answer AS word, CAST(COUNT(*) AS BIGINT) AS n FROM passage g \
             WHERE {at} AND g.at >= $2 GROUP BY g.answer"
        );
        let rows = sqlx::query(sqlx::AssertSqlSafe(passages))
            .bind(place.text())
            .bind(micros(midnight))
            .fetch_all(self.sql())
            .await?;
        for (word, n) in counted(&rows)? {
            match Answer::named(&word) {
                Some(Answer::Pass) => figures.passed = n,
                Some(Answer::Hold) => figures.held = n,
                Some(Answer::Refuse) => figures.refused = n,
                None => {}
            }
        }
        if let Some(at) = place.at("site_id") {
            let text = place.text();
            figures.place = Some(self.count_of_place(&at, text, heard_since).await?);
        }
        Ok(figures)
    }

    async fn count_of_place(&mut self, at: &str, text: String, heard_since: Timestamp) -> Result<OfPlace> {
        let mut figures = OfPlace::default();
        let others = format!(
            "SELECT 'alerts' AS word, CAST(COUNT(*) AS BIGINT) AS n FROM alert WHERE {at} AND state = $2 \
             UNION ALL SELECT 'in_hand', CAST(COUNT(*) AS BIGINT) FROM alert WHERE {at} AND state = $4 \
             UNION ALL SELECT 'gates', CAST(COUNT(*) AS BIGINT) FROM gate WHERE {at} AND revoked_at IS NULL \
             UNION ALL SELECT 'online', CAST(COUNT(*) AS BIGINT) FROM gate \
             WHERE {at} AND revoked_at IS NULL AND last_seen_at >= $3"
        );
        let rows = sqlx::query(sqlx::AssertSqlSafe(others))
            .bind(text)
            .bind(AlertState::Open.word())
            .bind(micros(heard_since))
            .bind(AlertState::Acknowledged.word())
            .fetch_all(self.sql())
            .await?;
        for (word, n) in counted(&rows)? {
            match word.as_str() {
                "alerts" => figures.open_alerts = n,
                "in_hand" => figures.alerts_in_hand = n,
                "gates" => figures.gates = n,
                _ => figures.gates_online = n,
            }
        }
        Ok(figures)
    }

    async fn count_people(&mut self, place: &Counted, today: Date, figures: &mut Figures) -> Result<()> {
        let at = place.of_people("e", |company| company.engaged(1));
        let people = format!(
            "SELECT p.state AS word, CAST(COUNT(DISTINCT p.id) AS BIGINT) AS n FROM engagement e \
             JOIN person p ON p.id = e.person_id WHERE {at} AND e.state = $2 GROUP BY p.state \
             UNION ALL SELECT 'pending', CAST(COUNT(DISTINCT e.person_id) AS BIGINT) FROM engagement e \
             WHERE {at} AND e.state = $3 \
             UNION ALL SELECT 'declared', CAST(COUNT(DISTINCT e.person_id) AS BIGINT) FROM engagement e \
             WHERE {at} AND e.state = $2 AND EXISTS \
             (SELECT 1 FROM declaration d WHERE d.person_id = e.person_id AND d.day = $4)"
        );
        let rows = sqlx::query(sqlx::AssertSqlSafe(people))
            .bind(place.text())
            .bind(EngagementState::Active.word())
            .bind(EngagementState::Pending.word())
            .bind(today.to_string())
            .fetch_all(self.sql())
            .await?;
        for (word, n) in counted(&rows)? {
            match (word.as_str(), State::named(&word)) {
                ("pending", _) => figures.pending = n,
                ("declared", _) => figures.declared_today = n,
                (_, Some(State::Clear)) => figures.clear = n,
                (_, Some(State::Hold)) => figures.hold = n,
                (_, Some(State::Barred)) => figures.barred = n,
                _ => {}
            }
        }
        figures.people = figures.clear + figures.hold + figures.barred;
        Ok(())
    }
}

fn counted(rows: &[AnyRow]) -> Result<Vec<(String, i64)>> {
    rows.iter()
        .map(|row| Ok((row.try_get("word")?, row.try_get("n")?)))
        .collect()
}
