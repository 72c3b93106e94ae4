//! Passages: what one search hit shows and one answer quotes.

use crate::sentence;

/// The limit to use where there is no reason for another: fits an answer, and a screen of a phone.
pub const LIMIT_CHARS: usize = 1400;

/// What a block of a document is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// What it is.
    pub kind: BlockKind,
    /// Its text.
    pub text: String,
    /// Its page, from 1, where the format has pages.
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

/// A piece that is not cut: a sentence, an item, a row.
struct Unit {
    text: String,
    page: Option<u32>,
    kind: BlockKind,
    /// Whether it begins its block, and so a line.
    opens: bool,
}

/// Cuts a document into passages of at most `limit_chars` characters (at least 80), aiming at two thirds of that.
///
/// A heading starts a passage, so none spans two sections; it is carried in [`Chunk::heading`], and becomes a
/// passage itself only where nothing stands under it. Sentences, items and rows stay whole unless longer than the
/// limit. In one section each passage begins with the last sentence of the one before, where that is running text
/// and short. Nothing is lost: every word of a block stands in a passage or in its heading.
pub fn chunk(blocks: &[Block], limit_chars: usize) -> Vec<Chunk> {
    let limit = limit_chars.max(80);
    let mut chunks: Vec<Chunk> = Vec::new();
    let mut path: Vec<(u8, String)> = Vec::new();
    let mut section: Vec<Unit> = Vec::new();
    let mut bare: Option<(u8, Option<u32>)> = None; // a heading with nothing under it yet
    for block in blocks {
        let text = block.text.trim();
        if text.is_empty() {
            continue;
        }
        let BlockKind::Heading(level) = block.kind else {
            bare = None;
            section.extend(units(block.kind, &marked(block.kind, text), block.page, limit));
            continue;
        };
        close(&mut chunks, &path, &mut section, limit);
        if let Some((above, page)) = bare
            && level <= above
        {
            title(&mut chunks, &path, page);
        }
        path.retain(|(above, _)| *above < level);
        path.push((level, text.split_whitespace().collect::<Vec<_>>().join(" ")));
        bare = Some((level, block.page));
    }
    close(&mut chunks, &path, &mut section, limit);
    if let Some((_, page)) = bare {
        title(&mut chunks, &path, page);
    }
    for (ordinal, chunk) in (0..).zip(&mut chunks) {
        chunk.ordinal = ordinal;
    }
    chunks
}

fn title(chunks: &mut Vec<Chunk>, path: &[(u8, String)], page: Option<u32>) {
    if let Some((_, text)) = path.last() {
        chunks.push(Chunk { text: text.clone(), page, heading: heading(path), ordinal: 0 });
    }
}

fn heading(path: &[(u8, String)]) -> Option<String> {
    let titles: Vec<&str> = path.iter().map(|(_, title)| title.as_str()).collect();
    (!titles.is_empty()).then(|| titles.join(" › "))
}

/// An item shows that it is one: whoever reads the passage, a person or the answerer, sees the list.
fn marked(kind: BlockKind, text: &str) -> String {
    let own = text.starts_with(['•', '-', '*', '–', '◦'])
        || text.trim_start_matches(char::is_numeric).starts_with(['.', ')'])
            && text.starts_with(char::is_numeric);
    if kind == BlockKind::ListItem && !own { format!("• {text}") } else { text.to_owned() }
}

/// Cuts one block into units no longer than the limit.
fn units(kind: BlockKind, text: &str, page: Option<u32>, limit: usize) -> Vec<Unit> {
    let pieces: Vec<&str> = match kind {
        BlockKind::Paragraph => {
            sentence::sentences(text).into_iter().filter_map(|range| text.get(range)).collect()
        }
        _ if length(text) <= limit => vec![text],
        _ => sentence::sentences(text).into_iter().filter_map(|range| text.get(range)).collect(),
    };
    let whole = pieces.into_iter().flat_map(|piece| split_long(piece, limit));
    whole.enumerate().map(|(at, text)| Unit { text, page, kind, opens: at == 0 }).collect()
}

