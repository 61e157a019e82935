//! `/api/sites/{site}/workers`, `/api/workers`, `/api/engagements`: the real-name registry. Identity is masked
//! here; see `worker_identity` for the whole of it.

use axum::extract::{Path, Query, State};
use domain::document::DocumentKind;
use domain::face::FaceState;
use domain::id::{ContractorId, CrewId, EngagementId, PersonId, SiteId};
use domain::registry::{EngagementState, WorkerDraft};
use domain::standing::State as StandingState;
use domain::worker_kind::WorkerKind;
use http::StatusCode;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use service::declaration::DeclarationRow;
use service::passage::PassageRow;
use service::registry::WorkerQuery;
use service::standing::StandingView;
use service::{Caller, Paging};
use store::worker::Worker;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::caller::{Admitted, SignedIn};
use crate::check::{CheckForm, CheckRow};
use crate::consent::ConsentView;
use crate::json::Json;
use crate::problem::{Answer, InLanguage, Problem};
use crate::state::Api;
use crate::worker_details::{CertificateView, EditForm, EmergencyView, OtherRecordView, RoomView};

pub(crate) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new()
        .routes(routes!(workers, add))
        .routes(routes!(worker))
        .routes(routes!(sign_in_code))
        .routes(routes!(confirm))
        .routes(routes!(end))
}

/// How far face use has come.
#[derive(Clone, Copy, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum FaceStage {
    /// No consent.
    None,
    /// Consent, no template yet.
    Consented,
    /// A template is kept.
    Enrolled,
}

impl From<store::face::FaceStage> for FaceStage {
    fn from(stage: store::face::FaceStage) -> Self {
        match stage {
            store::face::FaceStage::None => Self::None,
            store::face::FaceStage::Consented => Self::Consented,
            store::face::FaceStage::Enrolled => Self::Enrolled,
        }
    }
}

impl From<FaceStage> for store::face::FaceStage {
    fn from(stage: FaceStage) -> Self {
        match stage {
            FaceStage::None => Self::None,
            FaceStage::Consented => Self::Consented,
            FaceStage::Enrolled => Self::Enrolled,
        }
    }
}

/// A worker of a site.
#[derive(Serialize, ToSchema)]
pub(crate) struct WorkerRow {
    /// Who.
    person: PersonId,
    /// By which engagement.
    engagement: EngagementId,
    /// The masked name.
    name: String,
    /// The masked document number.
    document: String,
    /// The masked phone.
    phone: Option<String>,
    /// The crew's name.
    crew: Option<String>,
    /// The contractor's name.
    contractor: Option<String>,
    /// Manager or worker.
    kind: WorkerKind,
    /// The trade code of the real-name standard.
    trade: Option<String>,
    /// Where the engagement stands.
    state: EngagementState,
    /// The standing.
    standing: StandingState,
    /// Its reasons, in words.
    reasons: Vec<String>,
    /// Whether something was declared today.
    declared_today: bool,
    /// How far face use has come.
    face: FaceStage,
    /// The first day at work.
    #[schema(value_type = Option<String>, format = Date)]
    entered_on: Option<Date>,
}

impl WorkerRow {
    pub(crate) fn said(worker: Worker, api: &Api, caller: &Caller) -> Self {
        let zone = &api.platform.settings().zone;
        // Who has left is another site's or nobody's: what they said since is not told here.
        let here = worker.state != EngagementState::Ended;
        let reasons = worker.standing.reasons.iter().filter(|_| here);
        Self {
            person: worker.person.id,
            engagement: worker.engagement,
            name: worker.person.name.masked(),
            document: worker.person.document.masked(),
            phone: worker.person.phone.filter(|_| here).map(|phone| phone.masked()),
            crew: worker.crew_name,
            contractor: worker.contractor_name,
            kind: worker.kind,
            trade: worker.trade,
            state: worker.state,
            standing: if here {
                worker.standing.state
            } else {
                StandingState::Hold
            },
            reasons: reasons
                .map(|reason| reason.words(zone).say(caller.language).to_owned())
                .collect(),
            declared_today: here && worker.declared,
            face: worker.face.into(),
            entered_on: worker.entered_on,
        }
    }
}

/// A part of the list of workers.
#[derive(Serialize, ToSchema)]
struct WorkerRowPage {
    /// The newest engagement first.
    items: Vec<WorkerRow>,
    /// Ask with `after` set to this for what follows; none at the end.
    next: Option<String>,
}

/// A period of work at a site.
#[derive(Serialize, ToSchema)]
struct EngagementRow {
    /// Which.
    id: EngagementId,
    /// Where.
    site: SiteId,
    /// The site's name.
    site_name: String,
    /// The crew's name.
    crew: Option<String>,
    /// The contractor's name.
    contractor: Option<String>,
    /// Manager or worker.
    kind: WorkerKind,
    /// The trade code of the real-name standard.
    trade: Option<String>,
    /// Where it stands.
    state: EngagementState,
    /// The first day.
    #[schema(value_type = Option<String>, format = Date)]
    entered_on: Option<Date>,
    /// The last day.
    #[schema(value_type = Option<String>, format = Date)]
    ended_on: Option<Date>,
}

