use super::{
    attach_list::{AttachButton, AttachList, attach},
    lock::{Lock, Locked, focus_notice, follow_focus},
    state::use_inbox,
    suggest::Suggest,
    thread::{Draft, use_thread},
};
use crate::{
    components::{
        button::{Button, Look},
        dialog::Dialog,
        icon::{Glyph, Icon},
        toast::use_toaster,
    },
    i18n::*,
    language::fill,
    live::Line,
};
use api::{ConversationId, MessageKind, State};
use leptos::{
    ev::{ClipboardEvent, KeyboardEvent},
    html,
    prelude::*,
    task::{spawn_local, tick},
};
use leptos_i18n::{t, t_string};

/// How often others are told that this person is writing.
const TYPING_MS: f64 = 3_000.0;

/// Where one writes: a reply to the customer, or a note for colleagues.
#[component]
pub fn Composer() -> impl IntoView {
    let i18n = use_i18n();
    let inbox = use_inbox();
    let thread = use_thread();
    let toaster = use_toaster();
    let text = RwSignal::new(String::new());
    let note = RwSignal::new(false);
    let area = NodeRef::<html::Textarea>::new();

    keep_drafts(text, note);
    let lock = Memo::new(move |_| {
        let line = inbox.live.line().get();
        if line != Line::Live {
            return Some(Lock::Line(line));
        }
        if note.get() {
            return None;
        }
        let me = inbox.my_id();
        thread.conversation.with(|open| {
            let open = open.as_ref()?;
            match open.state {
                State::Assistant => Some(Lock::Assistant),
                State::Queued => Some(Lock::Queued),
                State::Resolved => Some(Lock::Resolved),
                State::Agent => {
                    let holder = open.assignee.as_ref().filter(|holder| Some(holder.id) != me)?;
                    Some(Lock::Colleague(holder.name.clone()))
                }
            }
        })
    });
    let shut = Memo::new(move |_| lock.with(|lock| lock.as_ref().is_some_and(Lock::is_shut)));
    let closed = follow_focus(lock, area);
    // The chat on a page has no place for files: what colleagues attach stays with the team.
    let team_only = Memo::new(move |_| {
        let in_chat =
            thread.conversation.with(|open| open.as_ref().is_some_and(|one| one.channel == "widget"));
        in_chat && !note.get()
    });
    let with_files = Memo::new(move |_| inbox.open.get().is_some_and(|id| thread.attaching.has_some(id)));
    let busy = Memo::new(move |_| inbox.open.get().is_some_and(|id| thread.attaching.is_busy(id)));
    let empty = Memo::new(move |_| {
        text.with(|text| text.trim().is_empty()) && (team_only.get() || !with_files.get())
    });
    // While nobody has the conversation, two can answer it at once.
    let rival = Memo::new(move |_| {
        let free = lock.with(|lock| matches!(lock, Some(Lock::Assistant | Lock::Queued)));
        free.then(|| thread.company.rival()).flatten()
    });
    let asking = RwSignal::new(false);
    Effect::new(move |_| {
        if rival.with(Option::is_none) {
            asking.set(false);
        }
    });
    let send_now = move || {
        asking.set(false);
        let body = text.with_untracked(|text| text.trim().to_owned());
        let Some(id) = inbox.open.get_untracked() else { return };
        if empty.get_untracked() || busy.get_untracked() || shut.get_untracked() {
            return;
        }
        let kind = if note.get_untracked() { MessageKind::Note } else { MessageKind::Reply };
        text.set(String::new());
        thread.desk.send(id, kind, body, thread.attaching.take(id));
    };
    let send = move || {
        if rival.with_untracked(Option::is_some) && !empty.get_untracked() && !busy.get_untracked() {
            asking.set(true);
        } else {
            send_now();
        }
    };
    let on_key = move |event: KeyboardEvent| {
        // While letters are composed (Arabic, Persian and Turkish need none, others do), Enter is theirs.
        if event.is_composing() {
            return;
        }
        match event.key().as_str() {
            "Enter" if !event.shift_key() => {
                event.prevent_default();
                send();
            }
            "Escape" => {
                event.stop_propagation();
                if let Some(area) = area.get_untracked() {
                    let _ = area.blur();
                }
            }
            _ => {}
        }
    };
    let on_paste = move |event: ClipboardEvent| {
        let Some(data) = event.clipboard_data() else { return };
        // Copied from a table or a page, a picture comes along with the text that was meant.
        if data.get_data("text/plain").is_ok_and(|text| !text.is_empty()) {
            return;
        }
        if let Some(files) = data.files().filter(|files| files.length() > 0) {
            event.prevent_default();
            attach(thread, toaster, i18n, &files);
        }
    };
    let told = StoredValue::new(0.0_f64);
    let on_input = move |_| {
        let now = js_sys::Date::now();
        if !note.get_untracked() && now - told.get_value() > TYPING_MS {
            told.set_value(now);
            if let Some(id) = inbox.open.get_untracked() {
                inbox.live.typing(id);
            }
        }
    };
    Effect::new(move |_| {
        let Some(kind) = thread.compose.get() else { return };
        thread.compose.set(None);
        note.set(kind == MessageKind::Note);
        let focus = move || {
            if closed.try_get_untracked() == Some(true) {
                focus_notice();
            } else if let Some(area) = area.try_get_untracked().flatten() {
                let _ = area.focus();
            }
        };
        spawn_local(async move {
            // Before the next key, which belongs into the box already; and once more after a dialog has closed.
            tick().await;
            focus();
            request_animation_frame(focus);
        });
    });

    let placeholder = move || {
        if note.get() { t_string!(i18n, inbox.write_note) } else { t_string!(i18n, inbox.write_reply) }
    };
    view! {
        <div
            class="composer"
            class:composer--note=move || note.get()
            data-shut=move || shut.get().then_some("true")
        >
            <div class="composer__modes" role="group" aria-label=move || t_string!(i18n, inbox.mode)>
                <Mode note value=false icon=Glyph::Reply word=Signal::derive(move || t_string!(i18n, inbox.reply)) />
                <Mode note value=true icon=Glyph::Note word=Signal::derive(move || t_string!(i18n, inbox.note)) />
                <span class="composer__hint">{t!(i18n, inbox.composer_hint)}</span>
            </div>
            {move || lock.get().map(|lock| view! { <Locked lock /> })}
            <AttachList />
            <Show when=move || team_only.get() && with_files.get()>
                <p class="composer__advice" role="status">
                    <Icon of=Glyph::Info />
                    {t!(i18n, inbox.attach_team_only)}
                </p>
            </Show>
            {move || rival.get().map(|who| view! { <Rival who /> })}
            <Show when=move || !note.get() && !shut.get()>
                <Suggest text area />
            </Show>
            <div class="composer__line" hidden=move || closed.get()>
                <AttachButton />
                <textarea
                    class="composer__text"
                    node_ref=area
                    rows="2"
                    dir="auto"
                    maxlength="8000"
                    aria-label=placeholder
                    placeholder=placeholder
                    disabled=move || closed.get()
                    bind:value=text
                    on:keydown=on_key
                    on:input=on_input
                    on:paste=on_paste
                ></textarea>
                <Button
                    look=Look::Primary
                    icon=Glyph::Send
                    disabled=Signal::derive(move || empty.get() || shut.get())
                    busy=busy
                    on_press=Callback::new(move |()| send())
                >
                    {move || {
                        if note.get() { t_string!(i18n, inbox.add_note) } else { t_string!(i18n, inbox.send) }
                    }}
                </Button>
            </div>
            <Dialog open=asking title=Signal::derive(move || t_string!(i18n, inbox.rival_title).to_string())>
                <p>{move || fill(t_string!(i18n, inbox.rival_text), "who", &rival.get().unwrap_or_default())}</p>
                <p class="dialog__actions">
                    <Button on_press=Callback::new(move |()| asking.set(false))>{t!(i18n, common.cancel)}</Button>
                    <Button look=Look::Primary on_press=Callback::new(move |()| send_now())>
                        {t!(i18n, inbox.send_anyway)}
                    </Button>
                </p>
            </Dialog>
        </div>
    }
    .into_any()
}

