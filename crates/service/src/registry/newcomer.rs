//! Newcomers by a list, who are found by searching and compared with others at its end.

use domain::id::PersonId;
use domain::likeness::Traits;
use jiff::{SignedDuration, Timestamp};
use store::person::Person;

use crate::error::Result;
use crate::platform::Platform;

/// Newcomers of one transaction: enough that each leaf of the index is written few times, and few enough that others
/// write in between.
const AT_ONCE: i64 = 10_000;

/// Newcomers that change how large the tables are.
const MANY: usize = 1_000;

/// A list that has not ended after so long was cut off: its newcomers are found by the timer.
const CUT_OFF: SignedDuration = SignedDuration::from_mins(2);

impl Platform {
    /// Has searching find newcomers who were left by a list that was cut off; says how many. The timer calls it.
    pub async fn find_left_newcomers(&self) -> Result<usize> {
        self.find_newcomers(self.now() - CUT_OFF).await
    }

    /// Has searching find those who came by a list until then, and looks for whom they may be. O(n log n) for n
    /// newcomers, whatever the number of people there are.
    pub(crate) async fn find_newcomers(&self, until: Timestamp) -> Result<usize> {
        let mut found = 0;
        loop {
            if self.store.read().await?.newcomers(until, 1).await?.is_empty() {
                return Ok(found);
            }
            let mut tx = self.store.write().await?;
            tx.hold_intake().await?;
            let newcomers = tx.newcomers(until, AT_ONCE).await?;
            let mut people: Vec<PersonId> = newcomers.iter().map(|newcomer| newcomer.person).collect();
            people.sort_unstable();
            people.dedup();
            tx.hold_people(&people).await?;
            let people = tx.people(&people).await?;
            tx.list_newcomers(&newcomers, &people).await?;
            if newcomers.len() > MANY {
                tx.note_growth().await?;
            }
            let traits: Vec<Traits<'_>> = people.iter().map(Person::traits).collect();
            self.find_likenesses(&mut tx, &traits).await?;
            tx.commit().await?;
            found += newcomers.len();
        }
    }
}
