//! Accounts: who signs in, in which role, with which scope.

mod area;
mod duty;
mod password;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub use self::area::Area;
pub use self::duty::{Duty, SecondFactor};
pub use self::password::{PasswordLife, PasswordState, WeakPassword, check_password};

use crate::division::Division;
use crate::id::{AccountId, ContractorId, GateId, OrganisationId, PersonId, SiteId};
use crate::integrator::Permissions;

/// What an account is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// District staff.
    District,
    /// A town's officer.
    Town,
    /// A community's officer (社区（网格）专员).
    Community,
    /// A site's manager.
    Site,
    /// A company's clerk at one site (参建单位): its own people there.
    Contractor,
    /// A company's head office: its own sites, and its people wherever they work.
    Enterprise,
    /// Keeps the installation: sites, gates, what is connected. Sees nobody's health.
    SystemAdministrator,
    /// Keeps accounts. Sees nobody's health.
    SecurityAdministrator,
    /// Reads the audit log and nothing else.
    Auditor,
    /// A worker, for themself.
    Worker,
    /// A gate's program.
    Gate,
    /// An outside system that asks by a token.
    Integrator,
}

impl Role {
    /// Every role.
    pub const ALL: [Self; 12] = [
        Self::District,
        Self::Town,
        Self::Community,
        Self::Site,
        Self::Contractor,
        Self::Enterprise,
        Self::SystemAdministrator,
        Self::SecurityAdministrator,
        Self::Auditor,
        Self::Worker,
        Self::Gate,
        Self::Integrator,
    ];

    /// The word used in tables and on the wire.
    pub fn word(self) -> &'static str {
        match self {
            Self::District => "district",
            Self::Town => "town",
            Self::Community => "community",
            Self::Site => "site",
            Self::Contractor => "contractor",
            Self::Enterprise => "enterprise",
            Self::SystemAdministrator => "system_administrator",
            Self::SecurityAdministrator => "security_administrator",
            Self::Auditor => "auditor",
            Self::Worker => "worker",
            Self::Gate => "gate",
            Self::Integrator => "integrator",
        }
    }

    /// Reads a role from its word.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.word() == word)
    }
}

/// What an administrator is for. The three are kept apart (GB/T 22239, level 3): nobody both gives rights and uses
/// them, and neither decides what the log says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Office {
    /// The installation.
    System,
    /// Accounts.
    Security,
    /// The audit log.
    Audit,
}

/// What an account's rights reach: its role's part of the district, and nothing outside it.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Scope {
    /// A whole district.
    District {
        /// Its division code.
        division: Division,
    },
    /// One town of it.
    Town {
        /// Its division code.
        division: Division,
    },
    /// One community of a town.
    Community {
        /// Its division code.
        division: Division,
    },
    /// One site.
    Site {
        /// The site.
        site: SiteId,
    },
    /// One company's people at a site.
    Contractor {
        /// Where they work.
        site: SiteId,
        /// The company at that site.
        contractor: ContractorId,
    },
    /// One organisation: everyone at its own sites, and its people as a contractor's at others.
    Enterprise {
        /// The organisation.
        organisation: OrganisationId,
    },
    /// An administrator's office, for a whole district.
    Administration {
        /// Which office.
        office: Office,
        /// The district's division code.
        division: Division,
    },
    /// One person: the worker themself.
    Person {
        /// The person.
        person: PersonId,
    },
    /// One gate at one site.
    Gate {
        /// The gate.
        gate: GateId,
        /// Where it stands.
        site: SiteId,
    },
    /// An outside system: a part of the district, and what it may do there.
    Integrator {
        /// Where.
        area: Area,
        /// What.
        permissions: Permissions,
    },
}

impl Scope {
    /// The role this scope belongs to.
    pub fn role(&self) -> Role {
        match self {
            Self::District { .. } => Role::District,
            Self::Town { .. } => Role::Town,
            Self::Community { .. } => Role::Community,
            Self::Site { .. } => Role::Site,
            Self::Contractor { .. } => Role::Contractor,
            Self::Enterprise { .. } => Role::Enterprise,
            Self::Administration { office, .. } => match office {
                Office::System => Role::SystemAdministrator,
                Office::Security => Role::SecurityAdministrator,
                Office::Audit => Role::Auditor,
            },
            Self::Person { .. } => Role::Worker,
            Self::Gate { .. } => Role::Gate,
            Self::Integrator { .. } => Role::Integrator,
        }
    }

    /// The part of the district it reaches; none for a person's own things and for a gate, which reach no part.
    pub fn area(&self) -> Option<Area> {
        match self {
            Self::District { division } | Self::Administration { division, .. } => Some(Area::District {
                division: division.clone(),
            }),
            Self::Town { division } => Some(Area::Town {
                division: division.clone(),
            }),
            Self::Community { division } => Some(Area::Community {
                division: division.clone(),
            }),
            Self::Site { site } => Some(Area::Site { site: *site }),
            Self::Contractor { site, contractor } => Some(Area::Contractor {
                site: *site,
                contractor: *contractor,
            }),
            Self::Enterprise { organisation } => Some(Area::Organisation {
                organisation: *organisation,
            }),
            Self::Integrator { area, .. } => Some(area.clone()),
            Self::Person { .. } | Self::Gate { .. } => None,
        }
    }
}

/// Who is doing something: an account with its scope.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The account (for a gate: the gate's own account).
    pub account: AccountId,
    /// What it reaches.
    pub scope: Scope,
}

impl Actor {
    /// The actor's role.
    pub fn role(&self) -> Role {
        self.scope.role()
    }
}

/// Failed sign-ins in a row after which an account is locked (GB/T 22239, level 3).
pub const FAILURES_BEFORE_LOCK: u32 = 5;

/// How long a locked account stays locked, in minutes.
pub const LOCK_MINUTES: i64 = 15;

/// A staff session ends after this many minutes without use.
pub const STAFF_IDLE_MINUTES: i64 = 60;

/// A worker's phone stays signed in this many days.
pub const WORKER_SESSION_DAYS: i64 = 30;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_role_reads_back_from_its_word() {
        for role in Role::ALL {
            assert_eq!(Role::named(role.word()), Some(role));
        }
        assert_eq!(Role::named("admin"), None);
    }
}
