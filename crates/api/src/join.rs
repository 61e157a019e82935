//! `/api/join`: how a worker comes in by the site's link.

use axum::extract::{Path, State};
use axum_extra::extract::cookie::CookieJar;
use domain::consent::{ConsentText, Purpose};
use domain::id::SiteId;
use domain::registry::WorkerDraft;
use http::StatusCode;
use serde::{Deserialize, Serialize};
use service::registry::SelfRegistered;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::caller::Reads;
use crate::cookie::Door;
use crate::json::Json;
use crate::limit::Kind;
use crate::problem::{Answer, InLanguage, Problem};
use crate::session::Me;
use crate::site::Crew;
use crate::state::Api;

pub(crate) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new().routes(routes!(join_info, join))
}

/// What a worker sees who opens a site's link.
#[derive(Serialize, ToSchema)]
struct JoinInfo {
    /// The site.
    site: SiteId,
    /// Its name.
    site_name: String,
    /// Its crews, to choose from.
    crews: Vec<Crew>,
    /// The text on declarations to agree to.
    consent: ConsentText,
}

/// Who a worker says they are. Whose people they are, and what a site keeps of its own, is for the site to say.
#[derive(Default, Deserialize, ToSchema)]
#[serde(default)]
struct SelfDraft {
    /// The name as written.
    name: String,
    /// The kind of document: its word, its code or its Chinese name; empty means an identity card.
    document_kind: String,
    /// The document's number.
    document: String,
    /// Mobile number.
    phone: String,
    /// The crew's name; may be empty.
    crew: String,
    /// The trade code of the real-name standard (three digits); may be empty.
    trade: String,
    /// The day of birth, needed only where the document does not carry it.
    birth_date: String,
}

impl From<SelfDraft> for WorkerDraft {
    fn from(said: SelfDraft) -> Self {
        Self {
            name: said.name,
            document_kind: said.document_kind,
            document: said.document,
            phone: said.phone,
            crew: said.crew,
            trade: said.trade,
            birth_date: said.birth_date,
            ..Self::default()
        }
    }
}

/// A worker who registers themself.
#[derive(Deserialize, ToSchema)]
struct SelfRegistration {
    /// Who.
    worker: SelfDraft,
    /// The version of the text on declarations that was shown and agreed to.
    declaration_text_version: String,
}

/// The site of a join link.
#[utoipa::path(get, path = "/api/join/{token}", tag = "join", params(("token" = String, Path)),
    responses((status = 200, body = JoinInfo), (status = 404, body = Problem)))]
async fn join_info(
    State(api): State<Api>,
    Reads(language): Reads,
    Path(token): Path<String>,
) -> Answer<Json<JoinInfo>> {
    let (site, crews) = api.platform.join_site(&token).await.said(language)?;
    Ok(Json(JoinInfo {
        site: site.id,
        site_name: site.name,
        crews: crews.into_iter().map(Crew::from).collect(),
        consent: Purpose::Declaration.text(),
    }))
}

/// Registers a worker, pending until the site confirms, and signs them in.
#[utoipa::path(post, path = "/api/join/{token}", tag = "join", params(("token" = String, Path)),
    request_body = SelfRegistration,
    responses((status = 201, body = Me), (status = 404, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem), (status = 429, body = Problem)))]
async fn join(
    State(api): State<Api>,
    door: Door,
    Path(token): Path<String>,
    Json(body): Json<SelfRegistration>,
) -> Answer<(StatusCode, CookieJar, axum::Json<Me>)> {
    door.limited(Kind::Join)?;
    let sent = SelfRegistered {
        worker: body.worker.into(),
        declaration_text_version: body.declaration_text_version,
    };
    let opened = api
        .platform
        .self_register(&token, &sent, &door.whence, door.language)
        .await;
    door.opened(opened).await
}
