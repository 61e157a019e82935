//! `/api/events`: passages and alerts as they happen, as server-sent events.

use std::convert::Infallible;
use std::time::Duration;

use async_stream::stream;
use axum::extract::{Query, State};
use axum::response::Sse;
use axum::response::sse::{Event, KeepAlive};
use domain::division::Division;
use domain::id::SiteId;
use domain::language::Words;
use futures_util::Stream;
use serde::{Deserialize, Serialize};
use service::Error;
use service::listener::{Listener, News};
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::alert::Alert;
use crate::caller::SignedIn;
use crate::problem::{Answer, InLanguage, Problem};
use crate::state::Api;
use crate::streams::Place;

/// A sign of life, so that a listener notices a cut line.
const HEARTBEAT: Duration = Duration::from_secs(15);

pub(crate) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new().routes(routes!(events))
}

#[derive(Deserialize, IntoParams)]
struct EventsQuery {
    /// At this site.
    site: Option<SiteId>,
    /// At sites of this town.
    #[param(value_type = Option<String>)]
    town: Option<Division>,
}

/// Passages (`event: passage`, a `PassageRow`) and alerts (`event: alert`, an `Alert`) within the caller's scope as
/// they happen; `event: reload` when too much happened at once and the lists are to be read again. What came in
/// over the last ten seconds is told at the start. A comment every 15 s says that the line is up; the stream ends
/// with the session, and when the session opens a seventh.
#[utoipa::path(get, path = "/api/events", tag = "event", params(EventsQuery),
    responses((status = 200, content_type = "text/event-stream", body = String), (status = 403, body = Problem),
        (status = 503, body = Problem)))]
async fn events(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
    Query(query): Query<EventsQuery>,
) -> Answer<Sse<impl Stream<Item = Result<Event, Infallible>>>> {
    let listener = api
        .platform
        .listen(&caller, query.site, query.town.as_ref())
        .await
        .said(caller.language)?;
    let place = caller.session.and_then(|session| api.streams.place(session));
    let place = place.ok_or_else(too_many).said(caller.language)?;
    let heartbeat = KeepAlive::new().interval(HEARTBEAT).text("heartbeat");
    Ok(Sse::new(told(api, listener, place)).keep_alive(heartbeat))
}

fn told(api: Api, mut listener: Listener, mut place: Place) -> impl Stream<Item = Result<Event, Infallible>> {
    let mut stopping = api.stopping.subscribe();
    stream! {
        loop {
            let news = tokio::select! {
                news = listener.next() => news,
                _ = stopping.wait_for(|stopping| *stopping) => break,
                () = place.displaced() => break,
            };
            match news {
                Ok(Some(news)) => match event(&api, &listener, news).await {
                    Ok(Some(event)) => yield Ok(event),
                    Ok(None) => {}
                    Err(error) => { tracing::error!(%error, "an event could not be told"); break }
                },
                Ok(None) => break,
                Err(error) => { tracing::error!(%error, "listening failed"); break }
            }
        }
    }
}

fn too_many() -> Error {
    Error::Unavailable(Words::new(
        "同时在看的页面太多了，过一会儿会自动再连；现在可以手动刷新",
        "Too many pages are listening. Yours will connect again by itself; until then, reload it by hand.",
    ))
}

async fn event(api: &Api, listener: &Listener, news: News) -> service::Result<Option<Event>> {
    let caller = listener.caller();
    Ok(match news {
        News::Passage(passage) => match api.platform.passage(caller, passage).await {
            Ok(row) => json("passage", &row),
            // Told of before another look at the scope would deny it.
            Err(Error::Denied) => None,
            Err(other) => return Err(other),
        },
        News::Alert(alert) => {
            // It may have waited for a slow line: whoever acts on it knows nothing later.
            let changed_at = alert.changed_at;
            let said = Alert::said(*alert, caller.language, api.platform.now());
            json("alert", &said.known_at(changed_at))
        }
        News::Reload => Some(Event::default().event("reload").data("reload")),
    })
}

fn json(name: &str, data: &impl Serialize) -> Option<Event> {
    Event::default().event(name).json_data(data).ok()
}
