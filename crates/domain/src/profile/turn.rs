//! How versions of one disease's profile follow each other: on each day at most one is in force.

use jiff::civil::Date;
use thiserror::Error;

use super::DiseaseProfile;

/// Why a version cannot follow the ones before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum NotInTurn {
    /// Its number is not the next: someone else was quicker.
    #[error("the version is not the next one")]
    Version,
    /// It would begin before today: what was decided on past days stays as it was.
    #[error("it would begin in the past")]
    Past,
    /// None is in force, nor about to be.
    #[error("none is in force")]
    NoneInForce,
}

/// The versions that change when `next` comes in force: the one before it ends as it begins, and one that was to begin
/// later never does. `known` are all versions of the same disease.
pub fn put_in_force(
    known: &[DiseaseProfile],
    next: &DiseaseProfile,
    today: Date,
) -> Result<Vec<DiseaseProfile>, NotInTurn> {
    let last = known.iter().map(|profile| profile.version).max().unwrap_or(0);
    if next.version != last + 1 {
        return Err(NotInTurn::Version);
    }
    if next.from < today {
        return Err(NotInTurn::Past);
    }
    let day_before = next.from.yesterday().ok();
    let overlaps = |profile: &&DiseaseProfile| profile.to.is_none_or(|last| last >= next.from);
    let mut changed: Vec<DiseaseProfile> = known
        .iter()
        .filter(overlaps)
        .map(|profile| DiseaseProfile {
            to: day_before,
            ..profile.clone()
        })
        .collect();
    changed.push(next.clone());
    Ok(changed)
}

/// The versions that change when the disease is stood down: whatever is in force ends with yesterday, so that it holds
/// nobody from this moment on, and what was to begin never does.
pub fn stand_down(known: &[DiseaseProfile], today: Date) -> Result<Vec<DiseaseProfile>, NotInTurn> {
    let yesterday = today.yesterday().ok();
    let stands = |profile: &&DiseaseProfile| profile.to.is_none_or(|last| last >= today) && !is_over(profile);
    let ended: Vec<DiseaseProfile> = known
        .iter()
        .filter(stands)
        .map(|profile| DiseaseProfile {
            to: yesterday,
            ..profile.clone()
        })
        .collect();
    if ended.is_empty() {
        return Err(NotInTurn::NoneInForce);
    }
    Ok(ended)
}

/// Whether it ended before its first day.
fn is_over(profile: &DiseaseProfile) -> bool {
    profile.to.is_some_and(|last| last < profile.from)
}
