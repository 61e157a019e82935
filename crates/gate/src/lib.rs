//! The program at a site's edge: it keeps the site's roster, looks at faces, codes and numbers, and answers.
//!
//! - **It never asks anyone before it answers.** The roster is in memory; the platform may be gone for a day.
//! - **Nobody passes by accident.** A doubt, a failure, a full disk or a wrong clock is a hold, never a pass,
//!   and never an accusation.
//! - **What it recorded is not lost.** A passage is on the disk before its verdict is shown as recorded, and
//!   leaves the disk only when the platform's receipt lists it.
//! - **It says nothing of people** in its log, its metrics or its errors.
//!
//! It stands on `domain`, `recognition` and `seal`, knows no SQL, reads neither environment nor command line,
//! and has no clock or randomness of its own.
//!
//! [`run`] is all there is to call; [`start`] gives the address that was bound as well.

mod answer;
mod code;
mod config;
mod enrol;
mod error;
mod gate;
mod identity;
mod key;
mod kiosk;
mod lane;
mod metrics;
mod number;
mod outbox;
mod pages;
mod place;
mod platform;
mod ready;
mod roster;
mod run;
mod session;
pub mod state;
mod status;
mod sync;
mod wire;

pub use config::{Config, KeySource, Pace, Tls};
pub use enrol::{Invitation, NotEnrolled, enrol};
pub use error::GateError;
pub use identity::Identity;
pub use run::{Running, run, start, start_on};
pub use wire::FromKiosk;
