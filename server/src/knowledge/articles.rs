//! Articles that are written here, version by version. The newest version is the draft until it is published; a
//! publication makes it the document's file, and the document is made anew from that, in place.

use super::{
    changed::{article_file, fingerprint},
    replace::next_file,
    store::{self, Version, Words},
    take_in::{self, checked_lang, checked_title, updated},
};
use crate::{
    App, assistant,
    db::TenantTx,
    lab,
    refusal::{Outcome, Refusal},
    sign_in,
};
use api::{
    Article, ArticlePatch, ArticleSaved, ArticleVersion, Code, DocumentId, NewArticle, Stamp, TenantId,
    UserId,
};
use axum::body::Bytes;
use futures::stream;

/// Characters of an article: more is not one.
const BODY_CHARS: usize = 100_000;

/// Adds an article, as a draft. A repetition finds it there.
///
/// # Errors
/// `invalid_input` with the fields that can't be.
pub async fn write_article(
    app: &App,
    tx: &mut TenantTx,
    author: UserId,
    id: DocumentId,
    new: NewArticle,
) -> Outcome<ArticleSaved> {
    let title = checked_title(Some(new.title))?.ok_or_else(no_title)?;
    let words = Words { title, lang: checked_lang(new.lang)?, body: checked_body(new.body_markdown)? };
    if store::add_article(tx, id, &words.title, words.lang.as_deref(), app.now()).await? {
        store::save_version(tx, id, 1, &words, author, app.now()).await?;
        tx.emit(updated(id));
    }
    saved(tx, id).await
}

/// The newest version of an article, or the one of a number.
///
/// # Errors
/// `not_found` for what is no article.
pub(super) async fn read(
    app: &App,
    tenant: TenantId,
    id: DocumentId,
    number: Option<u32>,
) -> Outcome<Article> {
    let mut tx = app.db.tenant(tenant).begin().await?;
    let number = number.map(i32::try_from).transpose().map_err(|_| Refusal::not_found())?;
    let version = store::version_of(&mut tx, id, number).await?.ok_or_else(Refusal::not_found)?;
    let published = store::published_version(&mut tx, id).await?;
    Ok(Article {
        id,
        draft: version.published_at.is_none(),
        version: count(version.number),
        published_version: published.map(count),
        updated_at: Stamp(version.updated_at),
        title: version.words.title,
        lang: version.words.lang,
        body_markdown: version.words.body,
    })
}

/// Changes the draft; after a publication it begins the next one.
///
/// # Errors
/// `not_found`; `invalid_input`; `conflict` when a colleague wrote since the version that the writer saw.
pub(super) async fn change(
    app: &App,
    tenant: TenantId,
    author: UserId,
    id: DocumentId,
    patch: ArticlePatch,
) -> Outcome<ArticleSaved> {
    let mut tx = app.db.tenant(tenant).begin().await?;
    let newest = newest(&mut tx, id).await?;
    if patch.seen.is_some_and(|seen| seen.unix_ms() < Stamp(newest.updated_at).unix_ms()) {
        return Err(Refusal::new(
            Code::Conflict,
            "Somebody else has changed this article meanwhile. Read it again.",
        ));
    }
    let mut words = newest.words.clone();
    if let Some(title) = patch.title {
        words.title = checked_title(Some(title))?.ok_or_else(no_title)?;
    }
    if let Some(lang) = patch.lang {
        words.lang = checked_lang(lang)?;
    }
    if let Some(body) = patch.body_markdown {
        words.body = checked_body(body)?;
    }
    let before = &newest.words;
    if (&words.title, &words.lang, &words.body) != (&before.title, &before.lang, &before.body) {
        draft(app, &mut tx, id, &newest, &words, author).await?;
    }
    let saved = saved(&mut tx, id).await?;
    tx.commit().await?;
    Ok(saved)
}

/// Makes an old version's words the draft.
///
/// # Errors
/// `not_found`, also for a version that is not there.
pub(super) async fn restore(
    app: &App,
    tenant: TenantId,
    author: UserId,
    id: DocumentId,
    number: u32,
) -> Outcome<ArticleSaved> {
    let mut tx = app.db.tenant(tenant).begin().await?;
    let newest = newest(&mut tx, id).await?;
    let number = i32::try_from(number).map_err(|_| Refusal::not_found())?;
    let old = store::version_of(&mut tx, id, Some(number)).await?.ok_or_else(Refusal::not_found)?;
    draft(app, &mut tx, id, &newest, &old.words, author).await?;
    let saved = saved(&mut tx, id).await?;
    tx.commit().await?;
    Ok(saved)
}

