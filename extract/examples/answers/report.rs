//! Who is answered, by group.

use std::collections::BTreeMap;

use super::refusal::Asked;

/// How many were asked, answered, and answered with what the answer must hold.
type Counts = [usize; 3];

/// A table for help centres and one for plain texts, both halves side by side.
pub(super) fn print(asked: &[Asked]) {
    for headed in [true, false] {
        println!("\n{}\n", if headed { "A help centre" } else { "Plain texts" });
        println!("| questions | asked | answered | right | held out: asked | answered | right |");
        println!("|---|---:|---:|---:|---:|---:|---:|");
        let mut groups: BTreeMap<(bool, &str), [Counts; 2]> = BTreeMap::new();
        for one in asked.iter().filter(|one| one.group.starts_with("shop:") == headed) {
            let halves = groups.entry((!one.answerable, &one.group)).or_default();
            let counts = &mut halves[usize::from(one.held_out)];
            counts[0] += 1;
            counts[1] += usize::from(one.right.is_some());
            counts[2] += usize::from(one.right.unwrap_or_default());
        }
        for ((unanswerable, group), halves) in &groups {
            print!("| {group} |");
            for counts in halves {
                let right = if *unanswerable { "-".to_owned() } else { percent(share(counts, 2)) };
                print!(" {} | {} | {right} |", counts[0], percent(share(counts, 1)));
            }
            println!();
        }
        // No group counts for more because it has more questions.
        for (name, side) in [("answered of the answerable", false), ("false answers", true)] {
            print!("| **{name}, mean** |");
            for half in [0, 1] {
                let of: Vec<f32> = groups
                    .iter()
                    .filter(|((unanswerable, _), _)| *unanswerable == side)
                    .map(|(_, halves)| share(&halves[half], 1))
                    .collect();
                print!(" | {} | |", percent(of.iter().sum::<f32>() / of.len().max(1) as f32));
            }
            println!();
        }
    }
}

fn share(counts: &Counts, of: usize) -> f32 {
    counts[of] as f32 / counts[0].max(1) as f32
}

fn percent(share: f32) -> String {
    format!("{:.1} %", 100.0 * share)
}
