//! What must not pass, each with its own reason: none crashes, none is anyone.

use recognition::{
    Ask, Gallery, Limits, Outcome, Picture, PictureError, Policy, Poor, Sighting, Template, View,
};

use crate::support::{PERSON_A, blurred, changed, file, look, picture, recognizer, side_by_side};

/// Holds one picture before the camera for three seconds, with its own face enrolled: even then it must not
/// pass. Gives back how it ended.
fn hold_up(picture: &Picture) -> Outcome<u32> {
    let mut gallery = Gallery::new();
    let faces = recognizer().faces(picture).expect("the detector runs");
    for (key, face) in (0..).zip(&faces) {
        if let Some(look) = recognizer().embed(picture, face).expect("the model runs") {
            gallery.put(key, &Template::new(look));
        }
    }
    gallery.put(99, &Template::new(look(PERSON_A[0])));
    let seen = recognizer().see(picture).expect("the models run");
    let mut lane = Sighting::new(Policy::for_roster(gallery.len()));
    let mut last = Outcome::Nobody;
    for i in 0..30 {
        last = lane.feed(i * 100, &seen, Ask::WhoIs(&gallery)).outcome;
        assert!(!matches!(last, Outcome::Known { .. }), "must not pass");
    }
    last
}

#[test]
fn an_empty_scene_shows_nobody() {
    let grey = Picture::from_rgb(640, 480, vec![128; 640 * 480 * 3]).expect("a picture");
    assert_eq!(hold_up(&grey), Outcome::Nobody);
}

#[test]
fn noise_shows_nobody() {
    let mut state = 1_u32;
    let noise = (0..640 * 480 * 3).map(|_| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    });
    assert_eq!(
        hold_up(&Picture::from_rgb(640, 480, noise.collect()).expect("a picture")),
        Outcome::Nobody
    );
}

#[test]
fn a_drawing_is_not_a_face_that_can_be_judged() {
    let too_bright = Outcome::Looking {
        ask: Some(Poor::TooBright),
    };
    for name in ["picasso_drawing_crop.jpg", "facemodel_numbering_new.png"] {
        assert_eq!(hold_up(&picture(name)), too_bright, "{name}");
    }
    assert_eq!(hold_up(&picture("scream_crop.jpg")), Outcome::Nobody);
}

#[test]
fn a_mask_is_not_live_or_no_face_at_all() {
    for name in ["vendetta.jpg", "terminator_crop.jpg", "skullmask.jpg"] {
        assert!(
            matches!(hold_up(&picture(name)), Outcome::NotLive { .. }),
            "{name}"
        );
    }
    assert_eq!(hold_up(&picture("ironman.jpg")), Outcome::Nobody);
}

#[test]
fn a_painting_and_a_face_averaged_from_many_are_not_live() {
    for name in ["joconde.jpg", "average.png"] {
        assert!(
            matches!(hold_up(&picture(name)), Outcome::NotLive { .. }),
            "{name}"
        );
    }
}

#[test]
fn two_people_side_by_side_are_too_many() {
    let pair = side_by_side(&picture(PERSON_A[0]), &picture("bieber_small.jpg"));
    assert_eq!(hold_up(&pair), Outcome::TooManyFaces);
    assert_eq!(hold_up(&picture("sample1.jpg")), Outcome::TooManyFaces);
}

#[test]
fn darkness_is_named_and_not_taken_for_a_stranger() {
    let dark = changed(&picture(PERSON_A[0]), |byte| byte / 6);
    assert_eq!(
        hold_up(&dark),
        Outcome::Looking {
            ask: Some(Poor::TooDark)
        }
    );
}

#[test]
fn glare_is_named() {
    let bright = changed(&picture(PERSON_A[0]), |byte| byte.saturating_add(110));
    assert_eq!(
        hold_up(&bright),
        Outcome::Looking {
            ask: Some(Poor::TooBright)
        }
    );
}

#[test]
fn a_blurred_face_is_named() {
    assert_eq!(
        hold_up(&blurred(&picture(PERSON_A[0]), 14)),
        Outcome::Looking {
            ask: Some(Poor::Blurred)
        }
    );
}

#[test]
fn a_face_cut_off_by_the_edge_is_named() {
    let whole = picture(PERSON_A[0]);
    let face = recognizer().faces(&whole).expect("the detector runs")[0];
    let reasons = [0.40, 0.45, 0.50].map(|share| {
        let left = (face.bounds.x + face.bounds.width * share) as u32;
        let rows = whole.rgb().chunks_exact(whole.width() as usize * 3);
        let rgb = rows.flat_map(|row| row[left as usize * 3..].to_vec()).collect();
        let cut = Picture::from_rgb(whole.width() - left, whole.height(), rgb).expect("a picture");
        let view = recognizer().see(&cut).expect("the models run").view;
        if let View::Poor { reason, .. } = view {
            Some(reason)
        } else {
            panic!("{share}: {view:?}")
        }
    });
    assert!(reasons.contains(&Some(Poor::CutOff)), "{reasons:?}");
}

#[test]
fn a_face_far_away_is_asked_to_come_closer() {
    let near = picture(PERSON_A[0]);
    // Every tenth pixel: a face of 26 pixels.
    let (width, height) = (near.width() / 10, near.height() / 10);
    let mut rgb = vec![90; 640 * 480 * 3];
    for y in 0..height {
        for x in 0..width {
            let from = ((y * 10 * near.width() + x * 10) * 3) as usize;
            let to = (((y + 100) * 640 + x + 100) * 3) as usize;
            rgb[to..to + 3].copy_from_slice(&near.rgb()[from..from + 3]);
        }
    }
    let far = Picture::from_rgb(640, 480, rgb).expect("a picture");
    let outcome = hold_up(&far);
    assert!(
        matches!(
            outcome,
            Outcome::Looking {
                ask: Some(Poor::TooFar)
            } | Outcome::Nobody
        ),
        "{outcome:?}"
    );
}

#[test]
fn zero_bytes_a_cut_file_and_fifty_megapixels_never_reach_the_models() {
    let decode = |bytes: &[u8]| Picture::decode(bytes, &Limits::UPLOAD);
    assert_eq!(decode(&[]), Err(PictureError::Empty));
    let whole = file(PERSON_A[0]);
    assert_eq!(decode(&whole[..whole.len() / 2]), Err(PictureError::Damaged));
    let large = crate::pictures::jpeg(8_000, 6_250);
    assert_eq!(
        decode(&large),
        Err(PictureError::TooLarge {
            width: 8_000,
            height: 6_250
        })
    );
}
