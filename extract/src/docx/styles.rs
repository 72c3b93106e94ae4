//! Which paragraph styles are headings: by outline level, own or inherited, whatever they are called.

use std::collections::HashMap;

use quick_xml::{Reader, events::Event};

use crate::{
    Refused,
    xml::{attribute, forbid_dtd},
};

/// What a style makes of its paragraphs.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Style {
    /// 1 to 6.
    pub(super) heading: Option<u8>,
    pub(super) list: bool,
}

#[derive(Default)]
struct Declared {
    based_on: Option<String>,
    outline: Option<u8>,
    title: bool,
    list: bool,
}

/// Reads styles.xml: style id → what it is.
pub(super) fn headings(xml: &str) -> Result<HashMap<String, Style>, Refused> {
    let mut declared: HashMap<String, Declared> = HashMap::new();
    let mut current: Option<(String, Declared)> = None;
    let mut reader = Reader::from_str(xml);
    loop {
        let event = reader.read_event().map_err(Refused::broken)?;
        forbid_dtd(&event)?;
        match event {
            Event::Eof => break,
            Event::Start(element) | Event::Empty(element) => match element.local_name().as_ref() {
                "style" => {
                    let paragraph = attribute(&element, "type").is_none_or(|kind| kind == "paragraph");
                    let id = attribute(&element, "styleId").filter(|_| paragraph);
                    current = id.map(|id| (id, Declared::default()));
                }
                "name" => {
                    if let (Some((_, style)), Some(name)) = (&mut current, attribute(&element, "val")) {
                        read_name(style, &name);
                    }
                }
                "basedOn" => {
                    if let Some((_, style)) = &mut current {
                        style.based_on = attribute(&element, "val");
                    }
                }
                "outlineLvl" => {
                    if let Some((_, style)) = &mut current {
                        style.outline = outline(attribute(&element, "val").as_deref());
                    }
                }
                "numPr" => {
                    if let Some((_, style)) = &mut current {
                        style.list = true;
                    }
                }
                _ => {}
            },
            Event::End(element) if element.local_name().as_ref() == "style" => {
                declared.extend(current.take());
            }
            _ => {}
        }
    }
    Ok(declared.keys().map(|id| (id.clone(), resolve(&declared, id))).collect())
}

/// Built-in styles keep their English names in every language of Word.
fn read_name(style: &mut Declared, name: &str) {
    let name = name.to_ascii_lowercase();
    if let Some(level) = name.strip_prefix("heading ").and_then(|level| level.trim().parse::<u8>().ok()) {
        style.outline = style.outline.or(Some(level.clamp(1, 6)));
    }
    style.title = name == "title";
    style.list = style.list || name.starts_with("list bullet") || name.starts_with("list number");
}

/// A paragraph's outline level as we count: Word writes 0 for the first, 9 for body text.
pub(super) fn outline(value: Option<&str>) -> Option<u8> {
    let level: u8 = value?.parse().ok()?;
    (level < 9).then(|| (level + 1).min(6))
}

fn resolve(declared: &HashMap<String, Declared>, id: &str) -> Style {
    let mut style = Style::default();
    let mut next = Some(id);
    // A circle of styles ends here; Word itself allows chains far shorter than this.
    for _ in 0..32 {
        let Some(found) = next.and_then(|id| declared.get(id)) else { break };
        style.heading = style.heading.or(found.outline).or(found.title.then_some(1));
        style.list = style.list || found.list;
        next = found.based_on.as_deref();
    }
    style
}
