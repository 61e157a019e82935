//! Disease profiles: kept in memory, read again when they changed; shown to staff; put in force, tried and stood down by
//! the district.

use std::sync::{Arc, PoisonError, RwLock};

use domain::profile::DiseaseProfile;
use store::Tx;
use store::profile::Putting;

use crate::error::Result;
use crate::platform::Platform;

mod change;
mod preview;
mod shipped;
mod view;

pub use change::{StandDownDraft, VersionDraft};
pub use preview::{Change, Effects, Preview, SiteEffects};
pub use view::{ProfilePage, ProfileState, ProfileSummary};

/// The profiles as last read, with the revision they were read at.
#[derive(Default)]
pub(crate) struct Profiles(RwLock<Option<Read>>);

struct Read {
    revision: String,
    profiles: Arc<Vec<DiseaseProfile>>,
}

impl Profiles {
    fn at(&self, revision: &str) -> Option<Arc<Vec<DiseaseProfile>>> {
        let kept = self.0.read().unwrap_or_else(PoisonError::into_inner);
        kept.as_ref()
            .filter(|read| read.revision == revision)
            .map(|read| read.profiles.clone())
    }

    fn keep(&self, revision: String, profiles: Arc<Vec<DiseaseProfile>>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Some(Read { revision, profiles });
    }
}

impl Platform {
    /// Puts the profile of February 2020 in force, with both its editions, where no version of it ever was; says how many
    /// were new. For the demo: an installation begins with none in force.
    pub async fn install_profiles(&self) -> Result<usize> {
        let mut tx = self.store.write().await?;
        tx.hold_profiles().await?;
        let editions = shipped::editions("covid-2020");
        let known = tx.profiles().await?;
        if known.iter().any(|profile| profile.code == "covid-2020") {
            return Ok(0);
        }
        let putting = self.at_set_up();
        for (at, edition) in editions.iter().enumerate() {
            let next = editions.get(at + 1);
            let profile = DiseaseProfile {
                to: next.and_then(|next| next.from.yesterday().ok()),
                ..edition.clone()
            };
            tx.put_profile(&profile, &putting).await?;
        }
        tx.make_all_due(self.now()).await?;
        tx.commit().await?;
        Ok(editions.len())
    }

    /// Writes a version of a profile; everyone's standing is due at once. For set-up and the command line.
    pub async fn put_profile(&self, profile: &DiseaseProfile) -> Result<()> {
        let mut tx = self.store.write().await?;
        tx.put_profile(profile, &self.at_set_up()).await?;
        tx.make_all_due(self.now()).await?;
        Ok(tx.commit().await?)
    }

    fn at_set_up(&self) -> Putting {
        Putting {
            at: self.now(),
            by: None,
            reason: None,
        }
    }

    /// Every profile there is, as this work sees them; which are in force is for the rules to say. Other processes
    /// change them too: the revision is asked of the database each time, the profiles only where it is another.
    pub(crate) async fn profiles(&self, tx: &mut Tx) -> Result<Arc<Vec<DiseaseProfile>>> {
        // Read before the profiles: where they change in between, the next reader reads them again.
        let revision = tx.profiles_revision().await?;
        if let Some(profiles) = self.profiles.at(&revision) {
            return Ok(profiles);
        }
        let profiles = Arc::new(tx.profiles().await?);
        self.profiles.keep(revision, profiles.clone());
        Ok(profiles)
    }
}
