//! An app that knows faces, and pictures to show it.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use api::Api;
use http::Method;
use recognition::{Options, Recognizer};
use service::Faces;
use testkit::{Database, Reply, TestApp, Who};

/// One man, over three minutes.
pub(crate) const FRAMES: [&str; 6] = [
    "franck_01829.jpg",
    "franck_02045.jpg",
    "franck_02159.jpg",
    "franck_02221.jpg",
    "franck_02683.jpg",
    "franck_02888.jpg",
];

/// Someone else.
pub(crate) const SOMEONE_ELSE: &str = "bieber_small.jpg";

/// Painted, not photographed.
pub(crate) const DRAWING: &str = "picasso_drawing_crop.jpg";

fn models() -> PathBuf {
    std::env::var_os("SITEWARDEN_MODELS").map_or_else(
        || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../.models"),
        PathBuf::from,
    )
}

/// The platform with its models, and everyone's face in memory.
pub(crate) async fn app_with_faces(database: Database) -> TestApp {
    let recognizer = Recognizer::load(&models(), &Options::default())
        .unwrap_or_else(|error| panic!("{error}; run `node models/prepare.mjs` first"));
    let mut app = TestApp::over(database).await;
    app.platform = app.platform.clone().with_faces(Faces::new(Arc::new(recognizer)));
    app.router = api::router(Api::new(app.platform.clone(), true));
    app.platform.load_faces().await.expect("faces are read");
    app
}

pub(crate) fn picture(name: &str) -> Vec<u8> {
    let path = models().join("test-faces").join(name);
    std::fs::read(&path).unwrap_or_else(|_| {
        panic!(
            "{} is missing: run `node models/test-faces/prepare.mjs` first",
            path.display()
        )
    })
}

/// Sends pictures as a form.
pub(crate) async fn send(app: &TestApp, who: Who, path: &str, pictures: &[Vec<u8>]) -> Reply {
    let mut body = Vec::new();
    for picture in pictures {
        body.extend_from_slice(
            b"--edge\r\nContent-Disposition: form-data; name=\"pictures\"; filename=\"a\"\r\n\
              Content-Type: text/plain\r\n\r\n",
        );
        body.extend_from_slice(picture);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--edge--\r\n");
    app.send_bytes(
        who,
        Method::POST,
        path,
        "multipart/form-data; boundary=edge",
        body,
    )
    .await
}
