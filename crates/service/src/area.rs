//! Outbreak areas: imported, counted, taken back, and read by a person where nobody could. Whoever a change touches is
//! assessed anew.

use domain::area::{Level, Reading, place_key, unread};
use domain::division::Division;
use domain::id::{AreaId, AreaListId, UnreadPlaceId};
use domain::rights::Right;
use jiff::Timestamp;
use jiff::civil::Date;
use store::Tx;
use store::area::{AreaFilter, CountedAreaList, ListedArea, NamedIn, UnreadPlace};
use store::declaration::Declaration;

use crate::audit::About;
use crate::error::{Error, Result};
use crate::page::{Page, Paging};
use crate::platform::{Caller, Platform};

mod count;
mod effect;
mod import;
mod line;
mod place;
mod rules;
mod sheet;

pub use count::CountDraft;
pub use effect::{Effect, SiteEffect};
pub use import::{AreaDraft, AreaReport, Revision};
pub(crate) use rules::{KeptAreas, weighing};

/// Which areas are asked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct AreaQuery {
    /// On this day.
    pub day: Option<Date>,
    /// Of this level.
    pub level: Option<Level>,
    /// Of this list.
    pub list: Option<AreaListId>,
    /// Only those whose name a person has to read.
    pub unread: bool,
}

impl Platform {
    /// Areas, those that began last first.
    pub async fn areas(
        &self,
        caller: &Caller,
        query: &AreaQuery,
        paging: &Paging,
    ) -> Result<Page<ListedArea>> {
        let mut tx = self.store.read().await?;
        self.may_in_own_scope(&mut tx, caller, Right::ReadAreas).await?;
        let filter = AreaFilter {
            list: query.list,
            day: query.day,
            level: query.level,
            unread: query.unread,
            before: paging.key::<(Date, AreaId)>()?,
            limit: paging.limit() + 1,
        };
        let found = tx.areas(&filter).await?;
        Ok(paging.page(found, |listed| (listed.area.from, listed.area.id)))
    }

    /// Lists of areas, those that came in last first.
    pub async fn area_lists(&self, caller: &Caller, paging: &Paging) -> Result<Page<CountedAreaList>> {
        let mut tx = self.store.read().await?;
        self.may_in_own_scope(&mut tx, caller, Right::ReadAreas).await?;
        let before = paging.key::<(Timestamp, AreaListId)>()?;
        let found = tx.area_lists(before, paging.limit() + 1).await?;
        Ok(paging.page(found, |counted| (counted.list.imported_at, counted.list.id)))
    }

    /// Takes one area back: it never was one. Whoever it held is assessed anew.
    pub async fn retract_area(&self, caller: &Caller, area: AreaId) -> Result<Effect> {
        self.may_in_district(caller, Right::ChangeAreas)?;
        let mut tx = self.change_areas().await?;
        if !tx.retract_area(area, self.now()).await? {
            return Err(Error::NotFound);
        }
        self.record(&mut tx, caller, "area.retract", About::default())
            .await?;
        self.areas_changed(tx, false).await
    }

    /// Takes a list back with all its areas. What its source named before stands again.
    pub async fn retract_area_list(&self, caller: &Caller, list: AreaListId) -> Result<Effect> {
        self.may_in_district(caller, Right::ChangeAreas)?;
        let mut tx = self.change_areas().await?;
        if !tx.retract_area_list(list, self.now()).await? {
            return Err(Error::NotFound);
        }
        self.record(&mut tx, caller, "area.retract_list", About::default())
            .await?;
        self.areas_changed(tx, false).await
    }

    /// Texts that name a place nobody could read, those written last first; the look is recorded, since workers wrote
    /// some of them.
    pub async fn unread_places(&self, caller: &Caller, paging: &Paging) -> Result<Page<UnreadPlace>> {
        self.may_in_district(caller, Right::ChangeAreas)?;
        let before = paging.key::<(Timestamp, UnreadPlaceId)>()?;
        let mut tx = self.store.write().await?;
        let found = tx.unread_places(before, paging.limit() + 1).await?;
        self.record(&mut tx, caller, "place.list", About::default())
            .await?;
        tx.commit().await?;
        Ok(paging.page(found, |place| (place.told_at, place.id)))
    }

    /// Says where a place is that nobody could read: in a division, or in none of ours. It holds for everybody who wrote
    /// the same, and for every area called so, now and later; said again, the last counts.
    pub async fn read_place(
        &self,
        caller: &Caller,
        place: UnreadPlaceId,
        division: Option<Division>,
        whole: bool,
    ) -> Result<Effect> {
        self.may_in_district(caller, Right::ChangeAreas)?;
        let reading = match division {
            Some(division) if !division.is_known() => {
                return Err(Error::field(
                    "division",
                    "没有这个地方的代码，请重新选一次",
                    "There is no such place. Choose it again.",
                ));
            }
            Some(division) => Reading::In { division, whole },
            None => Reading::Nowhere,
        };
        let read = NamedIn {
            place,
            reading,
            at: self.now(),
            by: caller.actor.account,
        };
        let mut tx = self.change_areas().await?;
        if !tx.read_place(&read).await? {
            return Err(Error::NotFound);
        }
        self.record(&mut tx, caller, "place.read", About::default())
            .await?;
        self.areas_changed(tx, false).await
    }

    /// Keeps what a declaration's trips name and nobody can read, for a person to read.
    pub(crate) async fn keep_unread(&self, tx: &mut Tx, declaration: &Declaration) -> Result<()> {
        let mut texts: Vec<(UnreadPlaceId, &str)> = Vec::new();
        for (text, _) in unread(&declaration.answers) {
            if !texts.iter().any(|(_, known)| place_key(known) == place_key(text)) {
                texts.push((self.new_id(), text));
            }
        }
        if texts.is_empty() {
            return Ok(());
        }
        let kept = tx.keep_unread(&texts, self.now()).await?;
        Ok(tx.note_mentions(&kept, declaration.id).await?)
    }
}
