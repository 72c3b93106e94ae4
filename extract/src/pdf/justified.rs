//! Narrow justified columns, which look like tables: few long words on a line, stretched far apart.
//!
//! A line's own gaps may be wider than the gutter beside it, so no single line tells. Together they do: blank
//! strips run through all lines, and between them every line stretches its gaps alike, each line by another width,
//! so that all begin and end at the same places. No table does that.

use super::layout::{Span, bands, extent, slice};
use super::rows::Row;

/// A strip narrower than this (in font sizes) is no gutter.
const NARROWEST: f32 = 0.5;
const GUTTER: f32 = 0.8;
/// Rows further apart than this (in font sizes) are not looked at together.
const APART: f32 = 4.0;
/// Gaps of one line differ by less than this (in font sizes), those of two lines by more.
const ALIKE: f32 = 0.1;
/// Edges nearer than this (in points) are one.
const FLUSH: f32 = 1.0;
/// Longer stretches, or more strips, are no narrow columns.
const MOST_ROWS: usize = 120;
const MOST_STRIPS: usize = 5;

/// The justified columns that begin at a row: where they end at the latest, and the gutters between them.
pub(super) fn columns(rows: &[Row], start: usize, right: bool) -> Option<(usize, Vec<Span>)> {
    let rows = rows.get(start..)?;
    let (end, mut strips) = strips(rows)?;
    let size = rows.iter().take(end).map(smallest).fold(f32::MAX, f32::min);
    strips.retain(|strip| strip.1 - strip.0 >= GUTTER * size);
    if strips.is_empty() || strips.len() > MOST_STRIPS {
        return None;
    }
    // A gap may stand over another by chance: then a strip less is the truth.
    let mut choices: Vec<u32> = (1..1 << strips.len()).collect();
    choices.sort_by_key(|choice| std::cmp::Reverse(choice.count_ones()));
    choices.into_iter().find_map(|choice| {
        let gutters: Vec<Span> =
            (0..).zip(&strips).filter(|(at, _)| choice >> at & 1 == 1).map(|(_, strip)| *strip).collect();
        let shared =
            |row: &Row| bands(&gutters, right).into_iter().filter_map(|band| slice(row, band)).count() > 1;
        let last = rows.iter().take(end).rposition(shared)?;
        // What stands beside nothing may follow the columns, or be their end.
        let is_proven = |end: usize| rows.get(..end).is_some_and(|rows| are_justified(rows, &gutters, right));
        let proven = rows.first().is_some_and(shared) && (is_proven(end) || is_proven(last + 1));
        proven.then(|| (start + last + 1, gutters.clone()))
    })
}

/// Whether nothing but running text stands in a justified column: no line has a gap that stands out, and those with
/// wide gaps fill the column.
pub(super) fn is_running(lines: &[Row]) -> bool {
    let (x0, x1) = extent(lines);
    let is_full = |line: &Row| line.x0() - x0 < FLUSH && x1 - line.x1() < FLUSH;
    let widest = |line: &Row| gaps(line).map(|(gap, _)| gap.1 - gap.0).fold(0.0, f32::max);
    let runs = |line: &Row| is_even(line) && (widest(line) < smallest(line) || is_full(line));
    // Two words on each of several lines are a small table.
    let is_pair = |line: &Row| line.words.len() == 2 && widest(line) >= 2.0 * smallest(line);
    lines.iter().all(runs) && !lines.windows(3).any(|lines| lines.iter().all(is_pair))
}

/// The blank strips that run through as many rows as they can, with text on both sides, and how many rows.
fn strips(rows: &[Row]) -> Option<(usize, Vec<Span>)> {
    let first = rows.first()?;
    let mut strips = blank(first);
    // A column that begins lower stands beside the first row, not in it.
    let (mut x0, mut x1) = (first.x0(), first.x1());
    let mut end = 1;
    for pair in rows.windows(2).take(MOST_ROWS) {
        let [upper, row] = pair else { break };
        if upper.y - row.y > APART * row.size {
            break;
        }
        let least = NARROWEST * smallest(row);
        let free = blank(row);
        let kept: Vec<Span> = strips
            .iter()
            .flat_map(|strip| free.iter().map(|gap| (strip.0.max(gap.0), strip.1.min(gap.1))))
            .filter(|span| span.1 - span.0 >= least)
            .collect();
        let (left, right) = (x0.min(row.x0()), x1.max(row.x1()));
        if !kept.iter().any(|strip| strip.0 >= left && strip.1 <= right) {
            break;
        }
        (strips, x0, x1) = (kept, left, right);
        end += 1;
    }
    strips.retain(|strip| strip.0 >= x0 && strip.1 <= x1);
    strips.sort_by(|a, b| a.0.total_cmp(&b.0));
    (!strips.is_empty() && end > 1).then_some((end, strips))
}

