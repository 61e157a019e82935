//! The roster in memory: everything a verdict needs, found without waiting for anything.
//!
//! It knows neither the file nor the line; whoever holds it changes it as pages come. Nothing in here is
//! printed.

use std::collections::HashMap;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::document::Document;
use domain::id::PersonId;
use domain::roster::{RosterEntry, RosterTemplate};
use jiff::{SignedDuration, Timestamp};
use recognition::{Embedding, Gallery, MODEL, Policy, Template};
use seal::{IndexKey, PublicKey};

use crate::state::Head;

/// One person of the site.
pub(crate) struct Person {
    /// What the platform says of them. Its template is taken out: the one copy stands beside it.
    pub(crate) entry: RosterEntry,
    /// Their face, as far as it can be compared here.
    pub(crate) face: Face,
}

/// Someone's face on the roster.
#[expect(
    clippy::large_enum_variant,
    reason = "most people have one, and it stands in one place with what else is known of them"
)]
pub(crate) enum Face {
    /// They agreed to none, or no longer.
    NotEnrolled,
    /// There is one that cannot be compared: of another model, or damaged on its way.
    Unusable,
    /// One to compare with.
    Usable(Template),
}

impl Face {
    fn of(sent: Option<RosterTemplate>) -> Self {
        match sent {
            None => Self::NotEnrolled,
            Some(sent) => template(&sent).map_or(Self::Unusable, Self::Usable),
        }
    }

    /// The template, where there is one to compare with.
    pub(crate) fn template(&self) -> Option<&Template> {
        match self {
            Self::Usable(template) => Some(template),
            Self::NotEnrolled | Self::Unusable => None,
        }
    }
}

/// The people of one site.
#[derive(Default)]
pub(crate) struct Roster {
    head: Option<Head>,
    people: HashMap<PersonId, Person>,
    by_document: HashMap<String, PersonId>,
    gallery: Gallery<PersonId>,
    pass_key: Option<PublicKey>,
    document_key: Option<IndexKey>,
    declare_svg: String,
    unusable_faces: usize,
}

impl Roster {
    /// A roster of these people.
    pub(crate) fn of(head: Option<Head>, entries: Vec<RosterEntry>) -> Self {
        let mut roster = Self::default();
        if let Some(head) = head {
            roster.set_head(head);
        }
        for entry in entries {
            roster.put(entry);
        }
        roster
    }

    /// Takes in a new head: how far the roster is, and by which keys codes and numbers are read.
    pub(crate) fn set_head(&mut self, head: Head) {
        self.pass_key = PublicKey::from_text(&head.pass_key);
        let key = STANDARD
            .decode(&head.document_key)
            .ok()
            .and_then(|bytes| bytes.try_into().ok());
        self.document_key = key.map(IndexKey::from_bytes);
        if self
            .head
            .as_ref()
            .is_none_or(|old| old.declare_link != head.declare_link)
        {
            self.declare_svg = drawn(&head.declare_link);
        }
        self.head = Some(head);
    }

    /// Adds a person or takes what is new of them.
    pub(crate) fn put(&mut self, mut entry: RosterEntry) {
        self.remove(entry.person);
        let person = entry.person;
        let face = Face::of(entry.template.take());
        self.unusable_faces += usize::from(matches!(face, Face::Unusable));
        if let Some(template) = face.template() {
            self.gallery.put(person, template);
        }
        for index in documents(&entry) {
            self.by_document.insert(index.to_owned(), person);
        }
        self.people.insert(person, Person { entry, face });
    }

    /// Forgets a person, face included.
    pub(crate) fn remove(&mut self, person: PersonId) {
        self.gallery.remove(&person);
        let Some(old) = self.people.remove(&person) else {
            return;
        };
        for index in documents(&old.entry) {
            if self.by_document.get(index) == Some(&person) {
                self.by_document.remove(index);
            }
        }
    }

    /// How far it is and how it behaves; none before the first page.
    pub(crate) fn head(&self) -> Option<&Head> {
        self.head.as_ref()
    }

    /// The person with this id.
    pub(crate) fn person(&self, id: PersonId) -> Option<&Person> {
        self.people.get(&id)
    }

    /// The person with this document, found by the site's keyed hash of it.
    pub(crate) fn by_document(&self, document: &Document) -> Option<&Person> {
        let index = self.document_key.as_ref()?.index(&document.index_text());
        self.person(*self.by_document.get(&index)?)
    }

    /// The faces to search among.
    pub(crate) fn gallery(&self) -> &Gallery<PersonId> {
        &self.gallery
    }

    /// When a likeness is enough, by how many faces there are.
    pub(crate) fn policy(&self) -> Policy {
        Policy::for_roster(self.gallery.len())
    }

    /// The key that signs pass codes.
    pub(crate) fn pass_key(&self) -> Option<&PublicKey> {
        self.pass_key.as_ref()
    }

    /// The declaration link as a QR, SVG. Empty before the first page.
    pub(crate) fn declare_svg(&self) -> &str {
        &self.declare_svg
    }

    /// How many people are on it.
    pub(crate) fn people(&self) -> usize {
        self.people.len()
    }

    /// Faces that came and could not be read, or were made by another model, since it was built.
    pub(crate) fn unusable_faces(&self) -> usize {
        self.unusable_faces
    }

    /// How old it is; none before the first page.
    pub(crate) fn age(&self, now: Timestamp) -> Option<SignedDuration> {
        self.head
            .as_ref()
            .map(|head| now.duration_since(head.confirmed_at))
    }

    /// Whether it is older than the gate may go on with, or was never there.
    pub(crate) fn is_stale(&self, now: Timestamp) -> bool {
        match (&self.head, self.age(now)) {
            (Some(head), Some(age)) => {
                SignedDuration::try_from_hours(head.policy.stale_after_hours).is_none_or(|limit| age > limit)
            }
            _ => true,
        }
    }
}

/// The hashes of everything that someone may type to be found.
fn documents(entry: &RosterEntry) -> impl Iterator<Item = &str> {
    std::iter::once(&entry.document_index)
        .chain(&entry.other_documents)
        .map(String::as_str)
}

/// A face as it came over the line: little-endian f32, base64. None for another model, or when it is damaged.
fn template(face: &RosterTemplate) -> Option<Template> {
    if face.model != MODEL {
        return None;
    }
    let bytes = STANDARD.decode(&face.vector).ok()?;
    let (numbers, []) = bytes.as_chunks::<4>() else {
        return None;
    };
    let values: Vec<f32> = numbers.iter().map(|number| f32::from_le_bytes(*number)).collect();
    Embedding::from_raw(&values).map(Template::new)
}

/// A link as a QR, black on white with a quiet zone. A link too long for a QR has none.
fn drawn(link: &str) -> String {
    qrcode::QrCode::new(link).map_or_else(
        |_| String::new(),
        |code| {
            let mut picture = code.render::<qrcode::render::svg::Color<'_>>();
            picture.min_dimensions(240, 240).build()
        },
    )
}
