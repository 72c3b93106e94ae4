use super::{sources::Sources, words};
use crate::{
    client::{ApiError, use_client},
    components::{
        button::{Button, Look},
        field::{Field, TextArea},
        icon::Glyph,
        language_select::LanguageSelect,
        select::Select,
        toast::use_toaster,
    },
    format,
    i18n::*,
    language::fill,
    pages::knowledge::audience::audience_name,
};
use api::{Audience, NewWebSource, WebKind, WebPreview, WebSchedule, WebSource};
use leptos::{ev::SubmitEvent, prelude::*, task::spawn_local};
use leptos_i18n::{t, t_string};

const TITLE: &str = "web-add-title";
/// Whom pages may be for; one's channels are chosen on its document.
const AUDIENCES: [Audience; 3] = [Audience::Public, Audience::Members, Audience::Hidden];

/// What is being asked of the server.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Busy {
    Look,
    Add,
}

/// What was written so far.
#[derive(Clone, Copy)]
struct Form {
    kind: RwSignal<WebKind>,
    url: RwSignal<String>,
    include: RwSignal<String>,
    exclude: RwSignal<String>,
    depth: RwSignal<String>,
    max_pages: RwSignal<String>,
    schedule: RwSignal<WebSchedule>,
    lang: RwSignal<String>,
    audience: RwSignal<Audience>,
}

impl Form {
    fn new() -> Self {
        Self {
            kind: RwSignal::new(WebKind::Page),
            url: RwSignal::new(String::new()),
            include: RwSignal::new(String::new()),
            exclude: RwSignal::new(String::new()),
            depth: RwSignal::new("3".to_owned()),
            max_pages: RwSignal::new("200".to_owned()),
            schedule: RwSignal::new(WebSchedule::Weekly),
            lang: RwSignal::new(String::new()),
            audience: RwSignal::new(Audience::Public),
        }
    }

    fn source(self) -> NewWebSource {
        let lines = |text: RwSignal<String>| {
            text.with_untracked(|text| {
                text.lines().map(str::trim).filter(|line| !line.is_empty()).map(str::to_owned).collect()
            })
        };
        let many = self.kind.get_untracked() != WebKind::Page;
        // A number that is none is one that the server refuses, in the reader's words.
        let number =
            |text: RwSignal<String>| text.with_untracked(|text| text.trim().parse().unwrap_or(u32::MAX));
        let crawl = self.kind.get_untracked() == WebKind::Crawl;
        NewWebSource {
            kind: self.kind.get_untracked(),
            url: self.url.get_untracked(),
            depth: crawl.then(|| u8::try_from(number(self.depth)).unwrap_or(u8::MAX)),
            include: if many { lines(self.include) } else { vec![] },
            exclude: if many { lines(self.exclude) } else { vec![] },
            max_pages: many.then(|| number(self.max_pages)),
            schedule: Some(self.schedule.get_untracked()),
            lang: Some(self.lang.get_untracked()).filter(|lang| !lang.is_empty()),
            audience: Some(self.audience.get_untracked()),
            channels: vec![],
        }
    }
}

