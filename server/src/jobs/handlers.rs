use crate::{App, assistant, files, knowledge, lab, refusal::Refusal, web};
use api::{ConversationId, DocumentId, LabRunId, TenantId, WebSourceId};
use graphile_worker::{IntoTaskHandlerResult, JobComplete, TaskHandler, WorkerContext, WorkerOptions};
use serde::{Deserialize, Serialize};
use sqlx::PgPool;
use uuid::Uuid;

/// Lets the assistant answer a conversation.
#[derive(Serialize, Deserialize)]
struct AssistantReply {
    tenant: TenantId,
    conversation: ConversationId,
}

/// Takes a document into the knowledge.
#[derive(Serialize, Deserialize)]
struct DocumentIngest {
    tenant: TenantId,
    document: DocumentId,
}

/// Makes a tenant's index anew after an upgrade.
#[derive(Serialize, Deserialize)]
struct KnowledgeRefresh {
    tenant: TenantId,
}

/// Reads a source of web pages.
#[derive(Serialize, Deserialize)]
struct WebRead {
    tenant: TenantId,
    source: WebSourceId,
}

/// Asks the questions of a run of the lab.
#[derive(Serialize, Deserialize)]
struct LabRun {
    tenant: TenantId,
    run: LabRunId,
}

/// Removes a file whose row is gone.
#[derive(Serialize, Deserialize)]
struct DeleteFile {
    tenant: TenantId,
    file: Uuid,
}

/// What customers wait for, and what takes no time.
pub(super) fn answers(options: WorkerOptions, _: &PgPool) -> WorkerOptions {
    options.define_job::<AssistantReply>().define_job::<DeleteFile>()
}

/// What may take minutes.
pub(super) fn documents(options: WorkerOptions, pool: &PgPool) -> WorkerOptions {
    waking(
        options.define_job::<DocumentIngest>().define_job::<KnowledgeRefresh>().define_job::<LabRun>(),
        pool,
    )
}

/// What waits for other people's servers most of the time.
pub(super) fn web(options: WorkerOptions, pool: &PgPool) -> WorkerOptions {
    waking(options.define_job::<WebRead>(), pool)
}

fn waking(options: WorkerOptions, pool: &PgPool) -> WorkerOptions {
    let pool = pool.clone();
    options.on(JobComplete, move |_| {
        let pool = pool.clone();
        async move {
            // The tenant's next job could not be taken before; else it waits for the next look.
            if let Err(error) = super::store::wake(&pool).await {
                tracing::debug!(%error, "telling of a free queue failed");
            }
        }
    })
}

fn app(ctx: &WorkerContext) -> Result<App, Refusal> {
    ctx.get_ext::<App>()
        .cloned()
        .ok_or_else(|| Refusal::internal(anyhow::anyhow!("a worker without the app")))
}

/// A tenant that is gone has no work left; anything else is tried again.
fn done(result: Result<(), Refusal>) -> Result<(), String> {
    match result {
        Err(refusal) if refusal.code == api::Code::NotFound => Ok(()),
        Err(refusal) => {
            tracing::warn!(%refusal, "a job failed; it will be tried again");
            Err(refusal.to_string())
        }
        Ok(()) => Ok(()),
    }
}

impl TaskHandler for AssistantReply {
    const IDENTIFIER: &'static str = "assistant_reply";
    async fn run(self, ctx: WorkerContext) -> impl IntoTaskHandlerResult {
        done(async { assistant::reply(&app(&ctx)?, self.tenant, self.conversation).await }.await)
    }
}

impl TaskHandler for DocumentIngest {
    const IDENTIFIER: &'static str = "document_ingest";
    async fn run(self, ctx: WorkerContext) -> impl IntoTaskHandlerResult {
        done(async { knowledge::ingest(&app(&ctx)?, self.tenant, self.document).await }.await)
    }
}

impl TaskHandler for KnowledgeRefresh {
    const IDENTIFIER: &'static str = "knowledge_refresh";
    async fn run(self, ctx: WorkerContext) -> impl IntoTaskHandlerResult {
        done(async { knowledge::refresh(&app(&ctx)?, self.tenant).await }.await)
    }
}

impl TaskHandler for WebRead {
    const IDENTIFIER: &'static str = "web_read";
    async fn run(self, ctx: WorkerContext) -> impl IntoTaskHandlerResult {
        done(async { Box::pin(web::read(&app(&ctx)?, self.tenant, self.source)).await }.await)
    }
}

impl TaskHandler for LabRun {
    const IDENTIFIER: &'static str = "lab_run";
    async fn run(self, ctx: WorkerContext) -> impl IntoTaskHandlerResult {
        done(async { lab::run(&app(&ctx)?, self.tenant, self.run).await }.await)
    }
}

impl TaskHandler for DeleteFile {
    const IDENTIFIER: &'static str = "delete_file";
    async fn run(self, ctx: WorkerContext) -> impl IntoTaskHandlerResult {
        done(async { files::delete_job(&app(&ctx)?, self.tenant, self.file).await }.await)
    }
}
