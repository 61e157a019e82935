//! What people are judged by now: profiles and areas, kept in memory and read again when they changed.

use std::sync::{Arc, PoisonError, RwLock};

use domain::area::Areas;
use domain::profile::DiseaseProfile;
use domain::standing::Rules;
use jiff::civil::Date;
use store::Tx;

use crate::error::Result;
use crate::platform::Platform;
use crate::standing::oldest_day;

/// The areas as last read, with the revision they were read at and the day since when they weigh.
#[derive(Default)]
pub(crate) struct KeptAreas(RwLock<Option<Kept>>);

struct Kept {
    revision: String,
    since: Date,
    areas: Arc<Areas>,
}

/// The profiles and areas there are.
pub(crate) struct InForce {
    pub(crate) profiles: Arc<Vec<DiseaseProfile>>,
    pub(crate) areas: Arc<Areas>,
}

impl InForce {
    /// As the rules take them.
    pub(crate) fn rules(&self) -> Rules<'_> {
        Rules {
            profiles: &self.profiles,
            areas: &self.areas,
        }
    }
}

impl Platform {
    /// What people are judged by, as this work sees it. Other processes change it too: the revision is asked of the
    /// database each time, the areas only where it is another.
    pub(crate) async fn rules(&self, tx: &mut Tx) -> Result<InForce> {
        let profiles = self.profiles(tx).await?;
        let since = oldest_day(&profiles, self.local_now().date())?;
        // Read before the areas: where they change in between, the next reader reads them again.
        let revision = tx.areas_revision().await?;
        let kept = {
            let kept = self.areas.0.read().unwrap_or_else(PoisonError::into_inner);
            let current = kept
                .as_ref()
                .filter(|kept| kept.revision == revision && kept.since == since);
            current.map(|kept| kept.areas.clone())
        };
        if let Some(areas) = kept {
            return Ok(InForce { profiles, areas });
        }
        let areas = Arc::new(weighing(tx, since).await?);
        *self.areas.0.write().unwrap_or_else(PoisonError::into_inner) = Some(Kept {
            revision,
            since,
            areas: areas.clone(),
        });
        Ok(InForce { profiles, areas })
    }
}

/// The areas as this work sees them, its own changes among them, which nobody else may see yet.
pub(crate) async fn weighing(tx: &mut Tx, since: Date) -> Result<Areas> {
    Ok(Areas::new(tx.weighing_areas(since).await?, tx.readings().await?))
}
