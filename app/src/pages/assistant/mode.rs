use super::form::Form;
use crate::{
    components::{panel::Panel, select::Select},
    i18n::*,
    mode,
};
use api::Mode;
use leptos::prelude::*;
use leptos_i18n::t_string;

/// Who answers: the default, and by channel.
#[component]
pub fn ModeRules(form: Form) -> impl IntoView {
    let i18n = use_i18n();
    let each = move || Mode::ALL.map(|one| (one.as_str().to_owned(), mode::words(i18n, one).to_owned()));
    let all = Signal::derive(move || each().to_vec());
    let with_default = Signal::derive(move || {
        let as_default = (String::new(), t_string!(i18n, assistant.mode_as_default).to_owned());
        std::iter::once(as_default).chain(each()).collect::<Vec<_>>()
    });
    view! {
        <Panel
            id="assistant-mode"
            title=Signal::derive(move || t_string!(i18n, assistant.mode).to_string())
            lead=Signal::derive(move || Some(t_string!(i18n, assistant.mode_lead).to_string()))
        >
            <div class="panel__pair">
                <Select
                    name="assistant-mode-default"
                    label=Signal::derive(move || t_string!(i18n, assistant.mode_default).to_owned())
                    options=all
                    value=Signal::derive(move || form.mode.get().as_str().to_owned())
                    on_change=move |word| form.mode.set(mode::of(&word).unwrap_or_default())
                />
                <Select
                    name="assistant-mode-widget"
                    label=Signal::derive(move || t_string!(i18n, inbox.channel_widget).to_owned())
                    options=with_default
                    value=Signal::derive(move || {
                        form.widget_mode.get().map(Mode::as_str).unwrap_or_default().to_owned()
                    })
                    on_change=move |word| form.widget_mode.set(mode::of(&word))
                />
            </div>
        </Panel>
    }
    .into_any()
}
