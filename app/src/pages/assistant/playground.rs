use super::tried::Answer;
use crate::{
    client::{ApiError, use_client},
    components::{
        button::{Button, Look},
        error_state::ErrorState,
        field::TextArea,
        icon::{Glyph, Icon},
        language_select::LanguageSelect,
        panel::Panel,
        skeleton::SkeletonText,
    },
    i18n::*,
    language,
};
use api::{Tried, Try};
use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};
use leptos_i18n::{t, t_string};

#[derive(Clone, Debug, PartialEq)]
enum Stand {
    Idle,
    Asking,
    Answered(Box<Tried>),
    Failed(ApiError),
}

/// Asks the assistant as a customer would; nothing is stored and nobody sees it.
#[component]
pub fn Playground(
    /// The form holds changes that this does not know of yet.
    #[prop(into)]
    unsaved: Signal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let client = use_client();
    let question = RwSignal::new(String::new());
    let locale = RwSignal::new(language::tag(i18n.get_locale_untracked()).to_owned());
    let stand = RwSignal::new(Stand::Idle);
    let asking = Memo::new(move |_| stand.with(|stand| *stand == Stand::Asking));
    let empty = Memo::new(move |_| question.with(|question| question.trim().is_empty()));
    let ask = move || {
        if empty.get_untracked() || asking.get_untracked() {
            return;
        }
        stand.set(Stand::Asking);
        let body = question.get_untracked().trim().to_owned();
        let asked = Try { body, locale: locale.get_untracked() };
        spawn_local(async move {
            let answer = client.post_slow::<Tried>("assistant/try", &asked).await;
            stand.try_set(answer.map_or_else(Stand::Failed, |tried| Stand::Answered(Box::new(tried))));
        });
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        ask();
    };
    let shown = move || match stand.get() {
        Stand::Idle => view! { <p class="panel__note">{t!(i18n, assistant.try_idle)}</p> }.into_any(),
        Stand::Asking => view! { <SkeletonText /> }.into_any(),
        Stand::Failed(fault) => {
            let retry = Callback::new(move |()| ask());
            view! { <ErrorState error=Signal::stored(fault) on_retry=retry /> }.into_any()
        }
        Stand::Answered(tried) => view! { <Answer tried=*tried /> }.into_any(),
    };
    view! {
        <Panel
            id="assistant-try"
            title=Signal::derive(move || t_string!(i18n, assistant.playground).to_string())
            lead=Signal::derive(move || Some(t_string!(i18n, assistant.playground_hint).to_string()))
        >
            <Show when=move || unsaved.get()>
                <p class="warning">
                    <Icon of=Glyph::Info />
                    {t!(i18n, assistant.try_unsaved)}
                </p>
            </Show>
            <form class="try" on:submit=submit>
                <TextArea
                    name="assistant-question"
                    rows=2
                    label=Signal::derive(move || t_string!(i18n, assistant.question).to_string())
                    placeholder=Signal::derive(move || Some(
                        t_string!(i18n, knowledge.search_placeholder).to_string(),
                    ))
                    value=question
                />
                <div class="try__row">
                    <LanguageSelect
                        name="assistant-question-lang"
                        label=Signal::derive(move || t_string!(i18n, assistant.question_lang).to_string())
                        value=locale
                    />
                    <Button look=Look::Primary submit=true icon=Glyph::Send busy=asking disabled=empty>
                        {t!(i18n, assistant.ask)}
                    </Button>
                </div>
            </form>
            <div aria-live="polite" aria-busy=move || asking.get().to_string()>
                {shown}
            </div>
        </Panel>
    }
    .into_any()
}
