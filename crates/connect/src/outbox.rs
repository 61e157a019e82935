//! The demo's way out: messages go nowhere, and are shown on a page of the demo.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use domain::clock::Clock;
use domain::message::Message;
use jiff::Timestamp;
use tokio::sync::watch;

use crate::{Receipt, Sender, Sending};

/// So many messages are kept, the oldest go first.
const KEPT: usize = 100;

/// Keeps what was sent, in memory alone.
pub struct Outbox {
    clock: Arc<dyn Clock>,
    sent: Mutex<VecDeque<Sent>>,
    count: watch::Sender<u64>,
}

/// A message that was sent.
#[derive(Clone, Debug)]
pub struct Sent {
    /// The how many-th it was.
    pub number: u64,
    /// When.
    pub at: Timestamp,
    /// The message.
    pub message: Message,
}

impl Outbox {
    /// An empty one.
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self {
            clock,
            sent: Mutex::default(),
            count: watch::Sender::new(0),
        }
    }

    /// What was sent, newest first.
    pub fn sent(&self) -> Vec<Sent> {
        let kept = self.sent.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().rev().cloned().collect()
    }

    /// Hears how many were sent so far, whenever one is.
    pub fn count(&self) -> watch::Receiver<u64> {
        self.count.subscribe()
    }

    fn take(&self, message: &Message) -> Receipt {
        let mut kept = self.sent.lock().unwrap_or_else(PoisonError::into_inner);
        let number = *self.count.borrow() + 1;
        kept.push_back(Sent {
            number,
            at: self.clock.now(),
            message: message.clone(),
        });
        if kept.len() > KEPT {
            kept.pop_front();
        }
        self.count.send_replace(number);
        Receipt(format!("outbox-{number}"))
    }
}

impl Sender for Outbox {
    fn send<'a>(&'a self, message: &'a Message) -> Sending<'a> {
        Box::pin(async move { Ok(self.take(message)) })
    }
}

#[cfg(test)]
mod tests {
    use domain::phone::Phone;

    use super::*;

    struct Still;

    impl Clock for Still {
        fn now(&self) -> Timestamp {
            Timestamp::UNIX_EPOCH
        }
    }

    #[test]
    fn the_last_hundred_are_kept_and_each_is_told() {
        let outbox = Outbox::new(Arc::new(Still));
        let told = outbox.count();
        for number in 0..150 {
            outbox.take(&Message::SignInCode {
                phone: Phone::parse("13800000000").unwrap(),
                code: format!("{number:06}"),
            });
        }
        let kept = outbox.sent();
        assert_eq!((kept.len(), kept[0].number, kept[99].number), (100, 150, 51));
        assert_eq!(*told.borrow(), 150);
    }
}
