use crate::{
    crypto::{Key, Sealed},
    db::TenantTx,
    refusal::{Outcome, Refusal},
};
use api::{Attachment, AttachmentId, Code, MessageId};
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};
use time::OffsetDateTime;
use uuid::Uuid;

const NAME: &str = "attachments.name";

/// Adds an attachment that no message carries yet, sealed by the tenant's key. The same one again
/// (a repeated request) changes nothing.
pub(super) async fn add(tx: &mut TenantTx, new: &Attachment, key: &Key, now: OffsetDateTime) -> Outcome<()> {
    sqlx::query!(
        "insert into attachments (tenant_id, id, uploader_id, name_sealed, media_type, size, created_at)
         values ($1, $2, $1, $3, $4, $5, $6) on conflict do nothing",
        tx.tenant().0,
        new.id.0,
        key.seal(NAME, new.id.0, new.name.as_bytes())? as Sealed,
        new.media_type,
        i64::try_from(new.size).map_err(Refusal::internal)?,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
}

/// An attachment as stored.
struct Row {
    id: AttachmentId,
    uploader_id: Uuid,
    name_sealed: Sealed,
    media_type: String,
    size: i64,
}

/// Attachments by id; those that are gone are absent.
pub async fn attachments_by_id(
    tx: &mut TenantTx,
    ids: &[AttachmentId],
) -> Outcome<HashMap<AttachmentId, Attachment>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let rows = sqlx::query_as!(
        Row,
        "select id, uploader_id, name_sealed, media_type, size from attachments where tenant_id = $1 and id = any($2)",
        tx.tenant().0,
        ids as &[AttachmentId],
    )
    .fetch_all(tx.conn())
    .await?;
    let owners: Vec<Uuid> = rows.iter().map(|row| row.uploader_id).collect();
    tx.load_keys(&owners).await?;
    let mut found = HashMap::new();
    for row in rows {
        // Without its key it is erased, whatever the row says.
        let Some(key) = tx.loaded_key(row.uploader_id) else { continue };
        let attachment = open(row, &key)?;
        found.insert(attachment.id, attachment);
    }
    Ok(found)
}

/// One attachment with the key that seals it.
pub(super) async fn attachment(
    tx: &mut TenantTx,
    id: AttachmentId,
) -> Outcome<Option<(Attachment, Arc<Key>)>> {
    let row = sqlx::query_as!(
        Row,
        "select id, uploader_id, name_sealed, media_type, size from attachments where tenant_id = $1 and id = $2",
        tx.tenant().0,
        id.0,
    )
    .fetch_optional(tx.conn())
    .await?;
    let Some(row) = row else { return Ok(None) };
    let key = tx.key(row.uploader_id).await?;
    Ok(Some((open(row, &key)?, key)))
}

fn open(row: Row, key: &Key) -> Outcome<Attachment> {
    Ok(Attachment {
        id: row.id,
        name: key.open_text(NAME, row.id.0, &row.name_sealed.0)?,
        media_type: row.media_type,
        size: u64::try_from(row.size).unwrap_or_default(),
    })
}

/// Gives attachments to the message that carries them. The same message may claim them again.
///
/// # Errors
/// `not_found` when one is not there; `conflict` when another message carries it.
pub async fn claim_attachments(tx: &mut TenantTx, ids: &[AttachmentId], message: MessageId) -> Outcome<()> {
    if ids.is_empty() {
        return Ok(());
    }
    let ids: HashSet<AttachmentId> = ids.iter().copied().collect();
    let ids: Vec<AttachmentId> = ids.into_iter().collect();
    let claimed = sqlx::query!(
        "update attachments set message_id = $3
          where tenant_id = $1 and id = any($2) and (message_id is null or message_id = $3)",
        tx.tenant().0,
        ids.as_slice() as &[AttachmentId],
        message.0,
    )
    .execute(tx.conn())
    .await?
    .rows_affected();
    if claimed == ids.len() as u64 {
        return Ok(());
    }
    let there = sqlx::query_scalar!(
        r#"select count(*) as "there!" from attachments where tenant_id = $1 and id = any($2)"#,
        tx.tenant().0,
        ids.as_slice() as &[AttachmentId],
    )
    .fetch_one(tx.conn())
    .await?;
    if there < i64::try_from(ids.len()).unwrap_or(i64::MAX) {
        return Err(Refusal::not_found());
    }
    Err(Refusal::new(Code::Conflict, "An attachment already belongs to another message."))
}

/// Adds a link to an attachment; `false` when there is no such attachment.
pub(super) async fn add_link(
    tx: &mut TenantTx,
    hash: &[u8],
    id: AttachmentId,
    until: OffsetDateTime,
) -> sqlx::Result<bool> {
    sqlx::query!(
        "insert into attachment_links (tenant_id, token_hash, attachment_id, expires_at)
         select tenant_id, $3, id, $4 from attachments where tenant_id = $1 and id = $2",
        tx.tenant().0,
        id.0,
        hash,
        until,
    )
    .execute(tx.conn())
    .await
    .map(|done| done.rows_affected() == 1)
}

/// Takes a link away and tells what it was to, if its time was not over.
pub(super) async fn use_link(
    tx: &mut TenantTx,
    hash: &[u8],
    now: OffsetDateTime,
) -> sqlx::Result<Option<AttachmentId>> {
    sqlx::query_scalar!(
        "delete from attachment_links where tenant_id = $1 and token_hash = $2 and expires_at > $3 returning attachment_id",
        tx.tenant().0,
        hash,
        now,
    )
    .fetch_optional(tx.conn())
    .await
}

/// What a link is to, if its time is not over.
pub(super) async fn peek_link(
    tx: &mut TenantTx,
    hash: &[u8],
    now: OffsetDateTime,
) -> sqlx::Result<Option<AttachmentId>> {
    sqlx::query_scalar!(
        "select attachment_id from attachment_links where tenant_id = $1 and token_hash = $2 and expires_at > $3",
        tx.tenant().0,
        hash,
        now,
    )
    .fetch_optional(tx.conn())
    .await
}

/// Removes links whose time is over, and attachments that no message claimed before `before`;
/// answers whose files may go.
pub(super) async fn expire(
    tx: &mut TenantTx,
    now: OffsetDateTime,
    before: OffsetDateTime,
) -> sqlx::Result<Vec<AttachmentId>> {
    sqlx::query!(
        "delete from attachment_links where tenant_id = $1 and expires_at <= $2",
        tx.tenant().0,
        now,
    )
    .execute(tx.conn())
    .await?;
    sqlx::query_scalar!(
        "delete from attachments where tenant_id = $1 and message_id is null and created_at < $2 returning id",
        tx.tenant().0,
        before,
    )
    .fetch_all(tx.conn())
    .await
}

/// Which of these files a row names.
pub(super) async fn named(tx: &mut TenantTx, ids: &[Uuid]) -> sqlx::Result<HashSet<Uuid>> {
    // Ids of two kinds, and a union's columns are of no table.
    let ids = sqlx::query_scalar!(
        r#"select id as "id!: Uuid" from attachments where tenant_id = $1 and id = any($2)
           union all select id from documents where tenant_id = $1 and id = any($2)"#,
        tx.tenant().0,
        ids,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(ids.into_iter().collect())
}
