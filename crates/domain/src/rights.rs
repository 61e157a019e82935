//! The one place that decides who may do what where.

use crate::account::{Actor, Role, Scope};
use crate::division::Division;
use crate::id::{PersonId, SiteId};

/// Something an account may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Right {
    /// See sites and how many people are at work there.
    ReadSites,
    /// See figures of standings, passages and alerts.
    ReadFigures,
    /// Add sites.
    ChangeSites,
    /// See workers with masked identity, their standing and their hits.
    ReadWorkers,
    /// Add, import, confirm and end engagements; give a worker a sign-in code.
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
    /// Enrol a gate and see how gates are.
    ManageGates,
    /// See and keep the accounts of staff; which, says [`may_keep`].
    KeepAccounts,
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
    /// A site in its town.
    Site {
        /// The site.
        site: SiteId,
        /// The town, as division code.
        town: Division,
    },
    /// A town.
    Town(Division),
    /// The whole district.
    District(Division),
    /// A person's own things.
    Person(PersonId),
}

/// Whether `actor` has `right` at `place`. What is not said here is refused.
pub fn allows(actor: &Actor, right: Right, place: &Place) -> bool {
    granted(actor.role(), right) && reaches(&actor.scope, place)
}

/// Whether `actor` keeps accounts of `role` that reach `place`: adds, resets, unlocks and disables them. Nobody keeps
/// accounts of the offices that watch over accounts, their own among them: security administrators and auditors come
/// from whoever runs the machine.
pub fn may_keep(actor: &Actor, role: Role, place: &Place) -> bool {
    let kept = matches!(
        role,
        Role::District | Role::Town | Role::Site | Role::SystemAdministrator
    );
    kept && allows(actor, Right::KeepAccounts, place)
}

/// Which roles hold which right.
fn granted(role: Role, right: Right) -> bool {
    match right {
        Right::ReadSites => matches!(
            role,
            Role::District
                | Role::Town
                | Role::Site
                | Role::SystemAdministrator
                | Role::SecurityAdministrator
        ),
        Right::ReadAudit => matches!(role, Role::District | Role::Town | Role::Site | Role::Auditor),
        Right::KeepAccounts => matches!(role, Role::SecurityAdministrator),
        Right::ReadFigures
        | Right::ReadWorkers
        | Right::ReadPassages
        | Right::ActOnAlerts
        | Right::ReadProfiles
        | Right::CorrectWorkers
        | Right::MergeWorkers
        | Right::Unmask
        | Right::ExportWorkers => {
            matches!(role, Role::District | Role::Town | Role::Site)
        }
        Right::ChangeWorkers | Right::EnrolFaces => matches!(role, Role::Site),
        Right::ManageGates => matches!(role, Role::District | Role::Site | Role::SystemAdministrator),
        Right::ChangeSites => matches!(role, Role::District | Role::SystemAdministrator),
        Right::ChangeWatchlists => matches!(role, Role::District),
        Right::ServeGate => matches!(role, Role::Gate),
        Right::OwnPage => matches!(role, Role::Worker),
    }
}

