use super::{actions::give, thread::use_thread};
use crate::{
    client::ApiError,
    components::{
        avatar::Avatar,
        icon::{Glyph, Icon},
        menu::Menu,
        spinner::Spinner,
        toast::use_toaster,
    },
    i18n::*,
};
use api::{Code, Member, State};
use leptos::{prelude::*, task::spawn_local};
use leptos_i18n::{t, t_string};

/// Gives the conversation to a colleague.
#[component]
pub fn AssignMenu() -> impl IntoView {
    let i18n = use_i18n();
    let thread = use_thread();
    let open = move || {
        thread.conversation.with(|open| open.as_ref().is_some_and(|open| open.state != State::Resolved))
    };
    let trigger = move || {
        view! {
            <Icon of=Glyph::PersonAdd />
            <span class="actions__word">{t!(i18n, inbox.assign)}</span>
        }
    };
    view! {
        <Show when=open>
            <Menu
                trigger=trigger.into()
                label=Signal::derive(move || t_string!(i18n, inbox.assign).to_string())
                at_end=true
            >
                <Members />
            </Menu>
        </Show>
    }
    .into_any()
}

/// The colleagues, read each time the menu opens: who is there changes.
#[component]
fn Members() -> impl IntoView {
    let i18n = use_i18n();
    let thread = use_thread();
    let members = RwSignal::new(None::<Result<Vec<Member>, ApiError>>);
    spawn_local(async move {
        members.set(Some(thread.inbox.client.get::<Vec<Member>>("members").await));
    });
    view! {
        {move || match members.get() {
            None => {
                view! {
                    <p class="menu__note">
                        <Spinner />
                    </p>
                }
                    .into_any()
            }
            Some(Err(fault)) => view! { <p class="menu__note">{fault.say(i18n)}</p> }.into_any(),
            Some(Ok(all)) => all.into_iter().map(|member| view! { <Choice member /> }).collect_view().into_any(),
        }}
    }
    .into_any()
}

#[component]
fn Choice(member: Member) -> impl IntoView {
    let i18n = use_i18n();
    let thread = use_thread();
    let toaster = use_toaster();
    let id = member.id;
    let current = move || {
        let holder =
            thread.conversation.with(|open| open.as_ref().and_then(|o| o.assignee.as_ref().map(|a| a.id)));
        (holder == Some(id)).then_some("true")
    };
    let choose = move |_| {
        // Whoever holds it now knows that they pass it on; from another's hands it needs a second look.
        let holder = thread.conversation.with_untracked(|open| {
            open.as_ref().and_then(|open| open.assignee.as_ref().map(|holder| holder.id))
        });
        let force = holder.is_some() && holder == thread.inbox.my_id_now();
        spawn_local(async move {
            match give(thread, Some(id), force).await {
                Ok(conversation) => thread.take(conversation),
                Err(fault) if fault.code() == Some(Code::AlreadyAssigned) => {
                    thread.contested.set(Some(fault))
                }
                Err(fault) => toaster.bad(move || fault.say(i18n)),
            }
        });
    };
    let presence = move || {
        if member.online { t_string!(i18n, inbox.online) } else { t_string!(i18n, inbox.away) }
    };
    view! {
        <button type="button" class="menu__item" aria-current=current on:click=choose>
            <Avatar name=Signal::stored(Some(member.name.clone())) />
            <bdi>{member.name}</bdi>
            <span class="presence" class:presence--online=member.online>
                {presence}
            </span>
        </button>
    }
    .into_any()
}
