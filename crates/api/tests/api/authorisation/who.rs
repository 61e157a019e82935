//! Groups of callers that rows name.

use testkit::Who;

use Who::{
    Auditor, Community, District, Gate, Integrator, OtherCommunity, OtherGate, OtherIntegrator, OtherSite,
    OtherTown, OtherWorker, SecurityAdmin, Site, SystemAdmin, Town, Worker,
};

pub(super) const EVERYONE: &[Who] = &Who::ALL;
pub(super) const STAFF: &[Who] = &[
    District,
    Town,
    OtherTown,
    Community,
    OtherCommunity,
    Site,
    OtherSite,
];
/// Whoever has an account with a password.
pub(super) const OWNERS: &[Who] = &[
    District,
    Town,
    OtherTown,
    Community,
    OtherCommunity,
    Site,
    OtherSite,
    SystemAdmin,
    SecurityAdmin,
    Auditor,
];
/// Whoever sees which sites there are.
pub(super) const OF_SITES: &[Who] = &[
    District,
    Town,
    OtherTown,
    Community,
    OtherCommunity,
    Site,
    OtherSite,
    SystemAdmin,
    SecurityAdmin,
];
pub(super) const OF_ACCOUNTS: &[Who] = &[SecurityAdmin];
/// Staff whose scope holds the first site and its people.
pub(super) const HERE: &[Who] = &[District, Town, Community, Site];
pub(super) const MANAGER: &[Who] = &[Site];
pub(super) const DISTRICT: &[Who] = &[District];
pub(super) const OF_GATES: &[Who] = &[District, Site, SystemAdmin];
pub(super) const WORKERS: &[Who] = &[Worker, OtherWorker];
pub(super) const GATES: &[Who] = &[Gate, OtherGate];
pub(super) const OF_INTEGRATORS: &[Who] = &[SystemAdmin];
pub(super) const OUTSIDE: &[Who] = &[Integrator, OtherIntegrator];
