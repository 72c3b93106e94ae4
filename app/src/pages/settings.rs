//! What the pages of settings share: the settings are read, changed, saved or taken back, and never lost unasked.

mod leave;

use crate::{
    client::{ApiError, use_client},
    components::{
        empty_state::EmptyState, error_state::ErrorState, icon::Glyph, page::Page, save_bar::SaveBar,
        skeleton::SkeletonRows, toast::use_toaster,
    },
    i18n::*,
    session::use_session,
};
use api::Permission;
use leave::LeaveGuard;
use leptos::{prelude::*, task::spawn_local};
use leptos_i18n::t_string;
use serde::{Serialize, de::DeserializeOwned};

/// Settings while they are being changed.
pub trait SettingsForm: Copy + Send + Sync + 'static {
    /// As the server stores and answers them.
    type Stored: Clone + DeserializeOwned + Send + Sync + 'static;
    /// What is sent to change them.
    type Patch: Serialize;
    /// Where the API has them.
    const PATH: &'static str;
    /// Who may change them, and thereby see them.
    const RIGHT: Permission;

    /// A form that shows what is stored.
    fn new(stored: Self::Stored) -> Self;
    /// Whether the form differs from what is stored.
    fn changed(self) -> Signal<bool>;
    /// Looks for what the server would refuse; `false` when there is something.
    fn check(self) -> bool;
    /// The whole form, to be stored. Call it after [`SettingsForm::check`].
    fn patch(self) -> Self::Patch;
    /// Takes over what the server stored.
    fn saved(self, stored: Self::Stored);
    /// Puts the server's objections beside their fields.
    fn refused(self, refusal: &ApiError);
    /// Shows again what is stored.
    fn discard(self);
}

/// Draws a form: the sections to work in, and what shows beside them what the work does.
pub type Draw<F> = fn(F) -> (AnyView, AnyView);

/// A page of settings, for those who may change them.
#[component]
pub fn SettingsPage<F: SettingsForm>(
    #[prop(into)] title: Signal<String>,
    #[prop(into)] lead: Signal<String>,
    draw: Draw<F>,
) -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let client = use_client();
    let stored = RwSignal::new(None::<F::Stored>);
    let fault = RwSignal::new(None::<ApiError>);
    let read = move || {
        fault.set(None);
        spawn_local(async move {
            match client.get::<F::Stored>(F::PATH).await {
                Ok(found) => drop(stored.try_set(Some(found))),
                Err(refusal) => drop(fault.try_set(Some(refusal))),
            }
        });
    };
    read();
    let shut_out = Memo::new(move |_| session.me().with(Option::is_some) && !session.may(F::RIGHT));
    let content = move || {
        if shut_out.get() {
            return view! {
                <EmptyState
                    icon=Glyph::Lock
                    title=Signal::derive(move || t_string!(i18n, settings.admins_only).to_string())
                    text=Signal::derive(move || t_string!(i18n, errors.forbidden).to_string())
                />
            }
            .into_any();
        }
        match (fault.get(), stored.get()) {
            (Some(fault), _) => {
                let retry = Callback::new(move |()| read());
                view! { <ErrorState error=Signal::stored(fault) on_retry=retry /> }.into_any()
            }
            (None, None) => view! { <SkeletonRows /> }.into_any(),
            (None, Some(stored)) => view! { <Changing form=F::new(stored) draw /> }.into_any(),
        }
    };
    view! { <Page title lead>{content}</Page> }.into_any()
}

#[component]
fn Changing<F: SettingsForm>(form: F, draw: Draw<F>) -> impl IntoView {
    let i18n = use_i18n();
    let client = use_client();
    let toaster = use_toaster();
    let busy = RwSignal::new(false);
    let save = move |()| {
        if !form.check() {
            toaster.bad(move || t_string!(i18n, errors.invalid_input));
            return;
        }
        busy.set(true);
        spawn_local(async move {
            match client.patch::<F::Stored>(F::PATH, &form.patch()).await {
                Ok(saved) => {
                    form.saved(saved);
                    toaster.good(move || t_string!(i18n, common.saved));
                }
                Err(refusal) => {
                    form.refused(&refusal);
                    toaster.bad(move || refusal.say(i18n));
                }
            }
            busy.try_set(false);
        });
    };
    let changed = form.changed();
    let (sections, aside) = draw(form);
    view! {
        <div class="page__columns">
            <div class="page__column">
                {sections}
                <SaveBar
                    changed
                    busy
                    on_save=Callback::new(save)
                    on_discard=Callback::new(move |()| form.discard())
                />
            </div>
            <div class="page__column page__column--aside">{aside}</div>
            <LeaveGuard unsaved=changed />
        </div>
    }
    .into_any()
}
