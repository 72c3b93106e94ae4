use super::{
    embedder::{Builtin, Embedder},
    index::Index,
    model::{Found, Reader},
    rank::{self, Ranked},
    store,
    terms::{self, Term},
};
use crate::{App, db::TenantTx, refusal::Outcome};
use api::TenantId;
use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};

/// How many candidates each list brings to the fusion.
const CANDIDATES: usize = 50;

/// What synonyms and standard forms count beside the asker's own words.
const ADDED: f32 = 0.5;

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
    let asked_in = lang.and_then(text::language::known).or_else(|| text::language::detect(query, None));
    let question = question(query, asked_in);
    let embedder = Builtin;
    let vector = embedder.embed(vec![query.to_owned()]).await?.into_iter().next().unwrap_or_default();

    let (index, mut tx) = current(app, tenant).await?;
    let hidden = store::hidden_from(&mut tx, reader, app.now()).await?;
    let words = index.find(&question, &hidden, CANDIDATES);
    let vectors = if vector.iter().all(|value| *value == 0.0) {
        vec![]
    } else {
        store::nearest(&mut tx, embedder.model(), &vector, &hidden, CANDIDATES).await?
    };
    let ranked: HashMap<_, Ranked> = rank::fuse(&words, &vectors).into_iter().map(|r| (r.chunk, r)).collect();
    let ids: Vec<_> = ranked.keys().copied().collect();
    let mut found = store::passages(&mut tx, &ids, embedder.model(), &vector).await?;
    for passage in &mut found {
        let Some(ranked) = ranked.get(&passage.chunk) else { continue };
        let theirs = passage.lang.as_deref().and_then(text::language::known);
        passage.score = rank::in_language(ranked.score, asked_in.is_none() || theirs == asked_in);
        passage.lexical = ranked.lexical;
    }
    found.sort_unstable_by(|a, b| b.score.total_cmp(&a.score).then(a.chunk.cmp(&b.chunk)));
    found.truncate(limit);
    Ok(found)
}

/// The tenant's index as it is now, and the transaction in which that was seen.
pub(super) async fn current(app: &App, tenant: TenantId) -> Outcome<(Arc<Index>, TenantTx)> {
    let mut tx = app.db.tenant(tenant).begin().await?;
    let version = store::version(&mut tx).await?;
    if let Some(index) = app.indexes.fresh(tenant, version).await {
        return Ok((index, tx));
    }
    // Not while holding a connection: the reader needs one too.
    drop(tx);
    let index = app.indexes.load(app, tenant, version).await?;
    Ok((index, app.db.tenant(tenant).begin().await?))
}

/// A question's terms with their weights: its own words, then what [`text::expand`] adds.
fn question(query: &str, lang: Option<&str>) -> BTreeMap<Term, f32> {
    let expanded = text::expand::expand(query);
    let added = expanded.get(query.len()..).unwrap_or_default();
    let mut question: BTreeMap<Term, f32> =
        terms::count(added, lang).into_keys().map(|term| (term, ADDED)).collect();
    question.extend(terms::count(query, lang).into_keys().map(|term| (term, 1.0)));
    question
}
