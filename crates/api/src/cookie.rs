//! A session as a browser carries it: opened with its cookies, and its cookie moved on as the session is.

use std::sync::{Arc, OnceLock};

use axum::Json;
use axum::extract::{FromRequestParts, Request, State};
use axum::middleware::Next;
use axum::response::Response;
use axum_extra::extract::cookie::{Cookie, CookieJar, SameSite};
use domain::account::{Role, Scope};
use domain::language::Language;
use http::header::{SET_COOKIE, USER_AGENT};
use http::request::Parts;
use http::{HeaderValue, StatusCode};
use jiff::SignedDuration;
use service::account::SignedIn as Opened;
use service::{Result, Whence};

use crate::caller::language;
use crate::limit::{Kind, address};
use crate::problem::{Answer, InLanguage};
use crate::session::Me;
use crate::state::Api;

/// Whose session a browser carries. Each side has a cookie of its own, so that a worker who signs in beside the
/// manager who shows them how takes nobody's session away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// Staff, for everything but workers' own pages.
    Staff,
    /// A worker, for their own pages.
    Worker,
}

impl Side {
    /// The side a role signs in on.
    pub(crate) fn of(role: Role) -> Self {
        match role {
            Role::Worker => Self::Worker,
            _ => Self::Staff,
        }
    }

    /// The name of its cookie.
    pub(crate) fn cookie(self) -> &'static str {
        match self {
            Self::Staff => "sitewarden_session",
            Self::Worker => "sitewarden_worker",
        }
    }

    /// What its cookie is sent to.
    fn path(self) -> &'static str {
        match self {
            Self::Staff => "/api",
            Self::Worker => "/api/me",
        }
    }

    /// Takes its cookie out of the browser.
    pub(crate) fn forgotten(self, jar: CookieJar) -> CookieJar {
        jar.remove(Cookie::build(self.cookie()).path(self.path()))
    }
}

/// The device cookie's name: that an account has signed in from here before.
pub(crate) const DEVICE: &str = "sitewarden_device";

/// The longest that browsers keep a cookie (RFC 6265bis).
const DEVICE_STANDS: SignedDuration = SignedDuration::from_hours(24 * 400);

/// Someone at the door, who may be about to open a session.
pub(crate) struct Door {
    /// The language they read.
    pub(crate) language: Language,
    /// Where they come from.
    pub(crate) whence: Whence,
    api: Api,
    jar: CookieJar,
}

impl FromRequestParts<Api> for Door {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, api: &Api) -> std::result::Result<Self, Self::Rejection> {
        let jar = CookieJar::from_headers(&parts.headers);
        let agent = parts
            .headers
            .get(USER_AGENT)
            .and_then(|value| value.to_str().ok());
        Ok(Self {
            language: language(&parts.headers),
            whence: Whence {
                agent: agent.unwrap_or_default().to_owned(),
                address: address(parts, &api.proxies),
                device: jar.get(DEVICE).map(|cookie| cookie.value().to_owned()),
            },
            api: api.clone(),
            jar,
        })
    }
}

impl Door {
    /// Goes on unless too much was tried from here.
    pub(crate) fn limited(&self, kind: Kind) -> Answer<()> {
        let (limits, now) = (&self.api.limits, self.api.platform.now());
        limits.take(kind, self.whence.address, now).said(self.language)
    }

    /// Answers a session that was opened: its cookies and who it is.
    pub(crate) async fn opened(self, opened: Result<Opened>) -> Answer<(StatusCode, CookieJar, Json<Me>)> {
        let opened = opened.said(self.language)?;
        let kind = match opened.caller.actor.scope {
            Scope::Person { .. } => Kind::WorkerSignIn,
            _ => Kind::SignIn,
        };
        let (limits, now) = (&self.api.limits, self.api.platform.now());
        limits.give_back(kind, self.whence.address, now);
        let secure = self.api.secure;
        let me = Me::of(&self.api, &opened.caller, opened.shown_name, opened.duty).await;
        let me = me.said(self.language)?;
        let side = Side::of(opened.caller.actor.role());
        let session = cookie(
            side.cookie(),
            opened.token,
            side.path(),
            opened.stands_for,
            secure,
        );
        let mut jar = self.jar.add(session);
        if let Some(device) = opened.device {
            jar = jar.add(cookie(DEVICE, device, "/api/sessions", DEVICE_STANDS, secure));
        }
        Ok((StatusCode::CREATED, jar, Json(me)))
    }
}

/// A session whose end was moved on by this request, for its cookie to follow.
#[derive(Clone, Default)]
pub(crate) struct MovedOn(Arc<OnceLock<(Side, String, SignedDuration)>>);

impl MovedOn {
    /// Notes it on the request it came by.
    pub(crate) fn note(parts: &Parts, side: Side, token: String, stands_for: SignedDuration) {
        if let Some(moved_on) = parts.extensions.get::<Self>() {
            // A request has one session.
            let _ = moved_on.0.set((side, token, stands_for));
        }
    }
}

/// Sends the session's cookie again when the session's end was moved on; an answer that sets it itself goes before.
pub(crate) async fn move_on(State(api): State<Api>, mut request: Request, next: Next) -> Response {
    let moved_on = MovedOn::default();
    request.extensions_mut().insert(moved_on.clone());
    let mut response = next.run(request).await;
    let Some((side, token, stands_for)) = moved_on.0.get() else {
        return response;
    };
    let own = |value: &HeaderValue| value.as_bytes().starts_with(side.cookie().as_bytes());
    if !response.headers().get_all(SET_COOKIE).iter().any(own) {
        let cookie = cookie(side.cookie(), token.clone(), side.path(), *stands_for, api.secure).to_string();
        if let Ok(value) = HeaderValue::from_str(&cookie) {
            response.headers_mut().append(SET_COOKIE, value);
        }
    }
    response
}

fn cookie(
    name: &'static str,
    value: String,
    path: &'static str,
    stands_for: SignedDuration,
    secure: bool,
) -> Cookie<'static> {
    let stands_for = stands_for.unsigned_abs().try_into().unwrap_or_default();
    Cookie::build((name, value))
        .path(path)
        .http_only(true)
        .same_site(SameSite::Strict)
        .secure(secure)
        .max_age(stands_for)
        .build()
}
