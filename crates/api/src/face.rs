//! Enrolling a face: pictures come in, a template stays, nothing of the pictures is written anywhere.

use std::time::Duration;

use axum::Json;
use axum::extract::multipart::{Field, Multipart, MultipartRejection};
use axum::extract::{DefaultBodyLimit, Path, Query, State};
use domain::face::FaceState;
use domain::id::PersonId;
use serde::Deserialize;
use service::face::{LARGEST_PICTURE, MOST_PICTURES, Source};
use service::{Caller, Error};
use tokio::time::timeout;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::caller::{Own, SignedIn};
use crate::problem::{Answer, InLanguage, Problem};
use crate::state::Api;

/// All pictures of one request with what multipart puts around them.
const LARGEST_BODY: usize = MOST_PICTURES * LARGEST_PICTURE + (64 << 10);

pub(crate) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new()
        .routes(routes!(enrol))
        .routes(routes!(enrol_own))
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
}

/// Where pictures come from.
#[derive(Clone, Copy, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum PictureSource {
    /// A camera before the person: three good pictures are needed.
    #[default]
    Camera,
    /// Files: one is enough.
    Upload,
}

#[derive(Deserialize, IntoParams)]
struct EnrolQuery {
    /// Where the pictures come from; a camera when not said.
    #[serde(default)]
    #[param(inline)]
    source: PictureSource,
}

/// The pictures of an enrolment: JPEG, PNG or WebP, at most 8 MB each.
#[derive(ToSchema)]
#[expect(
    dead_code,
    reason = "describes the form to readers of the document; it is read part by part"
)]
struct Pictures {
    /// One to five, all of one person.
    #[schema(value_type = Vec<String>, format = Binary)]
    pictures: Vec<Vec<u8>>,
}

/// Enrols the face of a worker before the site's manager.
#[utoipa::path(post, path = "/api/workers/{person}/face", tag = "face",
    params(("person" = PersonId, Path), EnrolQuery),
    request_body(content = Pictures, content_type = "multipart/form-data"),
    responses((status = 200, body = FaceState), (status = 403, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem), (status = 503, body = Problem)))]
async fn enrol(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
    Path(person): Path<PersonId>,
    Query(query): Query<EnrolQuery>,
    form: Result<Multipart, MultipartRejection>,
) -> Answer<Json<FaceState>> {
    let state = enrolled(&api, &caller, person, query.source, form).await;
    Ok(Json(state.said(caller.language)?))
}

/// Enrols the caller's own face.
#[utoipa::path(post, path = "/api/me/face", tag = "face", params(EnrolQuery),
    request_body(content = Pictures, content_type = "multipart/form-data"),
    responses((status = 200, body = FaceState), (status = 403, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem), (status = 503, body = Problem)))]
async fn enrol_own(
    State(api): State<Api>,
    Own { caller, .. }: Own,
    Query(query): Query<EnrolQuery>,
    form: Result<Multipart, MultipartRejection>,
) -> Answer<Json<FaceState>> {
    let person = caller.own_person().said(caller.language)?;
    let state = enrolled(&api, &caller, person, query.source, form).await;
    Ok(Json(state.said(caller.language)?))
}

async fn enrolled(
    api: &Api,
    caller: &Caller,
    person: PersonId,
    source: PictureSource,
    form: Result<Multipart, MultipartRejection>,
) -> service::Result<FaceState> {
    // Leave first: without consent not one byte of a picture is taken in.
    let leave = api.platform.leave_to_enrol(caller, person).await?;
    // The place held by the leave is not for those who never finish sending.
    let form = form.map_err(|_| unreadable())?;
    let pictures = timeout(SENT_WITHIN, pictures(form))
        .await
        .map_err(|_| unreadable())??;
    let source = match source {
        PictureSource::Camera => Source::Camera,
        PictureSource::Upload => Source::Upload,
    };
    api.platform.enrol_face(caller, leave, source, pictures).await
}

/// Pictures that are not there by then are not waited for.
const SENT_WITHIN: Duration = Duration::from_mins(1);

async fn pictures(mut form: Multipart) -> service::Result<Vec<Vec<u8>>> {
    let mut pictures = Vec::new();
    while let Some(field) = form.next_field().await.map_err(|_| unreadable())? {
        if field.name() != Some("pictures") {
            continue;
        }
        if pictures.len() == MOST_PICTURES {
            return Err(Error::field(
                "pictures",
                format!("一次最多 {MOST_PICTURES} 张照片"),
                format!("At most {MOST_PICTURES} pictures at once."),
            ));
        }
        pictures.push(picture(field, pictures.len()).await?);
    }
    Ok(pictures)
}

async fn picture(mut field: Field<'_>, place: usize) -> service::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    while let Some(chunk) = field.chunk().await.map_err(|_| unreadable())? {
        if bytes.len() + chunk.len() > LARGEST_PICTURE {
            return Err(Error::field(
                format!("pictures[{place}]"),
                "照片超过 8 MB，请换小一点的",
                "The picture is over 8 MB. Use a smaller one.",
            ));
        }
        bytes.extend_from_slice(&chunk);
    }
    Ok(bytes)
}

fn unreadable() -> Error {
    Error::field(
        "pictures",
        "照片没有传完整，请再传一次",
        "The pictures did not arrive in full. Send them again.",
    )
}
