//! HTTP: one file per resource, thin; what it decides lives in `service`, how errors look lives in `problem`.

mod account;
mod alert;
mod audit;
mod caller;
mod consent;
mod docs;
mod event;
mod face;
mod gate;
mod gate_line;
mod headers;
mod health;
mod join;
mod json;
mod limit;
mod me;
mod origin;
mod overview;
mod pages;
mod passage;
mod problem;
mod profile;
mod rejection;
mod router;
mod screening;
mod session;
mod site;
mod state;
mod streams;
mod worker;
mod worker_identity;
mod worker_import;

pub use health::management;
pub use problem::{FieldMessage, Problem};
pub use router::{document, router};
pub use state::{Api, Metrics};
