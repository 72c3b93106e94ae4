use super::{
    jobs::reply_job,
    language,
    model::{Inbound, Locked, Received},
    store,
    thread::{By, Draft, Thread},
    view,
};
use crate::{
    App, assistant,
    channels::widget::Visitor,
    db::TenantTx,
    refusal::{Outcome, Refusal},
};
use api::{Action, ContactId, ConversationId, MessageId, Mode, State, TenantId};
use std::collections::HashMap;
use uuid::Uuid;

/// Takes in what several customers of one tenant wrote, in one transaction; a repetition is
/// [`Received::Before`]. The answers stand in the order of `inbound`.
///
/// Statements work on sets, so that a busy tenant's messages share the commit's flush to disk.
pub(super) async fn receive(app: &App, tenant: TenantId, inbound: &[Inbound]) -> Outcome<Vec<Received>> {
    let mut tx = app.db.tenant(tenant).begin().await?;
    let contacts: Vec<ContactId> = {
        let mut ids: Vec<ContactId> = inbound.iter().map(|i| i.contact).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    };
    store::lock_contacts(&mut tx, &contacts).await?;
    tx.load_keys(&contacts.iter().map(|c| c.0).collect::<Vec<_>>()).await?;

    let mut threads = find_or_make(app, &mut tx, inbound).await?;
    let ids: Vec<MessageId> = inbound.iter().map(|_| MessageId(app.new_id())).collect();
    let claimed = store::claim(
        &mut tx,
        &inbound.iter().map(|i| i.contact.0).collect::<Vec<_>>(),
        &inbound.iter().map(|i| i.provider_id.clone()).collect::<Vec<_>>(),
        &inbound.iter().filter_map(|i| threads.get(&at(i)).map(|t| t.row.id)).collect::<Vec<_>>(),
        &ids,
    )
    .await?;

    for (item, id) in inbound.iter().zip(&ids) {
        if claimed.contains(id)
            && let Some(thread) = threads.get_mut(&at(item))
        {
            write(app, thread, item, *id)?;
        }
    }
    let stored: HashMap<MessageId, ConversationId> = inbound
        .iter()
        .zip(&ids)
        .filter(|(_, id)| claimed.contains(id))
        .filter_map(|(item, id)| threads.get(&at(item)).map(|t| (*id, t.row.id)))
        .collect();
    let written: Vec<Thread> =
        threads.into_values().filter(|t| stored.values().any(|c| *c == t.row.id)).collect();
    for id in to_answer(&mut tx, &written).await? {
        tx.enqueue(reply_job(tenant, id));
    }
    if !written.is_empty() {
        Thread::save_all(&mut tx, written).await?;
    }

    // What they became, as anybody will read it: from the rows.
    let mut became: Vec<Option<(ConversationId, MessageId)>> =
        ids.iter().map(|id| stored.get(id).map(|c| (*c, *id))).collect();
    if became.iter().any(Option::is_none) {
        let repeated: Vec<&Inbound> =
            inbound.iter().zip(&became).filter(|(_, b)| b.is_none()).map(|(i, _)| i).collect();
        let receipts = store::receipts(
            &mut tx,
            &repeated.iter().map(|i| i.contact.0).collect::<Vec<_>>(),
            &repeated.iter().map(|i| i.provider_id.clone()).collect::<Vec<_>>(),
        )
        .await?;
        for (item, slot) in inbound.iter().zip(&mut became).filter(|(_, b)| b.is_none()) {
            *slot = receipts
                .iter()
                .find(|r| r.sender_id == item.contact.0 && r.provider_id == item.provider_id)
                .map(|r| (r.conversation_id, r.message_id));
        }
    }
    let places: Vec<(ConversationId, MessageId)> = became.iter().flatten().copied().collect();
    let messages: HashMap<MessageId, api::Message> =
        view::messages_by_id(&mut tx, &places).await?.into_iter().map(|m| (m.id, m)).collect();
    tx.commit().await?;
    for item in inbound {
        app.typing.sent(tenant, item.contact);
    }
    became
        .into_iter()
        .zip(&ids)
        .map(|(place, id)| {
            let message = place
                .and_then(|(_, message)| messages.get(&message).cloned())
                .ok_or_else(|| Refusal::internal(anyhow::anyhow!("a receipt has no message")))?;
            Ok(if message.id == *id { Received::Stored(message) } else { Received::Before(message) })
        })
        .collect()
}

