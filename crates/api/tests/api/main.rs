//! The API through its router, on both engines, asked by people of every role.

mod alert;
mod authorisation;
mod bodies;
mod bulk;
mod contractor;
mod correcting;
mod declaring;
mod departure;
mod event;
mod face;
mod faces;
mod gate_line;
mod import;
mod import_at_scale;
mod joining;
mod lists_at_scale;
mod pages;
mod registry;
mod rejecting;
mod screening;
mod secrecy;
mod signing_in;
mod worker_details;
