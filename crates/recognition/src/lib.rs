//! From a picture to the nearest identity: picture → faces → liveness → template → match.
//!
//! This crate knows nothing of people, sites, databases or the network, and reads no clock: whoever
//! calls it brings the picture, the instant it was taken, and the templates to compare with under keys
//! of their own. Nothing here opens a gate. It says who a face is, with a score, or why that cannot be
//! said; *unknown* and *uncertain* are answers, and neither is ever turned into the nearest person.
//!
//! # At the gate
//!
//! One [`Sighting`] per lane follows one face over the frames of a camera:
//!
//! ```no_run
//! use recognition::{Ask, Gallery, Limits, Options, Outcome, Picture, Policy, Recognizer, Sighting};
//!
//! # fn frames() -> Vec<(u64, Vec<u8>)> { vec![] }
//! let recognizer = Recognizer::load(".models".as_ref(), &Options::default())?;
//! let roster: Gallery<u64> = Gallery::new();
//! let policy = Policy::for_roster(roster.len());
//! let mut sighting = Sighting::new(policy);
//! for (at_ms, jpeg) in frames() {
//!     let picture = Picture::decode(&jpeg, &Limits::CAMERA)?;
//!     let seen = recognizer.see(&picture)?;
//!     match sighting.feed(at_ms, &seen, Ask::WhoIs(&roster)).outcome {
//!         Outcome::Known { key, score, .. } => println!("{key} at {score:.2}"),
//!         Outcome::Looking { ask: Some(reason) } => println!("please: {reason:?}"),
//!         other => println!("{other:?}"),
//!     }
//! }
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # At enrolment
//!
//! [`Recognizer::enrol`] takes one to a few pictures of one person and answers with a [`Template`], or
//! with a reason for each picture that will not do. The picture is the caller's to drop.

mod align;
mod crop;
mod detect;
mod embed;
mod engine;
mod enrol;
mod gallery;
mod geometry;
mod liveness;
mod picture;
mod pinned;
mod policy;
mod quality;
mod runtime;
mod see;
mod sighting;
mod stages;
mod template;

pub use align::{CHIP_SIDE, Chip, TEMPLATE_POINTS, align, similarity};
pub use engine::{Options, Recognizer};
pub use enrol::{EnrolRefused, EnrolRules, Enrolled, PictureRefused};
pub use gallery::{Gallery, Match, Search};
pub use geometry::{Face, Point, Rect};
pub use picture::{Limits, Picture, PictureError};
pub use policy::{Claim, Policy};
pub use quality::{Demands, Poor, Quality};
pub use runtime::{EngineError, LoadError};
pub use see::{GoodFace, Seen, View};
pub use sighting::{Answer, Ask, Outcome, Sighting};
pub use stages::Stages;
pub use template::{DIMENSION, Embedding, MODEL, Template, TemplateError};
