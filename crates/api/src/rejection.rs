//! Requests that never reach a handler (a body that is no JSON, an id that is none, a route that is not there)
//! answer as everything else does: problem+json, in the caller's language.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::language::{Language, Words};
use http::{HeaderValue, StatusCode, header};

use crate::caller::language;
use crate::json::has_nul;
use crate::problem::{Failure, Problem};

pub(crate) mod shape;

/// Refuses addresses with a NUL in them, before anything reads their parts.
pub(crate) async fn no_nul(request: Request, next: Next) -> Response {
    let nul = |text: &str| text.contains("%00");
    let uri = request.uri();
    let parts = uri.query().unwrap_or_default().split('&');
    let field = parts
        .filter(|part| nul(part))
        .map(|part| part.split('=').next().unwrap_or_default());
    let field = field
        .chain(nul(uri.path()).then_some(""))
        .next()
        .map(str::to_owned);
    match field {
        Some(field) => Failure::new(has_nul(field), language(request.headers())).into_response(),
        None => next.run(request).await,
    }
}

/// A body that is no JSON at all, with where it breaks off.
pub(crate) fn not_json(error: &serde_json::Error, reads: Language) -> Problem {
    let (line, column) = (error.line(), error.column());
    let words = Words::new(
        format!("发来的不是完整的 JSON：第 {line} 行第 {column} 列看不懂"),
        format!("This is not whole JSON: line {line}, column {column} cannot be read."),
    );
    as_problem(StatusCode::BAD_REQUEST, "invalid", words.say(reads))
}

/// Replaces the plain answers of extractors and of the router by problems.
pub(crate) async fn as_problems(request: Request, next: Next) -> Response {
    let language = language(request.headers());
    let response = next.run(request).await;
    let status = response.status();
    let plain = response
        .headers()
        .get(header::CONTENT_TYPE)
        .is_none_or(|kind| kind.as_bytes().starts_with(b"text/plain"));
    if !(status.is_client_error() && plain) {
        return response;
    }
    let allow: Option<HeaderValue> = response.headers().get(header::ALLOW).cloned();
    let mut answer = rejected(status, language).into_response();
    if let Some(allow) = allow {
        answer.headers_mut().insert(header::ALLOW, allow);
    }
    answer
}

fn rejected(status: StatusCode, language: Language) -> Problem {
    let (code, zh, en) = match status {
        StatusCode::NOT_FOUND => ("not_found", "没有找到", "There is no such thing."),
        StatusCode::PAYLOAD_TOO_LARGE => (
            "too_large",
            "文件太大了，请分几次传",
            "This is too large. Send it in parts.",
        ),
        StatusCode::METHOD_NOT_ALLOWED => (
            "invalid",
            "这个地址不能这样用",
            "This address does not take this method.",
        ),
        StatusCode::UNSUPPORTED_MEDIA_TYPE => (
            "invalid",
            "请用 JSON 发，并写上 Content-Type: application/json",
            "Send JSON, with Content-Type: application/json.",
        ),
        _ => (
            "invalid",
            "填写的内容格式不对，请检查后再试",
            "This is not in the form asked for. Check it and try again.",
        ),
    };
    let detail = match language {
        Language::Chinese => zh,
        Language::English => en,
    };
    as_problem(status, code, detail)
}

fn as_problem(status: StatusCode, code: &str, detail: &str) -> Problem {
    Problem {
        r#type: "about:blank".into(),
        title: status.canonical_reason().unwrap_or_default().into(),
        status: status.as_u16(),
        detail: detail.into(),
        code: code.into(),
        fields: Vec::new(),
        retry_after_seconds: None,
    }
}
