use super::uploads::{Uploads, Way};
use crate::{
    components::{
        button::{Button, IconButton},
        field::Field,
        icon::{Glyph, Icon},
        language_select::LanguageSelect,
        progress::Progress,
        switch::Switch,
    },
    format,
    i18n::*,
    language::fill,
    uploads::{MAX_BYTES, is_of_the_moment},
};
use leptos::{ev::Event, html, prelude::*};
use leptos_i18n::{t, t_string};

const ACCEPTED: &str = ".pdf,.docx,.xlsx,.csv,.tsv,.zip,.md,.markdown,.html,.htm,.txt,application/pdf,text/plain,text/markdown,text/html,text/csv,application/zip,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// Where files are dropped or chosen, and how far those have come that were.
#[component]
pub fn DropZone(
    uploads: Uploads,
    /// Something is being dragged over the page.
    #[prop(into)]
    over: Signal<bool>,
) -> impl IntoView {
    let i18n = use_i18n();
    let input = NodeRef::<html::Input>::new();
    let chosen = move |_: Event| {
        let Some(input) = input.get_untracked() else { return };
        if let Some(files) = input.files() {
            uploads.add(&files);
        }
        // So that the same file can be chosen again.
        input.set_value("");
    };
    let limit = move || fill(t_string!(i18n, knowledge.limit), "size", &most(i18n.get_locale()));
    view! {
        <section class="drop" aria-labelledby="drop-title">
            <label class="drop__zone" class:drop__zone--over=move || over.get()>
                <span class="drop__picture">
                    <Icon of=Glyph::Upload />
                </span>
                <span class="drop__words">
                    <span class="drop__title" id="drop-title">
                        {t!(i18n, knowledge.drop_title)}
                    </span>
                    <span class="drop__hint" id="drop-hint">
                        {limit}
                    </span>
                </span>
                <input
                    class="visually-hidden"
                    type="file"
                    multiple
                    accept=ACCEPTED
                    aria-labelledby="drop-title"
                    aria-describedby="drop-hint"
                    node_ref=input
                    on:change=chosen
                />
                <span class="button button--small drop__button" aria-hidden="true">
                    {t!(i18n, knowledge.choose)}
                </span>
            </label>
            <Switch
                label=Signal::derive(move || t_string!(i18n, knowledge.review_first).to_string())
                hint=Signal::derive(move || Some(t_string!(i18n, knowledge.review_first_hint).to_string()))
                on=uploads.review
                on_change=move |on| uploads.set_review(on)
            />
            <details class="drop__more">
                <summary>{t!(i18n, knowledge.more)}</summary>
                <div class="panel__pair drop__fields">
                    <Field
                        name="upload-title"
                        label=Signal::derive(move || t_string!(i18n, knowledge.title_label).to_string())
                        hint=Signal::derive(move || Some(t_string!(i18n, knowledge.title_hint).to_string()))
                        value=uploads.title
                    />
                    <LanguageSelect
                        name="upload-lang"
                        label=Signal::derive(move || t_string!(i18n, knowledge.lang_label).to_string())
                        value=uploads.lang
                        none=Signal::derive(move || t_string!(i18n, knowledge.lang_detect).to_string())
                    />
                </div>
            </details>
            <ul class="drop__files" role="list" aria-live="polite">
                <For each=move || uploads.entries().get() key=|entry| entry.key let:entry>
                    <Upload uploads key=entry.key name=entry.name size=entry.size />
                </For>
            </ul>
        </section>
    }
    .into_any()
}

/// How large a file may be: the limit is counted in binary units, people are told the round number.
fn most(locale: Locale) -> String {
    format::size(locale, MAX_BYTES / 1_048_576 * 1_000_000)
}

#[component]
fn Upload(uploads: Uploads, key: u32, name: String, size: u64) -> impl IntoView {
    let i18n = use_i18n();
    let way = Memo::new(move |_| uploads.way(key));
    let sent = name.clone();
    let label = Signal::derive(move || fill(t_string!(i18n, knowledge.sending), "name", &sent));
    let state = move || match way.get()? {
        Way::Waiting => Some(view! { <p class="upload__text">{t!(i18n, knowledge.waiting)}</p> }.into_any()),
        Way::Sending(part) if part < 1.0 => {
            let value = Signal::derive(move || match way.get() {
                Some(Way::Sending(part)) => part * 100.0,
                _ => 100.0,
            });
            Some(view! { <Progress value label /> }.into_any())
        }
        Way::Sending(_) | Way::There(_) => {
            Some(view! { <p class="upload__text">{t!(i18n, knowledge.storing)}</p> }.into_any())
        }
        Way::TooLarge => Some(
            view! {
                <p class="upload__text upload__text--bad" role="alert">
                    {move || fill(t_string!(i18n, knowledge.too_large), "size", &most(i18n.get_locale()))}
                </p>
            }
            .into_any(),
        ),
        Way::Refused(fault) => Some(
            view! {
                <p class="upload__text upload__text--bad" role="alert">
                    {fault.say(i18n)}
                </p>
                {is_of_the_moment(&fault)
                    .then(|| {
                        view! {
                            <Button small=true icon=Glyph::Refresh on_press=move |()| uploads.retry(key)>
                                {t!(i18n, common.retry)}
                            </Button>
                        }
                    })}
            }
            .into_any(),
        ),
    };
    let over = move || matches!(way.get(), Some(Way::TooLarge | Way::Refused(_)));
    view! {
        <li class="upload">
            <span class="upload__name">
                <Icon of=Glyph::File />
                <bdi>{name}</bdi>
                <span class="upload__size">{move || format::size(i18n.get_locale(), size)}</span>
            </span>
            <div class="upload__state">{state}</div>
            <Show when=over>
                <IconButton
                    icon=Glyph::Close
                    label=Signal::derive(move || t_string!(i18n, common.close).to_string())
                    on_press=move || uploads.dismiss(key)
                />
            </Show>
        </li>
    }
    .into_any()
}
