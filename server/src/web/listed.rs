use super::{
    fetch::Ask,
    guest::{Guest, No},
    scope::Scope,
};
use crate::refusal::{Outcome, Refusal};
use api::WebReason;
use extract::{
    Refused,
    web::{Listed, Sitemap, canonical},
};
use reqwest::Url;
use std::collections::{HashSet, VecDeque};

/// Sitemaps of one source: an index may name thousands.
const SITEMAPS: usize = 50;
/// Addresses that are remembered; a source reads far fewer.
const ADDRESSES: usize = 50_000;

/// What a site lists of itself.
#[derive(Default)]
pub(super) struct Pages {
    /// In the order of the lists, each once.
    pub pages: Vec<(Url, Option<String>)>,
    /// Those that are not the source's.
    pub left_out: Vec<Url>,
    /// Whether there was more than could be remembered.
    pub cut: bool,
}

/// Reads a sitemap with those that it names; of any other address its site's own sitemaps: those that `robots.txt`
/// names, else `/sitemap.xml`.
///
/// # Errors
/// Faults of ours; the inner one is why the list is not known whole. With a part of it missing, pages would look gone.
pub(super) async fn listed(guest: &mut Guest, url: &Url, scope: &Scope) -> Outcome<Result<Pages, No>> {
    let (mut found, mut seen) = (Pages::default(), HashSet::new());
    let mut addresses = HashSet::new();
    let mut waiting = VecDeque::from([url.clone()]);
    while let Some(next) = waiting.pop_front() {
        if !seen.insert(next.clone()) {
            continue;
        }
        if seen.len() > SITEMAPS {
            found.cut = true;
            break;
        }
        let sitemap = match read(guest, &next, scope).await? {
            Ok(sitemap) => sitemap,
            Err(no)
                if next == *url
                    && (no.reason == WebReason::NotASitemap
                        || url.path() == "/" && no.reason == WebReason::NotFound) =>
            {
                waiting.extend(own_sitemaps(guest, url, scope).await);
                continue;
            }
            // An index that names what is not there says nothing of the rest.
            Err(no) if next != *url && no.reason == WebReason::NotFound => continue,
            Err(no) => return Ok(Err(no)),
        };
        waiting.extend(
            sitemap.sitemaps.iter().filter_map(|at| address(&next, at)).filter(|at| scope.reaches(at)),
        );
        for Listed { url: at, lastmod } in sitemap.pages {
            let Some(at) = address(&next, &at).filter(|at| addresses.insert(at.clone())) else { continue };
            if addresses.len() > ADDRESSES {
                found.cut = true;
                break;
            }
            if scope.takes(&at) {
                found.pages.push((at, lastmod));
            } else {
                found.left_out.push(at);
            }
        }
    }
    if addresses.is_empty() {
        return Ok(Err(WebReason::NotASitemap.into()));
    }
    Ok(Ok(found))
}

async fn own_sitemaps(guest: &mut Guest, url: &Url, scope: &Scope) -> Vec<Url> {
    let named = match guest.robots(url).await {
        Ok(robots) => robots.sitemaps.clone(),
        Err(_) => vec![],
    };
    let mut own: Vec<Url> =
        named.iter().filter_map(|at| address(url, at)).filter(|at| scope.reaches(at)).collect();
    if own.is_empty() {
        own.extend(url.join("/sitemap.xml"));
    }
    own
}

async fn read(guest: &mut Guest, url: &Url, scope: &Scope) -> Outcome<Result<Sitemap, No>> {
    let body = match guest.follow(url, &Ask::SITEMAP, |to| scope.reaches(to)).await {
        Ok((_, body)) => body,
        Err(no) => return Ok(Err(no)),
    };
    // Megabytes, perhaps packed: no work for a thread that serves requests.
    let parse = move || Sitemap::parse(&body.bytes);
    let parsed = tokio::task::spawn_blocking(parse).await.map_err(Refusal::internal)?;
    Ok(parsed.map_err(|refused| {
        No::from(match refused {
            Refused::Unsupported => WebReason::NotASitemap,
            Refused::TooLarge => WebReason::TooLarge,
            _ => WebReason::Broken,
        })
    }))
}

fn address(base: &Url, written: &str) -> Option<Url> {
    let url = base.join(written).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    let url = canonical(&url);
    (url.as_str().len() <= super::add::URL_BYTES).then_some(url)
}
