use super::sources::Sources;
use crate::{
    client::{ApiError, use_client},
    components::{
        button::{Button, Look},
        dialog::Dialog,
        icon::Glyph,
        toast::use_toaster,
    },
    i18n::*,
    language::fill,
};
use api::{Code, WebSource};
use leptos::{prelude::*, task::spawn_local};
use leptos_i18n::{t, t_string};

/// Asks before a source goes, and says what goes with it.
#[component]
pub fn DeleteSource(
    /// The source in question; the dialog is open while there is one.
    doomed: RwSignal<Option<WebSource>>,
    sources: Sources,
) -> impl IntoView {
    let i18n = use_i18n();
    let client = use_client();
    let toaster = use_toaster();
    let busy = RwSignal::new(false);
    let fault = RwSignal::new(None::<ApiError>);
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        let asked = doomed.with(Option::is_some);
        fault.set(None);
        open.set(asked);
    });
    Effect::new(move |_| {
        if !open.get() && doomed.with_untracked(Option::is_some) {
            doomed.set(None);
        }
    });
    let delete = move |()| {
        let Some(source) = doomed.get_untracked() else { return };
        busy.set(true);
        spawn_local(async move {
            let answer = client.delete(&format!("web-sources/{}", source.id)).await;
            busy.try_set(false);
            match answer {
                // Not found: somebody else was faster, and gone is what was wanted.
                Err(refusal) if refusal.code() != Some(Code::NotFound) => {
                    fault.try_set(Some(refusal));
                }
                Ok(()) | Err(_) => {
                    open.try_set(false);
                    sources.forget(source.id);
                    toaster.good(move || fill(t_string!(i18n, knowledge.deleted), "title", &source.url));
                }
            }
        });
    };
    let url = move || doomed.with(|one| one.as_ref().map(|one| one.url.clone())).unwrap_or_default();
    view! {
        <Dialog open title=Signal::derive(move || t_string!(i18n, knowledge.web_delete_title).to_string())>
            <p class="delete__name">
                <bdi dir="ltr">{url}</bdi>
            </p>
            <p>{t!(i18n, knowledge.web_delete_text)}</p>
            {move || {
                fault
                    .get()
                    .map(|fault| {
                        view! {
                            <p class="field__error" role="alert">
                                {move || fault.say(i18n)}
                            </p>
                        }
                    })
            }}
            <div class="dialog__actions">
                <Button look=Look::Quiet on_press=move |()| open.set(false)>
                    {t!(i18n, common.cancel)}
                </Button>
                <Button look=Look::Danger icon=Glyph::Trash busy on_press=delete>
                    {t!(i18n, knowledge.delete_confirm)}
                </Button>
            </div>
        </Dialog>
    }
    .into_any()
}
