//! Every behaviour of the store, on both engines.

mod account;
mod alert;
mod area;
mod check;
mod consent;
mod facts;
mod gate;
mod ground;
mod integrator;
mod keyring;
mod likeness;
mod merger;
mod message;
mod passkey;
mod phone_code;
mod registry;
mod search;
mod second_factor;
mod terms;
