//! What tests share: every database test on both engines, a clock that is moved, chance that repeats.

pub mod app;
pub mod chance;
pub mod clock;
pub mod database;
pub mod district;
pub mod identity;
pub mod logs;

pub use app::{Reply, TestApp, Who};
pub use chance::Dice;
pub use clock::MovedClock;
pub use database::{Database, Engines};
