//! `/api/sites/{site}/sign-in-cards`, `/api/me/sessions/card`: cards that workers carry and sign in with.

use axum::extract::{Path, State};
use axum_extra::extract::cookie::CookieJar;
use domain::id::{PersonId, SiteId};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::caller::SignedIn;
use crate::cookie::Door;
use crate::json::Json;
use crate::limit::Kind;
use crate::problem::{Answer, InLanguage, Problem};
use crate::session::Me;
use crate::state::Api;

pub(crate) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new()
        .routes(routes!(make_cards))
        .routes(routes!(end_card))
        .routes(routes!(card_sign_in))
}

/// Whose cards are to be made.
#[derive(Deserialize, ToSchema)]
struct SignInCardOrder {
    /// 1 to 100 people at work at the site.
    people: Vec<PersonId>,
}

/// A card that was just made.
#[derive(Serialize, ToSchema)]
struct SignInCard {
    /// Whose.
    person: PersonId,
    /// Their name in full, so that the card reaches them.
    name: String,
    /// Their crew.
    crew: Option<String>,
    /// The code, for typing.
    code: String,
    /// The QR code (SVG) of the page that takes it.
    svg: String,
}

/// Cards that were just made.
#[derive(Serialize, ToSchema)]
struct SignInCards {
    /// In the order of the people.
    items: Vec<SignInCard>,
}

/// A card and what else proves whose it is.
#[derive(Deserialize, ToSchema)]
struct CardSignIn {
    /// The code of the card.
    code: String,
    /// The last four signs of the document's number.
    document_tail: String,
}

/// Makes sign-in cards, each in place of an earlier one; the codes are shown here and nowhere again.
#[utoipa::path(post, path = "/api/sites/{site}/sign-in-cards", tag = "worker", params(("site" = SiteId, Path)),
    request_body = SignInCardOrder,
    responses((status = 201, body = SignInCards), (status = 403, body = Problem), (status = 422, body = Problem)))]
async fn make_cards(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
    Path(site): Path<SiteId>,
    Json(body): Json<SignInCardOrder>,
) -> Answer<(StatusCode, Json<SignInCards>)> {
    let made = api.platform.make_sign_in_cards(&caller, site, &body.people).await;
    let items = made.said(caller.language)?.into_iter().map(|card| SignInCard {
        person: card.person,
        name: card.name,
        crew: card.crew,
        code: card.code,
        svg: card.svg,
    });
    let items = items.collect();
    Ok((StatusCode::CREATED, Json(SignInCards { items })))
}

/// Ends a worker's sign-in card: it was lost.
#[utoipa::path(delete, path = "/api/workers/{person}/sign-in-card", tag = "worker",
    params(("person" = PersonId, Path)),
    responses((status = 204), (status = 403, body = Problem), (status = 404, body = Problem)))]
async fn end_card(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
    Path(person): Path<PersonId>,
) -> Answer<StatusCode> {
    let ended = api.platform.end_sign_in_card(&caller, person).await;
    ended.said(caller.language)?;
    Ok(StatusCode::NO_CONTENT)
}

/// Signs a worker in with their card and the last four signs of their document.
#[utoipa::path(post, path = "/api/me/sessions/card", tag = "me", request_body = CardSignIn,
    responses((status = 201, body = Me), (status = 422, body = Problem), (status = 429, body = Problem)))]
async fn card_sign_in(
    State(api): State<Api>,
    door: Door,
    Json(body): Json<CardSignIn>,
) -> Answer<(StatusCode, CookieJar, axum::Json<Me>)> {
    door.limited(Kind::WorkerSignIn)?;
    let opened = api
        .platform
        .card_sign_in(&body.code, &body.document_tail, &door.whence, door.language)
        .await;
    door.opened(opened).await
}
