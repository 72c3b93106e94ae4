use super::state::Lab;
use crate::{
    client::use_client,
    components::{
        button::{Button, Look},
        error_state::ErrorState,
        panel::Panel,
        skeleton::SkeletonRows,
        toast::use_toaster,
    },
    format,
    i18n::*,
};
use api::LabSet;
use leptos::{prelude::*, task::spawn_local};
use leptos_i18n::{t, t_string};

/// The sets of questions.
#[component]
pub fn Sets(lab: Lab) -> impl IntoView {
    let i18n = use_i18n();
    let shown = move || match lab.sets.get() {
        None => view! { <SkeletonRows /> }.into_any(),
        Some(Err(fault)) => {
            let retry = Callback::new(move |()| lab.read_sets());
            view! { <ErrorState error=Signal::stored(fault) on_retry=retry /> }.into_any()
        }
        Some(Ok(sets)) if sets.is_empty() => {
            view! { <p class="panel__note">{t!(i18n, lab.sets_none)}</p> }.into_any()
        }
        Some(Ok(sets)) => view! {
            <ul class="lab-list" role="list">
                {sets.into_iter().map(|set| view! { <OneSet lab set /> }).collect_view()}
            </ul>
        }
        .into_any(),
    };
    view! {
        <Panel id="lab-sets" title=Signal::derive(move || t_string!(i18n, lab.sets).to_string())>
            {shown}
        </Panel>
    }
    .into_any()
}

#[component]
fn OneSet(lab: Lab, set: LabSet) -> impl IntoView {
    let i18n = use_i18n();
    let client = use_client();
    let toaster = use_toaster();
    let busy = RwSignal::new(false);
    let (id, cases, at) = (set.id, set.cases, set.created_at);
    let delete = move |()| {
        busy.set(true);
        spawn_local(async move {
            match client.delete(&format!("lab-sets/{id}")).await {
                Ok(()) => {
                    lab.read_sets();
                    lab.read_runs();
                }
                Err(fault) => toaster.bad(move || fault.say(i18n)),
            }
            busy.try_set(false);
        });
    };
    let number = move || format::count(i18n.get_locale(), i64::from(cases));
    view! {
        <li class="lab-list__row">
            <div class="lab-list__words">
                <bdi class="lab-list__name">{set.name}</bdi>
                <ul class="facts" role="list">
                    <li>{move || t!(i18n, lab.questions, count = move || cases, number = number())}</li>
                    <li>{move || format::moment(i18n.get_locale(), at)}</li>
                </ul>
            </div>
            <Button small=true look=Look::Quiet busy on_press=delete>
                {t!(i18n, lab.delete_set)}
            </Button>
        </li>
    }
    .into_any()
}
