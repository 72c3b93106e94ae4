use super::{
    add::URL_BYTES,
    guest::Guest,
    jobs::{read_later, updated},
    listed::listed,
    scope::Scope,
    settle::settle,
    store::{self, Address, Finish, Run, Sight},
    visit::visit,
};
use crate::{
    App, knowledge,
    refusal::{Outcome, Refusal},
};
use api::{Code, TenantId, WebKind, WebReason, WebSchedule, WebSourceId, WebState};
use reqwest::Url;
use std::time::Instant;
use time::{Duration, OffsetDateTime};

/// After this long a run lets others have their turn.
const SLICE: std::time::Duration = std::time::Duration::from_secs(300);
/// The longest that a run may take; what waits then is left out.
const LONGEST: Duration = Duration::hours(6);
/// A sitemap that says that nothing changed is believed for this long.
const TRUSTED: Duration = Duration::days(7);
/// How soon a job that came too early comes again.
const EARLY: Duration = Duration::seconds(5);

/// Reads a source's pages: those that wait, or all of them again when the schedule says so.
///
/// Safe to run again from anywhere, and twice at once: each page is settled in one transaction, once a run. Ends when the
/// source is deleted or the run is not wanted any more.
///
/// # Errors
/// A fault of ours; `unavailable` as soon as the server stops.
pub async fn read(app: &App, tenant: TenantId, source: WebSourceId) -> Outcome<()> {
    let work = async {
        let Some(run) = begin(app, tenant, source).await? else { return Ok(()) };
        let url = Url::parse(&run.source.url).map_err(Refusal::internal)?;
        let scope = Scope::new(run.source.kind, url.clone(), &run.source.include, &run.source.exclude)?;
        Work { app, tenant, run, scope, url, guest: Guest::new(app) }.all().await
    };
    tokio::select! {
        done = Box::pin(work) => done,
        () = app.stopping.cancelled() => {
            Err(Refusal::new(Code::Unavailable, "The server is stopping; the site is read on after its next start."))
        }
    }
}

/// Takes the source on: a run that is new, due, or was under way.
async fn begin(app: &App, tenant: TenantId, id: WebSourceId) -> Outcome<Option<Run>> {
    let mut tx = app.db.tenant(tenant).begin().await?;
    let Some(run) = store::lock(&mut tx, id).await? else { return Ok(None) };
    let now = app.now();
    let (attempt, scheduled) = match (run.state, run.next_run_at) {
        (WebState::Running, _) => return Ok(Some(run)),
        (WebState::Waiting, _) => (run.attempt, false),
        (_, Some(at)) if at <= now => (run.attempt + 1, true),
        (_, Some(at)) => {
            // The database's clock is ahead of ours.
            tx.enqueue(read_later(tenant, id, Some(at.max(now + EARLY))));
            tx.commit().await?;
            return Ok(None);
        }
        (_, None) => return Ok(None),
    };
    store::begin(&mut tx, id, attempt, scheduled, now).await?;
    tx.emit(updated(id));
    let run = store::lock(&mut tx, id).await?;
    tx.commit().await?;
    Ok(run)
}

struct Work<'a> {
    app: &'a App,
    tenant: TenantId,
    run: Run,
    scope: Scope,
    url: Url,
    guest: Guest,
}