/// Whether a scope contains a place.
fn reaches(scope: &Scope, place: &Place) -> bool {
    match (scope, place) {
        (
            Scope::District { division } | Scope::Administration { division, .. },
            Place::District(at) | Place::Town(at) | Place::Site { town: at, .. },
        )
        | (Scope::Town { division }, Place::Town(at) | Place::Site { town: at, .. }) => division.contains(at),
        (Scope::Site { site } | Scope::Gate { site, .. }, Place::Site { site: at, .. }) => site == at,
        (Scope::Person { person }, Place::Person(at)) => person == at,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::account::Office;
    use crate::id::AccountId;

    fn actor(scope: Scope) -> Actor {
        Actor {
            account: AccountId(Uuid::nil()),
            scope,
        }
    }

    fn site(number: u128) -> SiteId {
        SiteId(Uuid::from_u128(number))
    }

    fn place(number: u128, town: &str) -> Place {
        Place::Site {
            site: site(number),
            town: town.parse().unwrap(),
        }
    }

    #[test]
    fn a_site_never_sees_another_sites_people() {
        let manager = actor(Scope::Site { site: site(1) });
        assert!(allows(&manager, Right::ReadWorkers, &place(1, "440605011")));
        assert!(!allows(&manager, Right::ReadWorkers, &place(2, "440605011")));
        assert!(!allows(
            &manager,
            Right::ReadWorkers,
            &Place::Town("440605011".parse().unwrap())
        ));
    }

    #[test]
    fn a_town_sees_its_own_sites_only() {
        let officer = actor(Scope::Town {
            division: "440605011".parse().unwrap(),
        });
        assert!(allows(&officer, Right::ActOnAlerts, &place(1, "440605011")));
        assert!(!allows(&officer, Right::ActOnAlerts, &place(1, "440605121")));
        assert!(!allows(
            &officer,
            Right::ActOnAlerts,
            &Place::District("440605".parse().unwrap())
        ));
    }

    #[test]
    fn only_the_district_changes_watchlists() {
        let district = Place::District("440605".parse().unwrap());
        let staff = actor(Scope::District {
            division: "440605".parse().unwrap(),
        });
        assert!(allows(&staff, Right::ChangeWatchlists, &district));
        let elsewhere = actor(Scope::District {
            division: "440606".parse().unwrap(),
        });
        assert!(!allows(&elsewhere, Right::ChangeWatchlists, &district));
        let officer = actor(Scope::Town {
            division: "440605011".parse().unwrap(),
        });
        assert!(!allows(&officer, Right::ChangeWatchlists, &district));
    }

    fn administrator(office: Office) -> Actor {
        actor(Scope::Administration {
            office,
            division: "440605".parse().unwrap(),
        })
    }

    #[test]
    fn no_administrator_sees_anyones_health_and_none_does_anothers_work() {
        let of_people = [
            Right::ReadFigures,
            Right::ReadWorkers,
            Right::ChangeWorkers,
            Right::CorrectWorkers,
            Right::MergeWorkers,
            Right::Unmask,
            Right::ExportWorkers,
            Right::EnrolFaces,
            Right::ReadPassages,
            Right::ActOnAlerts,
            Right::ChangeWatchlists,
            Right::ServeGate,
        ];
        let own = [
            (
                Office::System,
                &[Right::ReadSites, Right::ChangeSites, Right::ManageGates][..],
            ),
            (Office::Security, &[Right::ReadSites, Right::KeepAccounts]),
            (Office::Audit, &[Right::ReadAudit]),
        ];
        for (office, rights) in own {
            let all = own.iter().flat_map(|(_, rights)| *rights).chain(&of_people);
            for right in all {
                let may = allows(&administrator(office), *right, &place(1, "440605011"));
                assert_eq!(may, rights.contains(right), "{office:?} {right:?}");
            }
        }
    }

    #[test]
    fn whoever_keeps_accounts_keeps_none_of_those_who_watch_over_accounts() {
        let keeper = administrator(Office::Security);
        let district = Place::District("440605".parse().unwrap());
        let kept: Vec<Role> = Role::ALL
            .into_iter()
            .filter(|role| may_keep(&keeper, *role, &district))
            .collect();
        assert_eq!(
            kept,
            [Role::District, Role::Town, Role::Site, Role::SystemAdministrator]
        );
        assert!(may_keep(&keeper, Role::Site, &place(1, "440605011")));
        assert!(
            !may_keep(&keeper, Role::Site, &place(1, "440606001")),
            "of another district"
        );
        for office in [Office::System, Office::Audit] {
            assert!(!may_keep(&administrator(office), Role::Site, &district));
        }
        let staff = actor(Scope::District {
            division: "440605".parse().unwrap(),
        });
        assert!(!may_keep(&staff, Role::Town, &district));
    }

    #[test]
    fn a_worker_reaches_their_own_page_and_nothing_else() {
        let person = PersonId(Uuid::from_u128(7));
        let worker = actor(Scope::Person { person });
        assert!(allows(&worker, Right::OwnPage, &Place::Person(person)));
        assert!(!allows(
            &worker,
            Right::OwnPage,
            &Place::Person(PersonId(Uuid::from_u128(8)))
        ));
        assert!(!allows(&worker, Right::ReadWorkers, &place(1, "440605011")));
    }

    #[test]
    fn a_gate_serves_its_site_and_reads_nothing_else() {
        let gate = actor(Scope::Gate {
            gate: crate::id::GateId(Uuid::nil()),
            site: site(1),
        });
        assert!(allows(&gate, Right::ServeGate, &place(1, "440605011")));
        assert!(!allows(&gate, Right::ServeGate, &place(2, "440605011")));
        assert!(!allows(&gate, Right::ReadWorkers, &place(1, "440605011")));
    }
}
