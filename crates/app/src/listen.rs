//! Ports and TLS: taken before anything else is done, with a sentence when they cannot be had.

use std::io::ErrorKind;
use std::net::{SocketAddr, TcpListener};
use std::path::PathBuf;

use anyhow::{Context, bail};
use axum::Router;
use axum_server::Handle;
use axum_server::tls_rustls::RustlsConfig;
use domain::clock::Clock;
use domain::passkey::Address;
use hyper_util::rt::{TokioExecutor, TokioTimer};
use tokio_util::sync::CancellationToken;

use crate::settings::TlsSettings;

/// How long open connections are given when the program stops.
const GOODBYE: std::time::Duration = std::time::Duration::from_secs(5);

/// A client that does not finish its request's head in this time is let go.
const HEADERS_WITHIN: std::time::Duration = std::time::Duration::from_secs(20);

/// Certificate and key, both PEM, with the authority to trust when it is a local one.
pub(crate) struct Certificate {
    pub(crate) chain: PathBuf,
    pub(crate) key: PathBuf,
    pub(crate) authority: Option<PathBuf>,
}

/// How a person chooses each port, as they would type it.
pub(crate) struct Chosen {
    pub(crate) plain: &'static str,
    pub(crate) tls: &'static str,
    pub(crate) metrics: &'static str,
}

/// Takes a port. `chosen` is how a person chooses another, as they would type it.
pub(crate) fn take(address: SocketAddr, chosen: &str) -> anyhow::Result<TcpListener> {
    match TcpListener::bind(address) {
        Ok(listener) => {
            listener.set_nonblocking(true)?;
            Ok(listener)
        }
        Err(error) => match error.kind() {
            ErrorKind::AddrInUse => bail!(
                "port {0} is taken by another program: stop that one, or choose another port with {chosen}\n\
                 端口 {0} 已被占用：先停掉占用它的程序，或者用 {chosen} 换一个端口",
                address.port()
            ),
            ErrorKind::PermissionDenied => bail!(
                "port {0} may be used by administrators only: choose one above 1023 with {chosen}\n\
                 端口 {0} 只有管理员能用：请用 {chosen} 换一个大于 1023 的端口",
                address.port()
            ),
            ErrorKind::AddrNotAvailable => bail!(
                "{0} is no address of this machine: choose another with {chosen}\n\
                 {0} 不是这台机器的地址：请用 {chosen} 换一个",
                address.ip()
            ),
            _ => Err(error).with_context(|| format!("{address} cannot be listened on")),
        },
    }
}

/// The certificate to serve with: the one given, or one made by a local authority for every name by which this
/// machine is called, the one that people open (`url`) among them.
pub(crate) fn certificate(
    settings: &TlsSettings,
    url: Option<&str>,
    clock: &dyn Clock,
) -> anyhow::Result<Certificate> {
    match (&settings.certificate, &settings.key) {
        (Some(certificate), Some(key)) => Ok(Certificate {
            chain: certificate.clone(),
            key: key.clone(),
            authority: None,
        }),
        (None, None) => {
            let mut names = names();
            let opened = url.and_then(host_of).filter(|host| !names.contains(host));
            names.extend(opened);
            let files = certify::ensure(&settings.local_folder, &names, clock.now())
                .context("a local certificate could not be made")?;
            Ok(Certificate {
                chain: files.certificate,
                key: files.key,
                authority: Some(files.authority),
            })
        }
        _ => bail!("tls.certificate and tls.key belong together: one of them is missing"),
    }
}

/// The names by which this machine is called from itself and from its network.
fn names() -> Vec<String> {
    let host = std::fs::read_to_string("/proc/sys/kernel/hostname").ok();
    certify::machine::names(host.as_deref())
}

