//! What just happened, told to whoever listens in this process: sent after the commit, so that what is told
//! is there. It is a hint to look, never the record: a listener that was away reads the list again.

use domain::id::{AlertId, PassageId, SiteId};
use store::Tx;
use tokio::sync::broadcast::Receiver;

use crate::platform::Platform;

/// Events a slow listener may lag behind before it misses some.
pub(crate) const EVENTS_KEPT: usize = 1024;

/// Something that happened at a site.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// Where.
    pub site: SiteId,
    /// What.
    pub what: Happening,
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happening {
    /// A passage came in.
    Passage(PassageId),
    /// An alert was raised, acknowledged or closed.
    Alert(AlertId),
}

impl Platform {
    /// Listens from now on.
    pub fn events(&self) -> Receiver<Event> {
        self.events.subscribe()
    }

    /// Tells listeners once the work is committed.
    pub(crate) fn tell_after(&self, tx: &mut Tx, site: SiteId, what: Happening) {
        let events = self.events.clone();
        tx.after_commit(move || drop(events.send(Event { site, what })));
    }
}
