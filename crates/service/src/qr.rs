//! Pictures that a phone reads.

use qrcode::QrCode;
use qrcode::render::svg;

use crate::error::{Error, Result};

/// A text as a QR code: an SVG picture with sides of at least so many pixels.
pub(crate) fn picture(text: &str, side: u32) -> Result<String> {
    let code = QrCode::new(text.as_bytes()).map_err(Error::internal)?;
    Ok(code.render::<svg::Color<'_>>().min_dimensions(side, side).build())
}
