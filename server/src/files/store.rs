use crate::{
    crypto::{Key, Sealed},
    db::TenantTx,
    refusal::{Outcome, Refusal},
};
use api::{Attachment, AttachmentId, Code, ContactId, MessageId};
use std::{
    collections::{BTreeSet, HashMap, HashSet},
    sync::Arc,
};
use time::OffsetDateTime;
use uuid::Uuid;

const NAME: &str = "attachments.name";

/// Adds an attachment that no message carries yet; its own key is sealed by the tenant's. `false` when
/// there is one under this id already, which stays as it is.
pub(super) async fn add(
    tx: &mut TenantTx,
    new: &Attachment,
    key: &Key,
    now: OffsetDateTime,
) -> Outcome<bool> {
    let owner = tx.tenant_key().await?;
    let added = sqlx::query!(
        "insert into attachments (tenant_id, id, uploader_id, name_sealed, key_sealed, media_type, size, created_at)
         values ($1, $2, $1, $3, $4, $5, $6, $7) on conflict do nothing",
        tx.tenant().0,
        new.id.0,
        owner.seal(NAME, new.id.0, new.name.as_bytes())? as Sealed,
        owner.wrap(new.id.0, key)? as Sealed,
        new.media_type,
        i64::try_from(new.size).map_err(Refusal::internal)?,
        now,
    )
    .execute(tx.conn())
    .await?;
    Ok(added.rows_affected() == 1)
}

/// An attachment as stored.
struct Row {
    id: AttachmentId,
    uploader_id: Uuid,
    name_sealed: Sealed,
    key_sealed: Option<Sealed>,
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
        "select id, uploader_id, name_sealed, key_sealed, media_type, size from attachments where tenant_id = $1 and id = any($2)",
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
        let attachment = open(&row, &key)?;
        found.insert(attachment.id, attachment);
    }
    Ok(found)
}

/// One attachment with the key of its file; none where the key that seals that was destroyed.
pub(super) async fn attachment(
    tx: &mut TenantTx,
    id: AttachmentId,
) -> Outcome<Option<(Attachment, Arc<Key>)>> {
    let row = sqlx::query_as!(
        Row,
        "select id, uploader_id, name_sealed, key_sealed, media_type, size from attachments where tenant_id = $1 and id = $2",
        tx.tenant().0,
        id.0,
    )
    .fetch_optional(tx.conn())
    .await?;
    let Some(row) = row else { return Ok(None) };
    tx.load_keys(&[row.uploader_id]).await?;
    let Some(owner) = tx.loaded_key(row.uploader_id) else { return Ok(None) };
    let key = match &row.key_sealed {
        Some(sealed) => Arc::new(owner.unwrap_key(id.0, &sealed.0)?),
        None => owner.clone(),
    };
    Ok(Some((open(&row, &owner)?, key)))
}

fn open(row: &Row, key: &Key) -> Outcome<Attachment> {
    Ok(Attachment {
        id: row.id,
        name: key.open_text(NAME, row.id.0, &row.name_sealed.0)?,
        media_type: row.media_type.clone(),
        size: u64::try_from(row.size).unwrap_or_default(),
    })
}

/// Gives attachments to the message that carries them, and seals them with its contact's key instead of
/// the tenant's: to erase the contact is to erase them. The same message may claim them again.
///
/// # Errors
/// `not_found` when one is not there; `conflict` when another message carries it.
pub async fn claim_attachments(
    tx: &mut TenantTx,
    ids: &[AttachmentId],
    message: MessageId,
    contact: ContactId,
) -> Outcome<()> {
    // In one order everywhere, so that two writers never wait for each other.
    let ids: BTreeSet<AttachmentId> = ids.iter().copied().collect();
    for id in ids {
        claim(tx, id, message, contact).await?;
    }
    Ok(())
}

async fn claim(tx: &mut TenantTx, id: AttachmentId, message: MessageId, contact: ContactId) -> Outcome<()> {
    let mut row = sqlx::query!(
        "select message_id, uploader_id, name_sealed, key_sealed from attachments
          where tenant_id = $1 and id = $2 for update",
        tx.tenant().0,
        id.0,
    )
    .fetch_optional(tx.conn())
    .await?
    .ok_or_else(Refusal::not_found)?;
    match row.message_id {
        Some(carrier) if carrier == message => return Ok(()),
        Some(_) => {
            return Err(Refusal::new(Code::Conflict, "An attachment already belongs to another message."));
        }
        None => {}
    }
    // A file from before has no key of its own: it stays its uploader's.
    if let Some(sealed) = &row.key_sealed {
        let (before, after) = (tx.key(row.uploader_id).await?, tx.key(contact.0).await?);
        row.key_sealed = Some(after.wrap(id.0, &before.unwrap_key(id.0, &sealed.0)?)?);
        row.name_sealed = after.seal(NAME, id.0, &before.open(NAME, id.0, &row.name_sealed.0)?)?;
        row.uploader_id = contact.0;
    }
    sqlx::query!(
        "update attachments set message_id = $3, uploader_id = $4, name_sealed = $5, key_sealed = $6
          where tenant_id = $1 and id = $2",
        tx.tenant().0,
        id.0,
        message.0,
        row.uploader_id,
        row.name_sealed as Sealed,
        row.key_sealed as Option<Sealed>,
    )
    .execute(tx.conn())
    .await?;
    Ok(())
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
           union all select coalesce(file_id, id) from documents where tenant_id = $1 and coalesce(file_id, id) = any($2)
           union all select file_id from document_drafts where tenant_id = $1 and file_id = any($2)"#,
        tx.tenant().0,
        ids,
    )
    .fetch_all(tx.conn())
    .await?;
    Ok(ids.into_iter().collect())
}
