//! The models as they are prepared, and what is said when they are not.

use std::path::PathBuf;

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

/// A folder with copies of some of the prepared files, cleared away when dropped.
struct Copies(PathBuf);

impl Copies {
    fn of(test: &str, files: &[&str]) -> Self {
        let folder = std::env::temp_dir().join(format!("models-{test}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a folder");
        for file in files {
            std::fs::copy(models().join(file), folder.join(file)).expect("a prepared file");
        }
        Self(folder)
    }

    /// What loading from it says, which must name `file` and what to do.
    fn refused_for(&self, file: &str) {
        let error = Recognizer::load(&self.0, &Options::default()).expect_err("not what it should be");
        assert!(matches!(error, LoadError::Damaged { .. }), "{error}");
        let text = error.to_string();
        assert!(text.contains(file) && text.contains("make run"), "{text}");
    }
}

impl Drop for Copies {
    fn drop(&mut self) {
        // What is left behind lies in the system's folder for such things.
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn library() -> &'static str {
    ["libonnxruntime.so", "libonnxruntime.dylib"]
        .into_iter()
        .find(|file| models().join(file).is_file())
        .expect("the runtime is prepared")
}

#[test]
fn a_damaged_model_is_named_with_what_to_do() {
    let copies = Copies::of("model", &[library()]);
    std::fs::write(copies.0.join("yunet.onnx"), b"half a download").expect("a file");
    copies.refused_for("yunet.onnx");
}

#[test]
fn a_model_with_one_changed_byte_is_not_loaded() {
    let copies = Copies::of("byte", &[library(), "yunet.onnx"]);
    let file = copies.0.join("yunet.onnx");
    let mut bytes = std::fs::read(&file).expect("a model");
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    std::fs::write(&file, bytes).expect("it is written");
    copies.refused_for("yunet.onnx");
}

#[test]
fn a_runtime_library_cut_short_is_named_and_not_opened() {
    // Opened, it would end this process; it is looked at in one of its own, in which no other is open yet.
    const FOLDER: &str = "SITEWARDEN_TEST_CUT_LIBRARY";
    let name = "models::a_runtime_library_cut_short_is_named_and_not_opened";
    if let Some(folder) = std::env::var_os(FOLDER) {
        let error = Recognizer::load(folder.as_ref(), &Options::default()).expect_err("cut short");
        println!("it says: {error}");
        return;
    }
    let copies = Copies::of("library", &[library()]);
    let file = std::fs::OpenOptions::new()
        .write(true)
        .open(copies.0.join(library()));
    let file = file.expect("the library");
    let length = file.metadata().expect("its length").len();
    file.set_len(length / 2).expect("it is cut");
    let itself = std::env::current_exe().expect("this program");
    let ended = std::process::Command::new(itself)
        .args(["--exact", name, "--nocapture"])
        .env(FOLDER, &copies.0)
        .output()
        .expect("it runs");
    let text = String::from_utf8_lossy(&ended.stdout);
    assert!(ended.status.success(), "{:?}: {text}", ended.status);
    assert!(text.contains("is damaged") && text.contains("make run"), "{text}");
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
