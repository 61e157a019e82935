//! Whether a face can be judged at all: near, lit, sharp, whole and looking this way.
//!
//! A face that cannot be judged is not a stranger. Each shortcoming has a name so that a kiosk can say
//! what would help.

use crate::align::{CHIP_SIDE, Chip};
use crate::geometry::Face;
use crate::picture::Picture;

/// What keeps a face from being judged, the gravest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Poor {
    /// Too small: come closer.
    TooFar,
    /// Part of it is out of the picture: move to the middle.
    CutOff,
    /// Turned to a side: look straight at the camera.
    Turned,
    /// Looking up or down: look straight at the camera.
    Tilted,
    /// Not enough light on the face. Darkness is what most looks like a stranger.
    TooDark,
    /// Washed out by light.
    TooBright,
    /// Moving or out of focus: hold still.
    Blurred,
}

/// What was measured of a face.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quality {
    /// Width of the face's box in pixels of the picture.
    pub width: f32,
    /// Share of the face inside the picture, 0 to 1.
    pub inside: f32,
    /// How far the head is turned to a side, in degrees, positive to the right of the picture. Read from
    /// five points: good to ten degrees or so.
    pub yaw: f32,
    /// How far the nose stands from its usual place between eyes and mouth, in parts of that distance:
    /// below zero looking up, above looking down.
    pub nod: f32,
    /// Mean lightness of the face, 0 to 255.
    pub brightness: f32,
    /// Share of the face burnt out to white, 0 to 1.
    pub burnt: f32,
    /// Detail in the aligned face: the standard deviation of its Laplacian over that of its lightness.
    pub sharpness: f32,
}

/// The least a face must offer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Demands {
    /// Least width in pixels.
    pub width: f32,
    /// Least share inside the picture.
    pub inside: f32,
    /// Most degrees to a side.
    pub yaw: f32,
    /// Most nod, up or down.
    pub nod: f32,
    /// Least mean lightness.
    pub dark: f32,
    /// Most mean lightness.
    pub bright: f32,
    /// Most of the face burnt out.
    pub burnt: f32,
    /// Least detail.
    pub sharpness: f32,
}

impl Demands {
    /// At the gate: people walk up, so a little less will do; frames are fused.
    pub const GATE: Self = Self {
        width: 72.0,
        inside: 0.9,
        yaw: 35.0,
        nod: 0.22,
        dark: 40.0,
        bright: 225.0,
        burnt: 0.35,
        sharpness: 0.1,
    };
    /// At enrolment: the template is compared with for months.
    pub const ENROLMENT: Self = Self {
        width: 96.0,
        inside: 0.97,
        yaw: 25.0,
        nod: 0.18,
        dark: 55.0,
        bright: 215.0,
        burnt: 0.25,
        sharpness: 0.14,
    };
}

/// The nose stands about this far before the plane of the eyes, in distances between the eyes.
const NOSE_DEPTH: f32 = 0.55;
/// Where the nose lies between eyes (0) and mouth (1) on a face that looks straight.
const NOSE_BETWEEN: f32 = 0.494;

impl Quality {
    /// Measures a face and its aligned chip.
    pub(crate) fn measure(picture: &Picture, face: &Face, chip: &Chip) -> Self {
        let (yaw, nod) = pose(face);
        let (brightness, burnt, sharpness) = light(chip);
        let inside = inside(picture, face);
        Self {
            width: face.bounds.width,
            inside,
            yaw,
            nod,
            brightness,
            burnt,
            sharpness,
        }
    }

    /// The gravest way in which a face falls short, if any.
    pub fn falls_short(&self, demands: &Demands) -> Option<Poor> {
        // Written so that a value that is no number falls short.
        let enough = |value: f32, least: f32| value >= least;
        [
            (enough(self.width, demands.width), Poor::TooFar),
            (enough(self.inside, demands.inside), Poor::CutOff),
            (enough(demands.yaw, self.yaw.abs()), Poor::Turned),
            (enough(demands.nod, self.nod.abs()), Poor::Tilted),
            (enough(self.brightness, demands.dark), Poor::TooDark),
            (
                enough(demands.bright, self.brightness) && enough(demands.burnt, self.burnt),
                Poor::TooBright,
            ),
            (enough(self.sharpness, demands.sharpness), Poor::Blurred),
        ]
        .into_iter()
        .find_map(|(fine, poor)| (!fine).then_some(poor))
    }

    /// How much this look counts among several of one person: above 0, at most 1.
    pub(crate) fn weight(&self) -> f32 {
        let share = |value: f32, full: f32| (value / full).clamp(0.1, 1.0);
        let straight = (1.0 - self.yaw.abs() / 90.0).clamp(0.1, 1.0) * (1.0 - self.nod.abs()).clamp(0.1, 1.0);
        let weight =
            share(self.width, 112.0) * share(self.sharpness, 0.4) * share(self.brightness, 90.0) * straight;
        if weight.is_finite() {
            weight.max(1e-3)
        } else {
            1e-3
        }
    }
}

/// The share of the box inside the picture, less for each of the five points outside: of a face cut in
/// two the detector draws its box around the half it sees.
fn inside(picture: &Picture, face: &Face) -> f32 {
    let (width, height) = (picture.width() as f32, picture.height() as f32);
    let points = face
        .points
        .iter()
        .filter(|p| (0.0..width).contains(&p.x) && (0.0..height).contains(&p.y));
    face.bounds.inside(picture.width(), picture.height()) * points.count() as f32 / face.points.len() as f32
}

/// Yaw in degrees and nod, from the five points; a face whose eyes coincide counts as turned away.
fn pose(face: &Face) -> (f32, f32) {
    let [left, right, nose, mouth_left, mouth_right] = face.points;
    let apart = left.distance(right);
    let (eyes, mouth) = (left.middle(right), mouth_left.middle(mouth_right));
    let (ux, uy) = ((right.x - left.x) / apart, (right.y - left.y) / apart);
    // Along the line of the eyes, and down across it.
    let along = |x: f32, y: f32| x * ux + y * uy;
    let down = |x: f32, y: f32| -x * uy + y * ux;
    let height = down(mouth.x - eyes.x, mouth.y - eyes.y);
    if !(apart > 1.0 && height > 1.0) {
        return (90.0, 0.0);
    }
    let side = along(nose.x - eyes.x, nose.y - eyes.y) / apart;
    let nod = down(nose.x - eyes.x, nose.y - eyes.y) / height - NOSE_BETWEEN;
    ((side / NOSE_DEPTH).atan().to_degrees(), nod)
}

/// Mean lightness, burnt share and sharpness of the middle of an aligned face.
fn light(chip: &Chip) -> (f32, f32, f32) {
    let luma = chip.luma();
    let at = |x: usize, y: usize| luma[y * CHIP_SIDE + x];
    let (mut n, mut sum, mut squares, mut burnt) = (0.0_f32, 0.0_f32, 0.0_f32, 0.0_f32);
    let mut edges = 0.0_f32;
    for y in 30..104 {
        for x in 22..90 {
            let value = at(x, y);
            let laplacian = at(x - 1, y) + at(x + 1, y) + at(x, y - 1) + at(x, y + 1) - 4.0 * value;
            n += 1.0;
            sum += value;
            squares += value * value;
            edges += laplacian * laplacian;
            burnt += f32::from(u8::from(value >= 250.0));
        }
    }
    let mean = sum / n;
    let deviation = (squares / n - mean * mean).max(0.0).sqrt();
    (mean, burnt / n, (edges / n).sqrt() / (deviation + 2.0))
}
