//! `/api/registry-codes`: the code lists of the real-name registry in the reader's language, so that they stand once.

use domain::certificate::CertificateKind;
use domain::contractor::ContractorKind;
use domain::document::DocumentKind;
use domain::emergency_contact::Relation;
use domain::language::Words;
use domain::trade::TRADES;
use domain::worker_kind::WorkerKind;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::caller::Reads;
use crate::json::Json;
use crate::state::Api;

pub(crate) fn routes() -> OpenApiRouter<Api> {
    OpenApiRouter::new().routes(routes!(codes))
}

/// One thing of a closed list.
#[derive(Serialize, ToSchema)]
struct Code {
    /// What it is on the wire.
    code: String,
    /// What people call it.
    name: String,
}

/// The closed lists of the registry, each in the order in which it is offered.
#[derive(Serialize, ToSchema)]
struct RegistryCodes {
    /// Kinds of identity document.
    document_kinds: Vec<Code>,
    /// Managers and workers.
    worker_kinds: Vec<Code>,
    /// What certificates for special operations allow.
    certificate_kinds: Vec<Code>,
    /// How an emergency contact is related.
    relations: Vec<Code>,
    /// What a company is at a project.
    contractor_kinds: Vec<Code>,
    /// Trades, by the codes of the real-name standard.
    trades: Vec<Code>,
}

/// The code lists of the real-name registry.
#[utoipa::path(get, path = "/api/registry-codes", tag = "registry",
    responses((status = 200, body = RegistryCodes)))]
async fn codes(Reads(language): Reads) -> Json<RegistryCodes> {
    let code = |code: &str, words: &Words| Code {
        code: code.to_owned(),
        name: words.say(language).to_owned(),
    };
    Json(RegistryCodes {
        document_kinds: DocumentKind::ALL
            .map(|kind| code(kind.word(), &kind.words()))
            .into(),
        worker_kinds: WorkerKind::ALL
            .map(|kind| code(kind.word(), &kind.words()))
            .into(),
        certificate_kinds: CertificateKind::ALL
            .map(|kind| code(kind.word(), &kind.words()))
            .into(),
        relations: Relation::ALL
            .map(|relation| code(relation.word(), &relation.words()))
            .into(),
        contractor_kinds: ContractorKind::ALL
            .map(|kind| code(kind.word(), &kind.words()))
            .into(),
        trades: TRADES
            .iter()
            .map(|trade| code(trade.code, &trade.words()))
            .collect(),
    })
}
