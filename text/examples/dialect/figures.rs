//! Figures of a run: macro-F1, what was confused with what, what was left open, how honest the probabilities are.

use text::dialect::{Guess, Label, Weights};

use super::corpus::Row;

/// What was said of one row.
pub struct Said {
    pub gold: Label,
    pub label: Label,
    /// Of each label, where the judge gives them.
    pub probabilities: Option<[f32; 6]>,
    /// Whether the product would name the variety.
    pub named: bool,
}

impl Said {
    /// What `weights` say of `row`.
    pub fn by(weights: &Weights, row: &Row) -> Self {
        let probabilities = weights.probabilities(&row.features);
        let named = probabilities.as_ref().and_then(|all| Guess::of(&row.features, all)).is_some();
        let most = probabilities.into_iter().flat_map(|all| Label::ALL.into_iter().zip(all));
        let label = most.max_by(|(_, a), (_, b)| a.total_cmp(b)).map_or(Label::Msa, |(label, _)| label);
        Self { gold: row.label, label, probabilities, named }
    }

    /// A label without probabilities.
    pub fn plain(gold: Label, label: Label) -> Self {
        Self { gold, label, probabilities: None, named: true }
    }
}

/// Mean of the F1 of every label that occurs in the gold labels.
pub fn macro_f1(said: &[Said]) -> f32 {
    let each: Vec<f32> = Label::ALL.into_iter().filter_map(|label| f1(said, label)).collect();
    each.iter().sum::<f32>() / each.len().max(1) as f32
}

/// `None` where the label does not occur.
pub fn f1(said: &[Said], label: Label) -> Option<f32> {
    let gold = said.iter().filter(|one| one.gold == label).count();
    let named = said.iter().filter(|one| one.label == label).count();
    let right = said.iter().filter(|one| one.gold == label && one.label == label).count();
    (gold > 0).then(|| 2.0 * right as f32 / (gold + named) as f32)
}

fn accuracy<'a>(said: impl Iterator<Item = &'a Said>) -> f32 {
    let (mut all, mut right) = (0_u32, 0_u32);
    for one in said {
        all += 1;
        right += u32::from(one.gold == one.label);
    }
    right as f32 / all.max(1) as f32
}

/// Mean distance of stated probability and share of hits, over ten classes of probability.
fn calibration_error(said: &[Said]) -> f32 {
    let mut classes = [(0.0_f32, 0.0_f32); 10];
    for one in said {
        let stated = one.probabilities.map_or(0.0, |all| all.into_iter().fold(0.0, f32::max));
        let class = &mut classes[((stated * 10.0) as usize).min(9)];
        class.0 += stated;
        class.1 += f32::from(u8::from(one.gold == one.label));
    }
    classes.iter().map(|(stated, right)| (stated - right).abs()).sum::<f32>() / said.len().max(1) as f32
}

/// One line a judge.
pub fn line(name: &str, said: &[Said]) {
    print!("| {name} | {:.3} | {:.3} |", macro_f1(said), accuracy(said.iter()));
    if said.iter().all(|one| one.probabilities.is_none()) {
        println!(" | | |");
        return;
    }
    let open = said.iter().filter(|one| !one.named).count() as f32 / said.len().max(1) as f32;
    let sure = accuracy(said.iter().filter(|one| one.named));
    println!(" {:.1} % | {sure:.3} | {:.3} |", 100.0 * open, calibration_error(said));
}

/// Head of [`line`]s.
pub fn head() {
    println!("| | macro-F1 | accuracy | left open | accuracy of the rest | calibration error |");
    println!("| --- | --- | --- | --- | --- | --- |");
}

/// What was taken for what, with F1, share left open and share of wrong names by label.
pub fn confusion(said: &[Said]) {
    println!(
        "\n| is, said to be | {} | F1 | left open | named wrongly |",
        Label::ALL.map(Label::name).join(" | ")
    );
    println!("| --- |{}", " --- |".repeat(9));
    for gold in Label::ALL {
        let of: Vec<&Said> = said.iter().filter(|one| one.gold == gold).collect();
        let Some(f1) = f1(said, gold) else { continue };
        let counts = Label::ALL.map(|label| of.iter().filter(|one| one.label == label).count().to_string());
        let share = |some: usize| 100.0 * some as f32 / of.len() as f32;
        let open = of.iter().filter(|one| !one.named).count();
        let wrong = of.iter().filter(|one| one.named && one.label != gold).count();
        println!(
            "| {} | {} | {f1:.3} | {:.1} % | {:.1} % |",
            gold.name(),
            counts.join(" | "),
            share(open),
            share(wrong)
        );
    }
}
