//! From a few pictures of one person to a template, or to a reason for each picture that will not do.

use std::hash::Hash;

use crate::engine::Recognizer;
use crate::gallery::Gallery;
use crate::geometry::Face;
use crate::picture::{Picture, PictureError};
use crate::quality::{Demands, Poor, Quality};
use crate::runtime::EngineError;
use crate::see::is_crowd;
use crate::template::{Embedding, Template};

/// What enrolment demands.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct EnrolRules {
    /// What each picture must offer.
    pub demands: Demands,
    /// Least liveness, averaged over the pictures.
    pub liveness: f32,
    /// Least cosine between any two of the pictures: below it they are of different people. The
    /// one-to-one threshold.
    pub same: f32,
    /// Cosine from which a face counts as enrolled already under another key. Above the threshold of a
    /// small roster, so that people who merely look alike can both be enrolled.
    pub duplicate: f32,
}

impl Default for EnrolRules {
    fn default() -> Self {
        Self {
            demands: Demands::ENROLMENT,
            liveness: 0.6,
            same: 0.47,
            duplicate: 0.60,
        }
    }
}

/// Why one picture will not do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PictureRefused {
    /// The bytes are no picture, or too many.
    #[error(transparent)]
    Unreadable(#[from] PictureError),
    /// No face in it.
    #[error("no face is in the picture")]
    NoFace,
    /// More than one face of a size.
    #[error("more than one face is in the picture")]
    ManyFaces,
    /// A face that cannot be judged.
    #[error("the face cannot be judged: {0:?}")]
    Poor(Poor),
    /// Together with the others it looks like a picture of a picture.
    #[error("the face looks like a picture of one")]
    NotLive,
}

/// Why nobody was enrolled.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub enum EnrolRefused<K> {
    /// No picture came.
    #[error("no picture came")]
    NoPictures,
    /// These pictures will not do, each by its place from 0 with its reason.
    #[error("{} of the pictures will not do", .0.len())]
    Pictures(Vec<(usize, PictureRefused)>),
    /// The pictures are of different people.
    #[error("the pictures are not all of one person")]
    DifferentPeople,
    /// The face is enrolled already, as someone else.
    #[error("this face is enrolled already as someone else")]
    EnrolledAs {
        /// Under this key: for whoever may see it, never for the person before the camera.
        key: K,
        /// Cosine with that template.
        score: f32,
    },
    /// A model failed: nothing is known of the pictures.
    #[error(transparent)]
    Failed(#[from] EngineError),
}

/// A person enrolled.
#[derive(Debug, Clone, PartialEq)]
pub struct Enrolled {
    /// What to keep.
    pub template: Template,
    /// What was measured of each picture.
    pub qualities: Vec<Quality>,
    /// Mean liveness.
    pub liveness: f32,
    /// Least cosine between two of the pictures; 1 for a single one.
    pub agreement: f32,
}

struct Taken {
    quality: Quality,
    liveness: f32,
    embedding: Embedding,
}

impl Recognizer {
    /// Whether one picture would do for enrolment, liveness aside: for saying so while the camera runs.
    ///
    /// # Errors
    /// [`EngineError`] when a model fails.
    pub fn check_picture(
        &self,
        picture: &Picture,
        rules: &EnrolRules,
    ) -> Result<Result<Quality, PictureRefused>, EngineError> {
        Ok(self.one_face(picture, rules)?.map(|(_, quality)| quality))
    }

    /// Makes one template of all the pictures; three of them, a little apart, are the strongest lever on
    /// accuracy there is. `others` are the people enrolled, `own` the key this person has or will have
    /// among them: being enrolled anew under one's own key is no duplicate.
    ///
    /// Each picture is embedded with its mirror image and counts by its quality.
    ///
    /// # Errors
    /// [`EnrolRefused`]. The reasons of all pictures are gathered before any is returned.
    pub fn enrol<K: Clone + Eq + Hash>(
        &self,
        pictures: &[Result<Picture, PictureError>],
        rules: &EnrolRules,
        others: &Gallery<K>,
        own: &K,
    ) -> Result<Enrolled, EnrolRefused<K>> {
        if pictures.is_empty() {
            return Err(EnrolRefused::NoPictures);
        }
        let (mut taken, mut refused) = (Vec::new(), Vec::new());
        for (place, picture) in pictures.iter().enumerate() {
            match self.take(picture.as_ref(), rules)? {
                Ok(one) => taken.push(one),
                Err(reason) => refused.push((place, reason)),
            }
        }
        if !refused.is_empty() {
            return Err(EnrolRefused::Pictures(refused));
        }
        let liveness = taken.iter().map(|one| one.liveness).sum::<f32>() / taken.len() as f32;
        if liveness < rules.liveness {
            let all = (0..pictures.len()).map(|place| (place, PictureRefused::NotLive));
            return Err(EnrolRefused::Pictures(all.collect()));
        }
        let agreement = agreement(&taken);
        if agreement < rules.same {
            return Err(EnrolRefused::DifferentPeople);
        }
        let mean = Embedding::mean(taken.iter().map(|one| (&one.embedding, one.quality.weight())));
        let mean = mean.ok_or(EnrolRefused::DifferentPeople)?;
        match others.search_others(&mean, own).best {
            Some(found) if found.score >= rules.duplicate => Err(EnrolRefused::EnrolledAs {
                key: found.key,
                score: found.score,
            }),
            _ => {
                let qualities = taken.iter().map(|one| one.quality).collect();
                Ok(Enrolled {
                    template: Template::new(mean),
                    qualities,
                    liveness,
                    agreement,
                })
            }
        }
    }

    fn one_face(
        &self,
        picture: &Picture,
        rules: &EnrolRules,
    ) -> Result<Result<(Face, Quality), PictureRefused>, EngineError> {
        let faces = self.faces(picture)?;
        let Some(face) = faces.first() else {
            return Ok(Err(PictureRefused::NoFace));
        };
        if is_crowd(&faces) {
            return Ok(Err(PictureRefused::ManyFaces));
        }
        let Some(quality) = self.quality(picture, face) else {
            return Ok(Err(PictureRefused::Poor(Poor::Turned)));
        };
        Ok(match quality.falls_short(&rules.demands) {
            Some(poor) => Err(PictureRefused::Poor(poor)),
            None => Ok((*face, quality)),
        })
    }

    fn take(
        &self,
        picture: Result<&Picture, &PictureError>,
        rules: &EnrolRules,
    ) -> Result<Result<Taken, PictureRefused>, EngineError> {
        let picture = match picture {
            Ok(picture) => picture,
            Err(error) => return Ok(Err(PictureRefused::Unreadable(*error))),
        };
        let (face, quality) = match self.one_face(picture, rules)? {
            Ok(found) => found,
            Err(reason) => return Ok(Err(reason)),
        };
        let liveness = self.liveness(picture, &face)?;
        Ok(match self.embed_twice(picture, &face)? {
            Some(embedding) => Ok(Taken {
                quality,
                liveness,
                embedding,
            }),
            None => Err(PictureRefused::Poor(Poor::Turned)),
        })
    }
}

/// The least cosine between any two.
fn agreement(taken: &[Taken]) -> f32 {
    let pairs = taken
        .iter()
        .enumerate()
        .flat_map(|(i, a)| taken[i + 1..].iter().map(move |b| (a, b)));
    pairs
        .map(|(a, b)| a.embedding.cosine(&b.embedding))
        .fold(1.0, f32::min)
}
