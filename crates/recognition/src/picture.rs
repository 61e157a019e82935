//! Bytes from a camera or an upload as pixels, refused before anything large is allocated.
//!
//! Sizes are checked on the header alone. A file that ends early or does not decode in full is refused
//! as damaged: half a picture is not evidence of who stands there.

use std::io::Cursor;

use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, RgbImage};
use zune_jpeg::JpegDecoder;
use zune_jpeg::zune_core::bytestream::ZCursor;
use zune_jpeg::zune_core::colorspace::ColorSpace;
use zune_jpeg::zune_core::options::DecoderOptions;

/// What a picture may weigh and measure before it is looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Most bytes of the file.
    pub bytes: usize,
    /// Most pixels, width × height.
    pub pixels: u64,
    /// Most pixels along either side.
    pub side: u32,
}

impl Limits {
    /// A camera at a gate: up to full HD.
    pub const CAMERA: Self = Self {
        bytes: 4 << 20,
        pixels: 1920 * 1088,
        side: 1920,
    };
    /// A picture taken with a phone and uploaded: up to 25 megapixels.
    pub const UPLOAD: Self = Self {
        bytes: 16 << 20,
        pixels: 25_000_000,
        side: 8_000,
    };
}

/// Why bytes are not a picture that can be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PictureError {
    /// No bytes came.
    #[error("there is no picture: zero bytes")]
    Empty,
    /// The bytes are of no kind known here (JPEG, PNG, WebP).
    #[error("this is not a JPEG, PNG or WebP picture")]
    NotAPicture,
    /// It begins as a picture and ends early or does not decode.
    #[error("the picture is damaged or incomplete")]
    Damaged,
    /// More pixels than are taken, by its own header.
    #[error("the picture is too large: {width} × {height} pixels")]
    TooLarge {
        /// Width it claims.
        width: u32,
        /// Height it claims.
        height: u32,
    },
    /// More bytes than are taken.
    #[error("the file is too heavy: {bytes} bytes")]
    TooHeavy {
        /// Bytes that came.
        bytes: usize,
    },
}

/// A picture in memory: rows from the top, three bytes a pixel, red first, upright.
#[derive(Clone, PartialEq, Eq)]
pub struct Picture {
    width: u32,
    height: u32,
    rgb: Vec<u8>,
}

impl std::fmt::Debug for Picture {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Picture({} × {})", self.width, self.height)
    }
}

impl Picture {
    /// Decodes a JPEG, PNG or WebP file and turns it upright as its EXIF says.
    ///
    /// # Errors
    /// Each reason is its own [`PictureError`]; none is found after memory for the pixels was taken except
    /// [`PictureError::Damaged`].
    pub fn decode(bytes: &[u8], limits: &Limits) -> Result<Self, PictureError> {
        if bytes.is_empty() {
            return Err(PictureError::Empty);
        }
        if bytes.len() > limits.bytes {
            return Err(PictureError::TooHeavy { bytes: bytes.len() });
        }
        match image::guess_format(bytes) {
            Ok(ImageFormat::Jpeg) => jpeg(bytes, limits),
            Ok(format @ (ImageFormat::Png | ImageFormat::WebP)) => still(bytes, format, limits),
            _ => Err(PictureError::NotAPicture),
        }
    }

    /// A picture from pixels already in memory; `None` unless `rgb` holds exactly width × height × 3 bytes
    /// and both sides are at least one pixel.
    pub fn from_rgb(width: u32, height: u32, rgb: Vec<u8>) -> Option<Self> {
        let expected = (width as usize).checked_mul(height as usize)?.checked_mul(3)?;
        (expected > 0 && rgb.len() == expected).then_some(Self { width, height, rgb })
    }

    /// Pixels from left to right.
    pub fn width(&self) -> u32 {
        self.width
    }

    /// Pixels from top to bottom.
    pub fn height(&self) -> u32 {
        self.height
    }

    /// Its bytes: rows from the top, red, green, blue.
    pub fn rgb(&self) -> &[u8] {
        &self.rgb
    }

    /// One pixel; places outside take the colour of the nearest edge.
    pub(crate) fn pixel(&self, x: i32, y: i32) -> [f32; 3] {
        let x = x.clamp(0, self.width as i32 - 1) as usize;
        let y = y.clamp(0, self.height as i32 - 1) as usize;
        let i = (y * self.width as usize + x) * 3;
        [
            f32::from(self.rgb[i]),
            f32::from(self.rgb[i + 1]),
            f32::from(self.rgb[i + 2]),
        ]
    }

