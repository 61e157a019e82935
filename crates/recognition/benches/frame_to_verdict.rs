//! Camera frame to outcome on one thread, by stage, at three sizes of roster.
//!
//!     cargo bench -p recognition --bench frame_to_verdict [-- FRAMES]
//!
//! Frames are 640 × 480 JPEG made of the talking-face pictures of `models/test-faces`; rosters are random
//! unit vectors and the person among them. Every frame is a full look: decode, detect, align, both liveness
//! models, embed, search of the whole roster, decide.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, RgbImage, imageops};
use recognition::{
    Ask, DIMENSION, Embedding, Gallery, Limits, Options, Outcome, Picture, Policy, Recognizer, Sighting,
    Template, View,
};

const PICTURES: [&str; 6] = [
    "franck_01829.jpg",
    "franck_02221.jpg",
    "franck_02888.jpg",
    "franck_03979.jpg",
    "franck_04000.jpg",
    "franck_04117.jpg",
];
const STAGES: [&str; 8] = [
    "decode", "detect", "align", "liveness", "embed", "search", "decide", "whole",
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

fn roster(recognizer: &Recognizer, camera: &[Vec<u8>], people: u64) -> Gallery<u64> {
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
            gallery.put(gallery.len() as u64 + 1, &Template::new(embedding));
        }
    }
    if let Ok(picture) = Picture::decode(&camera[0], &Limits::CAMERA)
        && let Ok(View::Good(good)) = recognizer.see(&picture).map(|seen| seen.view)
    {
        gallery.put(0, &Template::new(good.embedding));
    }
    gallery
}

fn measure(recognizer: &Recognizer, camera: &[Vec<u8>], people: u64, frames: usize) {
    let gallery = roster(recognizer, camera, people);
    // At every size the whole roster is searched, so that the sizes compare.
    let policy = Policy {
        claim: recognition::Claim::NotNeeded,
        ..Policy::for_roster(gallery.len())
    };
    let mut spent: [Vec<Duration>; 8] = Default::default();
    let mut known = 0;
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
        let found = gallery.search(&good.embedding);
        let searched = start.elapsed();
        // One frame decides here, so that each frame pays for a decision and the search within it.
        let mut lane = Sighting::new(Policy { frames: 1, ..policy });
        let answer = lane.feed(0, &seen, Ask::WhoIs(&gallery));
        let decided = start.elapsed();
        let search = searched.saturating_sub(looked);
        let right =
            matches!(answer.outcome, Outcome::Known { key: 0, .. }) && found.best.is_some_and(|m| m.key == 0);
        if i < 10 {
            continue;
        }
        known += usize::from(right);
        let s = seen.stages;
        let decide = decided.saturating_sub(searched).saturating_sub(search);
        let whole = decided.saturating_sub(search);
        for (list, value) in spent.iter_mut().zip([
            decoded, s.detect, s.align, s.liveness, s.embed, search, decide, whole,
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
        "{people:>8}  {}   known {known}/{frames}",
        cells.collect::<String>()
    );
}
