//! Learning: softmax regression by AdaGrad over features that mean the same in every source.
//!
//! Sources differ in topic and register more than regions do in words: one holds tweets of one country only, another
//! news in six translations. A plain regression learns "tweet, so Maghrebi". Four things keep it to the language:
//! each source and label weighs the same, a source of one label a third; a feature of one source alone is not learnt;
//! each feature is scaled by how clearly it prefers a label *within* sources (Cochran–Mantel–Haenszel), where topic
//! and register are level; and our own sentences ask for the same in every variety.

use std::collections::{BTreeMap, BTreeSet};

use text::dialect::{Label, Weights, kind};

use super::corpus::{OWN, Row, own};

const EPOCHS: usize = 8;
const RATE: f32 = 0.1;
const DECAY: f32 = 0.001;
/// How far the wanted probabilities are from 0 and 1: labels are noisy.
const SMOOTHING: f32 = 0.1;
/// How much our own rows weigh, beside one source's.
const OWN_WEIGHT: f32 = 2.0;
/// How much a source of one label weighs: nothing in it tells its topic from its region.
const ONE_LABEL_WEIGHT: f32 = 0.35;
/// From which test statistic on a feature is taken as it is; below, in proportion.
const CLEAR: f32 = 6.0;
/// What a feature without any preference within sources is still worth.
const LEAST: f32 = 0.05;
/// See [`Weights::exponent`].
const EXPONENT: f32 = 0.3;
const SEED: u64 = 42;

/// Weights learnt from `rows` and our own, their temperature fitted on sources left out in turn.
pub fn calibrated(rows: &[&Row]) -> Weights {
    let mut judged = Vec::new();
    for family in several_labels(rows) {
        let (out, rest): (Vec<&Row>, Vec<&Row>) = rows.iter().partition(|row| row.family() == family);
        let weights = learn(&rest);
        // Sources weigh the same, not rows.
        let share = 1.0 / out.len() as f32;
        judged.extend(out.iter().filter_map(|row| {
            let probabilities = weights.probabilities(&row.features)?;
            Some((probabilities.map(f32::ln), row.label, share))
        }));
    }
    let mut weights = learn(rows);
    if !judged.is_empty() {
        weights.temperature = temperature(&judged);
    }
    weights
}

/// Families of at least three labels.
pub fn several_labels(rows: &[&Row]) -> BTreeSet<String> {
    let mut labels: BTreeMap<&str, BTreeSet<Label>> = BTreeMap::new();
    for row in rows {
        labels.entry(row.family()).or_default().insert(row.label);
    }
    labels.into_iter().filter(|(_, labels)| labels.len() >= 3).map(|(family, _)| family.to_owned()).collect()
}

/// The temperature that makes what happened most probable.
fn temperature(judged: &[([f32; 6], Label, f32)]) -> f32 {
    let loss = |temperature: f32| -> f32 {
        let one = |(scores, label, share): &([f32; 6], Label, f32)| {
            let scores = scores.map(|score| score.max(-60.0) / temperature);
            let sum: f32 = scores.iter().map(|score| score.exp()).sum();
            share * (sum.ln() - scores[*label as usize])
        };
        judged.iter().map(one).sum()
    };
    (10_u8..=80)
        .map(|tenth| f32::from(tenth) / 20.0)
        .min_by(|a, b| loss(*a).total_cmp(&loss(*b)))
        .unwrap_or(1.0)
}

/// Weights learnt from `rows` and our own; their temperature is 1.
pub fn learn(rows: &[&Row]) -> Weights {
    let own = own();
    let rows: Vec<&Row> = rows.iter().copied().chain(&own).collect();
    let known = known(&rows);
    let place = |feature: &u32| known.binary_search(feature).ok();
    let found: Vec<Vec<usize>> =
        rows.iter().map(|row| row.features.iter().filter_map(place).collect()).collect();
    let scales = scales(&rows, &found, &known);
    let weights = weights(&rows);
    let mut learner = Learner::new(known.len());
    let mut order: Vec<usize> = (0..rows.len()).collect();
    let mut random = Random(SEED);
    for _ in 0..EPOCHS {
        random.shuffle(&mut order);
        for &at in &order {
            let share = (rows[at].features.len().max(1) as f32).powf(-EXPONENT);
            learner.step(&found[at], &scales, share, rows[at].label, weights[at]);
        }
    }
    let exact = |(row, scale): (&[f32; 6], &f32)| row.map(|weight| weight * scale);
    let exact: Vec<[f32; 6]> = learner.weights.iter().zip(&scales).map(exact).collect();
    Weights::rounded(EXPONENT, learner.bias, known, &exact)
}

/// Features of two rows or more, and of two families or of our own.
fn known(rows: &[&Row]) -> Vec<u32> {
    let mut seen: BTreeMap<u32, (u32, BTreeSet<&str>)> = BTreeMap::new();
    for row in rows {
        for feature in &row.features {
            let (count, families) = seen.entry(*feature).or_default();
            *count += 1;
            families.insert(row.family());
        }
    }
    let own = |families: &BTreeSet<&str>| OWN.iter().any(|own| families.contains(own));
    let general =
        |(count, families): &(u32, BTreeSet<&str>)| *count > 1 && (families.len() > 1 || own(families));
    seen.into_iter().filter(|(_, seen)| general(seen)).map(|(feature, _)| feature).collect()
}

