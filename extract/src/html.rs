//! HTML, by the parser of browsers: the main content without what surrounds it on a site.

mod parse;
mod surroundings;

pub(crate) use parse::raw_kind;

use ego_tree::{NodeId, NodeRef, iter::Edge};
use encoding_rs::Encoding;
use scraper::{Html, Node, Selector, node::Element};

use crate::{Block, BlockKind, Document, Refused, charset, document::CELL_SEPARATOR, tidy};

/// A charset must be stated within this distance (HTML standard, "prescan a byte stream").
const CHARSET_WITHIN: usize = 1024;

/// Reads an HTML page.
pub(crate) fn read(bytes: &[u8]) -> Result<Document, Refused> {
    Ok(of_text(&text(bytes)?))
}

/// A page's source as text.
pub(crate) fn text(bytes: &[u8]) -> Result<String, Refused> {
    if charset::is_binary(bytes) {
        return Err(Refused::broken("zero bytes in a page"));
    }
    Ok(charset::decode(bytes, stated_charset(bytes)))
}

/// The document of a page's source; without blocks where there is nothing to read.
pub(crate) fn of_text(text: &str) -> Document {
    let page = parse::document(text);
    let mut walk = Walk::default();
    walk.over(main_content(&page));
    if walk.document.blocks.is_empty() {
        // A page whose landmarks are misused (everything in a header) is better read whole than not at all.
        walk = Walk { keep_surroundings: true, ..Walk::default() };
        walk.over(page.tree.root());
    }
    let mut document = walk.document;
    document.title = title(&page);
    document
}

/// The blocks of a piece of HTML inside another format.
pub(crate) fn blocks(fragment: &str) -> Vec<Block> {
    let page = parse::fragment(fragment);
    let mut walk = Walk::default();
    walk.over(page.tree.root());
    walk.document.blocks
}

fn stated_charset(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(CHARSET_WITHIN)).unwrap_or_default();
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let (_, after) = head.split_once("charset=")?;
    let label: String = after
        .trim_start_matches(['"', '\''])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        .collect();
    Encoding::for_label(label.as_bytes())
}

fn title(page: &Html) -> Option<String> {
    let element = page.select(&Selector::parse("head > title, title").ok()?).next()?;
    let title = tidy::line(&element.text().collect::<String>());
    (!title.is_empty()).then_some(title)
}

/// The one element that holds the content, where the page names it; the whole page otherwise.
fn main_content(page: &Html) -> NodeRef<'_, Node> {
    for selector in ["main, [role=main]", "article"] {
        let Ok(selector) = Selector::parse(selector) else { continue };
        let mut found = page.select(&selector);
        if let (Some(only), None) = (found.next(), found.next())
            && only.text().any(|text| !text.trim().is_empty())
        {
            return *only;
        }
    }
    page.tree.root()
}

#[derive(Default)]
struct Walk {
    document: Document,
    text: String,
    /// The element that gives the text in hand its kind.
    heading: Option<u8>,
    items: usize,
    /// Articles and sections open around us: their headers are content, a page's is not.
    sections: usize,
    cells: Option<Vec<String>>,
    preformatted: usize,
    skipped: Option<NodeId>,
    keep_surroundings: bool,
}

impl Walk {
    /// Walks without recursion, so that depth costs no stack.
    fn over(&mut self, root: NodeRef<'_, Node>) {
        if root.value().as_element().is_some_and(|element| matches!(element.name(), "main" | "article")) {
            self.sections = 1;
        }
        for edge in root.traverse() {
            match edge {
                Edge::Open(node) if self.skipped.is_none() => match node.value() {
                    Node::Text(text) => self.text.push_str(text),
                    Node::Element(element) if self.is_skipped(element) => self.skipped = Some(node.id()),
                    Node::Element(element) => self.open(element.name()),
                    Node::Document
                    | Node::Fragment
                    | Node::Doctype(_)
                    | Node::Comment(_)
                    | Node::ProcessingInstruction(_) => {}
                },
                Edge::Open(_) => {}
                Edge::Close(node) if self.skipped == Some(node.id()) => {
                    self.skipped = None;
                    self.text.push(' ');
                }
                Edge::Close(node) if self.skipped.is_none() => {
                    if let Some(element) = node.value().as_element() {
                        self.close(element.name());
                    }
                }
                Edge::Close(_) => {}
            }
        }
        self.flush();
    }

