//! How the assistant speaks, with what, and when it stops; and a place to try it.

mod character;
mod form;
mod limits;
mod playground;
mod provider;
mod tried;
mod words;

use crate::{
    client::{ApiError, use_client},
    components::{
        empty_state::EmptyState, error_state::ErrorState, icon::Glyph, page::Page, save_bar::SaveBar,
        skeleton::SkeletonRows, toast::use_toaster,
    },
    i18n::*,
    session::use_session,
};
use api::{Assistant, Permission};
use character::{Character, Languages};
use form::Form;
use leptos::{prelude::*, task::spawn_local};
use leptos_i18n::t_string;
use limits::{BudgetLimits, HandoverRules};
use playground::Playground;
use provider::ProviderChoice;

/// The assistant's settings, for those who may change them.
#[component]
pub fn AssistantSettings() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let client = use_client();
    let settings = RwSignal::new(None::<Assistant>);
    let fault = RwSignal::new(None::<ApiError>);
    let read = move || {
        fault.set(None);
        spawn_local(async move {
            match client.get::<Assistant>("assistant").await {
                Ok(found) => drop(settings.try_set(Some(found))),
                Err(refusal) => drop(fault.try_set(Some(refusal))),
            }
        });
    };
    read();
    let shut_out =
        Memo::new(move |_| session.me().with(Option::is_some) && !session.may(Permission::AssistantManage));
    let content = move || {
        if shut_out.get() {
            return view! {
                <EmptyState
                    icon=Glyph::Lock
                    title=Signal::derive(move || t_string!(i18n, assistant.admins_only).to_string())
                    text=Signal::derive(move || t_string!(i18n, errors.forbidden).to_string())
                />
            }
            .into_any();
        }
        match (fault.get(), settings.get()) {
            (Some(fault), _) => {
                let retry = Callback::new(move |()| read());
                view! { <ErrorState error=Signal::stored(fault) on_retry=retry /> }.into_any()
            }
            (None, None) => view! { <SkeletonRows /> }.into_any(),
            (None, Some(settings)) => view! { <Settings settings /> }.into_any(),
        }
    };
    view! {
        <Page
            title=Signal::derive(move || t_string!(i18n, nav.assistant).to_string())
            lead=Signal::derive(move || t_string!(i18n, assistant.lead).to_string())
        >
            {content}
        </Page>
    }
    .into_any()
}

#[component]
fn Settings(settings: Assistant) -> impl IntoView {
    let i18n = use_i18n();
    let client = use_client();
    let toaster = use_toaster();
    let form = Form::new(settings);
    let busy = RwSignal::new(false);
    let save = move |()| {
        if !form.check() {
            toaster.bad(t_string!(i18n, errors.invalid_input));
            return;
        }
        busy.set(true);
        spawn_local(async move {
            match client.patch::<Assistant>("assistant", &form.patch()).await {
                Ok(saved) => {
                    form.saved(saved);
                    toaster.good(t_string!(i18n, common.saved));
                }
                Err(refusal) => {
                    form.refused(&refusal);
                    toaster.bad(refusal.say(i18n));
                }
            }
            busy.try_set(false);
        });
    };
    let changed = form.changed();
    view! {
        <div class="page__columns">
            <div class="page__column">
                <Character form />
                <Languages form />
                <ProviderChoice form />
                <HandoverRules form />
                <BudgetLimits form />
                <SaveBar
                    changed
                    busy
                    on_save=Callback::new(save)
                    on_discard=Callback::new(move |()| form.discard())
                />
            </div>
            <div class="page__column page__column--aside">
                <Playground unsaved=changed />
            </div>
        </div>
    }
    .into_any()
}