/// Adds a source, after a look at what it would read.
#[component]
pub fn AddSource(sources: Sources) -> impl IntoView {
    let i18n = use_i18n();
    let client = use_client();
    let toaster = use_toaster();
    let form = Form::new();
    let busy = RwSignal::new(None::<Busy>);
    let fault = RwSignal::new(None::<ApiError>);
    let preview = RwSignal::new(None::<WebPreview>);
    let look = move |()| {
        busy.set(Some(Busy::Look));
        fault.set(None);
        preview.set(None);
        spawn_local(async move {
            let answer = client.post_slow::<WebPreview>("web-sources/preview", &form.source()).await;
            busy.try_set(None);
            match answer {
                Ok(found) => drop(preview.try_set(Some(found))),
                Err(refusal) => drop(fault.try_set(Some(refusal))),
            }
        });
    };
    let add = move |event: SubmitEvent| {
        event.prevent_default();
        if busy.get_untracked().is_some() {
            return;
        }
        busy.set(Some(Busy::Add));
        fault.set(None);
        spawn_local(async move {
            let answer = client.post::<WebSource>("web-sources", &form.source()).await;
            busy.try_set(None);
            match answer {
                Ok(source) => {
                    sources.put(source);
                    preview.try_set(None);
                    form.url.try_set(String::new());
                    toaster.good(move || t_string!(i18n, knowledge.web_added).to_string());
                }
                Err(refusal) => drop(fault.try_set(Some(refusal))),
            }
        });
    };
    let blank = Memo::new(move |_| form.url.with(|url| url.trim().is_empty()));
    let error =
        Signal::derive(move || fault.with(|fault| fault.as_ref().map(|fault| words::fault(i18n, fault))));
    let hint = Signal::derive(move || {
        let hint = (form.kind.get() == WebKind::Sitemap).then(|| t_string!(i18n, knowledge.web_hint_sitemap));
        hint.map(str::to_owned)
    });
    view! {
        <form class="web-add" aria-labelledby=TITLE on:submit=add>
            <div class="web-add__head">
                <h2 class="web-add__title" id=TITLE>
                    {t!(i18n, knowledge.web_title)}
                </h2>
                <p class="web-add__lead">{t!(i18n, knowledge.web_lead)}</p>
            </div>
            <div class="web-add__line">
                <Choice
                    name="web-kind"
                    label=Signal::derive(move || t_string!(i18n, knowledge.web_kind).to_string())
                    all=WebKind::ALL
                    chosen=form.kind
                    word=Callback::new(move |kind| words::kind(i18n, kind))
                />
                <Field
                    name="web-url"
                    kind="text"
                    label=Signal::derive(move || t_string!(i18n, knowledge.web_url).to_string())
                    placeholder=Signal::stored(Some("https://…".to_owned()))
                    hint
                    error
                    value=form.url
                    technical=true
                />
            </div>
            <Details form />
            <div class="web-add__actions">
                <Button
                    icon=Glyph::Eye
                    disabled=Signal::derive(move || blank.get() || busy.get() == Some(Busy::Add))
                    busy=Signal::derive(move || busy.get() == Some(Busy::Look))
                    on_press=look
                >
                    {t!(i18n, knowledge.web_preview)}
                </Button>
                <Button
                    look=Look::Primary
                    icon=Glyph::Plus
                    submit=true
                    disabled=Signal::derive(move || blank.get() || busy.get() == Some(Busy::Look))
                    busy=Signal::derive(move || busy.get() == Some(Busy::Add))
                >
                    {t!(i18n, knowledge.web_add)}
                </Button>
            </div>
            <div aria-live="polite">
                {move || preview.get().map(|preview| view! { <Preview preview /> })}
            </div>
        </form>
    }
    .into_any()
}

