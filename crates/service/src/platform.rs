//! The platform: what every use case stands on, and who calls it.

use std::path::PathBuf;
use std::sync::Arc;

use connect::Sender;
use domain::account::{Actor, PasswordLife, SecondFactor};
use domain::clock::{Clock, Entropy, uuid_at};
use domain::division::Division;
use domain::id::SessionId;
use domain::language::Language;
use domain::passkey::Address;
use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use store::Store;
use tokio::sync::broadcast;
use uuid::Uuid;

use crate::area::KeptAreas;
use crate::event::{EVENTS_KEPT, Event};
use crate::faces::Faces;
use crate::password::Passwords;
use crate::profile::Profiles;

/// Everything a use case needs. Cheap to clone.
#[derive(Clone)]
pub struct Platform {
    pub(crate) store: Store,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) entropy: Arc<dyn Entropy>,
    pub(crate) settings: Arc<Settings>,
    pub(crate) profiles: Arc<Profiles>,
    pub(crate) areas: Arc<KeptAreas>,
    pub(crate) events: broadcast::Sender<Event>,
    pub(crate) faces: Option<Arc<Faces>>,
    pub(crate) sender: Option<Arc<dyn Sender>>,
}

/// What an installation decides.
#[derive(Clone, Debug)]
pub struct Settings {
    /// The district's division code.
    pub district: Division,
    /// The district's time zone.
    pub zone: TimeZone,
    /// The address people open the platform at, without a slash at its end.
    pub public_url: String,
    /// Those of its addresses at which browsers keep passkeys, the one that people open first.
    pub passkey_addresses: Vec<Address>,
    /// How passwords are hashed.
    pub passwords: Passwords,
    /// How long a password is good for.
    pub password_life: PasswordLife,
    /// Whether staff need a second factor.
    pub second_factor: SecondFactor,
    /// At most so many messages leave in an hour: what a flood of asking can cost.
    pub messages_an_hour: u32,
    /// The file to which heads of the audit log's chain are added, outside the reach of whoever writes the database.
    pub audit_heads: Option<PathBuf>,
}

/// Who calls a use case, and in which language they read the answer.
#[derive(Clone, Debug)]
pub struct Caller {
    /// The actor.
    pub actor: Actor,
    /// The session, for people.
    pub session: Option<SessionId>,
    /// Their language.
    pub language: Language,
}

impl Platform {
    /// Puts the parts together.
    pub fn new(store: Store, clock: Arc<dyn Clock>, entropy: Arc<dyn Entropy>, settings: Settings) -> Self {
        Self {
            store,
            clock,
            entropy,
            settings: Arc::new(settings),
            profiles: Arc::default(),
            areas: Arc::default(),
            events: broadcast::Sender::new(EVENTS_KEPT),
            faces: None,
            sender: None,
        }
    }

    /// The same platform with the models that know faces. Without them everything else goes on, and enrolment
    /// answers that it is not there.
    #[must_use]
    pub fn with_faces(mut self, faces: Faces) -> Self {
        self.faces = Some(Arc::new(faces));
        self
    }

    /// The same platform with someone who carries messages out. Without, the ways that need one are not offered.
    #[must_use]
    pub fn with_sender(mut self, sender: Arc<dyn Sender>) -> Self {
        self.sender = Some(sender);
        self
    }

    /// The same platform by another clock: what a demo tells of this morning lies this morning.
    #[must_use]
    pub fn with_clock(mut self, clock: Arc<dyn Clock>) -> Self {
        self.clock = clock;
        self
    }

    /// The database.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// The installation's settings.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// The present instant, as fine as it is stored: what is answered at once and what is read again agree.
    pub fn now(&self) -> Timestamp {
        let now = self.clock.now();
        Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now)
    }

    /// The district's time zone by its IANA name.
    pub fn zone_name(&self) -> String {
        self.settings.zone.iana_name().unwrap_or("UTC").to_owned()
    }

    /// The present instant on the district's clocks.
    pub fn local_now(&self) -> Zoned {
        self.now().to_zoned(self.settings.zone.clone())
    }

    /// A new id.
    pub(crate) fn new_id<T: From<Uuid>>(&self) -> T {
        uuid_at(self.now(), &*self.entropy).into()
    }

    /// A secret to be given out once: 32 random bytes, hex.
    pub(crate) fn new_token(&self) -> String {
        let mut bytes = [0_u8; 32];
        self.entropy.fill(&mut bytes);
        bytes
            .iter()
            .flat_map(|byte| [byte >> 4, byte & 15])
            .filter_map(|digit| char::from_digit(u32::from(digit), 16))
            .collect()
    }
}
