//! Words on baselines.

use unicode_normalization::char::is_combining_mark;

use crate::plain;

use super::glyphs::Glyph;

/// Baselines nearer than this share of the font size are one line: superscripts belong to it.
const SAME_LINE: f32 = 0.4;
/// A gap that makes a word end, where the file has a space there too, and where it has none.
const GAP_WITH_SPACE: f32 = 0.1;
const GAP_ALONE: f32 = 0.215;
/// A letter with a vowel mark may come out as the place of its mark alone: what looks like a gap is the letter.
const GAP_OF_MARK: f32 = 0.45;

/// What stands between the place of a doubled vowel mark and the next word, at least, and between it and the letters
/// of its own word, at most: the mark rises over a letter that is not in the file by itself.
const GAP_AFTER_TANWIN: f32 = 0.03;
const GAP_WITHIN_TANWIN: f32 = 0.6;

/// Glyphs without a gap, from left to right.
#[derive(Debug, Clone)]
pub(super) struct Word {
    pub(super) glyphs: Vec<Glyph>,
    pub(super) x0: f32,
    pub(super) x1: f32,
}

/// All words on one baseline, over the whole width of the page, from left to right.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) y: f32,
    pub(super) size: f32,
    pub(super) words: Vec<Word>,
}

/// Sorts a page's glyphs into rows, the upper first.
pub(super) fn rows(mut glyphs: Vec<Glyph>) -> Vec<Row> {
    glyphs.sort_by(|a, b| b.y.total_cmp(&a.y));
    let mut lines: Vec<(f32, f32, Vec<Glyph>)> = Vec::new();
    for glyph in glyphs {
        match lines.last_mut() {
            Some((y, size, line)) if *y - glyph.y < SAME_LINE * size.max(glyph.size) => {
                // The largest letters set the baseline, not the footnote mark above them.
                if glyph.size > *size {
                    (*y, *size) = (glyph.y, glyph.size);
                }
                line.push(glyph);
            }
            _ => lines.push((glyph.y, glyph.size, vec![glyph])),
        }
    }
    lines.into_iter().map(|(y, size, glyphs)| Row { y, size, words: words(glyphs) }).collect()
}

fn words(mut glyphs: Vec<Glyph>) -> Vec<Word> {
    glyphs.sort_by(|a, b| a.x0.total_cmp(&b.x0));
    let mut words: Vec<Word> = Vec::new();
    for glyph in glyphs {
        if let Some(word) = words.last_mut()
            && let Some(last) = word.glyphs.last()
            && !ends(last, &glyph)
        {
            word.x1 = word.x1.max(glyph.x1);
            word.glyphs.push(glyph);
        } else {
            words.push(Word { x0: glyph.x0, x1: glyph.x1, glyphs: vec![glyph] });
        }
    }
    words
}

fn ends(last: &Glyph, next: &Glyph) -> bool {
    // Tails of letters reach under their neighbours: the pen's way counts, not the ink.
    let gap = (next.x0 - last.x1) / last.size.min(next.size);
    let raised = (last.y - next.y).abs() >= 0.02 * last.size;
    // A doubled vowel mark ends its word, and no word is one letter with it.
    if raised && is_tanwin(next) && begins_word_after(&next.text, &last.text) {
        return gap > GAP_AFTER_TANWIN;
    }
    if raised && is_tanwin(last) && next.text.starts_with(char::is_alphabetic) {
        return gap > GAP_WITHIN_TANWIN;
    }
    // pdfium sees a space wherever the pen rises, as it does for a mark that carries its letter's code.
    let spaced = last.token != next.token && !raised;
    let marked = [last, next]
        .iter()
        .any(|glyph| glyph.text.chars().count() > 1 && glyph.text.ends_with(is_combining_mark));
    let alone = if marked && last.token == next.token { GAP_OF_MARK } else { GAP_ALONE };
    gap > alone || (spaced && gap > GAP_WITH_SPACE)
}

fn is_tanwin(glyph: &Glyph) -> bool {
    glyph.text.contains(['\u{64B}', '\u{64C}', '\u{64D}'])
}

/// Whether `text`, to the left of a letter with tanwin, is of the next word: all but the letter that carries the mark.
fn begins_word_after(tanwin: &str, text: &str) -> bool {
    let carriers = ['ا', 'ى'];
    text.starts_with(char::is_alphanumeric) && (tanwin.contains(carriers) || !text.starts_with(carriers))
}

impl Word {
    pub(super) fn size(&self) -> f32 {
        self.glyphs.first().map_or(0.0, |glyph| glyph.size)
    }

    /// Whether this is what stands before a list item: a bullet, or a number with a stop.
    pub(super) fn is_marker(&self) -> bool {
        let text: String = self.glyphs.iter().map(|glyph| glyph.text.as_str()).collect();
        let bare = text.trim_matches(['.', ')', '(']);
        let is_number = bare.len() < text.len() && bare.chars().count() <= 2;
        plain::is_bullet(&text) || (is_number && !bare.is_empty() && bare.chars().all(char::is_numeric))
    }
}

impl Row {
    pub(super) fn x0(&self) -> f32 {
        self.words.first().map_or(0.0, |word| word.x0)
    }

    pub(super) fn x1(&self) -> f32 {
        self.words.iter().map(|word| word.x1).fold(f32::MIN, f32::max)
    }
}
