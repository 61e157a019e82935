//! The four models together, and the looks they take at pictures.

use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::align::{Chip, align};
use crate::detect::Detector;
use crate::embed::Embedder;
use crate::geometry::Face;
use crate::liveness::Liveness;
use crate::picture::Picture;
use crate::quality::{Demands, Poor, Quality};
use crate::runtime::{EngineError, LoadError, Runtime};
use crate::see::{GoodFace, Seen, View, is_crowd};
use crate::stages::{Stages, timed};
use crate::template::Embedding;

/// Longer side at which pictures are searched for faces outside the gate's loop.
const CLOSER_SIDE: u32 = 640;

/// How the models are set up.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Options {
    /// How many frames are looked at side by side. Each takes its own set of models (about 60 MB).
    pub workers: usize,
    /// Longer side of the picture the detector sees at the gate; frames are scaled down to it. At 320 a
    /// face of 80 pixels in a 640 × 480 frame is found and placed as well as at 640, in a third of the time.
    pub detector_side: u32,
    /// What a face at the gate must offer.
    pub demands: Demands,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            workers: 1,
            detector_side: 320,
            demands: Demands::GATE,
        }
    }
}

/// One set of models: looks at one picture at a time.
pub(crate) struct Models {
    detector: Detector,
    embedder: Embedder,
    liveness: Liveness,
}

impl Models {
    fn load(runtime: &Runtime) -> Result<Self, LoadError> {
        Ok(Self {
            detector: Detector::load(runtime)?,
            embedder: Embedder::load(runtime)?,
            liveness: Liveness::load(runtime)?,
        })
    }

    fn see(&mut self, picture: &Picture, side: u32, demands: &Demands) -> Result<Seen, EngineError> {
        let mut stages = Stages::default();
        let faces = timed(&mut stages.detect, || self.detector.detect(picture, side))?;
        let view = match faces.first() {
            None => View::Nobody,
            Some(face) if face.bounds.width < demands.width => View::Poor {
                face: *face,
                reason: Poor::TooFar,
            },
            Some(_) if is_crowd(&faces) => View::TooManyFaces,
            Some(face) => self.judge(picture, face, demands, &mut stages)?,
        };
        Ok(Seen { view, faces, stages })
    }

    fn judge(
        &mut self,
        picture: &Picture,
        face: &Face,
        demands: &Demands,
        stages: &mut Stages,
    ) -> Result<View, EngineError> {
        let Some((chip, quality)) = timed(&mut stages.align, || measured(picture, face)) else {
            return Ok(View::Poor {
                face: *face,
                reason: Poor::Turned,
            });
        };
        if let Some(reason) = quality.falls_short(demands) {
            return Ok(View::Poor { face: *face, reason });
        }
        let liveness = timed(&mut stages.liveness, || self.liveness.look(picture, &face.bounds))?;
        let embedding = timed(&mut stages.embed, || self.embedder.embed(&chip))?;
        Ok(View::Good(GoodFace {
            face: *face,
            quality,
            liveness,
            embedding,
        }))
    }
}

fn measured(picture: &Picture, face: &Face) -> Option<(Chip, Quality)> {
    let chip = align(picture, face)?;
    let quality = Quality::measure(picture, face, &chip);
    Some((chip, quality))
}

/// The models, ready. It may be shared between threads: as many looks are taken side by side as there are
/// [`Options::workers`], and one more waits for the first that is free.
pub struct Recognizer {
    sets: Vec<Mutex<Models>>,
    turn: AtomicUsize,
    options: Options,
}

impl std::fmt::Debug for Recognizer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Recognizer")
            .field("options", &self.options)
            .finish_non_exhaustive()
    }
}

impl Recognizer {
    /// Opens the runtime and the models in `folder`, the one `models/prepare.mjs` fills.
    ///
    /// # Errors
    /// [`LoadError`] names the file and says what to do.
    pub fn load(folder: &Path, options: &Options) -> Result<Self, LoadError> {
        let runtime = Runtime::open(folder)?;
        let sets = (0..options.workers.max(1)).map(|_| Ok(Mutex::new(Models::load(&runtime)?)));
        Ok(Self {
            sets: sets.collect::<Result<_, _>>()?,
            turn: AtomicUsize::new(0),
            options: *options,
        })
    }

    /// Looks at one frame of a camera.
    ///
    /// # Errors
    /// [`EngineError`] when a model fails: nothing is known of the frame then.
    pub fn see(&self, picture: &Picture) -> Result<Seen, EngineError> {
        self.models()
            .see(picture, self.options.detector_side, &self.options.demands)
    }

    /// Every face of a picture, the largest first, whatever its quality. It looks closer than
    /// [`Recognizer::see`], at twice the side, for small faces in the back of an uploaded picture.
    ///
    /// # Errors
    /// As [`Recognizer::see`].
    pub fn faces(&self, picture: &Picture) -> Result<Vec<Face>, EngineError> {
        self.models().detector.detect(picture, CLOSER_SIDE)
    }

    /// The embedding of a face found before, whatever its quality; `None` when its points span nothing.
    ///
    /// # Errors
    /// As [`Recognizer::see`].
    pub fn embed(&self, picture: &Picture, face: &Face) -> Result<Option<Embedding>, EngineError> {
        let Some(chip) = align(picture, face) else {
            return Ok(None);
        };
        self.models().embedder.embed(&chip).map(Some)
    }

    /// The embedding of a face and of its mirror image, averaged: surer than one look, at twice the time.
    /// Worth it at enrolment, where it lifts rank-1 on East Asian faces from 92.3 to 93.3 %.
    ///
    /// # Errors
    /// As [`Recognizer::see`].
    pub fn embed_twice(&self, picture: &Picture, face: &Face) -> Result<Option<Embedding>, EngineError> {
        let Some(chip) = align(picture, face) else {
            return Ok(None);
        };
        let mut models = self.models();
        let looks = [
            models.embedder.embed(&chip)?,
            models.embedder.embed(&chip.mirrored())?,
        ];
        Ok(Embedding::mean(looks.iter().map(|look| (look, 1.0))))
    }

    /// What can be measured of a face found before; `None` when its points span nothing.
    pub fn quality(&self, picture: &Picture, face: &Face) -> Option<Quality> {
        measured(picture, face).map(|(_, quality)| quality)
    }

    /// How live a face found before looks: 0 (a picture) to 1 (flesh).
    ///
    /// # Errors
    /// As [`Recognizer::see`].
    pub fn liveness(&self, picture: &Picture, face: &Face) -> Result<f32, EngineError> {
        self.models().liveness.look(picture, &face.bounds)
    }

    /// A set that is free, or the next in turn. A set whose last user panicked is sound: its sessions keep
    /// no state between looks.
    fn models(&self) -> MutexGuard<'_, Models> {
        let free = self.sets.iter().find_map(|set| match set.try_lock() {
            Ok(guard) => Some(guard),
            Err(std::sync::TryLockError::Poisoned(poisoned)) => Some(poisoned.into_inner()),
            Err(std::sync::TryLockError::WouldBlock) => None,
        });
        free.unwrap_or_else(|| {
            let turn = self.turn.fetch_add(1, Ordering::Relaxed) % self.sets.len();
            self.sets[turn].lock().unwrap_or_else(PoisonError::into_inner)
        })
    }
}
