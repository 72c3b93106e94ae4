use super::{NAME, totals};
use crate::{
    crypto::Sealed,
    db::TenantTx,
    refusal::{Outcome, Refusal},
};
use api::{DocumentId, LabChange, LabRun, LabRunId, LabSetId, LabState, Stamp};
use time::OffsetDateTime;

const CHANGE: &str = "lab_runs.change";

/// A run as it is to be.
pub(in super::super) struct NewRun<'a> {
    pub id: LabRunId,
    pub set: LabSetId,
    pub document: Option<DocumentId>,
    pub covers: Option<&'a [u8]>,
    pub cases: i32,
    pub change: &'a LabChange,
}

/// Adds a run that waits; `false` when it was added before by the same request.
pub(in super::super) async fn add_run(
    tx: &mut TenantTx,
    new: &NewRun<'_>,
    now: OffsetDateTime,
) -> Outcome<bool> {
    let plain = serde_json::to_vec(new.change).map_err(Refusal::internal)?;
    let change = tx.tenant_key().await?.seal(CHANGE, new.id.0, &plain)?;
    let added = sqlx::query!(
        "insert into lab_runs (tenant_id, id, set_id, change_sealed, document_id, covers, state, cases, created_at)
         values ($1, $2, $3, $4, $5, $6, 'waiting', $7, $8) on conflict do nothing",
        tx.tenant().0,
        new.id.0,
        new.set.0,
        change as Sealed,
        new.document.map(|document| document.0),
        new.covers,
        new.cases,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(added.rows_affected() == 1)
}

/// Removes the oldest runs that are over, beyond so many.
pub(in super::super) async fn drop_oldest(tx: &mut TenantTx, most: i64) -> sqlx::Result<()> {
    sqlx::query!(
        "delete from lab_runs where tenant_id = $1 and state not in ('waiting', 'running') and id in (
           select id from lab_runs where tenant_id = $1 order by created_at desc, id desc offset $2)",
        tx.tenant().0,
        most,
    )
    .execute(tx.conn())
    .await
    .map(drop)
}

/// A run's state, locked until the transaction ends.
pub(in super::super) async fn lock_run(tx: &mut TenantTx, id: LabRunId) -> sqlx::Result<Option<LabState>> {
    sqlx::query_scalar!(
        "select state from lab_runs where tenant_id = $1 and id = $2 for update",
        tx.tenant().0,
        id.0
    )
    .fetch_optional(tx.conn())
    .await
}

pub(in super::super) async fn start(
    tx: &mut TenantTx,
    id: LabRunId,
    now: OffsetDateTime,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update lab_runs set state = 'running', started_at = $3 where tenant_id = $1 and id = $2",
        tx.tenant().0,
        id.0,
        now,
    )
    .execute(tx.conn())
    .await
    .map(drop)
}

pub(in super::super) async fn end(
    tx: &mut TenantTx,
    id: LabRunId,
    state: LabState,
    now: OffsetDateTime,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update lab_runs set state = $3, finished_at = $4 where tenant_id = $1 and id = $2",
        tx.tenant().0,
        id.0,
        state as LabState,
        now,
    )
    .execute(tx.conn())
    .await
    .map(drop)
}

/// Whether a run that ended since `since` tried what is recognised by `covers`, with all questions, and at most so many
/// in a hundred lost their answer or could not be tried. A set with no result left says nothing.
pub(in super::super) async fn is_covered(
    tx: &mut TenantTx,
    covers: &[u8],
    since: OffsetDateTime,
    most_percent: i64,
) -> sqlx::Result<bool> {
    sqlx::query_scalar!(
        r#"select exists (
             select 1 from lab_runs r
              cross join lateral (
                 select count(*) as asked, count(*) filter (where kind in ('new_refusal', 'not_tried')) as lost
                   from lab_results where tenant_id = r.tenant_id and run_id = r.id) as w
              where r.tenant_id = $1 and r.covers = $2 and r.state = 'done' and r.finished_at >= $3
                and w.asked > 0 and w.lost * 100 <= w.asked * $4::bigint) as "covered!""#,
        tx.tenant().0,
        covers,
        since,
        most_percent,
    )
    .fetch_one(tx.conn())
    .await
}

struct Row {
    id: LabRunId,
    set_id: LabSetId,
    name_sealed: Sealed,
    change_sealed: Sealed,
    state: LabState,
    cases: i32,
    done: i32,
    created_at: OffsetDateTime,
    started_at: Option<OffsetDateTime>,
    finished_at: Option<OffsetDateTime>,
}

/// One run with its totals.
pub(in super::super) async fn run(tx: &mut TenantTx, id: LabRunId) -> Outcome<Option<LabRun>> {
    let rows = sqlx::query_as!(
        Row,
        "select r.id, r.set_id, s.name_sealed, r.change_sealed, r.state, r.cases, r.done, r.created_at, r.started_at, r.finished_at
           from lab_runs r join lab_sets s on s.tenant_id = r.tenant_id and s.id = r.set_id
          where r.tenant_id = $1 and r.id = $2",
        tx.tenant().0,
        id.0,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(open(tx, rows).await?.pop())
}

/// All runs with their totals, newest first.
pub(in super::super) async fn runs(tx: &mut TenantTx) -> Outcome<Vec<LabRun>> {
    let rows = sqlx::query_as!(
        Row,
        "select r.id, r.set_id, s.name_sealed, r.change_sealed, r.state, r.cases, r.done, r.created_at, r.started_at, r.finished_at
           from lab_runs r join lab_sets s on s.tenant_id = r.tenant_id and s.id = r.set_id
          where r.tenant_id = $1 order by r.created_at desc, r.id desc limit 100",
        tx.tenant().0,
    )
    .fetch_all(tx.conn())
    .await?;
    open(tx, rows).await
}

async fn open(tx: &mut TenantTx, rows: Vec<Row>) -> Outcome<Vec<LabRun>> {
    let key = tx.tenant_key().await?;
    let ids: Vec<LabRunId> = rows.iter().map(|row| row.id).collect();
    let mut totals = totals(tx, &ids).await?;
    let opened = rows.into_iter().map(|row| {
        let change = key.open(CHANGE, row.id.0, &row.change_sealed.0)?;
        Ok(LabRun {
            set_name: key.open_text(NAME, row.set_id.0, &row.name_sealed.0)?,
            change: serde_json::from_slice(&change).map_err(Refusal::internal)?,
            totals: totals.remove(&row.id).unwrap_or_default(),
            id: row.id,
            set_id: row.set_id,
            state: row.state,
            cases: u32::try_from(row.cases).unwrap_or_default(),
            done: u32::try_from(row.done).unwrap_or_default(),
            created_at: Stamp(row.created_at),
            started_at: row.started_at.map(Stamp),
            finished_at: row.finished_at.map(Stamp),
        })
    });
    opened.collect()
}
