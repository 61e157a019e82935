//! How long each step of a frame took, for the bench and the metrics.

use std::time::{Duration, Instant};

/// Time spent by stage. Steps a frame did not need stand at zero.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Stages {
    /// Finding faces, scaling the frame included.
    pub detect: Duration,
    /// Aligning the face and measuring its quality.
    pub align: Duration,
    /// Both liveness models.
    pub liveness: Duration,
    /// The embedding.
    pub embed: Duration,
}

impl Stages {
    /// All of them together.
    pub fn total(&self) -> Duration {
        self.detect + self.align + self.liveness + self.embed
    }
}

/// Runs a step and adds what it took. It measures only; nothing is decided by it.
pub(crate) fn timed<T>(spent: &mut Duration, step: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = step();
    *spent += start.elapsed();
    result
}
