//! What the messages of one person add up to: made conversations of rows of one source and label.

use text::dialect::{Dialect, Label, Weights};

use super::{corpus::Row, train::Random};

/// After how many messages the conversation is looked at.
const AFTER: [usize; 4] = [1, 2, 3, 5];

/// A conversation: its label, and what was named after each of [`AFTER`].
pub struct Talk {
    gold: Label,
    named: [Option<Label>; 4],
    changes: usize,
}

/// Deals `rows` of one source and label into conversations of five.
pub fn judge(rows: &[&Row], weights: &Weights) -> Vec<Talk> {
    let mut rows = rows.to_vec();
    Random(3).shuffle(&mut rows);
    rows.sort_by(|a, b| (&a.source, a.label).cmp(&(&b.source, b.label)));
    let same = |a: &&Row, b: &&Row| (&a.source, a.label) == (&b.source, b.label);
    let fives = rows.chunk_by(same).flat_map(|of| of.chunks_exact(5));
    fives.map(|messages| talk(messages, weights)).collect()
}

fn talk(messages: &[&Row], weights: &Weights) -> Talk {
    let (mut dialect, mut named, mut changes) = (Dialect::default(), None, 0);
    let mut after = Vec::new();
    for message in messages {
        dialect.weigh(weights.probabilities(&message.features));
        let now = dialect.label(named);
        changes += usize::from(named.is_some() && now != named);
        named = now;
        after.push(named);
    }
    Talk { gold: messages[0].label, named: AFTER.map(|at| after[at - 1]), changes }
}

/// Shares of conversations named rightly, wrongly and not at all.
pub fn print(talks: &[Talk]) {
    let spoken: Vec<&Talk> = talks.iter().filter(|talk| talk.gold != Label::Msa).collect();
    let standard: Vec<&Talk> = talks.iter().filter(|talk| talk.gold == Label::Msa).collect();
    if spoken.is_empty() {
        return;
    }
    println!("\n| messages of a conversation | region right | wrong | open | standard, yet a region named |");
    println!("| --- | --- | --- | --- | --- |");
    let share = |some: usize, of: usize| 100.0 * some as f32 / of.max(1) as f32;
    for (at, messages) in AFTER.into_iter().enumerate() {
        let right = spoken.iter().filter(|talk| talk.named[at] == Some(talk.gold)).count();
        let open = spoken.iter().filter(|talk| talk.named[at].is_none()).count();
        let named = standard.iter().filter(|talk| talk.named[at].is_some()).count();
        println!(
            "| {messages} | {:.1} % | {:.1} % | {:.1} % | {:.1} % |",
            share(right, spoken.len()),
            share(spoken.len() - right - open, spoken.len()),
            share(open, spoken.len()),
            share(named, standard.len())
        );
    }
    let changes: usize = spoken.iter().map(|talk| talk.changes).sum();
    println!(
        "\nThe name changed {:.2} times a conversation of five messages.",
        changes as f32 / spoken.len() as f32
    );
}
