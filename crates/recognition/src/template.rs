//! A face as 128 numbers: one look ([`Embedding`]) and what is kept of a person ([`Template`]).
//!
//! Both are personal data of the gravest kind: neither prints its numbers, and no error carries them.

use crate::policy::ONE_TO_ONE;

/// How many numbers describe a face.
pub const DIMENSION: usize = 128;
/// The model whose templates this crate makes and reads. Templates of different models do not compare.
pub const MODEL: &str = "sface-2021dec";

/// First byte of a template's bytes: the layout that follows.
const LAYOUT: u8 = 1;

/// One look at a face, of unit length: the dot product of two is their cosine.
#[derive(Clone, PartialEq)]
pub struct Embedding([f32; DIMENSION]);

impl std::fmt::Debug for Embedding {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Embedding")
    }
}

impl Embedding {
    /// Scales 128 numbers to unit length; `None` for another count, or where there is no direction (all
    /// zero, or something that is no number).
    pub fn from_raw(values: &[f32]) -> Option<Self> {
        let mut values: [f32; DIMENSION] = values.try_into().ok()?;
        let length = values
            .iter()
            .map(|v| f64::from(*v) * f64::from(*v))
            .sum::<f64>()
            .sqrt();
        if !length.is_finite() || length < 1e-6 {
            return None;
        }
        for value in &mut values {
            *value = (f64::from(*value) / length) as f32;
        }
        Some(Self(values))
    }

    /// The mean direction of several looks at one person, each counted by its weight (0 and below: not at
    /// all); `None` when nothing remains.
    pub fn mean<'a>(looks: impl IntoIterator<Item = (&'a Self, f32)>) -> Option<Self> {
        let mut sum = [0.0_f32; DIMENSION];
        for (look, weight) in looks.into_iter().filter(|(_, weight)| *weight > 0.0) {
            sum.iter_mut().zip(&look.0).for_each(|(s, v)| *s += weight * v);
        }
        Self::from_raw(&sum)
    }

    /// How alike two faces are: −1 to 1, two people mostly below 0.3, one person mostly above 0.5.
    pub fn cosine(&self, other: &Self) -> f32 {
        self.0.iter().zip(&other.0).map(|(a, b)| a * b).sum()
    }

    /// Whether both are looks at one person, as sure as one to one is: for telling whether a visitor is still the
    /// same, where no one is named and nobody passes by it.
    pub fn is_same_person(&self, other: &Self) -> bool {
        self.cosine(other) >= ONE_TO_ONE
    }

    pub(crate) fn values(&self) -> &[f32; DIMENSION] {
        &self.0
    }
}

/// Why bytes are not a template.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    /// The layout is not one this program reads.
    #[error("the template is damaged or of a layout not known here")]
    Unreadable,
    /// It was made by another model: the person must be enrolled again.
    #[error("the template was made by the model {0}, not by {MODEL}")]
    OtherModel(String),
}

/// What is kept of an enrolled person's face, and the model that made it.
#[derive(Clone, PartialEq)]
pub struct Template {
    embedding: Embedding,
}

impl std::fmt::Debug for Template {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Template({MODEL})")
    }
}

impl Template {
    /// The template of one mean look.
    pub fn new(embedding: Embedding) -> Self {
        Self { embedding }
    }

    /// The look it holds.
    pub fn embedding(&self) -> &Embedding {
        &self.embedding
    }

    /// The model that made it.
    pub fn model(&self) -> &'static str {
        MODEL
    }

    /// Its bytes: layout, length of the model's name, the name, 128 × f32 little-endian. To be sealed
    /// before they are stored.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = vec![LAYOUT, MODEL.len() as u8];
        bytes.extend_from_slice(MODEL.as_bytes());
        self.embedding
            .0
            .iter()
            .for_each(|v| bytes.extend_from_slice(&v.to_le_bytes()));
        bytes
    }

    /// Reads what [`Template::to_bytes`] wrote.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, TemplateError> {
        let [LAYOUT, name_length, rest @ ..] = bytes else {
            return Err(TemplateError::Unreadable);
        };
        let (name, numbers) = rest
            .split_at_checked(usize::from(*name_length))
            .ok_or(TemplateError::Unreadable)?;
        let name = std::str::from_utf8(name).map_err(|_| TemplateError::Unreadable)?;
        if name != MODEL {
            return Err(TemplateError::OtherModel(name.to_owned()));
        }
        let (numbers, []) = numbers.as_chunks::<4>() else {
            return Err(TemplateError::Unreadable);
        };
        let values: Vec<f32> = numbers.iter().map(|b| f32::from_le_bytes(*b)).collect();
        let values: [f32; DIMENSION] = values.try_into().map_err(|_| TemplateError::Unreadable)?;
        let length = values.iter().map(|v| v * v).sum::<f32>();
        // Not scaled again: bytes written and read are the same bytes.
        if (length - 1.0).abs() < 1e-3 {
            Ok(Self {
                embedding: Embedding(values),
            })
        } else {
            Err(TemplateError::Unreadable)
        }
    }
}
