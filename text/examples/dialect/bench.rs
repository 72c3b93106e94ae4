//! The protocols: rows of known sources, each source left out in turn, and whatever a stranger brings.

use std::{collections::BTreeMap, time::Instant};

use text::{
    dialect::{Label, Weights, probabilities},
    language,
};

use super::{
    conversations,
    corpus::{Row, may_ship},
    figures::{self, Said},
    groups, markers, train,
};

const PARTS: usize = 5;

/// Every figure of the model card. Whatever is judged was trained here, without what it is judged by.
pub fn all(rows: &[Row]) {
    let known: Vec<Row> = rows.iter().filter(|row| may_ship(&row.source)).cloned().collect();
    known_sources(&known);
    left_out(rows);
    recognised_as_arabic(rows);
    pace(rows);
}

/// Rows of the sources trained on, in five parts by groups of near-duplicates: each part judged by the other four.
fn known_sources(rows: &[Row]) {
    let split = groups::split(rows, PARTS);
    let mut said: Vec<Option<Said>> = rows.iter().map(|_| None).collect();
    let mut talks = Vec::new();
    let mut majority: Vec<Said> = Vec::new();
    let mut dropped = 0;
    for part in 0..PARTS {
        let (mut learnt, mut held): (Vec<&Row>, Vec<&Row>) = (Vec::new(), Vec::new());
        for (at, row) in rows.iter().enumerate() {
            if split.part[at] == part {
                held.push(row);
            } else if split.twins[at].iter().any(|twin| split.part[*twin] == part) {
                dropped += 1;
            } else {
                learnt.push(row);
            }
        }
        let weights = train::calibrated(&learnt);
        talks.extend(conversations::judge(&held, &weights));
        majority.extend(by_majority(&learnt, &held));
        for (at, row) in rows.iter().enumerate().filter(|(at, _)| split.part[*at] == part) {
            said[at] = Some(Said::by(&weights, row));
        }
    }
    let said: Vec<Said> = said.into_iter().flatten().collect();
    println!("## Known sources: {} rows, {dropped} near twins left out of {PARTS} trainings\n", rows.len());
    figures::head();
    figures::line("classifier", &said);
    figures::line("marker words", &by_markers(rows));
    figures::line("most frequent label", &majority);
    figures::confusion(&said);
    conversations::print(&talks);
    by_source(rows, &said);
}

fn by_source(rows: &[Row], said: &[Said]) {
    println!("\n| source | rows | classifier, macro-F1 | marker words |\n| --- | --- | --- | --- |");
    let mut sources: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        sources.entry(&row.source).or_default().push(at);
    }
    for (source, places) in sources {
        let some = |at: &usize| Said::plain(said[*at].gold, said[*at].label);
        let ours: Vec<Said> = places.iter().map(some).collect();
        let theirs: Vec<Row> = places.iter().map(|at| rows[*at].clone()).collect();
        let markers = figures::macro_f1(&by_markers(&theirs));
        println!("| {source} | {} | {:.3} | {markers:.3} |", places.len(), figures::macro_f1(&ours));
    }
}

/// Each source of three labels or more, judged by what was learnt from the others that may be shipped.
fn left_out(rows: &[Row]) {
    for family in train::several_labels(&rows.iter().collect::<Vec<_>>()) {
        let learnt: Vec<&Row> =
            rows.iter().filter(|row| may_ship(&row.source) && row.family() != family).collect();
        let weights = train::calibrated(&learnt);
        let mut sources: Vec<&str> =
            rows.iter().filter(|row| row.family() == family).map(|row| row.source.as_str()).collect();
        sources.sort_unstable();
        sources.dedup();
        for source in sources {
            let held: Vec<Row> = rows.iter().filter(|row| row.source == source).cloned().collect();
            println!("\n## Left out: {source}, {} rows\n", held.len());
            report(&held, &weights, Some(&learnt));
        }
    }
}

/// How `weights` do on `rows`, source by source and over all.
pub fn judge(rows: &[Row], weights: &Weights) {
    let mut sources: Vec<&str> = rows.iter().map(|row| row.source.as_str()).collect();
    sources.sort_unstable();
    sources.dedup();
    for source in &sources {
        let held: Vec<Row> = rows.iter().filter(|row| row.source == *source).cloned().collect();
        println!("\n## {source}, {} rows\n", held.len());
        report(&held, weights, None);
    }
    println!("\n## All, {} rows\n", rows.len());
    report(rows, weights, None);
    pace(rows);
}

fn report(held: &[Row], weights: &Weights, learnt: Option<&[&Row]>) {
    let said: Vec<Said> = held.iter().map(|row| Said::by(weights, row)).collect();
    figures::head();
    figures::line("classifier", &said);
    figures::line("marker words", &by_markers(held));
    let all: Vec<&Row> = held.iter().collect();
    figures::line("most frequent label", &by_majority(learnt.unwrap_or(&all), &all));
    figures::confusion(&said);
    conversations::print(&conversations::judge(&all, weights));
}

fn by_markers(rows: &[Row]) -> Vec<Said> {
    let said = |row: &Row| Said::plain(row.label, markers::label(&row.text));
    rows.iter().map(said).collect()
}

/// The most frequent label of `learnt`, whatever is asked.
fn by_majority(learnt: &[&Row], held: &[&Row]) -> Vec<Said> {
    let rows_of = |label: &Label| learnt.iter().filter(|row| row.label == *label).count();
    let most = Label::ALL.into_iter().max_by_key(rows_of).unwrap_or(Label::Msa);
    held.iter().map(|row| Said::plain(row.label, most)).collect()
}

/// The language comes first: a dialect taken for Persian would not be looked at.
fn recognised_as_arabic(rows: &[Row]) {
    println!("\n## Recognised as Arabic at all\n\n| variety | share |\n| --- | --- |");
    for label in Label::ALL {
        let of: Vec<&Row> = rows.iter().filter(|row| row.label == label).collect();
        let arabic = of.iter().filter(|row| language::detect(&row.text, None) == Some("ar")).count();
        println!("| {} | {:.1} % |", label.name(), 100.0 * arabic as f32 / of.len().max(1) as f32);
    }
}

fn pace(rows: &[Row]) {
    let _ = probabilities("مرحبا"); // the shipped weights are read once
    let began = Instant::now();
    let told = rows.iter().filter(|row| probabilities(&row.text).is_some()).count();
    let each = began.elapsed().as_secs_f64() * 1e6 / rows.len().max(1) as f64;
    println!("\n{each:.0} µs a message with the shipped weights, over {told} messages");
}
