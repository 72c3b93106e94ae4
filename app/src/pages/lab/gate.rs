use crate::{
    client::use_client,
    components::{field::Field, panel::Panel, switch::Switch, toast::use_toaster},
    i18n::*,
    pages::assistant::number,
};
use api::{Assistant, AssistantPatch, LabGate};
use leptos::{prelude::*, task::spawn_local};
use leptos_i18n::t_string;

/// Whether a change has to be tried before it is in force.
#[component]
pub fn Gate() -> impl IntoView {
    let i18n = use_i18n();
    let client = use_client();
    let toaster = use_toaster();
    let gate = RwSignal::new(None::<LabGate>);
    let percent = RwSignal::new(String::new());
    let take = move |stored: &Assistant| {
        percent.try_set(stored.lab_gate.new_refusals_percent.to_string());
        gate.try_set(Some(stored.lab_gate));
    };
    Effect::new(move |_| {
        spawn_local(async move {
            if let Ok(stored) = client.get::<Assistant>("assistant").await {
                take(&stored);
            }
        });
    });
    let save = move |required: bool| {
        // What can't be read is refused as what can't be.
        let typed = number(&percent.read_untracked()).and_then(|typed| u8::try_from(typed).ok());
        let new_refusals_percent = typed.unwrap_or(u8::MAX);
        let lab_gate = Some(LabGate { required, new_refusals_percent });
        let patch = AssistantPatch { lab_gate, ..AssistantPatch::default() };
        spawn_local(async move {
            match client.patch::<Assistant>("assistant", &patch).await {
                Ok(stored) => {
                    take(&stored);
                    toaster.good(move || t_string!(i18n, lab.gate_saved));
                }
                Err(fault) => {
                    // Shows again what stands.
                    gate.try_update(|_| ());
                    toaster.bad(move || fault.say(i18n));
                }
            }
        });
    };
    let on = Signal::derive(move || gate.get().is_some_and(|gate| gate.required));
    view! {
        <Panel
            id="lab-gate"
            title=Signal::derive(move || t_string!(i18n, lab.gate).to_string())
            lead=Signal::derive(move || Some(t_string!(i18n, lab.gate_lead).to_string()))
        >
            <div class="lab-form">
                <Switch
                    label=Signal::derive(move || t_string!(i18n, lab.gate_on).to_string())
                    on
                    disabled=Signal::derive(move || gate.get().is_none())
                    on_change=save
                />
                <div on:change=move |_| save(on.get_untracked())>
                    <Field
                        name="lab-gate-percent"
                        label=Signal::derive(move || t_string!(i18n, lab.gate_percent).to_string())
                        value=percent
                    />
                </div>
            </div>
        </Panel>
    }
    .into_any()
}
