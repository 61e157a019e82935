//! What people are told of the end of a standing.

use jiff::{Timestamp, Zoned};

use super::{Standing, State, start_of};
use crate::profile::DiseaseProfile;

impl Standing {
    /// When the state itself ends by time alone. Held or barred: as the last reason for that state ends; none while one
    /// of them waits for someone to act. Clear: when the person has to declare again. A day that begins in between,
    /// and asks for a new declaration, is another matter: the timer goes by `changes_at`.
    pub fn until(&self, profiles: &[DiseaseProfile], now: &Zoned) -> Option<Timestamp> {
        if self.state == State::Clear {
            return declares_again(profiles, now);
        }
        let reasons = self.reasons.iter().filter(|reason| reason.state == self.state);
        let ends: Option<Vec<Timestamp>> = reasons.map(|reason| reason.until).collect();
        ends?.into_iter().max()
    }
}

/// As the first day after today begins on which someone has to declare.
fn declares_again(profiles: &[DiseaseProfile], now: &Zoned) -> Option<Timestamp> {
    let tomorrow = now.date().tomorrow().ok()?;
    let daily = profiles.iter().filter(|profile| profile.daily_declaration);
    daily
        .filter_map(|profile| {
            let day = profile.from.max(tomorrow);
            profile.in_force(day).then_some(day)
        })
        .min()
        .and_then(|day| start_of(day, now.time_zone()))
}