    fn is_skipped(&self, element: &Element) -> bool {
        match element.name() {
            "script" | "style" | "template" | "noscript" | "head" | "svg" | "math" | "iframe" | "object"
            | "canvas" | "audio" | "video" | "select" | "button" | "textarea" | "dialog" => return true,
            "nav" | "aside" | "footer" if !self.keep_surroundings => return true,
            "header" if !self.keep_surroundings && self.sections == 0 => return true,
            "i" | "span" if element.attr("aria-hidden") == Some("true") => return true,
            _ => {}
        }
        // `until-found` is how a folded answer says that search may open it.
        if element.attr("hidden").is_some_and(|value| !value.eq_ignore_ascii_case("until-found")) {
            return true;
        }
        let roles = ["navigation", "banner", "contentinfo", "search", "complementary"];
        if !self.keep_surroundings && element.attr("role").is_some_and(|role| roles.contains(&role)) {
            return true;
        }
        if !self.keep_surroundings && surroundings::is(element, self.sections > 0) {
            return true;
        }
        element.attr("style").is_some_and(|style| {
            let style: String = style.to_ascii_lowercase().split_whitespace().collect();
            style.contains("display:none") || style.contains("visibility:hidden")
        })
    }

    fn open(&mut self, name: &str) {
        match name {
            "br" => self.text.push('\n'),
            "td" | "th" if self.cells.is_some() => self.text.clear(),
            "tr" => {
                self.end_row();
                self.flush();
                self.cells = Some(Vec::new());
            }
            // A table in a cell: the outer one only lays the page out.
            "table" => {
                self.end_row();
                self.flush();
            }
            _ if self.cells.is_some() => {
                if is_block(name) {
                    self.text.push(' ');
                }
            }
            _ => {
                if is_block(name) {
                    self.flush();
                }
                match name {
                    "li" | "dd" => self.items += 1,
                    "article" | "main" | "section" => self.sections += 1,
                    "pre" => self.preformatted += 1,
                    _ => self.heading = heading_level(name).or(self.heading),
                }
            }
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "td" | "th" => {
                if let Some(cells) = &mut self.cells {
                    cells.push(tidy::line(&std::mem::take(&mut self.text)));
                } else {
                    self.flush();
                }
            }
            "tr" => self.end_row(),
            _ if self.cells.is_some() => {
                if is_block(name) {
                    self.text.push(' ');
                }
            }
            _ => {
                if is_block(name) {
                    self.flush();
                }
                match name {
                    "li" | "dd" => self.items = self.items.saturating_sub(1),
                    "article" | "main" | "section" => self.sections = self.sections.saturating_sub(1),
                    "pre" => self.preformatted = self.preformatted.saturating_sub(1),
                    _ if heading_level(name).is_some() => self.heading = None,
                    _ => {}
                }
            }
        }
    }

    fn end_row(&mut self) {
        let Some(mut cells) = self.cells.take() else { return };
        let rest = tidy::line(&std::mem::take(&mut self.text));
        if !rest.is_empty() {
            cells.push(rest);
        }
        match cells.as_slice() {
            [only] => self.document.push(BlockKind::Paragraph, only, None),
            _ if cells.iter().all(String::is_empty) => {}
            _ => self.document.push(BlockKind::Row, &cells.join(CELL_SEPARATOR), None),
        }
    }

    fn flush(&mut self) {
        let text = std::mem::take(&mut self.text);
        let text = if self.preformatted > 0 { tidy::letters(&text) } else { tidy::line(&text) };
        let kind = match self.heading {
            Some(level) => BlockKind::Heading(level),
            None if self.items > 0 => BlockKind::ListItem,
            None => BlockKind::Paragraph,
        };
        self.document.push(kind, &text, None);
    }
}

fn heading_level(name: &str) -> Option<u8> {
    match name.as_bytes() {
        [b'h', digit @ b'1'..=b'6'] => Some(digit - b'0'),
        _ => None,
    }
}

fn is_block(name: &str) -> bool {
    heading_level(name).is_some()
        || matches!(
            name,
            "p" | "div"
                | "li"
                | "ul"
                | "ol"
                | "dl"
                | "dt"
                | "dd"
                | "pre"
                | "blockquote"
                | "section"
                | "article"
                | "main"
                | "header"
                | "footer"
                | "aside"
                | "nav"
                | "form"
                | "fieldset"
                | "legend"
                | "figure"
                | "figcaption"
                | "details"
                | "summary"
                | "address"
                | "hr"
                | "caption"
                | "thead"
                | "tbody"
                | "tfoot"
                | "body"
        )
}
