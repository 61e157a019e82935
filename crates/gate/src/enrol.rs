//! Enrolling: the gate makes its key pair and has the platform take the public half for a one-time code. It is done
//! once, before anything else, and says in words why it could not be.

use std::path::{Path, PathBuf};
use std::time::Duration;

use domain::clock::Entropy;
use domain::gate_key::enrolment_statement;
use domain::handed::DrawnCode;
use domain::id::GateId;
use reqwest::{Client, StatusCode};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::error::GateError;
use crate::identity::{self, Identity};
use crate::platform::{LineError, Trust, client, unanswered};

/// Longest wait for the platform while somebody stands before the screen.
const PATIENCE: Duration = Duration::from_secs(20);

/// What the console's line says.
#[derive(Clone, Debug)]
pub struct Invitation {
    /// Where the platform is: `https://host[:port]`, without a path.
    pub platform: String,
    /// The one-time code.
    pub code: String,
    /// The fingerprint of the platform's own authority, where the console shows one.
    pub authority: Option<String>,
    /// Certificates (PEM) to trust the platform by, in the place of those of the system.
    pub certificate: Option<PathBuf>,
}

/// Why a gate could not be enrolled.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum NotEnrolled {
    /// No code has this form.
    #[error(
        "this is no code: it has twelve signs, as the console shows them (K7QM-2X9P-4RTD); one of them was mistyped\n\
         接入码输错了：一共 12 位，请照管理端上显示的再输一次"
    )]
    Mistyped,
    /// The platform does not know the code.
    #[error(
        "the platform does not know this code, or a newer one took its place: type it as the console shows it\n\
         接入码不对，或者已经换了新的：请照管理端上显示的再输一次"
    )]
    Wrong,
    /// Another gate used the code.
    #[error(
        "this code was used before: give the gate a new one in the console\n\
         这个接入码已经用过了：请在管理端给闸机换一个新的"
    )]
    Used,
    /// The code's hour is over.
    #[error(
        "this code is over an hour old: give the gate a new one in the console\n\
         这个接入码过了一小时，不能用了：请在管理端给闸机换一个新的"
    )]
    Old,
    /// Too many codes were tried from here.
    #[error(
        "too many codes were tried from here: wait a minute and try again\n\
         试得太多了，等一分钟再来"
    )]
    TooMany,
    /// Nothing answered.
    #[error(
        "the platform at {0} cannot be reached: check the address and the network, and run the line again\n\
         连不上平台 {0}：请检查地址和网络，再运行一次"
    )]
    Down(String),
    /// Its certificate is not trusted.
    #[error(
        "the certificate of {0} is not trusted here: run the line as the console shows it, with --authority; or name \
         the certificate to trust with gate.platform_certificate\n\
         不信任 {0} 的证书：请照管理端上显示的整行运行（带 --authority），或者用 gate.platform_certificate 指定要信任的证书"
    )]
    Untrusted(String),
    /// Its certificate is not valid by this machine's clock.
    #[error(
        "the certificate of {0} is over, or not valid yet, by this machine's clock: set the clock right and run the \
         line again\n\
         按这台机器的时间，{0} 的证书过期了或还没生效：请先把时间调对，再运行一次"
    )]
    Clock(String),
    /// Somebody else's certificate was shown.
    #[error(
        "what answers at {0} is not the platform that the console is on: its authority has another fingerprint. Do not \
         go on before you know why\n\
         {0} 上应答的不是管理端所在的平台：证书指纹对不上，查清楚之前不要继续"
    )]
    Impostor(String),
    /// Something that is none of this contract came back.
    #[error(
        "the platform at {0} did not take the gate ({1}): check that the address is the platform's\n\
         {0} 没有接受这台闸机（{1}）：请检查是不是平台的地址"
    )]
    Refused(String, u16),
}

#[derive(Serialize)]
struct Request<'a> {
    code: &'a str,
    public_key: &'a str,
    signature: String,
}

#[derive(Deserialize)]
struct Answer {
    gate: GateId,
    name: String,
}

#[derive(Deserialize)]
struct Problem {
    code: String,
}

