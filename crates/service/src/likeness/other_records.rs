//! The records that one leads: what else a person is registered as, and which merger the caller may undo.

use domain::id::{LikenessId, PersonId};
use jiff::Timestamp;
use store::Tx;
use store::likeness::LikenessState;
use store::merger::Merger;
use store::person::Person;

use super::Decides;
use crate::error::{Error, Result};
use crate::platform::{Caller, Platform};

/// What else someone is registered as.
pub struct OtherRecord {
    /// The record as it was given.
    pub record: Person,
    /// Since when it is led.
    pub merged_at: Option<Timestamp>,
    /// The pair whose merger the caller may undo.
    pub undo: Option<LikenessId>,
}

impl Platform {
    /// The records that one leads, the oldest first.
    pub(crate) async fn other_records(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        person: PersonId,
    ) -> Result<Vec<OtherRecord>> {
        let led = tx.led_by(&[person]).await?;
        if led.is_empty() {
            return Ok(Vec::new());
        }
        let decides = match self.decides(tx, caller, &[person]).await {
            Ok(who) => who == Decides::You,
            Err(Error::Denied) => false,
            Err(other) => return Err(other),
        };
        let mut others = Vec::with_capacity(led.len());
        for (_, record) in led {
            let merger = merger_that_led(tx, record.id).await?;
            others.push(OtherRecord {
                merged_at: merger.as_ref().map(|merger| merger.at),
                undo: merger.map(|merger| merger.likeness).filter(|_| decides),
                record,
            });
        }
        Ok(others)
    }
}

async fn merger_that_led(tx: &mut Tx, record: PersonId) -> Result<Option<Merger>> {
    for pair in tx.likenesses_of(record).await? {
        if pair.state != LikenessState::Merged {
            continue;
        }
        let merger = tx.merger_of(pair.id).await?;
        if let Some(merger) = merger.filter(|merger| merger.other == record) {
            return Ok(Some(merger));
        }
    }
    Ok(None)
}
