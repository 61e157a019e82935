//! Where models and faces lie, and faces made of nothing for rules that need none.

use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use recognition::{
    DIMENSION, Embedding, Face, GoodFace, Limits, Options, Picture, Point, Poor, Quality, Recognizer, Rect,
    Seen, Stages, View,
};

pub(crate) fn models() -> PathBuf {
    match std::env::var_os("SITEWARDEN_MODELS") {
        Some(folder) => folder.into(),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../../.models"),
    }
}

/// One recogniser for all tests of the process.
pub(crate) fn recognizer() -> &'static Recognizer {
    static ONE: OnceLock<Recognizer> = OnceLock::new();
    ONE.get_or_init(|| match Recognizer::load(&models(), &Options::default()) {
        Ok(recognizer) => recognizer,
        Err(error) => panic!("{error}"),
    })
}

pub(crate) fn file(name: &str) -> Vec<u8> {
    let path = models().join("test-faces").join(name);
    std::fs::read(&path).unwrap_or_else(|_| {
        panic!(
            "{} is missing: run `node models/test-faces/prepare.mjs`",
            path.display()
        )
    })
}

pub(crate) fn picture(name: &str) -> Picture {
    Picture::decode(&file(name), &Limits::UPLOAD).expect("a test picture decodes")
}

/// The man of the talking-face video, eleven times over three minutes.
pub(crate) const PERSON_A: [&str; 11] = [
    "franck_01829.jpg",
    "franck_02045.jpg",
    "franck_02159.jpg",
    "franck_02221.jpg",
    "franck_02683.jpg",
    "franck_02888.jpg",
    "franck_03909.jpg",
    "franck_03979.jpg",
    "franck_04000.jpg",
    "franck_04035.jpg",
    "franck_04117.jpg",
];

/// The largest face of a picture, embedded as at the gate.
pub(crate) fn look(name: &str) -> Embedding {
    let picture = picture(name);
    let faces = recognizer().faces(&picture).expect("the detector runs");
    let face = faces.first().unwrap_or_else(|| panic!("a face in {name}"));
    recognizer()
        .embed(&picture, face)
        .expect("the model runs")
        .expect("its points span something")
}

/// A picture with another beside it, both as high as the first.
pub(crate) fn side_by_side(left: &Picture, right: &Picture) -> Picture {
    let (width, height) = (left.width() + right.width(), left.height());
    let mut rgb = Vec::new();
    for row in 0..height as usize {
        let of = |picture: &Picture| {
            let row = row.min(picture.height() as usize - 1);
            let length = picture.width() as usize * 3;
            picture.rgb()[row * length..][..length].to_vec()
        };
        rgb.extend(of(left));
        rgb.extend(of(right));
    }
    Picture::from_rgb(width, height, rgb).expect("as many bytes as pixels")
}

/// A picture with each byte changed by a rule.
pub(crate) fn changed(picture: &Picture, rule: impl Fn(u8) -> u8) -> Picture {
    let rgb = picture.rgb().iter().map(|byte| rule(*byte)).collect();
    Picture::from_rgb(picture.width(), picture.height(), rgb).expect("as many bytes as before")
}

/// The mean of `reach` pixels to either side, along rows and columns.
pub(crate) fn blurred(picture: &Picture, reach: i32) -> Picture {
    let (width, height) = (picture.width() as i32, picture.height() as i32);
    let pass = |rgb: &[u8], dx: i32, dy: i32| -> Vec<u8> {
        let mut out = Vec::with_capacity(rgb.len());
        for y in 0..height {
            for x in 0..width {
                for c in 0..3 {
                    let at = |i: i32| {
                        let (x, y) = (
                            (x + i * dx).clamp(0, width - 1),
                            (y + i * dy).clamp(0, height - 1),
                        );
                        u32::from(rgb[((y * width + x) * 3 + c) as usize])
                    };
                    let sum: u32 = (-reach..=reach).map(at).sum();
                    out.push((sum / (2 * reach as u32 + 1)) as u8);
                }
            }
        }
        out
    };
    let rgb = pass(&pass(picture.rgb(), 1, 0), 0, 1);
    Picture::from_rgb(picture.width(), picture.height(), rgb).expect("as many bytes as before")
}

/// A direction of its own for each number: any two are nearly at right angles.
pub(crate) fn direction(seed: u64) -> Embedding {
    let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0xD1B5_4A32_D192_ED03;
    let values: Vec<f32> = (0..DIMENSION)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 40) as f32 / (1_u64 << 23) as f32 - 1.0
        })
        .collect();
    Embedding::from_raw(&values).expect("not all zero")
}

/// `share` of one direction and the rest of another: the cosine with the first is close to `share`.
pub(crate) fn between(one: &Embedding, other: &Embedding, share: f32) -> Embedding {
    Embedding::mean([(one, share), (other, (1.0 - share * share).sqrt())]).expect("a direction")
}

pub(crate) fn face_at(x: f32) -> Face {
    Face {
        bounds: Rect {
            x,
            y: 100.0,
            width: 120.0,
            height: 150.0,
        },
        points: [
            (30.0, 150.0),
            (80.0, 150.0),
            (55.0, 180.0),
            (35.0, 210.0),
            (75.0, 210.0),
        ]
        .map(|(dx, y)| Point::new(x + dx, y)),
        score: 0.95,
    }
}

fn seen(view: View, faces: Vec<Face>) -> Seen {
    Seen {
        view,
        faces,
        stages: Stages::default(),
    }
}

pub(crate) fn nobody() -> Seen {
    seen(View::Nobody, vec![])
}

pub(crate) fn crowd() -> Seen {
    seen(View::TooManyFaces, vec![face_at(100.0), face_at(300.0)])
}

pub(crate) fn poor(x: f32, reason: Poor) -> Seen {
    seen(
        View::Poor {
            face: face_at(x),
            reason,
        },
        vec![face_at(x)],
    )
}

pub(crate) fn good(x: f32, embedding: &Embedding, liveness: f32) -> Seen {
    let quality = Quality {
        width: 120.0,
        inside: 1.0,
        yaw: 2.0,
        nod: 0.0,
        brightness: 120.0,
        burnt: 0.0,
        sharpness: 0.4,
    };
    let good = GoodFace {
        face: face_at(x),
        quality,
        liveness,
        embedding: embedding.clone(),
    };
    seen(View::Good(good), vec![face_at(x)])
}
