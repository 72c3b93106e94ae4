use super::{
    embedder::{Builtin, Embedder},
    store::{self, Refreshed, Stale},
};
use crate::{
    App,
    refusal::{Outcome, Refusal},
};
use api::{Code, TenantId};
use text::retrieval::{passage_terms, terms::pack};

/// Makes terms and vectors anew for passages that have none of the model in use: after an upgrade, those of all
/// documents. What was there serves meanwhile, by words; the last step puts the new ones in its place and leaves
/// nothing of the old.
///
/// Safe to run again from anywhere, and twice at once: a passage that has a vector of the model is done.
///
/// # Errors
/// A fault of ours; `unavailable` as soon as the server stops.
pub async fn refresh(app: &App, tenant: TenantId) -> Outcome<()> {
    loop {
        if app.stopping.is_cancelled() {
            return Err(Refusal::new(
                Code::Unavailable,
                "The server is stopping; the index is made after its next start.",
            ));
        }
        let mut tx = app.db.tenant(tenant).begin().await?;
        let stale = store::stale_passages(&mut tx, Builtin.model()).await?;
        if stale.is_empty() {
            store::forget_other_models(&mut tx, Builtin.model()).await?;
            store::next_version(&mut tx).await?;
            return tx.commit().await;
        }
        drop(tx);
        let made = index(stale).await?;
        let mut tx = app.db.tenant(tenant).begin().await?;
        store::refresh_passages(&mut tx, Builtin.model(), &made).await?;
        tx.commit().await?;
    }
}

async fn index(stale: Vec<Stale>) -> Outcome<Vec<Refreshed>> {
    let whole = |row: &Stale| super::model::indexed(&row.title, row.heading.as_deref(), &row.text);
    let vectors = Builtin.embed(stale.iter().map(whole).collect()).await?;
    if vectors.len() != stale.len() {
        return Err(Refusal::internal(anyhow::anyhow!("the embedder lost some of the passages")));
    }
    let work = move || {
        let one = |(row, vector): (Stale, Vec<f32>)| Refreshed {
            chunk: row.chunk,
            terms: pack(&passage_terms(&row.title, row.heading.as_deref(), &row.text, row.lang.as_deref())),
            vector,
        };
        stale.into_iter().zip(vectors).map(one).collect()
    };
    tokio::task::spawn_blocking(work).await.map_err(Refusal::internal)
}
