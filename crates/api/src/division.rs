//! `/api/divisions`: the country's divisions down to the community, one level at a time. Public, the same for
//! everyone, and the same until another list is built in: browsers and proxies may keep it.

use std::hash::{DefaultHasher, Hash, Hasher};

use axum::extract::Path;
use axum::response::{IntoResponse, Response};
use domain::division::{Division, Named};
use http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH};
use http::{HeaderMap, StatusCode};
use serde::Serialize;
use service::Error;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::caller::Reads;
use crate::headers::Keepable;
use crate::problem::{Answer, InLanguage, Problem};
use crate::state::Api;

pub(crate) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new()
        .routes(routes!(provinces))
        .routes(routes!(division))
}

/// A day without asking; after that a question of a few bytes, answered by as few unless another list was built in.
const KEPT: &str = "public, max-age=86400";

/// A division with its name.
#[derive(Serialize, ToSchema)]
struct DivisionName {
    /// Its code in its shortest form.
    code: Division,
    /// What it is called.
    name: &'static str,
}

impl From<Named> for DivisionName {
    fn from(named: Named) -> Self {
        Self {
            code: named.division,
            name: named.name,
        }
    }
}

/// A division and what lies directly in it.
#[derive(Serialize, ToSchema)]
struct DivisionLevel {
    /// Its code in its shortest form.
    code: Division,
    /// What it is called.
    name: &'static str,
    /// Its name with those of what it lies in, as an address begins.
    full_name: String,
    /// From its province down to itself.
    path: Vec<DivisionName>,
    /// What lies directly in it, by code.
    children: Vec<DivisionName>,
}

/// The provinces.
#[utoipa::path(get, path = "/api/divisions", tag = "division",
    responses((status = 200, body = Vec<DivisionName>)))]
async fn provinces(headers: HeaderMap) -> Response {
    let provinces: Vec<DivisionName> = Division::provinces().into_iter().map(Into::into).collect();
    kept(&headers, &provinces)
}

/// A division by its code (2, 4, 6, 9 or 12 digits), and what lies directly in it.
#[utoipa::path(get, path = "/api/divisions/{code}", tag = "division", params(("code" = String, Path)),
    responses((status = 200, body = DivisionLevel), (status = 404, body = Problem)))]
async fn division(Reads(language): Reads, Path(code): Path<String>, headers: HeaderMap) -> Answer<Response> {
    let found = code.parse().ok().and_then(|division: Division| {
        let name = division.name()?;
        Some(DivisionLevel {
            name,
            full_name: division.full_name(),
            path: division.path().into_iter().map(Into::into).collect(),
            children: division.under().into_iter().map(Into::into).collect(),
            code: division,
        })
    });
    let level = found.ok_or(Error::NotFound).said(language)?;
    Ok(kept(&headers, &level))
}

/// The answer, or that what the caller keeps is still right.
fn kept(asked: &HeaderMap, answer: &impl Serialize) -> Response {
    let body = serde_json::to_vec(answer).unwrap_or_default();
    let mut hasher = DefaultHasher::new();
    body.hash(&mut hasher);
    let mark = format!("W/\"{:016x}\"", hasher.finish());
    let known = asked
        .get(IF_NONE_MATCH)
        .and_then(|value| value.to_str().ok())
        .is_some_and(|value| value.split(',').any(|one| one.trim() == mark));
    let headers = [(CACHE_CONTROL, KEPT.to_owned()), (ETAG, mark)];
    let mut response = if known {
        (StatusCode::NOT_MODIFIED, headers).into_response()
    } else {
        (headers, [(CONTENT_TYPE, "application/json")], body).into_response()
    };
    response.extensions_mut().insert(Keepable);
    response
}
