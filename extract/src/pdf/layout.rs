//! Columns and tables: where white space runs down a page, text is not read straight across.

use super::justified;
use super::line::Line;
use super::rows::{Row, Word};
use super::rules::Rules;

/// White space this wide (in font sizes) may part columns or cells; while it runs on, less will do.
const GUTTER: f32 = 1.0;
const GUTTER_KEPT: f32 = 0.5;
/// No space between words is this wide.
const SURE_GUTTER: f32 = 2.0;
/// Rows further apart than this (in font sizes) do not belong to one table or set of columns.
const APART: f32 = 4.0;
/// Columns inside columns inside tables: deeper is no layout of text.
const DEEPEST: u8 = 4;
/// So many lines may stand in one column alone, above the row that shows the columns.
const MOST_LEADING: usize = 3;

/// A stretch of a page.
pub(super) enum Part {
    /// Lines of one column.
    Text(Vec<Line>),
    /// Rows of cells, both in reading order.
    Table(Vec<Vec<Vec<Line>>>),
}

/// From where to where across the page.
pub(super) type Span = (f32, f32);

/// Divides a page's rows into parts in reading order. `last` are the gutters of the columns above, also
/// of the page before: where columns run out, a line or two stand in each, too few to tell by themselves.
pub(super) fn parts(rows: Vec<Row>, rules: &Rules, right: bool, last: &mut Vec<Span>) -> Vec<Part> {
    divide(merge(rows), rules, right, last, 0)
}

/// Columns side by side whose baselines differ: rows nearer than a line's height that stand beside
/// each other become one row.
fn merge(rows: Vec<Row>) -> Vec<Row> {
    let mut merged: Vec<Row> = Vec::new();
    for row in rows {
        if let Some(last) = merged.last_mut()
            && last.y - row.y < 0.95 * last.size.min(row.size)
            && (last.x1() + last.size < row.x0() || row.x1() + last.size < last.x0())
        {
            last.words.extend(row.words);
            last.words.sort_by(|a, b| a.x0.total_cmp(&b.x0));
        } else {
            merged.push(row);
        }
    }
    merged
}

fn divide(rows: Vec<Row>, rules: &Rules, right: bool, last: &mut Vec<Span>, depth: u8) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut plain: Vec<Row> = Vec::new();
    let mut at = 0;
    while let Some(row) = rows.get(at) {
        let found = region(&rows, at, rules, last);
        let stretched = justified_region(&rows, at, rules, right);
        let found = match (found, stretched) {
            // Wide gaps in the first line may hide that there are more columns.
            (Some(plain), Some(stretched))
                if plain.columns && stretched.gutters.len() <= plain.gutters.len() =>
            {
                Some(plain)
            }
            (plain, stretched) => stretched.or(plain),
        };
        let end = found.as_ref().filter(|found| !found.columns).map_or(at, |found| found.end);
        let beside = |start: usize| justified_region(&rows, start, rules, right).is_some();
        if let Some(start) = (at + 1..end.min(at + MOST_LEADING + 1)).find(|&start| beside(start)) {
            // Long words of one column's heading, above the row with which the columns begin.
            plain.extend_from_slice(&rows[at..start]);
            at = start;
            continue;
        }
        match found.filter(|_| depth < DEEPEST) {
            Some(Region { end, gutters, columns: true, justified }) => {
                let columns = Columns { gutters: &gutters, right, rules };
                let mut inside = columns.lead(&mut plain, &rows[at..end]);
                flush(&mut plain, &mut parts);
                inside.extend_from_slice(&rows[at..end]);
                let tail = columns.tail(&inside, &rows[end..]);
                inside.extend_from_slice(&rows[end..end + tail]);
                at = end + tail;
                for band in bands(&gutters, right) {
                    let mut column: Vec<Row> = inside.iter().filter_map(|row| slice(row, band)).collect();
                    if justified && justified::is_running(&column) {
                        flush(&mut column, &mut parts);
                    } else {
                        parts.extend(divide(column, rules, right, &mut Vec::new(), depth + 1));
                    }
                }
                *last = gutters;
            }
            Some(Region { end, columns: false, .. })
                if is_stretched(&rows[at..end], plain.last(), rows.get(end), rules) =>
            {
                plain.extend_from_slice(&rows[at..end]);
                at = end;
            }
            Some(Region { end, columns: false, .. }) => {
                flush(&mut plain, &mut parts);
                parts.push(Part::Table(table(&rows[at..end], rules, right)));
                at = end;
            }
            None => {
                plain.push(row.clone());
                at += 1;
            }
        }
    }
    flush(&mut plain, &mut parts);
    parts
}

