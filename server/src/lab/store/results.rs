use super::super::compare::answers;
use crate::{
    crypto::Sealed,
    db::TenantTx,
    refusal::{Outcome, Refusal},
};
use api::{DocumentId, LabCase, LabKind, LabRunId, LabTotals};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use uuid::Uuid;

const RESULT: &str = "lab_results.result";

/// An answer as it is sealed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in super::super) struct Side {
    pub body: Option<String>,
    pub outcome: api::Outcome,
    pub reason: Option<String>,
    pub documents: Vec<DocumentId>,
    pub right: Option<bool>,
}

/// What is sealed of a question.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(in super::super) struct Result {
    pub case: LabCase,
    pub before: Side,
    pub after: Side,
}

/// What came of a question.
#[derive(Debug)]
pub(in super::super) struct NewResult {
    pub place: i32,
    pub kind: LabKind,
    pub lang: Option<String>,
    pub dialect: Option<String>,
    /// The documents on which one of the answers stands.
    pub documents: Vec<DocumentId>,
    pub result: Result,
}

/// What came of a question, as it is read.
pub(in super::super) struct Row {
    pub place: i32,
    pub kind: LabKind,
    pub lang: Option<String>,
    pub dialect: Option<String>,
    pub result: Result,
}

/// Stores what came of a question; a repetition changes nothing.
pub(in super::super) async fn add_result(
    tx: &mut TenantTx,
    run: LabRunId,
    id: Uuid,
    new: &NewResult,
) -> Outcome<()> {
    let plain = serde_json::to_vec(&new.result).map_err(Refusal::internal)?;
    let sealed = tx.tenant_key().await?.seal(RESULT, id, &plain)?;
    let (before, after) = (&new.result.before, &new.result.after);
    sqlx::query!(
        "insert into lab_results (tenant_id, run_id, place, id, kind, lang, dialect, answered_before, answered_after,
                right_before, right_after, documents, result_sealed)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) on conflict do nothing",
        tx.tenant().0,
        run.0,
        new.place,
        id,
        new.kind as LabKind,
        new.lang,
        new.dialect,
        answers(before.outcome),
        answers(after.outcome),
        before.right,
        after.right,
        &new.documents as &[DocumentId],
        sealed as Sealed,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// The place of the last question that was asked; 0 before the first.
pub(in super::super) async fn last_place(tx: &mut TenantTx, run: LabRunId) -> sqlx::Result<i32> {
    sqlx::query_scalar!(
        r#"select coalesce(max(place), 0) as "place!" from lab_results where tenant_id = $1 and run_id = $2"#,
        tx.tenant().0,
        run.0,
    )
    .fetch_one(tx.conn())
    .await
}

/// Notes how far a run is.
pub(in super::super) async fn count_done(tx: &mut TenantTx, run: LabRunId) -> sqlx::Result<()> {
    sqlx::query!(
        "update lab_runs set done = (select coalesce(max(place), 0) from lab_results where tenant_id = $1 and run_id = $2)
          where tenant_id = $1 and id = $2",
        tx.tenant().0,
        run.0,
    )
    .execute(tx.conn())
    .await
    .map(drop)
}

/// Removes what stands on documents.
pub(in super::super) async fn forget(tx: &mut TenantTx, documents: &[DocumentId]) -> sqlx::Result<()> {
    sqlx::query!(
        "delete from lab_results where tenant_id = $1 and documents && $2",
        tx.tenant().0,
        documents as &[DocumentId],
    )
    .execute(tx.conn())
    .await
    .map(drop)
}

/// What came of runs' questions by language and dialect, most questions first.
pub(in super::super) async fn totals(
    tx: &mut TenantTx,
    runs: &[LabRunId],
) -> sqlx::Result<HashMap<LabRunId, Vec<LabTotals>>> {
    let rows = sqlx::query!(
        r#"select run_id as "run: LabRunId", lang, dialect, count(*) as "cases!",
                  count(*) filter (where kind = 'same') as "same!",
                  count(*) filter (where kind = 'changed') as "changed!",
                  count(*) filter (where kind = 'new_refusal') as "new_refusals!",
                  count(*) filter (where kind = 'newly_answered') as "newly_answered!",
                  count(*) filter (where kind = 'lost_source') as "lost_sources!",
                  count(*) filter (where kind = 'not_tried') as "not_tried!",
                  count(*) filter (where answered_before) as "answered_before!",
                  count(*) filter (where answered_after) as "answered_after!",
                  count(right_before) as "expected!",
                  count(*) filter (where right_before) as "right_before!",
                  count(*) filter (where right_after) as "right_after!"
             from lab_results where tenant_id = $1 and run_id = any($2)
            group by run_id, lang, dialect order by count(*) desc, lang, dialect"#,
        tx.tenant().0,
        runs as &[LabRunId],
    )
    .fetch_all(tx.conn())
    .await?;
    let count = |of: i64| u32::try_from(of).unwrap_or(u32::MAX);
    let mut totals: HashMap<LabRunId, Vec<LabTotals>> = HashMap::new();
    for row in rows {
        totals.entry(row.run).or_default().push(LabTotals {
            lang: row.lang,
            dialect: row.dialect,
            cases: count(row.cases),
            same: count(row.same),
            changed: count(row.changed),
            new_refusals: count(row.new_refusals),
            newly_answered: count(row.newly_answered),
            lost_sources: count(row.lost_sources),
            not_tried: count(row.not_tried),
            answered_before: count(row.answered_before),
            answered_after: count(row.answered_after),
            expected: count(row.expected),
            right_before: count(row.right_before),
            right_after: count(row.right_after),
        });
    }
    Ok(totals)
}

/// What came of a run's questions behind a place, in their order.
pub(in super::super) async fn results(
    tx: &mut TenantTx,
    run: LabRunId,
    kind: Option<LabKind>,
    lang: Option<&str>,
    after: i32,
    most: i64,
) -> Outcome<Vec<Row>> {
    let rows = sqlx::query!(
        "select place, id, kind, lang, dialect, result_sealed from lab_results
          where tenant_id = $1 and run_id = $2 and ($3::text is null or kind = $3)
            and ($4::text is null or lang = $4 or dialect = $4) and place > $5
          order by place limit $6",
        tx.tenant().0,
        run.0,
        kind as Option<LabKind>,
        lang,
        after,
        most,
    )
    .fetch_all(tx.conn())
    .await?;
    let key = tx.tenant_key().await?;
    let opened = rows.into_iter().map(|row| {
        let plain = key.open(RESULT, row.id, &row.result_sealed.0)?;
        Ok(Row {
            place: row.place,
            kind: row.kind,
            lang: row.lang,
            dialect: row.dialect,
            result: serde_json::from_slice(&plain).map_err(Refusal::internal)?,
        })
    });
    opened.collect()
}
