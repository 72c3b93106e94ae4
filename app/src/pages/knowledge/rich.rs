//! An article's words as people see them and as they are kept: headings, paragraphs, lists, bold and links, in Markdown.

mod markdown;

use leptos::prelude::document;
pub use markdown::{Block, Kind, Span, is_safe, parse, write};
use wasm_bindgen::JsCast as _;
use web_sys::{Element, Node};

/// Puts the blocks into the editor. Elements are made one by one: what somebody wrote is text and never markup.
pub fn fill(editor: &Element, blocks: &[Block]) {
    editor.set_text_content(None);
    let mut list: Option<(Kind, Element)> = None;
    for block in blocks {
        let Some(element) = element(tag(block.kind)) else { return };
        for span in &block.spans {
            append(&element, span);
        }
        if block.spans.is_empty()
            && let Some(line) = self::element("br")
        {
            let _ = element.append_child(&line);
        }
        let outer = match block.kind {
            Kind::Bullet | Kind::Number => {
                if list.as_ref().is_none_or(|(kind, _)| *kind != block.kind) {
                    let Some(made) = self::element(if block.kind == Kind::Bullet { "ul" } else { "ol" })
                    else {
                        return;
                    };
                    let _ = editor.append_child(&made);
                    list = Some((block.kind, made));
                }
                list.as_ref().map(|(_, list)| list)
            }
            Kind::Heading(_) | Kind::Paragraph => {
                list = None;
                None
            }
        };
        let _ = outer.unwrap_or(editor).append_child(&element);
    }
}

fn element(tag: &str) -> Option<Element> {
    document().create_element(tag).ok()
}

fn tag(kind: Kind) -> &'static str {
    match kind {
        Kind::Heading(1 | 2) => "h2",
        Kind::Heading(_) => "h3",
        Kind::Paragraph => "p",
        Kind::Bullet | Kind::Number => "li",
    }
}

fn append(to: &Element, span: &Span) {
    let mut inner = to.clone();
    let wrap = |inner: &Element, tag: &str| {
        let made = element(tag)?;
        inner.append_child(&made).ok()?;
        Some(made)
    };
    if let Some(link) = &span.link
        && let Some(made) = wrap(&inner, "a")
    {
        let _ = made.set_attribute("href", link);
        inner = made;
    }
    if span.bold
        && let Some(made) = wrap(&inner, "strong")
    {
        inner = made;
    }
    let _ = inner.append_child(&document().create_text_node(&span.text));
}

/// The blocks that the editor shows, whatever elements the browser made of what was typed.
pub fn read(editor: &Element) -> Vec<Block> {
    let mut reader = Reader { blocks: vec![], open: None };
    reader.children(editor, &Look::default(), Kind::Paragraph);
    reader.end();
    reader.blocks
}

#[derive(Clone, Default)]
struct Look {
    bold: bool,
    link: Option<String>,
}

struct Reader {
    blocks: Vec<Block>,
    open: Option<Block>,
}

impl Reader {
    fn end(&mut self) {
        if let Some(block) =
            self.open.take().filter(|block| block.spans.iter().any(|span| !span.text.trim().is_empty()))
        {
            self.blocks.push(block);
        }
    }

    fn children(&mut self, node: &Node, look: &Look, kind: Kind) {
        let children = node.child_nodes();
        for child in (0..children.length()).filter_map(|at| children.get(at)) {
            self.node(&child, look, kind);
        }
    }

    fn node(&mut self, node: &Node, look: &Look, kind: Kind) {
        if node.node_type() == Node::TEXT_NODE {
            let text = node.text_content().unwrap_or_default().replace(['\n', '\u{A0}'], " ");
            let block = self.open.get_or_insert_with(|| Block { kind, spans: vec![] });
            block.spans.push(Span { text, bold: look.bold, link: look.link.clone() });
            return;
        }
        let Some(element) = node.dyn_ref::<Element>() else { return };
        let mut look = look.clone();
        match element.tag_name().to_ascii_lowercase().as_str() {
            "br" => self.end(),
            "b" | "strong" => {
                look.bold = true;
                self.children(node, &look, kind);
            }
            "a" => {
                look.link = element.get_attribute("href").filter(|link| markdown::is_safe(link));
                self.children(node, &look, kind);
            }
            "h1" | "h2" => self.block(node, &look, Kind::Heading(2)),
            "h3" | "h4" | "h5" | "h6" => self.block(node, &look, Kind::Heading(3)),
            "li" => {
                let ordered =
                    element.parent_element().is_some_and(|list| list.tag_name().eq_ignore_ascii_case("ol"));
                self.block(node, &look, if ordered { Kind::Number } else { Kind::Bullet });
            }
            "p" | "div" | "ul" | "ol" | "blockquote" | "pre" => self.block(node, &look, kind),
            _ => self.children(node, &look, kind),
        }
    }

    fn block(&mut self, node: &Node, look: &Look, kind: Kind) {
        self.end();
        self.children(node, look, kind);
        self.end();
    }
}
