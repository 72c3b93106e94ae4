//! The answer lab: what a change would do to answers, before a customer gets one.

mod change;
mod gate;
mod new_run;
mod new_set;
mod results;
mod run;
mod runs;
mod sets;
mod state;
mod words;

use crate::{components::page::Page, i18n::*};
use gate::Gate;
use leptos::prelude::*;
use leptos_i18n::{t, t_string};
use leptos_router::components::A;
use new_run::NewRun;
use new_set::NewSet;
use run::OneRun;
use runs::Runs;
use sets::Sets;
use state::Lab;

/// Sets of questions, runs of them against a change, and what came of these.
#[component]
pub fn AnswerLab() -> impl IntoView {
    let i18n = use_i18n();
    let lab = Lab::follow();
    view! {
        <Page
            title=Signal::derive(move || t_string!(i18n, lab.title).to_string())
            lead=Signal::derive(move || t_string!(i18n, lab.lead).to_string())
        >
            <div class="gaps__head">
                <A href="/assistant" attr:class="button button--quiet button--small">
                    {t!(i18n, nav.assistant)}
                </A>
            </div>
            <div class="page__columns">
                <div class="page__column">
                    <NewRun lab />
                    <Runs lab />
                    <OneRun lab />
                </div>
                <div class="page__column page__column--aside">
                    <Sets lab />
                    <NewSet lab />
                    <Gate />
                </div>
            </div>
        </Page>
    }
    .into_any()
}