/// Each row's weight: every source and label the same, then every label.
fn weights(rows: &[&Row]) -> Vec<f32> {
    let mut cells: BTreeMap<(&str, Label), f32> = BTreeMap::new();
    for row in rows {
        *cells.entry((&row.source, row.label)).or_default() += 1.0;
    }
    let of_source = |row: &Row| {
        if OWN.contains(&row.source.as_str()) {
            return OWN_WEIGHT;
        }
        let labels = cells.keys().filter(|(source, _)| *source == row.source).count();
        if labels > 1 { 1.0 } else { ONE_LABEL_WEIGHT }
    };
    let one = |row: &&Row| of_source(row) / cells[&(row.source.as_str(), row.label)];
    let mut weights: Vec<f32> = rows.iter().map(one).collect();
    let mut labels = [0.0_f32; 6];
    for (row, weight) in rows.iter().zip(&weights) {
        labels[row.label as usize] += weight;
    }
    for (row, weight) in rows.iter().zip(&mut weights) {
        *weight /= labels[row.label as usize];
    }
    let mean = weights.iter().sum::<f32>() / weights.len() as f32;
    weights.into_iter().map(|weight| weight / mean).collect()
}

/// Of a source: rows, rows of each label, rows of each label with each feature.
type Counts = (f32, [f32; 6], BTreeMap<usize, [f32; 6]>);

/// How much of each feature is taken.
fn scales(rows: &[&Row], found: &[Vec<usize>], known: &[u32]) -> Vec<f32> {
    let mut sources: BTreeMap<&str, Counts> = BTreeMap::new();
    for (row, found) in rows.iter().zip(found) {
        let (all, labels, features) = sources.entry(&row.source).or_default();
        *all += 1.0;
        labels[row.label as usize] += 1.0;
        for feature in found {
            features.entry(*feature).or_default()[row.label as usize] += 1.0;
        }
    }
    // A source of one label has nothing to compare with; every term of its features comes to zero.
    let (mut more, mut variance) = (vec![[0.0_f32; 6]; known.len()], vec![[0.0_f32; 6]; known.len()]);
    for (all, labels, features) in sources.values() {
        for (feature, counts) in features {
            let count: f32 = counts.iter().sum();
            for label in 0..6 {
                let share = labels[label] / all;
                more[*feature][label] += counts[label] - count * share;
                variance[*feature][label] += count * share * (1.0 - share) * (1.0 - count / all);
            }
        }
    }
    let scale = |((feature, more), variance): ((&u32, &[f32; 6]), &[f32; 6])| {
        let statistics =
            more.iter().zip(variance).map(|(more, variance)| more.abs() / (variance + 0.5).sqrt());
        let clear = (statistics.fold(0.0, f32::max) / CLEAR).clamp(LEAST, 1.0);
        // Whole words and listed ones are fewer than pieces and mean more; three letters are as often the topic.
        clear
            * match kind(*feature) {
                0 => 2.0,
                2 => 3.0,
                3 => 0.5,
                _ => 1.0,
            }
    };
    known.iter().zip(&more).zip(&variance).map(scale).collect()
}

struct Learner {
    weights: Vec<[f32; 6]>,
    bias: [f32; 6],
    squares: Vec<[f32; 6]>,
    bias_squares: [f32; 6],
}

impl Learner {
    fn new(features: usize) -> Self {
        Self {
            weights: vec![[0.0; 6]; features],
            bias: [0.0; 6],
            squares: vec![[0.001; 6]; features],
            bias_squares: [0.001; 6],
        }
    }

    fn step(&mut self, found: &[usize], scales: &[f32], share: f32, label: Label, weight: f32) {
        let mut scores = self.bias;
        for &at in found {
            let value = share * scales[at];
            for (score, weight) in scores.iter_mut().zip(&self.weights[at]) {
                *score += value * weight;
            }
        }
        let largest = scores.iter().copied().fold(f32::MIN, f32::max);
        let powers = scores.map(|score| (score - largest).exp());
        let sum: f32 = powers.iter().sum();
        let mut wrong = powers.map(|power| weight * (power / sum - SMOOTHING / 6.0));
        wrong[label as usize] -= weight * (1.0 - SMOOTHING);
        for &at in found {
            let value = share * scales[at];
            for ((weight, square), wrong) in self.weights[at].iter_mut().zip(&mut self.squares[at]).zip(wrong)
            {
                let slope = value * wrong + DECAY * *weight;
                *square += slope * slope;
                *weight -= RATE * slope / square.sqrt();
            }
        }
        for ((bias, square), wrong) in self.bias.iter_mut().zip(&mut self.bias_squares).zip(wrong) {
            *square += wrong * wrong;
            *bias -= RATE * wrong / square.sqrt();
        }
    }
}

/// Xorshift (Marsaglia 2003, 13-7-17): the same order on every machine.
pub struct Random(pub u64);

impl Random {
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % limit as u64) as usize
    }

    pub fn shuffle<T>(&mut self, items: &mut [T]) {
        for at in (1..items.len()).rev() {
            items.swap(at, self.below(at + 1));
        }
    }
}
