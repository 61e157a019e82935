//! The demo's way out: messages go nowhere, and are shown on a page of the demo.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use domain::message::Message;
use tokio::sync::watch;

use crate::{Receipt, Sender, Sending};

/// So many messages are kept, the oldest go first.
const KEPT: usize = 100;

/// Keeps what was sent, in memory alone.
pub struct Outbox {
    messages: Mutex<VecDeque<(u64, Message)>>,
    count: watch::Sender<u64>,
}

impl Default for Outbox {
    fn default() -> Self {
        Self {
            messages: Mutex::default(),
            count: watch::Sender::new(0),
        }
    }
}

impl Outbox {
    /// What was sent, newest first, each with its number.
    pub fn messages(&self) -> Vec<(u64, Message)> {
        let kept = self.messages.lock().unwrap_or_else(PoisonError::into_inner);
        kept.iter().rev().cloned().collect()
    }

    /// Hears how many were sent so far, whenever one is.
    pub fn count(&self) -> watch::Receiver<u64> {
        self.count.subscribe()
    }

    fn take(&self, message: &Message) -> Receipt {
        let mut kept = self.messages.lock().unwrap_or_else(PoisonError::into_inner);
        let number = *self.count.borrow() + 1;
        kept.push_back((number, message.clone()));
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

    #[test]
    fn the_last_hundred_are_kept_and_each_is_told() {
        let outbox = Outbox::default();
        let told = outbox.count();
        for number in 0..150 {
            outbox.take(&Message::SignInCode {
                phone: Phone::parse("13800000000").unwrap(),
                code: format!("{number:06}"),
            });
        }
        let kept = outbox.messages();
        assert_eq!((kept.len(), kept[0].0, kept[99].0), (100, 150, 51));
        assert_eq!(*told.borrow(), 150);
    }
}
