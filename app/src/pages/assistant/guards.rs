use super::{form::Form, words};
use crate::{
    client::{ApiError, use_client},
    components::{
        button::{Button, Look},
        field::{Field, TextArea},
        panel::Panel,
        select::Select,
    },
    decided,
    i18n::*,
};
use api::{GuardAction, GuardMatch, GuardTest, GuardTested};
use leptos::{prelude::*, task::spawn_local};
use leptos_i18n::{t, t_string};

type Say = fn(leptos_i18n::I18nContext<Locale>) -> &'static str;

/// What is looked for in messages and answers, and what follows.
#[component]
pub fn GuardRules(form: Form) -> impl IntoView {
    let i18n = use_i18n();
    let wrong = move |field: &'static str| {
        Signal::derive(move || form.error(field).map(|code| words::objection(i18n, &code)))
    };
    view! {
        <Panel
            id="assistant-guards"
            title=Signal::derive(move || t_string!(i18n, assistant.guards).to_string())
            lead=Signal::derive(move || Some(t_string!(i18n, assistant.guards_lead).to_string()))
        >
            <div class="panel__pair panel__pair--level">
                <Action
                    name="guard-injection"
                    label=|i18n| t_string!(i18n, assistant.guard_injection)
                    action=form.guard_injection
                />
                <Action
                    name="guard-topic"
                    label=|i18n| t_string!(i18n, assistant.guard_topic)
                    action=form.guard_topic
                />
                <Action
                    name="guard-toxicity"
                    label=|i18n| t_string!(i18n, assistant.guard_toxicity)
                    action=form.guard_toxicity
                />
                <Action
                    name="guard-words"
                    label=|i18n| t_string!(i18n, assistant.guard_words)
                    action=form.guard_words
                />
                <Action
                    name="guard-answers"
                    label=|i18n| t_string!(i18n, assistant.guard_answers)
                    action=form.guard_answers
                />
            </div>
            <TextArea
                name="guard-blocked-words"
                rows=3
                label=Signal::derive(move || t_string!(i18n, assistant.blocked_words).to_string())
                hint=Signal::derive(move || Some(t_string!(i18n, assistant.blocked_hint).to_string()))
                value=form.blocked_words
                error=wrong("guards.blocked_words")
            />
            <TextArea
                name="guard-blocked-answers"
                rows=3
                label=Signal::derive(move || t_string!(i18n, assistant.blocked_in_answers).to_string())
                value=form.blocked_in_answers
                error=wrong("guards.blocked_in_answers")
            />
            <TryGuards form />
        </Panel>
    }
    .into_any()
}

#[component]
fn Action(name: &'static str, label: Say, action: RwSignal<GuardAction>) -> impl IntoView {
    let i18n = use_i18n();
    let options = Signal::derive(move || {
        GuardAction::ALL
            .map(|one| (one.as_str().to_owned(), words::guard_action(i18n, one).to_owned()))
            .to_vec()
    });
    let choose = move |word: String| {
        if let Some(chosen) = GuardAction::ALL.into_iter().find(|one| one.as_str() == word) {
            action.set(chosen);
        }
    };
    view! {
        <Select
            name
            label=Signal::derive(move || label(i18n).to_owned())
            options
            value=Signal::derive(move || action.get().as_str().to_owned())
            on_change=choose
        />
    }
    .into_any()
}

/// Shows what would match, with the lists as they are typed.
#[component]
fn TryGuards(form: Form) -> impl IntoView {
    let i18n = use_i18n();
    let client = use_client();
    let text = RwSignal::new(String::new());
    let busy = RwSignal::new(false);
    let answer = RwSignal::new(None::<Result<GuardTested, ApiError>>);
    let ask = move || {
        busy.set(true);
        let test = GuardTest {
            text: text.get_untracked(),
            blocked_words: Some(super::form::lines(&form.blocked_words.read_untracked())),
            blocked_in_answers: Some(super::form::lines(&form.blocked_in_answers.read_untracked())),
        };
        spawn_local(async move {
            let tested = client.post::<GuardTested>("assistant/guards/test", &test).await;
            answer.try_set(Some(tested));
            busy.try_set(false);
        });
    };
    let empty = Memo::new(move |_| text.with(|text| text.trim().is_empty()));
    let matched = move |side: &'static str, all: Vec<GuardMatch>| {
        all.into_iter()
            .map(|one| {
                view! {
                    <li>
                        {side} ": " <bdi>{one.line}</bdi> " → " <bdi>{one.found}</bdi>
                    </li>
                }
            })
            .collect_view()
    };
    let shown = move || match answer.get() {
        None => ().into_any(),
        Some(Err(fault)) => view! { <p role="alert">{fault.say(i18n)}</p> }.into_any(),
        Some(Ok(seen))
            if seen.factors.is_empty()
                && seen.blocked_words.is_empty()
                && seen.blocked_in_answers.is_empty() =>
        {
            view! { <p class="panel__note">{t!(i18n, assistant.guard_nothing)}</p> }.into_any()
        }
        Some(Ok(seen)) => {
            let factors = seen.factors.into_iter().filter(|factor| !factor.starts_with("word/"));
            view! {
                <ul class="findings panel__note" role="list">
                    {factors.map(|factor| view! { <li>{decided::factor(i18n, &factor)}</li> }).collect_view()}
                    {matched(t_string!(i18n, assistant.guard_in_messages), seen.blocked_words)}
                    {matched(t_string!(i18n, assistant.guard_in_answers), seen.blocked_in_answers)}
                </ul>
            }
            .into_any()
        }
    };
    view! {
        <Field
            name="guard-test"
            label=Signal::derive(move || t_string!(i18n, assistant.guard_test).to_string())
            hint=Signal::derive(move || Some(t_string!(i18n, assistant.guard_test_hint).to_string()))
            value=text
        />
        <div>
            <Button look=Look::Plain small=true busy disabled=empty on_press=move |()| ask()>
                {t!(i18n, assistant.guard_test_press)}
            </Button>
        </div>
        <div aria-live="polite">{shown}</div>
    }
    .into_any()
}
