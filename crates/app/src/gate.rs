//! `sitewarden gate`: the program at a site's edge.

use std::sync::Arc;

use anyhow::{Context, bail};
use gate::{Config, KeySource, Tls};

use crate::chance::{SystemClock, SystemEntropy};
use crate::settings::GateSettings;
use crate::{listen, secret, stop};

/// Runs the gate until told to stop.
pub(crate) async fn run(settings: GateSettings) -> anyhow::Result<()> {
    let shutdown = stop::when_told()?;
    try_ports(&settings, &SETTINGS)?;
    let config = config(&settings)?;
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

/// The gate's configuration from its settings.
pub(crate) fn config(settings: &GateSettings) -> anyhow::Result<Config> {
    let token = secret::read(&settings.token_file)?.with_context(|| {
        format!(
            "the gate has no token: add a gate in the console and put the token it shows into {}",
            settings.token_file.display()
        )
    })?;
    if let Some(above) = settings.state_file.parent() {
        secret::folder(above)?;
    }
    let mut config = Config::new(settings.platform.as_str(), token);
    config.name.clone_from(&settings.name);
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
                    certificate: made.certificate,
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