/// Whether rows that look like a table's are justified lines of two or three long words in a narrow column: they
/// begin and end where a line of running text above or below does.
fn is_stretched(rows: &[Row], above: Option<&Row>, below: Option<&Row>, rules: &Rules) -> bool {
    let (Some(first), Some(last)) = (rows.first(), rows.last()) else { return false };
    let runs = |row: &Row, next: &Row| {
        let near = (row.y - next.y).abs() <= 2.0 * row.size && (row.size - next.size).abs() <= 0.1 * row.size;
        let flush = |row: &Row| (row.x0() - first.x0()).abs() < 1.0 && (row.x1() - first.x1()).abs() < 1.0;
        near && row.words.len() > 2
            && holes(row, rules, GUTTER).is_empty()
            && rows.iter().all(flush)
            && flush(row)
    };
    above.is_some_and(|row| runs(row, first)) || below.is_some_and(|row| runs(row, last))
}

fn flush(plain: &mut Vec<Row>, parts: &mut Vec<Part>) {
    let lines: Vec<Line> = plain.drain(..).filter_map(|row| Line::new(row.words)).collect();
    if !lines.is_empty() {
        parts.push(Part::Text(lines));
    }
}

struct Region {
    end: usize,
    gutters: Vec<Span>,
    columns: bool,
    /// Whether the columns' lines are stretched, so that wide gaps in them mean nothing.
    justified: bool,
}

/// The narrow justified columns that begin at a row, which only look like a table.
fn justified_region(rows: &[Row], start: usize, rules: &Rules, right: bool) -> Option<Region> {
    let (end, gutters) = justified::columns(rows, start, right)?;
    let inside = rows.get(start..end)?;
    (!are_ruled(inside, rules)).then_some(Region { end, gutters, columns: true, justified: true })
}

/// The columns or the table that begin at a row.
fn region(rows: &[Row], start: usize, rules: &Rules, last: &[Span]) -> Option<Region> {
    let first = rows.get(start)?;
    let mut gutters = holes(first, rules, GUTTER);
    if gutters.is_empty() {
        return None;
    }
    let mut end = start + 1;
    let mut both = 1;
    for (at, pair) in rows.windows(2).enumerate().skip(start) {
        let [upper, row] = pair else { break };
        let ruled = rules.parts_rows(upper.y, row.y, row.x0(), row.x1());
        if upper.y - row.y > APART * row.size * if ruled { 2.0 } else { 1.0 } {
            break;
        }
        let inner = holes(row, rules, GUTTER_KEPT);
        let kept = common(&gutters, &free(row, rules), row, rules);
        if kept.is_empty() {
            break;
        }
        if kept.iter().any(|gutter| inner.iter().any(|hole| hole.0 <= gutter.0 && gutter.1 <= hole.1)) {
            both += 1;
            end = at + 2;
        }
        gutters = kept;
    }
    let inside = rows.get(start..end)?;
    // Rows below the last pair narrowed the gutters too; they only count if they belong to a column.
    gutters = holes(first, rules, GUTTER);
    for row in inside.iter().skip(1) {
        gutters = common(&gutters, &free(row, rules), row, rules);
    }
    let known = gutters.len() == last.len()
        && gutters.iter().zip(last).all(|(gutter, last)| gutter.0 < last.1 && last.0 < gutter.1);
    let fewest = if known { 1 } else { 3 };
    let columns = flows(inside, &gutters, rules, fewest);
    // A table's first or last row may stand alone on its page; lines between its cells tell.
    let lined = gutters.iter().all(|gutter| rules.parts(gutter.0, gutter.1, first.y));
    let needed = match (columns, lined) {
        (true, _) => fewest,
        (false, true) => 1,
        (false, false) => 2,
    };
    (both >= needed).then_some(Region { end, gutters, columns, justified: false })
}

