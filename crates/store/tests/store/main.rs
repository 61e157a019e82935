//! Every behaviour of the store, on both engines.

mod account;
mod alert;
mod consent;
mod ground;
mod registry;
