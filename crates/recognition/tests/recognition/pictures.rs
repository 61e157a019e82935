//! Bytes that are pictures, that claim to be, and that are not.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, ImageFormat, RgbImage};
use proptest::prelude::*;
use recognition::{Limits, Picture, PictureError};

use crate::support::{PERSON_A, file};

/// A grey JPEG of any size, in full.
pub(crate) fn jpeg(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let grey = vec![128; width as usize * height as usize];
    JpegEncoder::new(&mut bytes)
        .encode(&grey, width, height, ExtendedColorType::L8)
        .expect("it encodes");
    bytes
}

/// Red on the left, blue on the right, 32 × 16.
fn two_colours(format: ImageFormat) -> Vec<u8> {
    let image = RgbImage::from_fn(32, 16, |x, _| {
        image::Rgb(if x < 16 { [250, 0, 0] } else { [0, 0, 250] })
    });
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, format).expect("it encodes");
    bytes.into_inner()
}

fn decode(bytes: &[u8]) -> Result<Picture, PictureError> {
    Picture::decode(bytes, &Limits::UPLOAD)
}

/// The same JPEG with an EXIF orientation put in after its start.
fn oriented(jpeg: &[u8], orientation: u8) -> Vec<u8> {
    let exif = [
        b"Exif\0\0MM\0\x2a\0\0\0\x08".as_slice(),
        &[
            0,
            1,
            0x01,
            0x12,
            0,
            3,
            0,
            0,
            0,
            1,
            0,
            orientation,
            0,
            0,
            0,
            0,
            0,
            0,
        ],
    ]
    .concat();
    let length = (exif.len() as u16 + 2).to_be_bytes();
    [&jpeg[..2], &[0xFF, 0xE1], &length, &exif, &jpeg[2..]].concat()
}

fn pixel(picture: &Picture, x: u32, y: u32) -> [u8; 3] {
    let i = ((y * picture.width() + x) * 3) as usize;
    picture.rgb()[i..i + 3].try_into().expect("three bytes")
}

#[test]
fn jpeg_png_and_webp_decode_to_the_same_colours() {
    for format in [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP] {
        let picture = decode(&two_colours(format)).expect("it decodes");
        assert_eq!((picture.width(), picture.height()), (32, 16));
        let ([red, ..], [.., blue]) = (pixel(&picture, 4, 8), pixel(&picture, 28, 8));
        assert!(red > 200 && blue > 200, "{format:?}");
    }
}

#[test]
fn a_picture_taken_with_the_phone_turned_is_turned_back() {
    let jpeg = two_colours(ImageFormat::Jpeg);
    let upside_down = decode(&oriented(&jpeg, 3)).expect("it decodes");
    assert!(pixel(&upside_down, 28, 8)[0] > 200, "red is now on the right");
    let on_its_side = decode(&oriented(&jpeg, 6)).expect("it decodes");
    assert_eq!((on_its_side.width(), on_its_side.height()), (16, 32));
}

#[test]
fn a_grey_picture_is_a_picture() {
    let picture = decode(&jpeg(40, 30)).expect("it decodes");
    assert_eq!(picture.rgb().len(), 40 * 30 * 3);
    assert!(picture.rgb().iter().all(|byte| byte.abs_diff(128) < 3));
}

#[test]
fn other_files_are_not_pictures() {
    for bytes in [
        b"hello".as_slice(),
        b"%PDF-1.7",
        b"GIF89a\x01\x00\x01\x00",
        b"\xFF\xD8",
        &[0; 4096],
    ] {
        let error = decode(bytes).expect_err("not a picture");
        assert!(
            matches!(error, PictureError::NotAPicture | PictureError::Damaged),
            "{error}"
        );
    }
}

#[test]
fn a_jpeg_cut_anywhere_is_damaged() {
    let whole = file(PERSON_A[0]);
    for cut in [
        1,
        2,
        3,
        10,
        100,
        1_000,
        10_000,
        whole.len() / 2,
        whole.len() - 300,
    ] {
        assert_eq!(
            decode(&whole[..whole.len() - cut]),
            Err(PictureError::Damaged),
            "cut by {cut}"
        );
    }
}

#[test]
fn a_png_and_a_webp_cut_short_are_damaged() {
    for format in [ImageFormat::Png, ImageFormat::WebP] {
        let whole = two_colours(format);
        assert_eq!(
            decode(&whole[..whole.len() * 2 / 3]),
            Err(PictureError::Damaged),
            "{format:?}"
        );
    }
}

#[test]
fn a_header_that_claims_fifty_megapixels_is_believed_and_refused() {
    let mut forged = two_colours(ImageFormat::Jpeg);
    let frame = forged
        .windows(2)
        .position(|pair| pair == [0xFF, 0xC0])
        .expect("a frame header");
    forged[frame + 5..frame + 9].copy_from_slice(&[0x18, 0x6A, 0x1F, 0x40]);
    assert_eq!(
        decode(&forged),
        Err(PictureError::TooLarge {
            width: 8_000,
            height: 6_250
        })
    );

    let mut forged = two_colours(ImageFormat::Png);
    forged[16..24].copy_from_slice(&[0, 0, 0xFF, 0xFF, 0, 0, 0xFF, 0xFF]);
    let error = decode(&forged).expect_err("not taken");
    // The changed header no longer fits its checksum: either reason is found before any pixel.
    assert!(
        matches!(error, PictureError::TooLarge { .. } | PictureError::Damaged),
        "{error}"
    );
}

#[test]
fn a_file_too_heavy_is_refused_unread() {
    let heavy = vec![0xFF; Limits::CAMERA.bytes + 1];
    assert_eq!(
        Picture::decode(&heavy, &Limits::CAMERA),
        Err(PictureError::TooHeavy { bytes: heavy.len() })
    );
}

#[test]
fn a_gates_camera_frame_has_a_smaller_limit_than_an_upload() {
    let large = jpeg(2_400, 1_800);
    assert!(Picture::decode(&large, &Limits::UPLOAD).is_ok());
    assert!(matches!(
        Picture::decode(&large, &Limits::CAMERA),
        Err(PictureError::TooLarge { .. })
    ));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_decode_or_give_a_reason(bytes in prop::collection::vec(any::<u8>(), 0..2_000)) {
        let _ = decode(&bytes);
    }

    #[test]
    fn a_picture_with_bytes_changed_decodes_or_gives_a_reason(
        kind in 0_usize..3,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12),
    ) {
        let format = [ImageFormat::Jpeg, ImageFormat::Png, ImageFormat::WebP][kind];
        let mut bytes = two_colours(format);
        for (place, byte) in changes {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        if let Ok(picture) = Picture::decode(&bytes, &Limits::CAMERA) {
            prop_assert_eq!(picture.rgb().len(), (picture.width() * picture.height() * 3) as usize);
        }
    }

    #[test]
    fn pixels_and_sides_must_agree(width in 0_u32..20, height in 0_u32..20, bytes in 0_usize..1_200) {
        let fits = width > 0 && height > 0 && bytes == (width * height * 3) as usize;
        prop_assert_eq!(Picture::from_rgb(width, height, vec![0; bytes]).is_some(), fits);
    }
}
