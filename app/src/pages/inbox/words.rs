//! The inbox's codes in words.

use crate::{decided, i18n::*, language::fill};
use api::{Author, AuthorKind, Contact, ContactId, Happening, Message, Queue, State};
use leptos_i18n::{I18nContext, t_string};

type I18n = I18nContext<Locale>;

pub fn queue(i18n: I18n, queue: Queue) -> &'static str {
    match queue {
        Queue::Mine => t_string!(i18n, inbox.queue_mine),
        Queue::Unassigned => t_string!(i18n, inbox.queue_unassigned),
        Queue::All => t_string!(i18n, inbox.queue_all),
        Queue::Resolved => t_string!(i18n, inbox.queue_resolved),
    }
}

pub fn state(i18n: I18n, state: State) -> &'static str {
    match state {
        State::Assistant => t_string!(i18n, inbox.state_assistant),
        State::Queued => t_string!(i18n, inbox.state_queued),
        State::Agent => t_string!(i18n, inbox.state_agent),
        State::Resolved => t_string!(i18n, inbox.state_resolved),
    }
}

/// What the team calls a contact: the name, or the end of the id, by which two unnamed visitors are told apart.
pub fn contact(i18n: I18n, contact: &Contact) -> String {
    called(i18n, contact.id, contact.name.as_deref())
}

/// The same of a contact of whom only this is known.
pub fn called(i18n: I18n, id: ContactId, name: Option<&str>) -> String {
    name.map_or_else(
        || {
            let id = id.to_string().to_uppercase();
            format!(
                "{} {}",
                t_string!(i18n, inbox.visitor),
                id.get(id.len().saturating_sub(4)..).unwrap_or_default()
            )
        },
        ToOwned::to_owned,
    )
}

/// Who wrote a message: a colleague by name, anybody else by what they are.
pub fn author(i18n: I18n, author: &Author) -> String {
    let role = match author.kind {
        AuthorKind::Contact => t_string!(i18n, inbox.contact),
        AuthorKind::Agent => t_string!(i18n, inbox.author_agent),
        AuthorKind::Assistant => t_string!(i18n, inbox.author_assistant),
        AuthorKind::System => t_string!(i18n, inbox.author_system),
    };
    author.name.clone().unwrap_or_else(|| role.into())
}

/// The way that a conversation came; one that this page is too old for keeps its code.
pub fn channel(i18n: I18n, code: &str) -> String {
    match code {
        "widget" => t_string!(i18n, inbox.channel_widget).into(),
        newer => newer.to_owned(),
    }
}

/// What answered: our own quoting by its name, a model server by its code.
pub fn provider(i18n: I18n, code: &str) -> String {
    match code {
        "extractive" => t_string!(i18n, assistant.extractive).into(),
        named => named.to_owned(),
    }
}

/// The line that an event leaves in a conversation.
pub fn happening(i18n: I18n, message: &Message) -> String {
    let who = message.author.name.clone().unwrap_or_default();
    let detail = message.detail.as_deref();
    let Ok(what) = serde_json::from_value::<Happening>(message.body.as_str().into()) else {
        return message.body.replace('_', " ");
    };
    match what {
        Happening::HandedOff => match detail {
            Some(code) => {
                fill(t_string!(i18n, inbox.event_handed_off_why), "why", &decided::reason(i18n, code))
            }
            None => t_string!(i18n, inbox.event_handed_off).to_string(),
        },
        Happening::Taken => fill(t_string!(i18n, inbox.event_taken), "who", &who),
        Happening::Released => fill(t_string!(i18n, inbox.event_released), "who", &who),
        Happening::Resolved => fill(t_string!(i18n, inbox.event_resolved), "who", &who),
        Happening::Reopened => fill(t_string!(i18n, inbox.event_reopened), "who", &who),
        Happening::ReviewAsked => t_string!(i18n, inbox.event_review_asked).to_string(),
        Happening::Rated => {
            let score = detail.and_then(|score| score.parse::<f64>().ok()).unwrap_or_default();
            let score = crate::format::number(i18n.get_locale(), score);
            fill(t_string!(i18n, inbox.event_rated), "score", &score)
        }
    }
}

/// A conversation's language or dialect in the reader's language. A dialect's tag names one country for a whole
/// region (`ar-JO` is Levantine): "Arabic (Jordan)" would claim to know more than is known.
pub fn language_name(i18n: I18n, tag: &str) -> String {
    match tag {
        "ar-EG" => t_string!(i18n, inbox.dialect_egyptian).into(),
        "ar-JO" => t_string!(i18n, inbox.dialect_levantine).into(),
        "ar-SA" => t_string!(i18n, inbox.dialect_gulf).into(),
        "ar-IQ" => t_string!(i18n, inbox.dialect_iraqi).into(),
        "ar-MA" => t_string!(i18n, inbox.dialect_maghrebi).into(),
        other => crate::format::language_name(i18n.get_locale(), other),
    }
}
