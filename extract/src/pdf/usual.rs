//! What is usual in a document: the size of its text, its line spacing, its headings.

use std::collections::HashSet;

use super::blocks::{Open, Placed};
use super::join::{is_compound, trimmed};
use super::layout::Part;
use super::line::Line;

/// Letters this much larger than those of most text make a heading.
const HEADING: f32 = 1.15;
/// A heading longer than this is a paragraph in large letters.
const LONGEST_HEADING: usize = 200;

/// What is usual in this document.
pub(super) struct Usual {
    size: f32,
    pub(super) bold: bool,
    /// The distance of baselines within a paragraph, in font sizes.
    pub(super) pitch: f32,
    /// Sizes of headings, the largest first.
    headings: Vec<f32>,
    /// Words with a hyphen inside a line: theirs is no hyphenation.
    pub(super) compounds: HashSet<String>,
}

impl Usual {
    pub(super) fn of(placed: &[Placed]) -> Usual {
        let texts: Vec<(&[Line], bool)> = placed
            .iter()
            .flat_map(|page| {
                page.parts.iter().filter_map(|part| match part {
                    Part::Text(lines) => Some((lines.as_slice(), page.right)),
                    Part::Table(_) => None,
                })
            })
            .collect();
        let lines = || texts.iter().flat_map(|(lines, _)| lines.iter());
        let mut sizes: Vec<(f32, usize)> = lines().map(|line| (line.size, line.letters())).collect();
        sizes.sort_by(|a, b| a.0.total_cmp(&b.0));
        let total: usize = sizes.iter().map(|(_, letters)| letters).sum();
        let mut passed = 0;
        let middle = sizes.iter().find(|(_, letters)| {
            passed += letters;
            passed * 2 >= total
        });
        let size = middle.map_or(1.0, |middle| middle.0);
        let bold_letters: usize = lines().filter(|line| line.is_bold()).map(Line::letters).sum();

        let mut pitches: Vec<f32> = texts
            .iter()
            .flat_map(|(lines, _)| lines.windows(2))
            .filter_map(|pair| match pair {
                [upper, lower] if (upper.size - lower.size).abs() < 0.1 * lower.size => {
                    Some((upper.y - lower.y) / lower.size)
                }
                _ => None,
            })
            .filter(|pitch| (0.8..3.0).contains(pitch))
            .collect();
        pitches.sort_by(f32::total_cmp);
        let pitch = pitches.get(pitches.len() * 3 / 10).copied().unwrap_or(1.4);

        let mut headings: Vec<f32> =
            lines().map(|line| line.size).filter(|&found| found >= HEADING * size).collect();
        headings.sort_by(|a, b| b.total_cmp(a));
        headings.dedup_by(|a, b| *b - *a < 0.05 * *b);

        let mut compounds = HashSet::new();
        for (lines, right) in &texts {
            for line in *lines {
                let text = line.text(*right).to_lowercase();
                compounds.extend(text.split_whitespace().filter(|word| is_compound(word)).map(trimmed));
            }
        }
        Usual { size, bold: bold_letters * 3 > total, pitch, headings, compounds }
    }

    /// The level of a heading made of such lines, if it is one.
    pub(super) fn heading(&self, open: &Open) -> Option<u8> {
        if open.text.chars().count() > LONGEST_HEADING || !open.text.chars().any(char::is_alphabetic) {
            return None;
        }
        if open.size >= HEADING * self.size {
            let level = self.headings.iter().position(|&size| open.size >= 0.95 * size)?;
            return u8::try_from(level + 1).ok().map(|level| level.min(6));
        }
        let stands_out = open.bold && !self.bold && open.size >= 0.95 * self.size;
        let is_sentence = open.text.ends_with(['.', '،', ',', ';', '؛']);
        (stands_out && !is_sentence && open.words <= 14)
            .then(|| u8::try_from(self.headings.len() + 1).unwrap_or(6).min(6))
    }
}
