//! The program: one binary for the platform, the gate and the demo.
//!
//! It reads the command line, the settings and the environment, and puts the parts together; what they do lives
//! in their own crates.

mod account;
mod audit;
mod chance;
mod command;
mod demo;
mod gate;
mod listen;
mod log;
mod open_files;
mod secret;
mod serve;
mod settings;
mod sms;
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
            if let Some(advice) = advice(&format!("{error:#}")) {
                eprintln!("{advice}");
            }
            ExitCode::FAILURE
        }
    }
}

/// What to do where the system will not let the program write.
fn advice(why: &str) -> Option<&'static str> {
    let says = |words: &[&str]| words.iter().any(|word| why.contains(word));
    if says(&["disk is full", "No space left"]) {
        Some(
            "Make room on the disk and start again; what was told to be kept is there.\n\
             磁盘满了：腾出空间后再启动，已保存的都还在。",
        )
    } else if says(&["Permission denied", "Read-only file system", "readonly database"]) {
        Some(
            "Run it as the user who owns that folder, or choose another folder.\n\
             写不进去：请用这个文件夹的所有者运行，或者换一个文件夹。",
        )
    } else {
        None
    }
}

fn run(command: Command) -> anyhow::Result<()> {
    open_files::as_many_as_allowed();
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
            Verb::Gate(line) => gate::run(settings.gate, &line).await,
            Verb::Demo(demo) => demo::run(&demo).await,
            Verb::AddAccount(account) => account::add(settings.platform, &account).await,
            Verb::Audit(asked) => audit::run(settings.platform, &asked).await,
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
