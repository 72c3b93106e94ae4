//! Reading runs and what came of them.

use super::store::{self, Row, Side};
use crate::{
    App, knowledge,
    refusal::{Outcome, Refusal},
};
use api::{Code, DocumentId, LabDocument, LabKind, LabResult, LabRun, LabRunId, LabSide, Page, TenantId};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use std::collections::HashMap;

/// All runs, newest first.
pub(super) async fn all(app: &App, tenant: TenantId) -> Outcome<Vec<LabRun>> {
    let mut tx = app.db.tenant(tenant).begin().await?;
    store::runs(&mut tx).await
}

/// One run.
pub(super) async fn one(app: &App, tenant: TenantId, id: LabRunId) -> Outcome<LabRun> {
    let mut tx = app.db.tenant(tenant).begin().await?;
    store::run(&mut tx, id).await?.ok_or_else(Refusal::not_found)
}

/// What of a run's results is wanted.
pub(super) struct Wanted<'a> {
    pub kind: Option<LabKind>,
    /// A language or a dialect.
    pub lang: Option<&'a str>,
    pub cursor: Option<&'a str>,
    pub limit: i64,
}

/// A page of what came of a run's questions.
pub(super) async fn results(
    app: &App,
    tenant: TenantId,
    id: LabRunId,
    wanted: Wanted<'_>,
) -> Outcome<Page<LabResult>> {
    let after = wanted.cursor.map(parse_cursor).transpose()?.unwrap_or_default();
    let mut tx = app.db.tenant(tenant).begin().await?;
    store::run(&mut tx, id).await?.ok_or_else(Refusal::not_found)?;
    let mut rows = store::results(&mut tx, id, wanted.kind, wanted.lang, after, wanted.limit + 1).await?;
    let limit = usize::try_from(wanted.limit).unwrap_or_default();
    let more = rows.len() > limit;
    rows.truncate(limit);
    let next = rows.last().filter(|_| more).map(|row| URL_SAFE_NO_PAD.encode(row.place.to_be_bytes()));
    let sides = rows.iter().flat_map(|row| [&row.result.before, &row.result.after]);
    let mut ids: Vec<DocumentId> = sides.flat_map(|side| side.documents.iter().copied()).collect();
    ids.sort_unstable();
    ids.dedup();
    let documents = knowledge::documents_by_id(&mut tx, &ids).await?;
    let titles: HashMap<DocumentId, String> =
        documents.into_iter().map(|document| (document.id, document.title)).collect();
    Ok(Page { items: rows.into_iter().map(|row| result(row, &titles)).collect(), next })
}

fn result(row: Row, titles: &HashMap<DocumentId, String>) -> LabResult {
    let side = |side: Side| LabSide {
        body: side.body,
        outcome: side.outcome,
        reason: side.reason,
        documents: side
            .documents
            .into_iter()
            .filter_map(|id| Some(LabDocument { document_id: id, title: titles.get(&id)?.clone() }))
            .collect(),
        right: side.right,
    };
    LabResult {
        place: u32::try_from(row.place).unwrap_or_default(),
        case: row.result.case,
        lang: row.lang,
        dialect: row.dialect,
        kind: row.kind,
        before: side(row.result.before),
        after: side(row.result.after),
    }
}

fn parse_cursor(cursor: &str) -> Outcome<i32> {
    let bytes = URL_SAFE_NO_PAD.decode(cursor).ok().and_then(|bytes| bytes.try_into().ok());
    bytes
        .map(i32::from_be_bytes)
        .ok_or_else(|| Refusal::new(Code::InvalidCursor, "This cursor is not one that a list gave."))
}
