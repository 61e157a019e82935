//! Disease profiles: put in at the first start, kept in memory, read again when they changed.

use std::sync::{Arc, PoisonError, RwLock};

use domain::profile::DiseaseProfile;
use domain::rights::Right;
use store::Tx;

use crate::error::{Error, Result};
use crate::platform::{Caller, Platform};

/// What every installation begins with.
const FIRST: &[&str] = &[include_str!("../../../profiles/covid-2020.json")];

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
    /// Puts the first profiles in where a code has none yet, once; says how many were new.
    pub async fn install_profiles(&self) -> Result<usize> {
        let mut added = 0;
        let mut tx = self.store.write().await?;
        for text in FIRST {
            let profile: DiseaseProfile = serde_json::from_str(text).map_err(Error::internal)?;
            added += usize::from(tx.add_profile(&profile).await?);
        }
        if added > 0 {
            tx.make_all_due(self.now()).await?;
        }
        tx.commit().await?;
        Ok(added)
    }

    /// Writes a version of a profile; everyone's standing is due at once. For set-up and the command line.
    pub async fn put_profile(&self, profile: &DiseaseProfile) -> Result<()> {
        let mut tx = self.store.write().await?;
        tx.put_profile(profile).await?;
        tx.make_all_due(self.now()).await?;
        Ok(tx.commit().await?)
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

    /// The profiles, for staff to read.
    pub async fn read_profiles(&self, caller: &Caller) -> Result<Vec<DiseaseProfile>> {
        let mut tx = self.store.read().await?;
        self.may_in_own_scope(&mut tx, caller, Right::ReadProfiles)
            .await?;
        Ok(tx.profiles().await?)
    }
}
