//! `sitewarden demo`: the platform and one gate with a made-up district, on this machine.

mod district;
mod life;
mod line;
mod outbox;
mod staff;
mod summary;
mod switch;
mod video;

use std::fs::{File, TryLockError};
use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, bail};
use api::Api;
use connect::Outbox;
use domain::id::SiteId;
use gate::{Identity, Invitation};
use service::Platform;

use crate::chance::{SystemClock, SystemEntropy};
use crate::command::Demo;
use crate::demo::line::Line;
use crate::serve::Ports;
use crate::settings::{GateSettings, PlatformSettings, TlsSettings};
use crate::{gate as edge, listen, secret, serve, stop};

/// Who mends the demo's line sees the gate take notice soon.
const LONGEST_WAIT: Duration = Duration::from_secs(3);

/// What the demo's gate is called.
const GATE: &str = "北门";

/// Runs the demo until told to stop.
pub(crate) async fn run(demo: &Demo) -> anyhow::Result<()> {
    let shutdown = stop::when_told()?;
    let (platform_settings, mut gate_settings) = settings(demo);
    let ports = Ports::take(&platform_settings, &PLATFORM_PORTS)?;
    edge::try_ports(&gate_settings, &GATE_PORTS)?;
    let _alone = alone_in(&demo.data_dir)?;
    let outbox = Arc::new(Outbox::new(Arc::new(SystemClock)));
    let platform = serve::open(&platform_settings).await?.with_sender(outbox.clone());
    // Told to stop while the district is being made, it leaves what is whole and goes on there the next time.
    let (site, known) = tokio::select! {
        made = ensure(&platform, demo, &gate_settings) => made?,
        () = shutdown.cancelled() => {
            platform.store().close().await;
            return Ok(());
        }
    };

    let stop = shutdown.clone();
    let extra = video::routes(&demo.models);
    let api = Api::new(platform.clone(), false);
    let of_platform = extra.clone().merge(outbox::routes(outbox, stop.clone()));
    let serving = tokio::spawn(ports.serve(api, of_platform, stop.clone()));
    let timer = tokio::spawn(jobs::run(platform.clone(), stop.clone()));
    let line = Line::to(demo.port, stop.clone()).await?;
    gate_settings.platform = Some(line.platform());
    let identity = match known {
        Known::Before(identity) => identity,
        Known::By(code) => connect(&gate_settings, line.platform(), code).await?,
    };
    let mut config = edge::config(&gate_settings, identity)?;
    config.extra = extra;
    config.pace.longest_wait = LONGEST_WAIT;
    let gate = gate::start(
        config,
        Arc::new(SystemClock),
        Arc::new(SystemEntropy),
        stop.clone(),
    )
    .await?;
    let way = switch::Way::here();
    switch::listen(line, way, stop.clone())?;
    summary::say(demo, &platform, site, way).await?;
    let living = tokio::spawn(life::run(platform.clone(), demo.data_dir.clone(), stop));

    let gate = gate.stopped().await;
    shutdown.cancel();
    serving.await??;
    timer.await?;
    living.await?;
    platform.store().close().await;
    Ok(gate?)
}

/// Holds the demo's folder for as long as the file is open: two in one folder would each make half of a district.
fn alone_in(folder: &Path) -> anyhow::Result<File> {
    secret::folder(folder)?;
    let path = folder.join("running");
    let held = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&path);
    let held = held.with_context(|| format!("{} cannot be written", path.display()))?;
    match held.try_lock() {
        Ok(()) => Ok(held),
        Err(TryLockError::WouldBlock) => bail!(
            "a demo is running already with the folder {0}: stop that one, or give this one a folder of its own with \
             --data-dir\n已经有一个演示在用文件夹 {0}：先停掉它，或者用 --data-dir 换一个文件夹",
            folder.display()
        ),
        Err(TryLockError::Error(error)) => {
            Err(error).with_context(|| format!("{} cannot be held", path.display()))
        }
    }
}

/// How the demo's gate is known to its platform.
enum Known {
    /// By the key that it enrolled at an earlier start.
    Before(Identity),
    /// Not yet: by a code that was made just now.
    By(String),
}

/// Everything the demo stands on, made where it is not there yet; the site at which its gate stands.
async fn ensure(platform: &Platform, demo: &Demo, gate: &GateSettings) -> anyhow::Result<(SiteId, Known)> {
    life::ensure_drill(platform).await?;
    let site = district::ensure(platform, &demo.data_dir, demo.sites).await?;
    life::ensure_area(platform).await?;
    Ok((site, ensure_gate(platform, site, &gate.identity_file).await?))
}

/// How a person chooses the platform's ports here.
const PLATFORM_PORTS: listen::Chosen = listen::Chosen {
    plain: "--port",
    tls: "--tls-port",
    metrics: "",
};

/// How a person chooses the gate's ports here.
const GATE_PORTS: listen::Chosen = listen::Chosen {
    plain: "--gate-port",
    tls: "--gate-tls-port",
    metrics: "",
};

fn settings(demo: &Demo) -> (PlatformSettings, GateSettings) {
    let at = |name: &str| demo.data_dir.join(name);
    let local = |port: u16| SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let everyone = |port: u16| (port != 0).then(|| SocketAddr::from((Ipv4Addr::UNSPECIFIED, port)));
    let tls = |port: u16| TlsSettings {
        listen: everyone(port),
        local_folder: at("certificate"),
        ..TlsSettings::default()
    };
    let platform = PlatformSettings {
        database: format!("sqlite:{}", at("district.db").display()),
        master_key_file: at("master.key"),
        public_url: summary::public_url(demo),
        listen: Some(local(demo.port)),
        tls: tls(demo.tls_port),
        models: demo.models.clone(),
        ..PlatformSettings::default()
    };
    let gate = GateSettings {
        identity_file: at("gate.identity"),
        state_file: at("gate.redb"),
        key_file: at("gate.key"),
        listen: Some(local(demo.gate_port)),
        tls: tls(demo.gate_tls_port),
        models: demo.models.clone(),
        ..GateSettings::default()
    };
    (platform, gate)
}

/// Adds the demo's gate once, as the site's manager would. One that never enrolled, or whose key was lost, is given a
/// new code.
async fn ensure_gate(platform: &Platform, site: SiteId, file: &Path) -> anyhow::Result<Known> {
    if let Some(identity) = Identity::read(file)? {
        return Ok(Known::Before(identity));
    }
    let manager = staff::named(platform, &district::manager()).await?;
    let manager =
        manager.context("the demo's manager is not there; remove the demo's folder and start again")?;
    let gates = platform.gates(&manager, site).await?;
    let (_, handed) = match gates.into_iter().find(|gate| gate.name == GATE) {
        Some(lost) => platform.renew_gate_code(&manager, lost.id).await?,
        None => platform.add_gate(&manager, site, GATE).await?,
    };
    Ok(Known::By(handed.code))
}

/// Connects the demo's gate over its line, as whoever sets a gate up does.
async fn connect(settings: &GateSettings, platform: String, code: String) -> anyhow::Result<Identity> {
    let invited = Invitation {
        platform,
        code,
        authority: None,
        certificate: None,
    };
    edge::enrol(settings, &invited).await
}
