//! The figures at a glance, for whatever lies in the caller's scope.

use domain::division::Division;
use domain::id::SiteId;
use domain::rights::Right;
use jiff::SignedDuration;
use store::overview::{Counted, Figures};

use crate::access::Reach;
use crate::error::{Error, Result};
use crate::platform::{Caller, Platform};

/// A gate not heard of for longer than this is not online; it reports every 15 seconds.
const HEARD_WITHIN: SignedDuration = SignedDuration::from_secs(60);

impl Platform {
    /// The figures of a site, a town, or the caller's whole scope.
    pub async fn overview(
        &self,
        caller: &Caller,
        site: Option<SiteId>,
        town: Option<&Division>,
    ) -> Result<Figures> {
        let figures = self.figures(caller, site, town).await?;
        self.record_asking(caller, "figures.look", site).await?;
        Ok(figures)
    }

    /// The same, as a part of something that was asked for.
    pub(crate) async fn figures(
        &self,
        caller: &Caller,
        site: Option<SiteId>,
        town: Option<&Division>,
    ) -> Result<Figures> {
        let mut tx = self.store.read().await?;
        let place = match self
            .reach(&mut tx, caller, Right::ReadFigures, site, town)
            .await?
        {
            Reach::Site(site) => Counted::Site(site),
            Reach::Division(division) => Counted::Division(division.to_string()),
            Reach::Company { company, site } => Counted::Company { company, site },
        };
        let now = self.local_now();
        let midnight = now.start_of_day().map_err(Error::internal)?.timestamp();
        let heard_since = self.now() - HEARD_WITHIN;
        Ok(tx.figures(&place, now.date(), midnight, heard_since).await?)
    }
}
