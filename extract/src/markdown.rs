//! Markdown, by pulldown-cmark: headings, lists, tables, code; a title from the front matter.

use pulldown_cmark::{Event, HeadingLevel, MetadataBlockKind, Options, Parser, Tag, TagEnd};

use crate::{Block, BlockKind, Document, Refused, charset, document::CELL_SEPARATOR, plain, tidy};

/// Reads a Markdown file.
pub(crate) fn read(bytes: &[u8]) -> Result<Document, Refused> {
    if charset::is_binary(bytes) {
        return Err(Refused::broken("zero bytes in a text file"));
    }
    let text = charset::decode(bytes, None);
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_YAML_STYLE_METADATA_BLOCKS
        | Options::ENABLE_PLUSES_DELIMITED_METADATA_BLOCKS;
    let mut writer = Writer::default();
    for event in Parser::new_ext(&text, options) {
        writer.take(event);
    }
    writer.flush();
    let mut document = writer.document;
    if document.title.is_none() {
        document.title = first_heading(&document);
    }
    Ok(document)
}

fn first_heading(document: &Document) -> Option<String> {
    let heading = document.blocks.iter().find(|block| block.kind == BlockKind::Heading(1));
    heading.map(|block: &Block| block.text.clone())
}

#[derive(Default)]
struct Writer {
    document: Document,
    text: String,
    heading: Option<u8>,
    /// How many lists and how many of their items are open: an item's first text is a list item, and so is the rest of it.
    items: usize,
    cells: Option<Vec<String>>,
    metadata: bool,
    /// HTML inside Markdown, gathered whole so that its elements are read as such.
    html: Option<String>,
}

impl Writer {
    fn take(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.metadata => self.front_matter(&text),
            Event::Text(text) | Event::Code(text) => self.text.push_str(&text),
            Event::Html(html) => match &mut self.html {
                Some(gathered) => gathered.push_str(&html),
                None => self.text.push_str(&html),
            },
            Event::InlineHtml(html) if is_break(&html) => self.text.push(' '),
            Event::SoftBreak | Event::HardBreak => self.text.push(' '),
            Event::Rule => self.flush(),
            Event::InlineHtml(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_)
            | Event::InlineMath(_)
            | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Heading { level, .. } => {
                self.flush();
                self.heading = Some(depth(level));
            }
            Tag::Item => {
                self.flush();
                self.items += 1;
            }
            Tag::TableHead | Tag::TableRow => {
                self.flush();
                self.cells = Some(Vec::new());
            }
            Tag::MetadataBlock(MetadataBlockKind::YamlStyle | MetadataBlockKind::PlusesStyle) => {
                self.flush();
                self.metadata = true;
            }
            Tag::HtmlBlock => {
                self.flush();
                self.html = Some(String::new());
            }
            Tag::Paragraph | Tag::List(_) | Tag::BlockQuote(_) | Tag::CodeBlock(_) | Tag::Table(_) => {
                self.flush()
            }
            Tag::FootnoteDefinition(_) | Tag::DefinitionList => self.flush(),
            Tag::DefinitionListTitle | Tag::DefinitionListDefinition => self.flush(),
            Tag::TableCell | Tag::Emphasis | Tag::Strong | Tag::Strikethrough => {}
            Tag::Superscript | Tag::Subscript | Tag::Link { .. } | Tag::Image { .. } => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::TableCell => {
                let cell = tidy::line(&std::mem::take(&mut self.text));
                if let Some(cells) = &mut self.cells {
                    cells.push(cell);
                }
            }
            TagEnd::TableHead | TagEnd::TableRow => {
                let cells = self.cells.take().unwrap_or_default();
                if cells.iter().any(|cell| !cell.is_empty()) {
                    self.document.push(BlockKind::Row, &cells.join(CELL_SEPARATOR), None);
                }
            }
            TagEnd::Heading(_) => {
                self.flush();
                self.heading = None;
            }
            TagEnd::Item => {
                self.flush();
                self.items = self.items.saturating_sub(1);
            }
            TagEnd::MetadataBlock(_) => self.metadata = false,
            TagEnd::HtmlBlock => {
                let html = self.html.take().unwrap_or_default();
                self.document.blocks.extend(crate::html::blocks(&html));
            }
            TagEnd::CodeBlock => {
                let code = std::mem::take(&mut self.text);
                let code = tidy::letters(&code);
                self.document.push(BlockKind::Paragraph, &code, None);
            }
            TagEnd::Paragraph | TagEnd::List(_) | TagEnd::BlockQuote(_) | TagEnd::Table => self.flush(),
            TagEnd::FootnoteDefinition | TagEnd::DefinitionList => self.flush(),
            TagEnd::DefinitionListTitle | TagEnd::DefinitionListDefinition => self.flush(),
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => {}
            TagEnd::Superscript | TagEnd::Subscript | TagEnd::Link | TagEnd::Image => {}
        }
    }

    /// Ends the block in hand.
    fn flush(&mut self) {
        let text = tidy::line(&std::mem::take(&mut self.text));
        let kind = match self.heading {
            Some(level) => BlockKind::Heading(level),
            None if self.items > 0 => BlockKind::ListItem,
            None => BlockKind::Paragraph,
        };
        let text = if kind == BlockKind::ListItem { plain::item_text(&text).unwrap_or(&text) } else { &text };
        self.document.push(kind, text, None);
    }

    /// Only the title is taken; the rest of a front matter is for the program that made the page.
    fn front_matter(&mut self, text: &str) {
        for line in text.lines() {
            let Some((key, value)) = line.split_once([':', '=']) else { continue };
            let value = value.trim().trim_matches(['"', '\'']).trim();
            if key.trim().eq_ignore_ascii_case("title") && !value.is_empty() {
                self.document.title.get_or_insert_with(|| tidy::line(value));
            }
        }
    }
}

fn is_break(html: &str) -> bool {
    html.get(..3).is_some_and(|tag| tag.eq_ignore_ascii_case("<br"))
}

fn depth(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}
