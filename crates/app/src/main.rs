//! The program: one binary for the platform, the gate and the demo.
//!
//! It reads the command line, the settings and the environment, and puts the parts together; what they do lives
//! in their own crates.

mod account;
mod chance;
mod command;
mod demo;
mod gate;
mod listen;
mod log;
mod secret;
mod serve;
mod settings;
mod stop;

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;

use crate::command::{Command, Verb};
use crate::settings::{DOCUMENTED, Settings};

fn main() -> ExitCode {
    match run(Command::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("sitewarden: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> anyhow::Result<()> {
    match &command.verb {
        Verb::Settings => return print(DOCUMENTED),
        Verb::Openapi => return print(&api::document()),
        _ => {}
    }
    let settings = Settings::read(command.settings.as_deref())?;
    log::start(&settings.log)?;
    // Another part may have installed the same one before; either will do.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
    let done = runtime.block_on(async {
        match command.verb {
            Verb::Serve => serve::run(settings.platform).await,
            Verb::Gate => gate::run(settings.gate).await,
            Verb::Demo(demo) => demo::run(&demo).await,
            Verb::AddAccount(account) => account::add(settings.platform, &account).await,
            Verb::Settings | Verb::Openapi => Ok(()),
        }
    });
    // What still computes for somebody who no longer waits is not waited for.
    runtime.shutdown_background();
    done
}

/// Prints a text; a reader that has had enough is no failure.
fn print(text: &str) -> anyhow::Result<()> {
    match std::io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => Err(error.into()),
        _ => Ok(()),
    }
}
