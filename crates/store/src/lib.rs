//! The only SQL of the house, one text for SQLite and PostgreSQL.
//!
//! A [`Store`] hands out a [`Tx`], on which each capability has its statements in a file of its own. What is
//! personal is sealed and opened here, so that no other crate sees either ciphertext or SQL. Nothing in here
//! decides who may see what.

pub mod account;
pub mod audit;
mod columns;
mod engine;
mod error;
mod migrate;
pub mod site;
mod vault;

pub use engine::{Engine, Store, Tx};
pub use error::{Error, Result};
pub use vault::Vault;
