//! PDF, by pdfium: characters with their boxes from the library, everything above that from us.
//!
//! A page is a bag of placed glyphs. [`glyphs`] takes them out ([`fonts`]: unless they are none), [`rows`] makes words and baselines,
//! [`layout`] finds columns and tables ([`justified`]: columns that only look like one), [`order`] turns what stands from left to right into what is
//! read, [`blocks`] makes paragraphs and headings, [`furniture`] drops what repeats on every page, [`joiner`]
//! puts back what Persian spelling lost on the way.

mod blocks;
mod fonts;
mod furniture;
mod glyphs;
mod join;
mod joiner;
mod justified;
mod layout;
mod line;
mod order;
mod rows;
mod rules;
mod usual;

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use pdfium_render::prelude::{PdfDocumentMetadataTagType, Pdfium, PdfiumError, PdfiumInternalError};

use crate::{Document, Extra, Limits, Refused, tidy};

/// A complete file ends with its cross-reference's place within this distance of the end.
const TRAILER_WITHIN: usize = 4096;

/// The share of letters, per cent, that may be lost to fonts that do not say which they are.
const MOST_GARBLED: usize = 20;

/// Reads a PDF file.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, Refused> {
    let mut library = LIBRARY.lock().unwrap_or_else(PoisonError::into_inner);
    let pdfium = match library.take() {
        Some(loaded) => library.insert(loaded),
        None => library.insert(load(&limits.pdfium)?),
    };
    let file = pdfium.load_pdf_from_byte_slice(bytes, None).map_err(refusal)?;
    if !is_complete(bytes) {
        return Err(Refused::broken("the file ends before its cross-reference table"));
    }
    let pages = u32::try_from(file.pages().len()).unwrap_or_default();
    if pages == 0 {
        return Err(Refused::broken("no pages"));
    }
    if pages > limits.max_pages {
        return Err(Refused::TooManyPages(pages));
    }

    let mut found = Vec::new();
    let mut chars = 0_usize;
    let (mut without_text, mut scans, mut unmapped) = (0, 0, 0_usize);
    let mut drawn = false;
    let mut fonts = fonts::Fonts::default();
    for (number, page) in (1..).zip(file.pages().iter()) {
        let page = glyphs::read(number, &page, &mut fonts).map_err(refusal)?;
        chars = chars.saturating_add(page.glyphs.len());
        if chars > limits.max_chars {
            return Err(Refused::TooLarge);
        }
        drawn |= page.drawn;
        without_text += u32::from(page.is_picture());
        scans += u32::from(page.is_scan());
        unmapped += page.unmapped;
        found.push(page);
    }
    let (garbled, lost) = fonts.garbled();
    if lost > MOST_GARBLED || unmapped > chars {
        return Err(Refused::Garbled);
    }
    if drawn && (chars == 0 || without_text * 10 >= pages * 9) {
        return Err(Refused::Scanned);
    }

    if !garbled.is_empty() {
        for page in &mut found {
            page.glyphs.retain(|glyph| !garbled.contains(&glyph.font));
        }
    }

    let mut document = blocks::read(found);
    let extras = [
        (!garbled.is_empty(), Extra::GarbledText),
        (scans > 0, Extra::PicturePages),
        (!file.attachments().is_empty(), Extra::EmbeddedFiles),
    ];
    document.left_out = extras.into_iter().filter(|(there, _)| *there).map(|(_, extra)| extra).collect();
    document.pages = Some(pages);
    let title = file.metadata().get(PdfDocumentMetadataTagType::Title);
    document.title = title.map(|title| tidy::line(title.value())).filter(|title| is_title(title));
    joiner::restore(&mut document);
    Ok(document)
}

/// The library, loaded once a process: pdfium can't be loaded twice. Reads take turns, since the reason
/// of a failure lies in a place that all threads share.
static LIBRARY: Mutex<Option<Pdfium>> = Mutex::new(None);

fn load(path: &Path) -> Result<Pdfium, Refused> {
    let file =
        if path.is_dir() { Pdfium::pdfium_platform_library_name_at_path(path) } else { path.to_owned() };
    let library = Pdfium::bind_to_library(&file).map_err(|error| {
        Refused::Broken(format!("the PDF library {} can't be loaded: {error}", file.display()))
    })?;
    Ok(Pdfium::new(library))
}

fn refusal(error: PdfiumError) -> Refused {
    match error {
        PdfiumError::PdfiumLibraryInternalError(
            PdfiumInternalError::PasswordError | PdfiumInternalError::SecurityError,
        ) => Refused::Encrypted,
        error => Refused::broken(error),
    }
}

/// pdfium mends files cut off in the middle and shows what is left; half a policy is worse than none.
fn is_complete(bytes: &[u8]) -> bool {
    let tail = bytes.get(bytes.len().saturating_sub(TRAILER_WITHIN)..).unwrap_or_default();
    ["%%EOF", "startxref"].iter().any(|mark| tail.windows(mark.len()).any(|window| window == mark.as_bytes()))
}

/// Programs write file names and placeholders into the title.
fn is_title(title: &str) -> bool {
    let lower = title.to_lowercase();
    !title.is_empty()
        && !["untitled", "about:blank", "microsoft word - "].iter().any(|start| lower.starts_with(start))
        && ![".doc", ".docx", ".pdf", ".html", ".odt", ".indd", ".tmp"].iter().any(|end| lower.ends_with(end))
}
