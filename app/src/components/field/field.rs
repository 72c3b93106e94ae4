use leptos::prelude::*;

/// A line of text with its label, a hint and what is wrong with it.
#[component]
pub fn Field(
    /// The form name and, in the page, the id.
    #[prop(into)]
    name: String,
    #[prop(into)] label: Signal<String>,
    value: RwSignal<String>,
    /// `text`, `email`, `password`, `url`, `search`, `number`.
    #[prop(default = "text")]
    kind: &'static str,
    #[prop(optional, into)] hint: Signal<Option<String>>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional, into)] placeholder: Signal<Option<String>>,
    #[prop(optional)] autocomplete: Option<&'static str>,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional)] required: bool,
    /// For codes, addresses and keys, which are left-to-right in every language.
    #[prop(optional)]
    technical: bool,
) -> impl IntoView {
    let described = {
        let name = name.clone();
        move || described_by(&name, hint.get().is_some(), error.get().is_some())
    };
    view! {
        <div class="field" class:field--wrong=move || error.get().is_some()>
            <label class="field__label" for=name.clone()>
                {move || label.get()}
            </label>
            <input
                class="field__control"
                id=name.clone()
                name=name.clone()
                type=kind
                dir=if technical { "ltr" } else { "auto" }
                autocomplete=autocomplete
                required=required
                placeholder=move || placeholder.get()
                disabled=move || disabled.get()
                aria-invalid=move || error.get().map(|_| "true")
                aria-describedby=described
                bind:value=value
            />
            <FieldNotes name hint error />
        </div>
    }
    .into_any()
}

/// Several lines of text.
#[component]
pub fn TextArea(
    name: &'static str,
    #[prop(into)] label: Signal<String>,
    value: RwSignal<String>,
    #[prop(default = 4)] rows: u32,
    #[prop(optional, into)] hint: Signal<Option<String>>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    #[prop(optional, into)] placeholder: Signal<Option<String>>,
    #[prop(optional, into)] disabled: Signal<bool>,
    #[prop(optional)] technical: bool,
) -> impl IntoView {
    let described = move || described_by(name, hint.get().is_some(), error.get().is_some());
    view! {
        <div class="field" class:field--wrong=move || error.get().is_some()>
            <label class="field__label" for=name>
                {move || label.get()}
            </label>
            <textarea
                class="field__control field__control--lines"
                id=name
                name=name
                rows=rows
                dir=if technical { "ltr" } else { "auto" }
                placeholder=move || placeholder.get()
                disabled=move || disabled.get()
                aria-invalid=move || error.get().map(|_| "true")
                aria-describedby=described
                bind:value=value
            ></textarea>
            <FieldNotes name=name.to_owned() hint error />
        </div>
    }
    .into_any()
}

fn described_by(name: &str, hint: bool, error: bool) -> Option<String> {
    match (hint, error) {
        (_, true) => Some(format!("{name}-error")),
        (true, false) => Some(format!("{name}-hint")),
        (false, false) => None,
    }
}

/// The hint below a control, replaced by what is wrong.
#[component]
fn FieldNotes(name: String, hint: Signal<Option<String>>, error: Signal<Option<String>>) -> impl IntoView {
    view! {
        {move || match (error.get(), hint.get()) {
            (Some(error), _) => {
                view! {
                    <p class="field__error" id=format!("{name}-error") role="alert">
                        {error}
                    </p>
                }
                    .into_any()
            }
            (None, Some(hint)) => {
                view! {
                    <p class="field__hint" id=format!("{name}-hint")>
                        {hint}
                    </p>
                }
                    .into_any()
            }
            (None, None) => ().into_any(),
        }}
    }
    .into_any()
}
