//! The bytes of a camera's frame: a picture as large as its header says and within bounds, or a reason.
#![no_main]

use libfuzzer_sys::fuzz_target;
use recognition::{Limits, Picture};

fuzz_target!(|bytes: &[u8]| {
    if let Ok(picture) = Picture::decode(bytes, &Limits::CAMERA) {
        let (width, height) = (picture.width(), picture.height());
        assert!(width <= Limits::CAMERA.side && height <= Limits::CAMERA.side);
        assert_eq!(picture.rgb().len(), width as usize * height as usize * 3);
    }
});
