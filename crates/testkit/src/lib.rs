//! What tests share: every database test on both engines, a clock that is moved, chance that repeats.

pub mod app;
pub mod authenticator;
pub mod chance;
pub mod clock;
pub mod companies;
pub mod database;
pub mod district;
pub mod identity;
pub mod logs;

pub use app::{ORIGIN, Reply, TestApp, Who};
pub use authenticator::Authenticator;
pub use chance::Dice;
pub use clock::MovedClock;
pub use database::{Database, Engines};
