//! The piece of a picture around a face that a liveness model looks at.

use crate::geometry::Rect;
use crate::picture::Picture;

/// Cuts a box `scale` times the face's, moved inside the picture where it would reach out of it, and
/// scales it to `side` × `side` as three planes, blue first, 0 to 255.
///
/// Both liveness models were trained on crops made this way, whole pixels and plain bilinear picking
/// included; averaging down would smooth away what they look for.
pub(crate) fn planes_bgr(picture: &Picture, face: &Rect, scale: f32, side: usize) -> Vec<f32> {
    let (width, height) = (picture.width() as f32 - 1.0, picture.height() as f32 - 1.0);
    let scale = scale.min(width / face.width).min(height / face.height);
    let (w, h) = ((face.width * scale).max(1.0), (face.height * scale).max(1.0));
    let left = (face.x + face.width / 2.0 - w / 2.0).min(width - w).max(0.0).floor();
    let top = (face.y + face.height / 2.0 - h / 2.0).min(height - h).max(0.0).floor();
    let (w, h) = (w.floor() + 1.0, h.floor() + 1.0);
    let (step_x, step_y) = (w / side as f32, h / side as f32);
    let area = side * side;
    let mut planes = vec![0.0; 3 * area];
    for row in 0..side {
        // Half a pixel in on both sides, never past the crop's own edge.
        let y = top + ((row as f32 + 0.5) * step_y - 0.5).clamp(0.0, h - 1.0);
        for column in 0..side {
            let x = left + ((column as f32 + 0.5) * step_x - 0.5).clamp(0.0, w - 1.0);
            let [red, green, blue] = picture.sample(x, y);
            let i = row * side + column;
            planes[i] = blue;
            planes[area + i] = green;
            planes[2 * area + i] = red;
        }
    }
    planes
}
