//! Camera frame to verdict on one thread, by stage, at three sizes of roster.
//!
//!     cargo bench -p gate --bench frame_to_verdict [-- FRAMES]
//!
//! Frames are 640 × 480 JPEG made of the talking-face pictures of `models/test-faces`; rosters are random
//! unit vectors and the person among them, each person with a forecast of three standings. Every frame is a
//! full look: decode, detect, align, both liveness models, embed, search of the whole roster, and *judge*: the
//! sighting's decision, the person's entry, the standing of the instant, the verdict.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use domain::id::PersonId;
use domain::passage::Way;
use domain::reason::{Cause, Reason};
use domain::roster::RosterEntry;
use domain::standing::{Segment, Standing, State};
use domain::verdict::{Answer, GatePolicy, Seen, judge};
use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, RgbImage, imageops};
use jiff::{SignedDuration, Timestamp};
use recognition::{
    Ask, DIMENSION, Embedding, Gallery, Limits, Options, Outcome, Picture, Policy, Recognizer, Sighting,
    Template, View,
};
use uuid::Uuid;

const PICTURES: [&str; 6] = [
    "franck_01829.jpg",
    "franck_02221.jpg",
    "franck_02888.jpg",
    "franck_03979.jpg",
    "franck_04000.jpg",
    "franck_04117.jpg",
];
const STAGES: [&str; 8] = [
    "decode", "detect", "align", "liveness", "embed", "search", "judge", "whole",
];

fn main() {
    let frames = std::env::args()
        .skip(1)
        .find_map(|arg| arg.parse().ok())
        .unwrap_or(400_usize);
    let models = match std::env::var_os("SITEWARDEN_MODELS") {
        Some(folder) => PathBuf::from(folder),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../../.models"),
    };
    let start = Instant::now();
    let recognizer = match Recognizer::load(&models, &Options::default()) {
        Ok(recognizer) => recognizer,
        Err(error) => return eprintln!("{error}"),
    };
    println!("models ready in {:.0} ms", start.elapsed().as_secs_f64() * 1e3);
    let Some(camera) = PICTURES
        .iter()
        .map(|name| frame(&models.join("test-faces").join(name)))
        .collect()
    else {
        return eprintln!("test faces are missing: run `node models/test-faces/prepare.mjs`");
    };
    let camera: Vec<Vec<u8>> = camera;
    if let Ok(load) = std::fs::read_to_string("/proc/loadavg") {
        println!("load of the machine before: {}", load.trim());
    }
    println!("{frames} frames of 640 × 480, one thread; milliseconds, median and 99th percentile");
    println!(
        "{:>8}  {}",
        "roster",
        STAGES.map(|stage| format!("{stage:>13}")).join("")
    );
    for people in [500, 5_000, 30_000] {
        measure(&recognizer, &camera, people, frames);
    }
}

/// A picture scaled into a camera's frame and packed as the browser does.
fn frame(path: &Path) -> Option<Vec<u8>> {
    let picture = Picture::decode(&std::fs::read(path).ok()?, &Limits::UPLOAD).ok()?;
    let image = RgbImage::from_raw(picture.width(), picture.height(), picture.rgb().to_vec())?;
    let image = imageops::resize(&image, 640, 480, imageops::FilterType::Triangle);
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, 85)
        .encode(&image, 640, 480, ExtendedColorType::Rgb8)
        .ok()?;
    Some(jpeg)
}

/// The one in the camera's pictures.
const WORKER: u64 = 0;

fn person(number: u64) -> PersonId {
    PersonId(Uuid::from_u128(u128::from(number) + 1))
}

/// What a gate knows of a person who declared this morning: clear until midnight, then asked to declare.
fn entry(number: u64, now: Timestamp) -> RosterEntry {
    let segment = |hours: i64, reasons: Vec<Reason>| Segment {
        from: now + SignedDuration::from_hours(hours),
        standing: Standing {
            state: reasons.first().map_or(State::Clear, |reason| reason.state),
            reasons,
            changes_at: None,
        },
    };
    let undeclared = || Reason {
        cause: Cause::NoDeclaration,
        state: State::Hold,
        until: None,
        rule: "covid-2020/1".to_owned(),
    };
    RosterEntry {
        person: person(number),
        shown_name: "王*明".to_owned(),
        crew: None,
        document_index: String::new(),
        other_documents: Vec::new(),
        template: None,
        forecast: vec![
            segment(-9, vec![undeclared()]),
            segment(-1, Vec::new()),
            segment(15, vec![undeclared()]),
        ],
    }
}

