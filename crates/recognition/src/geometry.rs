//! Points, boxes and the face a detector found, in pixels of the picture it was found in.

/// A place in a picture: pixels from the left and from the top, the centre of the first pixel at (0, 0).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// Pixels from the left edge.
    pub x: f32,
    /// Pixels from the top edge.
    pub y: f32,
}

impl Point {
    /// A point from its two distances.
    pub const fn new(x: f32, y: f32) -> Self {
        Self { x, y }
    }

    pub(crate) fn distance(self, other: Self) -> f32 {
        (self.x - other.x).hypot(self.y - other.y)
    }

    pub(crate) fn middle(self, other: Self) -> Self {
        Self::new(f32::midpoint(self.x, other.x), f32::midpoint(self.y, other.y))
    }
}

/// An upright box. It may reach beyond the picture: a face at the edge is found with the part unseen.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rect {
    /// Left edge in pixels.
    pub x: f32,
    /// Top edge in pixels.
    pub y: f32,
    /// Width in pixels.
    pub width: f32,
    /// Height in pixels.
    pub height: f32,
}

impl Rect {
    /// Its area in square pixels.
    pub fn area(&self) -> f32 {
        self.width * self.height
    }

    /// How much of both boxes is shared: intersection over union, 0 to 1.
    pub fn overlap(&self, other: &Self) -> f32 {
        let width = (self.x + self.width).min(other.x + other.width) - self.x.max(other.x);
        let height = (self.y + self.height).min(other.y + other.height) - self.y.max(other.y);
        if width <= 0.0 || height <= 0.0 {
            return 0.0;
        }
        let shared = width * height;
        shared / (self.area() + other.area() - shared)
    }

    /// The part of this box that lies inside a picture of `width` × `height`, 0 to 1.
    pub(crate) fn inside(&self, width: u32, height: u32) -> f32 {
        let picture = Self {
            x: 0.0,
            y: 0.0,
            width: width as f32,
            height: height as f32,
        };
        let w = (self.x + self.width).min(picture.width) - self.x.max(0.0);
        let h = (self.y + self.height).min(picture.height) - self.y.max(0.0);
        if w <= 0.0 || h <= 0.0 {
            0.0
        } else {
            w * h / self.area()
        }
    }
}

/// One face found in a picture.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Face {
    /// The box from forehead to chin.
    pub bounds: Rect,
    /// The eye on the left of the picture, the eye on the right, the tip of the nose, the corner of the
    /// mouth on the left, the corner on the right.
    pub points: [Point; 5],
    /// How sure the detector is that this is a face, 0 to 1.
    pub score: f32,
}

impl Face {
    /// Whether every number is finite and the box has an area: nothing else is ever passed on.
    pub(crate) fn is_sound(&self) -> bool {
        let bounds = &self.bounds;
        let points = self.points.iter().flat_map(|p| [p.x, p.y]);
        [bounds.x, bounds.y, bounds.width, bounds.height, self.score]
            .into_iter()
            .chain(points)
            .all(f32::is_finite)
            && bounds.width >= 1.0
            && bounds.height >= 1.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn rect(x: f32, y: f32, width: f32, height: f32) -> Rect {
        Rect { x, y, width, height }
    }

    #[test]
    fn overlap_is_one_for_the_same_box_and_none_for_boxes_apart() {
        let a = rect(0.0, 0.0, 10.0, 10.0);
        assert!((a.overlap(&a) - 1.0).abs() < 1e-6);
        assert!(a.overlap(&rect(20.0, 0.0, 10.0, 10.0)) == 0.0);
        assert!((a.overlap(&rect(5.0, 0.0, 10.0, 10.0)) - 1.0 / 3.0).abs() < 1e-6);
    }

    #[test]
    fn a_face_half_out_of_the_picture_is_half_inside() {
        assert!((rect(-5.0, 0.0, 10.0, 10.0).inside(100, 100) - 0.5).abs() < 1e-6);
        assert!(rect(200.0, 0.0, 10.0, 10.0).inside(100, 100) == 0.0);
    }
}