/// The gaps of a row that are wide or hold a ruling line. Justified text has wide gaps too, but all its
/// gaps are alike.
fn holes(row: &Row, rules: &Rules, width: f32) -> Vec<Span> {
    let ruled = |pair: &[Word]| match pair {
        [left, right] => rules.parts(left.x1, right.x0, row.y),
        _ => false,
    };
    let last = row.words.len().saturating_sub(2);
    let gaps = || {
        row.words.windows(2).enumerate().filter_map(move |(at, pair)| match pair {
            // Behind a bullet there is space, but no cell.
            [left, _] if at == 0 && left.is_marker() && !ruled(pair) => None,
            [_, right] if at == last && right.is_marker() && !ruled(pair) => None,
            // A heading beside running text has larger letters; the gap is between both.
            [left, right] => Some((left.x1, right.x0, left.size().min(right.size()))),
            _ => None,
        })
    };
    let smallest = gaps().map(|(x0, x1, _)| x1 - x0).fold(f32::MAX, f32::min);
    let stands_out =
        |gap: f32, size: f32| gap >= SURE_GUTTER * size || gap >= 1.8 * smallest || row.words.len() == 2;
    gaps()
        .filter(|&(x0, x1, size)| {
            let gap = x1 - x0;
            (gap >= width * size && stands_out(gap, size)) || rules.parts(x0, x1, row.y)
        })
        .map(|(x0, x1, _)| (x0, x1))
        .collect()
}

/// Where a row leaves the page free: its gaps, and what is beside it.
fn free(row: &Row, rules: &Rules) -> Vec<Span> {
    let mut free = holes(row, rules, GUTTER_KEPT);
    free.extend([(f32::MIN, row.x0()), (row.x1(), f32::MAX)]);
    free
}

/// What two sets of gaps have in common.
fn common(gutters: &[Span], free: &[Span], row: &Row, rules: &Rules) -> Vec<Span> {
    let mut kept: Vec<Span> = Vec::new();
    for gutter in gutters {
        for hole in free {
            let span = (gutter.0.max(hole.0), gutter.1.min(hole.1));
            let ruled = span.1 > span.0 && rules.parts(span.0, span.1, row.y);
            if span.1 - span.0 >= GUTTER_KEPT * row.size || ruled {
                kept.push(span);
            }
        }
    }
    kept.sort_by(|a, b| a.0.total_cmp(&b.0));
    kept.dedup_by(|a, b| a.0 <= b.1);
    kept
}

/// The stretches of a page that gutters part, in reading order. They meet in the middle of each gutter, so that a
/// word which reaches into it is in one of them.
pub(super) fn bands(gutters: &[Span], right: bool) -> Vec<Span> {
    let mut bands = Vec::new();
    let mut left = f32::MIN;
    for gutter in gutters {
        let middle = (gutter.0.max(-1e6) + gutter.1.min(1e6)) / 2.0;
        bands.push((left, middle));
        left = middle;
    }
    bands.push((left, f32::MAX));
    if right {
        bands.reverse();
    }
    bands
}

/// The words of a row within a band.
pub(super) fn slice(row: &Row, band: Span) -> Option<Row> {
    let inside = |word: &&Word| {
        let middle = (word.x0 + word.x1) / 2.0;
        middle >= band.0 && middle < band.1
    };
    let words: Vec<Word> = row.words.iter().filter(inside).cloned().collect();
    let y = words.first().and_then(|word| word.glyphs.first()).map(|glyph| glyph.y)?;
    // Beside it may stand a heading, in larger letters.
    let size = words.iter().flat_map(|word| &word.glyphs).map(|glyph| glyph.size).fold(0.0, f32::max);
    Some(Row { y, size, words })
}

