use super::{
    rich,
    tools::{Place, Toolbar, command},
};
use crate::{
    client::{ApiError, use_client},
    components::{
        button::{Button, Look},
        error_state::ErrorState,
        field::Field,
        icon::{Glyph, Icon},
        language_select::LanguageSelect,
        toast::use_toaster,
    },
    format,
    i18n::*,
    language::fill,
    timer,
};
use api::{Article, ArticlePatch, ArticleSaved, ArticleVersion, DocumentId, NewArticle, Restore};
use leptos::{ev::ClipboardEvent, html, prelude::*, task::spawn_local};
use leptos_i18n::{t, t_string};
use leptos_meta::Title;
use leptos_router::{components::A, hooks::use_params_map};

/// A pause in writing after which the draft is saved.
const PAUSE_MS: u32 = 900;

/// Where a draft is.
#[derive(Clone, Debug, PartialEq)]
enum Draft {
    Unchanged,
    Changed,
    Saving,
    Saved,
    Failed(ApiError),
}

/// Writes an article: its words as customers are answered from them, saved as one writes, published when done.
#[component]
pub fn KnowledgeArticle() -> impl IntoView {
    let i18n = use_i18n();
    let client = use_client();
    let toaster = use_toaster();
    let params = use_params_map();
    let id = RwSignal::new(
        params.with_untracked(|params| params.get("id")).and_then(|id| id.parse::<DocumentId>().ok()),
    );
    let title = RwSignal::new(String::new());
    let lang = RwSignal::new(String::new());
    let saved = RwSignal::new(None::<ArticleSaved>);
    let draft = RwSignal::new(Draft::Unchanged);
    let fault = RwSignal::new(None::<ApiError>);
    let again = RwSignal::new(0_u32);
    let busy = RwSignal::new(false);
    let editor = NodeRef::<html::Div>::new();
    // Where the caret is, for the tools to show.
    let place = RwSignal::new(Place::default());
    // What was read last, so that an effect of reading is no change.
    let known = StoredValue::new((String::new(), String::new()));
    let turn = StoredValue::new(0_u32);

    Effect::new(move |_| {
        again.track();
        let Some(id) = id.get_untracked() else { return };
        spawn_local(async move {
            match client.get::<Article>(&format!("articles/{id}")).await {
                Ok(article) => {
                    let lang_now = article.lang.clone().unwrap_or_default();
                    known.try_set_value((article.title.clone(), lang_now.clone()));
                    title.try_set(article.title);
                    lang.try_set(lang_now);
                    if let Some(Some(editor)) = editor.try_get_untracked() {
                        rich::fill(&editor, &rich::parse(&article.body_markdown));
                    }
                    saved.try_set(Some(ArticleSaved {
                        id,
                        version: article.version,
                        draft: article.draft,
                        published_version: article.published_version,
                        updated_at: article.updated_at,
                    }));
                    draft.try_set(Draft::Unchanged);
                    fault.try_set(None);
                }
                Err(refusal) => drop(fault.try_set(Some(refusal))),
            }
        });
    });

    let save = move || async move {
        let body = editor.try_get_untracked().flatten().map(|editor| rich::write(&rich::read(&editor)))?;
        let name = title.try_get_untracked()?;
        if name.trim().is_empty() {
            return None;
        }
        let tag = lang.try_get_untracked().filter(|lang| !lang.is_empty());
        draft.try_set(Draft::Saving);
        let answer = match id.try_get_untracked()? {
            None => {
                let new = NewArticle { title: name, lang: tag, body_markdown: body };
                client.post::<ArticleSaved>("articles", &new).await
            }
            Some(id) => {
                let seen = saved.try_get_untracked()?.map(|saved| saved.updated_at);
                let patch =
                    ArticlePatch { title: Some(name), lang: Some(tag), body_markdown: Some(body), seen };
                client.patch::<ArticleSaved>(&format!("articles/{id}"), &patch).await
            }
        };
        match answer {
            Ok(now) => {
                if id.try_get_untracked()?.is_none() {
                    id.try_set(Some(now.id));
                    // A reload finds the draft; the router need not know, since the page is the same.
                    let address = format!("/knowledge/{}/write", now.id);
                    if let Ok(history) = window().history() {
                        let _ =
                            history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&address));
                    }
                }
                saved.try_set(Some(now));
                // What was typed meanwhile waits for its own pause.
                draft.try_update(|draft| {
                    if *draft == Draft::Saving {
                        *draft = Draft::Saved;
                    }
                });
                Some(())
            }
            Err(refusal) => {
                draft.try_set(Draft::Failed(refusal));
                None
            }
        }
    };
    let changed = move || {
        draft.set(Draft::Changed);
        let now = turn.get_value().wrapping_add(1);
        turn.set_value(now);
        spawn_local(async move {
            timer::sleep(PAUSE_MS).await;
            // One at a time: a save that is under way is followed by another.
            while turn.try_get_value() == Some(now) {
                if draft.try_get_untracked() != Some(Draft::Saving) {
                    save().await;
                    return;
                }
                timer::sleep(PAUSE_MS).await;
            }
        });
    };
    Effect::new(move |_| {
        let now = (title.get(), lang.get());
        if known.get_value() != now {
            known.set_value(now);
            changed();
        }
    });
    let publish = move |()| {
        busy.set(true);
        turn.update_value(|turn| *turn = turn.wrapping_add(1));
        spawn_local(async move {
            // One at a time, as above.
            while draft.try_get_untracked() == Some(Draft::Saving) {
                timer::sleep(50).await;
            }
            if save().await.is_some()
                && let Some(Some(id)) = id.try_get_untracked()
            {
                match client.act::<ArticleSaved>(&format!("articles/{id}/publish")).await {
                    Ok(now) => {
                        saved.try_set(Some(now));
                        toaster.good(move || t_string!(i18n, knowledge.published).to_string());
                    }
                    Err(fault) => toaster.bad(move || fault.say(i18n)),
                }
            }
            busy.try_set(false);
        });
    };
    let state = move || match draft.get() {
        Draft::Failed(fault) => fault.say(i18n),
        Draft::Changed | Draft::Saving => t_string!(i18n, knowledge.saving).to_string(),
        Draft::Saved | Draft::Unchanged => match saved.get() {
            None => t_string!(i18n, knowledge.draft_none).to_string(),
            Some(now) => {
                let number = format::count(i18n.get_locale(), i64::from(now.version));
                let text = if now.draft {
                    t_string!(i18n, knowledge.draft_of)
                } else {
                    t_string!(i18n, knowledge.published_of)
                };
                fill(text, "version", &number)
            }
        },
    };
    let heading = Signal::derive(move || {
        let title = title.get();
        if title.trim().is_empty() { t_string!(i18n, knowledge.new_article).to_string() } else { title }
    });
    view! {
        <Title text=move || heading.get() />
        <main class="page page--reading">
            <A href="/knowledge" attr:class="page__back">
                <Icon of=Glyph::ArrowBack />
                {t!(i18n, nav.knowledge)}
            </A>
            <h1 class="page__title writing__title">
                <bdi>{move || heading.get()}</bdi>
            </h1>
            {move || {
                fault
                    .get()
                    .map(|fault| {
                        let retry = Callback::new(move |()| again.update(|n| *n = n.wrapping_add(1)));
                        view! { <ErrorState error=Signal::stored(fault) on_retry=retry /> }
                    })
            }}
            <div class="writing" class:writing--away=move || fault.with(Option::is_some)>
                <Field
                    name="article-title"
                    label=Signal::derive(move || t_string!(i18n, knowledge.title_of).to_string())
                    value=title
                />
                <LanguageSelect
                    name="article-lang"
                    label=Signal::derive(move || t_string!(i18n, common.language).to_string())
                    value=lang
                    none=Signal::derive(move || t_string!(i18n, knowledge.lang_detect).to_string())
                />
                <div class="writing__sheet">
                    <Toolbar editor place on_change=Callback::new(move |()| changed()) />
                    <div
                        class="writing__text"
                        contenteditable="true"
                        role="textbox"
                        aria-multiline="true"
                        aria-label=move || t_string!(i18n, knowledge.article_text).to_string()
                        dir="auto"
                        node_ref=editor
                        on:focus=|_| {
                            command("defaultParagraphSeparator", "p");
                        }
                        on:input=move |_| {
                            // Later: the command is such an event itself.
                            request_animation_frame(move || {
                                if let Some(Some(editor)) = editor.try_get_untracked() {
                                    first_paragraph(&editor);
                                }
                            });
                            place.set(Place::now());
                            changed();
                        }
                        on:keyup=move |_| place.set(Place::now())
                        on:pointerup=move |_| place.set(Place::now())
                        on:paste=paste
                    ></div>
                </div>
                <div class="writing__foot">
                    <p class="writing__state" role="status">
                        {state}
                    </p>
                    <Show when=move || matches!(draft.get(), Draft::Failed(_))>
                        <Button small=true on_press=move |()| again.update(|n| *n = n.wrapping_add(1))>
                            {t!(i18n, knowledge.read_again)}
                        </Button>
                    </Show>
                    <Button look=Look::Primary icon=Glyph::Check busy on_press=publish>
                        {t!(i18n, knowledge.publish)}
                    </Button>
                </div>
                <Versions
                    saved
                    on_restored=move |()| again.update(|n| *n = n.wrapping_add(1))
                />
            </div>
        </main>
    }
    .into_any()
}

