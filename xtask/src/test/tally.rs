//! Counting results.

use serde_json::Value;
use std::{fmt, ops::Add};

/// How many tests went how, and what is to be said of those that failed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub passed: u64,
    pub failed: u64,
    pub skipped: u64,
    /// One entry for each failure that is known by name.
    pub failures: Vec<String>,
    /// One entry for each test that passed only when it was repeated, with what it said at first.
    pub repeated: Vec<String>,
}

impl Tally {
    /// One failure, of something that could not even count.
    pub fn failure(said: impl Into<String>) -> Self {
        Self { failed: 1, failures: vec![said.into()], ..Self::default() }
    }

    /// What one line of Rust's test programs says, if it is the summary, `test result: ok. 12 passed; 0 failed; …`,
    /// or names a failure, `test name ... FAILED`, which the summary counts.
    pub fn of_line(line: &str) -> Option<Self> {
        if let Some(name) =
            line.trim().strip_prefix("test ").and_then(|rest| rest.strip_suffix(" ... FAILED"))
        {
            return Some(Self { failures: vec![name.to_owned()], ..Self::default() });
        }
        let counts = line.trim().strip_prefix("test result: ")?.split_once(". ")?.1;
        let count = |what: &str| {
            counts
                .split("; ")
                .find_map(|part| part.strip_suffix(what)?.trim().parse().ok())
                .unwrap_or_default()
        };
        Some(Self {
            passed: count("passed"),
            failed: count("failed"),
            skipped: count("ignored"),
            ..Self::default()
        })
    }

    /// What Playwright's JSON report says. A test that passed only when repeated has passed, and is named.
    pub fn of_playwright(report: &Value) -> Option<Self> {
        let count = |what: &str| report.get("stats")?.get(what)?.as_u64();
        let errors = report["errors"].as_array().map_or(&[][..], Vec::as_slice);
        let mut failures: Vec<String> = errors.iter().map(|error| brief(&error["message"])).collect();
        let mut repeated = Vec::new();
        gather(&report["suites"], &mut failures, &mut repeated);
        Some(Self {
            passed: count("expected")? + count("flaky")?,
            failed: count("unexpected")? + errors.len() as u64,
            skipped: count("skipped")?,
            failures,
            repeated,
        })
    }
}

/// Adds the failures of Playwright's `suites`, and of the suites in them, to `failures`, and those that a second
/// run took back to `repeated`.
fn gather(suites: &Value, failures: &mut Vec<String>, repeated: &mut Vec<String>) {
    for suite in suites.as_array().into_iter().flatten() {
        gather(&suite["suites"], failures, repeated);
        for spec in suite["specs"].as_array().into_iter().flatten() {
            let tests = || spec["tests"].as_array().into_iter().flatten();
            let at_last = tests().any(|test| test["status"] == "flaky");
            if spec["ok"] == true && !at_last {
                continue;
            }
            let results = tests().flat_map(|test| test["results"].as_array());
            let error = results
                .flatten()
                .map(|result| brief(&result["error"]["message"]))
                .find(|said| !said.is_empty());
            let text = |of: &str| spec[of].as_str().unwrap_or_default().to_owned();
            let into = if at_last { &mut *repeated } else { &mut *failures };
            into.push(format!(
                "{}:{} {}\n{}",
                text("file"),
                spec["line"],
                text("title"),
                error.unwrap_or_default()
            ));
        }
    }
}

/// The beginning of what an error says, without the colours of a terminal.
fn brief(message: &Value) -> String {
    let mut plain = String::new();
    for (at, part) in message.as_str().unwrap_or_default().split("\u{1b}[").enumerate() {
        // A sequence ends with its `m`.
        plain.push_str(if at == 0 { part } else { part.split_once('m').map_or("", |(_, rest)| rest) });
    }
    plain
        .lines()
        .filter(|line| !line.trim().is_empty())
        .take(12)
        .map(|line| format!("    {line}\n"))
        .collect()
}

impl Add for Tally {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
            skipped: self.skipped + other.skipped,
            failures: [self.failures, other.failures].concat(),
            repeated: [self.repeated, other.repeated].concat(),
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
        assert_eq!(
            Tally::of_line(line),
            Some(Tally { passed: 10, failed: 2, skipped: 1, ..Tally::default() })
        );
        assert_eq!(Tally::of_line("test result::works ... ok"), None);
        let failed = Tally { failures: vec!["result::fails".to_owned()], ..Tally::default() };
        assert_eq!(Tally::of_line("test result::fails ... FAILED"), Some(failed));
        assert_eq!(Tally::of_line("running 3 tests"), None);
    }

    #[test]
    fn a_failed_journey_and_a_failed_start_are_failures_and_a_repeated_one_is_named() {
        let report = serde_json::json!({
            "stats": {"expected": 4, "unexpected": 1, "flaky": 1, "skipped": 0},
            "errors": [{"message": "the server did not start"}],
            "suites": [{"suites": [{"specs": [
                {"ok": true, "file": "a.spec.ts", "line": 3, "title": "works", "tests": []},
                {"ok": false, "file": "a.spec.ts", "line": 9, "title": "fails", "tests": [
                    {"results": [{"error": {"message": "\u{1b}[31mnot\u{1b}[39m there\n\nmore"}}]},
                ]},
                {"ok": true, "file": "b.spec.ts", "line": 1, "title": "wavers", "tests": [
                    {"status": "flaky", "results": [{"error": {"message": "too slow"}}, {}]},
                ]},
            ]}]}],
        });
        let failures = ["    the server did not start\n", "a.spec.ts:9 fails\n    not there\n    more\n"]
            .map(str::to_owned)
            .into();
        let repeated = vec!["b.spec.ts:1 wavers\n    too slow\n".to_owned()];
        assert_eq!(
            Tally::of_playwright(&report),
            Some(Tally { passed: 5, failed: 2, skipped: 0, failures, repeated })
        );
    }
}
