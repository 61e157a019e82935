//! The demo's watchlist: sent by the district, as it comes from the health authority, whenever none of it stands.

use demo::{District, SEED};
use jiff::civil::Date;
use service::Error;
use service::Paging;
use service::screening::ListDraft;

use crate::demo::life::{Life, unless_gone};
use crate::demo::staff;

impl Life {
    /// Sees to it that one list stands.
    pub(crate) async fn ensure_watchlist(&self, district: &District, today: Date) -> Result<(), Error> {
        let Some(office) = staff::named(&self.platform, "district").await? else {
            return Ok(());
        };
        let list = demo::watchlist(SEED, district, today);
        let lists = self.platform.watchlists(&office, &Paging::default()).await?;
        let stands = lists.items.iter().any(|counted| {
            let list_there = &counted.list;
            list_there.source == list.source
                && list_there.retired_at.is_none()
                && list_there.expires_at > self.morning.ends
        });
        if stands {
            return Ok(());
        }
        let draft = ListDraft {
            name: list.name,
            source: list.source.to_owned(),
            expires_on: list.expires_on,
        };
        let file = list.file.into_bytes();
        let sent = self.platform.import_watchlist(&office, &draft, file, false).await;
        unless_gone(sent).map(drop)
    }
}
