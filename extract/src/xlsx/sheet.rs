//! The cells of a sheet, and the texts that a workbook's sheets share.

use std::collections::HashSet;

use quick_xml::events::{BytesStart, Event};

use crate::{
    Refused,
    table::Row,
    xml::{attribute, forbid_dtd, reference},
};

use super::{formats::Formats, number};

/// Columns that one element hides at once are counted one by one up to here, the last that Excel has.
const LAST_COLUMN: u32 = 16_384;

/// Reads sharedStrings.xml: runs joined, phonetic guides left out.
pub(super) fn shared(xml: &str) -> Result<Vec<String>, Refused> {
    let mut texts = Vec::new();
    let (mut text, mut in_text, mut phonetic) = (String::new(), false, 0_usize);
    let mut reader = quick_xml::Reader::from_str(xml);
    loop {
        let event = reader.read_event().map_err(Refused::broken)?;
        forbid_dtd(&event)?;
        match event {
            Event::Eof => return Ok(texts),
            Event::Empty(element) if element.local_name().as_ref() == "si" => texts.push(String::new()),
            Event::Start(element) => match element.local_name().as_ref() {
                "rPh" => phonetic += 1,
                "t" => in_text = phonetic == 0,
                _ => {}
            },
            Event::End(element) => match element.local_name().as_ref() {
                "si" => texts.push(std::mem::take(&mut text)),
                "rPh" => phonetic = phonetic.saturating_sub(1),
                "t" => in_text = false,
                _ => {}
            },
            Event::Text(piece) if in_text => text.push_str(&piece),
            Event::CData(piece) if in_text => text.push_str(&piece),
            Event::GeneralRef(name) if in_text => text.extend(reference(&name)),
            _ => {}
        }
    }
}

/// Reads the sheets of one workbook.
pub(super) struct Reader<'a> {
    texts: &'a [String],
    formats: &'a Formats,
    from_1904: bool,
    /// Characters that the cells may still hold: one shared text may stand in a million of them.
    budget: usize,
    hidden: bool,
}

/// A cell being read.
#[derive(Default)]
struct Cell {
    column: u32,
    kind: String,
    style: Option<usize>,
    value: String,
}

impl<'a> Reader<'a> {
    pub(super) fn new(texts: &'a [String], formats: &'a Formats, from_1904: bool, budget: usize) -> Self {
        Reader { texts, formats, from_1904, budget, hidden: false }
    }

    /// Whether anything was left out because it is hidden.
    pub(super) fn hidden(&self) -> bool {
        self.hidden
    }

    /// The rows of a sheet that are shown, without empty ones.
    pub(super) fn rows(&mut self, xml: &str) -> Result<Vec<Row>, Refused> {
        let mut rows = Vec::new();
        let mut hidden_columns: HashSet<u32> = HashSet::new();
        let (mut row, mut row_hidden, mut next_column) = (Row::default(), false, 0);
        let mut cell: Option<Cell> = None;
        let (mut in_value, mut phonetic) = (false, 0_usize);
        let mut reader = quick_xml::Reader::from_str(xml);
        loop {
            let event = reader.read_event().map_err(Refused::broken)?;
            forbid_dtd(&event)?;
            match event {
                Event::Eof => return Ok(rows),
                Event::Start(element) => match element.local_name().as_ref() {
                    "row" => {
                        (row, next_column) = (Row::default(), 0);
                        row_hidden = is_set(&element, "hidden");
                    }
                    "c" => {
                        let found = begin(&element, next_column);
                        next_column = found.column.saturating_add(1);
                        cell = Some(found);
                    }
                    "v" => in_value = true,
                    "t" => in_value = phonetic == 0,
                    "rPh" => phonetic += 1,
                    _ => {}
                },
                Event::Empty(element) => match element.local_name().as_ref() {
                    "col" if is_set(&element, "hidden") => hidden_columns.extend(span(&element)),
                    // A cell with a style and nothing in it.
                    "c" => next_column = begin(&element, next_column).column.saturating_add(1),
                    _ => {}
                },
                Event::End(element) => match element.local_name().as_ref() {
                    "v" | "t" => in_value = false,
                    "rPh" => phonetic = phonetic.saturating_sub(1),
                    "c" => {
                        let Some(found) = cell.take() else { continue };
                        let text = self.shown(&found)?;
                        if !text.is_empty() && (row_hidden || hidden_columns.contains(&found.column)) {
                            self.hidden = true;
                        } else {
                            row.push(found.column, &text);
                        }
                    }
                    "row" if !row.is_empty() => rows.push(std::mem::take(&mut row)),
                    _ => {}
                },
                Event::Text(piece) if in_value => add(&mut cell, &piece),
                Event::CData(piece) if in_value => add(&mut cell, &piece),
                Event::GeneralRef(name) if in_value => {
                    if let (Some(cell), Some(c)) = (&mut cell, reference(&name)) {
                        cell.value.push(c);
                    }
                }
                _ => {}
            }
        }
    }