fn gallery(recognizer: &Recognizer, camera: &[Vec<u8>], people: u64) -> Gallery<PersonId> {
    let mut gallery = Gallery::new();
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    while gallery.len() as u64 + 1 < people {
        let values: Vec<f32> = (0..DIMENSION)
            .map(|_| {
                // Twelve uniform draws make a bell curve: directions come out evenly spread.
                (0..12).fold(-6.0, |sum, _| {
                    state ^= state << 13;
                    state ^= state >> 7;
                    state ^= state << 17;
                    sum + (state >> 40) as f32 / (1_u64 << 24) as f32
                })
            })
            .collect();
        if let Some(embedding) = Embedding::from_raw(&values) {
            gallery.put(person(gallery.len() as u64 + 1), &Template::new(embedding));
        }
    }
    if let Ok(picture) = Picture::decode(&camera[0], &Limits::CAMERA)
        && let Ok(View::Good(good)) = recognizer.see(&picture).map(|seen| seen.view)
    {
        gallery.put(person(WORKER), &Template::new(good.embedding));
    }
    gallery
}

fn measure(recognizer: &Recognizer, camera: &[Vec<u8>], people: u64, frames: usize) {
    let gallery = gallery(recognizer, camera, people);
    let now = Timestamp::UNIX_EPOCH + SignedDuration::from_hours(24 * 18_300);
    let roster: HashMap<PersonId, RosterEntry> = (0..people)
        .map(|number| (person(number), entry(number, now)))
        .collect();
    let rules = GatePolicy::default();
    // At every size the whole roster is searched, so that the sizes compare.
    let policy = Policy {
        claim: recognition::Claim::NotNeeded,
        ..Policy::for_roster(gallery.len())
    };
    let mut spent: [Vec<Duration>; 8] = Default::default();
    let mut passed = 0;
    for i in 0..frames + 10 {
        let start = Instant::now();
        let Ok(picture) = Picture::decode(&camera[i % camera.len()], &Limits::CAMERA) else {
            return eprintln!("a frame does not decode");
        };
        let decoded = start.elapsed();
        let seen = match recognizer.see(&picture) {
            Ok(seen) => seen,
            Err(error) => return eprintln!("{error}"),
        };
        let View::Good(good) = &seen.view else {
            return eprintln!("a frame without a good face");
        };
        let looked = start.elapsed();
        std::hint::black_box(gallery.search(&good.embedding));
        let searched = start.elapsed();
        // One frame decides here, so that each frame pays for a decision and the search within it.
        let mut sighting = Sighting::new(Policy { frames: 1, ..policy });
        let found = match sighting.feed(0, &seen, Ask::WhoIs(&gallery)).outcome {
            Outcome::Known { key, .. } => roster.get(&key).map_or(Seen::Elsewhere, Seen::Entry),
            _ => Seen::Stranger,
        };
        let verdict = judge(&found, Way::Face, Some(now), &rules, now);
        let judged = start.elapsed();
        // The sighting searched once more: that search is counted once.
        let search = searched.saturating_sub(looked);
        if i < 10 {
            continue;
        }
        passed += usize::from(verdict.answer == Answer::Pass && verdict.person == Some(person(WORKER)));
        let s = seen.stages;
        let judge = judged.saturating_sub(searched).saturating_sub(search);
        let whole = judged.saturating_sub(search);
        for (list, value) in spent.iter_mut().zip([
            decoded, s.detect, s.align, s.liveness, s.embed, search, judge, whole,
        ]) {
            list.push(value);
        }
    }
    let cells = spent.iter_mut().map(|list| {
        list.sort();
        let at = |share: f64| list[((list.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e3;
        format!("{:>6.2}{:>7.2}", at(0.5), at(0.99))
    });
    println!(
        "{people:>8}  {}   passed {passed}/{frames}",
        cells.collect::<String>()
    );
}
