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
    /// Runs the gate at a site's edge: kiosk, recognition, verdicts, also with the line cut. The first time by the
    /// line that the console shows under “Gates”.
    Gate(Gate),
    /// Runs both with a made-up district, to try everything on this machine.
    #[command(after_help = CUT)]
    Demo(Demo),
    /// Adds an account of staff; asks for its password, or reads it from standard input.
    AddAccount(AddAccount),
    /// The audit log: whether it is whole, and how far its chain reaches.
    #[command(subcommand)]
    Audit(Audit),
    /// Prints every setting with its default and what it means.
    Settings,
    /// Prints the API's OpenAPI document.
    Openapi,
}

/// Said below the demo's choices.
const CUT: &str = "Enter on its terminal, or the signal USR1, cuts the line between the demo's gate and its platform; \
    the same again mends it. The gate goes on meanwhile.";

/// How a gate is connected; what it learns is kept, so that later starts need none of it.
#[derive(Clone, Debug, Default, Args)]
pub(crate) struct Gate {
    /// Where the platform is; else `gate.platform`, or where the gate was connected.
    #[arg(long, value_name = "URL")]
    pub(crate) platform: Option<String>,
    /// The one-time code that the console shows.
    #[arg(long, value_name = "CODE")]
    pub(crate) code: Option<String>,
    /// The SHA-256 of the certificate of the platform's own authority, as the console shows it.
    #[arg(long, requires = "code", value_name = "FINGERPRINT")]
    pub(crate) authority: Option<String>,
}

/// The demo's choices.
#[derive(Clone, Debug, Args)]
pub(crate) struct Demo {
    /// Where the demo keeps its district, keys and certificate.
    #[arg(long, default_value = "data/demo", value_name = "FOLDER")]
    pub(crate) data_dir: PathBuf,
    /// The platform's port on this machine (plain HTTP; browsers give localhost a camera).
    #[arg(long, default_value_t = 8080, value_name = "PORT")]
    pub(crate) port: u16,
    /// The platform's port for phones and other machines (TLS); 0 switches it off.
    #[arg(long, default_value_t = 8443, value_name = "PORT")]
    pub(crate) tls_port: u16,
    /// The kiosk's port on this machine.
    #[arg(long, default_value_t = 8090, value_name = "PORT")]
    pub(crate) gate_port: u16,
    /// The kiosk's port for tablets and other machines (TLS); 0 switches it off.
    #[arg(long, default_value_t = 8453, value_name = "PORT")]
    pub(crate) gate_tls_port: u16,
    /// Where `make run` put the models.
    #[arg(long, default_value = ".models", value_name = "FOLDER")]
    pub(crate) models: PathBuf,
    /// How many of the district's sites are set up at the first start; fewer are there sooner.
    #[arg(long, default_value_t = demo::SITES, value_name = "COUNT", value_parser = at_least_one_site)]
    pub(crate) sites: usize,
}

fn at_least_one_site(text: &str) -> Result<usize, String> {
    match text.parse() {
        Ok(sites @ 1..=demo::SITES) => Ok(sites),
        _ => Err(format!("from 1 to {}", demo::SITES)),
    }
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
    /// The division it reaches: the district (6 digits), a town of it (9) or a community of one (12).
    #[arg(long, conflicts_with = "site", value_name = "CODE")]
    pub(crate) division: Option<String>,
    /// The site it reaches: its name, or its id.
    #[arg(long, value_name = "NAME")]
    pub(crate) site: Option<String>,
    /// The unified social credit code of a company it reaches: with --site its people there, alone its own sites and
    /// its people everywhere.
    #[arg(long, conflicts_with = "division", value_name = "CODE")]
    pub(crate) company: Option<String>,
    /// An administrator's office: the installation, the accounts of others, or the audit log.
    #[arg(long, value_enum, conflicts_with_all = ["division", "site", "company"])]
    pub(crate) office: Option<Office>,
}

/// What is asked of the audit log.
#[derive(Clone, Debug, Subcommand)]
pub(crate) enum Audit {
    /// Walks along the whole log and finds any entry that was changed, removed or put elsewhere. Fails when there is one.
    Verify {
        /// A file of heads that were kept elsewhere (`platform.audit_heads`, or `sitewarden audit head` by hand).
        #[arg(long, value_name = "FILE")]
        heads: Option<PathBuf>,
    },
    /// Prints how far the chain over the log reaches: an instant, a number and its link, to be kept elsewhere.
    Head,
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

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_script_that_looks_for_ports_knows_the_demos_flags_and_their_defaults() {
        let script = include_str!("../../../scripts/ports.mjs");
        let command = Command::command();
        let demo = command.find_subcommand("demo").unwrap();
        let ports = demo
            .get_arguments()
            .filter(|flag| flag.get_id().as_str().ends_with("port"));
        for flag in ports {
            let default = flag.get_default_values()[0].to_str().unwrap();
            let line = format!("flag: '--{}', port: {default},", flag.get_long().unwrap());
            assert!(script.contains(&line), "{line}");
        }
    }
}
