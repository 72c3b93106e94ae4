use super::{
    Options,
    answer::Answers,
    figures::Load,
    footprint::{Bytes, Memory, SOCKETS, Site, Starts},
    intake::Row,
};
use std::{fmt::Write as _, time::Duration};

/// What was measured, as people read it.
pub struct Report {
    machine: String,
    rounds: usize,
    seconds: u64,
    pub intake: Vec<Row>,
    pub answers: Option<Answers>,
    pub site: Option<Site>,
    pub starts: Option<Starts>,
    pub memory: Option<Memory>,
    pub binary: u64,
}

/// A promise, what was measured, and whether it is kept.
struct Goal {
    what: &'static str,
    measured: String,
    kept: bool,
}

impl Report {
    pub fn new(machine: String, options: &Options) -> Self {
        Self {
            machine,
            rounds: options.rounds,
            seconds: options.seconds,
            intake: vec![],
            answers: None,
            site: None,
            starts: None,
            memory: None,
            binary: 0,
        }
    }

    /// The goals that were not reached.
    pub fn missed(&self) -> Vec<String> {
        self.goals().into_iter().filter(|g| !g.kept).map(|g| format!("{}: {}", g.what, g.measured)).collect()
    }

    fn goals(&self) -> Vec<Goal> {
        let mut goals = Vec::new();
        let with = |clients: usize| self.intake.iter().find(|row| row.clients == clients);
        if let Some(row) = with(32) {
            let ratio = row.over_http.rate / row.one_by_one.rate;
            goals.push(Goal {
                what: "Intake at 32 clients: at least 0.6 of the rate of PostgreSQL alone, one by one",
                measured: format!("{ratio:.2}"),
                kept: ratio >= 0.6,
            });
        }
        if let Some(row) = with(8) {
            let p99 = row.over_http.p99;
            goals.push(Goal {
                what: "Intake at 8 clients: p99 below 50 ms",
                measured: milliseconds(p99),
                kept: p99 < Duration::from_millis(50),
            });
        }
        if let Some(answers) = &self.answers {
            goals.push(Goal {
                what: "Answer: p50 below 150 ms",
                measured: milliseconds(answers.p50),
                kept: answers.p50 < Duration::from_millis(150),
            });
        }
        if let Some(site) = self.site.as_ref().filter(|site| site.release) {
            for (what, size, most) in [
                ("Widget, all together: at most 35 KiB with brotli", site.widget.columns()[2], 35 * 1024),
                ("Widget's loader: at most 2 KiB", site.widget_loader.columns()[0], 2048),
                (
                    "Dashboard's WASM: at most 350 KiB with brotli",
                    site.dashboard_wasm.columns()[2],
                    350 * 1024,
                ),
            ] {
                goals.push(Goal { what, measured: format!("{size} bytes"), kept: size <= most });
            }
        }
        goals
    }

    /// The whole document.
    pub fn markdown(&self) -> String {
        let mut text = String::from("# Benchmarks\n\n");
        let _ = writeln!(
            text,
            "Written by `make bench`; do not edit. Everything runs on one machine, the load, the server and its\n\
             private PostgreSQL (every commit flushed to the disk) sharing its cores: {}.\n\
             Figures are medians of {} rounds, loads last {} s after 1 s of warming up. `make bench` takes some\n\
             minutes beyond its release build; `cargo run --release -p benches -- bench --only intake` measures a part.\n",
            self.machine, self.rounds, self.seconds
        );
        let goals = self.goals();
        if !goals.is_empty() {
            text.push_str("| goal | measured | |\n|---|---:|---|\n");
            for Goal { what, measured, kept } in goals {
                let _ =
                    writeln!(text, "| {what} | {measured} | {} |", if kept { "kept" } else { "**missed**" });
            }
        }
        self.write_intake(&mut text);
        self.write_answers(&mut text);
        self.write_footprint(&mut text);
        text
    }

