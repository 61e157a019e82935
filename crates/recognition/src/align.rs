//! A face turned and scaled to the place and size the embedding was trained on.

use crate::geometry::{Face, Point};
use crate::picture::Picture;

/// Pixels along each side of an aligned face.
pub const CHIP_SIDE: usize = 112;

/// Where the five points of a face lie in an aligned face of 112 × 112, the eye on the left of the
/// picture first. The template shared by ArcFace and SFace.
pub const TEMPLATE_POINTS: [Point; 5] = [
    Point::new(38.2946, 51.6963),
    Point::new(73.5318, 51.5014),
    Point::new(56.0252, 71.7366),
    Point::new(41.5493, 92.3655),
    Point::new(70.7299, 92.2041),
];

/// An aligned face: three planes (red, green, blue) of 112 × 112, each 0 to 255.
#[derive(Clone, PartialEq)]
pub struct Chip {
    planes: Vec<f32>,
}

impl std::fmt::Debug for Chip {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Chip")
    }
}

impl Chip {
    /// Its planes one after the other, rows from the top.
    pub fn planes(&self) -> &[f32] {
        &self.planes
    }

    /// The same face in a mirror.
    #[must_use]
    pub fn mirrored(&self) -> Self {
        let mut planes = self.planes.clone();
        planes.chunks_exact_mut(CHIP_SIDE).for_each(<[f32]>::reverse);
        Self { planes }
    }

    /// How light each pixel is (ITU-R BT.601), 0 to 255.
    pub(crate) fn luma(&self) -> Vec<f32> {
        let area = CHIP_SIDE * CHIP_SIDE;
        (0..area)
            .map(|i| {
                0.299 * self.planes[i] + 0.587 * self.planes[area + i] + 0.114 * self.planes[2 * area + i]
            })
            .collect()
    }
}

/// The similarity (turn, scale, shift) that carries `from` onto `to` with the least squared error, as
/// `[a, b, tx, ty]` for x′ = a·x − b·y + tx, y′ = b·x + a·y + ty. `None` when `from` is one single place.
///
/// For five points in a plane this closed form is what Umeyama's method gives without a reflection.
pub fn similarity(from: &[Point; 5], to: &[Point; 5]) -> Option<[f32; 4]> {
    let mean = |points: &[Point; 5]| {
        let n = points.len() as f64;
        let sum = points
            .iter()
            .fold((0.0, 0.0), |(x, y), p| (x + f64::from(p.x), y + f64::from(p.y)));
        (sum.0 / n, sum.1 / n)
    };
    let ((fx, fy), (gx, gy)) = (mean(from), mean(to));
    let (mut dot, mut cross, mut spread) = (0.0, 0.0, 0.0);
    for (p, q) in from.iter().zip(to) {
        let (px, py) = (f64::from(p.x) - fx, f64::from(p.y) - fy);
        let (qx, qy) = (f64::from(q.x) - gx, f64::from(q.y) - gy);
        dot += px * qx + py * qy;
        cross += px * qy - py * qx;
        spread += px * px + py * py;
    }
    if !spread.is_finite() || spread < 1e-6 {
        return None;
    }
    let (a, b) = (dot / spread, cross / spread);
    let shift = (gx - a * fx + b * fy, gy - b * fx - a * fy);
    let all = [a as f32, b as f32, shift.0 as f32, shift.1 as f32];
    (a.hypot(b) > 1e-6 && all.iter().all(|v| v.is_finite())).then_some(all)
}

/// The face of a picture as an aligned [`Chip`]; `None` when its points span nothing.
///
/// A face much larger than the chip is averaged down, not merely picked at: otherwise a sharp picture
/// from a phone would turn to noise.
pub fn align(picture: &Picture, face: &Face) -> Option<Chip> {
    let [a, b, tx, ty] = similarity(&face.points, &TEMPLATE_POINTS)?;
    let scale = a.hypot(b);
    let squared = scale * scale;
    // Back from the chip to the picture.
    let (ia, ib) = (a / squared, -b / squared);
    let place = |x: f32, y: f32| {
        let (x, y) = (x - tx, y - ty);
        (ia * x - ib * y, ib * x + ia * y)
    };
    let taps = ((1.0 / scale).round() as i32).clamp(1, 16);
    let offsets: Vec<f32> = (0..taps).map(|i| (i as f32 + 0.5) / taps as f32 - 0.5).collect();
    let weight = 1.0 / (taps * taps) as f32;
    let area = CHIP_SIDE * CHIP_SIDE;
    let mut planes = vec![0.0; 3 * area];
    for row in 0..CHIP_SIDE {
        for column in 0..CHIP_SIDE {
            let mut sum = [0.0_f32; 3];
            for dy in &offsets {
                for dx in &offsets {
                    let (x, y) = place(column as f32 + dx, row as f32 + dy);
                    let colour = picture.sample(x, y);
                    sum.iter_mut().zip(colour).for_each(|(s, c)| *s += c);
                }
            }
            let i = row * CHIP_SIDE + column;
            for (plane, value) in sum.into_iter().enumerate() {
                planes[plane * area + i] = value * weight;
            }
        }
    }
    Some(Chip { planes })
}
