//! Which sheets a workbook has.

use std::collections::HashMap;

use quick_xml::{Reader, events::Event};

use crate::{
    Refused,
    xml::{attribute, forbid_dtd},
};

/// A sheet that is shown.
pub(super) struct Found {
    pub(super) name: String,
    /// The path of its part.
    pub(super) target: String,
}

/// What the workbook says of itself.
#[derive(Default)]
pub(super) struct Book {
    pub(super) sheets: Vec<Found>,
    /// Days are counted from 1904 (old Excel for Mac).
    pub(super) from_1904: bool,
    /// Whether it has sheets that are not shown.
    pub(super) hidden: bool,
}

/// Reads the workbook and the part that says where its sheets lie.
pub(super) fn read(xml: &str, relations: &str) -> Result<Book, Refused> {
    let targets = targets(relations)?;
    let mut book = Book::default();
    let mut reader = Reader::from_str(xml);
    loop {
        let event = reader.read_event().map_err(Refused::broken)?;
        forbid_dtd(&event)?;
        match event {
            Event::Eof => break,
            Event::Start(element) | Event::Empty(element) => match element.local_name().as_ref() {
                "sheet" if attribute(&element, "state").is_some_and(|state| state != "visible") => {
                    book.hidden = true;
                }
                "sheet" => {
                    let target = attribute(&element, "id").and_then(|id| targets.get(&id)).cloned();
                    let name = attribute(&element, "name").unwrap_or_default();
                    book.sheets.extend(target.map(|target| Found { name, target }));
                }
                "workbookPr" => {
                    let value = attribute(&element, "date1904");
                    book.from_1904 = value.is_some_and(|value| value == "1" || value == "true");
                }
                _ => {}
            },
            _ => {}
        }
    }
    Ok(book)
}

fn targets(xml: &str) -> Result<HashMap<String, String>, Refused> {
    let mut targets = HashMap::new();
    let mut reader = Reader::from_str(xml);
    loop {
        let event = reader.read_event().map_err(Refused::broken)?;
        forbid_dtd(&event)?;
        match event {
            Event::Eof => return Ok(targets),
            Event::Start(element) | Event::Empty(element) => {
                if let (Some(id), Some(target)) = (attribute(&element, "Id"), attribute(&element, "Target")) {
                    targets.insert(id, target);
                }
            }
            _ => {}
        }
    }
}
