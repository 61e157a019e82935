//! YuNet (2023mar): the faces of a picture, each with a box, five points and a score.

use fast_image_resize::images::{Image, ImageRef};
use fast_image_resize::{FilterType, PixelType, ResizeAlg, ResizeOptions, Resizer};
use ort::session::{Session, SessionOutputs};
use ort::value::TensorRef;

use crate::geometry::{Face, Point, Rect};
use crate::picture::Picture;
use crate::runtime::{EngineError, LoadError, Runtime, failed};

const NAME: &str = "detection";
/// Cells of 8, 16 and 32 pixels: small, middling and large faces.
const STRIDES: [usize; 3] = [8, 16, 32];
/// Sides outside these bounds are brought within them.
const LEAST_SIDE: u32 = 128;
const MOST_SIDE: u32 = 1920;
/// A box below this score is no face.
const MIN_SCORE: f32 = 0.6;
/// Of two boxes that share more than this the surer one stays.
const MAX_OVERLAP: f32 = 0.3;
/// More faces than this in one frame are not told apart any further.
const MAX_FACES: usize = 64;

pub(crate) struct Detector {
    session: Session,
    resizer: Resizer,
    planes: Vec<f32>,
}

impl Detector {
    pub(crate) fn load(runtime: &Runtime) -> Result<Self, LoadError> {
        Ok(Self {
            session: runtime.session("yunet.onnx")?,
            resizer: Resizer::new(),
            planes: Vec::new(),
        })
    }

    /// Faces from the largest to the smallest, in a picture scaled down so that its longer side is at most
    /// `side` pixels. The network was trained on faces of 10 to 300 pixels: where it finds none it looks
    /// once more at half the size, for one that fills the picture.
    pub(crate) fn detect(&mut self, picture: &Picture, side: u32) -> Result<Vec<Face>, EngineError> {
        let side = side.clamp(LEAST_SIDE, MOST_SIDE);
        let faces = self.detect_at(picture, side)?;
        if faces.is_empty() {
            self.detect_at(picture, side / 2)
        } else {
            Ok(faces)
        }
    }

    fn detect_at(&mut self, picture: &Picture, side: u32) -> Result<Vec<Face>, EngineError> {
        let longer = picture.width().max(picture.height());
        let scale = (side as f32 / longer as f32).min(1.0);
        let size = |side: u32| ((side as f32 * scale).round() as u32).max(1);
        let (width, height) = (size(picture.width()), size(picture.height()));
        // The network halves its input five times.
        let padded = [height, width].map(|side| side.next_multiple_of(32) as usize);
        if (width, height) == (picture.width(), picture.height()) {
            fill(&mut self.planes, picture.rgb(), width as usize, padded);
        } else {
            let small = self.shrink(picture, width, height)?;
            fill(&mut self.planes, &small, width as usize, padded);
        }
        let shape = [1, 3, padded[0], padded[1]];
        let input = TensorRef::from_array_view((shape, self.planes.as_slice())).map_err(failed(NAME))?;
        let outputs = self.session.run(ort::inputs![input]).map_err(failed(NAME))?;
        let mut faces = Vec::new();
        for stride in STRIDES {
            read_cells(&outputs, stride, padded, &mut faces)?;
        }
        drop(outputs);
        let back = (
            picture.width() as f32 / width as f32,
            picture.height() as f32 / height as f32,
        );
        for face in &mut faces {
            enlarge(face, back);
        }
        faces.retain(Face::is_sound);
        Ok(keep_surest(faces))
    }

    fn shrink(&mut self, picture: &Picture, width: u32, height: u32) -> Result<Vec<u8>, EngineError> {
        let wrong = |why: String| EngineError { model: NAME, why };
        let source = ImageRef::new(picture.width(), picture.height(), picture.rgb(), PixelType::U8x3)
            .map_err(|error| wrong(error.to_string()))?;
        let mut target = Image::new(width, height, PixelType::U8x3);
        let options = ResizeOptions::new().resize_alg(ResizeAlg::Convolution(FilterType::Bilinear));
        self.resizer
            .resize(&source, &mut target, &options)
            .map_err(|error| wrong(error.to_string()))?;
        Ok(target.into_vec())
    }
}

