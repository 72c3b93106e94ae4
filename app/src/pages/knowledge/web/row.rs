use super::{addresses::Addresses, sources::Sources, words};
use crate::{
    client::use_client,
    components::{
        badge::Badge,
        button::{Button, IconButton},
        icon::{Glyph, Icon},
        progress::Progress,
        toast::use_toaster,
    },
    format,
    i18n::*,
    language::fill,
    pages::knowledge::audience::audience_name,
};
use api::{Audience, WebSource, WebSourceId, WebState};
use leptos::{prelude::*, task::spawn_local};
use leptos_i18n::{t, t_string};

/// One source of the list: what it reads, how far it is, what can be done.
#[component]
pub fn SourceRow(
    id: WebSourceId,
    sources: Sources,
    may_write: Signal<bool>,
    /// Set to ask whether a source should go.
    doomed: RwSignal<Option<WebSource>>,
) -> impl IntoView {
    let i18n = use_i18n();
    let source = Memo::new(move |_| sources.items().with(|all| all.iter().find(|one| one.id == id).cloned()));
    let url = move || source.with(|one| one.as_ref().map(|one| one.url.clone())).unwrap_or_default();
    let delete = Signal::derive(move || fill(t_string!(i18n, knowledge.delete_named), "title", &url()));
    view! {
        <li class="document web-source">
            <span class="document__picture">
                <Icon of=Glyph::Globe />
            </span>
            <div class="document__words">
                <a class="document__title" href=url target="_blank" rel="noopener noreferrer">
                    <bdi dir="ltr">{url}</bdi>
                </a>
                <Facts source />
                <Progressing source />
            </div>
            <div class="document__state">
                {move || {
                    source
                        .get()
                        .map(|one| {
                            let word = words::state(i18n, one.state);
                            view! { <Badge tint=words::tint(&one)>{word}</Badge> }
                        })
                }}
            </div>
            <div class="document__actions">
                <Show when=move || may_write.get()>
                    <Acts source sources />
                    <IconButton
                        icon=Glyph::Trash
                        label=delete
                        on_press=move || doomed.set(source.get_untracked())
                    />
                </Show>
            </div>
            <Addresses source />
        </li>
    }
    .into_any()
}

/// What it reads, for whom, how often, in one line.
#[component]
fn Facts(source: Memo<Option<WebSource>>) -> impl IntoView {
    let i18n = use_i18n();
    let facts = move || {
        let Some(source) = source.get() else { return Vec::new() };
        let locale = i18n.get_locale();
        let mut facts = vec![words::kind(i18n, source.kind).to_owned()];
        if source.audience != Audience::Public {
            facts.push(audience_name(i18n, source.audience).to_owned());
        }
        facts.extend(source.lang.as_deref().map(|lang| format::language_name(locale, lang)));
        let number = |n: u32| format::count(locale, i64::from(n));
        let read = fill(t_string!(i18n, knowledge.web_counts), "read", &number(source.read));
        facts.push(fill(&read, "found", &number(source.found)));
        if source.failed > 0 {
            facts.push(fill(t_string!(i18n, knowledge.web_failed), "number", &number(source.failed)));
        }
        facts.push(match source.next_run_at {
            Some(at) => fill(t_string!(i18n, knowledge.web_next), "when", &format::moment(locale, at)),
            None => words::schedule(i18n, source.schedule).to_owned(),
        });
        facts
    };
    view! {
        <ul class="facts" role="list">
            {move || facts().into_iter().map(|fact| view! { <li>{fact}</li> }).collect_view()}
        </ul>
    }
    .into_any()
}

/// How far the reading has come, or why it ended.
#[component]
fn Progressing(source: Memo<Option<WebSource>>) -> impl IntoView {
    let i18n = use_i18n();
    let under_way = Memo::new(move |_| source.with(|one| one.as_ref().is_some_and(words::is_under_way)));
    let value = Signal::derive(move || {
        source.with(|one| {
            let one = one.as_ref()?;
            Some(100.0 * f64::from(one.found.saturating_sub(one.waiting)) / f64::from(one.found.max(1)))
        })
    });
    let label = Signal::derive(move || t_string!(i18n, knowledge.state_processing).to_string());
    let why = move || {
        let source = source.get()?;
        let reason = source.reason.filter(|_| source.state == WebState::Failed);
        reason.map(|reason| words::reason(i18n, reason))
    };
    let cut = move || source.with(|one| one.as_ref().is_some_and(|one| one.cut));
    view! {
        <Show when=move || under_way.get()>
            <Progress value=Signal::derive(move || value.get().unwrap_or_default()) label />
        </Show>
        {move || why().map(|why| view! { <p class="document__fault">{why}</p> })}
        <Show when=cut>
            <p class="document__counted">{t!(i18n, knowledge.web_cut)}</p>
        </Show>
    }
    .into_any()
}

/// Reads a source again, or ends that.
#[component]
fn Acts(source: Memo<Option<WebSource>>, sources: Sources) -> impl IntoView {
    let i18n = use_i18n();
    let client = use_client();
    let toaster = use_toaster();
    let busy = RwSignal::new(false);
    let under_way = Memo::new(move |_| source.with(|one| one.as_ref().is_some_and(words::is_under_way)));
    let act = move |verb: &'static str| {
        let Some(id) = source.get_untracked().map(|one| one.id) else { return };
        busy.set(true);
        spawn_local(async move {
            let done = client.act::<WebSource>(&format!("web-sources/{id}/{verb}")).await;
            busy.try_set(false);
            match done {
                Ok(now) => sources.put(now),
                Err(fault) => toaster.bad(move || fault.say(i18n)),
            }
        });
    };
    view! {
        <Show
            when=move || under_way.get()
            fallback=move || {
                view! {
                    <Button small=true icon=Glyph::Refresh busy on_press=move |()| act("run")>
                        {t!(i18n, knowledge.reindex)}
                    </Button>
                }
            }
        >
            <Button small=true icon=Glyph::Close busy on_press=move |()| act("cancel")>
                {t!(i18n, common.cancel)}
            </Button>
        </Show>
    }
    .into_any()
}