impl Work<'_> {
    async fn all(mut self) -> Outcome<()> {
        let until = Instant::now() + SLICE;
        if !self.run.seeded && !self.seed().await? {
            return Ok(());
        }
        loop {
            let mut tx = self.app.db.tenant(self.tenant).begin().await?;
            let page = store::next(&mut tx, self.run.source.id, self.run.attempt).await?;
            drop(tx);
            let Some(page) = page else { return self.finish(None).await };
            if self.run.started_at.is_some_and(|at| self.app.now() - at > LONGEST) {
                return self.finish_early().await;
            }
            if Instant::now() > until {
                let mut tx = self.app.db.tenant(self.tenant).begin().await?;
                tx.enqueue(read_later(self.tenant, self.run.source.id, None));
                return tx.commit().await;
            }
            let seen = visit(&mut self.guest, &self.run.source, &page).await?;
            if !Box::pin(settle(self.app, self.tenant, &self.run, &self.scope, &page, seen)).await? {
                return Ok(());
            }
        }
    }

    /// Makes the addresses of this run known; `false` when there is nothing to read then.
    async fn seed(&mut self) -> Outcome<bool> {
        let mut cut = false;
        let found: Vec<(Url, Option<String>)> = match self.run.source.kind {
            WebKind::Page | WebKind::Crawl => vec![(self.url.clone(), None)],
            WebKind::Sitemap => match listed(&mut self.guest, &self.url, &self.scope).await? {
                Ok(mut pages) => {
                    let most = usize::try_from(self.run.source.max_pages).unwrap_or_default();
                    cut = pages.cut || pages.pages.len() > most;
                    pages.pages.truncate(most);
                    pages.pages
                }
                Err(no) => {
                    self.finish(Some(no.reason)).await?;
                    return Ok(false);
                }
            },
        };
        let (id, run) = (self.run.source.id, self.run.attempt);
        let addresses: Vec<Address> = found
            .into_iter()
            .filter(|(url, _)| url.as_str().len() <= URL_BYTES)
            .map(|(url, listed)| Address { id: self.app.new_id(), url: url.into(), listed })
            .collect();
        let mut tx = self.app.db.tenant(self.tenant).begin().await?;
        if !self.is_wanted(store::lock(&mut tx, id).await?) {
            return Ok(false);
        }
        store::drop_gone(&mut tx, id).await?;
        let at = Sight { source: id, run, depth: 0, hops: 0 };
        let mut doomed = vec![];
        if self.run.source.kind == WebKind::Sitemap {
            let trusted = self.run.scheduled.then(|| self.app.now() - TRUSTED);
            store::list(&mut tx, at, &addresses, trusted).await?;
            doomed = store::settle_unlisted(&mut tx, id, run).await?;
        } else {
            store::begin_again(&mut tx, id, run).await?;
            store::add(&mut tx, at, &addresses).await?;
        }
        if cut {
            store::set_cut(&mut tx, id).await?;
        }
        store::seeded(&mut tx, id).await?;
        let removed = knowledge::remove(self.app, &mut tx, &doomed).await?;
        tx.emit(updated(id));
        tx.commit().await?;
        removed.finish(self.app, self.tenant).await?;
        Ok(true)
    }

    fn is_wanted(&self, now: Option<Run>) -> bool {
        now.is_some_and(|now| now.attempt == self.run.attempt && now.state == WebState::Running)
    }

    async fn finish_early(&self) -> Outcome<()> {
        let id = self.run.source.id;
        let mut tx = self.app.db.tenant(self.tenant).begin().await?;
        if !self.is_wanted(store::lock(&mut tx, id).await?) {
            return Ok(());
        }
        store::leave_waiting(&mut tx, id, self.run.attempt).await?;
        store::set_cut(&mut tx, id).await?;
        tx.commit().await?;
        self.finish(None).await
    }

    /// Ends the run, and queues the next one.
    async fn finish(&self, reason: Option<WebReason>) -> Outcome<()> {
        let id = self.run.source.id;
        let mut tx = self.app.db.tenant(self.tenant).begin().await?;
        if !self.is_wanted(store::lock(&mut tx, id).await?) {
            return Ok(());
        }
        let reason = match reason {
            None => store::reason(&mut tx, id).await?,
            given => given,
        };
        let now = self.app.now();
        let next_run_at = next_run(self.run.source.schedule, now);
        let state = if reason.is_some() { WebState::Failed } else { WebState::Done };
        store::finish(&mut tx, id, &Finish { state, reason, next_run_at }, now).await?;
        if next_run_at.is_some() {
            tx.enqueue(read_later(self.tenant, id, next_run_at));
        }
        tx.emit(updated(id));
        tx.commit().await
    }
}

/// When a source is read again by itself.
pub(super) fn next_run(schedule: WebSchedule, now: OffsetDateTime) -> Option<OffsetDateTime> {
    let days = match schedule {
        WebSchedule::Never => return None,
        WebSchedule::Daily => 1,
        WebSchedule::Weekly => 7,
        WebSchedule::Monthly => 30,
    };
    Some(now + Duration::days(days))
}
