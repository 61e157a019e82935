//! A video in a camera's place, for machines without one: served in the demo only.

use std::path::Path;

use axum::Router;
use tower_http::services::ServeFile;

/// `/demo/face.mp4`, where the test faces were prepared; nothing otherwise, and the pages do not offer it.
pub(crate) fn routes(models: &Path) -> Router {
    let video = models.join("test-faces/franck.mp4");
    if video.is_file() {
        Router::new().route_service("/demo/face.mp4", ServeFile::new(video))
    } else {
        Router::new()
    }
}
