//! Profiles as staff read them: every disease with where it stands, and one with all its versions.

use domain::account::Scope;
use domain::profile::DiseaseProfile;
use domain::rights::{Place, Right};
use jiff::civil::Date;
use serde::Serialize;
use store::Tx;
use store::profile::{PutVersion, StandDown};
use utoipa::ToSchema;

use super::shipped;
use crate::error::{Error, Result};
use crate::platform::{Caller, Platform};

/// Where a disease's profile stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ProfileState {
    /// A version is in force today.
    InForce,
    /// A version begins on a later day.
    ToCome,
    /// It was in force, and is not.
    StoodDown,
    /// It never was in force: it waits until a district needs it.
    Prepared,
}

/// A disease with where its profile stands.
#[derive(Clone, Debug)]
pub struct ProfileSummary {
    /// Where it stands.
    pub state: ProfileState,
    /// The version in force; else the one to come, the last there was, or the one that ships.
    pub profile: DiseaseProfile,
    /// How it was last stood down, of one that stands so.
    pub stood_down: Option<StandDown>,
}

/// One disease's profile with all that became of it.
#[derive(Clone, Debug)]
pub struct ProfilePage {
    /// The disease.
    pub summary: ProfileSummary,
    /// The number that the next version has.
    pub next_version: i32,
    /// Every version there was, the newest first.
    pub versions: Vec<PutVersion>,
    /// Every time it was stood down, the last first.
    pub stand_downs: Vec<StandDown>,
    /// Whether the reader may change it.
    pub may_change: bool,
}

impl Platform {
    /// Every disease there is a profile of: what is in force first, then by code.
    pub async fn profile_list(&self, caller: &Caller) -> Result<Vec<ProfileSummary>> {
        let mut tx = self.store.read().await?;
        self.may_read_profiles(&mut tx, caller).await?;
        let today = self.local_now().date();
        let known = self.profiles(&mut tx).await?;
        let stand_downs = tx.stand_downs().await?;
        let mut codes: Vec<&str> = known.iter().map(|profile| profile.code.as_str()).collect();
        codes.extend(shipped::all().iter().map(|profile| profile.code.as_str()));
        codes.sort_unstable();
        codes.dedup();
        let mut list: Vec<ProfileSummary> = codes
            .into_iter()
            .filter_map(|code| summary(code, &known, &stand_downs, today))
            .collect();
        list.sort_by_key(|one| one.state);
        Ok(list)
    }

    /// One disease's profile.
    pub async fn profile_page(&self, caller: &Caller, code: &str) -> Result<ProfilePage> {
        let mut tx = self.store.read().await?;
        self.may_read_profiles(&mut tx, caller).await?;
        self.page_of(&mut tx, caller, code).await
    }

    pub(super) async fn page_of(&self, tx: &mut Tx, caller: &Caller, code: &str) -> Result<ProfilePage> {
        let versions = tx.profile_versions(code).await?;
        let known: Vec<DiseaseProfile> = versions.iter().map(|one| one.profile.clone()).collect();
        let mut stand_downs = tx.stand_downs().await?;
        stand_downs.retain(|one| one.code == code);
        let summary = summary(code, &known, &stand_downs, self.local_now().date()).ok_or(Error::NotFound)?;
        Ok(ProfilePage {
            summary,
            next_version: known.iter().map(|profile| profile.version).max().unwrap_or(0) + 1,
            versions,
            stand_downs,
            may_change: self.may_in_district(caller, Right::ChangeProfiles).is_ok(),
        })
    }

    async fn may_read_profiles(&self, tx: &mut Tx, caller: &Caller) -> Result<()> {
        match &caller.actor.scope {
            Scope::Site { site } => {
                self.may_at_site(tx, caller, Right::ReadProfiles, *site).await?;
                Ok(())
            }
            Scope::Town { division } | Scope::Community { division } => {
                caller.may(Right::ReadProfiles, &Place::Town(division.clone()))
            }
            _ => self.may_in_district(caller, Right::ReadProfiles),
        }
    }
}

fn summary(
    code: &str,
    known: &[DiseaseProfile],
    stand_downs: &[StandDown],
    today: Date,
) -> Option<ProfileSummary> {
    let versions = || known.iter().filter(|profile| profile.code == code);
    let in_force = versions().find(|profile| profile.in_force(today));
    // One that ended before its first day never begins.
    let to_come = versions().filter(|profile| profile.from > today && profile.in_force(profile.from));
    let (state, profile) = if let Some(profile) = in_force {
        (ProfileState::InForce, profile.clone())
    } else if let Some(profile) = to_come.min_by_key(|profile| profile.from) {
        (ProfileState::ToCome, profile.clone())
    } else if let Some(profile) = versions().max_by_key(|profile| profile.version) {
        (ProfileState::StoodDown, profile.clone())
    } else {
        (ProfileState::Prepared, shipped::editions(code).pop()?)
    };
    let last = stand_downs.iter().find(|one| one.code == code);
    let stood_down = last.filter(|_| state == ProfileState::StoodDown).cloned();
    Some(ProfileSummary {
        state,
        profile,
        stood_down,
    })
}
