//! Invented workers as a roster names them.

use std::sync::OnceLock;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::document::{Document, DocumentKind, check_character};
use domain::id::PersonId;
use domain::reason::{Cause, Reason};
use domain::roster::{PassCode, RosterEntry, RosterTemplate};
use domain::standing::{Segment, Standing, State};
use jiff::{SignedDuration, Timestamp};
use recognition::{Limits, MODEL, Options, Picture, Recognizer, Template};
use seal::{IndexKey, Signer};
use uuid::Uuid;

use super::clock::morning;
use super::pictures;

pub(crate) fn document_key() -> IndexKey {
    IndexKey::from_bytes([9; 32])
}

pub(crate) fn pass_signer() -> Signer {
    Signer::from_bytes(&[21; 32])
}

pub(crate) fn person(number: u32) -> PersonId {
    PersonId(Uuid::from_u128(u128::from(number) + 1))
}

/// A valid identity number for each worker.
pub(crate) fn identity_number(number: u32) -> String {
    let front = format!("44060519900307{number:03}");
    let check = check_character(&front).expect("17 digits");
    format!("{front}{check}")
}

/// The site's hash of a worker's number.
pub(crate) fn document_index(number: u32) -> String {
    let document = Document::parse(DocumentKind::ResidentId, &identity_number(number)).expect("a document");
    document_key().index(&document.index_text())
}

/// A worker who may go in.
pub(crate) fn worker(number: u32) -> RosterEntry {
    RosterEntry {
        person: person(number),
        shown_name: format!("王*{number}"),
        crew: Some("木工班".to_owned()),
        document_index: document_index(number),
        other_documents: Vec::new(),
        template: None,
        forecast: vec![segment(morning() - SignedDuration::from_hours(1), None)],
    }
}

/// From an instant on, clear or held for want of a declaration or a fever.
pub(crate) fn segment(from: Timestamp, held_for: Option<Cause>) -> Segment {
    let reasons: Vec<Reason> = held_for
        .into_iter()
        .map(|cause| Reason {
            cause,
            state: State::Hold,
            until: None,
            rule: "covid-2020/1".to_owned(),
        })
        .collect();
    Segment {
        from,
        standing: Standing {
            state: if reasons.is_empty() {
                State::Clear
            } else {
                State::Hold
            },
            reasons,
            changes_at: None,
        },
    }
}

pub(crate) fn held(mut entry: RosterEntry, cause: Cause) -> RosterEntry {
    entry.forecast = vec![segment(morning() - SignedDuration::from_hours(1), Some(cause))];
    entry
}

/// The same worker with the face of some pictures, as the platform sends it.
pub(crate) fn with_face(mut entry: RosterEntry, names: &[&str]) -> RosterEntry {
    let looks: Vec<_> = names
        .iter()
        .map(|name| {
            let picture = Picture::decode(&pictures::file(name), &Limits::UPLOAD).expect("a picture");
            let faces = recognizer().faces(&picture).expect("the detector runs");
            let look = recognizer().embed(&picture, &faces[0]).expect("the model runs");
            look.expect("a face with points")
        })
        .collect();
    let mean = recognition::Embedding::mean(looks.iter().map(|look| (look, 1.0))).expect("a direction");
    entry.template = Some(face_of(&Template::new(mean)));
    entry
}

/// A direction of its own for each number, as a face that is nobody's.
pub(crate) fn with_made_face(mut entry: RosterEntry, seed: u32) -> RosterEntry {
    let mut state = u64::from(seed) * 2 + 1;
    let values: Vec<f32> = (0..recognition::DIMENSION)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 40) as f32 / (1_u64 << 23) as f32 - 1.0
        })
        .collect();
    let look = recognition::Embedding::from_raw(&values).expect("a direction");
    entry.template = Some(face_of(&Template::new(look)));
    entry
}

fn face_of(template: &Template) -> RosterTemplate {
    let bytes = template.to_bytes();
    let vector = &bytes[bytes.len() - recognition::DIMENSION * 4..];
    RosterTemplate {
        model: MODEL.to_owned(),
        vector: STANDARD.encode(vector),
    }
}

/// The worker's pass as their phone shows it.
pub(crate) fn pass(number: u32, ends: Timestamp) -> String {
    signed_pass(&pass_signer(), number, ends)
}

pub(crate) fn signed_pass(signer: &Signer, number: u32, ends: Timestamp) -> String {
    let code = PassCode {
        person: person(number),
        expires_at: ends,
    };
    let text = code.signed_text();
    format!("{text}.{}", signer.sign_for_code(&text))
}

fn recognizer() -> &'static Recognizer {
    static ONE: OnceLock<Recognizer> = OnceLock::new();
    ONE.get_or_init(
        || match Recognizer::load(&pictures::models(), &Options::default()) {
            Ok(recognizer) => recognizer,
            Err(error) => panic!("{error}"),
        },
    )
}
