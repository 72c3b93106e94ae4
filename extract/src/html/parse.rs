//! The parser of browsers, in time linear in the size of the page.
//!
//! A page may open an element for every five bytes, and the parser looks through all open elements at
//! almost every tag: 1.5 MB of `<div>` took it minutes. Browsers flatten what lies deeper than some
//! hundred levels; so do we, between tokenizer and tree builder. Tags of mere appearance (`<b>`, `<font>`)
//! don't reach the builder at all: it would open them again in every paragraph that follows.

use std::{
    cell::{Cell, RefCell},
    collections::HashMap,
};

use ego_tree::NodeId;
use html5ever::{
    Attribute, LocalName, QualName, TokenizerResult,
    buffer_queue::BufferQueue,
    local_name, ns,
    tendril::StrTendril,
    tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts, states::RawKind},
    tree_builder::{Tracer, TreeBuilder, TreeBuilderOpts, TreeSink, create_element},
};
use scraper::{Html, HtmlTreeSink};

/// Elements that may be open at once. Pages have some tens; Firefox drew the line at 200, Chromium at 512.
const LEVELS: usize = 256;

type Builder = TreeBuilder<NodeId, HtmlTreeSink>;

/// The tree of a page.
pub(super) fn document(text: &str) -> Html {
    let sink = HtmlTreeSink::new(Html::new_document());
    run(TreeBuilder::new(sink, TreeBuilderOpts::default()), text)
}

/// The tree of a piece of a page's body.
pub(super) fn fragment(text: &str) -> Html {
    let sink = HtmlTreeSink::new(Html::new_fragment());
    let body = create_element(&sink, QualName::new(None, ns!(html), local_name!("body")), vec![]);
    run(TreeBuilder::new_for_fragment(sink, body, None, TreeBuilderOpts::default()), text)
}

fn run(builder: Builder, text: &str) -> Html {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(text));
    let tokenizer = Tokenizer::new(Shallow::over(builder), TokenizerOpts::default());
    // It stops after each script, for a browser to run it.
    while let TokenizerResult::Script(_) = tokenizer.feed(&input) {}
    tokenizer.end();
    tokenizer.sink.builder.sink.finish()
}

/// Lets tokens through to the builder while fewer than [`LEVELS`] elements are open. Of what is deeper
/// only the text gets through, with a line break where a block began or ended.
struct Shallow {
    builder: Builder,
    /// Elements that may still be opened before the open ones are counted again.
    room: Cell<usize>,
    /// Elements that are open on the page and were left out here: their end tags are left out too.
    left_out: RefCell<HashMap<LocalName, usize>>,
    /// Open formatting elements that hide what they hold, which is why they were let through.
    hiding: RefCell<HashMap<LocalName, usize>>,
    /// An element too deep whose content is no text for readers; it lasts until its end tag.
    dropping: RefCell<Option<LocalName>>,
    /// Whether text came since the last break.
    text: Cell<bool>,
}

impl Shallow {
    fn over(builder: Builder) -> Self {
        Self {
            builder,
            room: Cell::new(0),
            left_out: RefCell::default(),
            hiding: RefCell::default(),
            dropping: RefCell::default(),
            text: Cell::new(false),
        }
    }

    fn start(&self, mut tag: Tag, line: u64) -> TokenSinkResult<NodeId> {
        if is_formatting(&tag.name) {
            if !hides(&tag.attrs) {
                return TokenSinkResult::Continue;
            }
            add(&self.hiding, &tag.name);
            tag.name = local_name!("span");
        }
        if is_void(&tag.name) {
            return self.pass(tag, line);
        }
        if self.has_room() {
            self.room.set(self.room.get() - 1);
            return self.pass(tag, line);
        }
        if let Some(kind) = raw_kind(&tag.name) {
            if tag.self_closing {
                return TokenSinkResult::Continue;
            }
            self.dropping.replace(Some(tag.name));
            return TokenSinkResult::RawData(kind);
        }
        add(&self.left_out, &tag.name);
        self.leave_out(&tag.name, line)
    }

