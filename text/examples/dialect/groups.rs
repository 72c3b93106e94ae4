//! Splitting rows so that nothing in one part has a near twin in another.
//!
//! Translations of one sentence share names, numbers and most content words, so they are found as near-duplicates
//! are: by the rare pieces that two rows have in common.

use std::collections::HashMap;

use text::dialect::kind;

use super::{corpus::Row, train::Random};

/// From which weighted overlap on (of the lighter row's) two rows count as twins.
const ALIKE: f32 = 0.4;
/// A feature of more rows than this finds too many.
const COMMON: usize = 60;
/// A group of more rows is taken apart: in a bank's questions everything is a little like everything.
const LARGEST: usize = 400;

/// Parts of about the same size; a row's twins are in its part, or (in groups too large) marked to be left out.
pub struct Split {
    /// The part of each row.
    pub part: Vec<usize>,
    /// Twins of each row.
    pub twins: Vec<Vec<usize>>,
}

/// Deals `rows` into `parts`.
pub fn split(rows: &[Row], parts: usize) -> Split {
    let twins = twins(rows);
    let mut group: Vec<Option<usize>> = vec![None; rows.len()];
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for start in 0..rows.len() {
        if group[start].is_some() {
            continue;
        }
        let (mut members, mut next) = (vec![start], 0);
        group[start] = Some(groups.len());
        while let Some(&at) = members.get(next) {
            next += 1;
            for &twin in &twins[at] {
                if group[twin].is_none() && members.len() < LARGEST {
                    group[twin] = Some(groups.len());
                    members.push(twin);
                }
            }
        }
        groups.push(members);
    }
    Random(7).shuffle(&mut groups);
    groups.sort_by_key(|members| std::cmp::Reverse(members.len()));
    let (mut part, mut sizes) = (vec![0; rows.len()], vec![0_usize; parts]);
    for members in groups {
        let smallest = (0..parts).min_by_key(|at| sizes[*at]).unwrap();
        sizes[smallest] += members.len();
        members.into_iter().for_each(|at| part[at] = smallest);
    }
    Split { part, twins }
}

/// The rows that are near twins of each row, within its family.
fn twins(rows: &[Row]) -> Vec<Vec<usize>> {
    let words = |row: &Row| -> Vec<u32> {
        row.features.iter().copied().filter(|feature| matches!(kind(*feature), 0 | 5)).collect()
    };
    let words: Vec<Vec<u32>> = rows.iter().map(words).collect();
    let mut holders: HashMap<(&str, u32), Vec<usize>> = HashMap::new();
    for (at, row) in rows.iter().enumerate() {
        for feature in &words[at] {
            holders.entry((row.family(), *feature)).or_default().push(at);
        }
    }
    let weight = |holders: usize| 1.0 / (1.0 + holders as f32).ln();
    let total = |at: usize| -> f32 {
        words[at].iter().map(|feature| weight(holders[&(rows[at].family(), *feature)].len())).sum()
    };
    let totals: Vec<f32> = (0..rows.len()).map(total).collect();
    let mut twins = vec![Vec::new(); rows.len()];
    for (at, row) in rows.iter().enumerate() {
        let mut shared: HashMap<usize, f32> = HashMap::new();
        for feature in &words[at] {
            let holders = &holders[&(row.family(), *feature)];
            if holders.len() <= COMMON {
                for other in holders.iter().filter(|other| **other != at) {
                    *shared.entry(*other).or_default() += weight(holders.len());
                }
            }
        }
        twins[at] = shared
            .into_iter()
            .filter(|(other, shared)| *shared >= ALIKE * totals[at].min(totals[*other]))
            .map(|(other, _)| other)
            .collect();
        twins[at].sort_unstable();
    }
    twins
}
