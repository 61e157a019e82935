//! The program as a process of its own.

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

/// The engines the program is run on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Engine {
    Sqlite,
    Postgres,
}

/// An installation: a folder, a database, ports.
pub(crate) struct Installation {
    pub(crate) folder: TempDir,
    pub(crate) port: u16,
    pub(crate) gate_port: u16,
    database: String,
}

/// A running process; killed when dropped.
pub(crate) struct Process(Child);

pub(crate) fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0")
        .and_then(|listener| listener.local_addr())
        .expect("a free port")
        .port()
}

/// The project's folder, where `make run` puts the models.
pub(crate) fn project() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

impl Installation {
    pub(crate) async fn new(engine: Engine) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let database = match engine {
            Engine::Sqlite => format!("sqlite:{}", folder.path().join("district.db").display()),
            Engine::Postgres => testkit::database::fresh_postgres().await,
        };
        Self {
            folder,
            port: free_port(),
            gate_port: free_port(),
            database,
        }
    }

    fn command(&self, verb: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_sitewarden"));
        let at = |name: &str| self.folder.path().join(name);
        command
            .args(verb)
            .current_dir(self.folder.path())
            .env("SITEWARDEN_PLATFORM__DATABASE", &self.database)
            .env("SITEWARDEN_PLATFORM__MASTER_KEY_FILE", at("master.key"))
            .env("SITEWARDEN_PLATFORM__LISTEN", format!("127.0.0.1:{}", self.port))
            .env("SITEWARDEN_PLATFORM__MODELS", project().join(".models"))
            .env("SITEWARDEN_GATE__LISTEN", format!("127.0.0.1:{}", self.gate_port))
            .env("SITEWARDEN_GATE__IDENTITY_FILE", at("gate.identity"))
            .env("SITEWARDEN_GATE__STATE_FILE", at("gate.redb"))
            .env("SITEWARDEN_GATE__KEY_FILE", at("gate.key"))
            .env("SITEWARDEN_GATE__MODELS", project().join(".models"))
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        command
    }

    pub(crate) fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    pub(crate) fn kiosk(&self) -> String {
        format!("ws://127.0.0.1:{}/kiosk/ws", self.gate_port)
    }

    /// Starts the platform and waits until its database answers.
    pub(crate) async fn serve(&self) -> Process {
        self.started(&["serve"]).await
    }

    /// Starts the platform by these words and waits until its database answers.
    pub(crate) async fn started(&self, words: &[&str]) -> Process {
        let process = Process(self.command(words).spawn().expect("the program starts"));
        answers(&format!("{}/readyz", self.address())).await;
        process
    }

    /// Starts the gate by these words and waits until its kiosk page answers.
    pub(crate) async fn gate(&self, words: &[&str]) -> Process {
        let words = [&["gate"], words].concat();
        let process = Process(self.command(&words).spawn().expect("the program starts"));
        answers(&format!("http://127.0.0.1:{}/healthz", self.gate_port)).await;
        process
    }

    /// Runs a command to its end.
    pub(crate) fn run(&self, verb: &[&str], input: &str) -> Output {
        let mut child = self
            .command(verb)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        child
            .stdin
            .take()
            .expect("its input")
            .write_all(input.as_bytes())
            .expect("it reads");
        child.wait_with_output().expect("it ends")
    }

    /// Starts the demo with so many sites, and hands over what it says, line by line.
    pub(crate) fn demo(&self, sites: usize) -> (Process, impl Iterator<Item = String> + use<>) {
        let mut child = self
            .command(&["demo", "--tls-port", "0", "--gate-tls-port", "0"])
            .args(["--sites", &sites.to_string()])
            .args(["--port", &self.port.to_string()])
            .args(["--gate-port", &self.gate_port.to_string()])
            .arg("--data-dir")
            .arg(self.demo_folder())
            .arg("--models")
            .arg(project().join(".models"))
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let lines = BufReader::new(child.stdout.take().expect("what it says"))
            .lines()
            .map_while(Result::ok);
        (Process(child), lines)
    }

    /// Where a demo keeps everything.
    pub(crate) fn demo_folder(&self) -> PathBuf {
        self.folder.path().join("demo")
    }

    /// Starts a gate by these words and hands over its log.
    pub(crate) fn gate_of(&self, words: &[&str]) -> (Process, impl Iterator<Item = String> + use<>) {
        let mut command = self.command(&["gate"]);
        command.args(words).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        let lines = BufReader::new(child.stderr.take().expect("its log"))
            .lines()
            .map_while(Result::ok);
        (Process(child), lines)
    }

    /// Starts the platform with its log kept, and hands over the lines.
    pub(crate) fn serve_logged(&self) -> (Process, impl Iterator<Item = String>) {
        let mut child = self
            .command(&["serve"])
            .env("SITEWARDEN_LOG__JSON", "true")
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        let lines = BufReader::new(child.stderr.take().expect("its log"))
            .lines()
            .map_while(Result::ok);
        (Process(child), lines)
    }
}

impl Process {
    /// Ends it at once, as a power cut would: SIGKILL.
    pub(crate) fn kill(mut self) {
        self.0.kill().expect("it can be killed");
        self.0.wait().expect("it is gone");
    }

    /// Tells it to stop (SIGTERM) and waits for its end.
    pub(crate) fn stop(mut self) -> std::process::ExitStatus {
        self.signal("-TERM");
        self.0.wait().expect("it ends")
    }

    /// Sends it a signal.
    pub(crate) fn signal(&self, signal: &str) {
        let told = Command::new("kill")
            .args([signal, &self.0.id().to_string()])
            .status();
        assert!(told.is_ok_and(|told| told.success()), "it can be told");
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // Already ended in most tests.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A client for HTTP; even without TLS it wants to know which cryptography it would use.
pub(crate) fn client() -> reqwest::Client {
    let _ = rustls::crypto::ring::default_provider().install_default();
    reqwest::Client::new()
}

/// Waits until an address answers well, for at most a minute.
pub(crate) async fn answers(address: &str) {
    let client = client();
    let began = Instant::now();
    let mut ticks = tokio::time::interval(Duration::from_millis(20));
    while began.elapsed() < Duration::from_mins(1) {
        ticks.tick().await;
        if client
            .get(address)
            .send()
            .await
            .is_ok_and(|answer| answer.status().is_success())
        {
            return;
        }
    }
    panic!("{address} does not answer");
}
