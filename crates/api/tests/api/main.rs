//! The API through its router, on both engines, asked by people of every role.

mod alert;
mod authorisation;
mod event;
mod face;
mod faces;
mod import;
mod joining;
mod pages;
mod registry;
mod secrecy;
