use super::super::model::Reader;
use crate::{db::TenantTx, refusal::Outcome};
use api::{Audience, DocumentId};
use std::collections::HashSet;
use time::OffsetDateTime;

/// What may be read by whom, as it is to be.
pub(in super::super) struct Metadata<'a> {
    pub title: &'a str,
    pub lang: Option<&'a str>,
    pub audience: Audience,
    pub channels: &'a [String],
    pub valid_from: Option<OffsetDateTime>,
    pub valid_to: Option<OffsetDateTime>,
}

/// Writes a document's metadata.
pub(in super::super) async fn describe(
    tx: &mut TenantTx,
    id: DocumentId,
    new: &Metadata<'_>,
    now: OffsetDateTime,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update documents set title = $3, lang = $4, audience = $5, channels = $6, valid_from = $7, valid_to = $8,
                updated_at = $9
          where tenant_id = $1 and id = $2",
        tx.tenant().0,
        id.0,
        new.title,
        new.lang,
        new.audience as Audience,
        new.channels,
        new.valid_from,
        new.valid_to,
        now,
    )
    .execute(tx.conn())
    .await
    .map(drop)
}

/// The documents that a reader may not be answered from now: few, and all others are for them.
pub(in super::super) async fn hidden_from(
    tx: &mut TenantTx,
    reader: Reader<'_>,
    now: OffsetDateTime,
) -> sqlx::Result<HashSet<DocumentId>> {
    let ids = sqlx::query_scalar!(
        "select id from documents
          where tenant_id = $1 and (audience <> 'public' or valid_from is not null or valid_to is not null)
            and (audience = 'hidden' or valid_from > $3 or valid_to <= $3
                 or $2::text is not null and (audience = 'members' or audience = 'channels' and $2 <> all (channels)))",
        tx.tenant().0,
        reader.channel(),
        now,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(ids.into_iter().collect())
}

/// Which of these documents customers on a channel may not look into. Not the question of what is in force
/// today: what somebody was answered from when it was remains what they were answered from.
pub async fn withheld(
    tx: &mut TenantTx,
    documents: &[DocumentId],
    channel: &str,
) -> Outcome<HashSet<DocumentId>> {
    if documents.is_empty() {
        return Ok(HashSet::new());
    }
    let ids = sqlx::query_scalar!(
        "select id from documents
          where tenant_id = $1 and id = any($2)
            and (audience in ('hidden', 'members') or audience = 'channels' and $3 <> all (channels))",
        tx.tenant().0,
        documents as &[DocumentId],
        channel,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(ids.into_iter().collect())
}
