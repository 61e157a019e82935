//! Protocols that are not ours. Today: messages out, by the text-message services of two providers.
//!
//! It knows `domain` and the wire: it formats, signs, asks and reads. What is sent when, and what became of it, is
//! kept and decided elsewhere; nothing in here knows a store, a screen or who a phone belongs to.

mod line;
pub mod outbox;
mod refusal;
pub mod sms;

use std::pin::Pin;

use domain::message::Message;

pub use line::Unusable;
pub use outbox::Outbox;
pub use refusal::{Refusal, Why};

/// Whoever carries messages out of the house.
pub trait Sender: Send + Sync {
    /// Hands a message over, once. It answers within a quarter of a minute.
    fn send<'a>(&'a self, message: &'a Message) -> Sending<'a>;
}

/// A message being handed over.
pub type Sending<'a> = Pin<Box<dyn Future<Output = Result<Receipt, Refusal>> + Send + 'a>>;

/// By what number whoever took a message knows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt(pub String);
