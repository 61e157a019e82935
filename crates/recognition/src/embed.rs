//! SFace (2021dec): an aligned face as 128 numbers of unit length.

use ort::session::Session;

use crate::align::{CHIP_SIDE, Chip};
use crate::runtime::{EngineError, LoadError, Runtime, run_single};
use crate::template::Embedding;

const NAME: &str = "embedding";

pub(crate) struct Embedder {
    session: Session,
}

impl Embedder {
    pub(crate) fn load(runtime: &Runtime) -> Result<Self, LoadError> {
        Ok(Self {
            session: runtime.session("sface.onnx")?,
        })
    }

    /// The embedding of one aligned face. The model takes red first, 0 to 255, and scales by itself.
    pub(crate) fn embed(&mut self, chip: &Chip) -> Result<Embedding, EngineError> {
        let values = run_single(
            &mut self.session,
            NAME,
            [1, 3, CHIP_SIDE, CHIP_SIDE],
            chip.planes(),
        )?;
        Embedding::from_raw(&values).ok_or_else(|| EngineError {
            model: NAME,
            why: "no direction in its answer".to_owned(),
        })
    }
}
