//! Word documents: the main text, footnotes and endnotes of an Office Open XML package.
//!
//! Deleted text of tracked changes, headers and footers are left out; text boxes are read once, where
//! Word stores them twice for older readers.

mod package;
mod styles;
mod text;

use crate::{Document, Limits, Refused};

use package::Package;

/// Reads a .docx file.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, Refused> {
    let mut package = Package::open(bytes, limits.max_expansion)?;
    let part = package.main_part()?;
    let body = package.part(&part)?.ok_or_else(|| Refused::broken("the package has no main document"))?;
    let folder = part.rsplit_once('/').map_or("", |(folder, _)| folder);
    let styles = package.part(&format!("{folder}/styles.xml"))?;
    let styles = styles.as_deref().map(styles::headings).transpose()?.unwrap_or_default();

    let mut document = Document::default();
    text::read(&body, &styles, &mut document)?;
    for notes in ["footnotes.xml", "endnotes.xml"] {
        if let Some(notes) = package.part(&format!("{folder}/{notes}"))? {
            text::read(&notes, &styles, &mut document)?;
        }
    }
    document.title = package.title()?;
    Ok(document)
}

/// Reads XML strictly enough: bad nesting is an error, and a DTD too (Office never writes one; it is
/// where entities that blow up are declared).
pub(crate) fn forbid_dtd(event: &quick_xml::events::Event<'_>) -> Result<(), Refused> {
    match event {
        quick_xml::events::Event::DocType(_) => Err(Refused::broken("a DTD in a Word document")),
        _ => Ok(()),
    }
}
