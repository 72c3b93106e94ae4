use super::{
    actions::Actions,
    company::{Others, VisitorHere},
    composer::Composer,
    log::Log,
    state::{Reading, use_inbox},
    thread::use_thread,
    words,
};
use crate::{
    components::{
        avatar::Avatar,
        button::{Button, IconButton},
        empty_state::EmptyState,
        error_state::ErrorState,
        icon::{Glyph, Icon},
        kbd::Kbd,
        skeleton::SkeletonRows,
    },
    i18n::*,
};
use api::Code;
use leptos::prelude::*;
use leptos_i18n::{t, t_string};

/// The middle pane: what was said, and where one answers.
#[component]
pub fn Conversation() -> impl IntoView {
    let i18n = use_i18n();
    let inbox = use_inbox();
    let thread = use_thread();
    let missing = Memo::new(
        move |_| matches!(thread.reading.get(), Reading::Failed(fault) if fault.code() == Some(Code::NotFound)),
    );
    view! {
        <section class="conversation" aria-label=move || t_string!(i18n, inbox.conversation)>
            {move || {
                match inbox.open.get() {
                    Some(_) if missing.get() => view! { <NotHere /> }.into_any(),
                    Some(_) => view! { <Open /> }.into_any(),
                    None if inbox.astray.get() => view! { <NotHere /> }.into_any(),
                    None => view! { <NothingOpen /> }.into_any(),
                }
            }}
            <Show when=move || thread.dropping.get()>
                <div class="conversation__drop">
                    <Icon of=Glyph::Clip />
                    {t!(i18n, inbox.attach_drop)}
                </div>
            </Show>
        </section>
    }
    .into_any()
}

#[component]
fn NothingOpen() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <EmptyState
            icon=Glyph::Reply
            title=Signal::derive(move || t_string!(i18n, inbox.nothing_open_title).to_string())
            text=Signal::derive(move || t_string!(i18n, inbox.nothing_open_text).to_string())
        >
            <p class="conversation__keys">
                <Kbd key="j" />
                <Kbd key="k" />
                {t!(i18n, inbox.keys_move)}
                <Kbd key="?" />
                {t!(i18n, inbox.keys_all)}
            </p>
        </EmptyState>
    }
    .into_any()
}

/// No conversation of the team has this address.
#[component]
fn NotHere() -> impl IntoView {
    let i18n = use_i18n();
    let inbox = use_inbox();
    view! {
        <EmptyState
            icon=Glyph::Search
            title=Signal::derive(move || t_string!(i18n, inbox.missing_title).to_string())
            text=Signal::derive(move || t_string!(i18n, inbox.missing_text).to_string())
        >
            <Button icon=Glyph::ArrowBack on_press=Callback::new(move |()| inbox.go(None))>
                {t!(i18n, inbox.back_to_queue)}
            </Button>
        </EmptyState>
    }
    .into_any()
}

#[component]
fn Open() -> impl IntoView {
    let i18n = use_i18n();
    let inbox = use_inbox();
    let thread = use_thread();
    let name = Signal::derive(move || {
        thread.conversation.with(|open| open.as_ref().and_then(|open| open.contact.name.clone()))
    });
    let called = move || {
        thread.conversation.with(|open| open.as_ref().map(|open| words::contact(i18n, &open.contact)))
    };
    let reading = Memo::new(move |_| thread.reading.get());
    view! {
        <header class="conversation__head">
            <span class="conversation__back">
                <IconButton
                    icon=Glyph::ArrowBack
                    label=Signal::derive(move || t_string!(i18n, inbox.back_to_queue).to_string())
                    on_press=move || inbox.go(None)
                />
            </span>
            <Avatar name />
            <VisitorHere />
            <h1 class="conversation__name">
                <bdi>{called}</bdi>
            </h1>
            <Actions />
            <span class="conversation__more">
                <IconButton
                    icon=Glyph::Info
                    label=Signal::derive(move || t_string!(i18n, inbox.show_context).to_string())
                    pressed=Signal::from(inbox.context_shown)
                    on_press=move || inbox.context_shown.update(|shown| *shown = !*shown)
                />
            </span>
        </header>
        <Others />
        {move || match reading.get() {
            Reading::Loading => {
                view! {
                    <div class="conversation__wait">
                        <p class="visually-hidden" role="status">
                            {t!(i18n, common.loading)}
                        </p>
                        <SkeletonRows rows=5 />
                    </div>
                }
                    .into_any()
            }
            Reading::Failed(fault) => {
                let again = Callback::new(move |()| thread.read());
                view! {
                    <div class="conversation__wait">
                        <ErrorState error=Signal::stored(fault) on_retry=again />
                    </div>
                }
                    .into_any()
            }
            Reading::Done => {
                view! {
                    <Log />
                    <Composer />
                }
                    .into_any()
            }
        }}
    }
    .into_any()
}
