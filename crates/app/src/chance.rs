//! The program's own clock and chance: the only place that reads either.

use domain::clock::{Clock, Entropy};
use jiff::Timestamp;
use rand::TryRng;
use rand::rngs::SysRng;

/// The system's clock.
pub(crate) struct SystemClock;

impl Clock for SystemClock {
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the one place that reads the clock"
    )]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// The system's source of random bytes.
pub(crate) struct SystemEntropy;

impl Entropy for SystemEntropy {
    /// A system that gives no random bytes cannot make keys: the program stops rather than make weak ones.
    fn fill(&self, bytes: &mut [u8]) {
        SysRng
            .try_fill_bytes(bytes)
            .expect("the operating system gives random bytes");
    }
}
