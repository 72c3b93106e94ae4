//! A look at what was read, before anybody is answered from it.

use super::{
    contradict::{Claim, claims, contradict},
    jobs::ingest_later,
    likeness::{self, ALIKE},
    model::Reader,
    personal, retrieve,
    store::{self, Like},
    take_in::updated,
    worker::Read,
};
use crate::{
    App,
    refusal::{Outcome, Refusal},
};
use api::{
    Code, Contradiction, Document, DocumentId, DocumentState, PersonalCount, PersonalMark, Publish, Review,
    ReviewPage, Stage, TenantId, WarningCode,
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, mem};

/// Sentences with numbers that are looked for in other documents, and finds that are told.
const CLAIMS: usize = 200;
const TOLD: usize = 20;
/// Passages in which another sentence on the same subject is looked for.
const PASSAGES: usize = 5;
/// Characters of a screen, where a document has no pages.
const SCREEN: usize = 3000;
/// Kinds of personal data that one document may name to be masked.
const KINDS: usize = 40;

/// What waits with the text, sealed with it.
#[derive(Default, Serialize, Deserialize)]
struct Report {
    lang: Option<String>,
    left_out: Vec<String>,
    personal: BTreeMap<String, u32>,
    likes: Vec<Like>,
    contradictions: Vec<Doubt>,
}

/// A [`Contradiction`] without the other document's title, which may change.
#[derive(Serialize, Deserialize)]
struct Doubt {
    page: Option<u32>,
    text: String,
    document: DocumentId,
    other_page: Option<u32>,
    other_text: String,
}

/// The text that waits: as it was read.
#[derive(Serialize, Deserialize)]
pub(super) struct Waiting {
    pub media_type: String,
    pub document: extract::Document,
}

/// Other documents that say the same, most alike first.
pub(super) fn alike(others: &[store::Likeness], signature: Option<&[u8]>) -> Vec<Like> {
    let like = |other: &store::Likeness| {
        if other.same_file {
            return Some(Like { code: WarningCode::Duplicate, document: other.id, share: 100 });
        }
        let share = likeness::share(signature?, other.signature.as_deref()?);
        let share_percent = (share * 100.0) as u8;
        (share >= ALIKE).then_some(Like {
            code: WarningCode::NearDuplicate,
            document: other.id,
            share: share_percent,
        })
    };
    let mut likes: Vec<Like> = others.iter().filter_map(like).collect();
    likes.sort_by(|a, b| b.share.cmp(&a.share).then(a.document.cmp(&b.document)));
    likes.truncate(TOLD);
    likes
}

/// What a person should know of a text: `(text, report)`, to be sealed.
///
/// # Errors
/// Those of the database.
pub(super) async fn prepare(
    app: &App,
    tenant: TenantId,
    id: DocumentId,
    lang: Option<String>,
    read: Read,
    likes: Vec<Like>,
) -> Outcome<(Vec<u8>, Vec<u8>)> {
    let contradictions = doubts(app, tenant, id, lang.as_deref(), &read.document).await?;
    let waiting = Waiting { media_type: read.media_type, document: read.document };
    let seal = move || -> serde_json::Result<(Vec<u8>, Vec<u8>)> {
        let personal = personal::count(&waiting.document);
        let left_out = waiting.document.left_out.iter().map(|extra| extra.as_str().to_owned()).collect();
        let report = Report { lang, left_out, personal, likes, contradictions };
        Ok((serde_json::to_vec(&waiting)?, serde_json::to_vec(&report)?))
    };
    tokio::task::spawn_blocking(seal).await.map_err(Refusal::internal)?.map_err(Refusal::internal)
}

/// Sentences of other documents that say another number of the same.
async fn doubts(
    app: &App,
    tenant: TenantId,
    id: DocumentId,
    lang: Option<&str>,
    document: &extract::Document,
) -> Outcome<Vec<Doubt>> {
    let own: Vec<(Option<u32>, Claim)> = document
        .blocks
        .iter()
        .flat_map(|block| claims(&block.text, lang).into_iter().map(|claim| (block.page, claim)))
        .take(CLAIMS)
        .collect();
    let mut doubts = Vec::new();
    for (page, claim) in own {
        let found = retrieve(app, tenant, Reader::Member, &claim.sentence, lang, PASSAGES).await?;
        let other = found.into_iter().filter(|passage| passage.document != id).find_map(|passage| {
            let theirs = claims(&passage.text, passage.lang.as_deref());
            let doubt = theirs.into_iter().find(|theirs| contradict(&claim, theirs))?;
            Some((passage.document, passage.page, doubt.sentence))
        });
        if let Some((document, other_page, other_text)) = other {
            doubts.push(Doubt { page, text: claim.sentence, document, other_page, other_text });
        }
        if doubts.len() == TOLD {
            break;
        }
    }
    Ok(doubts)
}

