//! Who takes people in for one company brings that company's people alone, and takes nobody from another.

use domain::id::{ContractorId, SiteId};
use domain::rights::Right;
use store::Tx;

use crate::error::{Error, FieldFault, Result};
use crate::platform::{Caller, Platform};
use crate::registry::intake::Arrival;

/// The company whose people a caller is bounded to, while it is at work at its site.
pub(crate) struct OwnPeople {
    contractor: ContractorId,
    /// Its code, by which arrivals name it.
    uscc: String,
}

impl OwnPeople {
    /// Says of arrivals that name no company that they are its own.
    pub(super) fn claim(&self, arrivals: &mut [Arrival]) {
        for arrival in arrivals {
            arrival.worker.contractor.get_or_insert_with(|| self.uscc.clone());
        }
    }

    pub(super) fn are_with(&self, contractor: Option<ContractorId>) -> bool {
        contractor == Some(self.contractor)
    }
}

impl Platform {
    /// Goes on only if the caller may take people in at a site; with the company that they are bounded to.
    pub(super) async fn may_take_in(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        site: SiteId,
    ) -> Result<Option<OwnPeople>> {
        let whose = caller.contractor();
        self.may_at_contractor(tx, caller, Right::TakeInWorkers, site, whose)
            .await?;
        let Some(contractor) = whose else {
            return Ok(None);
        };
        let found = tx.contractor(contractor).await?.ok_or(Error::Denied)?;
        if found.ended_on.is_some() {
            return Err(Error::conflict(
                "这家单位已经退场了，不能再加人",
                "This company has left the site: nobody can be added for it.",
            ));
        }
        Ok(Some(OwnPeople {
            contractor,
            uscc: found.organisation.uscc.to_string(),
        }))
    }
}

/// The fault of an arrival that is another's.
pub(super) fn others() -> FieldFault {
    FieldFault::new(
        "contractor",
        "这个人不是你们单位的，要由场所来改",
        "This person is not with your company. The site has to change that.",
    )
}
