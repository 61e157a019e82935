//! Every behaviour of the store, on both engines.

mod account;
mod alert;
mod check;
mod consent;
mod facts;
mod ground;
mod keyring;
mod registry;
mod search;
mod second_factor;
mod terms;
