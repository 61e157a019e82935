//! The schema, brought up to date at start. The same numbers and names stand in both folders.

use sqlx::AnyPool;
use sqlx::migrate::Migrator;

use crate::engine::Engine;
use crate::error::{Error, Result};

static SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("migrations/postgres");

pub(crate) async fn run(engine: Engine, pool: &AnyPool) -> Result<()> {
    let migrator = match engine {
        Engine::Sqlite => &SQLITE,
        Engine::Postgres => &POSTGRES,
    };
    migrator.run(pool).await.map_err(Error::Schema)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_engines_have_the_same_migrations_by_number_and_name() {
        let names = |migrator: &Migrator| -> Vec<_> {
            migrator
                .iter()
                .map(|migration| (migration.version, migration.description.clone()))
                .collect()
        };
        assert_eq!(names(&SQLITE), names(&POSTGRES));
        assert!(!names(&SQLITE).is_empty());
    }
}
