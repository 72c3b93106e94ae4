//! What the assistant knows: the documents, how they were read, and what a search finds in them.

mod acts;
mod article;
mod audience;
mod delete;
mod document;
mod documents;
mod drop_zone;
mod list;
mod passages;
mod review;
mod rich;
mod row;
mod search;
mod target;
mod uploads;
mod words;

pub use article::KnowledgeArticle;
pub use document::KnowledgeDocument;
pub use target::address as passage_address;

use crate::{components::page::Page, i18n::*, session::use_session};
use api::{Document, Permission};
use delete::DeleteDialog;
use documents::Documents;
use drop_zone::DropZone;
use leptos::{ev::DragEvent, prelude::*};
use leptos_i18n::t_string;
use list::{DocumentList, focus_list};
use search::KnowledgeSearch;
use uploads::Uploads;

/// The list of documents, with upload and search.
#[component]
pub fn Knowledge() -> impl IntoView {
    let i18n = use_i18n();
    let session = use_session();
    let documents = Documents::follow();
    let uploads = Uploads::new(documents);
    let doomed = RwSignal::new(None::<Document>);
    let may_write = Signal::derive(move || session.may(Permission::KnowledgeWrite));

    // Entering a child leaves the parent a moment later, so the depth is counted.
    let depth = RwSignal::new(0_i32);
    let over = Signal::derive(move || depth.get() > 0);
    let enter = move |event: DragEvent| {
        event.prevent_default();
        depth.update(|depth| *depth += 1);
    };
    let drop = move |event: DragEvent| {
        event.prevent_default();
        depth.set(0);
        if may_write.get_untracked()
            && let Some(files) = event.data_transfer().and_then(|data| data.files())
        {
            uploads.add(&files);
        }
    };
    view! {
        <Page
            title=Signal::derive(move || t_string!(i18n, nav.knowledge).to_string())
            lead=Signal::derive(move || t_string!(i18n, knowledge.lead).to_string())
        >
            <div
                class="page__columns"
                on:dragenter=enter
                on:dragover=move |event| event.prevent_default()
                on:dragleave=move |_| depth.update(|depth| *depth = (*depth - 1).max(0))
                on:drop=drop
            >
                <div class="page__column">
                    <Show when=move || may_write.get()>
                        <DropZone uploads over />
                    </Show>
                    <DocumentList documents may_write doomed />
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
