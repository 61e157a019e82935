//! Divisions, and which sites there are in them.

use domain::integrator::Permission;
use http::Method;
use serde_json::json;
use testkit::Who::{
    Community, Contractor, District, Enterprise, OtherContractor, OtherEnterprise, OtherSite, SecurityAdmin,
    Site, SystemAdmin, Town,
};
use testkit::district::COMMUNITY;

use super::row::{Endpoint, Sent, post, read, row};
use super::who::{EVERYONE, OF_SITES, OF_THIS_SITE, OF_TOWNS};

pub(super) fn rows() -> Vec<Endpoint> {
    let opening = json!({ "kind": "enterprise", "name": "南海纺织厂", "town": "440605011" });
    vec![
        read("/api/divisions", EVERYONE),
        read("/api/divisions/{code}", EVERYONE),
        read("/api/towns", OF_TOWNS).permitted(Permission::ReadSites),
        read("/api/sites", OF_SITES).permitted(Permission::ReadSites),
        read(
            "/api/sites?town=440605011",
            &[
                District,
                Town,
                Site,
                OtherSite,
                Contractor,
                OtherContractor,
                Enterprise,
                OtherEnterprise,
                SystemAdmin,
                SecurityAdmin,
            ],
        )
        .permitted(Permission::ReadSites),
        read(
            "/api/sites?town=440605011001",
            &[
                District,
                Town,
                Community,
                Site,
                OtherSite,
                Contractor,
                OtherContractor,
                Enterprise,
                OtherEnterprise,
                SystemAdmin,
                SecurityAdmin,
            ],
        )
        .permitted(Permission::ReadSites),
        post("/api/sites", opening, &[District, SystemAdmin]),
        row(
            Method::PUT,
            "/api/sites/{site}/community",
            Sent::Json(json!({ "community": COMMUNITY })),
            &[District, Town, SystemAdmin],
        ),
        read("/api/sites/{site}", OF_THIS_SITE).permitted(Permission::ReadSites),
    ]
}
