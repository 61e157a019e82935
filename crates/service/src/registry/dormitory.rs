//! A site's dormitory: its rooms, and who slept in one in a night, for exposure in a room.

use domain::id::{RoomId, SiteId};
use domain::rights::Right;
use jiff::civil::Date;
use store::dormitory::{Lodger, RoomRow};

use crate::access::Reach;
use crate::error::{Error, Result};
use crate::platform::{Caller, Platform};

impl Platform {
    /// A site's rooms, with how many slept in each in the night that begins on `night`; tonight when not said.
    pub async fn rooms(&self, caller: &Caller, site: SiteId, night: Option<Date>) -> Result<Vec<RoomRow>> {
        let mut tx = self.store.read().await?;
        self.may_at_site(&mut tx, caller, Right::ReadWorkers, site)
            .await?;
        let night = night.unwrap_or_else(|| self.local_now().date());
        Ok(tx.rooms(site, night).await?)
    }

    /// Who slept in a room in the night that begins on `night`; the look is recorded.
    pub async fn lodgers(&self, caller: &Caller, room: RoomId, night: Option<Date>) -> Result<Vec<Lodger>> {
        let mut tx = self.store.read().await?;
        let (site, _) = tx.room(room).await?.ok_or(Error::Denied)?;
        self.may_at_site(&mut tx, caller, Right::ReadWorkers, site)
            .await?;
        let day = night.unwrap_or_else(|| self.local_now().date());
        let found = tx.lodgers(room, day).await?;
        drop(tx);
        let filters = [("room", true), ("day", night.is_some())];
        self.record_list(caller, "lodger.list", &Reach::Site(site), &filters, found.len())
            .await?;
        Ok(found)
    }
}
