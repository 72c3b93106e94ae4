use super::{state::use_inbox, words};
use crate::{
    clock::use_now,
    components::{
        avatar::Avatar,
        badge::{Badge, Count, Tint},
        icon::{Glyph, Icon},
    },
    format,
    i18n::*,
};
use api::{Conversation, ConversationId, State};
use leptos::prelude::*;
use leptos_i18n::{t, t_string};

/// One row of the queue: who, since when they wait, their last words.
#[component]
pub fn QueueRow(id: ConversationId) -> impl IntoView {
    let i18n = use_i18n();
    let inbox = use_inbox();
    let now = use_now();
    let conversation =
        Memo::new(move |_| inbox.items.with(|all| all.iter().find(|one| one.id == id).cloned()));
    let of = move |f: fn(Conversation) -> Option<String>| conversation.get().and_then(f);
    let name = Signal::derive(move || of(|one| one.contact.name));
    let called = move || conversation.get().map(|one| words::contact(i18n, &one.contact));
    let unread =
        Signal::derive(move || conversation.with(|one| one.as_ref().map_or(0, |one| i64::from(one.unread))));
    let current = move || (inbox.open.get() == Some(id)).then_some("true");
    let time = move || {
        let locale = i18n.get_locale();
        conversation.with(|one| one.as_ref().map(|one| format::ago(locale, one.last_message_at, now.get())))
    };
    let waiting = move || {
        let locale = i18n.get_locale();
        let since = conversation.with(|one| one.as_ref().and_then(|one| one.waiting_since))?;
        Some(format::span(locale, since, now.get()).unwrap_or_else(|| format::just_now(locale)))
    };
    let language = move || {
        conversation
            .with(|one| one.as_ref().map(|one| one.dialect.clone().unwrap_or_else(|| one.locale.clone())))
    };
    view! {
        <li class="queue-row" class:queue-row--unread=move || { unread.get() > 0 } aria-current=current>
            <a class="queue-row__link" href=format!("/inbox/{id}") id=format!("row-{id}")>
                <Avatar name />
                <span class="queue-row__line">
                    <span class="queue-row__name">
                        <bdi>{called}</bdi>
                    </span>
                    <time class="queue-row__time">{time}</time>
                </span>
                <span class="queue-row__line">
                    <span class="queue-row__preview" dir="auto">
                        {move || of(|one| one.preview)}
                    </span>
                    <Count
                        value=unread
                        text=Signal::derive(move || format::count(i18n.get_locale(), unread.get()))
                        label=move || {
 t!(i18n, inbox.unread, count = move || unread.get(), shown = move || format::count(i18n.get_locale(), unread.get()))
 }
                    />
                </span>
                <span class="queue-row__marks">
                    {move || {
                        conversation
                            .get()
                            .map(|one| view! { <StateBadge state=one.state who=one.assignee.map(|who| who.name) /> })
                    }}
                    {move || {
                        waiting()
                            .map(|span| {
                                view! {
                                    <span class="queue-row__waiting" title=t_string!(i18n, inbox.waiting)>
                                        <Icon of=Glyph::Clock />
                                        <span class="visually-hidden">{t!(i18n, inbox.waiting)}</span>
                                        {span}
                                    </span>
                                }
                            })
                    }}
                    {move || {
                        language()
                            .map(|tag| {
                                let name = words::language_name(i18n, &tag);
                                // The row has room for the language; the dialect stands with the conversation.
                                let tag = tag.split('-').next().unwrap_or_default().to_owned();
                                view! {
                                    <abbr class="queue-row__language" title=name dir="ltr">
                                        {tag}
                                    </abbr>
                                }
                            })
                    }}
                </span>
            </a>
        </li>
    }
    .into_any()
}

/// Who has a conversation.
#[component]
pub fn StateBadge(state: State, who: Option<String>) -> impl IntoView {
    let i18n = use_i18n();
    let tint = match state {
        State::Assistant => Tint::Violet,
        State::Queued => Tint::Amber,
        State::Agent => Tint::Accent,
        State::Resolved => Tint::Neutral,
    };
    let who = (state == State::Agent).then_some(who).flatten();
    view! {
        <Badge tint>
            {move || match who.clone() {
                Some(who) => view! { <bdi>{who}</bdi> }.into_any(),
                None => words::state(i18n, state).into_any(),
            }}
        </Badge>
    }
    .into_any()
}
