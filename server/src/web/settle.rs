use super::{
    guest::REDIRECTS,
    jobs::updated,
    scope::Scope,
    store::{self, Address, Next, PageOutcome, Run, Sight},
    visit::{Seen, SeenPage},
};
use crate::{
    App,
    db::TenantTx,
    knowledge::{self, KeptPage, PageDocument},
    refusal::Outcome,
};
use api::{TenantId, WebKind, WebPageState, WebReason, WebState};
use reqwest::Url;

/// Times that an address may fail in one run.
const TRIES: i16 = 3;
/// Runs in a row in which a page must be gone before its document goes.
const MISSING: i16 = 2;

/// Notes what became of an address, with its document and the links that it leads to, in one transaction; `false` when
/// the run is not wanted any more.
///
/// # Errors
/// Those of the database and the disk.
pub(super) async fn settle(
    app: &App,
    tenant: TenantId,
    run: &Run,
    scope: &Scope,
    page: &Next,
    seen: Seen,
) -> Outcome<bool> {
    // A file is written before its row: what it becomes is decided under the lock.
    let kept = match &seen {
        Seen::Page(found) if is_new(page, found) && scope.takes_written(&page.url) => {
            Some(knowledge::keep_page(app, tenant, found.source.clone()).await?)
        }
        _ => None,
    };
    let mut work = Work { app, run, scope, kept: kept.as_ref(), used: false, doomed: vec![] };
    let mut tx = app.db.tenant(tenant).begin().await?;
    let wanted = work.all(&mut tx, page, seen).await;
    let (used, doomed) = (work.used, work.doomed);
    let done = match wanted {
        Ok(true) => {
            let removed = knowledge::remove(app, &mut tx, &doomed).await?;
            tx.emit(updated(run.source.id));
            tx.commit().await?;
            removed.finish(app, tenant).await?;
            Ok(true)
        }
        other => other,
    };
    if let Some(kept) = kept
        && (!used || !matches!(done, Ok(true)))
    {
        knowledge::forget_page(app, tenant, kept).await;
    }
    done
}

/// Whether a page says what it did not say before, and may.
fn is_new(page: &Next, found: &SeenPage) -> bool {
    let same = page.document.is_some() && page.content_hash.as_deref() == Some(&found.hash);
    !same && !found.empty && !found.wishes.noindex
}

struct Work<'a> {
    app: &'a App,
    run: &'a Run,
    scope: &'a Scope,
    kept: Option<&'a KeptPage>,
    /// Whether the file became a document's.
    used: bool,
    doomed: Vec<api::DocumentId>,
}

