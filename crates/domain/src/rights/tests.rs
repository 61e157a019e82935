//! Who may do what where, role by role.

use uuid::Uuid;

use super::*;
use crate::account::{Area, Office};
use crate::id::AccountId;
use crate::integrator::Permission;

fn actor(scope: Scope) -> Actor {
    Actor {
        account: AccountId(Uuid::nil()),
        scope,
    }
}

fn site(number: u128) -> SiteId {
    SiteId(Uuid::from_u128(number))
}

fn place(number: u128, division: &str) -> Place {
    Place::Site {
        site: site(number),
        division: division.parse().unwrap(),
        owner: None,
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
fn a_communitys_officer_does_in_it_what_the_towns_does_in_the_town_and_places_no_site() {
    let [community, town] = ["440605011001", "440605011"].map(|code| code.parse::<Division>().unwrap());
    let officer = actor(Scope::Community {
        division: community.clone(),
    });
    let of_town = actor(Scope::Town {
        division: town.clone(),
    });
    for right in [
        Right::ReadSites,
        Right::ReadFigures,
        Right::ListWorkers,
        Right::ReadWorkers,
        Right::ReadHealth,
        Right::TakeInWorkers,
        Right::ChangeWorkers,
        Right::CorrectWorkers,
        Right::MergeWorkers,
        Right::Unmask,
        Right::ExportWorkers,
        Right::EnrolFaces,
        Right::ReadPassages,
        Right::ActOnAlerts,
        Right::ChangeWatchlists,
        Right::ReadProfiles,
        Right::ChangeProfiles,
        Right::ReadAreas,
        Right::ChangeAreas,
        Right::ManageGates,
        Right::KeepAccounts,
        Right::ReadAudit,
        Right::ChangeSites,
    ] {
        let here = place(1, "440605011001");
        assert_eq!(
            allows(&officer, right, &here),
            allows(&of_town, right, &here),
            "{right:?}"
        );
        for outside in [
            place(1, "440605011"),
            place(1, "440605011002"),
            place(1, "440605121001"),
            Place::Town(town.clone()),
            Place::District("440605".parse().unwrap()),
        ] {
            assert!(!allows(&officer, right, &outside), "{right:?} {outside:?}");
        }
    }
    assert!(allows(&officer, Right::ReadFigures, &Place::Town(community)));
    assert!(!allows(&officer, Right::PlaceSites, &place(1, "440605011001")));
    assert!(allows(&of_town, Right::PlaceSites, &place(1, "440605011001")));
}

#[test]
fn only_the_district_changes_watchlists_profiles_and_outbreak_areas() {
    let district = Place::District("440605".parse().unwrap());
    let staff = actor(Scope::District {
        division: "440605".parse().unwrap(),
    });
    assert!(allows(&staff, Right::ChangeWatchlists, &district));
    assert!(allows(&staff, Right::ChangeProfiles, &district));
    assert!(allows(&staff, Right::ChangeAreas, &district));
    let elsewhere = actor(Scope::District {
        division: "440606".parse().unwrap(),
    });
    assert!(!allows(&elsewhere, Right::ChangeWatchlists, &district));
    assert!(!allows(&elsewhere, Right::ChangeAreas, &district));
    let officer = actor(Scope::Town {
        division: "440605011".parse().unwrap(),
    });
    assert!(!allows(&officer, Right::ChangeWatchlists, &district));
    assert!(!allows(&officer, Right::ChangeProfiles, &district));
    assert!(!allows(&officer, Right::ChangeAreas, &district));
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
        Right::ListWorkers,
        Right::ReadWorkers,
        Right::ReadHealth,
        Right::TakeInWorkers,
        Right::EndEngagements,
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
            &[
                Right::ReadSites,
                Right::ChangeSites,
                Right::PlaceSites,
                Right::ManageGates,
                Right::KeepIntegrators,
            ][..],
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
        [
            Role::District,
            Role::Town,
            Role::Community,
            Role::Site,
            Role::Contractor,
            Role::Enterprise,
            Role::SystemAdministrator
        ]
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

fn integrator(area: Area, permissions: &[Permission]) -> Actor {
    actor(Scope::Integrator {
        area,
        permissions: permissions.iter().copied().collect(),
    })
}

fn organisation(number: u128) -> OrganisationId {
    OrganisationId(Uuid::from_u128(number))
}

fn of_a_company(number: u128, at: u128) -> Place {
    Place::Contractor {
        contractor: ContractorId(Uuid::from_u128(number)),
        company: organisation(number + 100),
        site: site(at),
        division: "440605011".parse().unwrap(),
        owner: Some(organisation(9)),
    }
}

#[test]
fn an_outside_system_has_what_its_permissions_grant_where_its_token_reaches_and_nothing_else() {
    let own = Area::Site { site: site(1) };
    let reader = integrator(own.clone(), &[Permission::ReadWorkers]);
    assert!(allows(&reader, Right::ListWorkers, &place(1, "440605011")));
    assert!(!allows(&reader, Right::ListWorkers, &place(2, "440605011")));
    assert!(!allows(&reader, Right::ReadPassages, &place(1, "440605011")));
    let all = integrator(own, &Permission::ALL);
    for right in [
        Right::ReadWorkers,
        Right::ReadHealth,
        Right::Unmask,
        Right::ExportWorkers,
        Right::ChangeWorkers,
        Right::ActOnAlerts,
        Right::ReadAudit,
        Right::KeepIntegrators,
        Right::ServeGate,
    ] {
        assert!(!allows(&all, right, &place(1, "440605011")), "{right:?}");
    }
}

#[test]
fn a_companys_system_reaches_its_own_people_at_its_own_site() {
    let own = integrator(
        Area::Contractor {
            site: site(1),
            contractor: ContractorId(Uuid::from_u128(5)),
        },
        &Permission::ALL,
    );
    assert!(allows(&own, Right::ListWorkers, &of_a_company(5, 1)));
    assert!(!allows(&own, Right::ListWorkers, &of_a_company(6, 1)));
    assert!(!allows(&own, Right::ListWorkers, &of_a_company(5, 2)));
    assert!(!allows(&own, Right::ListWorkers, &place(1, "440605011")));
    let manager = actor(Scope::Site { site: site(1) });
    assert!(allows(&manager, Right::ListWorkers, &of_a_company(6, 1)));
    assert!(!allows(&manager, Right::ListWorkers, &of_a_company(5, 2)));
}

/// What a company's own account may do where it reaches; nothing else.
const OF_A_CLERK: &[Right] = &[
    Right::ReadSites,
    Right::ReadFigures,
    Right::ListWorkers,
    Right::ReadWorkers,
    Right::ReadHealth,
    Right::ReadPassages,
    Right::TakeInWorkers,
    Right::EndEngagements,
];

const OF_NO_COMPANY: &[Right] = &[
    Right::ReadDeclarations,
    Right::ChangeWorkers,
    Right::CorrectWorkers,
    Right::MergeWorkers,
    Right::Unmask,
    Right::ExportWorkers,
    Right::EnrolFaces,
    Right::ActOnAlerts,
    Right::ChangeWatchlists,
    Right::ReadProfiles,
    Right::ManageGates,
    Right::ChangeSites,
    Right::PlaceSites,
    Right::KeepAccounts,
    Right::KeepIntegrators,
    Right::ReadAudit,
    Right::ServeGate,
    Right::OwnPage,
];

#[test]
fn a_companys_clerk_has_its_own_people_at_its_own_site_and_nobody_elses() {
    let clerk = actor(Scope::Contractor {
        site: site(1),
        contractor: ContractorId(Uuid::from_u128(5)),
    });
    for right in OF_A_CLERK {
        assert!(allows(&clerk, *right, &of_a_company(5, 1)), "{right:?}");
        for outside in [
            of_a_company(6, 1),
            of_a_company(5, 2),
            place(1, "440605011"),
            Place::Organisation(organisation(105)),
            Place::Town("440605011".parse().unwrap()),
        ] {
            assert!(!allows(&clerk, *right, &outside), "{right:?} {outside:?}");
        }
    }
    for right in OF_NO_COMPANY {
        assert!(!allows(&clerk, *right, &of_a_company(5, 1)), "{right:?}");
    }
}

#[test]
fn an_enterprise_sees_its_people_wherever_they_work_and_everyone_at_its_own_sites_and_changes_nothing() {
    let office = actor(Scope::Enterprise {
        organisation: organisation(105),
    });
    let own_site = Place::Site {
        site: site(3),
        division: "440605011".parse().unwrap(),
        owner: Some(organisation(105)),
    };
    let others_at_it = Place::Contractor {
        contractor: ContractorId(Uuid::from_u128(6)),
        company: organisation(106),
        site: site(3),
        division: "440605011".parse().unwrap(),
        owner: Some(organisation(105)),
    };
    let own = Place::Organisation(organisation(105));
    for right in OF_A_CLERK {
        let changes = matches!(right, Right::TakeInWorkers | Right::EndEngagements);
        for inside in [
            of_a_company(5, 1),
            of_a_company(5, 2),
            own_site.clone(),
            others_at_it.clone(),
            own.clone(),
        ] {
            assert_eq!(allows(&office, *right, &inside), !changes, "{right:?} {inside:?}");
        }
        for outside in [
            of_a_company(6, 1),
            place(1, "440605011"),
            Place::Organisation(organisation(106)),
            Place::District("440605".parse().unwrap()),
        ] {
            assert!(!allows(&office, *right, &outside), "{right:?} {outside:?}");
        }
    }
    for right in OF_NO_COMPANY {
        assert!(!allows(&office, *right, &own_site), "{right:?}");
    }
}
