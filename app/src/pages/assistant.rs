//! How the assistant speaks, with what, and when it stops; and a place to try it.

mod character;
mod endpoint;
mod form;
mod guards;
mod left;
mod limits;
mod mode;
mod money;
mod playground;
mod provider;
mod row;
mod spent;
mod steps;
mod test;
mod tried;
mod words;

pub use form::number;

use super::settings::{SettingsForm as _, SettingsPage};
use crate::i18n::*;
use character::{Character, Languages};
use form::Form;
use guards::GuardRules;
use left::Left;
use leptos::prelude::*;
use leptos_i18n::{t, t_string};
use leptos_router::components::A;
use limits::{BudgetLimits, HandoverRules};
use mode::ModeRules;
use playground::Playground;
use provider::ProviderChoice;
use spent::Spent;

/// The assistant's settings, for those who may change them.
#[component]
pub fn AssistantSettings() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <SettingsPage<Form>
            title=Signal::derive(move || t_string!(i18n, nav.assistant).to_string())
            lead=Signal::derive(move || t_string!(i18n, assistant.lead).to_string())
            draw
        />
    }
    .into_any()
}

fn draw(form: Form) -> (AnyView, AnyView) {
    let sections = view! {
        <Character form />
        <ModeRules form />
        <Languages form />
        <ProviderChoice form />
        <HandoverRules form />
        <GuardRules form />
        <BudgetLimits form />
        <Spent form />
        <Left />
    };
    let aside = view! {
        <Playground unsaved=form.changed() />
        <ToLab />
    };
    (sections.into_any(), aside.into_any())
}

/// The way to try a change on many questions.
#[component]
fn ToLab() -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <div>
            <A href="/assistant/lab" attr:class="button button--quiet">
                {t!(i18n, lab.open)}
            </A>
        </div>
    }
    .into_any()
}
