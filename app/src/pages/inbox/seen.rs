//! How far each conversation has been read, so that an older picture of it brings no badge back.

use api::{Conversation, ConversationId};
use std::collections::BTreeMap;

/// The number of the last message that somebody of the team has seen, by conversation.
///
/// Answers and events overtake each other: a list that was asked for before a conversation was read may come after
/// the word that it was. Only a message with a higher number can make it unread again.
#[derive(Debug, Default)]
pub struct Seen(BTreeMap<ConversationId, i64>);

impl Seen {
    /// Everything up to message `seq` has been seen.
    pub fn up_to(&mut self, id: ConversationId, seq: i64) {
        let known = self.0.entry(id).or_insert(seq);
        *known = seq.max(*known);
    }

    /// Takes what the server says of a conversation, new or old, and leaves no badge on it that is out of date.
    pub fn settle(&mut self, conversation: &mut Conversation) {
        if conversation.unread == 0 {
            self.up_to(conversation.id, conversation.last_seq);
        } else if self.0.get(&conversation.id).is_some_and(|seq| conversation.last_seq <= *seq) {
            conversation.unread = 0;
        }
    }
}
