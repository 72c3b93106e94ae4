use super::{draft, store, thread::Thread};
use crate::{App, db::TenantTx, refusal::Outcome};
use api::{ConversationId, DocumentId, MessageId};
use std::collections::BTreeMap;
use time::Duration;

/// How far back chats may still stand on somebody's screen.
const OPEN: Duration = Duration::days(2);
/// Messages that are told of at most, newest first.
const MOST: i64 = 500;

/// Says of the messages of late that rest on a document that they have changed, so that screens which show them lose
/// its passages too. Comes before the document is deleted: conversations are locked first everywhere.
pub async fn source_goes(app: &App, tx: &mut TenantTx, document: DocumentId) -> Outcome<()> {
    let since = app.now() - OPEN;
    let mut cited: BTreeMap<ConversationId, Vec<MessageId>> = BTreeMap::new();
    for (conversation, message) in store::citing(tx, document, since, MOST).await? {
        cited.entry(conversation).or_default().push(message);
    }
    let mut threads = Vec::new();
    for (conversation, messages) in cited {
        let Some(row) = store::lock(tx, conversation).await? else { continue };
        let mut thread = Thread::of(tx, row).await?;
        messages.into_iter().for_each(|message| thread.changed_message(message));
        threads.push(thread);
    }
    Thread::save_all(tx, threads).await?;
    draft::source_goes(tx, document).await
}
