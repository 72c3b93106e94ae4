use super::state::Lab;
use crate::{
    client::use_client,
    components::{
        button::{Button, Look},
        field::{Field, TextArea},
        panel::Panel,
        toast::use_toaster,
    },
    i18n::*,
};
use api::{LabCase, LabHistory, LabSet, NewLabSet};
use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};
use leptos_i18n::{t, t_string};

/// A question of the history, and whether it is to be in the set.
type Chosen = (LabCase, RwSignal<bool>);

/// Makes a set from a sheet, or from what customers asked once somebody looked through it.
#[component]
pub fn NewSet(lab: Lab) -> impl IntoView {
    let i18n = use_i18n();
    let client = use_client();
    let toaster = use_toaster();
    let (name, csv) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let history = RwSignal::new(Vec::<Chosen>::new());
    let (busy, reading) = (RwSignal::new(false), RwSignal::new(false));
    let read = move |()| {
        reading.set(true);
        spawn_local(async move {
            match client.get::<LabHistory>("lab-history").await {
                Ok(found) if found.items.is_empty() => toaster.bad(move || t_string!(i18n, lab.history_none)),
                Ok(found) => {
                    let chosen = found.items.into_iter().map(|case| (case, RwSignal::new(true)));
                    history.try_set(chosen.collect());
                }
                Err(fault) => toaster.bad(move || fault.say(i18n)),
            }
            reading.try_set(false);
        });
    };
    let add = move |event: SubmitEvent| {
        event.prevent_default();
        let cases: Vec<LabCase> = history
            .get_untracked()
            .into_iter()
            .filter(|(_, chosen)| chosen.get_untracked())
            .map(|(case, _)| case)
            .collect();
        let sheet = cases.is_empty().then(|| csv.get_untracked());
        let new = NewLabSet { name: name.get_untracked(), csv: sheet, cases };
        busy.set(true);
        spawn_local(async move {
            match client.post::<LabSet>("lab-sets", &new).await {
                Ok(_) => {
                    name.try_set(String::new());
                    csv.try_set(String::new());
                    history.try_set(vec![]);
                    lab.read_sets();
                    toaster.good(move || t_string!(i18n, lab.set_added));
                }
                Err(fault) => toaster.bad(move || fault.say(i18n)),
            }
            busy.try_set(false);
        });
    };
    let from_history = Memo::new(move |_| history.with(|history| !history.is_empty()));
    view! {
        <Panel
            id="lab-new-set"
            title=Signal::derive(move || t_string!(i18n, lab.new_set).to_string())
            lead=Signal::derive(move || Some(t_string!(i18n, lab.new_set_lead).to_string()))
        >
            <form class="lab-form" on:submit=add>
                <Field
                    name="lab-set-name"
                    label=Signal::derive(move || t_string!(i18n, lab.set_name).to_string())
                    value=name
                />
                <Show
                    when=move || from_history.get()
                    fallback=move || {
                        view! {
                            <TextArea
                                name="lab-set-csv"
                                label=Signal::derive(move || t_string!(i18n, lab.csv).to_string())
                                hint=Signal::derive(move || Some(t_string!(i18n, lab.csv_hint).to_string()))
                                rows=6
                                value=csv
                            />
                        }
                    }
                >
                    <fieldset class="lab-history">
                        <legend class="field__label">{t!(i18n, lab.history_choose)}</legend>
                        {move || {
                            history
                                .get()
                                .into_iter()
                                .map(|(case, chosen)| {
                                    view! {
                                        <label class="lab-history__row">
                                            <input type="checkbox" bind:checked=chosen />
                                            <span dir="auto">{case.question}</span>
                                        </label>
                                    }
                                })
                                .collect_view()
                        }}
                    </fieldset>
                </Show>
                <div class="gap__actions">
                    <Button submit=true busy>
                        {t!(i18n, lab.add_set)}
                    </Button>
                    <Button look=Look::Quiet busy=reading on_press=read>
                        {t!(i18n, lab.from_history)}
                    </Button>
                </div>
            </form>
        </Panel>
    }
    .into_any()
}
