//! Excel workbooks: the cells that are shown, as they are shown.
//!
//! Read by hand from the package, with the budget that Word documents have: what a library would add is
//! formulas, and it would unpack before we could say no. What a workbook hides is not read, and said.

mod formats;
mod number;
mod sheet;
mod workbook;

use crate::{Document, Extra, Limits, Refused, package::Package, table};

/// Reads a .xlsx file.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Document, Refused> {
    let mut package = Package::open(bytes, limits.max_expansion)?;
    let main = package.main_part("xl/workbook.xml")?;
    let folder = main.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    let book = package.part(&main)?.ok_or_else(|| Refused::broken("the package has no workbook"))?;
    let name = main.rsplit('/').next().unwrap_or_default();
    let relations = package.part(&format!("{folder}/_rels/{name}.rels"))?.unwrap_or_default();
    let book = workbook::read(&book, &relations)?;

    let shared = package.part(&format!("{folder}/sharedStrings.xml"))?;
    let texts = shared.as_deref().map(sheet::shared).transpose()?.unwrap_or_default();
    let styles = package.part(&format!("{folder}/styles.xml"))?;
    let formats = styles.as_deref().map(formats::read).transpose()?.unwrap_or_default();

    let mut reader = sheet::Reader::new(&texts, &formats, book.from_1904, limits.max_chars);
    let mut sheets = Vec::new();
    for found in book.sheets {
        let target = found.target.trim_start_matches('/');
        let within =
            if found.target.starts_with('/') { target.to_owned() } else { format!("{folder}/{target}") };
        // Sheets that are charts have a part of another kind, and no cells.
        let Some(xml) = package.part(&within)? else { continue };
        sheets.push(table::Sheet { name: Some(found.name), rows: reader.rows(&xml)? });
    }
    let hidden = book.hidden || reader.hidden();
    let mut document = table::document(&sheets);
    document.title = package.title()?;
    if hidden {
        document.left_out.push(Extra::HiddenCells);
    }
    if package.has_within(&format!("{folder}/embeddings/")) {
        document.left_out.push(Extra::EmbeddedFiles);
    }
    Ok(document)
}
