use super::{target, words};
use crate::{
    components::{empty_state::EmptyState, icon::Glyph, prose::Prose},
    i18n::*,
};
use api::{ChunkId, DocumentPassage};
use leptos::prelude::*;
use leptos_i18n::t_string;
use leptos_router::hooks::{use_location, use_query_map};
use wasm_bindgen::JsCast as _;

/// What was read from a document, passage by passage under its pages; the one that the address names
/// is marked and brought into view.
#[component]
pub fn Passages(passages: Vec<DocumentPassage>) -> impl IntoView {
    let i18n = use_i18n();
    let (location, query) = (use_location(), use_query_map());
    if passages.is_empty() {
        return view! {
            <EmptyState
                icon=Glyph::File
                title=Signal::derive(move || t_string!(i18n, knowledge.no_passages).to_string())
                text=Signal::derive(move || t_string!(i18n, knowledge.no_passages_text).to_string())
            />
        }
        .into_any();
    }
    let all = StoredValue::new(passages.clone());
    let meant = Memo::new(move |_| {
        let page = query.with(|query| query.get("page")).and_then(|page| page.parse().ok());
        let quote = query.with(|query| query.get("quote"));
        let hash = location.hash.get();
        all.with_value(|all| target::find(all, &hash, page, quote.as_deref()))
    });
    Effect::new(move |_| {
        if let Some(id) = meant.get() {
            // The passages are in the page from the next frame on.
            request_animation_frame(move || show(id));
        }
    });
    by_page(passages)
        .into_iter()
        .map(|(page, passages)| {
            view! {
                <section class="pages__page">
                    {page
                        .map(|page| {
                            view! {
                                <h2 class="pages__number" id=format!("page-{page}")>
                                    {move || words::page(i18n, page)}
                                </h2>
                            }
                        })}
                    {passages
                        .into_iter()
                        .map(|passage| {
                            let id = passage.id;
                            view! {
                                <article
                                    class="passage"
                                    class:passage--meant=move || meant.get() == Some(id)
                                    id=anchor(id)
                                    tabindex="-1"
                                >
                                    {passage
                                        .heading
                                        .map(|heading| {
                                            view! {
                                                <h3 class="passage__heading" dir="auto">
                                                    {heading}
                                                </h3>
                                            }
                                        })}
                                    <div class="passage__text" dir="auto">
                                        <Prose text=passage.text />
                                    </div>
                                </article>
                            }
                        })
                        .collect_view()}
                </section>
            }
        })
        .collect_view()
        .into_any()
}

fn anchor(id: ChunkId) -> String {
    format!("passage-{id}")
}

fn show(id: ChunkId) {
    let Some(element) = document().get_element_by_id(&anchor(id)) else { return };
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Center);
    element.scroll_into_view_with_scroll_into_view_options(&options);
    if let Some(element) = element.dyn_ref::<web_sys::HtmlElement>() {
        let _ = element.focus();
    }
}

/// Runs of passages that stand on the same page, in reading order.
fn by_page(passages: Vec<DocumentPassage>) -> Vec<(Option<u32>, Vec<DocumentPassage>)> {
    let mut pages: Vec<(Option<u32>, Vec<DocumentPassage>)> = Vec::new();
    for passage in passages {
        match pages.last_mut().filter(|(page, _)| *page == passage.page) {
            Some((_, on_page)) => on_page.push(passage),
            None => pages.push((passage.page, vec![passage])),
        }
    }
    pages
}
