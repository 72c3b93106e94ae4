//! Passages: what one search hit shows and one answer quotes.

mod pack;

use pack::{Packer, units};
use serde::{Deserialize, Serialize};

/// The limit to use where there is no reason for another: fits an answer, and a screen of a phone.
pub const LIMIT_CHARS: usize = 1400;

/// A heading that is longer is none: it would be repeated with each of its passages.
const HEADING_CHARS: usize = 300;

/// What a block of a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BlockKind {
    /// A heading of level 1 (the document's title) and below.
    Heading(u8),
    /// Running text.
    Paragraph,
    /// One item of a list.
    ListItem,
    /// One row of a table, its cells already joined.
    Row,
}

/// One block of an extracted document, in reading order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its text.
    pub text: String,
    /// The page on which it begins, from 1, where the format has pages.
    pub page: Option<u32>,
}

/// One passage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chunk {
    /// Its text; list items and rows stand on lines of their own.
    pub text: String,
    /// The page of its first own sentence.
    pub page: Option<u32>,
    /// The headings above it, outermost first, joined by ` › `.
    pub heading: Option<String>,
    /// Its place in the document, from 0.
    pub ordinal: u32,
}

/// Cuts a document into passages of at most `limit_chars` characters (at least 80), aiming at two thirds of that.
///
/// A heading starts a passage, so none spans two sections; it is carried in [`Chunk::heading`]. Headings that
/// nothing stands under are lines at the head of the next passage, and passages themselves where none follows.
/// Sentences, items and rows stay whole unless longer than the limit. In one section each passage begins with the
/// last sentence of the one before, where that is running text and short. Nothing is lost: every word of a block
/// stands in a passage or in its heading. The work grows with the text, whatever its form.
pub fn chunk(blocks: &[Block], limit_chars: usize) -> Vec<Chunk> {
    chunk_at_most(blocks, limit_chars, usize::MAX).unwrap_or_default()
}

/// As [`chunk`]; `None`, and no more work, as soon as there are more passages than `most`.
pub fn chunk_at_most(blocks: &[Block], limit_chars: usize, most: usize) -> Option<Vec<Chunk>> {
    let limit = limit_chars.max(80);
    let mut cutter = Cutter {
        limit,
        chunks: vec![],
        path: vec![],
        packer: Packer::new(limit),
        open: None,
        bare: Bare::default(),
    };
    for block in blocks {
        cutter.take(block);
        if cutter.chunks.len() > most {
            return None;
        }
    }
    let mut chunks = cutter.end();
    for (ordinal, chunk) in (0..).zip(&mut chunks) {
        chunk.ordinal = ordinal;
    }
    (chunks.len() <= most).then_some(chunks)
}

struct Cutter {
    limit: usize,
    chunks: Vec<Chunk>,
    /// The headings above what comes next, with their levels.
    path: Vec<(u8, String)>,
    packer: Packer,
    /// The level and page of a heading with nothing under it yet.
    open: Option<(u8, Option<u32>)>,
    bare: Bare,
}

/// Headings that nothing stands under, waiting for a passage.
#[derive(Default)]
struct Bare {
    found: Vec<(Vec<String>, Option<u32>)>,
    chars: usize,
}

impl Cutter {
    fn take(&mut self, block: &Block) {
        let text = block.text.trim();
        if text.is_empty() {
            return;
        }
        match block.kind {
            BlockKind::Heading(level) if pack::length(text) <= HEADING_CHARS => {
                self.heading(level, text, block.page);
            }
            BlockKind::Heading(_) => self.body(BlockKind::Paragraph, text, block.page),
            kind => self.body(kind, text, block.page),
        }
    }

    fn heading(&mut self, level: u8, text: &str, page: Option<u32>) {
        self.close();
        if let Some((above, page)) = self.open
            && level <= above
        {
            self.leave_bare(page);
        }
        self.path.retain(|(above, _)| *above < level);
        self.path.push((level, text.split_whitespace().collect::<Vec<_>>().join(" ")));
        self.open = Some((level, page));
    }

