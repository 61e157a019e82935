//! `sitewarden demo`: the platform and one gate with a made-up district, on this machine.

mod district;
mod summary;
mod video;

use std::net::{Ipv4Addr, SocketAddr};
use std::path::Path;
use std::sync::Arc;

use anyhow::Context;
use api::Api;
use domain::language::Language;
use service::Platform;

use crate::chance::{SystemClock, SystemEntropy};
use crate::command::Demo;
use crate::serve::Ports;
use crate::settings::{GateSettings, PlatformSettings, TlsSettings};
use crate::{gate as edge, listen, secret, serve, stop};

/// Runs the demo until told to stop.
pub(crate) async fn run(demo: &Demo) -> anyhow::Result<()> {
    let shutdown = stop::when_told()?;
    let (platform_settings, gate_settings) = settings(demo);
    let ports = Ports::take(&platform_settings)?;
    // The gate takes its ports itself; a taken one is told before a minute is spent on a district.
    for address in [gate_settings.listen, gate_settings.tls.listen]
        .into_iter()
        .flatten()
    {
        drop(listen::take(address)?);
    }
    let platform = serve::open(&platform_settings).await?;
    let site = district::ensure(&platform, &demo.data_dir).await?;
    ensure_token(&platform, site, &gate_settings.token_file).await?;

    let stop = shutdown.clone();
    let extra = video::routes(&demo.models);
    let api = Api::new(platform.clone(), false);
    let serving = tokio::spawn(ports.serve(api, extra.clone(), stop.clone()));
    let timer = tokio::spawn(jobs::run(platform.clone(), stop.clone()));
    let mut config = edge::config(&gate_settings)?;
    config.extra = extra;
    let gate = gate::start(config, Arc::new(SystemClock), Arc::new(SystemEntropy), stop).await?;
    summary::say(demo, &platform, site).await?;

    let gate = gate.stopped().await;
    shutdown.cancel();
    serving.await??;
    timer.await?;
    platform.store().close().await;
    Ok(gate?)
}

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
        platform: format!("http://127.0.0.1:{}", demo.port),
        token_file: at("gate.token"),
        name: "北门".into(),
        state_file: at("gate.redb"),
        key_file: at("gate.key"),
        listen: Some(local(demo.gate_port)),
        tls: tls(demo.gate_tls_port),
        models: demo.models.clone(),
        ..GateSettings::default()
    };
    (platform, gate)
}

/// Adds the demo's gate once, as the site's manager would, and keeps its token.
async fn ensure_token(platform: &Platform, site: domain::id::SiteId, file: &Path) -> anyhow::Result<()> {
    if secret::read(file)?.is_some() {
        return Ok(());
    }
    let manager = district::manager();
    let signed_in = platform
        .sign_in(
            &manager,
            &demo::password(&manager),
            &service::Whence::agent("demo"),
            Language::Chinese,
        )
        .await
        .context("the demo's manager cannot sign in; remove the demo's folder and start again")?;
    let service::account::Entry::Open(signed_in) = signed_in else {
        anyhow::bail!(
            "the demo's manager has a second factor before the gate has its token; remove the demo's folder"
        );
    };
    let (_, token) = platform.add_gate(&signed_in.caller, site, "北门").await?;
    if let Some(session) = signed_in.caller.session {
        platform.revoke_session(&signed_in.caller, session).await?;
    }
    secret::keep(file, &token)
}