/// Publishes the newest version: the document is made anew from it, and the present passages serve until then.
///
/// # Errors
/// `not_found`; `invalid_input` for an article without text; `lab_run_required` where it has to be tried first.
pub(super) async fn publish(app: &App, tenant: TenantId, id: DocumentId) -> Outcome<ArticleSaved> {
    let mut tx = app.db.tenant(tenant).begin().await?;
    let seen = newest(&mut tx, id).await?;
    let gate = assistant::settings(&mut tx).await?.lab_gate;
    if gate.required && seen.published_at.is_none() {
        lab::covered(&mut tx, &gate, &fingerprint(&seen), app.now()).await?;
    }
    drop(tx); // a file is written meanwhile
    if seen.words.body.trim().is_empty() {
        return Err(Refusal::field(
            "body_markdown",
            "required",
            "an article without text can't be published",
        ));
    }
    let bytes = Bytes::from(article_file(&seen));
    let content = stream::iter([Outcome::Ok(bytes)]);
    let file = take_in::keep(app, tenant, DocumentId(app.new_id()), "article.md", content).await?;
    let mut tx = app.db.tenant(tenant).begin().await?;
    let version = match newest(&mut tx, id).await {
        Ok(version) if version.updated_at == seen.updated_at && version.number == seen.number => version,
        other => {
            drop(tx);
            let region = app.db.region_of(tenant).await?;
            app.files.delete(&region, tenant, file.id.0).await.map_err(Refusal::internal)?;
            other?;
            return Err(Refusal::new(
                Code::Conflict,
                "The article was changed while it was published. Try again.",
            ));
        }
    };
    store::mark_published(&mut tx, id, &version, app.now()).await?;
    next_file(app, &mut tx, id, &file).await?;
    let saved = saved(&mut tx, id).await?;
    tx.commit().await?;
    Ok(saved)
}

/// All versions of an article, newest first.
///
/// # Errors
/// `not_found` for what is no article.
pub(super) async fn versions(app: &App, tenant: TenantId, id: DocumentId) -> Outcome<Vec<ArticleVersion>> {
    let mut tx = app.db.tenant(tenant).begin().await?;
    let versions = store::versions(&mut tx, id).await?;
    if versions.is_empty() {
        return Err(Refusal::not_found());
    }
    let authors: Vec<UserId> = versions.iter().filter_map(|version| version.author).collect();
    let people = sign_in::people(&mut tx, &authors).await?;
    let shown = versions.into_iter().map(|version| ArticleVersion {
        version: count(version.number),
        title: version.words.title,
        author: version.author.and_then(|author| people.get(&author).cloned()),
        updated_at: Stamp(version.updated_at),
        published_at: version.published_at.map(Stamp),
    });
    Ok(shown.collect())
}

/// The newest version, under the document's lock.
async fn newest(tx: &mut TenantTx, id: DocumentId) -> Outcome<Version> {
    store::lock_document(tx, id).await?.ok_or_else(Refusal::not_found)?;
    store::version_of(tx, id, None).await?.ok_or_else(Refusal::not_found)
}

async fn draft(
    app: &App,
    tx: &mut TenantTx,
    id: DocumentId,
    newest: &Version,
    words: &Words,
    author: UserId,
) -> Outcome<()> {
    let number = if newest.published_at.is_some() { newest.number + 1 } else { newest.number };
    store::save_version(tx, id, number, words, author, app.now()).await?;
    tx.emit(updated(id));
    Ok(())
}

async fn saved(tx: &mut TenantTx, id: DocumentId) -> Outcome<ArticleSaved> {
    let version = store::version_of(tx, id, None).await?.ok_or_else(Refusal::not_found)?;
    let published = store::published_version(tx, id).await?;
    Ok(ArticleSaved {
        id,
        version: count(version.number),
        draft: version.published_at.is_none(),
        published_version: published.map(count),
        updated_at: Stamp(version.updated_at),
    })
}

fn count(number: i32) -> u32 {
    u32::try_from(number).unwrap_or_default()
}

fn no_title() -> Refusal {
    Refusal::field("title", "required", "an article has a title")
}

fn checked_body(body: String) -> Outcome<String> {
    if body.chars().count() > BODY_CHARS {
        return Err(Refusal::field("body_markdown", "too_long", format!("at most {BODY_CHARS} characters")));
    }
    Ok(body.replace('\0', ""))
}
