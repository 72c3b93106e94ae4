//! Which part of a section is quoted.

use super::{
    question::Question,
    section::{Kind, Unit},
    words::Words,
};

/// A section without a table is quoted whole up to this many characters, ...
const SHORT: usize = 520;
/// ... and any quotation has at most so many, where it can be parted.
const LONG: usize = 600;
/// Prose around the sentence that answers is quoted up to this many characters.
const ROUND: usize = 380;

/// The quotation from a section's units: all of it where that is short, else the rows that the question names,
/// the list or the sentences that cover most of it.
pub(super) fn quote(units: &[Unit], above: &Words, asked: &Question) -> String {
    let all: Vec<&Unit> = units.iter().collect();
    let table = units.iter().any(|unit| unit.kind == Kind::Row);
    let rows = named_rows(units, above, asked);
    if length(&all) <= if table { LONG } else { SHORT } && rows.is_empty() {
        return shown(&all);
    }
    if rows.is_empty() && units.iter().filter(|unit| unit.short.is_some()).count() >= 2 {
        // The whole table is asked for and too long: its first column, and those that hold what is wanted.
        return column(units, above, asked);
    }
    let top = rows.iter().map(|row| row.worth(asked, above)).fold(0.0, f32::max);
    let prose = units.iter().filter(|unit| unit.kind != Kind::Row || !table || rows.is_empty());
    // The rule that stands under a table is quoted beside its row, where it says more.
    let Some(best) =
        first_best(prose, above, asked).filter(|best| rows.is_empty() || best.worth(asked, above) > top)
    else {
        return shown(&rows);
    };
    let run: Vec<&Unit> = units.iter().filter(|unit| unit.run == best.run).collect();
    let mut chosen = match best.kind {
        Kind::Sentence => around(best, units),
        Kind::Item | Kind::Row => members(&run, units, above, asked),
    };
    if length(&chosen) + length(&rows) <= LONG {
        chosen.extend(rows.iter().filter(|row| row.run != best.run));
        chosen.sort_by_key(|unit| unit.at);
    } else if !rows.is_empty() {
        chosen = rows;
    }
    shown(&chosen)
}

/// The rows cut to what is wanted, as many as fit, and the sentence that says more of the question, if any.
fn column(units: &[Unit], above: &Words, asked: &Question) -> String {
    let rows: Vec<&Unit> = units.iter().filter(|unit| unit.kind == Kind::Row).collect();
    let mut text = String::new();
    for row in &rows {
        let line = row.short.as_ref().unwrap_or(&row.text);
        if !text.is_empty() {
            if text.chars().count() + line.chars().count() > LONG {
                text.push_str("\n…");
                break;
            }
            text.push('\n');
        }
        text.push_str(line);
    }
    let top = rows.iter().map(|row| row.worth(asked, above)).fold(0.0, f32::max);
    let prose = units.iter().filter(|unit| unit.kind != Kind::Row);
    if let Some(more) = first_best(prose, above, asked).filter(|more| more.worth(asked, above) > top + 0.2) {
        text.push('\n');
        text.push_str(&more.text);
    }
    text
}

fn first_best<'u>(
    units: impl Iterator<Item = &'u Unit>,
    above: &Words,
    asked: &Question,
) -> Option<&'u Unit> {
    let mut best: Option<(f32, &Unit)> = None;
    for unit in units {
        let worth = unit.worth(asked, above);
        if best.is_none_or(|(have, _)| worth > have) {
            best = Some((worth, unit));
        }
    }
    best.map(|(_, unit)| unit)
}

/// The rows whose cells say words of the question that the other rows do not.
fn named_rows<'u>(units: &'u [Unit], above: &Words, asked: &Question) -> Vec<&'u Unit> {
    let rows: Vec<(f32, &Unit)> = units
        .iter()
        .filter(|unit| unit.kind == Kind::Row)
        .map(|unit| (asked.names(&unit.cells, above), unit))
        .collect();
    let top = standing_out(&rows, 0.06);
    if length(&top) <= LONG { top } else { Vec::new() }
}

/// Those near the best, if they are few and clearly above the least.
fn standing_out<'u>(rated: &[(f32, &'u Unit)], clear: f32) -> Vec<&'u Unit> {
    let best = rated.iter().map(|(worth, _)| *worth).fold(0.0, f32::max);
    let least = rated.iter().map(|(worth, _)| *worth).fold(1.0, f32::min);
    let top: Vec<&Unit> = rated
        .iter()
        .filter(|(worth, _)| *worth > least + 0.75 * (best - least))
        .map(|(_, unit)| *unit)
        .collect();
    if best - least > clear && (top.len() <= 3 || 2 * top.len() < rated.len()) { top } else { Vec::new() }
}

/// A list or table with the line that announces it; where that is too long, the members that stand out, or the
/// first of them.
fn members<'u>(run: &[&'u Unit], units: &'u [Unit], above: &Words, asked: &Question) -> Vec<&'u Unit> {
    let before = run.first().and_then(|first| units.get(first.at.checked_sub(1)?));
    let whole: Vec<&Unit> =
        before.into_iter().filter(|unit| unit.announces()).chain(run.iter().copied()).collect();
    if length(&whole) <= LONG {
        return whole;
    }
    let rated: Vec<(f32, &Unit)> = run.iter().map(|unit| (unit.worth(asked, above), *unit)).collect();
    let top = standing_out(&rated, 0.08);
    let mut chosen = if top.is_empty() { whole } else { top };
    while chosen.len() > 1 && length(&chosen) > LONG {
        chosen.pop();
    }
    chosen
}

/// A sentence with its neighbours: what follows first, since the exception follows the rule.
fn around<'u>(best: &Unit, units: &'u [Unit]) -> Vec<&'u Unit> {
    let ours = |unit: &Unit| unit.run == best.run;
    let span =
        |first: usize, last: usize| units.get(first..=last).unwrap_or_default().iter().collect::<Vec<_>>();
    let (mut first, mut last) = (best.at, best.at);
    while units.get(last + 1).is_some_and(ours) && length(&span(first, last + 1)) <= ROUND {
        last += 1;
    }
    while first > 0 && units.get(first - 1).is_some_and(ours) && length(&span(first - 1, last)) <= ROUND {
        first -= 1;
    }
    if units.get(last).is_some_and(Unit::announces) {
        let list = units.get(last + 1).map(|unit| unit.run);
        let end = units.iter().rposition(|unit| Some(unit.run) == list).unwrap_or(last);
        if length(&span(first, end)) <= LONG {
            last = end;
        }
    }
    span(first, last)
}

fn length(units: &[&Unit]) -> usize {
    units.iter().map(|unit| unit.text.chars().count() + 1).sum()
}

fn shown(units: &[&Unit]) -> String {
    let mut text = String::new();
    for unit in units {
        if !text.is_empty() {
            text.push(if unit.opens { '\n' } else { ' ' });
        }
        text.push_str(&unit.text);
    }
    text
}
