//! The piece of a picture around a face that a liveness model looks at.

use crate::geometry::Rect;
use crate::picture::Picture;

/// Cuts a box `scale` times the face's, moved inside the picture where it would reach out of it, and
/// scales it to `side` × `side` as three planes, blue first, 0 to 255.
///
/// Both liveness models were trained on crops made this way, whole pixels and plain bilinear picking
/// included; averaging down would smooth away what they look for.
pub(crate) fn planes_bgr(picture: &Picture, face: &Rect, scale: f32, side: usize) -> Vec<f32> {
    let (most_x, most_y) = (picture.width() as f32 - 1.0, picture.height() as f32 - 1.0);
    let scale = scale.min(most_x / face.width).min(most_y / face.height);
    let (width, height) = ((face.width * scale).max(1.0), (face.height * scale).max(1.0));
    let left = (face.x + face.width / 2.0 - width / 2.0)
        .min(most_x - width)
        .max(0.0)
        .floor();
    let top = (face.y + face.height / 2.0 - height / 2.0)
        .min(most_y - height)
        .max(0.0)
        .floor();
    let (width, height) = (width.floor() + 1.0, height.floor() + 1.0);
    // Half a pixel in on both sides, never past the crop's own edge.
    let within =
        |step: usize, whole: f32| ((step as f32 + 0.5) * whole / side as f32 - 0.5).clamp(0.0, whole - 1.0);
    let area = side * side;
    let mut planes = vec![0.0; 3 * area];
    for row in 0..side {
        let y = top + within(row, height);
        for column in 0..side {
            let [red, green, blue] = picture.sample(left + within(column, width), y);
            let place = row * side + column;
            planes[place] = blue;
            planes[area + place] = green;
            planes[2 * area + place] = red;
        }
    }
    planes
}
