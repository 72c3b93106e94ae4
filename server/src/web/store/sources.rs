use crate::{db::TenantTx, refusal::Outcome};
use api::{Audience, Stamp, WebKind, WebReason, WebSchedule, WebSource, WebSourceId, WebState};
use time::OffsetDateTime;

/// A source as it is to be.
pub(in super::super) struct Source {
    pub id: WebSourceId,
    pub kind: WebKind,
    pub url: String,
    pub depth: i16,
    pub include: Vec<String>,
    pub exclude: Vec<String>,
    pub max_pages: i32,
    pub schedule: WebSchedule,
    pub lang: Option<String>,
    pub audience: Audience,
    pub channels: Vec<String>,
}

/// A source under its lock, for whoever works on it.
pub(in super::super) struct Run {
    pub source: Source,
    pub state: WebState,
    pub attempt: i32,
    pub seeded: bool,
    pub scheduled: bool,
    pub started_at: Option<OffsetDateTime>,
    pub next_run_at: Option<OffsetDateTime>,
}

/// Adds a source that is to be read; `false` when it was added before by the same request.
pub(in super::super) async fn insert(
    tx: &mut TenantTx,
    new: &Source,
    now: OffsetDateTime,
) -> sqlx::Result<bool> {
    sqlx::query!(
        "insert into web_sources (tenant_id, id, kind, url, depth, include, exclude, max_pages, schedule, lang, audience,
                channels, state, attempt, created_at, updated_at)
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'waiting', 1, $13, $13) on conflict do nothing",
        tx.tenant().0,
        new.id.0,
        new.kind as WebKind,
        new.url,
        new.depth,
        &new.include,
        &new.exclude,
        new.max_pages,
        new.schedule as WebSchedule,
        new.lang,
        new.audience as Audience,
        &new.channels,
        now,
    )
    .execute(tx.conn())
    .await
    .map(|done| done.rows_affected() == 1)
}

/// How many sources there are.
pub(in super::super) async fn sources_count(tx: &mut TenantTx) -> sqlx::Result<i64> {
    sqlx::query_scalar!(r#"select count(*) as "count!" from web_sources where tenant_id = $1"#, tx.tenant().0)
        .fetch_one(tx.conn())
        .await
}

/// A source, locked until the transaction ends.
pub(in super::super) async fn lock(tx: &mut TenantTx, id: WebSourceId) -> sqlx::Result<Option<Run>> {
    let row = sqlx::query!(
        "select id, kind, url, depth, include, exclude, max_pages, schedule, lang, audience, channels, state, attempt,
                seeded, scheduled, started_at, next_run_at
           from web_sources where tenant_id = $1 and id = $2 for update",
        tx.tenant().0,
        id.0,
    )
    .fetch_optional(tx.conn())
    .await?;
    Ok(row.map(|row| Run {
        source: Source {
            id: row.id,
            kind: row.kind,
            url: row.url,
            depth: row.depth,
            include: row.include,
            exclude: row.exclude,
            max_pages: row.max_pages,
            schedule: row.schedule,
            lang: row.lang,
            audience: row.audience,
            channels: row.channels,
        },
        state: row.state,
        attempt: row.attempt,
        seeded: row.seeded,
        scheduled: row.scheduled,
        started_at: row.started_at,
        next_run_at: row.next_run_at,
    }))
}

/// Begins a run: its number, and whether the schedule wanted it.
pub(in super::super) async fn begin(
    tx: &mut TenantTx,
    id: WebSourceId,
    attempt: i32,
    scheduled: bool,
    now: OffsetDateTime,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update web_sources set state = 'running', attempt = $3, scheduled = $4, seeded = false, cut = false, reason = null,
                started_at = $5, finished_at = null, next_run_at = null, updated_at = $5
          where tenant_id = $1 and id = $2",
        tx.tenant().0,
        id.0,
        attempt,
        scheduled,
        now,
    )
    .execute(tx.conn())
    .await
    .map(drop)
}

/// Notes that a run's addresses are known.
pub(in super::super) async fn seeded(tx: &mut TenantTx, id: WebSourceId) -> sqlx::Result<()> {
    sqlx::query!("update web_sources set seeded = true where tenant_id = $1 and id = $2", tx.tenant().0, id.0)
        .execute(tx.conn())
        .await
        .map(drop)
}

/// Notes that there was more than may be read.
pub(in super::super) async fn set_cut(tx: &mut TenantTx, id: WebSourceId) -> sqlx::Result<()> {
    sqlx::query!("update web_sources set cut = true where tenant_id = $1 and id = $2", tx.tenant().0, id.0)
        .execute(tx.conn())
        .await
        .map(drop)
}

/// How a run ended.
pub(in super::super) struct Finish {
    pub state: WebState,
    pub reason: Option<WebReason>,
    pub next_run_at: Option<OffsetDateTime>,
}

