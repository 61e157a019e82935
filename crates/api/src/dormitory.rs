//! `/api/sites/{site}/rooms`, `/api/rooms`: a site's dormitory, and who slept in a room in a night.

use axum::extract::{Path, Query, State};
use domain::id::{PersonId, RoomId, SiteId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::caller::SignedIn;
use crate::json::Json;
use crate::problem::{Answer, InLanguage, Problem};
use crate::state::Api;

pub(crate) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new()
        .routes(routes!(rooms))
        .routes(routes!(lodgers))
}

#[derive(Deserialize, IntoParams)]
struct NightQuery {
    /// The night that begins on this day; tonight when not said.
    #[param(value_type = Option<String>, format = Date)]
    night: Option<Date>,
}

/// A room of a dormitory.
#[derive(Serialize, ToSchema)]
struct DormitoryRoom {
    /// Which.
    id: RoomId,
    /// The building.
    building: String,
    /// The room in it.
    room: String,
    /// People who slept there in the night asked about.
    people: i64,
}

/// Someone who slept in a room.
#[derive(Serialize, ToSchema)]
struct Lodger {
    /// Who.
    person: PersonId,
    /// The masked name.
    name: String,
    /// The masked document number.
    document: String,
    /// The day of moving in.
    #[schema(value_type = String, format = Date)]
    from: Date,
    /// The day of moving out; none while they live there.
    #[schema(value_type = Option<String>, format = Date)]
    to: Option<Date>,
}

/// A site's rooms, with how many slept in each in a night.
#[utoipa::path(get, path = "/api/sites/{site}/rooms", tag = "dormitory", params(("site" = SiteId, Path), NightQuery),
    responses((status = 200, body = Vec<DormitoryRoom>), (status = 403, body = Problem)))]
async fn rooms(
    State(api): State<Api>,
    SignedIn { caller, .. }: SignedIn,
    Path(site): Path<SiteId>,
    Query(query): Query<NightQuery>,
) -> Answer<Json<Vec<DormitoryRoom>>> {
    let found = api.platform.rooms(&caller, site, query.night).await;
    let rooms = found.said(caller.language)?.into_iter().map(|row| DormitoryRoom {
        id: row.id,
        building: row.room.building().to_owned(),
        room: row.room.room().to_owned(),
        people: row.people,
    });
    Ok(Json(rooms.collect()))
}

/// Who slept in a room in a night; the look is recorded.
#[utoipa::path(get, path = "/api/rooms/{room}/lodgers", tag = "dormitory", params(("room" = RoomId, Path), NightQuery),
    responses((status = 200, body = Vec<Lodger>), (status = 403, body = Problem)))]
async fn lodgers(
    State(api): State<Api>,
    SignedIn { caller, .. }: SignedIn,
    Path(room): Path<RoomId>,
    Query(query): Query<NightQuery>,
) -> Answer<Json<Vec<Lodger>>> {
    let found = api.platform.lodgers(&caller, room, query.night).await;
    let lodgers = found.said(caller.language)?.into_iter().map(|lodger| Lodger {
        person: lodger.person.id,
        name: lodger.person.name.masked(),
        document: lodger.person.document.masked(),
        from: lodger.from,
        to: lodger.to,
    });
    Ok(Json(lodgers.collect()))
}
