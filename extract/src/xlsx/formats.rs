//! Which number format each style of a workbook has.

use std::collections::HashMap;

use quick_xml::{Reader, events::Event};

use crate::{
    Refused,
    xml::{attribute, forbid_dtd},
};

/// Format codes by the number that a cell's `s` gives.
#[derive(Default)]
pub(super) struct Formats {
    codes: Vec<String>,
}

impl Formats {
    /// The format code of a cell's style; `General` where it has none.
    pub(super) fn code(&self, style: Option<usize>) -> &str {
        style.and_then(|style| self.codes.get(style)).map_or("General", String::as_str)
    }
}

/// Reads styles.xml.
pub(super) fn read(xml: &str) -> Result<Formats, Refused> {
    let mut own: HashMap<u32, String> = HashMap::new();
    let mut formats = Formats::default();
    let mut within = false;
    let mut reader = Reader::from_str(xml);
    loop {
        let event = reader.read_event().map_err(Refused::broken)?;
        forbid_dtd(&event)?;
        match event {
            Event::Eof => return Ok(formats),
            Event::Start(element) if element.local_name().as_ref() == "cellXfs" => within = true,
            Event::End(element) if element.local_name().as_ref() == "cellXfs" => within = false,
            Event::Start(element) | Event::Empty(element) => {
                let id = attribute(&element, "numFmtId").and_then(|id| id.parse::<u32>().ok());
                match element.local_name().as_ref() {
                    "numFmt" => {
                        own.extend(id.zip(attribute(&element, "formatCode")));
                    }
                    "xf" if within => {
                        let id = id.unwrap_or_default();
                        formats.codes.push(own.get(&id).cloned().unwrap_or_else(|| built_in(id).to_owned()));
                    }
                    _ => {}
                }
            }
            _ => {}
        }
    }
}

/// The formats that every workbook has without saying (ECMA-376, 18.8.30). Dates that follow the reader's
/// country are given in the order that no reader takes for another.
fn built_in(id: u32) -> &'static str {
    match id {
        1 => "0",
        2 => "0.00",
        3 | 37 | 38 => "#,##0",
        4 | 39 | 40 => "#,##0.00",
        9 => "0%",
        10 => "0.00%",
        14 | 15 | 27..=31 | 36 | 50..=54 | 57 | 58 => "yyyy-mm-dd",
        16 => "mm-dd",
        17 => "yyyy-mm",
        18 | 20 | 32 | 34 | 55 => "hh:mm",
        19 | 21 | 33 | 35 | 56 => "hh:mm:ss",
        22 => "yyyy-mm-dd hh:mm",
        45 => "mm:ss",
        46 => "[h]:mm:ss",
        47 => "mm:ss",
        49 => "@",
        _ => "General",
    }
}
