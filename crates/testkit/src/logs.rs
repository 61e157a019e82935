//! Everything this process logs, at every level, kept for a test to search.

use std::io::{self, Write};
use std::sync::{Mutex, OnceLock, PoisonError};

use tracing_subscriber::fmt::MakeWriter;

/// What was logged since [`captured`] was first called.
pub struct Logs(Mutex<Vec<u8>>);

static LOGS: OnceLock<&'static Logs> = OnceLock::new();

/// Captures from now on; the same logs for everyone in this process.
pub fn captured() -> &'static Logs {
    LOGS.get_or_init(|| {
        let logs: &'static Logs = Box::leak(Box::new(Logs(Mutex::new(Vec::new()))));
        tracing_subscriber::fmt()
            .with_max_level(tracing_subscriber::filter::LevelFilter::TRACE)
            .with_ansi(false)
            .with_writer(logs)
            .init();
        logs
    })
}

impl Logs {
    /// All of it.
    pub fn text(&self) -> String {
        let bytes = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        String::from_utf8_lossy(&bytes).into_owned()
    }
}

/// Writes a line to the logs.
pub struct Line(&'static Logs);

impl Write for Line {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut kept = self.0.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl MakeWriter<'_> for &'static Logs {
    type Writer = Line;

    fn make_writer(&self) -> Line {
        Line(self)
    }
}
