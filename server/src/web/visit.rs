use super::{
    fetch::{AGENT, Ask, Body, Got},
    guest::{Guest, No},
    store::{Next, Source},
};
use crate::{
    knowledge::read_page,
    line::one_line,
    refusal::{Outcome, Refusal},
};
use api::{Code, WebReason};
use axum::body::Bytes;
use extract::web::{Page, Wishes, canonical};
use reqwest::Url;
use sha2::{Digest, Sha256};

const TITLE_CHARS: usize = 200;

/// What was seen at an address.
pub(super) enum Seen {
    /// What is known of it still holds.
    Unchanged,
    Page(Box<SeenPage>),
    Redirect(Url),
    Gone(u16),
    /// There is no page, or not now.
    No(No),
}

/// A page that was read.
pub(super) struct SeenPage {
    pub source: Bytes,
    pub title: String,
    pub links: Vec<String>,
    pub canonical: Option<Url>,
    pub wishes: Wishes,
    /// Whether there is nothing to read.
    pub empty: bool,
    /// Of what it says, however its source changes.
    pub hash: Vec<u8>,
    pub etag: Option<String>,
    pub modified: Option<String>,
}

/// Asks for an address, and reads the page that is there.
///
/// # Errors
/// Faults of ours only.
pub(super) async fn visit(guest: &mut Guest, source: &Source, page: &Next) -> Outcome<Seen> {
    let Ok(url) = Url::parse(&page.url) else { return Ok(Seen::No(WebReason::Elsewhere.into())) };
    // Without a document there is nothing that could be unchanged.
    let known = page.document.is_some();
    let ask = Ask {
        lang: source.lang.as_deref(),
        etag: page.etag.as_deref().filter(|_| known),
        modified: page.modified.as_deref().filter(|_| known),
        ..Ask::PAGE
    };
    let body = match guest.ask(&url, &ask).await {
        Ok(Got::Body(body)) => *body,
        Ok(Got::NotModified) => return Ok(Seen::Unchanged),
        Ok(Got::Redirect(Some(to))) if matches!(to.scheme(), "http" | "https") => {
            return Ok(Seen::Redirect(canonical(&to)));
        }
        Ok(Got::Redirect(_)) => return Ok(Seen::No(WebReason::Broken.into())),
        Ok(Got::Status(status, _)) => {
            let no = No::of(status);
            return Ok(match no.reason {
                WebReason::NotFound => Seen::Gone(status.as_u16()),
                _ => Seen::No(no),
            });
        }
        Err(reason) => return Ok(Seen::No(reason.into())),
    };
    if !body.is_page() {
        return Ok(Seen::No(WebReason::NotAPage.into()));
    }
    read(&url, body).await
}

async fn read(url: &Url, body: Body) -> Outcome<Seen> {
    let (etag, modified) = (body.etag.clone(), body.modified.clone());
    let mut wishes = Wishes::default();
    body.robots.iter().for_each(|value| wishes.add_header(value, AGENT));
    let source = body.text();
    let page = match read_page(&source, url, AGENT).await? {
        Ok(page) => page,
        Err(code) => {
            let reason = match code {
                Code::DocumentTooLarge => WebReason::TooLarge,
                Code::DocumentTimedOut => WebReason::TimedOut,
                _ => WebReason::Broken,
            };
            return Ok(Seen::No(reason.into()));
        }
    };
    let url = url.clone();
    let seen = move || SeenPage {
        title: title(&page, &url),
        canonical: page.canonical.as_deref().and_then(|at| Url::parse(at).ok()).filter(|at| *at != url),
        wishes: wishes.and(page.wishes),
        empty: page.document.blocks.is_empty(),
        hash: hash(&page),
        links: page.links,
        source: source.into(),
        etag,
        modified,
    };
    let seen = tokio::task::spawn_blocking(seen).await.map_err(Refusal::internal)?;
    Ok(Seen::Page(Box::new(seen)))
}

/// The page's own title, else its first heading, else the end of its address.
fn title(page: &Page, url: &Url) -> String {
    let heading =
        page.document.blocks.iter().find(|block| matches!(block.kind, extract::BlockKind::Heading(_)));
    let own = page.document.title.as_deref().and_then(one_line);
    let title = own.or_else(|| heading.and_then(|block| one_line(&block.text)));
    let title = title.unwrap_or_else(|| {
        let last = url.path_segments().and_then(|mut parts| parts.rfind(|part| !part.is_empty()));
        last.or(url.host_str()).unwrap_or_default().to_owned()
    });
    title.chars().take(TITLE_CHARS).collect()
}

/// Of the title and the text: sources change with every answer (tokens, counters, advertisements).
fn hash(page: &Page) -> Vec<u8> {
    let mut hash = Sha256::new();
    for text in page.document.title.iter().chain(page.document.blocks.iter().map(|block| &block.text)) {
        hash.update(text.as_bytes());
        hash.update([0]);
    }
    hash.finalize().to_vec()
}
