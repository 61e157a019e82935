//! What waits for a lane: the newest frame alone, and everything that was said.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::{Duration, Instant};

use bytes::Bytes;

use crate::wire::FromKiosk;

/// Most things said that wait; a page that sends more is not one of ours.
const MOST_SAID: usize = 32;

/// The next piece of work of a lane.
pub(crate) enum Work {
    /// A frame of the camera.
    Frame { seq: u64, arrived: Instant, jpeg: Bytes },
    /// A code, a number, or that it is over.
    Said(FromKiosk),
    /// Nothing came for as long as was to be waited.
    Nothing,
}

/// The lane's side of a connection.
#[derive(Default)]
pub(crate) struct Inbox {
    waiting: Mutex<Waiting>,
    ring: Condvar,
}

/// A lane's inbox for as long as its connection lasts; dropped, however that came about, the lane ends.
pub(crate) struct Open(pub(crate) Arc<Inbox>);

impl Drop for Open {
    fn drop(&mut self) {
        self.0.close();
    }
}

#[derive(Default)]
struct Waiting {
    frames: u64,
    frame: Option<(u64, Instant, Bytes)>,
    said: VecDeque<FromKiosk>,
    closed: bool,
}

impl Inbox {
    /// Puts a frame in the place of any that still waits: an old picture of who stands there is worth nothing.
    pub(crate) fn frame(&self, jpeg: Bytes) {
        self.change(|waiting| {
            waiting.frames += 1;
            waiting.frame = Some((waiting.frames, Instant::now(), jpeg));
        });
    }

    /// Adds what was said; whether there was room.
    pub(crate) fn say(&self, said: FromKiosk) -> bool {
        self.change(|waiting| {
            let room = waiting.said.len() < MOST_SAID;
            if room {
                waiting.said.push_back(said);
            }
            room
        })
    }

    /// Ends the lane.
    fn close(&self) {
        self.change(|waiting| waiting.closed = true);
    }

    /// Waits for the next piece of work, at most for so long: what was said before the frame. None: it is over.
    pub(crate) fn next(&self, at_most: Option<Duration>) -> Option<Work> {
        let mut waiting = self.waiting.lock().unwrap_or_else(PoisonError::into_inner);
        loop {
            if waiting.closed {
                return None;
            }
            if let Some(said) = waiting.said.pop_front() {
                return Some(Work::Said(said));
            }
            if let Some((seq, arrived, jpeg)) = waiting.frame.take() {
                return Some(Work::Frame { seq, arrived, jpeg });
            }
            let Some(at_most) = at_most else {
                waiting = self.ring.wait(waiting).unwrap_or_else(PoisonError::into_inner);
                continue;
            };
            let waited = self.ring.wait_timeout(waiting, at_most);
            let (still, over) = waited.unwrap_or_else(PoisonError::into_inner);
            if over.timed_out() {
                return Some(Work::Nothing);
            }
            waiting = still;
        }
    }

    fn change<T>(&self, change: impl FnOnce(&mut Waiting) -> T) -> T {
        let changed = change(&mut self.waiting.lock().unwrap_or_else(PoisonError::into_inner));
        self.ring.notify_one();
        changed
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_frame_wins_and_what_was_said_comes_first() {
        let inbox = Inbox::default();
        inbox.frame(Bytes::from_static(b"old"));
        inbox.frame(Bytes::from_static(b"new"));
        assert!(inbox.say(FromKiosk::Cancel));
        assert!(matches!(inbox.next(None), Some(Work::Said(FromKiosk::Cancel))));
        let Some(Work::Frame { seq, jpeg, .. }) = inbox.next(None) else {
            panic!("there is a frame");
        };
        assert_eq!((seq, jpeg.as_ref()), (2, b"new".as_slice()));
        inbox.close();
        assert!(inbox.next(None).is_none());
    }
}
