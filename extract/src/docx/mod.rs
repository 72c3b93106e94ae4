//! Word documents: the main text, footnotes and endnotes of an Office Open XML package.
//!
//! Deleted text of tracked changes, headers and footers are left out; text boxes are read once, where
//! Word stores them twice for older readers.

mod styles;
mod text;

use crate::{Document, Extra, Limits, Refused, package::Package};

/// Reads a .docx file.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, Refused> {
    let mut package = Package::open(bytes, limits.max_expansion)?;
    let part = package.main_part("word/document.xml")?;
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
    if package.has_within(&format!("{folder}/embeddings/")) {
        document.left_out.push(Extra::EmbeddedFiles);
    }
    Ok(document)
}
