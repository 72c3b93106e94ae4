//! States, kinds and faults of documents, in the reader's language.

use crate::{client::say, components::badge::Tint, format, i18n::*, language::fill};
use api::{Code, Document, DocumentKind, DocumentState, Stage};
use leptos::prelude::*;
use leptos_i18n::{I18nContext, t, t_string};

/// What a document is doing, in a word or two.
pub fn state(i18n: I18nContext<Locale>, document: &Document) -> &'static str {
    match (document.state, document.stage) {
        (DocumentState::Received, _) => t_string!(i18n, knowledge.state_received),
        (DocumentState::Ready, _) if is_draft(document) => t_string!(i18n, knowledge.state_draft),
        (DocumentState::Ready, _) => t_string!(i18n, knowledge.state_ready),
        (DocumentState::Failed, _) => t_string!(i18n, knowledge.state_failed),
        (DocumentState::Processing, Some(Stage::Review)) => t_string!(i18n, knowledge.stage_review),
        (DocumentState::Processing, Some(Stage::Chunk)) => t_string!(i18n, knowledge.stage_chunk),
        (DocumentState::Processing, Some(Stage::Embed)) => t_string!(i18n, knowledge.stage_embed),
        (DocumentState::Processing, Some(Stage::Extract) | None) => t_string!(i18n, knowledge.stage_extract),
    }
}

/// The colour of that state.
pub fn tint(document: &Document) -> Tint {
    match document.state {
        DocumentState::Ready if is_draft(document) => Tint::Neutral,
        DocumentState::Received => Tint::Neutral,
        DocumentState::Processing => Tint::Blue,
        DocumentState::Ready => Tint::Accent,
        DocumentState::Failed => Tint::Red,
    }
}

/// Whether it is an article of which no version is published.
fn is_draft(document: &Document) -> bool {
    document.kind == DocumentKind::Article && document.state == DocumentState::Ready && document.chunks == 0
}

/// What a file holds beside its text; a newer server's own word stays as it is.
pub fn left_out(i18n: I18nContext<Locale>, code: &str) -> String {
    match code {
        "embedded_files" => t_string!(i18n, knowledge.left_out_embedded_files),
        "hidden_cells" => t_string!(i18n, knowledge.left_out_hidden_cells),
        "picture_pages" => t_string!(i18n, knowledge.left_out_picture_pages),
        "garbled_text" => t_string!(i18n, knowledge.left_out_garbled_text),
        other => other,
    }
    .to_owned()
}

/// Whether work on a document is going on or waits for somebody.
pub fn is_under_way(document: &Document) -> bool {
    matches!(document.state, DocumentState::Received | DocumentState::Processing)
}

/// A kind of personal data, as people call it.
pub fn personal(i18n: I18nContext<Locale>, kind: &str) -> String {
    match kind {
        "name" => t_string!(i18n, knowledge.personal_name),
        "address" => t_string!(i18n, knowledge.personal_address),
        "phone" => t_string!(i18n, knowledge.personal_phone),
        "email" => t_string!(i18n, knowledge.personal_email),
        "iban" => "IBAN",
        "ip" => "IP",
        "card" => t_string!(i18n, knowledge.personal_card),
        "account" => t_string!(i18n, knowledge.personal_account),
        "order" => t_string!(i18n, knowledge.personal_order),
        "passport" | "id" => t_string!(i18n, knowledge.personal_id),
        "birth" => t_string!(i18n, knowledge.personal_birth),
        "code" | "secret" => t_string!(i18n, knowledge.personal_secret),
        "handle" => t_string!(i18n, knowledge.personal_handle),
        _ => t_string!(i18n, knowledge.personal_number),
    }
    .to_owned()
}

/// `120 of 400 passages`, while they are counted.
pub fn counted(i18n: I18nContext<Locale>, document: &Document) -> Option<String> {
    let (done, total) = (document.done?, document.total?);
    let number = |n: u32| format::count(i18n.get_locale(), i64::from(n));
    let text = fill(t_string!(i18n, knowledge.counted), "done", &number(done));
    Some(fill(&text, "total", &number(total)))
}

/// The kind of file, as people call it.
pub fn kind(i18n: I18nContext<Locale>, media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default().trim();
    match essence {
        "application/pdf" => "PDF".into(),
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document" => "Word".into(),
        "text/markdown" => "Markdown".into(),
        "text/html" | "application/xhtml+xml" => "HTML".into(),
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => "Excel".into(),
        "text/csv" => "CSV".into(),
        "text/plain" => t_string!(i18n, knowledge.kind_text).into(),
        other => other.to_owned(),
    }
}

/// Why a document could not be read and what to do about it.
pub fn fault(i18n: I18nContext<Locale>, document: &Document) -> Option<String> {
    let error = document.error.as_ref().filter(|_| document.state == DocumentState::Failed)?;
    Some(say(error.code, i18n).to_owned())
}

/// Whether reading the same file again may end otherwise.
pub fn may_be_repeated(document: &Document) -> bool {
    document.state == DocumentState::Failed
        && !document.error.as_ref().is_some_and(|error| {
            matches!(
                error.code,
                Code::DocumentEncrypted
                    | Code::DocumentScanned
                    | Code::DocumentEmpty
                    | Code::DocumentMislabelled
                    | Code::DocumentUnsupported
                    | Code::DocumentTooManyPages
                    | Code::DocumentTooLarge
                    | Code::DocumentTooManyFiles
                    | Code::DocumentArchive
                    | Code::DocumentGarbled
            )
        })
}

/// `3 pages`.
pub fn pages(i18n: I18nContext<Locale>, pages: u32) -> AnyView {
    let number = move || format::count(i18n.get_locale(), i64::from(pages));
    t!(i18n, knowledge.pages, count = move || pages, number).into_any()
}

/// `24 passages`.
pub fn passages(i18n: I18nContext<Locale>, passages: u32) -> AnyView {
    let number = move || format::count(i18n.get_locale(), i64::from(passages));
    t!(i18n, knowledge.passages, count = move || passages, number).into_any()
}

/// `page 3`.
pub fn page(i18n: I18nContext<Locale>, page: u32) -> String {
    let number = format::count(i18n.get_locale(), i64::from(page));
    fill(t_string!(i18n, knowledge.page), "number", &number)
}
