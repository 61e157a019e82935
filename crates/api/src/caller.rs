//! Who calls: taken from the session cookie or the bearer token, before any handler runs.

use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum_extra::extract::cookie::CookieJar;
use domain::language::Language;
use http::HeaderMap;
use http::header;
use http::request::Parts;
use service::{Caller, Error};

use crate::problem::{Failure, InLanguage};
use crate::session::{COOKIE, MovedOn};
use crate::state::Api;

/// A signed-in person.
pub(crate) struct SignedIn {
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
        let language = language(&parts.headers);
        let jar = CookieJar::from_headers(&parts.headers);
        let token = jar.get(COOKIE).map(|cookie| cookie.value().to_owned());
        let token = token.ok_or(Error::SignedOut).said(language)?;
        let held = api.platform.caller(&token, language).await.said(language)?;
        if let Some(stands_for) = held.moved_on {
            MovedOn::note(parts, token, stands_for);
        }
        Ok(Self {
            caller: held.caller,
            shown_name: held.shown_name,
        })
    }
}

impl OptionalFromRequestParts<Api> for SignedIn {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, api: &Api) -> Result<Option<Self>, Self::Rejection> {
        Ok(<Self as FromRequestParts<Api>>::from_request_parts(parts, api)
            .await
            .ok())
    }
}
