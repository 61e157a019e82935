//! Disease profiles: put in at the first start, kept in memory, read again when they change.

use std::sync::{Arc, PoisonError, RwLock};

use domain::account::Scope;
use domain::profile::DiseaseProfile;
use domain::rights::{Place, Right};
use jiff::{SignedDuration, Timestamp};
use store::Tx;

use crate::error::{Error, Result};
use crate::platform::{Caller, Platform};

/// What every installation begins with; a district edits it afterwards.
const FIRST: &[&str] = &[include_str!("../../../profiles/covid-2020.json")];

/// Another process may have changed them: they are read again after this long.
const READ_AGAIN: SignedDuration = SignedDuration::from_secs(30);

/// The profiles as last read.
#[derive(Default)]
pub(crate) struct Profiles(RwLock<Option<(Timestamp, Arc<Vec<DiseaseProfile>>)>>);

impl Profiles {
    fn fresh(&self, now: Timestamp) -> Option<Arc<Vec<DiseaseProfile>>> {
        let kept = self.0.read().unwrap_or_else(PoisonError::into_inner);
        kept.as_ref()
            .filter(|(read_at, _)| now.duration_since(*read_at).abs() < READ_AGAIN)
            .map(|(_, profiles)| profiles.clone())
    }

    fn keep(&self, now: Timestamp, profiles: Arc<Vec<DiseaseProfile>>) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = Some((now, profiles));
    }

    fn forget(&self) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = None;
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
        self.profiles.forget();
        Ok(added)
    }

    /// Writes a version of a profile; everyone's standing is due at once. For set-up and the command line.
    pub async fn put_profile(&self, profile: &DiseaseProfile) -> Result<()> {
        let mut tx = self.store.write().await?;
        tx.put_profile(profile).await?;
        tx.make_all_due(self.now()).await?;
        tx.commit().await?;
        self.profiles.forget();
        Ok(())
    }

    /// Every profile there is, as last read; which are in force is for the rules to say.
    pub(crate) async fn profiles(&self, tx: &mut Tx) -> Result<Arc<Vec<DiseaseProfile>>> {
        let now = self.now();
        if let Some(profiles) = self.profiles.fresh(now) {
            return Ok(profiles);
        }
        let profiles = Arc::new(tx.profiles().await?);
        self.profiles.keep(now, profiles.clone());
        Ok(profiles)
    }

    /// The profiles, for staff to read.
    pub async fn read_profiles(&self, caller: &Caller) -> Result<Vec<DiseaseProfile>> {
        let mut tx = self.store.read().await?;
        match &caller.actor.scope {
            Scope::Site { site } => {
                self.may_at_site(&mut tx, caller, Right::ReadProfiles, *site)
                    .await?;
            }
            Scope::Town { division } => caller.may(Right::ReadProfiles, &Place::Town(division.clone()))?,
            _ => self.may_in_district(caller, Right::ReadProfiles)?,
        }
        Ok(tx.profiles().await?)
    }
}