    fn write_intake(&self, text: &mut String) {
        if self.intake.is_empty() {
            return;
        }
        text.push_str(
            "\n## Intake\n\n\
             Customers' messages over HTTP (`POST /api/v1/widget/{key}/messages`, each client a visitor of its own who\n\
             writes again when the last message is acknowledged) until they are stored, in conversations that wait for a\n\
             person. Beside it the limit: the same statements with rows of the same size, sent straight to the same\n\
             PostgreSQL, without HTTP, sealing, words for search or language. *One by one* is a transaction a message on\n\
             as many connections; they wait for each other at the tenant's event counter. *Together* is one connection\n\
             that stores a message of every client in one transaction, which is how the server takes in what arrives while\n\
             it commits: that is why the server can be faster than *one by one*, and the ratio to *together* is what HTTP,\n\
             sealing, and sharing the cores with the load cost.\n\n\
             | clients | | messages/s | p50 | p99 | ratio |\n|---:|---|---:|---:|---:|---:|\n",
        );
        for row in &self.intake {
            let mut line = |name: &str, load: Load, clients: &str, ratio: &str| {
                let _ = writeln!(
                    text,
                    "| {clients} | {name} | {:.0} | {} | {} | {ratio} |",
                    load.rate,
                    milliseconds(load.p50),
                    milliseconds(load.p99)
                );
            };
            let ratio = |limit: Load| format!("{:.2}", row.over_http.rate / limit.rate);
            line("over HTTP", row.over_http, &row.clients.to_string(), "");
            line("limit, one by one", row.one_by_one, "", &ratio(row.one_by_one));
            line("limit, together", row.together, "", &ratio(row.together));
        }
    }

    fn write_answers(&self, text: &mut String) {
        let Some(answers) = &self.answers else { return };
        let _ = writeln!(
            text,
            "\n## Answer\n\n\
             From a visitor's question over HTTP to the extractive answer, stored, on the visitor's socket: the demo\n\
             shop's {} questions in five languages, one after the other, each from a visitor of its own; {} of {} were\n\
             answered with sources, the others with \"I don't know\" or a person.\n\n\
             | p50 | p99 | slowest |\n|---:|---:|---:|\n| {} | {} | {} |",
            answers.asked / self.rounds,
            answers.with_sources,
            answers.asked,
            milliseconds(answers.p50),
            milliseconds(answers.p99),
            milliseconds(answers.slowest)
        );
    }

    fn write_footprint(&self, text: &mut String) {
        let (Some(site), Some(starts), Some(memory)) = (&self.site, &self.starts, &self.memory) else {
            return;
        };
        text.push_str("\n## Footprint\n\n");
        if !site.release {
            text.push_str("The site is a development build: its bytes say nothing about a release.\n\n");
        }
        text.push_str("| bytes | raw | gzip | brotli |\n|---|---:|---:|---:|\n");
        let dashboard = [site.dashboard_wasm, site.dashboard_glue, site.dashboard_style];
        for (name, bytes) in [
            ("widget's loader (all that a page loads before the click)", site.widget_loader),
            ("widget, all together, one language", site.widget),
            ("dashboard's WASM", site.dashboard_wasm),
            ("dashboard: WASM, script, style", dashboard.into_iter().sum::<Bytes>()),
        ] {
            let [raw, gzip, brotli] = bytes.columns();
            let _ = writeln!(text, "| {name} | {raw} | {gzip} | {brotli} |");
        }
        let _ = writeln!(
            text,
            "\n| server | |\n|---|---:|\n\
             | program | {} |\n| start, empty data folder: databases made, ready | {:.1} s |\n\
             | start, databases there | {:.1} s |\n| memory, idle, demo shops | {} |\n\
             | memory, {SOCKETS} visitors' sockets | {} |\n\n\
             Memory is the server's resident set, without PostgreSQL's.",
            mebibytes(self.binary),
            starts.cold.as_secs_f64(),
            starts.warm.as_secs_f64(),
            mebibytes(memory.idle),
            mebibytes(memory.with_sockets)
        );
    }
}

fn milliseconds(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1000.0)
}

fn mebibytes(bytes: u64) -> String {
    format!("{:.1} MiB", bytes as f64 / 1024.0 / 1024.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn load(rate: f64, p99: u64) -> Load {
        Load { rate, p50: Duration::from_millis(p99 / 2), p99: Duration::from_millis(p99) }
    }

    #[test]
    fn a_missed_goal_is_said_and_a_kept_one_is_not() {
        let mut report =
            Report::new("a machine".into(), &Options { rounds: 3, seconds: 1, only: String::new() });
        report.intake = vec![
            Row {
                clients: 8,
                over_http: load(100.0, 60),
                one_by_one: load(90.0, 9),
                together: load(99.0, 9),
            },
            Row {
                clients: 32,
                over_http: load(100.0, 9),
                one_by_one: load(300.0, 9),
                together: load(900.0, 9),
            },
        ];
        let missed = report.missed();
        assert_eq!(missed.len(), 2, "{missed:?}");
        assert!(missed[0].contains("one by one") && missed[0].ends_with("0.33"), "{missed:?}");
        assert!(missed[1].contains("p99") && missed[1].ends_with("60.0 ms"), "{missed:?}");
        assert!(report.markdown().contains("| 32 | over HTTP | 100 | 4.0 ms | 9.0 ms |  |"));
    }
}
