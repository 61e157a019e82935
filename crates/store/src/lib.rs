//! The only SQL of the house, one text for SQLite and PostgreSQL.
//!
//! A [`Store`] hands out a [`Tx`], on which each capability has its statements in a file of its own. What is
//! personal is sealed and opened here, so that no other crate sees either ciphertext or SQL. Nothing in here
//! decides who may see what.

pub mod account;
pub mod administration;
pub mod alert;
pub mod area;
pub mod audit;
pub mod certificate;
pub mod check;
mod columns;
pub mod company;
pub mod consent;
pub mod contractor;
pub mod correction;
pub mod crew;
pub mod declaration;
pub mod departure;
pub mod dormitory;
pub mod emergency_contact;
pub mod engagement;
mod engine;
mod error;
pub mod event;
pub mod face;
pub mod finding;
pub mod gate;
mod gate_key;
pub mod integrator;
pub mod likeness;
mod many;
pub mod merger;
pub mod message;
mod migrate;
pub mod newcomer;
pub mod organisation;
pub mod overview;
pub mod passage;
pub mod passkey;
pub mod person;
pub mod phone_code;
mod place;
pub mod profile;
mod release;
pub mod roster;
pub mod screening;
mod search;
pub mod second_factor;
pub mod session;
pub mod sign_in;
mod sign_in_card;
pub mod site;
pub mod standing;
pub mod terms;
mod vault;
pub mod worker;

pub use engine::{Engine, Store, Tx};
pub use error::{Error, Result};
pub use vault::Vault;
