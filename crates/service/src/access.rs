//! Access: every use case asks here, and here asks `domain::rights`.

use domain::division::Division;
use domain::id::SiteId;
use domain::rights::{Place, Right, allows};
use store::Tx;

use crate::error::{Error, Result};
use crate::platform::{Caller, Platform};

impl Caller {
    /// Goes on only if the caller has `right` at `place`.
    pub fn may(&self, right: Right, place: &Place) -> Result<()> {
        if allows(&self.actor, right, place) {
            Ok(())
        } else {
            Err(Error::Denied)
        }
    }
}

impl Platform {
    /// Goes on only if the caller has `right` at a site. A site that is not there is denied as well, so that
    /// nobody learns which sites exist outside their scope.
    pub async fn may_at_site(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        right: Right,
        site: SiteId,
    ) -> Result<Division> {
        let town = tx.town_of_site(site).await?.ok_or(Error::Denied)?;
        caller.may(
            right,
            &Place::Site {
                site,
                town: town.clone(),
            },
        )?;
        Ok(town)
    }

    /// Goes on only if the caller has `right` in the whole district.
    pub fn may_in_district(&self, caller: &Caller, right: Right) -> Result<()> {
        caller.may(right, &Place::District(self.settings.district.clone()))
    }
}
