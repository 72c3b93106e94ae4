use super::{form::Form, origin};
use crate::{
    components::{
        button::{Button, IconButton},
        field::Field,
        icon::{Glyph, Icon},
        panel::Panel,
    },
    i18n::*,
    language::fill,
};
use leptos::{ev::SubmitEvent, prelude::*};
use leptos_i18n::{t, t_string};

/// Whose pages may show the widget.
#[component]
pub fn Origins(form: Form) -> impl IntoView {
    let i18n = use_i18n();
    let typed = RwSignal::new(String::new());
    let wrong = RwSignal::new(false);
    Effect::new(move |_| {
        typed.track();
        wrong.set(false);
    });
    let add = move |event: SubmitEvent| {
        event.prevent_default();
        match origin::parse(&typed.get_untracked()) {
            Some(origin) => {
                form.origins.update(|all| {
                    if !all.contains(&origin) {
                        all.push(origin);
                    }
                });
                typed.set(String::new());
            }
            None => wrong.set(true),
        }
    };
    let error = Signal::derive(move || {
        (wrong.get() || form.error("allowed_origins").is_some())
            .then(|| t_string!(i18n, widget.origin_wrong).to_string())
    });
    let none = move || view! { <p class="panel__note">{t!(i18n, widget.origins_none)}</p> }.into_any();
    view! {
        <Panel
            id="widget-origins"
            title=Signal::derive(move || t_string!(i18n, widget.origins).to_string())
            lead=Signal::derive(move || Some(t_string!(i18n, widget.origins_hint).to_string()))
        >
            <Show when=move || form.origins.with(|all| !all.is_empty()) fallback=none>
                <ul class="origins" role="list">
                    <For each=move || form.origins.get() key=Clone::clone let:origin>
                        <Listed form origin />
                    </For>
                </ul>
            </Show>
            <form class="origins__add" novalidate on:submit=add>
                <Field
                    name="widget-origin"
                    kind="url"
                    technical=true
                    label=Signal::derive(move || t_string!(i18n, widget.origin).to_string())
                    placeholder=Signal::stored(Some("https://shop.example".to_owned()))
                    value=typed
                    error
                />
                <Button submit=true icon=Glyph::Plus>
                    {t!(i18n, widget.origin_add)}
                </Button>
            </form>
        </Panel>
    }
    .into_any()
}

#[component]
fn Listed(form: Form, origin: String) -> impl IntoView {
    let i18n = use_i18n();
    let named = origin.clone();
    let gone = origin.clone();
    view! {
        <li class="origins__one">
            <Icon of=Glyph::Globe />
            <code dir="ltr">{origin}</code>
            <IconButton
                icon=Glyph::Close
                label=Signal::derive(move || fill(t_string!(i18n, widget.origin_remove), "origin", &named))
                on_press=move || form.origins.update(|all| all.retain(|known| *known != gone))
            />
        </li>
    }
    .into_any()
}
