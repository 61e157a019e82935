//! HTTP: one file per resource, thin; what it decides lives in `service`, how errors look lives in `problem`.

mod account;
mod caller;
mod docs;
mod health;
mod limit;
mod origin;
mod problem;
mod router;
mod state;

pub use problem::{FieldMessage, Problem};
pub use router::{document, router};
pub use state::{Api, Metrics};
