//! `/api/me`: a worker's own page: where they stand, declaring, and the pass.

use axum::extract::{Query, State};
use domain::consent::ConsentText;
use domain::declaration::{Answers, Tenths};
use domain::face::FaceState;
use domain::id::{DeclarationId, PersonId, SiteId};
use domain::registry::EngagementState;
use http::StatusCode;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use service::Paging;
use service::standing::StandingView;
use store::declaration::Declaration;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::caller::Own;
use crate::json::Json;
use crate::problem::{Answer, InLanguage, Problem};
use crate::state::Api;

pub(crate) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new()
        .routes(routes!(home))
        .routes(routes!(form))
        .routes(routes!(declarations, declare))
        .routes(routes!(pass))
}

/// A site of the worker's own.
#[derive(Serialize, ToSchema)]
struct OwnSite {
    /// Which.
    site: SiteId,
    /// Its name.
    site_name: String,
    /// Whether the site has confirmed it.
    state: EngagementState,
    /// In which crew.
    crew: Option<String>,
}

/// A worker's first page.
#[derive(Serialize, ToSchema)]
struct WorkerHome {
    /// Who.
    person: PersonId,
    /// Their own name, in full.
    name: String,
    /// Where they are engaged.
    sites: Vec<OwnSite>,
    /// Where they stand.
    standing: StandingView,
    /// What they declared for today.
    declared_today: Option<DeclarationId>,
    /// Where they stand with face use.
    face: FaceState,
    /// How many days back stays and trips count.
    look_back_days: i32,
    /// The platform's clock.
    #[schema(value_type = String, format = DateTime)]
    server_time: Timestamp,
    /// The district's time zone (IANA), in which days begin and times are shown.
    zone: String,
}

/// A symptom to choose.
#[derive(Serialize, ToSchema)]
struct SymptomChoice {
    /// Its code.
    code: String,
    /// What it is called.
    text: String,
}

/// A question of a disease, answered with yes or no.
#[derive(Serialize, ToSchema)]
struct QuestionAsked {
    /// Its code.
    code: String,
    /// The question.
    text: String,
    /// What a yes says, in a few words.
    yes_text: String,
}

/// What a declaration asks.
#[derive(Serialize, ToSchema)]
struct DeclarationForm {
    /// The day it would speak for.
    #[schema(value_type = String, format = Date)]
    day: Date,
    /// How many days back stays and trips count.
    look_back_days: i32,
    /// From where it is a fever, in tenths of a degree.
    fever_from: Tenths,
    /// The symptoms asked for.
    symptoms: Vec<SymptomChoice>,
    /// What the profiles in force ask besides; each has to be answered.
    questions: Vec<QuestionAsked>,
    /// The text to agree to.
    consent: ConsentText,
}

/// A declaration on its way in.
#[derive(Deserialize, ToSchema)]
struct NewDeclaration {
    /// Made by the phone: sent twice, it is one.
    id: DeclarationId,
    /// The version it corrects.
    #[serde(default)]
    corrects: Option<DeclarationId>,
    /// The version of the text that was shown.
    text_version: String,
    /// What is said.
    answers: Answers,
}

/// One version of what the worker declared.
#[derive(Serialize, ToSchema)]
struct OwnDeclaration {
    /// Which.
    id: DeclarationId,
    /// When the platform took it.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// The day it speaks for.
    #[schema(value_type = String, format = Date)]
    day: Date,
    /// Whether a later version corrects it.
    superseded: bool,
    /// The version it corrects.
    corrects: Option<DeclarationId>,
    /// What was said.
    answers: Answers,
}

impl From<Declaration> for OwnDeclaration {
    fn from(declaration: Declaration) -> Self {
        Self {
            id: declaration.id,
            at: declaration.at,
            day: declaration.day,
            superseded: declaration.superseded,
            corrects: declaration.corrects,
            answers: declaration.answers,
        }
    }
}

/// A part of the list of declarations.
#[derive(Serialize, ToSchema)]
struct OwnDeclarationPage {
    /// Newest first.
    items: Vec<OwnDeclaration>,
    /// Ask with `after` set to this for what follows; none at the end.
    next: Option<String>,
}

/// What became of a declaration.
#[derive(Serialize, ToSchema)]
struct Declared {
    /// As it is kept.
    declaration: OwnDeclaration,
    /// Where the worker stands now.
    standing: StandingView,
}

/// A site where the pass is good.
#[derive(Serialize, ToSchema)]
struct PassSite {
    /// Which.
    site: SiteId,
    /// Its name.
    site_name: String,
}

