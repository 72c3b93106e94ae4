use crate::{
    components::{
        button::{Button, Look},
        dialog::Dialog,
    },
    i18n::*,
};
use leptos::prelude::*;
use leptos_i18n::{t, t_string};

/// Asks whoever leaves a page whether what is not saved there may be lost.
#[component]
pub fn LeaveQuestion(open: RwSignal<bool>, #[prop(into)] on_leave: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    view! {
        <Dialog open title=Signal::derive(move || t_string!(i18n, settings.leave_title).to_string())>
            <p>{t!(i18n, settings.leave_text)}</p>
            <div class="dialog__actions">
                <Button look=Look::Quiet on_press=move |()| open.set(false)>
                    {t!(i18n, settings.stay)}
                </Button>
                <Button look=Look::Danger on_press=on_leave>
                    {t!(i18n, settings.leave)}
                </Button>
            </div>
        </Dialog>
    }
    .into_any()
}
