use super::{model::Reader, retrieve};
use crate::{App, refusal::Outcome};
use api::{Hit, SearchResults, TenantId};

/// Searches the knowledge as the assistant does for `reader`, with the matching words marked.
pub(super) async fn search(
    app: &App,
    tenant: TenantId,
    reader: Reader<'_>,
    query: &str,
    lang: Option<&str>,
    limit: usize,
) -> Outcome<SearchResults> {
    let found = retrieve(app, tenant, reader, query, lang, limit).await?;
    let results = found
        .into_iter()
        .map(|passage| Hit {
            document_id: passage.document,
            title: passage.title,
            page: passage.page,
            score: passage.score,
            lexical: Some(passage.lexical),
            cosine: Some(passage.cosine),
            highlights: text::highlight::ranges(&passage.text, query)
                .into_iter()
                .filter_map(|(start, end)| Some((u32::try_from(start).ok()?, u32::try_from(end).ok()?)))
                .collect(),
            text: passage.text,
        })
        .collect();
    Ok(SearchResults { results })
}
