//! Access: every use case asks here, and here asks `domain::rights`.

use domain::division::Division;
use domain::id::{PersonId, SiteId};
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

    /// Goes on only if the caller has `right` at a site where the person is engaged now, and says at which; for
    /// someone engaged nowhere, if the caller has it in the whole district. A person who is not there is denied
    /// as well.
    pub async fn may_for_person(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        right: Right,
        person: PersonId,
    ) -> Result<Option<SiteId>> {
        let engagements = tx.current_engagements(person).await?;
        for engagement in &engagements {
            match self.may_at_site(tx, caller, right, engagement.site).await {
                Ok(_) => return Ok(Some(engagement.site)),
                Err(Error::Denied) => {}
                Err(other) => return Err(other),
            }
        }
        if !engagements.is_empty() || tx.people(&[person]).await?.is_empty() {
            return Err(Error::Denied);
        }
        self.may_in_district(caller, right).map(|()| None)
    }

    /// Goes on only if the caller has `right` in the whole district.
    pub fn may_in_district(&self, caller: &Caller, right: Right) -> Result<()> {
        caller.may(right, &Place::District(self.settings.district.clone()))
    }
}
