//! Cutting blocks into units and packing units into passages.

use super::BlockKind;
use crate::sentence;
use std::collections::VecDeque;

/// A piece that is not cut: a sentence, an item, a row.
pub(super) struct Unit {
    text: String,
    /// Its characters.
    size: usize,
    page: Option<u32>,
    kind: BlockKind,
    /// Whether it begins its block, and so a line.
    opens: bool,
}

/// Cuts one block into units no longer than the limit.
pub(super) fn units(kind: BlockKind, text: &str, page: Option<u32>, limit: usize) -> Vec<Unit> {
    let pieces: Vec<&str> = match kind {
        BlockKind::Paragraph => {
            sentence::sentences(text).into_iter().filter_map(|range| text.get(range)).collect()
        }
        _ if length(text) <= limit => vec![text],
        _ => sentence::sentences(text).into_iter().filter_map(|range| text.get(range)).collect(),
    };
    let whole = pieces.into_iter().flat_map(|piece| split_long(piece, limit));
    whole
        .enumerate()
        .map(|(at, text)| Unit { size: length(&text), text, page, kind, opens: at == 0 })
        .collect()
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

/// One section's units on their way into passages. It holds what one passage may need, not the section.
pub(super) struct Packer {
    limit: usize,
    held: VecDeque<Unit>,
    /// Characters of what is held, with a space after each unit.
    left: usize,
    /// The last unit of the passage before.
    before: Option<Unit>,
}

impl Packer {
    pub(super) fn new(limit: usize) -> Self {
        Self { limit, held: VecDeque::new(), left: 0, before: None }
    }

    pub(super) fn add(&mut self, unit: Unit) {
        self.left += unit.size + 1;
        self.held.push_back(unit);
    }

    /// The next passage if no further unit could change it.
    pub(super) fn full(&mut self) -> Option<(String, Option<u32>)> {
        // A passage takes less than the limit, and looks no further than the limit beyond.
        if self.left > 2 * self.limit + 2 { self.passage() } else { None }
    }

    /// The next passage of what is held, with its page.
    pub(super) fn passage(&mut self) -> Option<(String, Option<u32>)> {
        let first = self.held.front()?;
        let page = first.page;
        let overlap = self.before.take().filter(|unit| {
            unit.kind == BlockKind::Paragraph
                && unit.size <= self.limit / 4
                && unit.size + 1 + first.size <= self.limit
        });
        let (mut text, mut size) = overlap.map_or((String::new(), 0), |unit| (unit.text, unit.size));
        // A little over the target is better than a last passage of one sentence.
        let goal = if size + self.left <= self.limit { self.limit } else { self.limit * 2 / 3 };
        let mut taken = 0;
        while let Some(unit) = self.held.pop_front() {
            let grown = size + usize::from(size > 0) + unit.size;
            if taken > 0 && (grown > self.limit || (grown > goal && size * 2 > goal)) {
                self.held.push_front(unit);
                break;
            }
            if size > 0 {
                let line = unit.opens || taken == 0 && unit.kind != BlockKind::Paragraph;
                text.push(if line { '\n' } else { ' ' });
            }
            text.push_str(&unit.text);
            (size, taken) = (grown, taken + 1);
            self.left -= unit.size + 1;
            self.before = Some(unit);
        }
        Some((text, page))
    }
}

pub(super) fn length(text: &str) -> usize {
    text.chars().count()
}