impl Work<'_> {
    async fn all(&mut self, tx: &mut TenantTx, page: &Next, seen: Seen) -> Outcome<bool> {
        let source = self.run.source.id;
        let now = store::lock(tx, source).await?;
        if !now.is_some_and(|now| now.attempt == self.run.attempt && now.state == WebState::Running) {
            return Ok(false);
        }
        // What was known when it was asked for is what is known now, or another did it meanwhile.
        let Some(page) = store::sight(tx, source, self.run.attempt, page.id).await? else { return Ok(true) };
        let outcome = self.outcome(tx, &page, seen).await?;
        if outcome.document.is_none() {
            self.doomed.extend(page.document);
        }
        store::note(tx, source, page.id, &outcome).await?;
        Ok(true)
    }

    async fn outcome(&mut self, tx: &mut TenantTx, page: &Next, seen: Seen) -> Outcome<PageOutcome> {
        Ok(match seen {
            Seen::Unchanged => PageOutcome {
                state: Some(WebPageState::Read),
                status: Some(304),
                missing: 0,
                lastmod: page.listed.clone(),
                read_at: Some(self.app.now()),
                ..as_before(page)
            },
            Seen::Page(found) => self.page(tx, page, &found).await?,
            Seen::Redirect(to) => self.redirect(tx, page, &to).await?,
            Seen::Gone(status) => gone(page, status),
            Seen::No(no) if no.reason == WebReason::Robots => left_out(WebReason::Robots),
            Seen::No(no) => {
                let tries = page.tries + 1;
                let again = no.may_pass() && tries < TRIES;
                let state = if again { WebPageState::Found } else { WebPageState::Failed };
                PageOutcome {
                    state: Some(state),
                    reason: Some(no.reason),
                    status: no.status,
                    tries,
                    ..as_before(page)
                }
            }
        })
    }

    async fn page(&mut self, tx: &mut TenantTx, page: &Next, found: &SeenPage) -> Outcome<PageOutcome> {
        let source = &self.run.source;
        if source.kind == WebKind::Crawl && !found.wishes.nofollow && page.depth < source.depth {
            self.add(tx, &found.links, page.depth + 1, 0).await?;
        }
        if !self.scope.takes_written(&page.url) {
            return Ok(left_out(WebReason::Filtered));
        }
        if found.wishes.noindex {
            return Ok(left_out(WebReason::Noindex));
        }
        if let Some(own) = &found.canonical
            && extract::web::same_site(own, &Url::parse(&page.url).unwrap_or_else(|_| own.clone()))
            && self.scope.takes(own)
            && self.leads_on(tx, page, own).await?
        {
            return Ok(left_out(WebReason::Canonical));
        }
        if found.empty {
            return Ok(PageOutcome {
                state: Some(WebPageState::Failed),
                reason: Some(WebReason::Empty),
                status: Some(200),
                ..as_before(page)
            });
        }
        if store::twin(tx, source.id, page.id, &found.hash).await? {
            return Ok(PageOutcome {
                content_hash: Some(found.hash.clone()),
                ..left_out(WebReason::Duplicate)
            });
        }
        let mut document = page.document;
        // Without a file it says what it said.
        if let Some(kept) = self.kept {
            let new = PageDocument {
                url: &page.url,
                title: &found.title,
                title_before: page.title.as_deref(),
                lang: source.lang.as_deref(),
                audience: source.audience,
                channels: &source.channels,
            };
            document = Some(knowledge::put_page(self.app, tx, page.document, kept, &new).await?);
            self.used = true;
        }
        Ok(PageOutcome {
            state: Some(WebPageState::Read),
            reason: None,
            status: Some(200),
            tries: 0,
            missing: 0,
            document,
            title: Some(found.title.clone()),
            etag: found.etag.clone(),
            modified: found.modified.clone(),
            lastmod: page.listed.clone(),
            content_hash: Some(found.hash.clone()),
            read_at: Some(self.app.now()),
        })
    }

    async fn redirect(&mut self, tx: &mut TenantTx, page: &Next, to: &Url) -> Outcome<PageOutcome> {
        let failed = |reason| PageOutcome {
            state: Some(WebPageState::Failed),
            reason: Some(reason),
            ..as_before(page)
        };
        if !self.scope.reaches(to) {
            return Ok(failed(WebReason::Elsewhere));
        }
        if to.as_str() == page.url || usize::try_from(page.hops).is_ok_and(|hops| hops >= REDIRECTS) {
            return Ok(failed(WebReason::TooManyRedirects));
        }
        // From a start that moved links are followed, whether or not it is to be read itself.
        if self.scope.takes(to) || page.depth == 0 {
            self.add_one(tx, to, page.depth, page.hops + 1).await?;
        }
        Ok(left_out(WebReason::Redirected))
    }

    /// Lets the address that a page calls its own be read; `false` where that one called another its own: then the
    /// two would wait for each other.
    async fn leads_on(&mut self, tx: &mut TenantTx, page: &Next, own: &Url) -> Outcome<bool> {
        let at = self.sight(page.depth, 0);
        let (known, _) = store::known(tx, at, &[own.to_string()]).await?;
        if known.get(own.as_str()).is_some_and(Option::is_some) {
            return Ok(false);
        }
        self.add_one(tx, own, page.depth, page.hops + 1).await?;
        Ok(true)
    }

    async fn add(&mut self, tx: &mut TenantTx, links: &[String], depth: i16, hops: i16) -> Outcome<()> {
        let ours = |link: &&String| Url::parse(link).is_ok_and(|url| self.scope.takes(&url));
        let links: Vec<String> = links.iter().filter(ours).cloned().collect();
        let (known, all) = store::known(tx, self.sight(depth, hops), &links).await?;
        let new: Vec<String> = links.into_iter().filter(|link| !known.contains_key(link)).collect();
        let most = usize::try_from(self.run.source.max_pages).unwrap_or_default();
        let room = most.saturating_sub(all);
        if new.len() > room {
            store::set_cut(tx, self.run.source.id).await?;
        }
        self.put(tx, new.into_iter().take(room), depth, hops).await
    }

    /// An address in the place of another: it counts as that one.
    async fn add_one(&mut self, tx: &mut TenantTx, url: &Url, depth: i16, hops: i16) -> Outcome<()> {
        self.put(tx, [url.to_string()].into_iter(), depth, hops).await
    }

    async fn put(
        &self,
        tx: &mut TenantTx,
        urls: impl Iterator<Item = String>,
        depth: i16,
        hops: i16,
    ) -> Outcome<()> {
        let new: Vec<Address> =
            urls.map(|url| Address { id: self.app.new_id(), url, listed: None }).collect();
        store::add(tx, self.sight(depth, hops), &new).await?;
        Ok(())
    }

    fn sight(&self, depth: i16, hops: i16) -> Sight {
        Sight { source: self.run.source.id, run: self.run.attempt, depth, hops }
    }
}

/// What is known of an address, whatever happened now.
fn as_before(page: &Next) -> PageOutcome {
    PageOutcome {
        tries: page.tries,
        missing: page.missing,
        document: page.document,
        title: page.title.clone(),
        etag: page.etag.clone(),
        modified: page.modified.clone(),
        content_hash: page.content_hash.clone(),
        ..PageOutcome::default()
    }
}

fn left_out(reason: WebReason) -> PageOutcome {
    PageOutcome { state: Some(WebPageState::LeftOut), reason: Some(reason), ..PageOutcome::default() }
}

/// A page that is not there: gone the second time, and failed where it never was.
fn gone(page: &Next, status: u16) -> PageOutcome {
    let missing = page.missing.saturating_add(1);
    let (state, kept) = match page.document {
        None => (WebPageState::Failed, None),
        Some(_) if missing >= MISSING => (WebPageState::Gone, None),
        kept => (WebPageState::Missing, kept),
    };
    PageOutcome {
        state: Some(state),
        reason: Some(WebReason::NotFound),
        status: Some(status),
        missing,
        document: kept,
        ..as_before(page)
    }
}
