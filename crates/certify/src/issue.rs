//! Makes certificates and keys (ECDSA P-256). Knows nothing of files.

use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Span, Timestamp};
use rcgen::{
    BasicConstraints, CertificateParams, DnType, ExtendedKeyUsagePurpose, IsCa, Issuer, KeyPair,
    KeyUsagePurpose, date_time_ymd,
};

use crate::{AUTHORITY_DAYS, SERVER_DAYS};

/// A certificate with its key, both PEM.
pub(crate) struct Issued {
    /// The certificate; a server's is followed by its authority's.
    pub(crate) certificate: String,
    /// The private key, PKCS #8.
    pub(crate) key: String,
}

/// A new authority, and the day it ends on.
pub(crate) fn authority(now: Timestamp) -> Result<(Issued, Date), rcgen::Error> {
    let key = KeyPair::generate()?;
    let ends = after(now, AUTHORITY_DAYS);
    let mut params = authority_params();
    valid(&mut params, now, ends);
    let issued = Issued {
        certificate: params.self_signed(&key)?.pem(),
        key: key.serialize_pem(),
    };
    Ok((issued, ends))
}

/// A new server certificate signed by an authority, and the day it ends on.
pub(crate) fn server(
    authority: &Issued,
    names: &[String],
    now: Timestamp,
) -> Result<(Issued, Date), rcgen::Error> {
    let issuer = Issuer::new(authority_params(), KeyPair::from_pem(&authority.key)?);
    let ends = after(now, SERVER_DAYS);
    let mut params = CertificateParams::new(names)?;
    params
        .distinguished_name
        .push(DnType::CommonName, "Sitewarden local server");
    params.use_authority_key_identifier_extension = true;
    params.key_usages = vec![KeyUsagePurpose::DigitalSignature];
    params.extended_key_usages = vec![ExtendedKeyUsagePurpose::ServerAuth];
    valid(&mut params, now, ends);
    let key = KeyPair::generate()?;
    let issued = Issued {
        certificate: format!(
            "{}{}",
            params.signed_by(&key, &issuer)?.pem(),
            authority.certificate
        ),
        key: key.serialize_pem(),
    };
    Ok((issued, ends))
}

/// What an authority says of itself besides its key and its days. It is the same for every one, so that an
/// authority kept on disk can sign again without its certificate being parsed.
fn authority_params() -> CertificateParams {
    let mut params = CertificateParams::default();
    params
        .distinguished_name
        .push(DnType::CommonName, "Sitewarden local authority");
    params.is_ca = IsCa::Ca(BasicConstraints::Constrained(0));
    params.key_usages = vec![KeyUsagePurpose::KeyCertSign, KeyUsagePurpose::CrlSign];
    params
}

/// From the day before, for clocks that are a little behind, to the start of the day it ends on.
fn valid(params: &mut CertificateParams, now: Timestamp, ends: Date) {
    let start = |day: Date| date_time_ymd(day.year().into(), day.month() as u8, day.day() as u8);
    params.not_before = start(after(now, -1));
    params.not_after = start(ends);
}

/// The day so many days from now.
pub(crate) fn after(now: Timestamp, days: i32) -> Date {
    let today = now.to_zoned(TimeZone::UTC).date();
    today.saturating_add(Span::new().days(days))
}