/// Makes a key pair, enrols it, and keeps it in the file at `path`. A gate that was enrolled by this code already is
/// left as it is; one that was enrolled by another stays so until the new code was taken.
pub async fn enrol(path: &Path, invited: &Invitation, entropy: &dyn Entropy) -> Result<Identity, GateError> {
    // Whoever installed one before has the same.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let code = DrawnCode::typed(&invited.code).ok_or(NotEnrolled::Mistyped)?;
    if let Some(own) = Identity::read(path)?
        && own.enrolled_by(&code)
    {
        return Ok(own);
    }
    let platform = invited.platform.trim_end_matches('/').to_owned();
    let authority = match &invited.authority {
        Some(fingerprint) if platform.starts_with("https://") => {
            Some(authority(&platform, fingerprint).await?)
        }
        _ => None,
    };
    let client = client(&platform, trust(invited, authority.as_deref()), PATIENCE)?;
    let key = identity::pending(path, &code, entropy)?;
    let taken = ask(&client, &platform, &code, &key).await?;
    let mut own = Identity::of(key, taken.gate, taken.name, platform);
    own.authority = authority;
    own.keep(path)?;
    identity::forget_pending(path);
    Ok(own)
}

fn trust<'a>(invited: &'a Invitation, authority: Option<&'a str>) -> Trust<'a> {
    match (&invited.certificate, authority) {
        (_, Some(pem)) => Trust::Pem(pem),
        (Some(path), None) => Trust::File(path),
        (None, None) => Trust::System,
    }
}

async fn ask(
    client: &Client,
    platform: &str,
    code: &DrawnCode,
    key: &identity::OwnKey,
) -> Result<Answer, GateError> {
    let signer = key.signer().ok_or(GateError::Key)?;
    let public_key = signer.public().to_text();
    let request = Request {
        code: code.text(),
        public_key: &public_key,
        signature: signer.sign(&enrolment_statement(code, &public_key)),
    };
    let sent = client
        .post(format!("{platform}/api/gate/enrolment"))
        .json(&request);
    let response = sent.send().await.map_err(|error| failed(&error, platform))?;
    let status = response.status();
    if status.is_success() {
        let unreadable = |_| NotEnrolled::Refused(platform.to_owned(), status.as_u16());
        return Ok(response.json().await.map_err(unreadable)?);
    }
    let said: Option<Problem> = response.json().await.ok();
    Err(
        match (status, said.as_ref().map(|problem| problem.code.as_str())) {
            (StatusCode::TOO_MANY_REQUESTS, _) => NotEnrolled::TooMany,
            (_, Some("code_wrong")) => NotEnrolled::Wrong,
            (_, Some("code_used")) => NotEnrolled::Used,
            (_, Some("code_old")) => NotEnrolled::Old,
            _ => NotEnrolled::Refused(platform.to_owned(), status.as_u16()),
        }
        .into(),
    )
}

/// The certificate of the platform's own authority, if it is the one with this fingerprint. Nothing secret is sent on
/// this way, and what comes back is believed for its fingerprint alone.
async fn authority(platform: &str, fingerprint: &str) -> Result<String, GateError> {
    let blind = client(platform, Trust::Anyone, PATIENCE)?;
    let asked = blind.get(format!("{platform}/api/gate/authority")).send().await;
    let response = asked.map_err(|error| failed(&error, platform))?;
    let status = response.status();
    if !status.is_success() {
        return Err(NotEnrolled::Refused(platform.to_owned(), status.as_u16()).into());
    }
    let pem = response.text().await.map_err(|error| failed(&error, platform))?;
    let wanted: String = fingerprint
        .chars()
        .filter(char::is_ascii_hexdigit)
        .map(|digit| digit.to_ascii_lowercase())
        .collect();
    if seal::certificate_fingerprint(&pem).is_some_and(|found| found == wanted) {
        Ok(pem)
    } else {
        Err(NotEnrolled::Impostor(platform.to_owned()).into())
    }
}

fn failed(error: &reqwest::Error, platform: &str) -> NotEnrolled {
    match unanswered(error) {
        LineError::Untrusted => NotEnrolled::Untrusted(platform.to_owned()),
        LineError::Clock => NotEnrolled::Clock(platform.to_owned()),
        _ => NotEnrolled::Down(platform.to_owned()),
    }
}
