//! What the assistant knows: the documents, how they were read, and what a search finds in them.

mod acts;
mod article;
mod audience;
mod delete;
mod document;
mod documents;
mod drop_zone;
mod gaps;
mod hidden;
mod list;
mod passages;
mod review;
mod rich;
mod row;
mod search;
mod target;
mod tools;
mod uploads;
mod web;
mod words;

pub use article::KnowledgeArticle;
pub use document::KnowledgeDocument;
pub use gaps::KnowledgeGaps;
pub use target::address as passage_address;

use crate::{
    components::{
        page::Page,
        tabs::{Tab, Tabs},
    },
    file_drop,
    i18n::*,
    session::use_session,
};
use api::{Document, Permission};
use delete::DeleteDialog;
use documents::Documents;
use drop_zone::DropZone;
use leptos::prelude::*;
use leptos_i18n::t_string;
use list::{DocumentList, focus_list};
use search::KnowledgeSearch;
use uploads::Uploads;
use web::WebPages;

/// What the page shows beside the search.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shown {
    Documents,
    Web,
}

const VIEWS: &str = "knowledge-views";

/// The list of documents, with upload and search, and the sources of web pages.
#[component]
pub fn Knowledge() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let documents = Documents::follow();
    let uploads = Uploads::new(documents);
    let doomed = RwSignal::new(None::<Document>);
    let may_write = Signal::derive(move || session.may(Permission::KnowledgeWrite));

    let shown = RwSignal::new(Shown::Documents);
    let tabs = Signal::derive(move || {
        let tab = |value, label: &str| Tab { value, label: label.to_owned(), count: None };
        vec![
            tab(Shown::Documents, t_string!(i18n, knowledge.documents_title)),
            tab(Shown::Web, t_string!(i18n, knowledge.web_pages)),
        ]
    });

    let over = RwSignal::new(false);
    let held = move |now: bool| {
        if over.get_untracked() != now {
            over.set(now);
        }
    };
    file_drop::listen(held, move |files| {
        if may_write.get_untracked() {
            shown.set(Shown::Documents);
            uploads.add(files);
        }
    });
    view! {
        <Page
            title=Signal::derive(move || t_string!(i18n, nav.knowledge).to_string())
            lead=Signal::derive(move || t_string!(i18n, knowledge.lead).to_string())
        >
            <div class="page__columns">
                <div class="page__column">
                    <Tabs
                        label=Signal::derive(move || t_string!(i18n, nav.knowledge).to_string())
                        tabs
                        selected=shown
                        on_select=move |view| shown.set(view)
                        controls=VIEWS
                    />
                    <div class="knowledge-views" id=VIEWS role="tabpanel">
                        <Show
                            when=move || shown.get() == Shown::Documents
                            fallback=move || view! { <WebPages may_write /> }
                        >
                            <Show when=move || may_write.get()>
                                <DropZone uploads over />
                            </Show>
                            <DocumentList documents may_write doomed />
                        </Show>
                    </div>
                </div>
                <div class="page__column page__column--aside">
                    <KnowledgeSearch />
                </div>
            </div>
            <DeleteDialog
                doomed
                on_gone=move |id| {
                    documents.forget(id);
                    focus_list();
                }
            />
        </Page>
    }
    .into_any()
}
