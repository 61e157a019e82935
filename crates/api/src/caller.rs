//! Who calls: taken from the session's cookie, before any handler runs. Staff and workers have a cookie each, and
//! neither answers for the other's part of the API. An outside system shows a token instead, which opens what takes
//! [`Admitted`] and nothing else.

use axum::extract::FromRequestParts;
use axum_extra::extract::cookie::CookieJar;
use domain::account::Duty;
use domain::integrator::is_token;
use domain::language::Language;
use http::HeaderMap;
use http::header;
use http::request::Parts;
use service::account::{Attendance, Held};
use service::integrator::IntegratorCaller;
use service::{Caller, Error};

use crate::cookie::{MovedOn, Side};
use crate::limit::{Kind, address};
use crate::problem::{Answer, Failure, InLanguage};
use crate::state::Api;

/// Someone of staff who is signed in, and to whom their account is open.
pub(crate) struct SignedIn {
    pub(crate) caller: Caller,
}

/// Someone of staff who is signed in, and who may have something to do before their account is open to them. What
/// takes this in place of [`SignedIn`] is open to them before.
pub(crate) struct Entering {
    pub(crate) caller: Caller,
    pub(crate) shown_name: String,
    pub(crate) duty: Option<Duty>,
}

/// Someone of staff to whom their account is open, or an outside system by its token. What takes this in place of
/// [`SignedIn`] is open to tokens, as far as their permissions go; its document names the permission.
pub(crate) struct Admitted {
    pub(crate) caller: Caller,
}

/// An outside system, by its token.
pub(crate) struct ByToken(pub(crate) IntegratorCaller);

/// A worker who is signed in on their own page.
pub(crate) struct Own {
    pub(crate) caller: Caller,
    pub(crate) shown_name: String,
}

/// The language the caller reads.
#[derive(Clone, Copy)]
pub(crate) struct Reads(pub(crate) Language);

pub(crate) fn language(headers: &HeaderMap) -> Language {
    headers
        .get(header::ACCEPT_LANGUAGE)
        .and_then(|value| value.to_str().ok())
        .map_or_else(Language::default, Language::accepted)
}

impl<S: Sync> FromRequestParts<S> for Reads {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Self::Rejection> {
        Ok(Self(language(&parts.headers)))
    }
}

impl FromRequestParts<Api> for SignedIn {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, api: &Api) -> Result<Self, Failure> {
        let entering = Entering::from_request_parts(parts, api).await?;
        entering.free_for(&[]).map(|caller| Self { caller })
    }
}

impl FromRequestParts<Api> for Entering {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, api: &Api) -> Result<Self, Failure> {
        let held = held(parts, api, Side::Staff).await?;
        Ok(Self {
            caller: held.caller,
            shown_name: held.shown_name,
            duty: held.duty,
        })
    }
}

impl FromRequestParts<Api> for Admitted {
    type Rejection = Failure;

    /// Whoever shows a token is asked for nothing else: a cookie beside it opens nothing.
    async fn from_request_parts(parts: &mut Parts, api: &Api) -> Result<Self, Failure> {
        if bearer(&parts.headers).is_some() {
            let ByToken(asks) = ByToken::from_request_parts(parts, api).await?;
            return Ok(Self { caller: asks.caller });
        }
        let SignedIn { caller } = SignedIn::from_request_parts(parts, api).await?;
        Ok(Self { caller })
    }
}

impl FromRequestParts<Api> for ByToken {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, api: &Api) -> Result<Self, Failure> {
        let language = language(&parts.headers);
        let token = bearer(&parts.headers).ok_or(Error::SignedOut).said(language)?;
        let (limits, now) = (&api.limits, api.platform.now());
        let asks = match api.platform.integrator_caller(token, language).await {
            Ok(asks) => asks,
            // What has not a token's form is no guess.
            Err(error @ Error::Token(_)) if is_token(token) => {
                let from = address(parts, &api.proxies);
                limits.take(Kind::WrongToken, from, now).said(language)?;
                return Err(Failure::new(error, language));
            }
            Err(error) => return Err(Failure::new(error, language)),
        };
        limits.take(Kind::Token, asks.integrator.id, now).said(language)?;
        Ok(Self(asks))
    }
}

/// The token of `Authorization: Bearer`.
pub(crate) fn bearer(headers: &HeaderMap) -> Option<&str> {
    let (scheme, token) = headers
        .get(header::AUTHORIZATION)?
        .to_str()
        .ok()?
        .split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then_some(token.trim())
}

impl Entering {
    /// Goes on if nothing comes first, or only what is being done.
    pub(crate) fn free_for(self, done: &[Duty]) -> Answer<Caller> {
        match self.duty {
            Some(duty) if !done.contains(&duty) => {
                Err(Failure::new(Error::First(duty), self.caller.language))
            }
            _ => Ok(self.caller),
        }
    }
}

impl FromRequestParts<Api> for Own {
    type Rejection = Failure;

    async fn from_request_parts(parts: &mut Parts, api: &Api) -> Result<Self, Failure> {
        let held = held(parts, api, Side::Worker).await?;
        Ok(Self {
            caller: held.caller,
            shown_name: held.shown_name,
        })
    }
}

/// Who holds the session in a side's cookie. A session of the other side in it is none.
async fn held(parts: &Parts, api: &Api, side: Side) -> Answer<Held> {
    let language = language(&parts.headers);
    let jar = CookieJar::from_headers(&parts.headers);
    let token = jar.get(side.cookie()).map(|cookie| cookie.value().to_owned());
    let token = token.ok_or(Error::SignedOut).said(language)?;
    let held = api.platform.caller(&token, language, attendance(parts)).await;
    let held = held.said(language)?;
    if Side::of(held.caller.actor.role()) != side {
        return Err(Failure::new(Error::SignedOut, language));
    }
    if let Some(stands_for) = held.moved_on {
        MovedOn::note(parts, side, token, stands_for);
    }
    Ok(held)
}

/// A page that asks by itself, while nobody touches it, says so: what nobody uses comes to its end.
const UNATTENDED: &str = "sitewarden-unattended";

fn attendance(parts: &Parts) -> Attendance {
    if parts.headers.contains_key(UNATTENDED) {
        Attendance::Unattended
    } else {
        Attendance::Attended
    }
}
