//! Every behaviour of the store, on both engines.

mod account;
mod alert;
mod consent;
mod facts;
mod ground;
mod registry;
mod search;
