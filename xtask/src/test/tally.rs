//! Counting results.

use std::{fmt, ops::Add};

/// How many tests went how.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub passed: u64,
    pub failed: u64,
    pub skipped: u64,
}

impl Tally {
    /// What one line of Rust's test programs says, if it is the summary:
    /// `test result: ok. 12 passed; 0 failed; 1 ignored; …`.
    pub fn of_line(line: &str) -> Option<Self> {
        let counts = line.trim().strip_prefix("test result: ")?.split_once(". ")?.1;
        let count = |what: &str| {
            counts
                .split("; ")
                .find_map(|part| part.strip_suffix(what)?.trim().parse().ok())
                .unwrap_or_default()
        };
        Some(Self { passed: count("passed"), failed: count("failed"), skipped: count("ignored") })
    }

    /// What Playwright's JSON report says. A test that passed only when repeated counts as failed: it is not reliable.
    pub fn of_playwright(report: &serde_json::Value) -> Option<Self> {
        let count = |what: &str| report.get("stats")?.get(what)?.as_u64();
        let errors =
            report.get("errors").and_then(|errors| errors.as_array()).map_or(0, |errors| errors.len() as u64);
        Some(Self {
            passed: count("expected")?,
            failed: count("unexpected")? + count("flaky")? + errors,
            skipped: count("skipped")?,
        })
    }
}

impl Add for Tally {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
            skipped: self.skipped + other.skipped,
        }
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)?;
        if self.skipped > 0 { write!(f, ", {} skipped", self.skipped) } else { Ok(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_summary_of_a_test_program_and_nothing_else() {
        let line = "test result: FAILED. 10 passed; 2 failed; 1 ignored; 0 measured; 3 filtered out; finished in 0.10s";
        assert_eq!(Tally::of_line(line), Some(Tally { passed: 10, failed: 2, skipped: 1 }));
        assert_eq!(Tally::of_line("test result::works ... ok"), None);
        assert_eq!(Tally::of_line("running 3 tests"), None);
    }

    #[test]
    fn a_flaky_journey_and_a_failed_start_are_failures() {
        let report = serde_json::json!({
            "stats": {"expected": 4, "unexpected": 1, "flaky": 1, "skipped": 0},
            "errors": [{"message": "the server did not start"}],
        });
        assert_eq!(Tally::of_playwright(&report), Some(Tally { passed: 4, failed: 3, skipped: 0 }));
    }
}
