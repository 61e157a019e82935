//! `sitewarden serve`: the platform.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use anyhow::{Context, bail};
use api::{Api, Authority};
use axum::Router;
use domain::account::PasswordLife;
use jiff::tz::TimeZone;
use recognition::{Options, Recognizer};
use service::{Faces, Passwords, Platform};
use store::Store;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::chance::{SystemClock, SystemEntropy};
use crate::settings::PlatformSettings;
use crate::{listen, secret, stop};

/// Runs the platform until told to stop.
pub(crate) async fn run(settings: PlatformSettings) -> anyhow::Result<()> {
    let shutdown = stop::when_told()?;
    let sender = settings.sms.sender()?;
    let ports = Ports::take(&settings, &SETTINGS)?;
    let mut platform = open(&settings).await?;
    if let Some(sender) = sender {
        platform = platform.with_sender(sender);
    }
    tracing::info!(address = settings.public_url, "the platform is ready");
    let done = ports.serve(
        Api::new(platform.clone(), settings.tls.listen.is_some()).behind(&settings.proxies),
        Router::new(),
        shutdown.clone(),
    );
    let ended = tokio::join!(done, jobs::run(platform.clone(), shutdown)).0;
    platform.store().close().await;
    ended
}

/// Opens the database and puts the platform together.
pub(crate) async fn open(settings: &PlatformSettings) -> anyhow::Result<Platform> {
    let entropy = Arc::new(SystemEntropy);
    let unopened = "the database cannot be opened (platform.database)";
    let master = match secret::master_key(&settings.master_key_file)? {
        Some(key) => key,
        None if Store::has_keyring(&settings.database).await.context(unopened)? => {
            bail!(lost_key(&settings.master_key_file))
        }
        None => secret::make_master_key(&settings.master_key_file, &*entropy)?,
    };
    if let Some(above) = settings
        .database
        .strip_prefix("sqlite:")
        .and_then(|path| Path::new(path).parent())
    {
        secret::folder(above)?;
    }
    let store = Store::open(&settings.database, master, entropy.clone())
        .await
        .context(unopened)?;
    let public_url = settings.public_url.trim_end_matches('/');
    let chosen = service::Settings {
        district: settings
            .district
            .parse()
            .ok()
            .filter(domain::division::Division::is_known)
            .context("platform.district is not the code of a division that there is")?,
        zone: TimeZone::get(&settings.zone).context("platform.zone is not a time zone")?,
        passkey_addresses: listen::passkey_addresses(public_url, settings.listen, &settings.tls),
        public_url: public_url.to_owned(),
        passwords: Passwords::default(),
        password_life: PasswordLife::days(settings.password_days),
        second_factor: settings.second_factor,
        messages_an_hour: settings.sms.most_an_hour,
        audit_heads: settings.audit_heads.clone(),
    };
    let platform = Platform::new(store, Arc::new(SystemClock), entropy, chosen);
    Ok(with_faces(platform, settings.models.clone()).await)
}

/// Said when the database is there and its key is not. A new key would open nothing of it.
fn lost_key(path: &Path) -> String {
    format!(
        "the master key is missing ({0}), and without it this database cannot be read: put its copy back there, or \
         say where it is with platform.master_key_file. Nothing was changed.\n\
         主密钥不见了（{0}），没有它这个数据库读不出来：请把备份放回去，或者用 platform.master_key_file \
         指明它在哪里。什么都没有改动。",
        path.display()
    )
}

