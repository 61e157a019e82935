//! The web pages, carried inside the program: the console at `/`, the worker's pages at `/worker/`.

use axum::response::{IntoResponse, Redirect, Response};
use http::header::{CACHE_CONTROL, CONTENT_TYPE};
use http::{HeaderMap, Method, StatusCode, Uri};
use rust_embed::{EmbeddedFile, RustEmbed};
use service::Error;

use crate::caller::language;
use crate::problem::Failure;

#[derive(RustEmbed)]
#[folder = "../../web/console/dist/"]
struct Console;

#[derive(RustEmbed)]
#[folder = "../../web/worker/dist/"]
struct Worker;

/// Said in place of pages that were not there when the program was built.
const NOT_BUILT: &str = "<!doctype html><meta charset=\"utf-8\"><title>工地卫士 Sitewarden</title>\
     <p>网页还没有编译：在 web/ 里运行 npm run build，再重新编译程序。\
     <p lang=\"en\">The web pages are not built: run <code>npm run build</code> in web/ and build the program again.\n";

/// A file of the pages, or the one page for any address that is a place within it.
pub(crate) async fn page(method: Method, uri: Uri, headers: HeaderMap) -> Response {
    let path = uri.path();
    if path.starts_with("/api/") || path == "/api" {
        return Failure::new(Error::NotFound, language(&headers)).into_response();
    }
    if method != Method::GET && method != Method::HEAD {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    if path == "/worker" {
        return Redirect::permanent("/worker/").into_response();
    }
    match path.strip_prefix("/worker/") {
        Some(within) => served(within, Worker::get),
        None => served(path.trim_start_matches('/'), Console::get),
    }
}

fn served(path: &str, file: impl Fn(&str) -> Option<EmbeddedFile>) -> Response {
    if let Some(found) = file(path) {
        // Files under `assets/` carry a hash in their name and never change.
        return answer(path, found, path.starts_with("assets/"));
    }
    let names_a_file = path.rsplit('/').next().is_some_and(|last| last.contains('.'));
    if names_a_file {
        return StatusCode::NOT_FOUND.into_response();
    }
    match file("index.html") {
        Some(found) => answer("index.html", found, false),
        None => (
            StatusCode::SERVICE_UNAVAILABLE,
            [
                (CONTENT_TYPE, "text/html; charset=utf-8"),
                (CACHE_CONTROL, "no-cache"),
            ],
            NOT_BUILT,
        )
            .into_response(),
    }
}

fn answer(path: &str, file: EmbeddedFile, lasting: bool) -> Response {
    let cache = if lasting {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    let bytes = match file.data {
        std::borrow::Cow::Borrowed(bytes) => bytes::Bytes::from_static(bytes),
        std::borrow::Cow::Owned(bytes) => bytes.into(),
    };
    ([(CONTENT_TYPE, kind(path)), (CACHE_CONTROL, cache)], bytes).into_response()
}

fn kind(path: &str) -> &'static str {
    match path.rsplit('.').next().unwrap_or_default() {
        "html" => "text/html; charset=utf-8",
        "js" | "mjs" => "text/javascript; charset=utf-8",
        "css" => "text/css; charset=utf-8",
        "json" | "map" => "application/json",
        "webmanifest" => "application/manifest+json",
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "webp" => "image/webp",
        "ico" => "image/x-icon",
        "woff2" => "font/woff2",
        "wasm" => "application/wasm",
        "txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