/// A pass to be shown as a QR code.
#[derive(Serialize, ToSchema)]
struct Pass {
    /// The text of the code.
    code: String,
    /// Until when it is good: ask again before.
    #[schema(value_type = String, format = DateTime)]
    expires_at: Timestamp,
    /// Where the worker stands.
    standing: StandingView,
    /// Where they are at work.
    sites: Vec<PassSite>,
}

#[derive(Deserialize, IntoParams)]
struct ListQuery {
    /// The `next` of the part before.
    after: Option<String>,
    /// At most so many: 1–200, 50 when not said.
    limit: Option<i64>,
}

/// The worker's first page.
#[utoipa::path(get, path = "/api/me", tag = "me",
    responses((status = 200, body = WorkerHome), (status = 403, body = Problem)))]
async fn home(State(api): State<Api>, Own { caller, .. }: Own) -> Answer<Json<WorkerHome>> {
    let home = api.platform.home(&caller).await.said(caller.language)?;
    let sites = home.sites.into_iter().map(|engagement| OwnSite {
        site: engagement.site,
        site_name: engagement.site_name,
        state: engagement.state,
        crew: engagement.crew_name,
    });
    Ok(Json(WorkerHome {
        person: home.person.id,
        name: home.person.name.as_str().to_owned(),
        sites: sites.collect(),
        standing: home.standing,
        declared_today: home.declared_today,
        face: home.face,
        look_back_days: home.look_back_days,
        server_time: home.server_time,
        zone: api.platform.zone_name(),
    }))
}

/// What the worker is asked today.
#[utoipa::path(get, path = "/api/me/form", tag = "me",
    responses((status = 200, body = DeclarationForm), (status = 403, body = Problem)))]
async fn form(State(api): State<Api>, Own { caller, .. }: Own) -> Answer<Json<DeclarationForm>> {
    let form = api
        .platform
        .declaration_form(&caller)
        .await
        .said(caller.language)?;
    let symptoms = form
        .symptoms
        .into_iter()
        .map(|(code, text)| SymptomChoice { code, text });
    let questions = form.questions.into_iter().map(|question| QuestionAsked {
        text: question.ask.say(caller.language).to_owned(),
        yes_text: question.yes.say(caller.language).to_owned(),
        code: question.code,
    });
    Ok(Json(DeclarationForm {
        day: form.day,
        look_back_days: form.look_back_days,
        fever_from: form.fever_from,
        symptoms: symptoms.collect(),
        questions: questions.collect(),
        consent: form.consent,
    }))
}

/// What the worker declared, newest first, corrected versions included.
#[utoipa::path(get, path = "/api/me/declarations", tag = "me", params(ListQuery),
    responses((status = 200, body = OwnDeclarationPage), (status = 403, body = Problem)))]
async fn declarations(
    State(api): State<Api>,
    Own { caller, .. }: Own,
    Query(query): Query<ListQuery>,
) -> Answer<Json<OwnDeclarationPage>> {
    let paging = Paging {
        after: query.after,
        limit: query.limit,
    };
    let page = api.platform.own_declarations(&caller, &paging).await;
    let page = page.said(caller.language)?.map(OwnDeclaration::from);
    Ok(Json(OwnDeclarationPage {
        items: page.items,
        next: page.next,
    }))
}

/// Takes a declaration or a correction. The same id again answers 200 as the first time.
#[utoipa::path(post, path = "/api/me/declarations", tag = "me", request_body = NewDeclaration,
    responses((status = 201, body = Declared), (status = 200, body = Declared), (status = 403, body = Problem),
        (status = 409, body = Problem), (status = 422, body = Problem)))]
async fn declare(
    State(api): State<Api>,
    Own { caller, .. }: Own,
    Json(body): Json<NewDeclaration>,
) -> Answer<(StatusCode, Json<Declared>)> {
    let new = service::declaration::NewDeclaration {
        id: body.id,
        corrects: body.corrects,
        text_version: body.text_version,
        answers: body.answers,
    };
    let done = api.platform.declare(&caller, &new).await.said(caller.language)?;
    let status = if done.new {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    let declared = Declared {
        declaration: done.declaration.into(),
        standing: done.standing,
    };
    Ok((status, Json(declared)))
}

/// The worker's pass, good for two minutes.
#[utoipa::path(get, path = "/api/me/pass", tag = "me",
    responses((status = 200, body = Pass), (status = 403, body = Problem)))]
async fn pass(State(api): State<Api>, Own { caller, .. }: Own) -> Answer<Json<Pass>> {
    let pass = api.platform.pass(&caller).await.said(caller.language)?;
    let sites = pass.sites.into_iter().map(|engagement| PassSite {
        site: engagement.site,
        site_name: engagement.site_name,
    });
    Ok(Json(Pass {
        code: pass.code,
        expires_at: pass.expires_at,
        standing: pass.standing,
        sites: sites.collect(),
    }))
}
