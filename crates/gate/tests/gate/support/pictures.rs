//! Frames as a camera would send them.

use std::io::Cursor;
use std::path::{Path, PathBuf};

use image::imageops::FilterType;
use image::{ImageFormat, Rgb, RgbImage};
use qrcode::{Color, QrCode};

pub(crate) fn models() -> PathBuf {
    match std::env::var_os("SITEWARDEN_MODELS") {
        Some(folder) => folder.into(),
        None => Path::new(env!("CARGO_MANIFEST_DIR")).join("../../.models"),
    }
}

/// A picture of the test faces.
pub(crate) fn file(name: &str) -> Vec<u8> {
    let path = models().join("test-faces").join(name);
    std::fs::read(&path).unwrap_or_else(|_| {
        panic!(
            "{} is missing: run `node models/test-faces/prepare.mjs`",
            path.display()
        )
    })
}

/// Frames of the man in the talking-face video.
pub(crate) const FRANCK: [&str; 4] = [
    "franck_03909.jpg",
    "franck_03979.jpg",
    "franck_04000.jpg",
    "franck_04035.jpg",
];
/// Pictures of him that the others are compared with.
pub(crate) const FRANCK_ENROLLED: [&str; 3] = ["franck_01829.jpg", "franck_02045.jpg", "franck_02159.jpg"];

/// The man of the video before the camera.
pub(crate) fn franck() -> Vec<Vec<u8>> {
    FRANCK.iter().map(|name| file(name)).collect()
}

/// A camera that sees nothing but a grey wall.
pub(crate) fn wall() -> Vec<u8> {
    jpeg(&RgbImage::from_pixel(640, 480, Rgb([128, 128, 128])))
}

/// A camera before which someone holds a phone with a code.
pub(crate) fn phone_with(text: &str) -> Vec<u8> {
    let code = QrCode::new(text).expect("a text that fits");
    let (side, scale, left, top) = (code.width() as u32, 4, 150, 60);
    let mut picture = RgbImage::from_pixel(640, 480, Rgb([180, 170, 160]));
    let quiet = 4 * scale;
    for y in 0..side * scale + 2 * quiet {
        for x in 0..side * scale + 2 * quiet {
            let module = |at: u32| at.checked_sub(quiet).map(|at| (at / scale) as usize);
            let dark = match (module(x), module(y)) {
                (Some(x), Some(y)) if x < side as usize && y < side as usize => code[(x, y)] == Color::Dark,
                _ => false,
            };
            picture.put_pixel(left + x, top + y, Rgb(if dark { [20; 3] } else { [235; 3] }));
        }
    }
    jpeg(&picture)
}

/// A camera before which the same man stands twice.
pub(crate) fn two_of(name: &str) -> Vec<u8> {
    let one = image::load_from_memory(&file(name)).expect("a picture");
    let one = one.resize(320, 480, FilterType::Triangle).into_rgb8();
    let mut picture = RgbImage::from_pixel(640, 480, Rgb([128; 3]));
    for left in [0, 320] {
        image::imageops::replace(&mut picture, &one, left, 60);
    }
    jpeg(&picture)
}

pub(crate) fn jpeg(picture: &RgbImage) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture
        .write_to(&mut bytes, ImageFormat::Jpeg)
        .expect("it encodes");
    bytes.into_inner()
}