    fn end(&self, mut tag: Tag, line: u64) -> TokenSinkResult<NodeId> {
        if self.dropping.borrow().is_some() {
            self.dropping.replace(None);
            return TokenSinkResult::Continue;
        }
        if is_formatting(&tag.name) {
            if !take(&self.hiding, &tag.name) {
                return TokenSinkResult::Continue;
            }
            tag.name = local_name!("span");
        }
        if take(&self.left_out, &tag.name) {
            return self.leave_out(&tag.name, line);
        }
        self.pass(tag, line)
    }

    fn pass(&self, tag: Tag, line: u64) -> TokenSinkResult<NodeId> {
        self.builder.process_token(Token::TagToken(tag), line)
    }

    /// What parts words stays visible where the element is not.
    fn leave_out(&self, name: &str, line: u64) -> TokenSinkResult<NodeId> {
        let parts = super::is_block(name) || matches!(name, "table" | "tr" | "td" | "th");
        if !parts || !self.text.replace(false) {
            return TokenSinkResult::Continue;
        }
        let name = local_name!("br");
        self.pass(Tag { kind: TagKind::StartTag, name, self_closing: false, attrs: vec![] }, line)
    }

    /// Counts only when as many start tags have come as there was room for: closing is not told, so the
    /// count in between is an upper bound.
    fn has_room(&self) -> bool {
        if self.room.get() == 0 {
            let open = Open::default();
            self.builder.trace_handles(&open);
            self.room.set(LEVELS.saturating_sub(open.0.get()));
        }
        self.room.get() > 0
    }
}

impl TokenSink for Shallow {
    type Handle = NodeId;

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<NodeId> {
        match token {
            Token::TagToken(tag) if tag.kind == TagKind::StartTag => self.start(tag, line),
            Token::TagToken(tag) => self.end(tag, line),
            Token::CharacterTokens(_) | Token::NullCharacterToken if self.dropping.borrow().is_some() => {
                TokenSinkResult::Continue
            }
            token => {
                if matches!(token, Token::CharacterTokens(_)) {
                    self.text.set(true);
                }
                self.builder.process_token(token, line)
            }
        }
    }

    fn end(&self) {
        TokenSink::end(&self.builder);
    }

    fn adjusted_current_node_present_but_not_in_html_namespace(&self) -> bool {
        self.builder.adjusted_current_node_present_but_not_in_html_namespace()
    }
}

/// Counts the open elements, and up to four nodes that the builder also holds on to.
#[derive(Default)]
struct Open(Cell<usize>);

impl Tracer for Open {
    type Handle = NodeId;

    fn trace_handle(&self, _: &NodeId) {
        self.0.set(self.0.get() + 1);
    }
}

fn add(counts: &RefCell<HashMap<LocalName, usize>>, name: &LocalName) {
    *counts.borrow_mut().entry(name.clone()).or_default() += 1;
}

/// Takes one away where there is one.
fn take(counts: &RefCell<HashMap<LocalName, usize>>, name: &LocalName) -> bool {
    match counts.borrow_mut().get_mut(name) {
        Some(count) if *count > 0 => {
            *count -= 1;
            true
        }
        _ => false,
    }
}

/// Whether an element with these attributes may be one that readers don't see, by what the walk looks at.
fn hides(attributes: &[Attribute]) -> bool {
    attributes
        .iter()
        .any(|attribute| matches!(&*attribute.name.local, "hidden" | "aria-hidden" | "role" | "style"))
}

/// HTML standard, "the stack of open elements", category "formatting".
fn is_formatting(name: &str) -> bool {
    matches!(
        name,
        "a" | "b"
            | "big"
            | "code"
            | "em"
            | "font"
            | "i"
            | "nobr"
            | "s"
            | "small"
            | "strike"
            | "strong"
            | "tt"
            | "u"
    )
}

/// HTML standard, "void elements", and those that the parser treats as such.
fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "basefont"
            | "bgsound"
            | "br"
            | "col"
            | "embed"
            | "frame"
            | "hr"
            | "image"
            | "img"
            | "input"
            | "keygen"
            | "link"
            | "meta"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

/// How the tokenizer reads the content of elements that hold no elements.
pub(crate) fn raw_kind(name: &str) -> Option<RawKind> {
    match name {
        "script" => Some(RawKind::ScriptData),
        "style" | "iframe" | "noembed" | "noframes" | "noscript" | "xmp" => Some(RawKind::Rawtext),
        "textarea" | "title" => Some(RawKind::Rcdata),
        _ => None,
    }
}
