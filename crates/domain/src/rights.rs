//! The one place that decides who may do what where.

use crate::account::{Actor, Role, Scope};
use crate::division::Division;
use crate::id::{ContractorId, OrganisationId, PersonId, SiteId};

/// Something an account may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Right {
    /// See sites, their contractors, and how many people are at work there.
    ReadSites,
    /// See figures of standings, passages and alerts.
    ReadFigures,
    /// Add sites.
    ChangeSites,
    /// Say in which community of its town a site lies.
    PlaceSites,
    /// See who works where, with masked identity and bare standing.
    ListWorkers,
    /// See one worker's page, the rooms, who left a moment ago.
    ReadWorkers,
    /// See why someone stands as they do, and the temperature at a gate.
    ReadHealth,
    /// See what someone declared of their health and travel, what was found on lists, and what was looked at on the spot.
    ReadDeclarations,
    /// Add workers, one or by a sheet, and bring up to date what is said of them.
    TakeInWorkers,
    /// End a worker's engagement.
    EndEngagements,
    /// Confirm who registered themself, keep crews and contractors, give a worker a sign-in code.
    ChangeWorkers,
    /// Correct a worker's name and day of birth, with a reason.
    CorrectWorkers,
    /// See pairs of records that may be one person, and merge them or keep them apart, with a reason.
    MergeWorkers,
    /// See a document or phone number in full, with a reason.
    Unmask,
    /// Take a site's workers away as a sheet, with their documents and phones in full.
    ExportWorkers,
    /// Record a witnessed consent and enrol a face for a worker who stands before the manager.
    EnrolFaces,
    /// See passages.
    ReadPassages,
    /// See, acknowledge and close alerts.
    ActOnAlerts,
    /// Upload and retire watchlists.
    ChangeWatchlists,
    /// See which disease profiles are in force.
    ReadProfiles,
    /// Try a disease profile, put it in force and stand it down.
    ChangeProfiles,
    /// See the outbreak areas.
    ReadAreas,
    /// Import and take back outbreak areas, and say where a place is that nobody could read.
    ChangeAreas,
    /// Enrol a gate and see how gates are.
    ManageGates,
    /// See and keep the accounts of staff; which, says [`may_keep`].
    KeepAccounts,
    /// See, make and revoke the tokens of outside systems.
    KeepIntegrators,
    /// Read the audit log.
    ReadAudit,
    /// Pull a site's roster, send passages.
    ServeGate,
    /// A worker's own page: declare, consent, enrol, pass.
    OwnPage,
}

/// Where something lies: what a scope is compared with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A site in its town or community.
    Site {
        /// The site.
        site: SiteId,
        /// The community it was placed in, else its town.
        division: Division,
        /// The organisation it belongs to.
        owner: Option<OrganisationId>,
    },
    /// A company's people at a site.
    Contractor {
        /// The company there.
        contractor: ContractorId,
        /// The same company wherever it works.
        company: OrganisationId,
        /// The site.
        site: SiteId,
        /// The community that the site was placed in, else its town.
        division: Division,
        /// The organisation that the site belongs to.
        owner: Option<OrganisationId>,
    },
    /// An organisation's sites and people, all together.
    Organisation(OrganisationId),
    /// A town, or a community of one.
    Town(Division),
    /// The whole district.
    District(Division),
    /// A person's own things.
    Person(PersonId),
}

impl Place {
    /// The site it is, or lies in.
    pub fn site(&self) -> Option<SiteId> {
        match self {
            Self::Site { site, .. } | Self::Contractor { site, .. } => Some(*site),
            _ => None,
        }
    }

    /// The division it is, or lies in.
    pub fn division(&self) -> Option<&Division> {
        match self {
            Self::Site { division, .. }
            | Self::Contractor { division, .. }
            | Self::Town(division)
            | Self::District(division) => Some(division),
            Self::Organisation(_) | Self::Person(_) => None,
        }
    }
}

/// Whether `actor` has `right` at `place`. What is not said here is refused.
pub fn allows(actor: &Actor, right: Right, place: &Place) -> bool {
    actor.holds(right) && reaches(&actor.scope, place)
}

impl Actor {
    /// Whether the actor holds a right anywhere at all.
    pub fn holds(&self, right: Right) -> bool {
        match &self.scope {
            Scope::Integrator { permissions, .. } => permissions.grant(right),
            scope => granted(scope.role(), right),
        }
    }
}

/// Whether `actor` keeps accounts of `role` that reach `place`: adds, resets, unlocks and disables them. Nobody keeps
/// accounts of the offices that watch over accounts, their own among them: security administrators and auditors come
/// from whoever runs the machine.
pub fn may_keep(actor: &Actor, role: Role, place: &Place) -> bool {
    let kept = matches!(
        role,
        Role::District
            | Role::Town
            | Role::Community
            | Role::Site
            | Role::Contractor
            | Role::Enterprise
            | Role::SystemAdministrator
    );
    kept && allows(actor, Right::KeepAccounts, place)
}

/// Which roles hold which right; an outside system holds what its permissions grant, and none by its role.
fn granted(role: Role, right: Right) -> bool {
    match right {
        Right::ReadSites => {
            sees_people(role) || matches!(role, Role::SystemAdministrator | Role::SecurityAdministrator)
        }
        Right::ReadFigures
        | Right::ListWorkers
        | Right::ReadWorkers
        | Right::ReadHealth
        | Right::ReadPassages => sees_people(role),
        Right::ReadDeclarations
        | Right::ActOnAlerts
        | Right::ReadProfiles
        | Right::ReadAreas
        | Right::CorrectWorkers
        | Right::MergeWorkers
        | Right::Unmask
        | Right::ExportWorkers => answers_for_places(role),
        Right::ReadAudit => answers_for_places(role) || matches!(role, Role::Auditor),
        Right::TakeInWorkers | Right::EndEngagements => matches!(role, Role::Site | Role::Contractor),
        Right::ChangeWorkers | Right::EnrolFaces => matches!(role, Role::Site),
        Right::ManageGates => matches!(role, Role::District | Role::Site | Role::SystemAdministrator),
        Right::ChangeSites => matches!(role, Role::District | Role::SystemAdministrator),
        Right::PlaceSites => matches!(role, Role::District | Role::Town | Role::SystemAdministrator),
        Right::ChangeWatchlists | Right::ChangeProfiles | Right::ChangeAreas => {
            matches!(role, Role::District)
        }
        Right::KeepAccounts => matches!(role, Role::SecurityAdministrator),
        Right::KeepIntegrators => matches!(role, Role::SystemAdministrator),
        Right::ServeGate => matches!(role, Role::Gate),
        Right::OwnPage => matches!(role, Role::Worker),
    }
}

/// Whoever answers for everyone at a place, and acts on what is found there.
fn answers_for_places(role: Role) -> bool {
    matches!(role, Role::District | Role::Town | Role::Community | Role::Site)
}

/// Whoever sees how people stand and why: those who answer for a place, and those for whom people work.
fn sees_people(role: Role) -> bool {
    answers_for_places(role) || matches!(role, Role::Contractor | Role::Enterprise)
}

/// Whether a scope contains a place.
fn reaches(scope: &Scope, place: &Place) -> bool {
    match (scope, place) {
        (Scope::Gate { site, .. }, Place::Site { site: at, .. }) => site == at,
        (Scope::Person { person }, Place::Person(at)) => person == at,
        (scope, place) => scope.area().is_some_and(|area| area.contains(place)),
    }
}

#[cfg(test)]
mod tests;