/// Rows of red-green-blue as three planes, blue first, black where padded on the right and below.
fn fill(planes: &mut Vec<f32>, rgb: &[u8], width: usize, [height, padded_width]: [usize; 2]) {
    let area = height * padded_width;
    planes.clear();
    planes.resize(3 * area, 0.0);
    let (blue, rest) = planes.split_at_mut(area);
    let (green, red) = rest.split_at_mut(area);
    let rows = blue
        .chunks_exact_mut(padded_width)
        .zip(green.chunks_exact_mut(padded_width));
    let rows = rows.zip(red.chunks_exact_mut(padded_width));
    for (row, ((blue, green), red)) in rgb.chunks_exact(width * 3).zip(rows) {
        for (pixel, ((b, g), r)) in row.chunks_exact(3).zip(blue.iter_mut().zip(green).zip(red)) {
            *r = f32::from(pixel[0]);
            *g = f32::from(pixel[1]);
            *b = f32::from(pixel[2]);
        }
    }
}

/// Each cell of one stride says how likely it holds a face, and where that lies from its corner.
fn read_cells(
    outputs: &SessionOutputs<'_>,
    stride: usize,
    [height, width]: [usize; 2],
    faces: &mut Vec<Face>,
) -> Result<(), EngineError> {
    let read = |kind: &str| {
        let name = format!("{kind}_{stride}");
        let value = outputs.get(&name).ok_or_else(|| EngineError {
            model: NAME,
            why: format!("no {name}"),
        })?;
        value
            .try_extract_tensor::<f32>()
            .map(|(_, values)| values)
            .map_err(failed(NAME))
    };
    let (class, object, boxes, points) = (read("cls")?, read("obj")?, read("bbox")?, read("kps")?);
    let step = stride as f32;
    let columns = width / stride;
    if class.len() != columns * (height / stride) {
        return Err(EngineError {
            model: NAME,
            why: format!("{} cells at stride {stride}", class.len()),
        });
    }
    let cells = class
        .iter()
        .zip(object)
        .zip(boxes.chunks_exact(4))
        .zip(points.chunks_exact(10));
    for (cell, (((class, object), b), k)) in cells.enumerate() {
        let score = (class.clamp(0.0, 1.0) * object.clamp(0.0, 1.0)).sqrt();
        if score < MIN_SCORE {
            continue;
        }
        let (column, row) = ((cell % columns) as f32, (cell / columns) as f32);
        let (centre_x, centre_y) = ((column + b[0]) * step, (row + b[1]) * step);
        let (w, h) = (b[2].exp() * step, b[3].exp() * step);
        let point = |i: usize| Point::new((k[2 * i] + column) * step, (k[2 * i + 1] + row) * step);
        faces.push(Face {
            bounds: Rect {
                x: centre_x - w / 2.0,
                y: centre_y - h / 2.0,
                width: w,
                height: h,
            },
            points: std::array::from_fn(point),
            score,
        });
    }
    Ok(())
}

fn enlarge(face: &mut Face, (x, y): (f32, f32)) {
    let bounds = &mut face.bounds;
    (bounds.x, bounds.width) = (bounds.x * x, bounds.width * x);
    (bounds.y, bounds.height) = (bounds.y * y, bounds.height * y);
    for point in &mut face.points {
        *point = Point::new(point.x * x, point.y * y);
    }
}

/// Of boxes on the same face the surest; then by size.
fn keep_surest(mut faces: Vec<Face>) -> Vec<Face> {
    faces.sort_by(|a, b| b.score.total_cmp(&a.score));
    let mut kept: Vec<Face> = Vec::new();
    for face in faces {
        if kept.len() < MAX_FACES && kept.iter().all(|k| k.bounds.overlap(&face.bounds) <= MAX_OVERLAP) {
            kept.push(face);
        }
    }
    kept.sort_by(|a, b| b.bounds.area().total_cmp(&a.bounds.area()));
    kept
}
