//! The ONNX runtime: its library opened once a process, and sessions on its models. Each file is held against its
//! pinned hash before it is opened: a library cut short would end the whole program.
//!
//! Nothing outside this module and the four models knows which runtime it is.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, OnceLock};

use ort::environment::Environment;
use ort::session::Session;
use ort::session::builder::{GraphOptimizationLevel, SessionBuilder};
use ort::value::TensorRef;

use crate::pinned;

/// Why the models could not be made ready. Each says what to do.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// A file is not where it should be.
    #[error(
        "{file} is missing: run `make run` again, or `node models/prepare.mjs`, or point the program at the folder it fills"
    )]
    Missing {
        /// The file looked for.
        file: PathBuf,
    },
    /// A file is there and is not, byte for byte, the one that this program was made for.
    #[error(
        "{file} is damaged or another one than this program was made for: run `make run` again, or `node models/prepare.mjs`, which puts the right one in its place"
    )]
    Damaged {
        /// The file looked at.
        file: PathBuf,
    },
    /// A file is what it should be and cannot be used all the same.
    #[error("{file} cannot be used: {why}")]
    Unusable {
        /// The file opened.
        file: PathBuf,
        /// What the runtime says of it.
        why: String,
    },
}

/// A model failed while it ran. Nothing is known of the face then: neither that it is someone nor that it
/// is no one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the {model} model failed: {why}")]
pub struct EngineError {
    pub(crate) model: &'static str,
    pub(crate) why: String,
}

/// Makes an [`EngineError`] of whatever the runtime says.
pub(crate) fn failed(model: &'static str) -> impl Fn(ort::Error) -> EngineError {
    move |error| EngineError {
        model,
        why: error.to_string(),
    }
}

/// One process has one runtime, opened from the first folder asked for and kept to the end.
fn environment(library: &Path) -> Result<&'static Environment, LoadError> {
    static ENVIRONMENT: OnceLock<Environment> = OnceLock::new();
    static OPENING: Mutex<()> = Mutex::new(());
    let _one_at_a_time = OPENING.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if let Some(environment) = ENVIRONMENT.get() {
        return Ok(environment);
    }
    pinned::check(library)?;
    // The runtime takes a relative path to be relative to the program, not to the working folder.
    let absolute = std::path::absolute(library).unwrap_or_else(|_| library.to_owned());
    let builder = ort::init_from(absolute).map_err(|error| unusable(library, &error))?;
    let environment = builder
        .with_name("sitewarden")
        .with_telemetry(false)
        .build()
        .map_err(|error| unusable(library, &error))?;
    Ok(ENVIRONMENT.get_or_init(|| environment))
}

/// Opens the models of one folder.
pub(crate) struct Runtime {
    folder: PathBuf,
    environment: &'static Environment,
}

impl Runtime {
    pub(crate) fn open(folder: &Path) -> Result<Self, LoadError> {
        let environment = environment(&folder.join(library_name()))?;
        Ok(Self {
            folder: folder.to_owned(),
            environment,
        })
    }

    /// A session on `file`, one thread each: frames are spread over sessions, not a frame over threads.
    pub(crate) fn session(&self, file: &str) -> Result<Session, LoadError> {
        let file = self.folder.join(file);
        let bytes = pinned::read(&file)?;
        self.builder()
            .and_then(|mut builder| builder.commit_from_memory(&bytes))
            .map_err(|error| unusable(&file, &error))
    }

    fn builder(&self) -> ort::Result<SessionBuilder> {
        Ok(Session::builder(self.environment)?
            .with_optimization_level(GraphOptimizationLevel::Level3)?
            .with_intra_threads(1)?
            .with_inter_threads(1)?
            .with_flush_to_zero()?)
    }
}

/// The file name of the runtime's library on this platform.
fn library_name() -> &'static str {
    if cfg!(target_os = "macos") {
        "libonnxruntime.dylib"
    } else {
        "libonnxruntime.so"
    }
}

fn unusable(file: &Path, error: &dyn std::error::Error) -> LoadError {
    LoadError::Unusable {
        file: file.to_owned(),
        why: error.to_string(),
    }
}

/// Runs a model of one input and one output of class scores or features.
pub(crate) fn run_single(
    session: &mut Session,
    model: &'static str,
    shape: [usize; 4],
    planes: &[f32],
) -> Result<Vec<f32>, EngineError> {
    let input = TensorRef::from_array_view((shape, planes)).map_err(failed(model))?;
    let outputs = session.run(ort::inputs![input]).map_err(failed(model))?;
    let Some((_, value)) = outputs.iter().next() else {
        return Err(EngineError {
            model,
            why: "no answer".to_owned(),
        });
    };
    let (_, values) = value.try_extract_tensor::<f32>().map_err(failed(model))?;
    Ok(values.to_vec())
}
