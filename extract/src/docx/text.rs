//! The text of a WordprocessingML part, paragraph by paragraph.

use std::collections::HashMap;

use quick_xml::{
    Reader,
    events::{BytesStart, Event},
};

use crate::{
    BlockKind, Document, Refused,
    document::CELL_SEPARATOR,
    tidy,
    xml::{attribute, forbid_dtd, reference},
};

use super::styles::{self, Style};

/// Elements whose content is no text of the document: deleted or moved-away text, field codes, the
/// second copy of a text box, phonetic guides, separators of footnotes.
const SKIPPED: [&str; 8] =
    ["del", "moveFrom", "delText", "instrText", "Fallback", "rt", "delInstrText", "separator"];

/// Appends a part's blocks to the document.
pub(super) fn read(
    xml: &str,
    styles: &HashMap<String, Style>,
    document: &mut Document,
) -> Result<(), Refused> {
    let mut walk = Walk { styles, document, paragraphs: Vec::new(), tables: Vec::new(), in_text: 0 };
    let mut reader = Reader::from_str(xml);
    let mut skipped = 0_usize;
    loop {
        let event = reader.read_event().map_err(Refused::broken)?;
        forbid_dtd(&event)?;
        match event {
            Event::Eof => break,
            Event::Start(_) if skipped > 0 => skipped += 1,
            Event::End(_) if skipped > 0 => skipped -= 1,
            _ if skipped > 0 => {}
            Event::Start(element) if SKIPPED.contains(&element.local_name().as_ref()) => skipped = 1,
            Event::Start(element) => walk.start(&element),
            Event::Empty(element) => {
                walk.start(&element);
                walk.end(element.local_name().as_ref());
            }
            Event::End(element) => walk.end(element.local_name().as_ref()),
            Event::Text(text) => walk.text(&text),
            Event::CData(text) => walk.text(&text),
            Event::GeneralRef(name) => {
                if let Some(c) = reference(&name) {
                    walk.text(c.encode_utf8(&mut [0; 4]));
                }
            }
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    Ok(())
}

#[derive(Default)]
struct Paragraph {
    text: String,
    style: Style,
    outline: Option<u8>,
    numbered: bool,
    hidden_run: bool,
}

#[derive(Default)]
struct Table {
    cells: Vec<String>,
    /// How many cells are open: paragraphs inside belong to the row.
    open: usize,
}

struct Walk<'a> {
    styles: &'a HashMap<String, Style>,
    document: &'a mut Document,
    /// Open paragraphs: a text box puts paragraphs inside a paragraph.
    paragraphs: Vec<Paragraph>,
    tables: Vec<Table>,
    in_text: usize,
}

impl Walk<'_> {
    fn start(&mut self, element: &BytesStart<'_>) {
        match element.local_name().as_ref() {
            "p" => self.paragraphs.push(Paragraph::default()),
            "tbl" => self.tables.push(Table::default()),
            "tc" => {
                if let Some(table) = self.tables.last_mut() {
                    table.open += 1;
                    table.cells.push(String::new());
                }
            }
            "t" => self.in_text += 1,
            "tab" | "ptab" => self.push_text(" "),
            "br" | "cr" => self.push_text("\n"),
            "noBreakHyphen" => self.push_text("-"),
            "sym" => self.symbol(element),
            name => self.property(name, element),
        }
    }

    fn property(&mut self, name: &str, element: &BytesStart<'_>) {
        let Some(paragraph) = self.paragraphs.last_mut() else { return };
        match name {
            "pStyle" => {
                let style = attribute(element, "val").and_then(|id| self.styles.get(&id));
                paragraph.style = style.copied().unwrap_or_default();
            }
            "outlineLvl" => paragraph.outline = styles::outline(attribute(element, "val").as_deref()),
            "numId" => paragraph.numbered = attribute(element, "val").is_some_and(|id| id != "0"),
            "r" => paragraph.hidden_run = false,
            "vanish" => {
                let off = attribute(element, "val").is_some_and(|value| value == "0" || value == "false");
                paragraph.hidden_run = !off;
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "p" => self.end_paragraph(),
            "t" => self.in_text = self.in_text.saturating_sub(1),
            "r" => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.hidden_run = false;
                }
            }
            "tc" => {
                if let Some(table) = self.tables.last_mut() {
                    table.open = table.open.saturating_sub(1);
                }
            }
            "tr" => self.end_row(),
            "tbl" => {
                self.end_row();
                self.tables.pop();
            }
            _ => {}
        }
    }

    fn text(&mut self, text: &str) {
        if self.in_text > 0 {
            self.push_text(text);
        }
    }

    fn push_text(&mut self, text: &str) {
        if let Some(paragraph) = self.paragraphs.last_mut()
            && !paragraph.hidden_run
        {
            paragraph.text.push_str(text);
        }
    }

    /// A character given by its code; those of symbol fonts lie in the private area and mean a picture.
    fn symbol(&mut self, element: &BytesStart<'_>) {
        let code = attribute(element, "char").and_then(|code| u32::from_str_radix(&code, 16).ok());
        if let Some(c) = code.and_then(char::from_u32)
            && !('\u{E000}'..='\u{F8FF}').contains(&c)
        {
            self.push_text(c.encode_utf8(&mut [0; 4]));
        }
    }

    fn end_paragraph(&mut self) {
        let Some(paragraph) = self.paragraphs.pop() else { return };
        let text = tidy::line(&paragraph.text);
        let innermost = self.tables.last_mut().filter(|table| table.open > 0);
        if let Some(cell) = innermost.and_then(|table| table.cells.last_mut()) {
            if !cell.is_empty() && !text.is_empty() {
                cell.push(' ');
            }
            cell.push_str(&text);
            return;
        }
        let kind = match paragraph.outline.or(paragraph.style.heading) {
            Some(level) => BlockKind::Heading(level),
            None if paragraph.numbered || paragraph.style.list => BlockKind::ListItem,
            None => BlockKind::Paragraph,
        };
        self.document.push(kind, &text, None);
    }

    fn end_row(&mut self) {
        let Some(table) = self.tables.last_mut() else { return };
        let cells = std::mem::take(&mut table.cells);
        match cells.as_slice() {
            // A table of one cell is a frame around text.
            [only] => self.document.push(BlockKind::Paragraph, only, None),
            _ if cells.iter().all(|cell| cell.is_empty()) => {}
            _ => self.document.push(BlockKind::Row, &cells.join(CELL_SEPARATOR), None),
        }
    }
}