/// A worker with everything their page shows.
#[derive(Serialize, ToSchema)]
struct WorkerDetail {
    /// Who.
    person: PersonId,
    /// The masked name.
    name: String,
    /// The masked document number.
    document: String,
    /// The kind of document.
    document_kind: DocumentKind,
    /// The masked phone.
    phone: Option<String>,
    /// The year of birth.
    birth_year: Option<i16>,
    /// What else they are registered as, after two records of theirs were merged.
    other_records: Vec<OtherRecordView>,
    /// Engagements within the caller's scope, newest first.
    engagements: Vec<EngagementRow>,
    /// Certificates, the one that is valid longest first.
    certificates: Vec<CertificateView>,
    /// Whom to call.
    emergency: Option<EmergencyView>,
    /// Where they sleep.
    room: Option<RoomView>,
    /// The standing.
    standing: StandingView,
    /// How far face use has come.
    face: FaceState,
    /// What they agreed to.
    consents: Vec<ConsentView>,
    /// What they declared, newest first.
    declarations: Vec<DeclarationRow>,
    /// The checks on the spot, newest first.
    checks: Vec<CheckRow>,
    /// What an edit of the details begins from; none where the caller may make none.
    edit: Option<EditForm>,
    /// What a check asks for; none where there is nothing for it to answer, or the caller may make none.
    check: Option<CheckForm>,
    /// When the card by which they sign in was made; none: they have none.
    #[schema(value_type = Option<String>, format = DateTime)]
    sign_in_card: Option<Timestamp>,
    /// Their last passages.
    passages: Vec<PassageRow>,
}

/// A code by which a worker signs in once.
#[derive(Serialize, ToSchema)]
struct SignInCode {
    /// Six digits.
    code: String,
    /// Until when it works.
    #[schema(value_type = String, format = DateTime)]
    expires_at: Timestamp,
}

/// By what a site's list of workers is cut.
#[derive(Default, Deserialize, IntoParams, ToSchema)]
pub(crate) struct WorkersFilter {
    /// A name or a part of it, pinyin, initials, or the last digits of a document or phone, in any combination: at
    /// least two letters or three digits. Never a whole number: addresses are logged.
    q: Option<String>,
    /// Of this crew.
    crew: Option<CrewId>,
    /// Of this contractor.
    contractor: Option<ContractorId>,
    /// Managers or workers.
    kind: Option<WorkerKind>,
    /// Who were engaged on this day, whether they have left since or not.
    #[param(value_type = Option<String>, format = Date)]
    #[schema(value_type = Option<String>, format = Date)]
    day: Option<Date>,
    /// With this standing.
    standing: Option<StandingState>,
    /// With an engagement in this state; every one that has not ended when not said.
    engagement: Option<EngagementState>,
    /// With face use come this far.
    face: Option<FaceStage>,
}

impl From<WorkersFilter> for WorkerQuery {
    fn from(filter: WorkersFilter) -> Self {
        Self {
            sought: filter.q,
            crew: filter.crew,
            contractor: filter.contractor,
            kind: filter.kind,
            day: filter.day,
            standing: filter.standing,
            engagement: filter.engagement,
            face: filter.face.map(Into::into),
        }
    }
}

#[derive(Deserialize, IntoParams)]
struct PageQuery {
    /// The `next` of the part before.
    after: Option<String>,
    /// At most so many: 1–200, 50 when not said.
    limit: Option<i64>,
}

/// Workers of a site, the newest engagement first.
#[utoipa::path(get, path = "/api/sites/{site}/workers", tag = "worker",
    params(("site" = SiteId, Path), WorkersFilter, PageQuery),
    security(("token" = ["workers.read"]), ("session" = [])),
    responses((status = 200, body = WorkerRowPage), (status = 403, body = Problem)))]
async fn workers(
    State(api): State<Api>,
    Admitted { caller }: Admitted,
    Path(site): Path<SiteId>,
    Query(filter): Query<WorkersFilter>,
    Query(page): Query<PageQuery>,
) -> Answer<Json<WorkerRowPage>> {
    let paging = Paging {
        after: page.after,
        limit: page.limit,
    };
    let page = api.platform.workers(&caller, site, &filter.into(), &paging).await;
    let page = page.said(caller.language)?;
    let page = page.map(|worker| WorkerRow::said(worker, &api, &caller));
    Ok(Json(WorkerRowPage {
        items: page.items,
        next: page.next,
    }))
}