/// Ends a run.
pub(in super::super) async fn finish(
    tx: &mut TenantTx,
    id: WebSourceId,
    end: &Finish,
    now: OffsetDateTime,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update web_sources set state = $3, reason = $4, next_run_at = $5, finished_at = $6, updated_at = $6
          where tenant_id = $1 and id = $2",
        tx.tenant().0,
        id.0,
        end.state as WebState,
        end.reason as Option<WebReason>,
        end.next_run_at,
        now,
    )
    .execute(tx.conn())
    .await
    .map(drop)
}

/// Lets a source be read again; a run that is under way is not wanted any more.
pub(in super::super) async fn restart(
    tx: &mut TenantTx,
    id: WebSourceId,
    now: OffsetDateTime,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update web_sources set state = 'waiting', attempt = attempt + 1, next_run_at = null, updated_at = $3
          where tenant_id = $1 and id = $2",
        tx.tenant().0,
        id.0,
        now,
    )
    .execute(tx.conn())
    .await
    .map(drop)
}

/// Ends a run that is not wanted any more.
pub(in super::super) async fn stop(
    tx: &mut TenantTx,
    id: WebSourceId,
    next_run_at: Option<OffsetDateTime>,
    now: OffsetDateTime,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update web_sources set state = 'cancelled', attempt = attempt + 1, reason = null, next_run_at = $3,
                finished_at = $4, updated_at = $4
          where tenant_id = $1 and id = $2",
        tx.tenant().0,
        id.0,
        next_run_at,
        now,
    )
    .execute(tx.conn())
    .await
    .map(drop)
}

/// Removes a source with its addresses, and what was answered to the request that made it.
pub(in super::super) async fn delete(tx: &mut TenantTx, id: WebSourceId) -> sqlx::Result<()> {
    sqlx::query!(
        "delete from idempotency_keys where tenant_id = $1 and resource_id = $2",
        tx.tenant().0,
        id.0
    )
    .execute(tx.conn())
    .await?;
    sqlx::query!("delete from web_sources where tenant_id = $1 and id = $2", tx.tenant().0, id.0)
        .execute(tx.conn())
        .await
        .map(drop)
}

/// Every source, newest first.
pub(in super::super) async fn all(tx: &mut TenantTx) -> Outcome<Vec<WebSource>> {
    let ids: Vec<WebSourceId> =
        sqlx::query_scalar!("select id from web_sources where tenant_id = $1", tx.tenant().0)
            .fetch_all(tx.conn())
            .await?;
    let mut sources = sources_by_id(tx, &ids).await?;
    sources.sort_unstable_by_key(|source| std::cmp::Reverse(source.id));
    Ok(sources)
}

/// Sources by id, with how far they are; those that are gone are absent.
pub async fn sources_by_id(tx: &mut TenantTx, ids: &[WebSourceId]) -> Outcome<Vec<WebSource>> {
    if ids.is_empty() {
        return Ok(vec![]);
    }
    let rows = sqlx::query!(
        r#"select s.id, s.kind, s.url, s.depth, s.include, s.exclude, s.max_pages, s.schedule, s.lang, s.audience, s.channels,
                  s.state, s.reason, s.cut, s.started_at, s.finished_at, s.next_run_at, s.created_at,
                  n.found as "found!", n.waiting as "waiting!", n.read as "read!", n.failed as "failed!",
                  n.left_out as "left_out!"
             from web_sources s
            cross join lateral (
                  select count(*) filter (where p.state <> 'gone') as found,
                         count(*) filter (where p.state = 'found') as waiting,
                         count(*) filter (where p.state = 'read') as read,
                         count(*) filter (where p.state in ('failed', 'missing')) as failed,
                         count(*) filter (where p.state = 'left_out') as left_out
                    from web_pages p where p.tenant_id = $1 and p.source_id = s.id) n
            where s.tenant_id = $1 and s.id = any($2)"#,
        tx.tenant().0,
        ids as &[WebSourceId],
    )
    .fetch_all(tx.conn())
    .await?;
    let count = |n: i64| u32::try_from(n).unwrap_or_default();
    let shown = rows.into_iter().map(|row| WebSource {
        id: row.id,
        kind: row.kind,
        url: row.url,
        depth: u8::try_from(row.depth).unwrap_or_default(),
        include: row.include,
        exclude: row.exclude,
        max_pages: u32::try_from(row.max_pages).unwrap_or_default(),
        schedule: row.schedule,
        lang: row.lang,
        audience: row.audience,
        channels: row.channels,
        state: row.state,
        reason: row.reason,
        found: count(row.found),
        waiting: count(row.waiting),
        read: count(row.read),
        failed: count(row.failed),
        left_out: count(row.left_out),
        cut: row.cut,
        started_at: row.started_at.map(Stamp),
        finished_at: row.finished_at.map(Stamp),
        next_run_at: row.next_run_at.map(Stamp),
        created_at: Stamp(row.created_at),
    });
    Ok(shown.collect())
}
