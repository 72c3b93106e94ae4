use super::thread::use_thread;
use crate::{
    client::Client,
    components::{
        dialog::Dialog,
        icon::{Glyph, Icon},
        toast::use_toaster,
    },
    format,
    i18n::*,
    language::fill,
};
use api::{Attachment, AttachmentId};
use leptos::{html, prelude::*, task::spawn_local};
use leptos_i18n::t_string;
use std::collections::BTreeMap;
use wasm_bindgen::JsCast as _;

/// Pictures up to this size are shown: each look is a download.
const SHOWN_BYTES: u64 = 2 * 1024 * 1024;

/// The picture beside a file's name.
pub fn glyph(media_type: &str) -> Glyph {
    match media_type.split_once('/') {
        Some(("image", _)) => Glyph::Image,
        Some(("audio", _)) => Glyph::Sound,
        Some(("video", _)) => Glyph::Film,
        Some(("application", "zip" | "gzip" | "x-7z-compressed")) => Glyph::Archive,
        _ => Glyph::File,
    }
}

/// Whether a file is a picture that every browser draws, and small enough to fetch unasked.
fn is_shown(file: &Attachment) -> bool {
    file.size <= SHOWN_BYTES
        && matches!(
            file.media_type.as_str(),
            "image/png" | "image/jpeg" | "image/gif" | "image/webp" | "image/avif"
        )
}

/// The pictures of the open conversation, each fetched once.
#[derive(Clone, Copy)]
pub struct Pictures {
    client: Client,
    all: StoredValue<BTreeMap<AttachmentId, String>>,
}

impl Pictures {
    pub fn new(client: Client) -> Self {
        Self { client, all: StoredValue::new(BTreeMap::new()) }
    }

    /// The address of a picture in the browser's memory; none when it cannot be had now.
    async fn fetch(self, id: AttachmentId) -> Option<String> {
        if let Some(known) = self.all.try_with_value(|all| all.get(&id).cloned()).flatten() {
            return Some(known);
        }
        let address = self.client.picture(id).await.ok()?;
        self.all.try_update_value(|all| drop(all.insert(id, address.clone())));
        Some(address)
    }

    /// Lets them go: the conversation is left.
    pub fn clear(self) {
        self.all.try_update_value(|all| {
            for address in std::mem::take(all).into_values() {
                let _ = web_sys::Url::revoke_object_url(&address);
            }
        });
    }
}

/// The files of a message.
#[component]
pub fn Files(files: Vec<Attachment>) -> impl IntoView {
    let i18n = use_i18n();
    if files.is_empty() {
        return ().into_any();
    }
    view! {
        <ul class="files" role="list" aria-label=move || t_string!(i18n, inbox.files)>
            {files.into_iter().map(|file| view! { <File file /> }).collect_view()}
        </ul>
    }
    .into_any()
}

/// A file: its kind, name and size; pressed, it is downloaded. A small picture is seen at once.
#[component]
fn File(file: Attachment) -> impl IntoView {
    let i18n = use_i18n();
    let client = use_thread().inbox.client;
    let toaster = use_toaster();
    let shown = is_shown(&file);
    let Attachment { id, name, media_type, size } = file;
    let name = StoredValue::new(name);
    let busy = RwSignal::new(false);
    let download = move |_| {
        if busy.get_untracked() {
            return;
        }
        busy.set(true);
        spawn_local(async move {
            let answer = client.file_address(id).await;
            busy.try_set(false);
            match answer {
                Ok(address) => follow(&address),
                Err(fault) => toaster.bad(move || fault.say(i18n)),
            }
        });
    };
    let label = move || name.with_value(|name| fill(t_string!(i18n, inbox.file_download), "name", name));
    view! {
        <li class="file">
            {shown.then(|| view! { <Picture id name /> })}
            <button
                type="button"
                class="file__line"
                title=label
                aria-busy=move || busy.get().then_some("true")
                on:click=download
            >
                <Icon of=glyph(&media_type) />
                <span class="visually-hidden">{label}</span>
                <bdi class="file__name" aria-hidden="true">
                    {name.get_value()}
                </bdi>
                <span class="file__size">{move || format::size(i18n.get_locale(), size)}</span>
                <Icon of=Glyph::Download />
            </button>
        </li>
    }
    .into_any()
}

/// Goes to an address that answers with a download: the page stays.
fn follow(address: &str) {
    let Ok(link) = document().create_element("a") else { return };
    // Its name comes with the answer; without the attribute the router would take the press.
    let _ = link.set_attribute("download", "");
    let _ = link.set_attribute("href", address);
    link.unchecked_into::<web_sys::HtmlElement>().click();
}

#[component]
fn Picture(id: AttachmentId, name: StoredValue<String>) -> impl IntoView {
    let i18n = use_i18n();
    let pictures = use_thread().pictures;
    let node = NodeRef::<html::Button>::new();
    let asked = StoredValue::new(false);
    let address = RwSignal::new(None::<Option<String>>);
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        let Some(node) = node.get() else { return };
        super::queue::when_seen(&node, move || {
            if asked.get_value() {
                return;
            }
            asked.set_value(true);
            spawn_local(async move {
                let fetched = pictures.fetch(id).await;
                address.try_set(Some(fetched));
            });
        });
    });
    let source = move || address.get().flatten();
    // Without it the line below is still there.
    let missing = move || address.with(|address| matches!(address, Some(None)));
    view! {
        <button
            type="button"
            class="file__picture"
            node_ref=node
            hidden=missing
            aria-label=move || name.with_value(|name| fill(t_string!(i18n, inbox.file_show), "name", name))
            on:click=move |_| open.set(true)
        >
            {move || source().map(|source| view! { <img src=source alt="" on:error=move |_| address.set(Some(None)) /> })}
        </button>
        <Dialog open wide=true title=Signal::derive(move || name.get_value())>
            {move || source().map(|source| view! { <img class="file__large" src=source alt=name.get_value() /> })}
        </Dialog>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(media_type: &str, size: u64) -> Attachment {
        Attachment {
            id: AttachmentId(uuid::Uuid::nil()),
            name: "a".into(),
            media_type: media_type.into(),
            size,
        }
    }

    #[test]
    fn a_small_picture_is_shown_and_nothing_else_is_fetched_unasked() {
        assert!(is_shown(&file("image/png", SHOWN_BYTES)));
        assert!(!is_shown(&file("image/png", SHOWN_BYTES + 1)));
        // Not every browser draws it; and markup could be anything.
        assert!(!is_shown(&file("image/heic", 1)) && !is_shown(&file("image/svg+xml", 1)));
        assert!(!is_shown(&file("application/pdf", 1)));
    }
}
