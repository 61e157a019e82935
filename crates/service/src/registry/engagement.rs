//! An engagement's way: registered by oneself, confirmed by the site, ended.

use domain::id::EngagementId;
use domain::registry::EngagementState;
use domain::rights::Right;
use store::Tx;
use store::engagement::Engagement;
use store::worker::Worker;

use crate::audit::About;
use crate::error::{Error, Result};
use crate::platform::{Caller, Platform};

impl Platform {
    /// Confirms someone who registered themself: they are at work from today on.
    pub async fn confirm_engagement(&self, caller: &Caller, engagement: EngagementId) -> Result<Worker> {
        let mut tx = self.store.write().await?;
        let found = tx.engagement(engagement).await?.ok_or(Error::Denied)?;
        self.may_at_site(&mut tx, caller, Right::ChangeWorkers, found.site)
            .await?;
        let today = self.local_now().date();
        if !tx.confirm_engagement(engagement, today).await? {
            return Err(match found.state {
                EngagementState::Ended => Error::conflict("这个人已经退场了", "This engagement has ended."),
                _ => Error::conflict("已经确认过了", "This was confirmed before."),
            });
        }
        self.record(&mut tx, caller, "engagement.confirm", about(&found))
            .await?;
        self.settle(&mut tx, &[found.person]).await?;
        let row = self.worker_row(&mut tx, found.site, engagement).await?;
        tx.commit().await?;
        Ok(row)
    }

    /// Ends an engagement today. The person leaves the site's roster at once; a face that no site needs any
    /// longer is deleted, as its consent promised. Their open alerts there stay until someone acts ([`crate::alert`]).
    ///
    /// Of someone who waited to be confirmed, it rejects the registration. If that registration is all that is known of
    /// them, they are forgotten: nothing personal is kept for nothing, and the document is free for whoever it belongs
    /// to. Where anything else is known (another engagement, something declared, consent to face use) nothing of it is
    /// removed, and a wrong name is corrected instead ([`Platform::correct_worker`]).
    pub async fn end_engagement(&self, caller: &Caller, engagement: EngagementId) -> Result<()> {
        let mut tx = self.store.write().await?;
        let found = tx.engagement(engagement).await?.ok_or(Error::Denied)?;
        let (site, whose) = (found.site, found.contractor);
        self.may_at_contractor(&mut tx, caller, Right::EndEngagements, site, whose)
            .await?;
        tx.hold_lists().await?;
        tx.hold_people(&[found.person]).await?;
        // Somebody may have confirmed it before it was held.
        let found = tx.engagement(engagement).await?.ok_or(Error::Denied)?;
        if !tx.end_engagement(&found, self.local_now().date()).await? {
            return Err(Error::conflict("这个人已经退场了", "This engagement has ended."));
        }
        if found.state == EngagementState::Pending {
            self.record(&mut tx, caller, "engagement.reject", about(&found))
                .await?;
            if tx.only_registered(found.person, engagement).await? {
                tx.release_person(found.person, self.now()).await?;
                return Ok(tx.commit().await?);
            }
        } else {
            self.record(&mut tx, caller, "engagement.end", about(&found))
                .await?;
            self.leave_roster(&mut tx, &[found.person], found.site).await?;
            let today = self.local_now().date();
            tx.move_out(found.site, &[found.person], today).await?;
        }
        if tx.current_engagements(found.person).await?.is_empty() {
            self.forget_face(&mut tx, found.person).await?;
        }
        Ok(tx.commit().await?)
    }

    pub(super) async fn engagement_to_change(
        &self,
        tx: &mut Tx,
        caller: &Caller,
        engagement: EngagementId,
    ) -> Result<Engagement> {
        let found = tx.engagement(engagement).await?.ok_or(Error::Denied)?;
        self.may_at_site(tx, caller, Right::ChangeWorkers, found.site)
            .await?;
        Ok(found)
    }
}

fn about(engagement: &Engagement) -> About<'static> {
    About {
        person: Some(engagement.person),
        site: Some(engagement.site),
        reason: None,
    }
}