/// What is typed into an empty editor is a paragraph too, and no bare text that stands against a heading below it.
fn first_paragraph(editor: &web_sys::HtmlElement) {
    let bare = editor.first_child().is_some_and(|first| first.node_type() == web_sys::Node::TEXT_NODE);
    if bare && editor.child_element_count() == 0 {
        command("formatBlock", "p");
    }
}

/// Words only: what another page looks like stays there.
fn paste(event: ClipboardEvent) {
    event.prevent_default();
    let text = event.clipboard_data().and_then(|data| data.get_data("text/plain").ok()).unwrap_or_default();
    command("insertText", &text);
}

/// What was written before, each to be taken up again.
#[component]
fn Versions(saved: RwSignal<Option<ArticleSaved>>, #[prop(into)] on_restored: Callback<()>) -> impl IntoView {
    let i18n = use_i18n();
    let client = use_client();
    let toaster = use_toaster();
    let versions = RwSignal::new(Vec::<ArticleVersion>::new());
    let number = Memo::new(move |_| {
        saved.with(|saved| saved.as_ref().map(|now| (now.id, now.version, now.published_version)))
    });
    Effect::new(move |_| {
        let Some((id, ..)) = number.get() else { return };
        spawn_local(async move {
            if let Ok(found) = client.get::<Vec<ArticleVersion>>(&format!("articles/{id}/versions")).await {
                versions.try_set(found);
            }
        });
    });
    let restore = move |version: u32| {
        let Some((id, ..)) = number.get_untracked() else { return };
        spawn_local(async move {
            match client.post::<ArticleSaved>(&format!("articles/{id}/restore"), &Restore { version }).await {
                Ok(now) => {
                    saved.try_set(Some(now));
                    on_restored.run(());
                }
                Err(fault) => toaster.bad(move || fault.say(i18n)),
            }
        });
    };
    view! {
        <Show when=move || versions.with(|all| all.len() > 1)>
            <details class="document-more">
                <summary>{t!(i18n, knowledge.versions)}</summary>
                <ul class="notes" role="list">
                    {move || {
                        versions
                            .get()
                            .into_iter()
                            .skip(1)
                            .map(|one| {
                                let when = format::moment(i18n.get_locale(), one.published_at.unwrap_or(one.updated_at));
                                let version = one.version;
                                view! {
                                    <li class="notes__note">
                                        <span class="notes__pair">
                                            <bdi>{one.title}</bdi>
                                            <span>{when} " " {one.author.map(|author| view! { <bdi>{author.name}</bdi> })}</span>
                                        </span>
                                        <Button small=true on_press=move |()| restore(version)>
                                            {t!(i18n, knowledge.restore)}
                                        </Button>
                                    </li>
                                }
                            })
                            .collect_view()
                    }}
                </ul>
            </details>
        </Show>
    }
    .into_any()
}
