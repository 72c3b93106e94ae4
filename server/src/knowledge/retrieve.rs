use super::{
    changed::Changed,
    embedder::{Builtin, Embedder},
    index::Index,
    indexes::Older,
    model::{Found, Reader},
    store,
};
use crate::{
    App,
    db::TenantTx,
    refusal::{Outcome, Refusal},
};
use api::{ChunkId, DocumentId, TenantId};
use std::{collections::HashMap, sync::Arc};
use text::retrieval::{self, Ranked};
use uuid::Uuid;

/// How often passages may be made anew under one question's hands before it makes do with those that are left.
const TRIES: usize = 5;

/// Finds the passages that fit a question best, best first.
///
/// `lang` is the asker's language (detected when absent): of passages that fit equally well, those in
/// it come first. Only what is this tenant's, what `reader` may be answered from now, and what is still there
/// when this answers: hidden passages are left out where candidates are chosen, so they push no other out.
pub async fn retrieve(
    app: &App,
    tenant: TenantId,
    reader: Reader<'_>,
    query: &str,
    lang: Option<&str>,
    limit: usize,
) -> Outcome<Vec<Found>> {
    retrieve_changed(app, tenant, reader, None, query, lang, limit).await
}

/// As [`retrieve`], in the knowledge as it would be.
pub async fn retrieve_changed(
    app: &App,
    tenant: TenantId,
    reader: Reader<'_>,
    changed: Option<&Changed>,
    query: &str,
    lang: Option<&str>,
    limit: usize,
) -> Outcome<Vec<Found>> {
    let asked_in = lang.and_then(text::language::known).or_else(|| text::language::detect(query, None));
    let vector = Builtin.embed(vec![query.to_owned()]).await?.into_iter().next().unwrap_or_default();

    let mut tries = 0;
    let (ranked, mut found) = loop {
        tries += 1;
        let older = if tries == 1 { Older::Will } else { Older::WillNot };
        let (index, mut tx) = current(app, tenant, older).await?;
        let version = index.version;
        let index = match changed {
            Some(changed) => changed.index(index),
            None => index,
        };
        let hidden = store::hidden_from(&mut tx, reader, app.now()).await?;
        let query = query.to_owned();
        let vector = vector.clone();
        // Some milliseconds where there are a hundred thousand passages: not on a thread that others wait for.
        let search = move || {
            let question = retrieval::ask(&query, asked_in);
            let vector = if index.complete { retrieval::quantize(&vector) } else { vec![] };
            let hidden = |document| hidden.contains(&DocumentId(Uuid::from_u128(document)));
            retrieval::search(&index.passages, &question, &vector, &hidden)
        };
        let ranked: Vec<Ranked> = tokio::task::spawn_blocking(search).await.map_err(Refusal::internal)?;
        let ranked: HashMap<ChunkId, Ranked> =
            ranked.into_iter().map(|ranked| (ChunkId(Uuid::from_u128(ranked.chunk)), ranked)).collect();
        let ids: Vec<ChunkId> = ranked.keys().copied().collect();
        let mut found = store::passages(&mut tx, &ids).await?;
        found.extend(changed.map(|changed| changed.passages(&ids)).unwrap_or_default());
        // Passages made anew since the index was looked at have other ids: what took their place is asked for,
        // so that no question falls between the two.
        if found.len() == ids.len() || tries == TRIES || store::version(&mut tx).await? == version {
            break (ranked, found);
        }
    };
    for passage in &mut found {
        let Some(ranked) = ranked.get(&passage.chunk) else { continue };
        let theirs = passage.lang.as_deref().and_then(text::language::known);
        passage.score = retrieval::in_language(ranked.score, asked_in.is_none() || theirs == asked_in);
        passage.lexical = ranked.lexical;
        passage.cosine = ranked.cosine;
    }
    found.sort_unstable_by(|a, b| b.score.total_cmp(&a.score).then(a.chunk.cmp(&b.chunk)));
    found.truncate(limit);
    Ok(found)
}

/// The tenant's index as it is now, or while that takes long to read an `older` one, and the transaction in which
/// that was seen.
pub(super) async fn current(app: &App, tenant: TenantId, older: Older) -> Outcome<(Arc<Index>, TenantTx)> {
    let mut tx = app.db.tenant(tenant).begin().await?;
    let version = store::version(&mut tx).await?;
    if let Some(index) = app.indexes.fresh(tenant, version).await {
        return Ok((index, tx));
    }
    // Not while holding a connection: the reader needs one too.
    drop(tx);
    // Boxed, as it is large and seldom needed.
    let index = Box::pin(app.indexes.load(app, tenant, version, older)).await?;
    Ok((index, app.db.tenant(tenant).begin().await?))
}