    fn body(&mut self, kind: BlockKind, text: &str, page: Option<u32>) {
        self.open = None;
        for (titles, page) in std::mem::take(&mut self.bare).found {
            let line = rest(&titles, self.path.iter().map(|(_, title)| title)).join(SEPARATOR);
            self.put(BlockKind::Row, &line, page);
        }
        self.put(kind, &marked(kind, text), page);
    }

    fn put(&mut self, kind: BlockKind, text: &str, page: Option<u32>) {
        for unit in units(kind, text, page, self.limit) {
            self.packer.add(unit);
            while let Some((text, page)) = self.packer.full() {
                self.push(text, page);
            }
        }
    }

    /// Ends the section.
    fn close(&mut self) {
        while let Some((text, page)) = self.packer.passage() {
            self.push(text, page);
        }
        self.packer = Packer::new(self.limit);
    }

    fn push(&mut self, text: String, page: Option<u32>) {
        let titles: Vec<&str> = self.path.iter().map(|(_, title)| title.as_str()).collect();
        self.chunks.push(Chunk { text, page, heading: heading(&titles), ordinal: 0 });
    }

    /// Keeps the last heading, which has no text, for the next passage; those that fill one become it.
    fn leave_bare(&mut self, page: Option<u32>) {
        let titles: Vec<String> = self.path.iter().map(|(_, title)| title.clone()).collect();
        let before = self.bare.found.last().map_or(&[][..], |(titles, _)| titles);
        self.bare.chars += rest(&titles, before).iter().map(|title| pack::length(title) + 1).sum::<usize>();
        if self.bare.found.last().is_none_or(|(last, _)| *last != titles) {
            self.bare.found.push((titles, page));
        }
        if self.bare.chars > self.limit * 2 / 3 {
            self.put_bare();
        }
    }

    /// Makes passages of headings alone, under what they have in common.
    fn put_bare(&mut self) {
        let found = std::mem::take(&mut self.bare).found;
        let Some((first, page)) = found.first() else { return };
        let shared =
            found.iter().map(|(titles, _)| first.len() - rest(first, titles).len()).min().unwrap_or(0);
        let above: Vec<&str> = first.iter().take(shared).map(String::as_str).collect();
        let under = heading(&above);
        if let ([_], Some(title)) = (found.as_slice(), first.last()) {
            self.chunks.push(Chunk { text: title.clone(), page: *page, heading: under, ordinal: 0 });
            return;
        }
        let mut packer = Packer::new(self.limit);
        for (titles, page) in &found {
            let line = titles.get(shared..).unwrap_or_default().join(SEPARATOR);
            units(BlockKind::Row, &line, *page, self.limit).into_iter().for_each(|unit| packer.add(unit));
        }
        while let Some((text, page)) = packer.passage() {
            self.chunks.push(Chunk { text, page, heading: under.clone(), ordinal: 0 });
        }
    }

    fn end(mut self) -> Vec<Chunk> {
        self.close();
        if let Some((_, page)) = self.open {
            self.leave_bare(page);
        }
        self.put_bare();
        self.chunks
    }
}

const SEPARATOR: &str = " › ";

fn heading(titles: &[&str]) -> Option<String> {
    (!titles.is_empty()).then(|| titles.join(SEPARATOR))
}

/// What `titles` has below the headings that it shares with `other`.
fn rest<'a>(titles: &'a [String], other: impl IntoIterator<Item = &'a String>) -> &'a [String] {
    let shared = titles.iter().zip(other).take_while(|(a, b)| a == b).count();
    titles.get(shared..).unwrap_or_default()
}

/// An item shows that it is one: whoever reads the passage, a person or the answerer, sees the list.
fn marked(kind: BlockKind, text: &str) -> String {
    let own = text.starts_with(['•', '-', '*', '–', '◦'])
        || text.trim_start_matches(char::is_numeric).starts_with(['.', ')'])
            && text.starts_with(char::is_numeric);
    if kind == BlockKind::ListItem && !own { format!("• {text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests;