/// Whether running text stands between the gutters: lines of several words that fill their column, and
/// no ruling line under each row.
fn flows(rows: &[Row], gutters: &[Span], rules: &Rules, fewest: usize) -> bool {
    if are_ruled(rows, rules) {
        return false;
    }
    bands(gutters, false).into_iter().all(|band| {
        let lines: Vec<Row> = rows.iter().filter_map(|row| slice(row, band)).collect();
        let (x0, x1) = extent(&lines);
        let words: usize = lines.iter().map(|line| line.words.len()).sum();
        let filled: f32 = lines.iter().map(|line| line.x1() - line.x0()).sum();
        lines.len() >= fewest
            && words * 10 >= lines.len() * 25
            && filled >= 0.6 * (x1 - x0) * lines.len() as f32
    })
}

/// Whether ruling lines stand between many rows.
fn are_ruled(rows: &[Row], rules: &Rules) -> bool {
    let ruled = rows.windows(2).filter(|pair| match pair {
        [upper, lower] => rules.parts_rows(upper.y, lower.y, lower.x0(), lower.x1()),
        _ => false,
    });
    rows.len() > 1 && ruled.count() * 3 >= rows.len() - 1
}

pub(super) fn extent(rows: &[Row]) -> Span {
    rows.iter().fold((f32::MAX, f32::MIN), |(x0, x1), row| (x0.min(row.x0()), x1.max(row.x1())))
}

/// Columns that were found, for the rows above and below that stand in one of them alone.
struct Columns<'a> {
    gutters: &'a [Span],
    right: bool,
    rules: &'a Rules,
}

impl Columns<'_> {
    /// The column in which a row stands, counted in reading order; `None` where it crosses a gutter or
    /// stands in several.
    fn only(&self, row: &Row) -> Option<usize> {
        if common(self.gutters, &free(row, self.rules), row, self.rules).len() != self.gutters.len() {
            return None;
        }
        let mut within = bands(self.gutters, self.right)
            .into_iter()
            .enumerate()
            .filter(|&(_, band)| slice(row, band).is_some());
        within.next().filter(|_| within.next().is_none()).map(|(at, _)| at)
    }

    /// What stands in a column of rows, the upper first.
    fn lines(&self, rows: &[Row], column: usize) -> Vec<Row> {
        let band = bands(self.gutters, self.right).get(column).copied();
        band.map_or_else(Vec::new, |band| rows.iter().filter_map(|row| slice(row, band)).collect())
    }

    /// How many rows below belong to the columns, which need not end on one line.
    ///
    /// What stands in a further column does for sure: what follows the columns begins at the page's edge. In
    /// the first column it does where it is set as the lines above it; and up to the end of the page, if
    /// running text goes on there without a larger gap than the column had before.
    fn tail(&self, inside: &[Row], below: &[Row]) -> usize {
        let run: Vec<usize> = below.iter().map_while(|row| self.only(row)).collect();
        let mut taken = inside.to_vec();
        let mut sure = 0;
        let mut close = true;
        for (at, (row, &column)) in below.iter().zip(&run).enumerate() {
            let Some(last) = self.lines(&taken, column).pop() else { break };
            let gap = last.y - row.y;
            close &= goes_on(row, &last);
            if gap > APART * row.size {
                break;
            }
            if close || column > 0 {
                sure = at + 1;
            }
            taken.push(row.clone());
        }
        if sure < below.len() && run.len() == below.len() && self.runs_on(inside, below, sure) {
            return below.len();
        }
        sure
    }

    /// Whether the rest of the page is the first column's own text.
    fn runs_on(&self, inside: &[Row], below: &[Row], from: usize) -> bool {
        let column: Vec<Row> = self.lines(inside, 0).into_iter().chain(self.lines(below, 0)).collect();
        let (x0, x1) = extent(&column);
        let above = self.lines(inside, 0).len();
        let gap = |pair: &[Row]| match pair {
            [upper, lower] => upper.y - lower.y,
            _ => 0.0,
        };
        let largest = column.get(..above).unwrap_or_default().windows(2).map(gap).fold(0.0, f32::max);
        let rest = below.get(from..).unwrap_or_default();
        let full =
            rest.iter().filter(|row| row.words.len() > 2 && row.x1() - row.x0() >= 0.8 * (x1 - x0)).count();
        let next = column.get(above.saturating_sub(1)..).unwrap_or_default();
        full * 2 >= rest.len() && next.windows(2).map(gap).all(|gap| gap <= 1.15 * largest)
    }

    /// Takes the rows above that belong to a column which begins higher.
    fn lead(&self, plain: &mut Vec<Row>, inside: &[Row]) -> Vec<Row> {
        let mut taken: Vec<Row> = Vec::new();
        let mut sure = 0;
        for row in plain.iter().rev() {
            let Some(column) = self.only(row) else { break };
            let first = self.lines(&taken, column).pop();
            let Some(next) = first.or_else(|| self.lines(inside, column).into_iter().next()) else { break };
            if row.y - next.y > APART * row.size {
                break;
            }
            taken.push(row.clone());
            // Above the first column may stand the heading of all; beside a heading nothing stands but columns.
            if column > 0 || (sure + 1 == taken.len() && goes_on(row, &next)) {
                sure = taken.len();
            }
        }
        taken.truncate(sure);
        taken.reverse();
        plain.truncate(plain.len() - sure);
        taken
    }
}

