//! The certificate as a browser judges it, at moments of the test's choosing.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use certify::{Files, ensure};
use jiff::{Span, Timestamp};
use rustls::client::WebPkiServerVerifier;
use rustls::client::danger::ServerCertVerifier;
use rustls::crypto::ring;
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, PrivateKeyDer, ServerName, UnixTime};
use rustls::{RootCertStore, ServerConfig};

fn start() -> Timestamp {
    "2020-02-17T08:00:00Z".parse().unwrap()
}

fn days_later(days: i64) -> Timestamp {
    start() + Span::new().hours(days * 24)
}

fn names(list: &[&str]) -> Vec<String> {
    list.iter().map(|name| (*name).to_owned()).collect()
}

fn made(dir: &Path, list: &[&str], now: Timestamp) -> Files {
    ensure(dir, &names(list), now).expect("a certificate")
}

fn certificates(path: &Path) -> Vec<CertificateDer<'static>> {
    CertificateDer::pem_file_iter(path)
        .unwrap()
        .map(Result::unwrap)
        .collect()
}

/// Whether someone who trusts the authority takes the certificate for a server called `name`.
fn trusted(files: &Files, name: &str, now: Timestamp) -> bool {
    let mut roots = RootCertStore::empty();
    roots.add(certificates(&files.authority).remove(0)).unwrap();
    let provider = Arc::new(ring::default_provider());
    let verifier = WebPkiServerVerifier::builder_with_provider(Arc::new(roots), provider)
        .build()
        .unwrap();
    let chain = certificates(&files.certificate);
    let name = ServerName::try_from(name.to_owned()).unwrap();
    let at = UnixTime::since_unix_epoch(Duration::from_secs(now.as_second().unsigned_abs()));
    verifier
        .verify_server_cert(&chain[0], &chain[1..], &name, &[], at)
        .is_ok()
}

#[test]
fn a_browser_that_trusts_the_authority_takes_the_server_by_each_of_its_names_and_no_other() {
    let dir = tempfile::tempdir().unwrap();
    let files = made(
        dir.path(),
        &["localhost", "127.0.0.1", "::1", "10.1.2.3", "kiosk.local"],
        start(),
    );
    for name in ["localhost", "127.0.0.1", "::1", "10.1.2.3", "kiosk.local"] {
        assert!(trusted(&files, name, start()), "{name}");
    }
    for name in ["10.1.2.4", "kiosk", "example.org"] {
        assert!(!trusted(&files, name, start()), "{name}");
    }
}

#[test]
fn a_server_can_be_run_with_it() {
    let dir = tempfile::tempdir().unwrap();
    let files = made(dir.path(), &["localhost"], start());
    let key = PrivateKeyDer::from_pem_file(&files.key).unwrap();
    let config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(certificates(&files.certificate), key);
    assert!(config.is_ok(), "key and certificate belong together");
}

#[test]
fn later_starts_keep_it_until_it_is_about_to_end() {
    let dir = tempfile::tempdir().unwrap();
    let first = fs::read(made(dir.path(), &["localhost"], start()).certificate).unwrap();
    let again = |now| fs::read(made(dir.path(), &["localhost"], now).certificate).unwrap();
    assert_eq!(again(days_later(1)), first);
    assert_eq!(again(days_later(360)), first);
    assert_ne!(again(days_later(370)), first);
    let files = made(dir.path(), &["localhost"], days_later(370));
    assert!(trusted(&files, "localhost", days_later(700)));
}

#[test]
fn a_new_address_makes_a_new_certificate_that_those_who_trusted_before_still_trust() {
    let dir = tempfile::tempdir().unwrap();
    let before = made(dir.path(), &["localhost", "10.1.2.3"], start());
    let authority = fs::read(&before.authority).unwrap();
    let after = made(dir.path(), &["localhost", "10.9.9.9"], days_later(2));
    assert_eq!(fs::read(&after.authority).unwrap(), authority);
    assert!(trusted(&after, "10.9.9.9", days_later(2)));
    assert!(!trusted(&after, "10.1.2.3", days_later(2)));
}

#[test]
fn the_authority_is_renewed_before_a_certificate_could_outlive_it() {
    let dir = tempfile::tempdir().unwrap();
    let first = fs::read(made(dir.path(), &["localhost"], start()).authority).unwrap();
    let files = made(dir.path(), &["localhost"], days_later(3_400));
    assert_ne!(fs::read(&files.authority).unwrap(), first);
    assert!(trusted(&files, "localhost", days_later(3_700)));
}

#[test]
fn only_the_owner_can_read_any_file() {
    let dir = tempfile::tempdir().unwrap();
    let folder = dir.path().join("tls");
    made(&folder, &["localhost"], start());
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&folder), 0o700);
    for file in fs::read_dir(&folder).unwrap() {
        assert_eq!(mode(&file.unwrap().path()), 0o600);
    }
}

#[test]
fn what_was_damaged_or_left_half_written_is_made_anew() {
    for damage in ["server.key", "server.pem", "authority.pem", "certificate.json"] {
        let dir = tempfile::tempdir().unwrap();
        made(dir.path(), &["localhost"], start());
        fs::remove_file(dir.path().join(damage)).unwrap();
        let files = made(dir.path(), &["localhost"], start());
        assert!(trusted(&files, "localhost", start()), "{damage} was gone");
    }
    let dir = tempfile::tempdir().unwrap();
    made(dir.path(), &["localhost"], start());
    fs::write(dir.path().join("certificate.json"), [0xff, 0xfe]).unwrap();
    assert!(trusted(
        &made(dir.path(), &["localhost"], start()),
        "localhost",
        start()
    ));
}

#[test]
fn a_folder_that_cannot_be_made_is_named_in_the_error() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("taken");
    fs::write(&file, "").unwrap();
    let error = ensure(&file.join("tls"), &names(&["localhost"]), start()).unwrap_err();
    assert!(error.to_string().contains("taken"), "{error}");
}
