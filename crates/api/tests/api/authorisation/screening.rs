//! Watchlists and hits.

use http::Method;
use testkit::identity::identity_number;

use super::row::{Endpoint, Sent, delete, read, row};
use super::who::{DISTRICT, EVERYONE, HERE, STAFF};

pub(super) fn rows() -> Vec<Endpoint> {
    vec![
        read("/api/watchlists", DISTRICT),
        row(
            Method::POST,
            "/api/watchlists/import?dry_run=true&name=x&source=y&expires_on=2020-03-01",
            Sent::Csv(watchlist(0)),
            DISTRICT,
        ),
        delete("/api/watchlists/{watchlist}", DISTRICT),
        read("/api/watchlist-template?format=csv", EVERYONE),
        read("/api/hits", STAFF),
        read("/api/hits?site={site}", HERE),
    ]
}

pub(super) fn watchlist(number: u32) -> String {
    format!(
        "证件号码,姓名,类别,原因,到期\n{},王建国,密接,同车,2020-03-01\n",
        identity_number(number)
    )
}