/// Where the assistant has something to do: it speaks, or a person does and it drafts for them.
async fn to_answer(tx: &mut TenantTx, written: &[Thread]) -> Outcome<Vec<ConversationId>> {
    let with_people = written.iter().any(|thread| thread.state() != State::Assistant);
    let modes = if with_people { Some(assistant::modes(tx).await?) } else { None };
    let drafts = |thread: &Thread| {
        modes.as_ref().is_some_and(|modes| modes.of(&thread.row.channel, thread.row.mode) == Mode::Draft)
    };
    let busy = written.iter().filter(|thread| thread.state() == State::Assistant || drafts(thread));
    Ok(busy.map(|thread| thread.row.id).collect())
}

/// Where an inbound message belongs: a contact on a channel.
type Place = (ContactId, Uuid);

fn at(item: &Inbound) -> Place {
    (item.contact, item.channel_id)
}

/// The visitor's conversation under its lock, made where there is none.
pub(super) async fn thread_of(app: &App, tx: &mut TenantTx, visitor: &Visitor) -> Outcome<Thread> {
    store::lock_contacts(tx, &[visitor.contact]).await?;
    let place = Inbound {
        contact: visitor.contact,
        channel: "widget",
        channel_id: visitor.channel,
        locale: visitor.locale.clone(),
        provider_id: String::new(),
        body: String::new(),
    };
    find_or_make(app, tx, std::slice::from_ref(&place))
        .await?
        .remove(&at(&place))
        .ok_or_else(|| Refusal::internal(anyhow::anyhow!("no conversation was made")))
}

async fn find_or_make(app: &App, tx: &mut TenantTx, inbound: &[Inbound]) -> Outcome<HashMap<Place, Thread>> {
    let contacts: Vec<ContactId> = inbound.iter().map(|i| i.contact).collect();
    let channels: Vec<Uuid> = inbound.iter().map(|i| i.channel_id).collect();
    let found = store::lock_of_contacts(tx, &contacts, &channels).await?;
    let mut threads = HashMap::new();
    for row in found {
        let Some(item) = inbound.iter().find(|i| i.contact == row.contact_id) else { continue };
        threads.insert(at(item), Thread::of(tx, row).await?);
    }
    for item in inbound {
        if threads.contains_key(&at(item)) {
            continue;
        }
        let id = ConversationId(app.new_id());
        let now = app.now();
        store::add_conversation(
            tx,
            &store::NewConversation {
                id,
                contact: item.contact,
                channel: item.channel,
                channel_id: item.channel_id,
                state: State::Assistant.as_str(),
                locale: item.locale.clone(),
                at: now,
            },
        )
        .await?;
        let row = Locked {
            id,
            contact_id: item.contact,
            state: State::Assistant,
            assignee_id: None,
            last_seq: 0,
            answered_seq: 0,
            unanswered: 0,
            unread: 0,
            waiting_since: None,
            handoff_reason: None,
            resolved_at: None,
            last_message_at: now,
            rating_score: None,
            channel: item.channel.to_owned(),
            locale: item.locale.clone(),
            dialect: None,
            dialect_evidence: None,
            mode: None,
            visitor_events: 0,
        };
        threads.insert(at(item), Thread::made(tx, row).await?);
    }
    Ok(threads)
}

fn write(app: &App, thread: &mut Thread, item: &Inbound, id: MessageId) -> Outcome<()> {
    let now = app.now();
    if thread.state() == State::Resolved {
        thread.act(Action::Return, "continued", now)?;
    }
    language::hear(&mut thread.row, &item.body, &item.locale);
    let draft = Draft {
        client_id: Some(item.provider_id.clone()),
        ..Draft::reply(id, By::Contact(item.contact.0), item.body.clone())
    };
    thread.write(draft, now)?;
    thread.row.unread += 1;
    if thread.state() == State::Agent {
        thread.row.waiting_since.get_or_insert(now);
    }
    Ok(())
}
