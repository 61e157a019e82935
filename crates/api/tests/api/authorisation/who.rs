//! Groups of callers that rows name.

use testkit::Who;

use Who::{
    Auditor, Community, Contractor, District, Enterprise, Gate, Integrator, OtherCommunity, OtherContractor,
    OtherEnterprise, OtherGate, OtherIntegrator, OtherSite, OtherTown, OtherWorker, SecurityAdmin, Site,
    SystemAdmin, Town, Worker,
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
/// The same and the companies' own, who see their people alone.
pub(super) const STAFF_AND_COMPANIES: &[Who] = &[
    District,
    Town,
    OtherTown,
    Community,
    OtherCommunity,
    Site,
    OtherSite,
    Contractor,
    OtherContractor,
    Enterprise,
    OtherEnterprise,
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
    Contractor,
    OtherContractor,
    Enterprise,
    OtherEnterprise,
    SystemAdmin,
    SecurityAdmin,
    Auditor,
];
/// Whoever sees which towns have sites.
pub(super) const OF_TOWNS: &[Who] = &[
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
/// Whoever sees which sites there are.
pub(super) const OF_SITES: &[Who] = &[
    District,
    Town,
    OtherTown,
    Community,
    OtherCommunity,
    Site,
    OtherSite,
    Contractor,
    OtherContractor,
    Enterprise,
    OtherEnterprise,
    SystemAdmin,
    SecurityAdmin,
];
pub(super) const OF_ACCOUNTS: &[Who] = &[SecurityAdmin];
/// Staff whose scope holds the first site and its people.
pub(super) const HERE: &[Who] = &[District, Town, Community, Site];
/// Whoever sees the first site, or a company's part of it.
pub(super) const OF_THIS_SITE: &[Who] = &[
    District,
    Town,
    Community,
    Site,
    Contractor,
    OtherContractor,
    Enterprise,
    OtherEnterprise,
    SystemAdmin,
    SecurityAdmin,
];
/// Staff whose scope holds the first site, and the companies at work there, each with a part of it.
pub(super) const HERE_AND_COMPANIES: &[Who] = &[
    District,
    Town,
    Community,
    Site,
    Contractor,
    OtherContractor,
    Enterprise,
    OtherEnterprise,
];
/// Staff whose scope holds the first site's worker, and the company they work for.
pub(super) const WITH_THE_WORKER: &[Who] = &[District, Town, Community, Site, Contractor, Enterprise];
/// Whoever takes people in at the first site: its manager, and each company's clerk there.
pub(super) const TAKERS_IN: &[Who] = &[Site, Contractor, OtherContractor];
/// Whoever ends the worker's time at the first site: its manager, and their company's clerk there.
pub(super) const ENDERS: &[Who] = &[Site, Contractor];
pub(super) const MANAGER: &[Who] = &[Site];
pub(super) const DISTRICT: &[Who] = &[District];
pub(super) const OF_GATES: &[Who] = &[District, Site, SystemAdmin];
pub(super) const WORKERS: &[Who] = &[Worker, OtherWorker];
pub(super) const GATES: &[Who] = &[Gate, OtherGate];
pub(super) const OF_INTEGRATORS: &[Who] = &[SystemAdmin];
pub(super) const OUTSIDE: &[Who] = &[Integrator, OtherIntegrator];
