//! Whether the gate can do what it stands there for, for whoever watches it.

use std::fmt;

use crate::gate::{Eyes, Gate};

/// Something without which a gate lets nobody in by itself, or knows no face.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Lack {
    Roster,
    FreshRoster,
    Clock,
    ModelsYet,
    Models,
    State,
}

impl fmt::Display for Lack {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Roster => "there is no roster yet",
            Self::FreshRoster => "the roster is too old",
            Self::Clock => "the clock cannot be right",
            Self::ModelsYet => "the face models are being loaded",
            Self::Models => "the face models could not be loaded",
            Self::State => "the state file takes no writes",
        })
    }
}

impl Gate {
    /// What the gate lacks to be ready; nothing when it is.
    pub(crate) fn lacks(&self) -> Vec<Lack> {
        let now = self.now();
        let roster = self.roster();
        let roster_lack = match roster.head() {
            None => Some(Lack::Roster),
            Some(_) => roster.is_stale(now).then_some(Lack::FreshRoster),
        };
        drop(roster);
        let models = match self.eyes.get() {
            None => Some(Lack::ModelsYet),
            Some(Eyes::Shut) => Some(Lack::Models),
            Some(Eyes::Open(_)) => None,
        };
        let clock = self.clock_is_wrong(now).then_some(Lack::Clock);
        let state = (!self.state.takes_writes()).then_some(Lack::State);
        [roster_lack, clock, models, state]
            .into_iter()
            .flatten()
            .collect()
    }
}
