//! The demo's drill: a version of the district's profile under its name, in the place of the one before, and the outbreak
//! area, which comes in as any list of a health authority does.

use demo::drill;
use domain::profile::DiseaseProfile;
use service::area::{AreaDraft, Revision};
use service::{Error, Paging, Platform};

use crate::demo::staff;

/// Sees to it that the outbreak area is there, once: taken back by whoever tries the demo, it stays so.
pub(crate) async fn ensure_area(platform: &Platform) -> Result<(), Error> {
    let Some(office) = staff::named(platform, "district").await? else {
        return Ok(());
    };
    let lists = platform.area_lists(&office, &Paging::default()).await?;
    if lists
        .items
        .iter()
        .any(|counted| counted.list.source == drill::SOURCE)
    {
        return Ok(());
    }
    let today = platform.now().to_zoned(platform.settings().zone.clone()).date();
    let draft = AreaDraft {
        source: drill::SOURCE.to_owned(),
        disease: drill::CODE.to_owned(),
        as_of: today,
        revision: Revision::Ends,
    };
    let file = drill::areas(today).into_bytes();
    platform
        .import_areas(&office, &draft, file, false)
        .await
        .map(drop)
}

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
