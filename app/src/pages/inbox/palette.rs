//! Everything that can be done here, by name; and the keys that do it.

use super::{
    actions::{Act, act},
    alert, keys,
    state::{ALL_QUEUES, Inbox, use_inbox},
    thread::{Thread, use_thread},
    words,
};
use crate::{
    components::{
        dialog::Dialog,
        icon::{Glyph, Icon},
        kbd::Kbd,
        switch::Switch,
        toast::{Toaster, use_toaster},
    },
    i18n::*,
    language::fill,
};
use api::{MessageKind, Queue};
use leptos::{ev::KeyboardEvent, html, prelude::*};
use leptos_i18n::{I18nContext, t_string};
use leptos_router::hooks::use_navigate;

/// What a command does.
#[derive(Clone, Copy, PartialEq)]
enum Does {
    Act(Act),
    Compose(MessageKind),
    Show(Queue),
    Step(i32),
    Search,
    Keys,
    Page(&'static str),
}

struct Command {
    does: Does,
    word: String,
    key: Option<&'static str>,
}

fn commands(i18n: I18nContext<Locale>, inbox: Inbox, thread: Thread) -> Vec<Command> {
    let mut all = Vec::new();
    let mut add = |does, word: &str, key| all.push(Command { does, word: word.to_owned(), key });
    let me = inbox.my_id();
    if let Some(open) = thread.conversation.get() {
        for (what, word, key) in [
            (Act::Take, t_string!(i18n, inbox.take), Some("t")),
            (Act::TakeOver, t_string!(i18n, inbox.take_over), None),
            (Act::Release, t_string!(i18n, inbox.release), None),
            (Act::HandOff, t_string!(i18n, inbox.hand_off), None),
            (Act::Resolve, t_string!(i18n, inbox.resolve), Some("e")),
            (Act::Reopen, t_string!(i18n, inbox.reopen), None),
        ] {
            if what.fits(&open, me) {
                add(Does::Act(what), word, key);
            }
        }
        add(Does::Compose(MessageKind::Reply), t_string!(i18n, inbox.write_reply), Some("r"));
        add(Does::Compose(MessageKind::Note), t_string!(i18n, inbox.write_note), Some("n"));
    }
    add(Does::Step(1), t_string!(i18n, inbox.next), Some("j"));
    add(Does::Step(-1), t_string!(i18n, inbox.previous), Some("k"));
    for queue in ALL_QUEUES {
        add(Does::Show(queue), words::queue(i18n, queue), None);
    }
    add(Does::Search, t_string!(i18n, inbox.search), Some("/"));
    add(Does::Keys, t_string!(i18n, inbox.shortcuts), Some("?"));
    for (page, word, right) in [
        ("/knowledge", t_string!(i18n, nav.knowledge), api::Permission::KnowledgeRead),
        ("/assistant", t_string!(i18n, nav.assistant), api::Permission::AssistantManage),
        ("/widget", t_string!(i18n, nav.widget), api::Permission::WidgetManage),
    ] {
        if inbox.session.may(right) {
            add(Does::Page(page), word, None);
        }
    }
    all
}

/// The command palette: Ctrl K, some letters, Enter.
#[component]
pub fn Palette() -> impl IntoView {
    let i18n = use_i18n();
    let inbox = use_inbox();
    view! {
        <Dialog open=inbox.palette title=Signal::derive(move || t_string!(i18n, inbox.palette).to_string())>
            <PaletteBody />
        </Dialog>
    }
    .into_any()
}

#[component]
fn PaletteBody() -> impl IntoView {
    let i18n = use_i18n();
    let inbox = use_inbox();
    let thread = use_thread();
    let toaster = use_toaster();
    let navigate = StoredValue::new(use_navigate());
    let letters = RwSignal::new(String::new());
    let chosen = RwSignal::new(0_usize);
    let input = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(input) = input.get() {
            let _ = input.focus();
        }
    });
    let found = move || {
        let wanted = letters.get().to_lowercase();
        let mut all = commands(i18n, inbox, thread);
        all.retain(|one| one.word.to_lowercase().contains(wanted.trim()));
        all
    };
    let run = move |does: Does| {
        inbox.palette.set(false);
        match does {
            Does::Page(page) => {
                navigate.with_value(|navigate| navigate(page, leptos_router::NavigateOptions::default()))
            }
            other => perform(other, inbox, thread, toaster, i18n),
        }
    };
    let words = move || letters.get().trim().to_owned();
    // What is no command may be something that people wrote.
    let look_for = move || {
        inbox.palette.set(false);
        inbox.searching.set(untrack(words));
        request_animation_frame(keys::focus_search);
    };
    let on_key = move |event: KeyboardEvent| {
        let all = untrack(found);
        let now = chosen.get_untracked().min(all.len().saturating_sub(1));
        match event.key().as_str() {
            "ArrowDown" => chosen.set((now + 1).min(all.len().saturating_sub(1))),
            "ArrowUp" => chosen.set(now.saturating_sub(1)),
            "Enter" => match all.get(now) {
                Some(one) => run(one.does),
                None => look_for(),
            },
            _ => return,
        }
        event.prevent_default();
    };
    view! {
        <input
            class="field__control"
            type="text"
            dir="auto"
            autocomplete="off"
            node_ref=input
            aria-label=move || t_string!(i18n, inbox.palette)
            placeholder=move || t_string!(i18n, inbox.palette_hint)
            bind:value=letters
            on:input=move |_| chosen.set(0)
            on:keydown=on_key
        />
        <div role="status">
            <Show when=move || found().is_empty()>
                <div class="palette__none">
                    <Icon of=Glyph::Search />
                    <p class="palette__none-title">
                        {move || fill(t_string!(i18n, inbox.palette_none), "words", &words())}
                    </p>
                    <p>
                        {move || {
                            let example = t_string!(i18n, inbox.next).split(' ').next().unwrap_or_default();
                            fill(t_string!(i18n, inbox.palette_none_text), "example", example)
                        }}
                    </p>
                </div>
            </Show>
        </div>
        <ul class="palette" role="list">
            <Show when=move || found().is_empty()>
                <li>
                    <button
                        type="button"
                        class="menu__item menu__item--chosen"
                        tabindex="-1"
                        on:click=move |_| look_for()
                    >
                        <span class="palette__word">
                            {move || fill(t_string!(i18n, inbox.palette_search), "words", &words())}
                        </span>
                        <Kbd key="Enter" />
                    </button>
                </li>
            </Show>
            {move || {
                let all = found();
                let now = chosen.get().min(all.len().saturating_sub(1));
                all.into_iter()
                    .enumerate()
                    .map(|(at, one)| {
                        view! {
                            <li>
                                <button
                                    type="button"
                                    class="menu__item"
                                    class:menu__item--chosen=at == now
                                    tabindex="-1"
                                    on:click=move |_| run(one.does)
                                >
                                    <span class="palette__word">{one.word}</span>
                                    {one.key.map(|key| view! { <Kbd key /> })}
                                </button>
                            </li>
                        }
                    })
                    .collect_view()
            }}
        </ul>
    }
    .into_any()
}

