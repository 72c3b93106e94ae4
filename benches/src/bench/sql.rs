//! The statements with which the server stores what customers write, word for word: a test compares them with
//! the offline data of the server's statements, so that the limit stays a limit of the same work.

pub const LOCK_CONTACTS: &str =
    "select id from contacts where tenant_id = $1 and id = any($2) order by id for update";

pub const LOCK_OF_CONTACTS: &str =
    "select id, contact_id, state, assignee_id, last_seq, answered_seq, unanswered, unread, waiting_since,
            handoff_reason, resolved_at, last_message_at, rating_score, channel, locale, dialect, dialect_evidence,
            mode, visitor_events
       from conversations where tenant_id = $1 and id in (
     select distinct on (c.contact_id, c.channel_id) c.id from conversations c
       join unnest($2::uuid[], $3::uuid[]) as w (contact, channel)
         on c.contact_id = w.contact and c.channel_id = w.channel
      where c.tenant_id = $1
      order by c.contact_id, c.channel_id, c.created_at desc)
  order by id for update";

pub const CLAIM: &str =
    "insert into inbound_receipts (tenant_id, sender_id, provider_id, conversation_id, message_id)
     select $1, * from unnest($2::uuid[], $3::text[], $4::uuid[], $5::uuid[])
     on conflict do nothing returning message_id";

pub const SAVE_ALL: &str =
    "update conversations c set state = u.state, assignee_id = u.assignee, last_seq = u.last_seq,
            answered_seq = u.answered_seq, unanswered = u.unanswered, unread = u.unread, waiting_since = u.waiting,
            handoff_reason = u.reason, resolved_at = u.resolved, last_message_at = u.last_message,
            locale = u.locale, dialect = u.dialect, dialect_evidence = u.evidence, preview_sealed = coalesce(u.preview, c.preview_sealed),
            visitor_events = u.visitor_events, mode = u.mode
       from unnest($2::uuid[], $3::text[], $4::uuid[], $5::int8[], $6::int8[], $7::int2[], $8::int4[], $9::timestamptz[],
                   $10::text[], $11::timestamptz[], $12::timestamptz[], $13::text[], $14::text[], $15::bytea[], $16::bytea[], $17::int8[],
                   $18::text[])
            as u (id, state, assignee, last_seq, answered_seq, unanswered, unread, waiting, reason, resolved,
                  last_message, locale, dialect, evidence, preview, visitor_events, mode)
      where c.tenant_id = $1 and c.id = u.id";

pub const ADD_MESSAGES: &str =
    "insert into messages (tenant_id, conversation_id, id, seq, author_kind, author_id, kind, body_sealed, detail,
                           sources, attachments, client_id, delivery, words, created_at)
     select $1, m.conversation, m.id, m.seq, m.author_kind, m.author, m.kind, m.body, m.detail, m.sources,
            array(select jsonb_array_elements_text(m.attachments)::uuid), m.client_id, m.delivery,
            array(select jsonb_array_elements_text(m.words)::bigint), m.at
       from unnest($2::uuid[], $3::uuid[], $4::int8[], $5::text[], $6::uuid[], $7::text[], $8::bytea[], $9::text[],
                   $10::jsonb[], $11::jsonb[], $12::text[], $13::text[], $14::jsonb[], $15::timestamptz[])
            as m (conversation, id, seq, author_kind, author, kind, body, detail, sources, attachments, client_id,
                  delivery, words, at)";

pub const MESSAGES_BY_ID: &str =
    "select m.conversation_id, m.id, m.seq, m.author_kind, m.author_id, m.kind, m.body_sealed, m.detail, m.sources,
            m.attachments, m.client_id, m.delivery, m.created_at, c.contact_id
   from unnest($2::uuid[], $3::uuid[]) as w (conversation, message)
   join messages m on m.tenant_id = $1 and m.conversation_id = w.conversation and m.id = w.message
   join conversations c on c.tenant_id = m.tenant_id and c.id = m.conversation_id";

pub const NUMBER_EVENTS: &str = "with slot as (
    insert into event_counters (tenant_id, last) values ($1, $2)
    on conflict (tenant_id) do update set last = event_counters.last + $2 returning last)
 insert into events (tenant_id, id, kind, conversation_id, subject_id, public, visitor_id)
 select $1, slot.last - $2 + e.ordinality, e.kind, e.conversation, e.subject, e.visitor is not null, e.visitor
   from slot, unnest($3::text[], $4::uuid[], $5::uuid[], $6::bigint[])
        with ordinality as e (kind, conversation, subject, visitor, ordinality)";

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use std::{collections::BTreeSet, path::Path};

    fn in_one_line(text: &str) -> String {
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The statements of the server, from the offline data of their check.
    fn of_the_server() -> BTreeSet<String> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../server/.sqlx");
        let files = std::fs::read_dir(&folder).unwrap();
        let statement = |path: &Path| {
            let data: serde_json::Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
            in_one_line(data["query"].as_str().unwrap())
        };
        files.map(|file| statement(&file.unwrap().path())).collect()
    }

    #[test]
    fn the_limit_is_measured_with_the_servers_own_statements() {
        let theirs = of_the_server();
        for ours in
            [LOCK_CONTACTS, LOCK_OF_CONTACTS, CLAIM, SAVE_ALL, ADD_MESSAGES, MESSAGES_BY_ID, NUMBER_EVENTS]
        {
            let ours = in_one_line(ours);
            assert!(theirs.contains(&ours), "the server says this otherwise now; change it here too: {ours}");
        }
    }
}
