use super::{
    jobs::{read_later, updated},
    scope::Scope,
    store::{self, Source},
};
use crate::{
    App,
    http::CallRefused,
    knowledge::{checked_channels, checked_lang},
    refusal::{Outcome, Refusal},
};
use api::{Audience, Code, NewWebSource, TenantId, WebKind, WebSchedule, WebSource, WebSourceId};
use extract::web::canonical;
use reqwest::Url;

/// Sources that a tenant may have.
const SOURCES: i64 = 100;
/// The longest address.
pub(super) const URL_BYTES: usize = 2_000;
/// How far a crawl may go, and how far it goes unless told otherwise.
const DEPTH: (u8, u8) = (10, 3);
/// How many addresses a source may read, and how many it reads unless told otherwise.
const PAGES: (u32, u32) = (2_000, 200);

/// Adds a source; a job reads it. A repetition of the request finds it there.
///
/// # Errors
/// `invalid_input` with the fields that can't be; `conflict` where there are too many.
pub(super) async fn add(
    app: &App,
    tenant: TenantId,
    id: WebSourceId,
    new: NewWebSource,
) -> Outcome<WebSource> {
    let source = checked(app, id, new).await?;
    let mut tx = app.db.tenant(tenant).begin().await?;
    if store::insert(&mut tx, &source, app.now()).await? {
        if store::sources_count(&mut tx).await? > SOURCES {
            return Err(Refusal::new(
                Code::Conflict,
                format!("There can be {SOURCES} sources of web pages."),
            ));
        }
        tx.emit(updated(id));
        tx.enqueue(read_later(tenant, id, None));
    }
    let shown = store::sources_by_id(&mut tx, &[id]).await?.pop().ok_or_else(Refusal::not_found)?;
    tx.commit().await?;
    Ok(shown)
}

/// A source as it is to be, checked; its address is looked up.
///
/// # Errors
/// `invalid_input` with the fields that can't be.
pub(super) async fn checked(app: &App, id: WebSourceId, new: NewWebSource) -> Outcome<Source> {
    let url = checked_url(app, &new.url).await?;
    let number = |field: &str, given: Option<u32>, (most, usual): (u32, u32), least: u32| match given {
        None => Ok(usual),
        Some(number) if (least..=most).contains(&number) => Ok(number),
        Some(_) => Err(Refusal::field(field, "out_of_range", format!("{least} to {most}"))),
    };
    let depth = number("depth", new.depth.map(u32::from), (DEPTH.0.into(), DEPTH.1.into()), 0)?;
    let max_pages = number("max_pages", new.max_pages, PAGES, 1)?;
    let patterns = |given: Vec<String>| -> Vec<String> {
        given.iter().map(|pattern| pattern.trim().to_owned()).filter(|pattern| !pattern.is_empty()).collect()
    };
    let (include, exclude) = (patterns(new.include), patterns(new.exclude));
    Scope::new(new.kind, url.clone(), &include, &exclude)?;
    let audience = new.audience.unwrap_or_default();
    let channels = match audience {
        Audience::Channels => checked_channels(new.channels)?,
        _ if !new.channels.is_empty() => {
            return Err(Refusal::field(
                "channels",
                "invalid",
                "channels are named with the audience `channels` only",
            ));
        }
        _ => vec![],
    };
    Ok(Source {
        id,
        kind: new.kind,
        url: url.into(),
        depth: if new.kind == WebKind::Crawl { i16::try_from(depth).unwrap_or_default() } else { 0 },
        include,
        exclude,
        max_pages: if new.kind == WebKind::Page { 1 } else { i32::try_from(max_pages).unwrap_or_default() },
        schedule: new.schedule.unwrap_or(WebSchedule::Never),
        lang: checked_lang(new.lang)?,
        audience,
        channels,
    })
}

/// An address as people write it: `shop.example/help` is one, too.
async fn checked_url(app: &App, written: &str) -> Outcome<Url> {
    let wrong = |code: &str, detail: String| Refusal::field("url", code, detail);
    let written = written.trim();
    if written.is_empty() {
        return Err(wrong("required", "the address of a page, a sitemap or a site".into()));
    }
    let whole = if written.contains("://") { written.to_owned() } else { format!("https://{written}") };
    let url = Url::parse(&whole).map_err(|error| wrong("invalid", error.to_string()))?;
    if url.as_str().len() > URL_BYTES {
        return Err(wrong("too_long", format!("at most {URL_BYTES} characters")));
    }
    match app.outgoing.check_name(&url).await {
        Ok(()) => Ok(canonical(&url)),
        Err(refused @ CallRefused::Private(_)) => Err(wrong("private", refused.to_string())),
        Err(refused @ CallRefused::Unknown(_)) => Err(wrong("unknown", refused.to_string())),
        Err(refused) => Err(wrong("invalid", refused.to_string())),
    }
}
