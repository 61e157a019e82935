//! Every behaviour of the store, on both engines.

mod account;
