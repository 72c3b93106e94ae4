use super::{state::use_inbox, thread::use_thread};
use crate::{components::select::Select, components::toast::use_toaster, i18n::*, mode};
use api::{Conversation, Mode, SetMode};
use leptos::{prelude::*, task::spawn_local};
use leptos_i18n::{t, t_string};

/// What the assistant does in this conversation; empty is what is set for the channel.
#[component]
pub fn ModeChoice() -> impl IntoView {
    let i18n = use_i18n();
    let inbox = use_inbox();
    let thread = use_thread();
    let toaster = use_toaster();
    let own = Memo::new(move |_| thread.conversation.with(|open| open.as_ref().and_then(|open| open.mode)));
    // Raised to show what is stored again, after a change that was refused.
    let again = RwSignal::new(0_u32);
    let value = Signal::derive(move || {
        again.track();
        own.get().map(Mode::as_str).unwrap_or_default().to_owned()
    });
    let options = Signal::derive(move || {
        let as_set = (String::new(), t_string!(i18n, inbox.mode_as_set).to_owned());
        let each = Mode::ALL.map(|one| (one.as_str().to_owned(), mode::name(i18n, one).to_owned()));
        std::iter::once(as_set).chain(each).collect::<Vec<_>>()
    });
    let choose = move |chosen: String| {
        let Some(id) = inbox.open.get_untracked() else { return };
        spawn_local(async move {
            let set = SetMode { mode: mode::of(&chosen) };
            match inbox.client.post::<Conversation>(&format!("conversations/{id}/mode"), &set).await {
                Ok(conversation) => thread.take(conversation),
                Err(fault) => {
                    toaster.bad(fault.say(i18n));
                    again.try_update(|n| *n = n.wrapping_add(1));
                }
            }
        });
    };
    view! {
        <section class="context__part">
            <h3 class="context__title">{t!(i18n, inbox.mode_title)}</h3>
            <Select
                name="conversation-mode"
                label=Signal::derive(move || t_string!(i18n, inbox.mode_title).to_owned())
                hide_label=true
                options
                value
                on_change=choose
            />
            {move || {
                own.get().map(|own| view! { <p class="context__none">{mode::words(i18n, own)}</p> })
            }}
            <p class="context__none">{t!(i18n, inbox.mode_hint)}</p>
        </section>
    }
    .into_any()
}
