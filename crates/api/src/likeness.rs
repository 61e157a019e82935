//! `/api/likenesses`: pairs of records that may be one person.

use axum::extract::{Path, Query, State};
use domain::division::Division;
use domain::document::DocumentKind;
use domain::id::{LikenessId, PersonId, SiteId};
use domain::language::Language;
use domain::likeness::Evidence;
use domain::standing::State as Standing;
use http::StatusCode;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use service::Paging;
use service::likeness::{Decides, LikenessDetail, LikenessQuery, LikenessRecord, MergeOrder};
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::caller::SignedIn;
use crate::json::Json;
use crate::problem::{Answer, InLanguage, Problem};
use crate::state::Api;

pub(crate) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(merge))
        .routes(routes!(keep_apart))
        .routes(routes!(undo))
}

/// Where a pair stands.
#[derive(Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum LikenessState {
    /// Somebody has to look.
    Open,
    /// Two people.
    Apart,
    /// One person.
    Merged,
}

impl From<LikenessState> for store::likeness::LikenessState {
    fn from(state: LikenessState) -> Self {
        match state {
            LikenessState::Open => Self::Open,
            LikenessState::Apart => Self::Apart,
            LikenessState::Merged => Self::Merged,
        }
    }
}

/// Who decides on a pair.
#[derive(Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum LikenessDecides {
    /// The caller.
    You,
    /// The town's office.
    Town,
    /// The district's office.
    District,
}

/// What of two records is not the same.
#[derive(Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Difference {
    /// The name.
    Name,
    /// The document.
    Document,
    /// The phone.
    Phone,
    /// The day of birth.
    BirthDate,
}

/// One thing that speaks for two records being one person.
#[derive(Serialize, ToSchema)]
struct LikenessEvidence {
    /// What: face, number, name_and_birth, phone, former_phone.
    code: &'static str,
    /// The same in words.
    text: String,
}

/// Where one of the two is engaged.
#[derive(Serialize, ToSchema)]
struct LikenessSite {
    /// The site.
    site: SiteId,
    /// Its name.
    site_name: String,
    /// The crew's name.
    crew_name: Option<String>,
    /// The first day; none while it waits to be confirmed.
    #[schema(value_type = Option<String>, format = Date)]
    entered_on: Option<Date>,
}

/// One record of a pair, masked as lists mask it.
#[derive(Serialize, ToSchema)]
struct LikenessRecordRow {
    /// Whose.
    person: PersonId,
    /// Their masked name.
    name: String,
    /// The kind of their document.
    document_kind: DocumentKind,
    /// The same in words.
    document_kind_text: String,
    /// Its masked number.
    document: String,
    /// Their masked phone.
    phone: Option<String>,
    /// Their year of birth.
    birth_year: Option<i16>,
    /// Where they are engaged, as far as the caller's scope reaches.
    sites: Vec<LikenessSite>,
    /// Where they stand.
    standing: Standing,
    /// Whether a face is enrolled.
    face: bool,
    /// Whether another record stands for this one.
    led: bool,
}

impl LikenessRecordRow {
    fn said(record: LikenessRecord, language: Language) -> Self {
        let person = record.person;
        let sites = record.engagements.into_iter().map(|engagement| LikenessSite {
            site: engagement.site,
            site_name: engagement.site_name,
            crew_name: engagement.crew_name,
            entered_on: engagement.entered_on,
        });
        Self {
            person: person.id,
            name: person.name.masked(),
            document_kind: person.document.kind(),
            document_kind_text: person.document.kind().words().say(language).to_owned(),
            document: person.document.masked(),
            phone: person.phone.map(|phone| phone.masked()),
            birth_year: person.birth_date.map(Date::year),
            sites: sites.collect(),
            standing: record.standing,
            face: record.face,
            led: person.leading.is_some(),
        }
    }
}

/// What was decided on a pair last.
#[derive(Serialize, ToSchema)]
struct LikenessDecision {
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// By whom.
    by: String,
    /// Why, in their words.
    reason: String,
}

/// Two records that may be one person.
#[derive(Serialize, ToSchema)]
struct Likeness {
    /// Which.
    id: LikenessId,
    /// Where it stands.
    state: LikenessState,
    /// What speaks for it, strongest first.
    evidence: Vec<LikenessEvidence>,
    /// When it was found.
    #[schema(value_type = String, format = DateTime)]
    found_at: Timestamp,
    /// One record.
    one: LikenessRecordRow,
    /// The other.
    other: LikenessRecordRow,
    /// What is not the same, also where it looks the same masked.
    differences: Vec<Difference>,
    /// Whether both have mainland numbers that pass their check, and different ones: two people, unless one number was
    /// written down wrongly.
    numbers_differ: bool,
    /// Who decides.
    decides: LikenessDecides,
    /// What was decided last, also if it was undone since.
    decided: Option<LikenessDecision>,
}

