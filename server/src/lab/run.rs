//! The job behind a run.

use super::{
    compare::{Pair, judged},
    jobs::run_later,
    store::{self, Case},
};
use crate::{
    App,
    assistant::Trial,
    knowledge::{self, Changed},
    refusal::{Outcome, Refusal},
};
use api::{Code, DocumentId, LabChange, LabRunId, LabState, TenantId};
use futures::{StreamExt, TryStreamExt, stream};
use std::time::{Duration, Instant};

/// After this long a run lets others have their turn.
const SLICE: Duration = Duration::from_secs(60);
/// Questions that are asked between two looks at whether to go on; their results are stored together.
const BATCH: usize = 8;
/// Questions that are asked at the same time: a model's answer is mostly waited for.
const AT_ONCE: usize = 4;

/// Asks a run's questions that were not asked yet, as things are and as they would be.
///
/// Safe to run again from anywhere, and twice at once: each question has one result. Ends when the run is deleted or
/// cancelled.
///
/// # Errors
/// A fault of ours; `unavailable` as soon as the server stops.
pub async fn run(app: &App, tenant: TenantId, id: LabRunId) -> Outcome<()> {
    tokio::select! {
        done = Box::pin(work(app, tenant, id)) => done,
        () = app.stopping.cancelled() => {
            Err(Refusal::new(Code::Unavailable, "The server is stopping; the run goes on after its next start."))
        }
    }
}

async fn work(app: &App, tenant: TenantId, id: LabRunId) -> Outcome<()> {
    let mut tx = app.db.tenant(tenant).begin().await?;
    match store::lock_run(&mut tx, id).await? {
        Some(LabState::Waiting) => store::start(&mut tx, id, app.now()).await?,
        Some(LabState::Running) => {}
        Some(LabState::Done | LabState::Cancelled | LabState::Failed) | None => return Ok(()),
    }
    let run = store::run(&mut tx, id).await?.ok_or_else(Refusal::not_found)?;
    tx.commit().await?;
    let sides = match Sides::of(app, tenant, run.change).await {
        Ok(sides) => sides,
        // The database is away: the job is tried again. All else was possible when the run began, and is no more.
        Err(refusal) if matches!(refusal.code, Code::Unavailable | Code::Internal) => return Err(refusal),
        Err(refusal) => {
            tracing::info!(%tenant, run = %id, %refusal, "what was to be tried can't be");
            return end(app, tenant, id, LabState::Failed).await;
        }
    };
    let until = Instant::now() + SLICE;
    loop {
        let mut tx = app.db.tenant(tenant).begin().await?;
        let after = store::last_place(&mut tx, id).await?;
        let cases = store::cases(&mut tx, run.set_id, after, BATCH).await?;
        drop(tx);
        if cases.is_empty() {
            return end(app, tenant, id, LabState::Done).await;
        }
        if Instant::now() > until {
            let mut tx = app.db.tenant(tenant).begin().await?;
            tx.enqueue(run_later(tenant, id));
            return tx.commit().await;
        }
        let asked = cases.into_iter().map(|case| sides.ask(app, tenant, case));
        let pairs: Vec<Pair> = stream::iter(asked).buffered(AT_ONCE).try_collect().await?;
        if !keep(app, tenant, id, &sides, pairs).await? {
            return Ok(());
        }
    }
}

/// Stores what came of some questions; `false` where the run is not wanted any more.
async fn keep(app: &App, tenant: TenantId, id: LabRunId, sides: &Sides, pairs: Vec<Pair>) -> Outcome<bool> {
    let mut tx = app.db.tenant(tenant).begin().await?;
    let documents: Vec<DocumentId> = pairs.iter().flat_map(Pair::documents).collect();
    // Before the run: whoever deletes a document has it, and takes its runs along.
    let titles = knowledge::hold(&mut tx, &documents).await?;
    if store::lock_run(&mut tx, id).await? != Some(LabState::Running) {
        return Ok(false);
    }
    for pair in pairs {
        // What stood on a document that was deleted meanwhile is asked again.
        if !pair.documents().all(|id| titles.iter().any(|document| document.id == id)) {
            break;
        }
        let result = judged(pair, &titles, sides.published_title());
        store::add_result(&mut tx, id, app.new_id(), &result).await?;
    }
    store::count_done(&mut tx, id).await?;
    tx.commit().await?;
    Ok(true)
}

/// How questions are answered on both sides.
struct Sides {
    before: Trial,
    /// With other settings.
    settings: Option<Trial>,
    /// In another knowledge.
    changed: Option<Changed>,
}

impl Sides {
    async fn of(app: &App, tenant: TenantId, change: LabChange) -> Outcome<Self> {
        let mut tx = app.db.tenant(tenant).begin().await?;
        let mut sides = Self { before: Trial::now(&mut tx).await?, settings: None, changed: None };
        match change {
            LabChange::Nothing => {}
            LabChange::Settings { settings } => {
                sides.settings = Some(Trial::with(app, &mut tx, *settings).await?);
            }
            LabChange::Publish { document_id } => {
                drop(tx);
                sides.changed = Some(Changed::published(app, tenant, document_id).await?);
            }
            LabChange::LeaveOut { document_id } => sides.changed = Some(Changed::without(document_id)),
        }
        Ok(sides)
    }

    async fn ask(&self, app: &App, tenant: TenantId, case: Case) -> Outcome<Pair> {
        let locale = case.lang.as_deref().unwrap_or("en");
        let question = case.case.question.as_str();
        let before = self.before.ask(app, tenant, question, locale, None).await?;
        let after = match (&self.settings, &self.changed) {
            (None, None) => None,
            (settings, changed) => {
                let by = settings.as_ref().unwrap_or(&self.before);
                Some(by.ask(app, tenant, question, locale, changed.as_ref()).await?)
            }
        };
        Ok(Pair { case, before, after })
    }

    fn published_title(&self) -> Option<(DocumentId, &str)> {
        self.changed.as_ref().and_then(Changed::title)
    }
}

async fn end(app: &App, tenant: TenantId, id: LabRunId, state: LabState) -> Outcome<()> {
    let mut tx = app.db.tenant(tenant).begin().await?;
    if store::lock_run(&mut tx, id).await? == Some(LabState::Running) {
        store::end(&mut tx, id, state, app.now()).await?;
    }
    tx.commit().await
}
