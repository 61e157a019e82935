//! What the recogniser does with real models and real pictures, and what its rules do with made ones.
//!
//! Needs `node models/prepare.mjs` and `node models/test-faces/prepare.mjs` to have run.

mod alignment;
mod enrolment;
mod galleries;
mod identity;
mod models;
mod must_not_pass;
mod pictures;
mod sightings;
mod support;
mod templates;
