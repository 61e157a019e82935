//! Structured logs to standard error.

use tracing_subscriber::EnvFilter;

use crate::settings::LogSettings;

/// Starts logging.
pub(crate) fn start(settings: &LogSettings) -> anyhow::Result<()> {
    let filter = EnvFilter::try_new(format!("warn,sqlx=error,{}", ours(&settings.level)))
        .map_err(|_| anyhow::anyhow!("log.level is not understood: {}", settings.level))?;
    let builder = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_ansi(std::io::IsTerminal::is_terminal(&std::io::stderr()))
        .with_writer(std::io::stderr);
    if settings.json {
        builder.json().init();
    } else {
        builder.compact().init();
    }
    Ok(())
}

/// A bare level is meant for the house's own crates, whose lines carry no personal data; other crates' stay at
/// `warn`, since nobody has read what they print, and the database client's at `error`: it warns of slow statements by
/// their whole text.
fn ours(level: &str) -> String {
    if level.contains(['=', ',']) {
        return level.to_owned();
    }
    [
        "sitewarden",
        "api",
        "service",
        "store",
        "jobs",
        "gate",
        "recognition",
    ]
    .map(|name| format!("{name}={level}"))
    .join(",")
}
