//! `sitewarden gate`: the program at a site's edge.

use std::sync::Arc;

use anyhow::{Context, bail};
use gate::{Config, GateError, Identity, Invitation, KeySource, Tls};

use crate::chance::{SystemClock, SystemEntropy};
use crate::command::Gate as Line;
use crate::settings::GateSettings;
use crate::{listen, secret, stop};

/// Connects the gate if a code is given, and runs it until told to stop.
pub(crate) async fn run(settings: GateSettings, line: &Line) -> anyhow::Result<()> {
    let shutdown = stop::when_told()?;
    try_ports(&settings, &SETTINGS)?;
    let identity = match &line.code {
        Some(code) => connect(&settings, line, code).await?,
        None => Identity::read(&settings.identity_file)?.ok_or(GateError::NotConnected)?,
    };
    let mut config = config(&settings, identity)?;
    if let Some(platform) = &line.platform {
        config.platform.clone_from(platform);
    }
    gate::run(config, Arc::new(SystemClock), Arc::new(SystemEntropy), shutdown).await?;
    Ok(())
}

/// In the settings file.
const SETTINGS: listen::Chosen = listen::Chosen {
    plain: "gate.listen",
    tls: "gate.tls.listen",
    metrics: "gate.metrics_listen",
};

/// Takes the gate's ports and lets them go: the gate takes them itself, and a taken one is told before anything is
/// made.
pub(crate) fn try_ports(settings: &GateSettings, chosen: &listen::Chosen) -> anyhow::Result<()> {
    for (address, chosen) in [
        (settings.listen, chosen.plain),
        (settings.tls.listen, chosen.tls),
        (settings.metrics_listen, chosen.metrics),
    ] {
        if let Some(address) = address {
            drop(listen::take(address, chosen)?);
        }
    }
    Ok(())
}

/// Enrols the gate's own key by the line that the console showed.
async fn connect(settings: &GateSettings, line: &Line, code: &str) -> anyhow::Result<Identity> {
    let platform = line.platform.clone().or_else(|| settings.platform.clone());
    let invited = Invitation {
        platform: platform.context(
            "the line lacks --platform: run it whole, as the console shows it\n\
             命令里少了 --platform：请照管理端上显示的整行运行",
        )?,
        code: code.to_owned(),
        authority: line.authority.clone(),
        certificate: settings.platform_certificate.clone(),
    };
    enrol(settings, &invited).await
}

/// Enrols a gate, and keeps who it is where the settings say.
pub(crate) async fn enrol(settings: &GateSettings, invited: &Invitation) -> anyhow::Result<Identity> {
    if let Some(above) = settings.identity_file.parent() {
        secret::folder(above)?;
    }
    let identity = gate::enrol(&settings.identity_file, invited, &SystemEntropy).await?;
    tracing::info!(gate = %identity.gate, "the gate is connected; from now on it starts without a code");
    Ok(identity)
}

/// The gate's configuration from its settings and who it is.
pub(crate) fn config(settings: &GateSettings, identity: Identity) -> anyhow::Result<Config> {
    if let Some(above) = settings.state_file.parent() {
        secret::folder(above)?;
    }
    let mut config = Config::new(identity);
    if let Some(platform) = &settings.platform {
        config.platform.clone_from(platform);
    }
    if let Some(name) = &settings.name {
        config.name.clone_from(name);
    }
    config.direction = settings.direction;
    config.state_file.clone_from(&settings.state_file);
    config.key = KeySource::File(settings.key_file.clone());
    config.models.clone_from(&settings.models);
    config.metrics = settings.metrics_listen;
    config
        .platform_certificate
        .clone_from(&settings.platform_certificate);
    let tls = match settings.tls.listen {
        Some(address) => {
            let made = listen::certificate(&settings.tls, None, &SystemClock)?;
            Some((
                address,
                Tls {
                    certificate: made.chain,
                    key: made.key,
                },
            ))
        }
        None => None,
    };
    match (settings.listen, tls) {
        (Some(address), also) => {
            config.listen = address;
            config.also = also;
        }
        (None, Some((address, tls))) => {
            config.listen = address;
            config.tls = Some(tls);
        }
        (None, None) => {
            bail!("neither gate.listen nor gate.tls.listen is set: no kiosk could reach the gate")
        }
    }
    Ok(config)
}
