//! Requests that never reach a handler (a body that is no JSON, an id that is none, a route that is not there)
//! answer as everything else does: problem+json, in the caller's language.

use axum::extract::Request;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use domain::language::Language;
use http::{HeaderValue, StatusCode, header};

use crate::caller::language;
use crate::problem::Problem;

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
        _ => (
            "invalid",
            "填写的内容格式不对，请检查后再试",
            "This is not in the form asked for. Check it and try again.",
        ),
    };
    Problem {
        r#type: "about:blank".into(),
        title: status.canonical_reason().unwrap_or_default().into(),
        status: status.as_u16(),
        detail: match language {
            Language::Chinese => zh.into(),
            Language::English => en.into(),
        },
        code: code.into(),
        fields: Vec::new(),
        retry_after_seconds: None,
    }
}
