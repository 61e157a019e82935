//! How many streams there are: so many a session, so many together. What they tell is not known here.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use domain::id::SessionId;
use tokio::sync::oneshot;

/// Streams of one session: its pages in a few windows. The oldest ends when one more is opened.
const MOST_OF_A_SESSION: usize = 6;

/// Streams of all together: each asks the database every few seconds.
const MOST: usize = 1_000;

/// The streams that are open.
#[derive(Default)]
pub(crate) struct Streams(Mutex<Open>);

#[derive(Default)]
struct Open {
    by_session: HashMap<SessionId, VecDeque<(u64, oneshot::Sender<()>)>>,
    opened: u64,
    all: usize,
}

/// A stream's place, given back when dropped.
pub(crate) struct Place {
    streams: Arc<Streams>,
    session: SessionId,
    number: u64,
    displaced: oneshot::Receiver<()>,
}

impl Streams {
    /// A place for one more stream of a session. None: there are too many of all.
    pub(crate) fn place(self: &Arc<Self>, session: SessionId) -> Option<Place> {
        let mut open = self.open();
        let own = open.by_session.get(&session).map_or(0, VecDeque::len);
        if open.all >= MOST && own < MOST_OF_A_SESSION {
            return None;
        }
        open.opened += 1;
        open.all += 1;
        let number = open.opened;
        let (keep, displaced) = oneshot::channel();
        let own = open.by_session.entry(session).or_default();
        own.push_back((number, keep));
        if own.len() > MOST_OF_A_SESSION {
            own.pop_front();
            open.all -= 1;
        }
        Some(Place {
            streams: Arc::clone(self),
            session,
            number,
            displaced,
        })
    }

    fn open(&self) -> std::sync::MutexGuard<'_, Open> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Place {
    /// Waits until the place is needed for a newer stream.
    pub(crate) async fn displaced(&mut self) {
        // Nothing is ever sent: the other half is dropped.
        let _ = (&mut self.displaced).await;
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut open = self.streams.open();
        let Some(own) = open.by_session.get_mut(&self.session) else {
            return;
        };
        let before = own.len();
        own.retain(|(number, _)| *number != self.number);
        let gone = before - own.len();
        if own.is_empty() {
            open.by_session.remove(&self.session);
        }
        open.all -= gone;
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    fn session(number: u128) -> SessionId {
        SessionId(Uuid::from_u128(number))
    }

    #[tokio::test]
    async fn a_seventh_stream_of_a_session_ends_its_first() {
        let streams = Arc::new(Streams::default());
        let mut places: Vec<Place> = (0..6).map(|_| streams.place(session(1)).unwrap()).collect();
        let mut other = streams.place(session(2)).unwrap();
        let mut newest = streams.place(session(1)).unwrap();
        places[0].displaced().await;
        for place in places[1..].iter_mut().chain([&mut other, &mut newest]) {
            assert!(
                place
                    .displaced
                    .try_recv()
                    .is_err_and(|why| why == oneshot::error::TryRecvError::Empty)
            );
        }
    }

    #[test]
    fn when_all_places_are_taken_there_is_none_until_one_is_given_back() {
        let streams = Arc::new(Streams::default());
        let mut places: Vec<Place> = (0..MOST)
            .map(|number| streams.place(session(number as u128 / 6)).unwrap())
            .collect();
        assert!(streams.place(session(1_000_000)).is_none());
        assert!(
            streams.place(session(0)).is_some(),
            "in the place of its own first"
        );
        places.pop();
        assert!(streams.place(session(1_000_000)).is_some());
        drop(places);
        assert_eq!(streams.open().all, 0);
        assert!(streams.open().by_session.is_empty());
    }
}
