//! The models as they are prepared, and what is said when they are not.

use recognition::{
    CHIP_SIDE, Embedding, Face, LoadError, Options, Picture, Recognizer, Rect, TEMPLATE_POINTS,
};

use crate::support::{PERSON_A, models, picture, recognizer};

/// A picture of no face whose every byte is a rule's: the same here and where the expected answers were
/// computed.
fn pattern(seed: usize) -> Picture {
    let mut rgb = Vec::new();
    for y in 0..CHIP_SIDE {
        for x in 0..CHIP_SIDE {
            for c in 0..3 {
                rgb.push(((x * x * 3 + y * y * 5 + x * y * (c + 1) * 7 * seed + c * 40) / 16 % 256) as u8);
            }
        }
    }
    let side = CHIP_SIDE as u32;
    Picture::from_rgb(side, side, rgb).expect("a picture")
}

#[test]
fn the_rewritten_embedding_answers_as_the_published_one() {
    // Made once with the model as published, before models/rewrite.mjs touches it.
    let originals = include_str!("sface_original.txt").lines().map(|line| {
        let values: Vec<f32> = line.split(' ').map(|v| v.parse().expect("a number")).collect();
        Embedding::from_raw(&values).expect("128 numbers")
    });
    let bounds = Rect {
        x: 0.0,
        y: 0.0,
        width: 112.0,
        height: 112.0,
    };
    let face = Face {
        bounds,
        points: TEMPLATE_POINTS,
        score: 1.0,
    };
    let mut compared = 0;
    for (seed, original) in (1..).zip(originals) {
        let look = recognizer()
            .embed(&pattern(seed), &face)
            .expect("the model runs")
            .expect("a face in place");
        assert!(
            look.cosine(&original) >= 0.999_999,
            "pattern {seed}: {}",
            look.cosine(&original)
        );
        compared += 1;
    }
    assert_eq!(compared, 2);
}

#[test]
fn a_missing_folder_is_named_with_what_to_do() {
    // The runtime may have been opened by another test of this process: then the first model is what is missing.
    let error = Recognizer::load("no/such/folder".as_ref(), &Options::default()).expect_err("nothing there");
    assert!(matches!(error, LoadError::Missing { .. }));
    let text = error.to_string();
    assert!(
        text.contains("no/such/folder") && text.contains("node models/prepare.mjs"),
        "{text}"
    );
}

#[test]
fn a_damaged_model_is_named_with_what_to_do() {
    let folder = std::env::temp_dir().join(format!("damaged-models-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("a folder");
    for file in ["libonnxruntime.so", "libonnxruntime.dylib"] {
        if models().join(file).is_file() {
            std::fs::copy(models().join(file), folder.join(file)).expect("the runtime");
        }
    }
    std::fs::write(folder.join("yunet.onnx"), b"half a download").expect("a file");
    let error = Recognizer::load(&folder, &Options::default()).expect_err("not a model");
    std::fs::remove_dir_all(&folder).expect("cleared away");
    assert!(matches!(error, LoadError::Unusable { .. }), "{error}");
    assert!(error.to_string().contains("yunet.onnx"));
}

#[test]
fn one_recogniser_serves_several_threads_with_the_same_answers() {
    let picture = picture(PERSON_A[0]);
    let alone = recognizer().see(&picture).expect("the models run").view;
    std::thread::scope(|scope| {
        let threads: Vec<_> = (0..4)
            .map(|_| scope.spawn(|| recognizer().see(&picture)))
            .collect();
        for thread in threads {
            assert_eq!(
                thread.join().expect("no panic").expect("the models run").view,
                alone
            );
        }
    });
}