/// Warns that a colleague is answering as well.
#[component]
fn Rival(who: String) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <p class="composer__advice composer__advice--warns" role="status">
            <Icon of=Glyph::Alert />
            {move || fill(t_string!(i18n, inbox.rival), "who", &who)}
        </p>
    }
    .into_any()
}

/// Puts the text of one conversation aside when another is opened.
fn keep_drafts(text: RwSignal<String>, note: RwSignal<bool>) {
    let inbox = use_inbox();
    let thread = use_thread();
    let put_aside = move |id: ConversationId| {
        let draft = Draft {
            text: text.try_get_untracked().unwrap_or_default(),
            note: note.try_get_untracked().unwrap_or_default(),
        };
        thread.desk.drafts.try_update_value(|drafts| {
            if draft.text.trim().is_empty() {
                drafts.remove(&id);
            } else {
                drafts.insert(id, draft);
            }
        });
    };
    let shown = StoredValue::new(None::<ConversationId>);
    Effect::new(move |_| thread.desk.writing.set_value(text.with(|text| !text.trim().is_empty())));
    Effect::new(move |_| {
        let now = inbox.open.get();
        if let Some(before) = shown.get_value().filter(|before| Some(*before) != now) {
            put_aside(before);
        }
        let draft = now.and_then(|id| thread.desk.drafts.with_value(|drafts| drafts.get(&id).cloned()));
        let draft = draft.unwrap_or_default();
        text.set(draft.text);
        note.set(draft.note);
        shown.set_value(now);
    });
    on_cleanup(move || {
        thread.desk.writing.try_set_value(false);
        if let Some(id) = shown.try_get_value().flatten() {
            put_aside(id);
        }
    });
}

#[component]
fn Mode(
    note: RwSignal<bool>,
    value: bool,
    icon: Glyph,
    #[prop(into)] word: Signal<&'static str>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="composer__mode"
            aria-pressed=move || (note.get() == value).to_string()
            on:click=move |_| note.set(value)
        >
            <Icon of=icon />
            {move || word.get()}
        </button>
    }
    .into_any()
}
