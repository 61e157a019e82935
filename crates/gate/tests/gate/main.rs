//! The gate from outside: a platform that signs, a line that is cut, kiosks that send real frames.
//!
//! Those with faces need `node models/prepare.mjs` and `node models/test-faces/prepare.mjs` to have run.

mod claims;
mod codes;
mod crash;
mod faces;
mod frames;
mod line;
mod numbers;
mod pages;
mod recording;
mod roster;
mod storms;
mod support;