    fn shown(&mut self, cell: &Cell) -> Result<String, Refused> {
        let value = cell.value.trim();
        let text = match cell.kind.as_str() {
            "s" => {
                let at = value.parse::<usize>().ok();
                at.and_then(|at| self.texts.get(at)).cloned().unwrap_or_default()
            }
            "inlineStr" | "str" => cell.value.clone(),
            "b" => if value == "1" { "TRUE" } else { "FALSE" }.to_owned(),
            // "#N/A" and its kind say nothing.
            "e" => String::new(),
            // An ISO date, as some programs write it.
            "d" => value.trim_end_matches("T00:00:00").replace('T', " "),
            _ => match value.parse::<f64>() {
                Ok(number) => number::show(number, self.formats.code(cell.style), self.from_1904),
                Err(_) => value.to_owned(),
            },
        };
        self.budget = self.budget.checked_sub(text.chars().count()).ok_or(Refused::TooLarge)?;
        Ok(unescaped(&text))
    }
}

fn add(cell: &mut Option<Cell>, piece: &str) {
    if let Some(cell) = cell {
        cell.value.push_str(piece);
    }
}

fn begin(element: &BytesStart<'_>, next: u32) -> Cell {
    Cell {
        column: attribute(element, "r")
            .and_then(|place| column(&place))
            .filter(|&at| at >= next)
            .unwrap_or(next),
        kind: attribute(element, "t").unwrap_or_default(),
        style: attribute(element, "s").and_then(|style| style.parse().ok()),
        value: String::new(),
    }
}

/// The column of `BC12`, from 0.
fn column(place: &str) -> Option<u32> {
    let letters: Vec<u32> =
        place.bytes().take_while(u8::is_ascii_uppercase).map(|letter| u32::from(letter - b'A' + 1)).collect();
    if letters.is_empty() || letters.len() > 3 {
        return None;
    }
    letters.iter().fold(0, |sum, letter| sum * 26 + letter).checked_sub(1)
}

fn span(element: &BytesStart<'_>) -> std::ops::Range<u32> {
    let number =
        |name| attribute(element, name).and_then(|value| value.parse::<u32>().ok()).unwrap_or_default();
    number("min").saturating_sub(1)..number("max").min(LAST_COLUMN)
}

fn is_set(element: &BytesStart<'_>, name: &str) -> bool {
    attribute(element, name).is_some_and(|value| value == "1" || value == "true")
}

/// `_x000D_` is how Excel writes a sign that XML can't hold.
fn unescaped(text: &str) -> String {
    if text.contains("_x000D_") || text.contains("_x000A_") {
        return text.replace("_x000D_", "").replace("_x000A_", "\n");
    }
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_name_columns() {
        assert_eq!(
            [column("A1"), column("Z9"), column("AA1"), column("XFD1"), column("1")],
            [Some(0), Some(25), Some(26), Some(16_383), None]
        );
    }
}