    /// Two pixels side by side, when both are in the picture: the common case, in one look-up.
    fn pair(&self, x: i32, y: i32) -> Option<[[f32; 3]; 2]> {
        let (x, y) = (u32::try_from(x).ok()?, u32::try_from(y).ok()?);
        if x + 1 >= self.width || y >= self.height {
            return None;
        }
        let from = (y as usize * self.width as usize + x as usize) * 3;
        let (pixels, _) = self.rgb.get(from..from + 6)?.as_chunks::<3>();
        Some([pixels.first()?.map(f32::from), pixels.get(1)?.map(f32::from)])
    }

    /// The colour between pixels, bilinear, edges repeated.
    pub(crate) fn sample(&self, x: f32, y: f32) -> [f32; 3] {
        let x = x.clamp(-1.0, self.width as f32);
        let y = y.clamp(-1.0, self.height as f32);
        let (column, row) = (x.floor(), y.floor());
        let (right, down) = (x - column, y - row);
        let (column, row) = (column as i32, row as i32);
        let mix = |above: [[f32; 3]; 2], below: [[f32; 3]; 2]| {
            std::array::from_fn(|i| {
                let top = above[0][i] + (above[1][i] - above[0][i]) * right;
                let bottom = below[0][i] + (below[1][i] - below[0][i]) * right;
                top + (bottom - top) * down
            })
        };
        if let (Some(above), Some(below)) = (self.pair(column, row), self.pair(column, row + 1)) {
            return mix(above, below);
        }
        mix(
            [self.pixel(column, row), self.pixel(column + 1, row)],
            [self.pixel(column, row + 1), self.pixel(column + 1, row + 1)],
        )
    }

    fn upright(self, orientation: Orientation) -> Self {
        if orientation == Orientation::NoTransforms {
            return self;
        }
        let (width, height) = (self.width, self.height);
        let Some(image) = RgbImage::from_raw(width, height, self.rgb) else {
            return Self {
                width,
                height,
                rgb: vec![0; width as usize * height as usize * 3],
            };
        };
        let mut image = DynamicImage::ImageRgb8(image);
        image.apply_orientation(orientation);
        let image = image.into_rgb8();
        Self {
            width: image.width(),
            height: image.height(),
            rgb: image.into_raw(),
        }
    }
}

fn check_size(width: u32, height: u32, limits: &Limits) -> Result<(), PictureError> {
    if width == 0 || height == 0 {
        return Err(PictureError::Damaged);
    }
    let pixels = u64::from(width) * u64::from(height);
    if pixels > limits.pixels || width > limits.side || height > limits.side {
        return Err(PictureError::TooLarge { width, height });
    }
    Ok(())
}

fn jpeg(bytes: &[u8], limits: &Limits) -> Result<Picture, PictureError> {
    let options = DecoderOptions::default()
        .set_strict_mode(true)
        .set_max_width(usize::from(u16::MAX))
        .set_max_height(usize::from(u16::MAX))
        .jpeg_set_out_colorspace(ColorSpace::RGB);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(bytes), options);
    decoder.decode_headers().map_err(|_| PictureError::Damaged)?;
    let info = decoder.info().ok_or(PictureError::Damaged)?;
    let (width, height) = (u32::from(info.width), u32::from(info.height));
    check_size(width, height, limits)?;
    if !ends(bytes) {
        return Err(PictureError::Damaged);
    }
    let rgb = decoder.decode().map_err(|_| PictureError::Damaged)?;
    let orientation = decoder.exif().and_then(|exif| Orientation::from_exif_chunk(exif));
    let picture = Picture::from_rgb(width, height, rgb).ok_or(PictureError::Damaged)?;
    Ok(picture.upright(orientation.unwrap_or(Orientation::NoTransforms)))
}

/// Whether the end marker stands after the last scan's beginning. The decoder itself forgives a file cut
/// within its last row of blocks.
fn ends(bytes: &[u8]) -> bool {
    bytes.windows(2).rev().find_map(|pair| match pair {
        [0xFF, 0xD9] => Some(true),
        [0xFF, 0xDA] => Some(false),
        _ => None,
    }) == Some(true)
}

fn still(bytes: &[u8], format: ImageFormat, limits: &Limits) -> Result<Picture, PictureError> {
    let mut bounds = image::Limits::default();
    // Eight bytes a pixel is the widest a PNG can be; what the decoder needs beside is granted on top.
    bounds.max_alloc = Some(limits.pixels.saturating_mul(8).saturating_add(64 << 20));
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(bounds);
    let mut decoder = reader.into_decoder().map_err(|_| PictureError::Damaged)?;
    let (width, height) = decoder.dimensions();
    check_size(width, height, limits)?;
    let orientation = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let image = DynamicImage::from_decoder(decoder)
        .map_err(|_| PictureError::Damaged)?
        .into_rgb8();
    let picture =
        Picture::from_rgb(image.width(), image.height(), image.into_raw()).ok_or(PictureError::Damaged)?;
    Ok(picture.upright(orientation))
}