impl Likeness {
    fn said(detail: LikenessDetail, language: Language) -> Self {
        let pair = detail.pair;
        let (one, other) = (&detail.one.person, &detail.other.person);
        let differs = [
            (one.name.normal() != other.name.normal(), Difference::Name),
            (
                one.document.index_text() != other.document.index_text(),
                Difference::Document,
            ),
            (one.phone != other.phone, Difference::Phone),
            (one.birth_date != other.birth_date, Difference::BirthDate),
        ];
        let said = |evidence: Evidence| LikenessEvidence {
            code: evidence.code(),
            text: evidence.words().say(language).to_owned(),
        };
        Self {
            id: pair.id,
            state: match pair.state {
                store::likeness::LikenessState::Open => LikenessState::Open,
                store::likeness::LikenessState::Apart => LikenessState::Apart,
                store::likeness::LikenessState::Merged => LikenessState::Merged,
            },
            evidence: pair.evidence.into_iter().map(said).collect(),
            found_at: pair.found_at,
            differences: differs
                .into_iter()
                .filter_map(|(differs, what)| differs.then_some(what))
                .collect(),
            one: LikenessRecordRow::said(detail.one, language),
            other: LikenessRecordRow::said(detail.other, language),
            numbers_differ: detail.numbers_differ,
            decides: match detail.decides {
                Decides::You => LikenessDecides::You,
                Decides::Town => LikenessDecides::Town,
                Decides::District => LikenessDecides::District,
            },
            decided: pair.decided.map(|decided| LikenessDecision {
                at: decided.at,
                by: decided.by_name,
                reason: decided.reason,
            }),
        }
    }
}

/// A part of the list of pairs.
#[derive(Serialize, ToSchema)]
struct LikenessPage {
    /// What speaks loudest first; of those decided, the last first.
    items: Vec<Likeness>,
    /// Ask with `after` set to this for what follows; none at the end.
    next: Option<String>,
}

#[derive(Deserialize, IntoParams)]
struct LikenessesQuery {
    /// Those that are decided, rather than those to decide on.
    #[serde(default)]
    decided: bool,
    /// Of people at this site.
    site: Option<SiteId>,
    /// Of people at sites of this town.
    #[param(value_type = Option<String>)]
    town: Option<Division>,
    /// The `next` of the part before.
    after: Option<String>,
    /// At most so many: 1–200, 50 when not said.
    limit: Option<i64>,
}

/// How two records are to be merged.
#[derive(Deserialize, ToSchema)]
struct MergeSent {
    /// Which of the two leads: its name, document and phone are what is shown.
    leading: PersonId,
    /// Whether the other's number was written down wrongly and the cards were looked at; asked for where both numbers
    /// pass their check.
    #[serde(default)]
    number_mistaken: bool,
    /// Why: 4 to 200 characters.
    reason: String,
}

/// What is undone.
#[derive(Deserialize, ToSchema)]
struct LikenessUndoing {
    /// The state that the pair was seen in: `merged` or `apart`. In any other it is a conflict.
    undoes: LikenessState,
    /// Why: 4 to 200 characters.
    reason: String,
}

/// Why something is decided.
#[derive(Deserialize, ToSchema)]
struct LikenessReason {
    /// Why: 4 to 200 characters.
    reason: String,
}

/// Pairs of records that may be one person, of whom the caller sees both.
#[utoipa::path(get, path = "/api/likenesses", tag = "likeness", params(LikenessesQuery),
    responses((status = 200, body = LikenessPage), (status = 403, body = Problem)))]
async fn list(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
    Query(query): Query<LikenessesQuery>,
) -> Answer<Json<LikenessPage>> {
    let paging = Paging {
        after: query.after,
        limit: query.limit,
    };
    let asked = LikenessQuery {
        decided: query.decided,
        site: query.site,
        town: query.town,
    };
    let page = api.platform.likenesses(&caller, &asked, &paging).await;
    let page = page
        .said(caller.language)?
        .map(|detail| Likeness::said(detail, caller.language));
    Ok(Json(LikenessPage {
        items: page.items,
        next: page.next,
    }))
}

/// Merges the two records: they are one person from now on.
#[utoipa::path(post, path = "/api/likenesses/{likeness}/merge", tag = "likeness",
    params(("likeness" = LikenessId, Path)), request_body = MergeSent,
    responses((status = 204), (status = 403, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
async fn merge(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
    Path(likeness): Path<LikenessId>,
    Json(sent): Json<MergeSent>,
) -> Answer<StatusCode> {
    let order = MergeOrder {
        leading: sent.leading,
        number_mistaken: sent.number_mistaken,
        reason: sent.reason,
    };
    let merged = api.platform.merge_records(&caller, likeness, &order).await;
    merged.said(caller.language)?;
    Ok(StatusCode::NO_CONTENT)
}

/// Keeps the two apart: they are not shown again unless something new speaks for one person.
#[utoipa::path(post, path = "/api/likenesses/{likeness}/keep-apart", tag = "likeness",
    params(("likeness" = LikenessId, Path)), request_body = LikenessReason,
    responses((status = 204), (status = 403, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
async fn keep_apart(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
    Path(likeness): Path<LikenessId>,
    Json(sent): Json<LikenessReason>,
) -> Answer<StatusCode> {
    let kept = api.platform.keep_apart(&caller, likeness, &sent.reason).await;
    kept.said(caller.language)?;
    Ok(StatusCode::NO_CONTENT)
}

/// Undoes what was decided last: of a merger each record stands again as it stood, and the two are kept apart; of two
/// that were kept apart somebody has to look again.
#[utoipa::path(post, path = "/api/likenesses/{likeness}/undo", tag = "likeness",
    params(("likeness" = LikenessId, Path)), request_body = LikenessUndoing,
    responses((status = 204), (status = 403, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
async fn undo(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
    Path(likeness): Path<LikenessId>,
    Json(sent): Json<LikenessUndoing>,
) -> Answer<StatusCode> {
    let undone = api
        .platform
        .undo_decision(&caller, likeness, sent.undoes.into(), &sent.reason)
        .await;
    undone.said(caller.language)?;
    Ok(StatusCode::NO_CONTENT)
}
