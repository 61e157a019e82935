//! Use cases, one file per capability: authorise, do it in one transaction, leave an audit entry.
//!
//! Each rule lives here once; the API, timers and the command line all call it. Nothing in here knows HTTP or
//! SQL.

pub mod access;
pub mod account;
pub mod alert;
pub mod area;
pub mod audit;
pub mod check;
pub mod consent;
pub mod declaration;
mod error;
pub mod event;
pub mod face;
mod faces;
pub mod gate;
pub mod gate_key;
mod guess;
pub mod integrator;
pub mod likeness;
pub mod listener;
mod message;
pub mod overview;
pub mod own_page;
mod page;
pub mod passage;
mod password;
mod platform;
pub mod profile;
mod qr;
pub mod registry;
pub mod roster;
pub mod screening;
pub mod sheet;
pub mod standing;

pub use error::{CodeFault, Error, FieldFault, Result, TokenFault};
pub use faces::Faces;
pub use guess::{Whence, network};
pub use page::{Page, Paging};
pub use password::Passwords;
pub use platform::{Caller, Platform, Settings};
