//! What is known so far of the face before the camera, and the answer that allows.

use std::hash::Hash;

use crate::geometry::Rect;
use crate::policy::Policy;
use crate::quality::Poor;
use crate::see::GoodFace;
use crate::sighting::{Ask, Outcome};
use crate::template::Embedding;

/// Frames kept of one face, the best by quality; also the most that liveness is averaged over.
const KEPT: usize = 5;
struct Look {
    embedding: Embedding,
    weight: f32,
}

/// The face followed at present.
pub(super) struct Subject<K> {
    pub(super) first_at: u64,
    pub(super) last_at: u64,
    pub(super) bounds: Rect,
    /// Good frames so far.
    pub(super) frames: usize,
    best: Vec<Look>,
    lives: Vec<f32>,
    pub(super) ask: Option<Poor>,
    pub(super) settled: Option<(u64, Outcome<K>)>,
}

impl<K> Subject<K> {
    pub(super) fn new(at: u64, bounds: Rect) -> Self {
        Self {
            first_at: at,
            last_at: at,
            bounds,
            frames: 0,
            best: vec![],
            lives: vec![],
            ask: None,
            settled: None,
        }
    }

    pub(super) fn fused(&self) -> Option<Embedding> {
        Embedding::mean(self.best.iter().map(|look| (&look.embedding, look.weight)))
    }

    pub(super) fn keep(&mut self, good: &GoodFace) {
        self.frames += 1;
        self.ask = None;
        if self.lives.len() == KEPT {
            self.lives.remove(0);
        }
        self.lives.push(good.liveness);
        self.best.push(Look {
            embedding: good.embedding.clone(),
            weight: good.quality.weight(),
        });
        self.best.sort_by(|a, b| b.weight.total_cmp(&a.weight));
        self.best.truncate(KEPT);
    }

    fn liveness(&self) -> f32 {
        self.lives.iter().sum::<f32>() / self.lives.len().max(1) as f32
    }
}

/// The answer that the frames so far allow, if any. Liveness comes before likeness.
pub(super) fn decide<K: Clone + Eq + Hash>(
    subject: &Subject<K>,
    policy: &Policy,
    ask: Ask<'_, K>,
) -> Option<Outcome<K>> {
    let needed = policy.frames.max(1);
    if subject.frames < needed {
        return None;
    }
    let liveness = subject.liveness();
    if liveness < policy.liveness_sure && subject.frames < needed.max(KEPT) {
        return None;
    }
    if liveness < policy.liveness {
        return Some(Outcome::NotLive { liveness });
    }
    let fused = subject.fused()?;
    // As many frames again are given to a face that is not yet known.
    let last = subject.frames >= 2 * needed.max(KEPT - 2);
    match ask {
        Ask::Is(key, template) => {
            let score = template.embedding().cosine(&fused);
            if score >= policy.claim_threshold {
                return Some(Outcome::Known {
                    key: key.clone(),
                    score,
                    margin: 2.0,
                    liveness,
                });
            }
            last.then_some(Outcome::Unknown { best: Some(score) })
        }
        Ask::WhoIs(gallery) => {
            let search = gallery.search(&fused);
            let margin = search.margin();
            let Some(best) = search.best else {
                return Some(Outcome::Unknown { best: None });
            };
            if best.score < policy.threshold {
                return last.then_some(Outcome::Unknown {
                    best: Some(best.score),
                });
            }
            if margin >= policy.margin {
                return Some(Outcome::Known {
                    key: best.key,
                    score: best.score,
                    margin,
                    liveness,
                });
            }
            last.then_some(Outcome::Uncertain { ask: None })
        }
    }
}
