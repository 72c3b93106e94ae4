use super::{
    add::checked,
    fetch::{AGENT, Ask},
    guest::Guest,
    listed::listed,
    scope::Scope,
    store::Source,
};
use crate::{
    App, knowledge,
    refusal::{Outcome, Refusal},
};
use api::{NewWebSource, WebKind, WebLeftOut, WebPreview, WebReason, WebSourceId};
use extract::web::Wishes;
use reqwest::Url;
use std::{
    collections::HashSet,
    time::{Duration, Instant},
};

/// Addresses that are shown.
const SHOWN: usize = 20;
/// Pages of a crawl that are looked at for links.
const LOOKED: usize = 3;
/// How long somebody waits.
const LONGEST: Duration = Duration::from_secs(20);

/// What a source would read, by a quick look: nothing is stored.
///
/// # Errors
/// `invalid_input` with the fields that can't be.
pub(super) async fn preview(app: &App, new: NewWebSource) -> Outcome<WebPreview> {
    let source = checked(app, WebSourceId(app.new_id()), new).await?;
    let url = Url::parse(&source.url).map_err(Refusal::internal)?;
    let scope = Scope::new(source.kind, url.clone(), &source.include, &source.exclude)?;
    let mut look = Look { guest: Guest::new(app), scope, source, preview: empty() };
    let until = Instant::now() + LONGEST;
    match tokio::time::timeout(LONGEST, Box::pin(look.all(&url, until))).await {
        Ok(done) => done?,
        Err(_) if look.preview.pages.is_empty() => look.preview.reason = Some(WebReason::TimedOut),
        Err(_) => look.preview.more = true,
    }
    Ok(look.preview)
}

fn empty() -> WebPreview {
    WebPreview { pages: vec![], found: 0, more: false, left_out: vec![], reason: None }
}

struct Look {
    guest: Guest,
    scope: Scope,
    source: Source,
    preview: WebPreview,
}

impl Look {
    async fn all(&mut self, url: &Url, until: Instant) -> Outcome<()> {
        match self.source.kind {
            WebKind::Sitemap => self.sitemap(url).await,
            WebKind::Page | WebKind::Crawl => self.links(url, until).await,
        }
    }

    async fn sitemap(&mut self, url: &Url) -> Outcome<()> {
        let found = match listed(&mut self.guest, url, &self.scope).await? {
            Ok(found) => found,
            Err(no) => {
                self.preview.reason = Some(no.reason);
                return Ok(());
            }
        };
        self.preview.more = found.cut;
        for (url, _) in found.pages {
            self.count(&url).await;
        }
        for url in found.left_out {
            self.leave_out(&url, WebReason::Filtered);
        }
        if self.preview.found == 0 {
            self.preview.reason = self.preview.left_out.first().map(|left| left.reason);
        }
        Ok(())
    }

    /// The page, and of a crawl those that it and its first links lead to.
    async fn links(&mut self, url: &Url, until: Instant) -> Outcome<()> {
        let mut known = HashSet::from([url.to_string()]);
        let mut waiting = vec![(url.clone(), 0)];
        let mut looked = 0;
        while let Some((at, depth)) = (!waiting.is_empty()).then(|| waiting.remove(0)) {
            let crawl = self.source.kind == WebKind::Crawl;
            let enough = looked >= LOOKED || self.preview.pages.len() >= SHOWN || Instant::now() > until;
            if looked > 0 && enough {
                // It was not looked at: it may be anything.
                self.preview.more |= crawl && depth < self.source.depth;
                self.count(&at).await;
                continue;
            }
            looked += 1;
            let scope = &self.scope;
            let (own, body) = match self.guest.follow(&at, &Ask::PAGE, |to| scope.reaches(to)).await {
                Ok(found) => found,
                Err(no) => {
                    self.fail(&at, depth, no.reason);
                    continue;
                }
            };
            if !body.is_page() {
                self.fail(&at, depth, WebReason::NotAPage);
                continue;
            }
            let mut wishes = Wishes::default();
            body.robots.iter().for_each(|value| wishes.add_header(value, AGENT));
            let page = match knowledge::read_page(&body.text(), &own, AGENT).await? {
                Ok(page) => page,
                Err(_) => {
                    self.fail(&at, depth, WebReason::Broken);
                    continue;
                }
            };
            let wishes = wishes.and(page.wishes);
            known.insert(own.to_string());
            if !self.scope.takes(&own) {
                self.leave_out(&own, WebReason::Filtered);
            } else if wishes.noindex {
                self.fail(&own, depth, WebReason::Noindex);
            } else if page.document.blocks.is_empty() {
                self.fail(&own, depth, WebReason::Empty);
            } else {
                self.count(&own).await;
            }
            if !crawl || wishes.nofollow || depth >= self.source.depth {
                continue;
            }
            let links = page.links.iter().filter_map(|link| Url::parse(link).ok());
            for link in links.filter(|link| self.scope.takes(link)) {
                if known.insert(link.to_string()) {
                    waiting.push((link, depth + 1));
                }
            }
        }
        let most = u32::try_from(self.source.max_pages).unwrap_or_default();
        self.preview.more |= self.preview.found > most;
        Ok(())
    }

    /// Counts an address that would be read, unless its site does not want that.
    async fn count(&mut self, url: &Url) {
        match self.guest.robots(url).await {
            Ok(robots) if robots.allows(url) => {
                self.preview.found += 1;
                if self.preview.pages.len() < SHOWN {
                    self.preview.pages.push(url.to_string());
                }
            }
            Ok(_) => self.leave_out(url, WebReason::Robots),
            Err(reason) => self.leave_out(url, reason),
        }
    }

    fn fail(&mut self, url: &Url, depth: i16, reason: WebReason) {
        if depth == 0 {
            self.preview.reason = Some(reason);
        }
        self.leave_out(url, reason);
    }

    fn leave_out(&mut self, url: &Url, reason: WebReason) {
        if self.preview.left_out.len() < SHOWN {
            self.preview.left_out.push(WebLeftOut { url: url.to_string(), reason });
        }
    }
}
