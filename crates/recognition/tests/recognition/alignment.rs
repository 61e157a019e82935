//! Five points carried onto five points, and a face onto its chip.

use proptest::prelude::*;
use recognition::{CHIP_SIDE, Face, Picture, Point, Rect, TEMPLATE_POINTS, align, similarity};

fn moved([a, b, tx, ty]: [f32; 4], point: Point) -> Point {
    Point::new(a * point.x - b * point.y + tx, b * point.x + a * point.y + ty)
}

fn face(points: [Point; 5]) -> Face {
    Face {
        bounds: Rect {
            x: 0.0,
            y: 0.0,
            width: 112.0,
            height: 112.0,
        },
        points,
        score: 1.0,
    }
}

proptest! {
    #[test]
    fn a_turned_scaled_shifted_face_comes_back_to_its_place(
        angle in -3.1_f32..3.1,
        scale in 0.2_f32..6.0,
        x in -500.0_f32..2000.0,
        y in -500.0_f32..2000.0,
    ) {
        let away = [scale * angle.cos(), scale * angle.sin(), x, y];
        let seen = TEMPLATE_POINTS.map(|point| moved(away, point));
        let back = similarity(&seen, &TEMPLATE_POINTS).expect("the points span something");
        for (point, home) in seen.iter().zip(TEMPLATE_POINTS) {
            let point = moved(back, *point);
            prop_assert!((point.x - home.x).abs() < 0.02 && (point.y - home.y).abs() < 0.02, "{point:?} {home:?}");
        }
    }

    #[test]
    fn any_five_points_align_or_do_not_and_never_crash(
        values in prop::array::uniform10(any::<f32>()),
        width in 1_u32..40,
        height in 1_u32..40,
    ) {
        let points = std::array::from_fn(|i| Point::new(values[2 * i], values[2 * i + 1]));
        let picture = Picture::from_rgb(width, height, vec![7; (width * height * 3) as usize]).expect("a picture");
        if let Some(chip) = align(&picture, &face(points)) {
            prop_assert!(chip.planes().iter().all(|v| (v - 7.0).abs() < 1e-3));
        }
    }
}

#[test]
fn a_face_already_in_place_is_taken_as_it_is() {
    let side = CHIP_SIDE as u32;
    let rgb: Vec<u8> = (0..side * side * 3).map(|i| (i % 251) as u8).collect();
    let picture = Picture::from_rgb(side, side, rgb.clone()).expect("a picture");
    let chip = align(&picture, &face(TEMPLATE_POINTS)).expect("an aligned face");
    for (i, pixel) in rgb.chunks_exact(3).enumerate() {
        for (plane, value) in pixel.iter().enumerate() {
            let got = chip.planes()[plane * CHIP_SIDE * CHIP_SIDE + i];
            assert!((got - f32::from(*value)).abs() < 0.05, "{got} {value}");
        }
    }
    assert_eq!(chip.mirrored().mirrored(), chip);
}

#[test]
fn points_all_in_one_place_span_nothing() {
    assert_eq!(similarity(&[Point::new(3.0, 4.0); 5], &TEMPLATE_POINTS), None);
}
