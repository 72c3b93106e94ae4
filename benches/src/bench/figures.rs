use std::time::Duration;

/// What a load came to.
#[derive(Clone, Copy, Debug, Default)]
pub struct Load {
    /// Messages a second.
    pub rate: f64,
    pub p50: Duration,
    pub p99: Duration,
}

impl Load {
    /// Of what each message took, in a measured time of `lasting`.
    pub fn of(mut took: Vec<Duration>, lasting: Duration) -> Self {
        took.sort_unstable();
        Self {
            rate: took.len() as f64 / lasting.as_secs_f64(),
            p50: percentile(&took, 50),
            p99: percentile(&took, 99),
        }
    }

    /// The middle of several rounds, figure by figure.
    pub fn median(rounds: &[Self]) -> Self {
        Self {
            rate: median(rounds.iter().map(|round| round.rate)),
            p50: median_duration(rounds.iter().map(|round| round.p50)),
            p99: median_duration(rounds.iter().map(|round| round.p99)),
        }
    }
}

/// The value that `percent` of the sorted values do not exceed (nearest rank); zero of nothing.
pub fn percentile(sorted: &[Duration], percent: usize) -> Duration {
    let rank = (sorted.len() * percent).div_ceil(100).max(1);
    sorted.get(rank - 1).copied().unwrap_or_default()
}

/// The middle value; the lower of the two middle ones where the count is even.
pub fn median(values: impl IntoIterator<Item = f64>) -> f64 {
    let mut values: Vec<f64> = values.into_iter().collect();
    values.sort_by(f64::total_cmp);
    values.get(values.len().saturating_sub(1) / 2).copied().unwrap_or_default()
}

pub fn median_duration(values: impl IntoIterator<Item = Duration>) -> Duration {
    let mut values: Vec<Duration> = values.into_iter().collect();
    values.sort_unstable();
    percentile(&values, 50)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ms(values: impl IntoIterator<Item = u64>) -> Vec<Duration> {
        values.into_iter().map(Duration::from_millis).collect()
    }

    #[test]
    fn percentiles_are_values_that_were_measured() {
        let hundred = ms(1..=100);
        assert_eq!(percentile(&hundred, 50), Duration::from_millis(50));
        assert_eq!(percentile(&hundred, 99), Duration::from_millis(99));
        assert_eq!(percentile(&ms([7]), 99), Duration::from_millis(7));
        assert_eq!(percentile(&[], 50), Duration::ZERO);
    }

    #[test]
    fn the_median_does_not_follow_an_outlier() {
        assert!((median([3.0, 1000.0, 2.0]) - 3.0).abs() < f64::EPSILON);
        assert_eq!(median_duration(ms([9, 1, 5])), Duration::from_millis(5));
        let load = Load::of(ms([4, 2, 8]), Duration::from_secs(2));
        assert!((load.rate - 1.5).abs() < f64::EPSILON && load.p50 == Duration::from_millis(4));
    }
}