/// Shows the text that waits, page by page, with what was found in it.
///
/// # Errors
/// `not_found`; `conflict` where nothing waits for a review.
pub(super) async fn review(
    app: &App,
    tenant: TenantId,
    id: DocumentId,
    from: usize,
    limit: usize,
) -> Outcome<Review> {
    let mut tx = app.db.tenant(tenant).begin().await?;
    let document = store::documents_by_id(&mut tx, &[id]).await?.pop().ok_or_else(Refusal::not_found)?;
    let (Some(text), Some(report)) =
        (store::waiting_text(&mut tx, id).await?, store::waiting_report(&mut tx, id).await?)
    else {
        return Err(no_review());
    };
    let report: Report = serde_json::from_slice(&report).map_err(Refusal::internal)?;
    let others: Vec<DocumentId> = report.contradictions.iter().map(|doubt| doubt.document).collect();
    let titles = store::titles(&mut tx, &others).await?;
    let warnings = store::named(&mut tx, &report.likes).await?;
    drop(tx);
    let show = move || -> serde_json::Result<(u32, Vec<ReviewPage>)> {
        let waiting: Waiting = serde_json::from_slice(&text)?;
        let all = pages(waiting.document);
        let total = u32::try_from(all.len()).unwrap_or(u32::MAX);
        Ok((total, all.into_iter().skip(from).take(limit).map(marked).collect()))
    };
    let (total, pages) =
        tokio::task::spawn_blocking(show).await.map_err(Refusal::internal)?.map_err(Refusal::internal)?;
    let named = |doubt: Doubt| {
        Some(Contradiction {
            page: doubt.page,
            text: doubt.text,
            title: titles.get(&doubt.document)?.clone(),
            document_id: doubt.document,
            other_page: doubt.other_page,
            other_text: doubt.other_text,
        })
    };
    Ok(Review {
        id,
        title: document.title,
        lang: document.lang.or(report.lang),
        personal: report.personal.into_iter().map(|(kind, count)| PersonalCount { kind, count }).collect(),
        left_out: report.left_out,
        warnings,
        contradictions: report.contradictions.into_iter().filter_map(named).collect(),
        total,
        pages,
    })
}

/// The document's pages; where it has none, its blocks in screens.
fn pages(document: extract::Document) -> Vec<(Option<u32>, String)> {
    let mut pages: Vec<(Option<u32>, String)> = Vec::new();
    let mut current: (Option<u32>, String) = (None, String::new());
    for block in document.blocks {
        let full = block.page.is_none() && current.1.len() > SCREEN;
        if (block.page != current.0 || full) && !current.1.is_empty() {
            pages.push(mem::take(&mut current));
        }
        current.0 = block.page;
        if !current.1.is_empty() {
            current.1.push('\n');
        }
        current.1.push_str(&block.text);
    }
    if !current.1.is_empty() {
        pages.push(current);
    }
    pages
}

fn marked((page, text): (Option<u32>, String)) -> ReviewPage {
    let chars = |bytes: usize| {
        u32::try_from(text.get(..bytes).map_or(0, |before| before.chars().count())).unwrap_or(u32::MAX)
    };
    let personal = personal::find(&text)
        .into_iter()
        .map(|(kind, range)| PersonalMark { kind, start: chars(range.start), end: chars(range.end) })
        .collect();
    ReviewPage { page, text, personal }
}

/// Lets a document that waits for its review be indexed, without what is to be masked.
///
/// # Errors
/// `not_found`; `conflict` where nothing waits; `invalid_input` for kinds that are no words.
pub(super) async fn publish(
    app: &App,
    tenant: TenantId,
    id: DocumentId,
    publish: Publish,
) -> Outcome<Document> {
    let mut masks = publish.mask;
    let is_kind = |kind: &String| {
        (1..=30).contains(&kind.len()) && kind.bytes().all(|b| b.is_ascii_lowercase() || b == b'_')
    };
    if masks.len() > KINDS || !masks.iter().all(is_kind) {
        return Err(Refusal::field(
            "mask",
            "invalid",
            "kinds of personal data as the review names them, or `all`",
        ));
    }
    masks.sort();
    masks.dedup();
    let mut tx = app.db.tenant(tenant).begin().await?;
    let document = store::lock_document(&mut tx, id).await?.ok_or_else(Refusal::not_found)?;
    if document.state != DocumentState::Processing || document.stage != Some(Stage::Review) {
        return Err(no_review());
    }
    store::let_go_on(&mut tx, id, &masks, app.now()).await?;
    tx.emit(updated(id));
    tx.enqueue(ingest_later(tenant, id));
    let document = store::documents_by_id(&mut tx, &[id]).await?.pop().ok_or_else(Refusal::not_found)?;
    tx.commit().await?;
    Ok(document)
}

fn no_review() -> Refusal {
    Refusal::new(Code::Conflict, "This document does not wait for a review.")
}
