use super::{changed::Changed, index::Index, indexes::Older, retrieve::current};
use crate::{App, refusal::Outcome};
use api::TenantId;
use std::sync::Arc;

/// How rare words are among a tenant's passages: what makes one of a question's words weigh more than another.
#[derive(Clone, Debug, Default)]
pub struct Rarity(Arc<Index>);

impl Rarity {
    /// How many passages there are.
    pub fn passages(&self) -> usize {
        self.0.passages.passages()
    }

    /// How many passages have a term of [`text::tokens::terms`].
    pub fn of(&self, term: &str) -> usize {
        self.0.passages.holders(text::retrieval::terms::term(term))
    }
}

/// The rarity of words in the tenant's passages as they are now, or would be.
///
/// # Errors
/// Those of the database.
pub async fn rarity(app: &App, tenant: TenantId, changed: Option<&Changed>) -> Outcome<Rarity> {
    let (index, _) = current(app, tenant, Older::Will).await?;
    Ok(Rarity(changed.map_or_else(|| Arc::clone(&index), |changed| changed.index(Arc::clone(&index)))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::knowledge::store::IndexRow;
    use api::{ChunkId, DocumentId};
    use text::retrieval::{passage_terms, terms::pack};

    #[test]
    fn a_term_is_as_rare_as_the_passages_that_have_it() {
        let passages = ["delivery takes a day", "delivery is free", "water it"];
        let row = |text: &str| IndexRow {
            chunk: ChunkId(uuid::Uuid::now_v7()),
            document: DocumentId(uuid::Uuid::now_v7()),
            ordinal: 0,
            terms: pack(&passage_terms("", None, text, Some("en"))),
            vector: None,
        };
        let rarity = Rarity(Arc::new(Index::build(1, passages.map(row).into())));
        assert_eq!(rarity.passages(), 3);
        assert_eq!((rarity.of("c:delivery"), rarity.of("w:water"), rarity.of("w:moon")), (2, 1, 0));
    }
}
