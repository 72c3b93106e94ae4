//! The classifier's weights and how they are written down.
//!
//! `DWD1`, count (u32), temperature (f32), exponent (f32), six biases (f32), six scales (f32), then the features'
//! hashes ascending (u32 each), then six weights (i8, times the scale) for each. Little-endian.

const MAGIC: [u8; 4] = *b"DWD1";

/// What each feature says for each of [`Label::ALL`](super::Label::ALL).
#[derive(Clone, Debug)]
pub struct Weights {
    /// Divides the sums before they become probabilities: above 1 is more modest.
    pub temperature: f32,
    /// How much a long text's single features count for less: weights are multiplied by `features ^ -exponent`.
    pub exponent: f32,
    /// What is added for each label whatever the text.
    pub bias: [f32; 6],
    /// What a stored weight of 1 is worth, by label.
    pub scales: [f32; 6],
    /// Known features, ascending.
    pub features: Vec<u32>,
    /// Their weights, in the same order.
    pub rows: Vec<[i8; 6]>,
}

impl Default for Weights {
    /// Knows nothing: all labels are equally probable.
    fn default() -> Self {
        Self {
            temperature: 1.0,
            exponent: 0.0,
            bias: [0.0; 6],
            scales: [0.0; 6],
            features: Vec::new(),
            rows: Vec::new(),
        }
    }
}

impl Weights {
    /// Rounds `rows` of exact weights to what is stored.
    pub fn rounded(exponent: f32, bias: [f32; 6], features: Vec<u32>, rows: &[[f32; 6]]) -> Self {
        let mut largest = [f32::MIN_POSITIVE; 6];
        for row in rows {
            for (largest, weight) in largest.iter_mut().zip(row) {
                *largest = largest.max(weight.abs());
            }
        }
        let scales = largest.map(|largest| largest / 127.0);
        let round = |row: &[f32; 6]| {
            let mut rounded = [0_i8; 6];
            for ((rounded, weight), scale) in rounded.iter_mut().zip(row).zip(scales) {
                *rounded = (weight / scale).round() as i8;
            }
            rounded
        };
        Self { temperature: 1.0, exponent, bias, scales, features, rows: rows.iter().map(round).collect() }
    }

    /// The probability of each label; they sum to 1. `None` without a feature.
    pub fn probabilities(&self, features: &[u32]) -> Option<[f32; 6]> {
        if features.is_empty() {
            return None;
        }
        let mut sums = [0_i32; 6];
        for row in features.iter().filter_map(|feature| self.row(*feature)) {
            for (sum, weight) in sums.iter_mut().zip(row) {
                *sum += i32::from(*weight);
            }
        }
        let share = (features.len() as f32).powf(-self.exponent);
        let mut scores = self.bias;
        for ((score, sum), scale) in scores.iter_mut().zip(sums).zip(self.scales) {
            *score = (*score + sum as f32 * scale * share) / self.temperature;
        }
        Some(softmax(scores))
    }

    fn row(&self, feature: u32) -> Option<&[i8; 6]> {
        self.rows.get(self.features.binary_search(&feature).ok()?)
    }

    /// The written form.
    pub fn write(&self) -> Vec<u8> {
        let mut bytes = MAGIC.to_vec();
        bytes.extend((self.features.len() as u32).to_le_bytes());
        let numbers = [self.temperature, self.exponent].into_iter().chain(self.bias).chain(self.scales);
        bytes.extend(numbers.flat_map(f32::to_le_bytes));
        bytes.extend(self.features.iter().flat_map(|feature| feature.to_le_bytes()));
        bytes.extend(self.rows.iter().flatten().flat_map(|weight| weight.to_le_bytes()));
        bytes
    }

    /// Reads the written form; `None` where it is not one.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let rest = bytes.strip_prefix(&MAGIC)?;
        let (count, rest) = rest.split_first_chunk()?;
        let count = usize::try_from(u32::from_le_bytes(*count)).ok()?;
        let (numbers, rest) = rest.split_at_checked(4 * 14)?;
        let mut numbers = numbers.as_chunks().0.iter().map(|bytes| f32::from_le_bytes(*bytes));
        let (features, rows) = rest.split_at_checked(count.checked_mul(4)?)?;
        let weights = Self {
            temperature: numbers.next()?,
            exponent: numbers.next()?,
            bias: six(&mut numbers)?,
            scales: six(&mut numbers)?,
            features: features.as_chunks().0.iter().map(|bytes| u32::from_le_bytes(*bytes)).collect(),
            rows: rows.as_chunks().0.iter().map(|row: &[u8; 6]| row.map(|byte| byte.cast_signed())).collect(),
        };
        (weights.rows.len() == count && rows.len() == count * 6).then_some(weights)
    }
}

fn six(numbers: &mut impl Iterator<Item = f32>) -> Option<[f32; 6]> {
    let taken: Vec<f32> = numbers.take(6).collect();
    taken.try_into().ok()
}

/// Scores as probabilities.
pub(super) fn softmax(scores: [f32; 6]) -> [f32; 6] {
    let largest = scores.iter().copied().fold(f32::MIN, f32::max);
    let powers = scores.map(|score| (score - largest).exp());
    let sum: f32 = powers.iter().sum();
    powers.map(|power| power / sum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again_and_nothing_else() {
        let rows = [[0.5, -1.0, 0.0, 0.25, 2.0, -2.0], [1.0; 6]];
        let weights = Weights::rounded(0.3, [0.1; 6], vec![3, 9], &rows);
        let written = weights.write();
        let read = Weights::read(&written).unwrap();
        assert_eq!(read.probabilities(&[3, 4]), weights.probabilities(&[3, 4]));
        for cut in 0..written.len() {
            assert!(Weights::read(&written[..cut]).is_none(), "{cut}");
        }
    }
}
