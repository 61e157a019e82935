//! HTTP: one file per resource, thin; what it decides lives in `service`, how errors look lives in `problem`.

mod account;
mod alert;
mod audit;
mod caller;
mod consent;
mod docs;
mod event;
mod face;
mod headers;
mod health;
mod join;
mod limit;
mod origin;
mod overview;
mod pages;
mod problem;
mod rejection;
mod router;
mod site;
mod state;
mod worker;
mod worker_import;

pub use problem::{FieldMessage, Problem};
pub use router::{document, router};
pub use state::{Api, Metrics};
