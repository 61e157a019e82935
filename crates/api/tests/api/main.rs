//! The API through its router, on both engines, asked by people of every role.

mod administration;
mod alert;
mod authorisation;
mod bodies;
mod bulk;
mod checking;
mod contractor;
mod cookies;
mod correcting;
mod declaring;
mod event;
mod face;
mod faces;
mod gate_line;
mod import;
mod import_at_scale;
mod joining;
mod lists_at_scale;
mod own_account;
mod pages;
mod registry;
mod rejecting;
mod screening;
mod second_factor;
mod secrecy;
mod signing_in;
