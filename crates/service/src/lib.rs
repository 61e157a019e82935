//! Use cases, one file per capability: authorise, do it in one transaction, leave an audit entry.
//!
//! Each rule lives here once; the API, timers and the command line all call it. Nothing in here knows HTTP or
//! SQL.

pub mod access;
pub mod account;
pub mod audit;
mod error;
mod page;
mod password;
mod platform;

pub use error::{Error, FieldFault, Result};
pub use page::{Page, Paging};
pub use password::Passwords;
pub use platform::{Caller, Platform, Settings};
