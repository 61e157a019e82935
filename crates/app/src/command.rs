//! The command line.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

/// Sitewarden 工地卫士: may this person go in?
#[derive(Debug, Parser)]
#[command(name = "sitewarden", version, max_term_width = 100)]
pub(crate) struct Command {
    /// A TOML file with settings; see `sitewarden settings`.
    #[arg(long, global = true, value_name = "FILE")]
    pub(crate) settings: Option<PathBuf>,
    #[command(subcommand)]
    pub(crate) verb: Verb,
}

/// What the program does.
#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    /// Runs the platform: API, pages, timers.
    Serve,
    /// Runs the gate at a site's edge: kiosk, recognition, verdicts, also with the line cut.
    Gate,
    /// Runs both with a made-up district, to try everything on this machine.
    Demo(Demo),
    /// Adds an account of staff to the platform's database; the password is read from standard input.
    AddAccount(AddAccount),
    /// Prints every setting with its default and what it means.
    Settings,
    /// Prints the API's OpenAPI document.
    Openapi,
}

/// The demo's choices.
#[derive(Clone, Debug, Args)]
pub(crate) struct Demo {
    /// Where the demo keeps its district, keys and certificate.
    #[arg(long, default_value = "data/demo", value_name = "FOLDER")]
    pub(crate) data_dir: PathBuf,
    /// The platform's port on this machine (plain HTTP; browsers give localhost a camera).
    #[arg(long, default_value_t = 8080)]
    pub(crate) port: u16,
    /// The platform's port for phones and other machines (TLS); 0 switches it off.
    #[arg(long, default_value_t = 8443)]
    pub(crate) tls_port: u16,
    /// The kiosk's port on this machine.
    #[arg(long, default_value_t = 8090)]
    pub(crate) gate_port: u16,
    /// The kiosk's port for tablets and other machines (TLS); 0 switches it off.
    #[arg(long, default_value_t = 8453)]
    pub(crate) gate_tls_port: u16,
    /// Where `make run` put the models.
    #[arg(long, default_value = ".models", value_name = "FOLDER")]
    pub(crate) models: PathBuf,
}

/// A new account.
#[derive(Clone, Debug, Args)]
pub(crate) struct AddAccount {
    /// The name to sign in with.
    #[arg(long)]
    pub(crate) name: String,
    /// What others see.
    #[arg(long)]
    pub(crate) title: String,
    /// The division it reaches: a district (6 digits) or a town (9 digits).
    #[arg(long, conflicts_with = "site")]
    pub(crate) division: Option<String>,
    /// The site it reaches.
    #[arg(long)]
    pub(crate) site: Option<String>,
    /// An administrator's office in the division given: the installation, the accounts of others, or the audit log.
    #[arg(long, value_enum, requires = "division")]
    pub(crate) office: Option<Office>,
}

/// What an administrator is for.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub(crate) enum Office {
    /// Sites, gates, what is connected.
    System,
    /// The accounts of others.
    Security,
    /// The audit log.
    Audit,
}