/// Whether a row is set as its neighbour in the same column, and near it.
fn goes_on(row: &Row, neighbour: &Row) -> bool {
    let near = (neighbour.y - row.y).abs() <= 2.2 * row.size;
    let alike = (neighbour.size - row.size).abs() <= 0.1 * row.size;
    near && alike
}

/// Rows of a table: each line of cells is one, unless it only goes on with the cells above.
fn table(rows: &[Row], rules: &Rules, right: bool) -> Vec<Vec<Vec<Line>>> {
    let ruled = rows.windows(2).any(|pair| match pair {
        [upper, lower] => rules.parts_rows(upper.y, lower.y, lower.x0(), lower.x1()),
        _ => false,
    });
    let most = rows.iter().map(|row| holes(row, rules, GUTTER_KEPT).len() + 1).max().unwrap_or(1);
    let mut table: Vec<Vec<Vec<Line>>> = Vec::new();
    let mut above: Option<&Row> = None;
    for row in rows {
        let mut cells: Vec<Line> = bands(&holes(row, rules, GUTTER_KEPT), right)
            .into_iter()
            .filter_map(|band| slice(row, band).and_then(|cell| Line::new(cell.words)))
            .collect();
        let goes_on = above.is_some_and(|upper| {
            if ruled {
                !rules.parts_rows(upper.y, row.y, row.x0(), row.x1())
            } else {
                cells.len() < most && upper.y - row.y < 1.4 * row.size
            }
        });
        above = Some(row);
        match table.last_mut().filter(|_| goes_on) {
            Some(last) => cells.drain(..).for_each(|cell| append(last, cell)),
            None => table.push(cells.into_iter().map(|cell| vec![cell]).collect()),
        }
    }
    table
}

/// Adds a line to the cell under which it stands.
fn append(row: &mut Vec<Vec<Line>>, line: Line) {
    let overlap = |cell: &[Line]| {
        let x0 = cell.iter().map(|line| line.x0).fold(f32::MAX, f32::min);
        let x1 = cell.iter().map(|line| line.x1).fold(f32::MIN, f32::max);
        line.x1.min(x1) - line.x0.max(x0)
    };
    let best = row.iter_mut().max_by(|a, b| overlap(a).total_cmp(&overlap(b)));
    match best {
        Some(cell) => cell.push(line),
        None => row.push(vec![line]),
    }
}