fn perform(does: Does, inbox: Inbox, thread: Thread, toaster: Toaster, i18n: I18nContext<Locale>) {
    match does {
        Does::Act(what) => act(thread, toaster, i18n, what, true),
        Does::Compose(kind) => thread.compose.set(Some(kind)),
        Does::Show(queue) => inbox.queue.set(queue),
        Does::Step(by) => keys::step(inbox, by),
        Does::Search => request_animation_frame(keys::focus_search),
        Does::Keys => inbox.shortcuts.set(true),
        Does::Page(_) => {}
    }
}

/// The sheet of keys, and whether the inbox makes a sound.
#[component]
pub fn Shortcuts() -> impl IntoView {
    let i18n = use_i18n();
    let inbox = use_inbox();
    let sound = RwSignal::new(alert::sound_on());
    let line = move |key: &'static str, word: &'static str| {
        view! {
            <div class="shortcut">
                <dt>{key.split(' ').map(|key| view! { <Kbd key /> }).collect_view()}</dt>
                <dd>{word}</dd>
            </div>
        }
        .into_any()
    };
    view! {
        <Dialog open=inbox.shortcuts title=Signal::derive(move || t_string!(i18n, inbox.shortcuts).to_string())>
            <dl class="shortcuts">
                {move || {
                    [
                        line("j k", t_string!(i18n, inbox.keys_move)),
                        line("r", t_string!(i18n, inbox.write_reply)),
                        line("n", t_string!(i18n, inbox.write_note)),
                        line("Enter", t_string!(i18n, inbox.send)),
                        line("t", t_string!(i18n, inbox.take)),
                        line("e", t_string!(i18n, inbox.resolve)),
                        line("i", t_string!(i18n, inbox.context)),
                        line("/", t_string!(i18n, inbox.search)),
                        line("Ctrl K", t_string!(i18n, inbox.palette)),
                        line("Esc", t_string!(i18n, inbox.keys_leave)),
                    ]
                        .into_view()
                }}
            </dl>
            <Switch
                label=Signal::derive(move || t_string!(i18n, inbox.sound).to_string())
                hint=Signal::derive(move || Some(t_string!(i18n, inbox.sound_hint).to_string()))
                on=sound
                on_change=move |on| {
                    sound.set(on);
                    alert::set_sound(on);
                }
            />
        </Dialog>
    }
    .into_any()
}
