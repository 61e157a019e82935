//! Settings: defaults, then a TOML file, then the environment (`SITEWARDEN_PLATFORM__LISTEN`, …).

use std::net::{IpAddr, SocketAddr};
use std::path::{Path, PathBuf};

use anyhow::Context;
use figment::Figment;
use figment::providers::{Env, Format, Serialized, Toml};
use serde::{Deserialize, Serialize};

use crate::sms::SmsSettings;

/// Every setting with its default and what it means, as a TOML file to start from.
pub(crate) const DOCUMENTED: &str = include_str!("settings.toml");

/// All settings.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct Settings {
    pub(crate) platform: PlatformSettings,
    pub(crate) gate: GateSettings,
    pub(crate) log: LogSettings,
}

/// The platform's settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct PlatformSettings {
    pub(crate) database: String,
    pub(crate) master_key_file: PathBuf,
    pub(crate) district: String,
    pub(crate) zone: String,
    pub(crate) password_days: u16,
    pub(crate) second_factor: domain::account::SecondFactor,
    pub(crate) public_url: String,
    pub(crate) listen: Option<SocketAddr>,
    pub(crate) proxies: Vec<IpAddr>,
    pub(crate) metrics_listen: Option<SocketAddr>,
    pub(crate) audit_heads: Option<PathBuf>,
    pub(crate) tls: TlsSettings,
    pub(crate) sms: SmsSettings,
    pub(crate) models: PathBuf,
}

/// The gate's settings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct GateSettings {
    pub(crate) platform: Option<String>,
    pub(crate) platform_certificate: Option<PathBuf>,
    pub(crate) identity_file: PathBuf,
    pub(crate) name: Option<String>,
    pub(crate) direction: domain::passage::Direction,
    pub(crate) state_file: PathBuf,
    pub(crate) key_file: PathBuf,
    pub(crate) listen: Option<SocketAddr>,
    pub(crate) metrics_listen: Option<SocketAddr>,
    pub(crate) tls: TlsSettings,
    pub(crate) models: PathBuf,
}

/// Where TLS is served, and with which certificate.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct TlsSettings {
    pub(crate) listen: Option<SocketAddr>,
    pub(crate) certificate: Option<PathBuf>,
    pub(crate) key: Option<PathBuf>,
    pub(crate) local_folder: PathBuf,
}

/// How the program logs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct LogSettings {
    pub(crate) level: String,
    pub(crate) json: bool,
}

impl Default for PlatformSettings {
    fn default() -> Self {
        Self {
            database: "sqlite:data/district.db".into(),
            master_key_file: "data/master.key".into(),
            district: "440605".into(),
            zone: "Asia/Shanghai".into(),
            password_days: 90,
            second_factor: domain::account::SecondFactor::Offered,
            public_url: "http://localhost:8080".into(),
            listen: Some(SocketAddr::from(([127, 0, 0, 1], 8080))),
            proxies: Vec::new(),
            metrics_listen: None,
            audit_heads: None,
            tls: TlsSettings {
                local_folder: "data/certificate".into(),
                ..TlsSettings::default()
            },
            sms: SmsSettings::default(),
            models: ".models".into(),
        }
    }
}

impl Default for GateSettings {
    fn default() -> Self {
        Self {
            platform: None,
            platform_certificate: None,
            identity_file: "data/gate/identity".into(),
            name: None,
            direction: domain::passage::Direction::In,
            state_file: "data/gate/state.redb".into(),
            key_file: "data/gate/state.key".into(),
            listen: Some(SocketAddr::from(([127, 0, 0, 1], 8090))),
            metrics_listen: None,
            tls: TlsSettings {
                local_folder: "data/gate/certificate".into(),
                ..TlsSettings::default()
            },
            models: ".models".into(),
        }
    }
}

impl Default for LogSettings {
    fn default() -> Self {
        Self {
            level: "info".into(),
            json: false,
        }
    }
}

impl Settings {
    /// Reads them. A value that is not understood is named with where it came from.
    pub(crate) fn read(file: Option<&Path>) -> anyhow::Result<Self> {
        let mut layers = Figment::from(Serialized::defaults(Self::default()));
        if let Some(file) = file {
            anyhow::ensure!(file.is_file(), "there is no settings file at {}", file.display());
            layers = layers.merge(Toml::file_exact(file));
        }
        layers
            .merge(Env::prefixed("SITEWARDEN_").split("__"))
            .extract()
            .context("a setting is not understood; `sitewarden settings` prints all of them")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_documented_settings_are_the_defaults() {
        let read: Settings = toml::from_str(DOCUMENTED).unwrap();
        assert_eq!(read, Settings::default());
    }

    fn walk(path: &str, all: &toml::Value, documented: &toml::Value) {
        let Some(table) = all.as_table() else { return };
        for (name, value) in table {
            let here = format!("{path}.{name}");
            let inner = documented
                .get(name)
                .unwrap_or_else(|| panic!("{here} is not documented"));
            walk(&here, value, inner);
        }
    }

    #[test]
    fn every_setting_is_documented() {
        let all = toml::Value::try_from(Settings::default()).unwrap();
        let documented: toml::Value = toml::from_str(DOCUMENTED).unwrap();
        walk("", &all, &documented);
    }
}
