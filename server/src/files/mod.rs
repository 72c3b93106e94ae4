//! Files: the sealed store. Taken in by the room's own commit.
use crate::{App, db::TenantTx, refusal::Outcome};
use api::{Attachment, AttachmentId, MessageId, TenantId};
use std::{collections::HashMap, path::Path};
use utoipa_axum::router::OpenApiRouter;
pub mod privacy {
    pub const TABLES: &[crate::privacy::Table] = &[];
}
pub struct Files;
impl Files {
    pub fn open(_: &Path) -> anyhow::Result<Self> {
        Ok(Self)
    }
}
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
}
pub async fn attachments_by_id(
    _: &mut TenantTx,
    _: &[AttachmentId],
) -> Outcome<HashMap<AttachmentId, Attachment>> {
    Ok(HashMap::new())
}
pub async fn claim_attachments(_: &mut TenantTx, _: &[AttachmentId], _: MessageId) -> Outcome<()> {
    Ok(())
}
pub async fn delete_job(_: &App, _: TenantId, _: uuid::Uuid) -> Outcome<()> {
    Ok(())
}
pub async fn sweep(_: &App) -> Outcome<()> {
    Ok(())
}