/// A sentence longer than the limit is cut between words, a word longer than the limit anywhere.
fn split_long(piece: &str, limit: usize) -> Vec<String> {
    if length(piece) <= limit {
        return vec![piece.to_owned()];
    }
    let (mut found, mut open, mut size) = (Vec::new(), String::new(), 0);
    for word in piece.split_inclusive(char::is_whitespace) {
        if size > 0 && size + length(word) > limit {
            found.push(std::mem::take(&mut open));
            size = 0;
        }
        for c in word.chars() {
            if size == limit {
                found.push(std::mem::take(&mut open));
                size = 0;
            }
            open.push(c);
            size += 1;
        }
    }
    found.push(open);
    found.iter().map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

/// Packs the units of a section into passages and empties it.
fn close(chunks: &mut Vec<Chunk>, path: &[(u8, String)], section: &mut Vec<Unit>, limit: usize) {
    let units = std::mem::take(section);
    let target = limit * 2 / 3;
    let mut rest = units.as_slice();
    let mut before: Option<&Unit> = None;
    while !rest.is_empty() {
        let overlap =
            before.filter(|unit| unit.kind == BlockKind::Paragraph && length(&unit.text) <= limit / 4);
        let mut text = overlap.map(|unit| unit.text.clone()).unwrap_or_default();
        if let (Some(first), true) = (rest.first(), !text.is_empty())
            && joined(&text, first) > limit
        {
            text.clear();
        }
        let left: usize = rest.iter().map(|unit| length(&unit.text) + 1).sum();
        // A little over the target is better than a last passage of one sentence.
        let goal = if length(&text) + left <= limit { limit } else { target };
        let mut taken = 0;
        for unit in rest {
            let size = joined(&text, unit);
            if taken > 0 && (size > limit || (size > goal && length(&text) * 2 > goal)) {
                break;
            }
            if !text.is_empty() {
                text.push(if unit.opens || taken == 0 && unit.kind != BlockKind::Paragraph {
                    '\n'
                } else {
                    ' '
                });
            }
            text.push_str(&unit.text);
            taken += 1;
        }
        let (own, after) = rest.split_at(taken.max(1).min(rest.len()));
        let page = own.first().and_then(|unit| unit.page);
        chunks.push(Chunk { text, page, heading: heading(path), ordinal: 0 });
        before = own.last();
        rest = after;
    }
}

fn joined(text: &str, unit: &Unit) -> usize {
    length(text) + usize::from(!text.is_empty()) + length(&unit.text)
}

fn length(text: &str) -> usize {
    text.chars().count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn block(kind: BlockKind, text: &str) -> Block {
        Block { kind, text: text.to_owned(), page: Some(1) }
    }

    #[test]
    fn headings_start_passages_and_are_carried() {
        let chunks = chunk(
            &[
                block(BlockKind::Heading(1), "Help"),
                block(BlockKind::Heading(2), "Returns"),
                block(BlockKind::Paragraph, "You have 14 days."),
                block(BlockKind::ListItem, "Keep the pot."),
                block(BlockKind::Heading(2), "Delivery"),
                block(BlockKind::Row, "Amman | 2 JOD"),
                block(BlockKind::Heading(2), "Contact"),
            ],
            LIMIT_CHARS,
        );
        let seen: Vec<(&str, &str)> =
            chunks.iter().map(|chunk| (chunk.heading.as_deref().unwrap(), chunk.text.as_str())).collect();
        assert_eq!(
            seen,
            [
                ("Help › Returns", "You have 14 days.\n• Keep the pot."),
                ("Help › Delivery", "Amman | 2 JOD"),
                ("Help › Contact", "Contact"),
            ]
        );
    }

    #[test]
    fn long_sections_overlap_by_a_sentence_and_sections_never() {
        let long = (0..40).map(|n| format!("Sentence number {n} is here.")).collect::<Vec<_>>().join(" ");
        let chunks = chunk(
            &[
                block(BlockKind::Heading(1), "A"),
                block(BlockKind::Paragraph, &long),
                block(BlockKind::Heading(1), "B"),
                block(BlockKind::Paragraph, "Other."),
            ],
            300,
        );
        let a: Vec<&Chunk> = chunks.iter().filter(|chunk| chunk.heading.as_deref() == Some("A")).collect();
        assert!(a.len() > 2);
        for pair in a.windows(2) {
            let last = pair[0].text.rsplit_once(". ").unwrap().1;
            assert!(pair[1].text.starts_with(last), "{last} / {}", pair[1].text);
        }
        assert_eq!(chunks.last().unwrap().text, "Other.");
    }

    fn blocks() -> impl Strategy<Value = Vec<Block>> {
        let kind = prop_oneof![
            (1..4_u8).prop_map(BlockKind::Heading),
            Just(BlockKind::Paragraph),
            Just(BlockKind::Paragraph),
            Just(BlockKind::ListItem),
            Just(BlockKind::Row)
        ];
        let text = "([a-zء-ي]{1,12}[ .؟!]{1,2}){0,40}|[a-z]{90,200}";
        proptest::collection::vec((kind, text, proptest::option::of(1..9_u32)), 0..12)
            .prop_map(|all| all.into_iter().map(|(kind, text, page)| Block { kind, text, page }).collect())
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_nothing_too_long(blocks in blocks(), limit in 80..400_usize) {
            let chunks = chunk(&blocks, limit);
            // Without white space, since a word longer than the limit is cut.
            let squeeze = |text: &str| text.split_whitespace().collect::<String>();
            let everything: String = chunks.iter()
                .map(|chunk| squeeze(&chunk.heading.clone().unwrap_or_default()) + "\n" + &squeeze(&chunk.text)).collect::<Vec<_>>().join("\n");
            for block in &blocks {
                for sentence in sentence::sentences(&block.text) {
                    for word in block.text[sentence].split_whitespace().filter(|word| word.chars().count() <= 80) {
                        prop_assert!(everything.contains(word), "{word}");
                    }
                }
            }
            let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).count();
            let body: usize = blocks.iter().filter(|b| !matches!(b.kind, BlockKind::Heading(_))).map(|b| letters(&b.text)).sum();
            prop_assert!(chunks.iter().map(|chunk| letters(&chunk.text)).sum::<usize>() >= body);
            for (at, chunk) in chunks.iter().enumerate() {
                prop_assert_eq!(chunk.ordinal as usize, at);
                let own_heading = chunk.heading.as_deref().is_some_and(|heading| heading.ends_with(&chunk.text));
                prop_assert!(own_heading || chunk.text.chars().count() <= limit);
                prop_assert!(!chunk.text.trim().is_empty());
            }
        }
    }
}