/// Adds a worker to a site, at work from today on.
#[utoipa::path(post, path = "/api/sites/{site}/workers", tag = "worker", params(("site" = SiteId, Path)),
    request_body = WorkerDraft,
    security(("token" = ["workers.add"]), ("session" = [])),
    responses((status = 201, body = WorkerRow), (status = 403, body = Problem), (status = 409, body = Problem),
        (status = 422, body = Problem)))]
async fn add(
    State(api): State<Api>,
    Admitted { caller }: Admitted,
    Path(site): Path<SiteId>,
    Json(draft): Json<WorkerDraft>,
) -> Answer<(StatusCode, Json<WorkerRow>)> {
    let added = api.platform.add_worker(&caller, site, &draft).await;
    let row = WorkerRow::said(added.said(caller.language)?, &api, &caller);
    Ok((StatusCode::CREATED, Json(row)))
}

/// One worker; the look is recorded.
#[utoipa::path(get, path = "/api/workers/{person}", tag = "worker", params(("person" = PersonId, Path)),
    responses((status = 200, body = WorkerDetail), (status = 403, body = Problem)))]
async fn worker(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
    Path(person): Path<PersonId>,
) -> Answer<Json<WorkerDetail>> {
    let found = api.platform.worker(&caller, person).await.said(caller.language)?;
    let engagements = found.engagements.into_iter().map(|engagement| EngagementRow {
        id: engagement.id,
        site: engagement.site,
        site_name: engagement.site_name,
        crew: engagement.crew_name,
        contractor: engagement.contractor_name,
        kind: engagement.kind,
        trade: engagement.trade,
        state: engagement.state,
        entered_on: engagement.entered_on,
        ended_on: engagement.ended_on,
    });
    let today = api.platform.local_now().date();
    let certificates = found.certificates.iter();
    Ok(Json(WorkerDetail {
        certificates: certificates
            .map(|held| CertificateView::said(held, today, caller.language))
            .collect(),
        emergency: found
            .emergency
            .as_ref()
            .map(|contact| EmergencyView::said(contact, caller.language)),
        room: found.room.map(RoomView::from),
        person,
        name: found.person.name.masked(),
        document: found.person.document.masked(),
        document_kind: found.person.document.kind(),
        phone: found.person.phone.as_ref().map(domain::phone::Phone::masked),
        birth_year: found.person.birth_date.map(Date::year),
        other_records: found
            .other_records
            .into_iter()
            .map(OtherRecordView::from)
            .collect(),
        engagements: engagements.collect(),
        standing: found.standing,
        face: found.face,
        consents: found.consents.into_iter().map(ConsentView::from).collect(),
        declarations: found.declarations,
        checks: found.checks.into_iter().map(CheckRow::from).collect(),
        edit: found.edit.map(EditForm::from),
        check: found.check.map(CheckForm::from),
        sign_in_card: found.sign_in_card,
        passages: found.passages,
    }))
}

/// Makes a code by which a worker signs in once; it is shown here and nowhere again.
#[utoipa::path(post, path = "/api/workers/{person}/sign-in-code", tag = "worker",
    params(("person" = PersonId, Path)),
    responses((status = 200, body = SignInCode), (status = 403, body = Problem), (status = 409, body = Problem)))]
async fn sign_in_code(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
    Path(person): Path<PersonId>,
) -> Answer<Json<SignInCode>> {
    let made = api.platform.make_sign_in_code(&caller, person).await;
    let made = made.said(caller.language)?;
    Ok(Json(SignInCode {
        code: made.code,
        expires_at: made.expires_at,
    }))
}

/// Confirms someone who registered themself: at work from today on.
#[utoipa::path(post, path = "/api/engagements/{engagement}/confirm", tag = "worker",
    params(("engagement" = EngagementId, Path)),
    responses((status = 200, body = WorkerRow), (status = 403, body = Problem), (status = 409, body = Problem)))]
async fn confirm(
    State(api): State<Api>,
    SignedIn { caller }: SignedIn,
    Path(engagement): Path<EngagementId>,
) -> Answer<Json<WorkerRow>> {
    let confirmed = api.platform.confirm_engagement(&caller, engagement).await;
    let confirmed = confirmed.said(caller.language)?;
    Ok(Json(WorkerRow::said(confirmed, &api, &caller)))
}

/// Ends an engagement today: the person leaves the site's roster at once. Of someone who waited to be confirmed, it
/// rejects the registration, and forgets them where that is all that is known of them.
#[utoipa::path(post, path = "/api/engagements/{engagement}/end", tag = "worker",
    params(("engagement" = EngagementId, Path)),
    security(("token" = ["engagements.end"]), ("session" = [])),
    responses((status = 204), (status = 403, body = Problem), (status = 409, body = Problem)))]
async fn end(
    State(api): State<Api>,
    Admitted { caller }: Admitted,
    Path(engagement): Path<EngagementId>,
) -> Answer<StatusCode> {
    api.platform
        .end_engagement(&caller, engagement)
        .await
        .said(caller.language)?;
    Ok(StatusCode::NO_CONTENT)
}
