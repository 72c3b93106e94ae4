use super::{
    file::Files,
    outbox::{Outgoing, Sending},
    state::use_inbox,
    thread::use_thread,
    words,
};
use crate::{
    client::encode,
    components::{
        badge::{Badge, Tint},
        button::{Button, Look},
        dialog::Dialog,
        icon::{Glyph, Icon},
        spinner::Spinner,
    },
    format,
    i18n::*,
    language::fill,
};
use api::{AuthorKind, Delivery, Message, MessageKind, Source};
use leptos::prelude::*;
use leptos_i18n::{t, t_string};

/// A message with who said it, when, from what, and how far it came.
#[component]
pub fn Bubble(message: Message, follows: bool) -> impl IntoView {
    let i18n = use_i18n();
    let by = class_of(message.author.kind, message.kind);
    let outgoing = matches!(message.author.kind, AuthorKind::Agent | AuthorKind::Assistant);
    let (author, stamp, delivery) = (message.author.clone(), message.created_at, message.delivery);
    let note = message.kind == MessageKind::Note;
    let thread = use_thread();
    // The name may have come after the message did.
    let contact = move || {
        thread.conversation.with(|open| open.as_ref().map(|open| words::contact(i18n, &open.contact)))
    };
    view! {
        <article class=format!("bubble bubble--{by}") class:bubble--follows=follows id=format!("message-{}", message.seq)>
            {(!follows)
                .then(|| {
                    view! {
                        <header class="bubble__head">
                            <span class="bubble__author">
                                <bdi>
                                    {move || {
                                        author
                                            .name
                                            .clone()
                                            .unwrap_or_else(|| match author.kind {
                                                AuthorKind::Assistant => {
                                                    t_string!(i18n, inbox.author_assistant).into()
                                                }
                                                AuthorKind::Contact => contact().unwrap_or_default(),
                                                AuthorKind::Agent => t_string!(i18n, inbox.author_agent).into(),
                                                AuthorKind::System => {
                                                    t_string!(i18n, inbox.author_system).into()
                                                }
                                            })
                                    }}
                                </bdi>
                            </span>
                            {(author.kind == AuthorKind::Assistant)
                                .then(|| {
                                    view! {
                                        <Badge tint=Tint::Violet>
                                            <Icon of=Glyph::Assistant />
                                            {t!(i18n, inbox.ai)}
                                        </Badge>
                                    }
                                })}
                            {note
                                .then(|| {
                                    view! {
                                        <Badge tint=Tint::Amber>
                                            <Icon of=Glyph::Lock />
                                            {t!(i18n, inbox.note)}
                                        </Badge>
                                    }
                                })}
                        </header>
                    }
                })} <Paragraphs body=message.body /> <Sources sources=message.sources />
            <Files files=message.attachments /> <footer class="bubble__foot">
                <time title=move || format::moment(i18n.get_locale(), stamp)>
                    {move || format::time(i18n.get_locale(), stamp)}
                </time>
                {(outgoing && !note).then(|| view! { <DeliveryMark delivery /> })}
            </footer>
        </article>
    }
    .into_any()
}

const fn class_of(author: AuthorKind, kind: MessageKind) -> &'static str {
    match (kind, author) {
        (MessageKind::Note, _) => "note",
        (_, AuthorKind::Contact) => "contact",
        (_, AuthorKind::Assistant) => "assistant",
        (_, AuthorKind::Agent | AuthorKind::System) => "agent",
    }
}

/// Text, a paragraph each with its own direction: people mix languages.
#[component]
fn Paragraphs(#[prop(into)] body: String) -> impl IntoView {
    // A file can come without a word.
    if body.is_empty() {
        return ().into_any();
    }
    view! {
        <div class="bubble__body">
            {body
                .split('\n')
                .map(|line| {
                    view! {
                        <p dir="auto">{if line.is_empty() { "\u{a0}".into() } else { line.to_string() }}</p>
                    }
                })
                .collect_view()}
        </div>
    }
    .into_any()
}

/// What an answer stands on; each opens at its passage.
#[component]
fn Sources(sources: Vec<Source>) -> impl IntoView {
    let i18n = use_i18n();
    if sources.is_empty() {
        return ().into_any();
    }
    view! {
        <ul class="bubble__sources" role="list" aria-label=move || t_string!(i18n, inbox.sources)>
            {sources.into_iter().map(|source| view! { <SourceChip source /> }).collect_view()}
        </ul>
    }
    .into_any()
}

