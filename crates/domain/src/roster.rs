//! The roster: what a gate needs to know of its site's people, pulled as differences and signed.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::id::{PersonId, SiteId};
use crate::standing::Segment;
use crate::verdict::GatePolicy;

/// One person of a roster.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RosterEntry {
    /// Who.
    pub person: PersonId,
    /// The masked name to show.
    pub shown_name: String,
    /// The crew's name, if any.
    pub crew: Option<String>,
    /// The site's keyed hash of the document, hex (32 bytes): a typed number is found by it.
    pub document_index: String,
    /// The same of the person's other documents, where several records are theirs.
    #[serde(default)]
    pub other_documents: Vec<String>,
    /// The face template, if the person agreed to one.
    pub template: Option<RosterTemplate>,
    /// Standings from the instant of the roster on.
    pub forecast: Vec<Segment>,
}

/// A face template on its way to a gate.
#[derive(Clone, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RosterTemplate {
    /// The model it belongs to; a gate with another model does not use it.
    pub model: String,
    /// The vector, base64 of little-endian f32.
    pub vector: String,
}

impl std::fmt::Debug for RosterTemplate {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "RosterTemplate({}, …)", self.model)
    }
}

/// One page of a roster's differences.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, ToSchema)]
pub struct RosterPage {
    /// Whose roster.
    pub site: SiteId,
    /// The site's name.
    pub site_name: String,
    /// The version this page is asked for from; zero for everything.
    pub since: i64,
    /// The version reached with this page; ask from here next.
    pub version: i64,
    /// Whether a further page follows at once.
    pub more: bool,
    /// The platform's instant.
    pub issued_at: Timestamp,
    /// The site's time zone (IANA).
    pub zone: String,
    /// How the gate behaves.
    pub policy: GatePolicy,
    /// New or changed people.
    pub entries: Vec<RosterEntry>,
    /// People who left.
    pub removed: Vec<PersonId>,
    /// The link workers open to declare, shown as QR.
    pub declare_link: String,
    /// The public key (Ed25519, base64) that signs workers' pass codes.
    pub pass_key: String,
    /// The key of the site's document hash (32 bytes, base64), known to this site's gates only.
    pub document_key: String,
}

/// A page as sent: its exact bytes with the platform's signature over them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct SignedRoster {
    /// The JSON of a [`RosterPage`], as text: what was signed is what is read.
    pub page: String,
    /// Ed25519 over the bytes of `page`, base64.
    pub signature: String,
}

/// A worker's pass code: `person` until `expires_at` (seconds), signed by the platform.
/// As text: `SW1.<person, 32 hex>.<expires, unix seconds>.<signature, base64url without padding>`;
/// the signature is over everything before its dot.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PassCode {
    /// Whose.
    pub person: PersonId,
    /// Until when.
    pub expires_at: Timestamp,
}

impl PassCode {
    /// The prefix of the text form.
    pub const PREFIX: &'static str = "SW1";

    /// The text that is signed.
    pub fn signed_text(&self) -> String {
        format!(
            "{}.{}.{}",
            Self::PREFIX,
            self.person.0.simple(),
            self.expires_at.as_second()
        )
    }

    /// Splits a text form into the code, the text that was signed, and the signature's text. None when it does
    /// not have the form; whether the signature holds is for the caller to check.
    pub fn split(text: &str) -> Option<(Self, &str, &str)> {
        let (signed, signature) = text.trim().rsplit_once('.')?;
        let mut parts = signed.split('.');
        let (prefix, person, seconds) = (parts.next()?, parts.next()?, parts.next()?);
        if prefix != Self::PREFIX || parts.next().is_some() || person.len() != 32 {
            return None;
        }
        let person = PersonId(person.parse().ok()?);
        let expires_at = Timestamp::from_second(seconds.parse().ok()?).ok()?;
        Some((Self { person, expires_at }, signed, signature))
    }
}
