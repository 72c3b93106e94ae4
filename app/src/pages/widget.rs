//! The chat widget on the tenant's own pages: how it looks, what it says, where it may stand.

mod color;
mod embed;
mod form;
mod identity;
mod look;
mod origin;
mod origins;
mod preview;
mod texts;

use crate::{
    client::{ApiError, use_client},
    components::{
        empty_state::EmptyState, error_state::ErrorState, icon::Glyph, page::Page, save_bar::SaveBar,
        skeleton::SkeletonRows, toast::use_toaster,
    },
    i18n::*,
    session::use_session,
};
use api::{Permission, Widget};
use embed::EmbedCode;
use form::Form;
use identity::Identity;
use leptos::{prelude::*, task::spawn_local};
use leptos_i18n::t_string;
use look::Look;
use origins::Origins;
use preview::Preview;
use texts::Texts;

/// The widget's settings, for those who may change them.
#[component]
pub fn WidgetSettings() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let client = use_client();
    let settings = RwSignal::new(None::<Widget>);
    let fault = RwSignal::new(None::<ApiError>);
    let read = move || {
        fault.set(None);
        spawn_local(async move {
            match client.get::<Widget>("widget").await {
                Ok(found) => drop(settings.try_set(Some(found))),
                Err(refusal) => drop(fault.try_set(Some(refusal))),
            }
        });
    };
    read();
    let shut_out =
        Memo::new(move |_| session.me().with(Option::is_some) && !session.may(Permission::WidgetManage));
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
            title=Signal::derive(move || t_string!(i18n, nav.widget).to_string())
            lead=Signal::derive(move || t_string!(i18n, widget.lead).to_string())
        >
            {content}
        </Page>
    }
    .into_any()
}

#[component]
fn Settings(settings: Widget) -> impl IntoView {
    let i18n = use_i18n();
    let client = use_client();
    let toaster = use_toaster();
    // The language whose texts are edited and shown.
    let shown = RwSignal::new(i18n.get_locale_untracked());
    let form = Form::new(settings);
    let busy = RwSignal::new(false);
    let save = move |()| {
        if !form.check() {
            toaster.bad(t_string!(i18n, errors.invalid_input));
            return;
        }
        busy.set(true);
        spawn_local(async move {
            match client.patch::<Widget>("widget", &form.patch()).await {
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
    view! {
        <div class="page__columns">
            <div class="page__column">
                <EmbedCode form />
                <Look form />
                <Texts form shown />
                <Origins form />
                <Identity form />
                <SaveBar
                    changed=form.changed()
                    busy
                    on_save=Callback::new(save)
                    on_discard=Callback::new(move |()| form.discard())
                />
            </div>
            <div class="page__column page__column--aside">
                <Preview form shown />
            </div>
        </div>
    }
    .into_any()
}