/// A source: its title and page; pressed, the words that were used.
#[component]
pub fn SourceChip(source: Source) -> impl IntoView {
    let i18n = use_i18n();
    let open = RwSignal::new(false);
    let page = source.page;
    let page_text = move || {
        page.map(|page| {
            let page = format::count(i18n.get_locale(), i64::from(page));
            fill(t_string!(i18n, inbox.page), "page", &page)
        })
    };
    let (title, quote) = (StoredValue::new(source.title), StoredValue::new(source.quote));
    let address = {
        let page = page.map(|page| format!("page={page}&")).unwrap_or_default();
        let quote = quote.with_value(|quote| encode(&quote.chars().take(200).collect::<String>()));
        format!("/knowledge/{}?{page}quote={quote}", source.document_id)
    };
    let address = StoredValue::new(address);
    view! {
        <li>
            <button type="button" class="source" on:click=move |_| open.set(true)>
                <Icon of=Glyph::File />
                <bdi>{title.get_value()}</bdi>
                {move || page_text().map(|page| view! { <span class="source__page">{page}</span> })}
            </button>
            <Dialog open title=Signal::derive(move || title.get_value())>
                {move || page_text().map(|page| view! { <p class="source__place">{page}</p> })}
                <blockquote class="source__quote" dir="auto">
                    {quote.get_value()}
                </blockquote>
                <p class="dialog__actions">
                    <a class="button" href=address.get_value()>
                        {t!(i18n, inbox.open_document)}
                    </a>
                </p>
            </Dialog>
        </li>
    }
    .into_any()
}

#[component]
fn DeliveryMark(delivery: Delivery) -> impl IntoView {
    let i18n = use_i18n();
    let (icon, class) = match delivery {
        Delivery::Pending => (Glyph::Clock, ""),
        Delivery::Sent => (Glyph::Check, ""),
        Delivery::Delivered => (Glyph::CheckAll, ""),
        Delivery::Read => (Glyph::CheckAll, "is-read"),
        Delivery::Failed => (Glyph::Alert, "is-failed"),
        Delivery::Unknown => return ().into_any(),
    };
    let word = move || match delivery {
        Delivery::Pending => t_string!(i18n, inbox.delivery_pending),
        Delivery::Sent => t_string!(i18n, inbox.delivery_sent),
        Delivery::Delivered => t_string!(i18n, inbox.delivery_delivered),
        Delivery::Read => t_string!(i18n, inbox.delivery_read),
        Delivery::Failed | Delivery::Unknown => t_string!(i18n, inbox.delivery_failed),
    };
    view! {
        <span class=format!("delivery {class}") title=word>
            <Icon of=icon />
            <span class="visually-hidden">{word}</span>
        </span>
    }
    .into_any()
}

/// Answers of the assistant while they are being written.
#[component]
pub fn Writing() -> impl IntoView {
    let i18n = use_i18n();
    let thread = use_thread();
    let ids = Memo::new(move |_| thread.writing.with(|all| all.keys().copied().collect::<Vec<_>>()));
    view! {
        <For each=move || ids.get() key=|id| *id let:id>
            <article class="bubble bubble--assistant bubble--writing" aria-busy="true">
                <header class="bubble__head">
                    <Badge tint=Tint::Violet>
                        <Icon of=Glyph::Assistant />
                        {t!(i18n, inbox.ai_writes)}
                    </Badge>
                </header>
                <p class="bubble__body" dir="auto">
                    {move || thread.writing.with(|all| all.get(&id).cloned())}
                </p>
            </article>
        </For>
    }
    .into_any()
}

/// What this person sent and the server has not stored yet.
#[component]
pub fn Pending() -> impl IntoView {
    let thread = use_thread();
    let inbox = use_inbox();
    let here = move || {
        let open = inbox.open.get();
        thread.desk.outbox.with(|all| {
            all.iter().filter(|one| Some(one.conversation_id) == open).cloned().collect::<Vec<_>>()
        })
    };
    view! {
        <For
            each=here
            key=|one| (one.client_id.clone(), matches!(one.state, Sending::Refused(_)))
            let:one
        >
            <PendingBubble one />
        </For>
    }
    .into_any()
}

#[component]
fn PendingBubble(one: Outgoing) -> impl IntoView {
    let i18n = use_i18n();
    let thread = use_thread();
    let by = class_of(AuthorKind::Agent, one.kind);
    let id = StoredValue::new(one.client_id);
    let refused = match one.state {
        Sending::Refused(fault) => Some(fault),
        Sending::Waiting | Sending::OnTheWay => None,
    };
    let failed = refused.is_some();
    view! {
        <article class=format!("bubble bubble--{by} bubble--pending") class:bubble--failed=failed>
            <Paragraphs body=one.body />
            <Files files=one.attachments />
            {match refused {
                Some(fault) => {
                    view! {
                        <footer class="bubble__failed" role="alert">
                            <p>{move || fault.say(i18n)}</p>
                            <Button small=true on_press=Callback::new(move |()| thread.desk.resend(&id.get_value()))>
                                {t!(i18n, common.retry)}
                            </Button>
                            <Button
                                small=true
                                look=Look::Quiet
                                on_press=Callback::new(move |()| thread.desk.forget(&id.get_value()))
                            >
                                {t!(i18n, inbox.discard)}
                            </Button>
                        </footer>
                    }
                        .into_any()
                }
                None => {
                    view! {
                        <footer class="bubble__foot">
                            <Spinner />
                            {t!(i18n, inbox.sending)}
                        </footer>
                    }
                        .into_any()
                }
            }}
        </article>
    }
    .into_any()
}
