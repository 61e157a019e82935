//! JSON bodies: taken whole, or handed back with the path of the field that does not fit. Answers are plain JSON.

use axum::extract::{FromRequest, Request};
use axum::response::{IntoResponse, Response};
use bytes::Bytes;
use http::{StatusCode, header};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use service::{Error, FieldFault};

use crate::caller::language;
use crate::problem::Failure;
use crate::rejection::{not_json, shape};

/// A body of JSON.
pub(crate) struct Json<T>(pub(crate) T);

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        axum::Json(self.0).into_response()
    }
}

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Json<T> {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let language = language(request.headers());
        let kind = request.headers().get(header::CONTENT_TYPE);
        if !kind.is_some_and(|kind| is_json(kind.as_bytes())) {
            return Err(StatusCode::UNSUPPORTED_MEDIA_TYPE.into_response());
        }
        let bytes = Bytes::from_request(request, state).await;
        let bytes = bytes.map_err(IntoResponse::into_response)?;
        if let Some(path) = nul(&bytes) {
            return Err(Failure::new(has_nul(path), language).into_response());
        }
        let mut text = serde_json::Deserializer::from_slice(&bytes);
        let read: Result<T, _> = serde_path_to_error::deserialize(&mut text);
        let read = read.map_err(|error| {
            let path = error.path().to_string();
            let error = error.into_inner();
            if error.is_data() {
                let fault = shape::fault(&path, &error.to_string());
                Failure::new(Error::Invalid(vec![fault]), language).into_response()
            } else {
                not_json(&error, language).into_response()
            }
        })?;
        text.end()
            .map_err(|error| not_json(&error, language).into_response())?;
        Ok(Self(read))
    }
}

/// `application/json`, with parameters or as a suffix.
fn is_json(kind: &[u8]) -> bool {
    let kind = kind.split(|byte| *byte == b';').next().unwrap_or_default();
    let kind = kind.trim_ascii().to_ascii_lowercase();
    kind == b"application/json" || kind.starts_with(b"application/") && kind.ends_with(b"+json")
}

/// No text has a NUL: one engine keeps it, the other does not, and nobody means it.
pub(crate) fn has_nul(field: impl Into<String>) -> Error {
    Error::Invalid(vec![FieldFault::new(
        field,
        "里面有看不见的字符（NUL），请删掉重新写",
        "There is an invisible character (NUL) in it. Delete it and type it again.",
    )])
}

/// The path of the first text or name with a NUL in it. JSON can say one by an escape alone.
fn nul(bytes: &[u8]) -> Option<String> {
    if !bytes.windows(6).any(|six| six == b"\\u0000") {
        return None;
    }
    within(&serde_json::from_slice(bytes).ok()?, "")
}

fn within(value: &Value, path: &str) -> Option<String> {
    match value {
        Value::String(text) => text.contains('\0').then(|| path.to_owned()),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .find_map(|(place, item)| within(item, &format!("{path}[{place}]"))),
        Value::Object(fields) => fields.iter().find_map(|(name, field)| {
            if name.contains('\0') {
                return Some(path.to_owned());
            }
            let path = if path.is_empty() {
                name.clone()
            } else {
                format!("{path}.{name}")
            };
            within(field, &path)
        }),
        Value::Null | Value::Bool(_) | Value::Number(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_nul_is_found_where_it_stands_and_only_where_it_is_one() {
        let found = |text: &str| nul(text.as_bytes());
        assert_eq!(found(r#"{"a":{"b":["x","y\u0000"]}}"#), Some("a.b[1]".into()));
        assert_eq!(found(r#"{"a":"back\\u0000slash"}"#), None);
        assert_eq!(found(r#"{"a":"x"}"#), None);
    }

    #[test]
    fn json_is_known_by_its_type() {
        for kind in [
            "application/json",
            "Application/JSON; charset=utf-8",
            "application/merge-patch+json",
        ] {
            assert!(is_json(kind.as_bytes()), "{kind}");
        }
        for kind in ["text/json", "application/x-www-form-urlencoded", ""] {
            assert!(!is_json(kind.as_bytes()), "{kind}");
        }
    }
}
