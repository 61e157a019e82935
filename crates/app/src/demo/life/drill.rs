//! The demo's outbreak area: a version of the district's profile with a drill in it, in the place of the one before.

use demo::drill;
use domain::profile::DiseaseProfile;
use service::{Error, Platform};

/// Puts the district's profile in force, and the drill in its place, once. Called before there is anybody, so that nobody's standing has to be told anew.
pub(crate) async fn ensure(platform: &Platform) -> Result<(), Error> {
    platform.install_profiles().await?;
    let profiles = platform.store().read().await?.profiles().await?;
    let today = platform.now().to_zoned(platform.settings().zone.clone()).date();
    let stands = |profile: &&DiseaseProfile| {
        profile.code == drill::CODE && profile.version < drill::VERSION && profile.in_force(today)
    };
    let Some(current) = profiles.iter().find(stands) else {
        return Ok(());
    };
    // Cut off between the two, the next start does both again.
    platform.put_profile(&drill::version(current, today)).await?;
    let before = DiseaseProfile {
        to: today.yesterday().ok(),
        ..current.clone()
    };
    platform.put_profile(&before).await
}