/// Those of the platform's addresses at which browsers keep passkeys, the one that people open first: plain HTTP of this
/// machine for itself, and TLS by every name that the certificate made here bears.
pub(crate) fn passkey_addresses(opened: &str, plain: Option<SocketAddr>, tls: &TlsSettings) -> Vec<Address> {
    let plain = plain.map(|plain| format!("http://localhost:{}", plain.port()));
    let secure = tls.listen.into_iter().flat_map(|listen| {
        let own = if tls.certificate.is_some() {
            vec!["localhost".into()]
        } else {
            names()
        };
        own.into_iter()
            .map(move |name| format!("https://{name}:{}", listen.port()))
    });
    let mut addresses: Vec<Address> = Vec::new();
    for url in std::iter::once(opened.to_owned()).chain(plain).chain(secure) {
        addresses.extend(Address::parse(&url).filter(|address| !addresses.contains(address)));
    }
    addresses
}

/// The host of an address that people open.
fn host_of(url: &str) -> Option<String> {
    let uri: axum::http::Uri = url.parse().ok()?;
    let host = uri.host()?.trim_start_matches('[').trim_end_matches(']');
    Some(host.to_ascii_lowercase())
}

/// Serves until told to stop, then lets open requests end.
pub(crate) async fn serve(
    listener: TcpListener,
    tls: Option<Certificate>,
    router: Router,
    shutdown: CancellationToken,
) -> anyhow::Result<()> {
    let handle = Handle::new();
    let stopper = handle.clone();
    tokio::spawn(async move {
        shutdown.cancelled().await;
        stopper.graceful_shutdown(Some(GOODBYE));
    });
    let app = router.into_make_service_with_connect_info::<SocketAddr>();
    let patient = |http: &mut hyper_util::server::conn::auto::Builder<TokioExecutor>| {
        http.http1()
            .timer(TokioTimer::new())
            .header_read_timeout(HEADERS_WITHIN);
    };
    if let Some(tls) = tls {
        let loaded = RustlsConfig::from_pem_file(&tls.chain, &tls.key).await;
        let config =
            loaded.with_context(|| format!("the certificate {} cannot be used", tls.chain.display()))?;
        let mut server = axum_server::from_tcp_rustls(listener, config)?
            .first_request_timeout(HEADERS_WITHIN)
            .handle(handle);
        patient(server.http_builder());
        server.serve(app).await?;
    } else {
        let mut server = axum_server::from_tcp(listener)?
            .first_request_timeout(HEADERS_WITHIN)
            .handle(handle);
        patient(server.http_builder());
        server.serve(app).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passkeys_are_kept_at_every_name_and_at_no_number() {
        let given = TlsSettings {
            listen: Some(SocketAddr::from(([0, 0, 0, 0], 8443))),
            certificate: Some("fullchain.pem".into()),
            ..TlsSettings::default()
        };
        let plain = Some(SocketAddr::from(([127, 0, 0, 1], 8080)));
        let found = |opened: &str, tls: &TlsSettings| -> Vec<String> {
            let found = passkey_addresses(opened, plain, tls).into_iter();
            found.map(|address| address.origin().to_owned()).collect()
        };
        assert_eq!(
            found("https://gongdi.example.cn", &given),
            [
                "https://gongdi.example.cn",
                "http://localhost:8080",
                "https://localhost:8443"
            ]
        );
        let of_its_own = TlsSettings {
            certificate: None,
            ..given
        };
        let own = found("https://192.168.1.20:8443", &of_its_own);
        assert_eq!(own[..2], ["http://localhost:8080", "https://localhost:8443"]);
        assert!(own.iter().all(|origin| !origin.contains("192.168")), "{own:?}");
        assert_eq!(
            found("http://localhost:8080", &TlsSettings::default()),
            ["http://localhost:8080"]
        );
    }

    #[test]
    fn the_certificate_is_also_for_the_address_that_people_open() {
        for (url, host) in [
            ("https://gongdi.example.cn:8443", Some("gongdi.example.cn")),
            ("https://192.168.1.20", Some("192.168.1.20")),
            ("https://[fd00::2]:8443", Some("fd00::2")),
            ("http://Localhost:8080", Some("localhost")),
            ("", None),
        ] {
            assert_eq!(host_of(url).as_deref(), host, "{url}");
        }
    }
}
