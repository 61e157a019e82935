//! Errors as people and programs see them: problem+json (RFC 9457), in the caller's language.

use axum::response::{IntoResponse, Response};
use domain::account::Duty;
use domain::language::Language;
use http::{HeaderValue, StatusCode, header};
use serde::{Deserialize, Serialize};
use service::{CodeFault, Error, TokenFault};
use utoipa::ToSchema;

/// An error's body.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Problem {
    /// Always `about:blank`: the status says the kind.
    pub r#type: String,
    /// The status in words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// A sentence for the person, with what to do.
    pub detail: String,
    /// A word for programs: denied, signed_out, change_password, enrol_second_factor, token_unknown, token_expired,
    /// token_revoked, gate_unknown, code_wrong, code_used, code_old, not_found, conflict, invalid, too_many, too_large,
    /// unavailable, internal.
    pub code: String,
    /// Fields that were not accepted; of a conflict, those that someone else changed, with what they are now.
    #[serde(default)]
    pub fields: Vec<FieldMessage>,
    /// Seconds to wait before trying again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry_after_seconds: Option<i64>,
}

/// A field that was not accepted, in words.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
#[schema(as = FieldFault)]
pub struct FieldMessage {
    /// The field, with its line where it has one.
    pub field: String,
    /// What is wrong and what to do.
    pub message: String,
}

/// An error on its way out, with the language it is read in.
#[derive(Debug)]
pub(crate) struct Failure {
    error: Error,
    language: Language,
}

/// A result of a handler.
pub(crate) type Answer<T> = Result<T, Failure>;

/// Says an error in a language.
pub(crate) trait InLanguage<T> {
    fn said(self, language: Language) -> Answer<T>;
}

impl<T, E: Into<Error>> InLanguage<T> for Result<T, E> {
    fn said(self, language: Language) -> Answer<T> {
        self.map_err(|error| Failure {
            error: error.into(),
            language,
        })
    }
}

impl Failure {
    /// An error to be read in a language.
    pub(crate) fn new(error: Error, language: Language) -> Self {
        Self { error, language }
    }
}

