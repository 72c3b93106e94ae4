use crate::{crypto::Sealed, line, refusal::Refusal};
use api::{
    AttachmentId, Code, ContactId, ConversationId, HandoffReason, Message, MessageId, Mode, State, UserId,
};
use time::OffsetDateTime;
use uuid::Uuid;

/// Characters that a message may have.
pub(super) const BODY_CHARS: usize = 8_000;
/// Characters of a conversation's preview.
const PREVIEW_CHARS: usize = 120;

/// A message from outside, after its channel has checked who sends it.
#[derive(Clone, Debug)]
pub struct Inbound {
    pub contact: ContactId,
    pub channel: &'static str,
    pub channel_id: Uuid,
    /// The contact's language, BCP 47.
    pub locale: String,
    /// The sender's id of the message, by which a repetition is known.
    pub provider_id: String,
    pub body: String,
}

impl Inbound {
    /// A message whose sender is known, if its text and id are acceptable.
    pub fn checked(
        contact: ContactId,
        channel: &'static str,
        channel_id: Uuid,
        locale: String,
        provider_id: String,
        body: &str,
    ) -> Result<Self, Refusal> {
        checked_client_id(&provider_id)?;
        Ok(Self { contact, channel, channel_id, locale, provider_id, body: checked_body(body)? })
    }
}

/// What became of an inbound message.
#[derive(Clone, Debug)]
pub enum Received {
    Stored(Message),
    /// It came before; what it became then.
    Before(Message),
}

/// The part of a conversation's row that deciding needs; read under its lock.
#[derive(Clone, Debug)]
pub(super) struct Locked {
    pub id: ConversationId,
    pub contact_id: ContactId,
    pub state: State,
    pub assignee_id: Option<UserId>,
    pub last_seq: i64,
    pub answered_seq: i64,
    pub unanswered: i16,
    pub unread: i32,
    pub waiting_since: Option<OffsetDateTime>,
    pub handoff_reason: Option<HandoffReason>,
    pub resolved_at: Option<OffsetDateTime>,
    pub last_message_at: OffsetDateTime,
    pub rating_score: Option<i16>,
    pub channel: String,
    pub locale: String,
    pub dialect: Option<String>,
    /// What the customer's messages add up to: see [`text::dialect::Dialect`].
    pub dialect_evidence: Option<Vec<u8>>,
    /// What the assistant does here; `None` where the channel's mode counts.
    pub mode: Option<Mode>,
    /// The number of the last event that concerned the visitor.
    pub visitor_events: i64,
}

impl Locked {
    /// The number of the next event that concerns the visitor.
    pub fn next_visitor_event(&mut self) -> Option<i64> {
        self.visitor_events += 1;
        Some(self.visitor_events)
    }
}

/// A word that this version does not know.
#[derive(Debug, thiserror::Error)]
#[error("unknown word {0:?}")]
pub(super) struct UnknownWord(String);

/// A reason's word on the wire and in the database.
pub(super) fn reason_word(reason: HandoffReason) -> String {
    serde_json::to_value(reason).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
}

/// Reads an enum from the word that stands for it on the wire.
pub(super) fn word<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, UnknownWord> {
    serde_json::from_value(serde_json::Value::String(text.to_owned()))
        .map_err(|_| UnknownWord(text.to_owned()))
}

/// A message about to be stored.
pub(super) struct NewMessage {
    pub id: MessageId,
    pub conversation: ConversationId,
    pub seq: i64,
    pub author_kind: &'static str,
    pub author_id: Option<Uuid>,
    pub kind: &'static str,
    pub body: Sealed,
    pub detail: Option<String>,
    pub sources: serde_json::Value,
    pub attachments: Vec<AttachmentId>,
    pub client_id: Option<String>,
    pub delivery: &'static str,
    pub words: Vec<i64>,
    pub at: OffsetDateTime,
}

/// The beginning of a message, on one line.
pub(super) fn preview(body: &str) -> String {
    let mut line = String::new();
    for word in body.split_whitespace() {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
        if line.chars().count() > PREVIEW_CHARS {
            return line.chars().take(PREVIEW_CHARS).chain(['…']).collect();
        }
    }
    line
}

/// Checks what any sender writes: something, not too much, no control characters but line breaks and tabs.
pub(super) fn checked_body(body: &str) -> Result<String, Refusal> {
    checked_words("body", body)
}

/// Checks words that stand in `field`, as [`checked_body`] does.
pub(super) fn checked_words(field: &str, body: &str) -> Result<String, Refusal> {
    let body: String = body
        .chars()
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .collect::<String>()
        .trim()
        .to_owned();
    if line::is_blank(&body) {
        return Err(Refusal::field(field, "required", "write something"));
    }
    let length = body.chars().count();
    if length > BODY_CHARS {
        return Err(Refusal::field(
            field,
            "too_long",
            format!("{length} characters; at most {BODY_CHARS} are possible"),
        ));
    }
    Ok(body)
}

/// Checks a client's own id: 1 to 100 printable characters.
pub(super) fn checked_client_id(id: &str) -> Result<(), Refusal> {
    if id.is_empty() || id.len() > 100 || id.chars().any(char::is_control) {
        return Err(Refusal::field(
            "client_id",
            "invalid",
            "1 to 100 printable characters, unique for each message",
        ));
    }
    Ok(())
}

/// A state that does not allow what was asked.
pub(super) fn wrong_state(state: State, action: &str) -> Refusal {
    let now = match state {
        State::Assistant => "The assistant has the conversation",
        State::Queued => "The conversation waits in the queue",
        State::Agent => "A colleague has the conversation",
        State::Resolved => "The conversation is resolved; reopen it first",
    };
    Refusal::new(Code::InvalidTransition, format!("{now}: it can't be {action}."))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_preview_is_one_short_line() {
        assert_eq!(preview(" a\n\n b\tc "), "a b c");
        assert!(preview(&"كلمة ".repeat(100)).chars().count() <= PREVIEW_CHARS + 1);
    }

    #[test]
    fn a_body_is_something_and_not_everything() {
        for nothing in [
            " \n\u{0}",
            "",
            "\u{200B}",
            "\u{200C}\u{200D} \u{FEFF}",
            "\u{202E}\u{2066}\u{2069}",
            "\u{2060}\u{AD}",
        ] {
            assert!(checked_body(nothing).is_err(), "{nothing:?}");
        }
        // The joiner belongs to the word, and an emoji to the message.
        for something in ["می\u{200C}خواهم", "👩\u{200D}🌾", "?"] {
            assert_eq!(checked_body(something).unwrap(), something);
        }
        assert_eq!(checked_body("a\u{0}\u{7}b\n").unwrap(), "ab");
        assert!(checked_body(&"x".repeat(BODY_CHARS)).is_ok());
        assert!(checked_body(&"x".repeat(BODY_CHARS + 1)).is_err());
    }
}