/// Gives the platform the models for enrolment. Without them everything else goes on.
async fn with_faces(platform: Platform, models: PathBuf) -> Platform {
    let options = Options {
        workers: 2,
        ..Options::default()
    };
    let loaded = tokio::task::spawn_blocking(move || Recognizer::load(&models, &options)).await;
    let recognizer = match loaded {
        Ok(Ok(recognizer)) => recognizer,
        Ok(Err(error)) => {
            tracing::error!(%error, "faces cannot be enrolled; everything else goes on");
            return platform;
        }
        Err(error) => {
            tracing::error!(%error, "loading the face models failed: no face is enrolled; everything else goes on");
            return platform;
        }
    };
    let platform = platform.with_faces(Faces::new(Arc::new(recognizer)));
    let opening = platform.clone();
    tokio::spawn(async move {
        if let Err(error) = opening.load_faces().await {
            tracing::error!(%error, "the enrolled faces could not be loaded: nobody can be enrolled until a new start");
        }
    });
    platform
}

/// The platform's ports, taken.
pub(crate) struct Ports {
    plain: Option<std::net::TcpListener>,
    tls: Option<(std::net::TcpListener, listen::Certificate)>,
    metrics: Option<std::net::TcpListener>,
}

/// In the settings file.
const SETTINGS: listen::Chosen = listen::Chosen {
    plain: "platform.listen",
    tls: "platform.tls.listen",
    metrics: "platform.metrics_listen",
};

impl Ports {
    /// Takes them, before anything is opened or written.
    pub(crate) fn take(settings: &PlatformSettings, chosen: &listen::Chosen) -> anyhow::Result<Self> {
        let taken = |address: Option<SocketAddr>, chosen| {
            address.map(|address| listen::take(address, chosen)).transpose()
        };
        let plain = taken(settings.listen, chosen.plain)?;
        let tls = match settings.tls.listen {
            Some(address) => Some((
                listen::take(address, chosen.tls)?,
                listen::certificate(&settings.tls, Some(&settings.public_url), &SystemClock)?,
            )),
            None => None,
        };
        if plain.is_none() && tls.is_none() {
            bail!("neither platform.listen nor platform.tls.listen is set: nobody could reach the platform");
        }
        let metrics = taken(settings.metrics_listen, chosen.metrics)?;
        Ok(Self { plain, tls, metrics })
    }

    /// The authority that the platform's certificate comes from, where it is the platform's own: what gates are told
    /// to trust.
    fn authority(&self) -> anyhow::Result<Option<Authority>> {
        let Some(path) = self.tls.as_ref().and_then(|(_, made)| made.authority.as_ref()) else {
            return Ok(None);
        };
        let certificate =
            std::fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
        let fingerprint = seal::certificate_fingerprint(&certificate)
            .with_context(|| format!("there is no certificate in {}", path.display()))?;
        Ok(Some(Authority {
            certificate,
            fingerprint,
        }))
    }

    /// Serves on all of them until told to stop. The session cookie is for TLS only where plain HTTP is not
    /// served to browsers.
    pub(crate) async fn serve(
        self,
        api: Api,
        extra: Router,
        shutdown: CancellationToken,
    ) -> anyhow::Result<()> {
        let api = match self.authority()? {
            Some(authority) => api.trusted_by(authority),
            None => api,
        };
        let mut servers = JoinSet::new();
        let (told, streams) = (shutdown.clone(), api.clone());
        tokio::spawn(async move {
            told.cancelled().await;
            streams.end_streams();
        });
        if let Some(listener) = self.metrics {
            let mut api = api.clone();
            api.secure = false;
            let operators = api::management(api);
            servers.spawn(listen::serve(listener, None, operators, shutdown.clone()));
        }
        if let Some(listener) = self.plain {
            let mut api = api.clone();
            api.secure = false;
            servers.spawn(listen::serve(
                listener,
                None,
                api::router(api).merge(extra.clone()),
                shutdown.clone(),
            ));
        }
        if let Some((listener, certificate)) = self.tls {
            let mut api = api;
            api.secure = true;
            servers.spawn(listen::serve(
                listener,
                Some(certificate),
                api::router(api).merge(extra),
                shutdown.clone(),
            ));
        }
        while let Some(ended) = servers.join_next().await {
            shutdown.cancel();
            ended??;
        }
        Ok(())
    }
}
