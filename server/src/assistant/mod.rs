//! Assistant: answers. Taken in by the room's own commit.
use crate::{App, db::TenantTx, refusal::Outcome};
use api::{ConversationId, Decision, TenantId};
use utoipa_axum::router::OpenApiRouter;
pub mod privacy {
    pub const TABLES: &[crate::privacy::Table] = &[];
}
pub fn routes() -> OpenApiRouter<App> {
    OpenApiRouter::new()
}
pub async fn reply(_: &App, _: TenantId, _: ConversationId) -> Outcome<()> {
    Ok(())
}
pub async fn decisions(_: &mut TenantTx, _: ConversationId) -> Outcome<Vec<Decision>> {
    Ok(vec![])
}
pub async fn settings(_: &mut TenantTx) -> Outcome<api::Assistant> {
    Ok(api::Assistant {
        enabled: true,
        name: "Diwan".into(),
        instructions: String::new(),
        tone: Default::default(),
        languages: vec![],
        provider: Default::default(),
        handoff: Default::default(),
        budget: Default::default(),
    })
}
