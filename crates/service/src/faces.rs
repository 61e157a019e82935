//! The models and everyone's templates in memory, for one question at enrolment: is this face enrolled already,
//! as someone else? Nothing in here identifies anyone at a gate.

use std::sync::{Arc, PoisonError, RwLock};

use domain::id::{AccountId, PersonId};
use domain::language::Words;
use jiff::{SignedDuration, Timestamp};
use recognition::{
    Embedding, EnrolRefused, EnrolRules, Enrolled, Gallery, Limits, MODEL, Picture, Recognizer, Template,
};
use store::face::FaceTemplate;
use tokio::sync::{Mutex, OwnedSemaphorePermit, Semaphore, watch};

use crate::error::{Error, Result};

mod places;

pub(crate) use places::{Place, Places};

/// Enrolments computed side by side. More would only slow each other down.
const SIDE_BY_SIDE: usize = 2;

/// Largest picture, in bytes.
pub const LARGEST_PICTURE: usize = 8 << 20;

/// Templates made by another process may become visible this much after their instant.
const OVERLAP: SignedDuration = SignedDuration::from_secs(30);

/// Recognition as the platform needs it.
pub struct Faces {
    recognizer: Arc<Recognizer>,
    enrolled: Arc<RwLock<Gallery<PersonId>>>,
    computing: Semaphore,
    places: Places,
    /// Held while an archive of pictures is in memory.
    archive: Arc<Semaphore>,
    /// Held from the look for duplicates to the commit, so that two people never enrol one face at once; tells
    /// up to which template everything is in memory.
    pub(crate) last: Mutex<Known>,
    loaded: watch::Sender<bool>,
}

/// Up to where templates have been read into memory.
pub(crate) struct Known {
    until: Timestamp,
}

impl Known {
    /// From which key to read on: a little before what was read last, since commits may overtake each other.
    pub(crate) fn from(&self) -> (Timestamp, PersonId) {
        (
            self.until.saturating_sub(OVERLAP).unwrap_or(Timestamp::MIN),
            PersonId(uuid::Uuid::nil()),
        )
    }

    /// Everything up to this instant has been read.
    pub(crate) fn reached(&mut self, at: Timestamp) {
        self.until = self.until.max(at);
    }
}

impl Faces {
    /// With the models loaded, and nobody in memory yet.
    pub fn new(recognizer: Arc<Recognizer>) -> Self {
        Self {
            recognizer,
            enrolled: Arc::default(),
            computing: Semaphore::new(SIDE_BY_SIDE),
            places: Places::default(),
            archive: Arc::new(Semaphore::new(1)),
            last: Mutex::new(Known {
                until: Timestamp::MIN,
            }),
            loaded: watch::Sender::new(false),
        }
    }

    /// A place among those whose pictures are taken in; says at once when there is none.
    pub(crate) fn place(&self, person: PersonId, account: AccountId) -> Result<Place> {
        self.places.take(person, account)
    }

    /// The place for one archive of pictures; says at once when another is being worked on.
    pub(crate) fn archive_place(&self) -> Result<OwnedSemaphorePermit> {
        self.archive.clone().try_acquire_owned().map_err(|_| {
            Error::Unavailable(Words::new(
                "正在处理另一包照片，等几分钟再传",
                "Another archive of pictures is being worked on. Send yours in a few minutes.",
            ))
        })
    }

    /// Makes a template of the pictures, off the threads that answer requests. The pictures go when it returns.
    pub(crate) async fn make(
        &self,
        pictures: Vec<Vec<u8>>,
        person: PersonId,
    ) -> Result<std::result::Result<Enrolled, EnrolRefused<PersonId>>> {
        let _turn = self.computing.acquire().await.map_err(Error::internal)?;
        let recognizer = self.recognizer.clone();
        let limits = Limits {
            bytes: LARGEST_PICTURE,
            ..Limits::UPLOAD
        };
        let work = move || {
            let pictures: Vec<_> = pictures
                .into_iter()
                .map(|bytes| Picture::decode(&bytes, &limits))
                .collect();
            // Who else has this face is asked later, in one go with keeping it.
            recognizer.enrol(&pictures, &EnrolRules::default(), &Gallery::new(), &person)
        };
        tokio::task::spawn_blocking(work).await.map_err(Error::internal)
    }

    /// Puts templates of other requests and processes into memory. One of another model stays out.
    pub(crate) fn put(&self, faces: &[FaceTemplate]) {
        let mut enrolled = self.enrolled.write().unwrap_or_else(PoisonError::into_inner);
        for face in faces.iter().filter(|face| face.model == MODEL) {
            if let Some(template) = template(&face.vector) {
                enrolled.put(face.person, &template);
            }
        }
    }

    /// Takes a person out of memory.
    pub(crate) fn forget(&self, person: PersonId) {
        forget(&self.enrolled, person);
    }

    /// What takes a person out of memory later on.
    pub(crate) fn forgetting(&self, person: PersonId) -> impl FnOnce() + Send + 'static {
        let enrolled = self.enrolled.clone();
        move || forget(&enrolled, person)
    }

    /// Someone else with this face, if any.
    pub(crate) fn someone_else(&self, template: &Template, own: PersonId) -> Option<PersonId> {
        let enrolled = self.enrolled.read().unwrap_or_else(PoisonError::into_inner);
        let nearest = enrolled.search_others(template.embedding(), &own).best?;
        (nearest.score >= EnrolRules::default().duplicate).then_some(nearest.key)
    }

    /// How many people are in memory.
    pub fn len(&self) -> usize {
        self.enrolled.read().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// Whether nobody is in memory.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether everyone enrolled before the start is in memory.
    pub fn loaded(&self) -> bool {
        *self.loaded.borrow()
    }

    /// Everyone is in memory.
    pub(crate) fn all_loaded(&self) {
        self.loaded.send_replace(true);
    }
}

fn forget(enrolled: &RwLock<Gallery<PersonId>>, person: PersonId) {
    let mut enrolled = enrolled.write().unwrap_or_else(PoisonError::into_inner);
    enrolled.remove(&person);
}

/// The numbers of a template as bytes, f32 little-endian.
pub(crate) fn vector(template: &Template) -> Vec<u8> {
    // The form of `to_bytes` ends with them.
    let bytes = template.to_bytes();
    bytes[bytes.len() - recognition::DIMENSION * size_of::<f32>()..].to_vec()
}

fn template(vector: &[u8]) -> Option<Template> {
    let (numbers, []) = vector.as_chunks::<4>() else {
        return None;
    };
    let numbers: Vec<f32> = numbers.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect();
    Embedding::from_raw(&numbers).map(Template::new)
}
