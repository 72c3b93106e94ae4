//! Running heads, feet and page numbers: what repeats at the edge of pages is not part of the text.

use std::collections::{HashMap, HashSet};

use super::line::Line;
use super::rows::Row;

/// The share of a page's height, at either end, where such lines stand.
const MARGIN: f32 = 0.12;
/// A page's outermost rows that are looked at, at either end.
const ROWS: usize = 3;

/// On pages with fewer rows nothing is usual.
const FEWEST: usize = 6;
/// From how many font sizes on a row stands apart (paragraphs do by two or so), and how long it is at most.
const FAR: f32 = 3.0;
const SHORT: usize = 60;

/// A page as this module sees it.
pub(super) struct Sheet<'a> {
    pub(super) top: f32,
    pub(super) bottom: f32,
    pub(super) rows: &'a mut Vec<Row>,
}

/// Removes what repeats: a page number on two pages, a running head on three where most agree, or on two at the
/// very same height. What is left is judged by how a line stands apart.
pub(super) fn remove(sheets: &mut [Sheet<'_>], right: bool) {
    let mut seen: HashMap<String, HashSet<usize>> = HashMap::new();
    for (page, sheet) in sheets.iter().enumerate() {
        for edge in edges(sheet, right) {
            seen.entry(edge.text).or_default().insert(page);
        }
    }
    let pages = sheets.len();
    let twins =
        if let [first, second] = &sheets[..] { twins(first, second, right) } else { Twins::default() };
    let goes = |text: &str| {
        let on = seen.get(text).map_or(0, HashSet::len);
        if is_number(text) { on >= 2 } else { on >= 3 && on * 2 > pages }
    };
    for (page, sheet) in sheets.iter_mut().enumerate() {
        let twins = if page == 0 { &twins.first } else { &twins.second };
        let gone: HashSet<usize> = edges(sheet, right)
            .into_iter()
            .filter(|edge| goes(&edge.text) || twins.contains(&edge.at))
            .map(|edge| edge.at)
            .collect();
        let mut at = 0;
        sheet.rows.retain(|_| {
            at += 1;
            !gone.contains(&(at - 1))
        });
    }
    if pages < 3 {
        for sheet in sheets.iter_mut() {
            if apart(sheet.rows, right, End::Foot) {
                sheet.rows.pop();
            }
            if apart(sheet.rows, right, End::Head) {
                sheet.rows.remove(0);
            }
        }
    }
}

/// The rows that two pages have in common: on the first page one in larger letters stays, it may be the title.
#[derive(Default)]
struct Twins {
    first: Vec<usize>,
    second: Vec<usize>,
}

fn twins(first: &Sheet<'_>, second: &Sheet<'_>, right: bool) -> Twins {
    let mut twins = Twins::default();
    let usual = usual(first.rows);
    let others = edges(second, right);
    for edge in edges(first, right) {
        let same = |other: &&Edge| other.text == edge.text && (other.y - edge.y).abs() < 1.0;
        let Some(other) = others.iter().find(same) else { continue };
        twins.second.push(other.at);
        if edge.size <= 1.1 * usual {
            twins.first.push(edge.at);
        }
    }
    twins
}

/// An end of a page.
#[derive(Clone, Copy, PartialEq, Eq)]
enum End {
    Head,
    Foot,
}

/// Whether the outermost row is a head or foot though there is nothing to compare it with: far from the next row,
/// short, no sentence, without a number that a reader may need; a foot in smaller letters, a head above the title.
fn apart(rows: &[Row], right: bool, end: End) -> bool {
    if rows.len() < FEWEST {
        return false;
    }
    let (row, next) = match end {
        End::Head => (rows.first(), rows.get(1)),
        End::Foot => (rows.last(), rows.iter().rev().nth(1)),
    };
    let (Some(row), Some(next)) = (row, next) else { return false };
    let usual = usual(rows);
    let set_off = match end {
        End::Head => next.size >= 1.25 * usual && row.size < next.size,
        End::Foot => row.size <= 0.9 * usual,
    };
    let Some(text) = Line::new(row.words.clone()).map(|line| line.text(right)) else { return false };
    let text = text.trim();
    // A number far below the text is the page's.
    if end == End::Foot && is_number(&pattern(text)) && (row.y - next.y).abs() >= FAR * usual {
        return true;
    }
    let number = text.contains(char::is_numeric) && !text.contains('©') && !is_number(&pattern(text));
    set_off
        && (row.y - next.y).abs() >= FAR * usual
        && text.chars().count() <= SHORT
        && !text.ends_with(['.', ':', '!', '?', '؟', '۔'])
        && !number
}

/// The font size of most rows.
fn usual(rows: &[Row]) -> f32 {
    let mut sizes: Vec<f32> = rows.iter().map(|row| row.size).collect();
    sizes.sort_by(f32::total_cmp);
    sizes.get(sizes.len() / 2).copied().unwrap_or_default()
}

/// A row in a margin: its place, and its text with digits as one sign, so that counting does not matter.
struct Edge {
    at: usize,
    text: String,
    y: f32,
    size: f32,
}

fn edges(sheet: &Sheet<'_>, right: bool) -> Vec<Edge> {
    let height = sheet.top - sheet.bottom;
    let (upper, lower) = (sheet.top - MARGIN * height, sheet.bottom + MARGIN * height);
    let count = sheet.rows.len();
    let rows = sheet.rows.iter().enumerate();
    rows.filter(|(at, row)| (*at < ROWS && row.y > upper) || (*at + ROWS >= count && row.y < lower))
        .filter_map(|(at, row)| {
            let text = Line::new(row.words.clone())?.text(right);
            Some(Edge { at, text: pattern(&text), y: row.y, size: row.size })
        })
        .collect()
}

fn pattern(text: &str) -> String {
    let mut out = String::new();
    for c in text.to_lowercase().chars().filter(|c| !c.is_whitespace()) {
        match c {
            _ if c.is_numeric() && out.ends_with('#') => {}
            _ if c.is_numeric() => out.push('#'),
            _ => out.push(c),
        }
    }
    out
}

/// A bare page number, with or without its word.
fn is_number(pattern: &str) -> bool {
    let words = ["page", "pagina", "pag", "sayfa", "صفحة", "صفحه", "of", "di", "من", "از"];
    let mut rest = pattern.to_owned();
    for word in words {
        rest = rest.replace(word, "");
    }
    pattern.contains('#')
        && rest.chars().all(|c| matches!(c, '#' | '/' | '-' | '–' | '—' | '|' | '.' | '(' | ')'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_told_from_text() {
        for text in ["3", "- 12 -", "Page 3 of 12", "صفحة ٣ من ١٢", "3/12", "Sayfa 4"] {
            assert!(is_number(&pattern(text)), "{text}");
        }
        for text in ["Order 66", "Nabta", "14 days"] {
            assert!(!is_number(&pattern(text)), "{text}");
        }
    }
}
