//! Identifiers: one newtype per kind of thing, so that a site's id never stands where a person's should.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
        #[serde(transparent)]
        #[schema(value_type = Uuid)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result { self.0.fmt(f) }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}({})", stringify!($name), self.0)
            }
        }
        impl From<Uuid> for $name {
            fn from(id: Uuid) -> Self { Self(id) }
        }
        impl FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<Self, uuid::Error> { text.parse().map(Self) }
        }
    )*};
}

ids! {
    /// A certificate that a worker holds.
    CertificateId;
    /// An account that can sign in.
    AccountId;
    /// A passkey of an account.
    PasskeyId;
    /// One signed-in session of an account.
    SessionId;
    /// One human being.
    PersonId;
    /// A place of work.
    SiteId;
    /// A company or public body.
    OrganisationId;
    /// A company at work at a site.
    ContractorId;
    /// A work team at a site.
    CrewId;
    /// A room of a site's dormitory.
    RoomId;
    /// A person's period of work at a site.
    EngagementId;
    /// The exit of a whole crew or contractor in one act.
    DepartureId;
    /// One version of what a worker said of themself.
    DeclarationId;
    /// One check of a person on the spot.
    CheckId;
    /// A list of key persons.
    WatchlistId;
    /// One line of a watchlist.
    WatchEntryId;
    /// One match of a person with a line of a watchlist.
    HitId;
    /// A list of outbreak areas, as a source gave it on a day.
    AreaListId;
    /// One line of a list of outbreak areas.
    AreaId;
    /// A text that names a place and that nobody could read.
    UnreadPlaceId;
    /// A gate: the program at one site's edge.
    GateId;
    /// An outside system with a token.
    IntegratorId;
    /// One recorded passing or refusal.
    PassageId;
    /// A risk that someone must act on.
    AlertId;
    /// One entry of the audit log.
    AuditId;
    /// Two records that may be one person.
    LikenessId;
    /// One record that leads another.
    MergerId;
    /// One import of rows from a file.
    ImportId;
    /// One message that leaves the platform.
    MessageId;
}
