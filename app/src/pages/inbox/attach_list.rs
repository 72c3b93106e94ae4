use super::{
    attach::{Attached, MAX_FILES, Way},
    file,
    thread::{Thread, use_thread},
};
use crate::{
    client::ApiError,
    components::{
        button::IconButton,
        icon::{Glyph, Icon},
        progress::Progress,
        toast::{Toaster, use_toaster},
    },
    format,
    i18n::*,
    language::fill,
    uploads::{MAX_BYTES, is_of_the_moment},
};
use api::Code;
use leptos::{ev::Event, html, prelude::*};
use leptos_i18n::{I18nContext, t, t_string};
use wasm_bindgen::JsCast as _;

/// Attaches files to what is written in the open conversation, and says so when they are too many.
pub fn attach(thread: Thread, toaster: Toaster, i18n: I18nContext<Locale>, files: &web_sys::FileList) {
    let Some(id) = thread.inbox.open.get_untracked() else { return };
    if !thread.attaching.add(id, files) {
        toaster.bad(move || {
            let count = format::count(i18n.get_locale(), MAX_FILES);
            fill(t_string!(i18n, inbox.attach_overflow), "count", &count)
        });
    }
}

/// The paper clip: chooses files.
#[component]
pub fn AttachButton() -> impl IntoView {
    let i18n = use_i18n();
    let thread = use_thread();
    let toaster = use_toaster();
    let input = NodeRef::<html::Input>::new();
    let chosen = move |_: Event| {
        let Some(input) = input.get_untracked() else { return };
        if let Some(files) = input.files() {
            attach(thread, toaster, i18n, &files);
        }
        // So that the same file can be chosen again.
        input.set_value("");
    };
    view! {
        <span class="composer__attach">
            <IconButton
                icon=Glyph::Clip
                label=Signal::derive(move || t_string!(i18n, inbox.attach).to_string())
                on_press=move || {
                    if let Some(input) = input.get_untracked() {
                        input.click();
                    }
                }
            />
            // The button speaks for it.
            <input type="file" multiple hidden tabindex="-1" node_ref=input on:change=chosen />
        </span>
    }
    .into_any()
}

/// What was chosen: how far it has come, what is wrong with it, and a way to take it back.
#[component]
pub fn AttachList() -> impl IntoView {
    let i18n = use_i18n();
    let thread = use_thread();
    let here = move || thread.inbox.open.get().map(|id| thread.attaching.of(id)).unwrap_or_default();
    let some = Memo::new(move |_| !here().is_empty());
    view! {
        <Show when=move || some.get()>
            <ul
                class="attached"
                role="list"
                aria-label=move || t_string!(i18n, inbox.attach_label)
                aria-live="polite"
            >
                <For each=here key=|one| one.key let:one>
                    <Chosen one />
                </For>
            </ul>
        </Show>
    }
    .into_any()
}

#[component]
fn Chosen(one: Attached) -> impl IntoView {
    let i18n = use_i18n();
    let attaching = use_thread().attaching;
    let Attached { key, name, size, .. } = one;
    let name = StoredValue::new(name);
    let way = Memo::new(move |_| attaching.way(key));
    let named = move |text: &str| name.with_value(|name| fill(text, "name", name));
    let sending = Signal::derive(move || named(t_string!(i18n, inbox.attach_sending)));
    let wrong = move || match way.get()? {
        Way::TooLarge => Some(too_large(i18n)),
        Way::Refused(fault) => Some(refused(i18n, &fault)),
        Way::Waiting | Way::Sending(_) | Way::There(_) => None,
    };
    // Not drawn anew with each step of the progress.
    let stage = Memo::new(move |_| match way.get() {
        Some(Way::Sending(_)) => 1,
        Some(Way::There(_)) => 2,
        Some(Way::Waiting) => 0,
        Some(Way::TooLarge | Way::Refused(_)) | None => 3,
    });
    let state = move || match stage.get() {
        0 => view! { <span class="attached__text">{t!(i18n, inbox.attach_waiting)}</span> }.into_any(),
        1 => {
            let value = Signal::derive(move || match way.get() {
                Some(Way::Sending(part)) => part * 100.0,
                _ => 100.0,
            });
            view! { <Progress value label=sending /> }.into_any()
        }
        2 => view! {
            <span class="visually-hidden">{move || named(t_string!(i18n, inbox.attach_there))}</span>
        }
        .into_any(),
        _ => ().into_any(),
    };
    let kind = move || match way.get() {
        Some(Way::There(attachment)) => file::glyph(&attachment.media_type),
        Some(Way::TooLarge | Way::Refused(_)) => Glyph::Alert,
        Some(Way::Waiting | Way::Sending(_)) | None => Glyph::File,
    };
    let may_repeat = move || matches!(way.get(), Some(Way::Refused(fault)) if is_of_the_moment(&fault));
    let take_back = move || {
        attaching.remove(key);
        // Its button is gone; the next one to press is beside the text.
        if let Ok(Some(clip)) = document().query_selector(".composer__attach button") {
            let _ = clip.unchecked_into::<web_sys::HtmlElement>().focus();
        }
    };
    view! {
        <li class="attached__one" class:attached__one--bad=move || stage.get() == 3>
            <Icon of=Signal::derive(kind) />
            <bdi class="attached__name">{name.get_value()}</bdi>
            <span class="attached__size">{move || format::size(i18n.get_locale(), size)}</span>
            {state}
            <Show when=may_repeat>
                <IconButton
                    icon=Glyph::Refresh
                    label=Signal::derive(move || named(t_string!(i18n, inbox.attach_again)))
                    on_press=move || attaching.retry(key)
                />
            </Show>
            <IconButton
                icon=Glyph::Close
                label=Signal::derive(move || named(t_string!(i18n, inbox.attach_remove)))
                on_press=take_back
            />
            {move || {
                wrong()
                    .map(|text| {
                        view! {
                            <p class="attached__wrong" role="alert">
                                {text}
                            </p>
                        }
                    })
            }}
        </li>
    }
    .into_any()
}

fn too_large(i18n: I18nContext<Locale>) -> String {
    // The limit is counted in binary units; people are told the round number.
    let size = format::size(i18n.get_locale(), MAX_BYTES / 1_048_576 * 1_000_000);
    fill(t_string!(i18n, inbox.attach_too_large), "size", &size)
}

fn refused(i18n: I18nContext<Locale>, fault: &ApiError) -> String {
    match fault.code() {
        Some(Code::PayloadTooLarge) => too_large(i18n),
        Some(Code::UnsupportedMediaType) => t_string!(i18n, inbox.attach_refused).into(),
        _ => fault.say(i18n),
    }
}
