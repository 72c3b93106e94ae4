use super::{change::Draft, state::Lab};
use crate::{
    client::use_client,
    components::{
        button::{Button, Look},
        field::{Field, TextArea},
        panel::Panel,
        select::Select,
        toast::use_toaster,
    },
    i18n::*,
};
use api::{Assistant, Document, GuardAction, LabRun, LabSetId, NewLabRun, Page, ProviderKind, Stage, Tone};
use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};
use leptos_i18n::{t, t_string};

/// Chooses a set and a change, and begins a run.
#[component]
pub fn NewRun(lab: Lab) -> impl IntoView {
    let i18n = use_i18n();
    let client = use_client();
    let toaster = use_toaster();
    let draft = Draft::new();
    let (set, busy) = (RwSignal::new(String::new()), RwSignal::new(false));
    let documents = RwSignal::new(Vec::<Document>::new());
    Effect::new(move |_| {
        spawn_local(async move {
            if let Ok(stored) = client.get::<Assistant>("assistant").await {
                draft.begin(stored);
            }
            if let Ok(page) = client.get::<Page<Document>>("documents?limit=100").await {
                documents.try_set(page.items);
            }
        });
    });
    let sets = Signal::derive(move || {
        let known = lab.sets.get().and_then(Result::ok).unwrap_or_default();
        known.into_iter().map(|set| (set.id.to_string(), set.name)).collect::<Vec<_>>()
    });
    // What is shown as chosen is chosen.
    let chosen = Memo::new(move |_| {
        let now = set.get();
        sets.with(|sets| {
            let there = sets.iter().any(|(id, _)| *id == now);
            if there { now } else { sets.first().map(|(id, _)| id.clone()).unwrap_or_default() }
        })
    });
    let begin = move |event: SubmitEvent| {
        event.prevent_default();
        let set_id = chosen.get_untracked().parse::<LabSetId>().ok();
        let (Some(set_id), Some(change)) = (set_id, draft.change()) else {
            return toaster.bad(move || t_string!(i18n, lab.choose_first));
        };
        busy.set(true);
        spawn_local(async move {
            match client.post_slow::<LabRun>("lab-runs", &NewLabRun { set_id, change }).await {
                Ok(run) => {
                    lab.shown.try_set(Some(run.id));
                    lab.read_runs();
                }
                Err(fault) => toaster.bad(move || fault.say(i18n)),
            }
            busy.try_set(false);
        });
    };
    let kinds = Signal::derive(move || {
        vec![
            ("settings".to_owned(), t_string!(i18n, lab.change_settings).to_owned()),
            ("publish".to_owned(), t_string!(i18n, lab.change_publish).to_owned()),
            ("leave_out".to_owned(), t_string!(i18n, lab.change_leave_out).to_owned()),
            ("nothing".to_owned(), t_string!(i18n, lab.change_nothing).to_owned()),
        ]
    });
    let parts = move || match draft.kind.get().as_str() {
        "settings" => view! { <Settings draft /> }.into_any(),
        "nothing" => ().into_any(),
        kind => view! { <Which draft documents publish=kind == "publish" /> }.into_any(),
    };
    view! {
        <Panel
            id="lab-new-run"
            title=Signal::derive(move || t_string!(i18n, lab.new_run).to_string())
            lead=Signal::derive(move || Some(t_string!(i18n, lab.new_run_lead).to_string()))
        >
            <form class="lab-form" on:submit=begin>
                <div class="lab-form__pair">
                    <Select
                        name="lab-set"
                        label=Signal::derive(move || t_string!(i18n, lab.set).to_string())
                        options=sets
                        value=chosen
                        on_change=move |id| set.set(id)
                    />
                    <Select
                        name="lab-change"
                        label=Signal::derive(move || t_string!(i18n, lab.change).to_string())
                        options=kinds
                        value=draft.kind
                        on_change=move |kind| {
                            draft.document.set(String::new());
                            draft.kind.set(kind);
                        }
                    />
                </div>
                {parts}
                <div>
                    <Button
                        look=Look::Primary
                        submit=true
                        busy
                        disabled=Signal::derive(move || chosen.with(String::is_empty))
                    >
                        {t!(i18n, lab.begin)}
                    </Button>
                </div>
            </form>
        </Panel>
    }
    .into_any()
}

/// The document that is published or left out.
#[component]
fn Which(draft: Draft, documents: RwSignal<Vec<Document>>, publish: bool) -> impl IntoView {
    let i18n = use_i18n();
    let fits = move |one: &Document| match publish {
        true => one.draft || one.stage == Some(Stage::Review),
        false => one.chunks > 0,
    };
    let options = Signal::derive(move || {
        let none = (String::new(), t_string!(i18n, lab.choose_document).to_owned());
        let fitting = documents.get().into_iter().filter(fits);
        std::iter::once(none).chain(fitting.map(|one| (one.id.to_string(), one.title))).collect::<Vec<_>>()
    });
    view! {
        <Select
            name="lab-document"
            label=Signal::derive(move || t_string!(i18n, lab.document).to_string())
            options
            value=draft.document
            on_change=move |id| draft.document.set(id)
        />
    }
    .into_any()
}