/// What most sources need not say.
#[component]
fn Details(form: Form) -> impl IntoView {
    let i18n = use_i18n();
    let many = move || form.kind.get() != WebKind::Page;
    view! {
        <details class="web-add__more">
            <summary>{t!(i18n, knowledge.web_more)}</summary>
            <div class="web-add__fields">
                <Choice
                    name="web-schedule"
                    label=Signal::derive(move || t_string!(i18n, knowledge.web_schedule).to_string())
                    all=WebSchedule::ALL
                    chosen=form.schedule
                    word=Callback::new(move |schedule| words::schedule(i18n, schedule))
                />
                <Choice
                    name="web-audience"
                    label=Signal::derive(move || t_string!(i18n, knowledge.audience).to_string())
                    all=&AUDIENCES
                    chosen=form.audience
                    word=Callback::new(move |audience| audience_name(i18n, audience))
                />
                <LanguageSelect
                    name="web-lang"
                    label=Signal::derive(move || t_string!(i18n, knowledge.web_lang).to_string())
                    value=form.lang
                    none=Signal::derive(move || t_string!(i18n, knowledge.lang_detect).to_string())
                />
                <Show when=many>
                    <Field
                        name="web-max"
                        kind="number"
                        label=Signal::derive(move || t_string!(i18n, knowledge.web_max_pages).to_string())
                        value=form.max_pages
                    />
                </Show>
                <Show when=move || form.kind.get() == WebKind::Crawl>
                    <Field
                        name="web-depth"
                        kind="number"
                        label=Signal::derive(move || t_string!(i18n, knowledge.web_depth).to_string())
                        value=form.depth
                    />
                </Show>
                <Show when=many>
                    <TextArea
                        name="web-include"
                        rows=2
                        label=Signal::derive(move || t_string!(i18n, knowledge.web_include).to_string())
                        hint=Signal::derive(move || Some(t_string!(i18n, knowledge.web_patterns).to_string()))
                        value=form.include
                        technical=true
                    />
                    <TextArea
                        name="web-exclude"
                        rows=2
                        label=Signal::derive(move || t_string!(i18n, knowledge.web_exclude).to_string())
                        hint=Signal::derive(move || Some(t_string!(i18n, knowledge.web_patterns).to_string()))
                        value=form.exclude
                        technical=true
                    />
                </Show>
            </div>
        </details>
    }
    .into_any()
}

/// One value of a few, each with its word.
#[component]
fn Choice<T>(
    name: &'static str,
    label: Signal<String>,
    all: &'static [T],
    chosen: RwSignal<T>,
    word: Callback<T, &'static str>,
) -> impl IntoView
where
    T: Copy + PartialEq + Send + Sync + 'static,
{
    let options = Signal::derive(move || {
        let option = |(at, value): (usize, &T)| (at.to_string(), word.run(*value).to_owned());
        all.iter().enumerate().map(option).collect::<Vec<_>>()
    });
    let value = Signal::derive(move || {
        let chosen = chosen.get();
        all.iter().position(|value| *value == chosen).unwrap_or_default().to_string()
    });
    let choose = move |at: String| {
        if let Some(value) = at.parse().ok().and_then(|at: usize| all.get(at)) {
            chosen.set(*value);
        }
    };
    view! { <Select name label options value on_change=choose /> }.into_any()
}

/// What would be read, and what would not.
#[component]
fn Preview(preview: WebPreview) -> impl IntoView {
    let i18n = use_i18n();
    let (found, why, nothing) = (preview.found, preview.reason, preview.found == 0);
    let headline = move || match why {
        Some(reason) if nothing => {
            fill(t_string!(i18n, knowledge.web_nothing), "reason", words::reason(i18n, reason))
        }
        _ => {
            let number = format::count(i18n.get_locale(), i64::from(found));
            fill(t_string!(i18n, knowledge.web_would_read), "number", &number)
        }
    };
    let left_out = StoredValue::new(preview.left_out);
    let more = preview.more;
    view! {
        <section class="web-preview">
            <p class="web-preview__title">{headline}</p>
            <ul class="web-preview__list" role="list">
                {preview.pages.into_iter().map(|url| view! { <li><bdi dir="ltr">{url}</bdi></li> }).collect_view()}
            </ul>
            <Show when=move || more>
                <p class="web-preview__more">{t!(i18n, knowledge.web_preview_more)}</p>
            </Show>
            <Show when=move || left_out.with_value(|left| !left.is_empty())>
                <details>
                    <summary>{t!(i18n, knowledge.web_would_leave)}</summary>
                    <ul class="web-preview__list" role="list">
                        {left_out
                            .get_value()
                            .into_iter()
                            .map(|left| {
                                view! {
                                    <li>
                                        <bdi dir="ltr">{left.url}</bdi>
                                        <span class="web-preview__why">
                                            {move || words::reason(i18n, left.reason)}
                                        </span>
                                    </li>
                                }
                            })
                            .collect_view()}
                    </ul>
                </details>
            </Show>
        </section>
    }
    .into_any()
}