/// Where a row leaves the page free: its gaps, and what is beside it.
fn blank(row: &Row) -> Vec<Span> {
    let wide = gaps(row).filter(|&(gap, size)| gap.1 - gap.0 >= NARROWEST * size).map(|(gap, _)| gap);
    wide.chain([(f32::MIN, row.x0()), (row.x1(), f32::MAX)]).collect()
}

/// Whether each band between the gutters holds lines stretched to its edges.
fn are_justified(rows: &[Row], gutters: &[Span], right: bool) -> bool {
    let columns: Vec<Vec<Row>> = bands(gutters, right)
        .into_iter()
        .map(|band| rows.iter().filter_map(|row| slice(row, band)).collect())
        .collect();
    let differ = |lines: &Vec<Row>| {
        let (least, most) = full(lines).fold((f32::MAX, f32::MIN), |(least, most), line| {
            let stretch = stretch(line);
            (least.min(stretch), most.max(stretch))
        });
        most - least > ALIKE * lines.iter().map(smallest).fold(f32::MAX, f32::min)
    };
    columns.iter().all(|lines| is_justified(lines, right)) && columns.iter().any(differ)
}

/// Whether the lines of a column have even gaps, begin at one edge, and enough of them end at the other.
fn is_justified(lines: &[Row], right: bool) -> bool {
    let long = || lines.iter().filter(|line| line.words.len() > 2);
    let even = long().filter(|line| is_even(line)).count();
    let full = full(lines).count();
    let body: Vec<&Row> = body(lines).collect();
    let (x0, x1) = edges(lines);
    let begins = |line: &Row| if right { x1 - line.x1() } else { line.x0() - x0 };
    let flush = body.iter().filter(|line| begins(line) < FLUSH).count();
    full > 1 && full * 3 >= body.len() && flush * 2 >= body.len() && even * 5 >= long().count() * 4
}

/// The lines without their headings.
fn body(lines: &[Row]) -> impl Iterator<Item = &Row> {
    let size = lines.iter().map(smallest).fold(f32::MAX, f32::min);
    lines.iter().filter(move |line| line.size <= 1.1 * size)
}

/// The lines of at least three words that reach from edge to edge, with even gaps.
fn full(lines: &[Row]) -> impl Iterator<Item = &Row> {
    let (x0, x1) = edges(lines);
    body(lines)
        .filter(move |line| line.x0() - x0 < FLUSH && x1 - line.x1() < FLUSH)
        .filter(|line| line.words.len() > 2 && is_even(line))
}

fn edges(lines: &[Row]) -> Span {
    body(lines).fold((f32::MAX, f32::MIN), |(x0, x1), row| (x0.min(row.x0()), x1.max(row.x1())))
}

/// The gaps between a row's words, each with the size of the smaller letters beside it.
fn gaps(row: &Row) -> impl Iterator<Item = (Span, f32)> {
    row.words.windows(2).filter_map(|pair| match pair {
        [left, right] => Some(((left.x1, right.x0), left.size().min(right.size()))),
        _ => None,
    })
}

/// Whether all gaps of a line are as wide as each other.
fn is_even(line: &Row) -> bool {
    let widths = || gaps(line).map(|(gap, _)| gap.1 - gap.0);
    let (least, most) = (widths().fold(f32::MAX, f32::min), widths().fold(f32::MIN, f32::max));
    line.words.len() < 3 || most - least <= ALIKE * line.size + 0.1 * most
}

/// How wide a line's gaps are.
fn stretch(line: &Row) -> f32 {
    let count = line.words.len().saturating_sub(1).max(1);
    gaps(line).map(|(gap, _)| gap.1 - gap.0).sum::<f32>() / count as f32
}

fn smallest(row: &Row) -> f32 {
    row.words.iter().map(super::rows::Word::size).fold(f32::MAX, f32::min)
}