/// The settings that can be tried.
#[component]
fn Settings(draft: Draft) -> impl IntoView {
    let i18n = use_i18n();
    let tones = Signal::derive(move || {
        vec![
            ("friendly".to_owned(), t_string!(i18n, assistant.friendly).to_owned()),
            ("formal".to_owned(), t_string!(i18n, assistant.formal).to_owned()),
            ("brief".to_owned(), t_string!(i18n, assistant.brief).to_owned()),
        ]
    });
    let tone = Signal::derive(move || {
        match draft.tone.get() {
            Tone::Friendly => "friendly",
            Tone::Formal => "formal",
            Tone::Brief => "brief",
        }
        .to_owned()
    });
    let answerers = Signal::derive(move || {
        vec![
            ("extractive".to_owned(), t_string!(i18n, assistant.extractive).to_owned()),
            ("openai".to_owned(), t_string!(i18n, lab.model).to_owned()),
        ]
    });
    let modelled = Signal::derive(move || draft.answers.get() == ProviderKind::Openai);
    let answerer =
        Signal::derive(move || if modelled.get() { "openai".to_owned() } else { "extractive".to_owned() });
    view! {
        <TextArea
            name="lab-instructions"
            label=Signal::derive(move || t_string!(i18n, assistant.instructions).to_string())
            value=draft.instructions
        />
        <div class="lab-form__pair">
            <Select
                name="lab-tone"
                label=Signal::derive(move || t_string!(i18n, lab.tone).to_string())
                options=tones
                value=tone
                on_change=move |tone| {
                    draft
                        .tone
                        .set(
                            match tone.as_str() {
                                "formal" => Tone::Formal,
                                "brief" => Tone::Brief,
                                _ => Tone::Friendly,
                            },
                        );
                }
            />
            <Select
                name="lab-answerer"
                label=Signal::derive(move || t_string!(i18n, lab.answerer).to_string())
                options=answerers
                value=answerer
                on_change=move |kind| {
                    let kind =
                        if kind == "openai" { ProviderKind::Openai } else { ProviderKind::Extractive };
                    draft.answers.set(kind);
                }
            />
        </div>
        <Show when=move || modelled.get()>
            <Field
                name="lab-model"
                technical=true
                label=Signal::derive(move || t_string!(i18n, lab.model).to_string())
                value=draft.model
            />
        </Show>
        <details class="endpoint__more">
            <summary>{t!(i18n, lab.guards)}</summary>
            <div class="endpoint__fields">
                <Guards draft />
                <TextArea
                    name="lab-words"
                    label=Signal::derive(move || t_string!(i18n, assistant.guard_words).to_string())
                    value=draft.words
                />
            </div>
        </details>
    }
    .into_any()
}

const NAMES: [&str; 5] = ["lab-injection", "lab-topic", "lab-toxicity", "lab-guard-words", "lab-answers"];
const ACTIONS: [(&str, GuardAction); 4] = [
    ("off", GuardAction::Off),
    ("log", GuardAction::Log),
    ("refuse", GuardAction::Refuse),
    ("hand_over", GuardAction::HandOver),
];

#[component]
fn Guards(draft: Draft) -> impl IntoView {
    let i18n = use_i18n();
    let options = Signal::derive(move || {
        [
            ("off", t_string!(i18n, assistant.guard_off)),
            ("log", t_string!(i18n, assistant.guard_log)),
            ("refuse", t_string!(i18n, assistant.guard_refuse)),
            ("hand_over", t_string!(i18n, assistant.guard_hand_over)),
        ]
        .map(|(word, text)| (word.to_owned(), text.to_owned()))
        .to_vec()
    });
    let label = move |at: usize| {
        match at {
            0 => t_string!(i18n, assistant.guard_injection),
            1 => t_string!(i18n, assistant.guard_topic),
            2 => t_string!(i18n, assistant.guard_toxicity),
            3 => t_string!(i18n, assistant.guard_words),
            _ => t_string!(i18n, assistant.guard_answers),
        }
        .to_string()
    };
    let one = move |(at, name): (usize, &'static str)| {
        let value = Signal::derive(move || {
            let action = draft.guards.with(|guards| guards.get(at).copied());
            let word = ACTIONS.iter().find(|(_, known)| Some(*known) == action);
            word.map(|(word, _)| (*word).to_owned()).unwrap_or_default()
        });
        view! {
            <Select
                name
                label=Signal::derive(move || label(at))
                options
                value
                on_change=move |word| {
                    let action = ACTIONS.iter().find(|(known, _)| *known == word);
                    draft
                        .guards
                        .update(|guards| {
                            if let (Some(guard), Some((_, action))) = (guards.get_mut(at), action) {
                                *guard = *action;
                            }
                        });
                }
            />
        }
    };
    view! { <div class="lab-form__pair">{NAMES.into_iter().enumerate().map(one).collect_view()}</div> }
        .into_any()
}
