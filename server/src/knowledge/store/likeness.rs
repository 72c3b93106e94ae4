use crate::db::TenantTx;
use api::DocumentId;

/// What another document is like: its file's hash and its text's signature.
pub(in super::super) struct Likeness {
    pub id: DocumentId,
    pub same_file: bool,
    pub signature: Option<Vec<u8>>,
}

/// Every other document's likeness to a document's file, the one that waits to take its place before its own.
pub(in super::super) async fn likenesses(tx: &mut TenantTx, of: DocumentId) -> sqlx::Result<Vec<Likeness>> {
    let rows = sqlx::query!(
        r#"select o.id, o.signature, o.content_hash = coalesce(w.content_hash, d.content_hash) as same_file
             from documents d
             left join document_drafts w on w.tenant_id = d.tenant_id and w.document_id = d.id
             join documents o on o.tenant_id = d.tenant_id and o.id <> d.id
            where d.tenant_id = $1 and d.id = $2
              and (o.signature is not null or o.content_hash = coalesce(w.content_hash, d.content_hash))"#,
        tx.tenant().0,
        of.0,
    )
    .fetch_all(tx.conn())
    .await?;
    let likenesses = rows.into_iter().map(|row| Likeness {
        id: row.id,
        same_file: row.same_file.unwrap_or_default(),
        signature: row.signature,
    });
    Ok(likenesses.collect())
}

/// Notes what a document is like.
pub(in super::super) async fn note_likeness(
    tx: &mut TenantTx,
    id: DocumentId,
    signature: Option<&[u8]>,
    warnings: &serde_json::Value,
) -> sqlx::Result<()> {
    sqlx::query!(
        "update documents set signature = $3, warnings = $4 where tenant_id = $1 and id = $2",
        tx.tenant().0,
        id.0,
        signature,
        warnings,
    )
    .execute(tx.conn())
    .await
    .map(drop)
}
