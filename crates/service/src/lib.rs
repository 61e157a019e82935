//! Use cases, one file per capability: authorise, do it in one transaction, leave an audit entry.
//!
//! Each rule lives here once; the API, timers and the command line all call it. Nothing in here knows HTTP or
//! SQL.

pub mod access;
pub mod account;
pub mod alert;
pub mod audit;
pub mod consent;
pub mod face;
mod faces;
pub mod listener;
pub mod overview;
pub mod standing;
pub mod screening;
pub mod roster;
pub mod profile;
pub mod passage;
pub mod gate;
pub mod event;
pub mod declaration;
mod error;
mod page;
mod password;
mod platform;
pub mod registry;
pub mod sheet;

pub use error::{Error, FieldFault, Result};
pub use faces::Faces;
pub use page::{Page, Paging};
pub use password::Passwords;
pub use platform::{Caller, Platform, Settings};
