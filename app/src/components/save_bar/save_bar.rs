use crate::{
    components::{
        button::{Button, Look},
        kbd::Kbd,
    },
    i18n::*,
};
use leptos::{
    ev::{self, KeyboardEvent},
    prelude::*,
};
use leptos_i18n::t;

/// Appears when something is changed and not saved: saves it (Ctrl+S too) or takes it back.
#[component]
pub fn SaveBar(
    #[prop(into)] changed: Signal<bool>,
    #[prop(into)] busy: Signal<bool>,
    #[prop(into)] on_save: Callback<()>,
    #[prop(into)] on_discard: Callback<()>,
) -> impl IntoView {
    let i18n = use_i18n();
    let keys = window_event_listener(ev::keydown, move |event: KeyboardEvent| {
        let save = (event.ctrl_key() || event.meta_key()) && event.code() == "KeyS";
        if !save {
            return;
        }
        // Even with nothing to save: nobody wants to store this page as a file.
        event.prevent_default();
        if changed.get_untracked() && !busy.get_untracked() {
            on_save.run(());
        }
    });
    on_cleanup(move || keys.remove());
    view! {
        <div class="save-bar" aria-live="polite" class:save-bar--shown=move || changed.get()>
            <Show when=move || changed.get()>
                <p class="save-bar__text">{t!(i18n, settings.unsaved)}</p>
                <span class="save-bar__keys" aria-hidden="true">
                    <Kbd key="Ctrl" />
                    <Kbd key="S" />
                </span>
                <Button look=Look::Quiet small=true disabled=busy on_press=on_discard>
                    {t!(i18n, settings.discard)}
                </Button>
                <Button look=Look::Primary small=true busy on_press=on_save>
                    {t!(i18n, common.save)}
                </Button>
            </Show>
        </div>
    }
    .into_any()
}
