//! A line of one column: words of a row between two gutters.

use super::order;
use super::rows::Word;
use super::rules::Rules;

/// Words that are read one after the other.
#[derive(Debug, Clone)]
pub(super) struct Line {
    words: Vec<Word>,
    pub(super) x0: f32,
    pub(super) x1: f32,
    pub(super) y: f32,
    pub(super) size: f32,
}

impl Line {
    /// A line of words in the order in which they stand; `None` without words.
    pub(super) fn new(words: Vec<Word>) -> Option<Line> {
        let x0 = words.first()?.x0;
        let x1 = words.iter().map(|word| word.x1).fold(x0, f32::max);
        // The size of most letters, not of the largest: an initial must not make a heading.
        let mut sizes: Vec<(f32, f32)> =
            words.iter().flat_map(|word| &word.glyphs).map(|glyph| (glyph.size, glyph.y)).collect();
        sizes.sort_by(|a, b| a.0.total_cmp(&b.0));
        let &(size, y) = sizes.get(sizes.len() / 2)?;
        Some(Line { words, x0, x1, y, size })
    }

    pub(super) fn is_bold(&self) -> bool {
        self.words.iter().flat_map(|word| &word.glyphs).all(|glyph| glyph.bold)
    }

    pub(super) fn letters(&self) -> usize {
        self.words.iter().map(|word| word.glyphs.len()).sum()
    }

    /// The direction of the line on a page of the direction given: any Arabic makes a line of an
    /// Arabic page one; on another page, only where most of it is.
    pub(super) fn is_right(&self, page: bool) -> bool {
        let texts = || self.words.iter().flat_map(|word| &word.glyphs).map(|glyph| glyph.text.as_str());
        page || order::is_right_to_left(texts()).unwrap_or(page)
    }

    /// The text in reading order.
    pub(super) fn text(&self, page: bool) -> String {
        let words: Vec<Vec<&str>> = self
            .words
            .iter()
            .map(|word| word.glyphs.iter().map(|glyph| glyph.text.as_str()).collect())
            .collect();
        let text = order::logical(&words, self.is_right(page));
        // Tatweel stretches letters to fill a line, it is no spelling.
        text.replace('\u{640}', "")
    }

    /// Whether a bullet is drawn in front of the line.
    pub(super) fn has_bullet(&self, rules: &Rules, page: bool) -> bool {
        let (near, far) = (0.2 * self.size, 2.5 * self.size);
        if self.is_right(page) {
            rules.has_bullet(self.x1 + near, self.x1 + far, self.y, self.size)
        } else {
            rules.has_bullet(self.x0 - far, self.x0 - near, self.y, self.size)
        }
    }

    /// How wide the word is that is read first.
    pub(super) fn first_word_width(&self, right: bool) -> f32 {
        let word = if right { self.words.last() } else { self.words.first() };
        word.map_or(0.0, |word| word.x1 - word.x0)
    }

    pub(super) fn words(&self) -> usize {
        self.words.len()
    }
}