impl IntoResponse for Failure {
    fn into_response(self) -> Response {
        if let Error::Internal(source) = &self.error {
            // Sources say which column or call failed, never whose data it was.
            tracing::error!(error = %source, cause = source.source().map(tracing::field::display), "request failed");
        }
        problem(&self.error, self.language).into_response()
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let body = serde_json::to_vec(&self).unwrap_or_default();
        let mut response = (status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        if let Some(seconds) = self.retry_after_seconds {
            headers.insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        response
    }
}

/// The body for an error.
pub(crate) fn problem(error: &Error, language: Language) -> Problem {
    let (status, code) = kind(error);
    let fields = match error {
        Error::Invalid(faults) | Error::ChangedMeanwhile(faults) => faults
            .iter()
            .map(|fault| FieldMessage {
                field: fault.field.clone(),
                message: fault.words.say(language).to_owned(),
            })
            .collect(),
        _ => Vec::new(),
    };
    let retry_after_seconds = match error {
        Error::TooMany { retry_after } => Some(*retry_after),
        _ => None,
    };
    Problem {
        r#type: "about:blank".into(),
        title: status.canonical_reason().unwrap_or_default().into(),
        status: status.as_u16(),
        detail: detail(error, language).to_owned(),
        code: code.into(),
        fields,
        retry_after_seconds,
    }
}

/// The status, and the word for programs.
fn kind(error: &Error) -> (StatusCode, &'static str) {
    match error {
        Error::SignedOut | Error::GateSession => (StatusCode::UNAUTHORIZED, "signed_out"),
        Error::GateKey => (StatusCode::UNAUTHORIZED, "gate_unknown"),
        Error::Code(CodeFault::Wrong) => (StatusCode::UNPROCESSABLE_ENTITY, "code_wrong"),
        Error::Code(CodeFault::Used) => (StatusCode::UNPROCESSABLE_ENTITY, "code_used"),
        Error::Code(CodeFault::Old) => (StatusCode::UNPROCESSABLE_ENTITY, "code_old"),
        Error::Token(TokenFault::Unknown) => (StatusCode::UNAUTHORIZED, "token_unknown"),
        Error::Token(TokenFault::Expired) => (StatusCode::UNAUTHORIZED, "token_expired"),
        Error::Token(TokenFault::Revoked) => (StatusCode::UNAUTHORIZED, "token_revoked"),
        Error::ForeignPage | Error::Denied => (StatusCode::FORBIDDEN, "denied"),
        Error::First(Duty::ChangePassword) => (StatusCode::FORBIDDEN, "change_password"),
        Error::First(Duty::RenewPassword) => (StatusCode::FORBIDDEN, "renew_password"),
        Error::First(Duty::EnrolSecondFactor) => (StatusCode::FORBIDDEN, "enrol_second_factor"),
        Error::NotFound => (StatusCode::NOT_FOUND, "not_found"),
        Error::Conflict(_) | Error::ChangedMeanwhile(_) => (StatusCode::CONFLICT, "conflict"),
        Error::Invalid(_) => (StatusCode::UNPROCESSABLE_ENTITY, "invalid"),
        Error::TooMany { .. } => (StatusCode::TOO_MANY_REQUESTS, "too_many"),
        Error::Unavailable(_) => (StatusCode::SERVICE_UNAVAILABLE, "unavailable"),
        Error::Internal(_) => (StatusCode::INTERNAL_SERVER_ERROR, "internal"),
    }
}

/// The sentence for the person.
fn detail(error: &Error, language: Language) -> &str {
    let (zh, en) = match error {
        Error::Conflict(words) | Error::Unavailable(words) => return words.say(language),
        Error::Invalid(faults) => {
            return faults.first().map_or("", |fault| fault.words.say(language));
        }
        Error::ChangedMeanwhile(_) => (
            "有几处别人刚改过，看一下标出的地方；你填的都还在",
            "Someone else changed some of this just now: see the fields that are marked. What you typed is kept.",
        ),
        Error::SignedOut => (
            "请先登录；如果刚输过，账号或密码不对",
            "Please sign in. If you just did, the name or password is not right.",
        ),
        Error::GateSession => (
            "闸机的会话到时间了：请重新签一次名",
            "The gate's session is over: sign a new challenge.",
        ),
        Error::GateKey => (
            "平台不认识这台闸机的密钥，或者已经停用：请在管理端给它换一个接入码，重新接上",
            "The platform does not know this gate's key, or it was ended. Give the gate a new code in the console and \
             connect it again.",
        ),
        Error::Code(fault) => code_words(*fault),
        Error::Token(fault) => token_words(*fault),
        Error::ForeignPage => (
            "这个操作是别的网站的页面发来的，没有执行。请直接打开本平台的页面再做一次",
            "This was sent by a page of another site and was not done. Open the platform's own page and do it there.",
        ),
        Error::Denied => ("这不在你的权限里", "This is outside what your account may do."),
        Error::First(Duty::ChangePassword) => (
            "这个密码是别人给的，先换成自己的",
            "Someone else made this password. Change it to your own first.",
        ),
        Error::First(Duty::RenewPassword) => (
            "这个密码用得太久了，先换一个新的",
            "This password has been used for too long. Make a new one first.",
        ),
        Error::First(Duty::EnrolSecondFactor) => (
            "区里要求你的账号分两步登录，先设好动态码或者通行密钥",
            "The district asks for a second factor on your account. Set it up first.",
        ),
        Error::NotFound => ("没有找到", "There is no such thing."),
        Error::TooMany { .. } => (
            "试得太多了，等一会儿再来",
            "Too many tries. Wait a little and try again.",
        ),
        Error::Internal(_) => (
            "系统出错了，你填的没有丢，请再试一次",
            "Something went wrong on our side. Please try again.",
        ),
    };
    match language {
        Language::Chinese => zh,
        Language::English => en,
    }
}

fn code_words(fault: CodeFault) -> (&'static str, &'static str) {
    match fault {
        CodeFault::Wrong => (
            "接入码不对，或者已经换了新的：请照管理端上显示的再输一次",
            "This code is not right, or a newer one took its place. Type it as the console shows it.",
        ),
        CodeFault::Used => (
            "这个接入码已经用过了：请在管理端给闸机换一个新的",
            "This code was used before. Give the gate a new one in the console.",
        ),
        CodeFault::Old => (
            "这个接入码过了一小时，不能用了：请在管理端给闸机换一个新的",
            "This code is over an hour old. Give the gate a new one in the console.",
        ),
    }
}

fn token_words(fault: TokenFault) -> (&'static str, &'static str) {
    match fault {
        TokenFault::Unknown => (
            "没有这个令牌：请检查有没有抄漏",
            "There is no such token. Check whether all of it was copied.",
        ),
        TokenFault::Expired => (
            "这个令牌过期了：请找系统管理员换一个",
            "This token has expired. Ask the system administrator for a new one.",
        ),
        TokenFault::Revoked => (
            "这个令牌已经停用：请找系统管理员",
            "This token was revoked. Ask the system administrator.",
        ),
    }
}
