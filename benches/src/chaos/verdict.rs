use super::{people::Written, sides::Side};
use crate::{database, server::Home, visitor::REGION};
use anyhow::Result;
use sqlx::Connection as _;
use std::{collections::BTreeMap, fmt::Write as _};

/// Differences that are shown; their number is always said.
const SHOWN: usize = 20;

/// Counts and differences of a whole run.
#[derive(Default)]
pub struct Verdict {
    pub acknowledged: usize,
    pub stored: usize,
    pub seen: BTreeMap<Side, usize>,
    pub retries: usize,
    pub repeated: usize,
    pub breaks: usize,
    pub events: i64,
    pub questions: usize,
    pub answers: usize,
    pub handed_over: usize,
    pub decisions: usize,
    differences: Vec<String>,
}

impl Verdict {
    /// Notes a difference.
    pub fn wrong(&mut self, what: String) {
        self.differences.push(what);
    }

    pub fn said_wrong(&mut self, who: &str, what: &[String]) {
        self.differences.extend(what.iter().map(|what| format!("{who}: {what}")));
    }

    pub fn count_writer(&mut self, who: &str, written: &Written) {
        self.acknowledged += written.acknowledged.len();
        self.retries += written.retries;
        self.repeated += written.repeated;
        self.said_wrong(who, &written.wrong);
    }

    /// People get every event of their tenant, numbered without a gap.
    pub fn contiguous(&mut self, who: &str, after: i64, events: &[i64]) {
        let mut expected = after + 1;
        for event in events {
            if *event != expected {
                self.wrong(format!("{who} got event {event} where {expected} was due"));
            }
            expected = event + 1;
        }
    }

    /// Looks at the tables of the region: events without a gap, no job given up.
    pub async fn look_at_tables(&mut self, home: &Home) -> Result<()> {
        let mut conn = database::connect(&home.data(), "postgres", REGION).await?;
        let tenants: Vec<(i64, i64, i64, i64)> = sqlx::query_as(
            "select count(*), min(e.id), max(e.id), max(c.last)
               from events e join event_counters c using (tenant_id) group by tenant_id",
        )
        .fetch_all(&mut conn)
        .await?;
        for (count, first, last, counter) in tenants {
            self.events += count;
            if first != 1 || last != count || last != counter {
                self.wrong(format!(
                    "{count} events are numbered {first} to {last}, and the counter stands at {counter}"
                ));
            }
        }
        // A job that ran when a newer one of its key was queued is marked as retired: the newer one does its work.
        let given_up: i64 = sqlx::query_scalar(
            "select count(*) from jobs._private_jobs j where attempts >= max_attempts
                and not exists (select 1 from jobs._private_job_retirements r where r.id = j.id)",
        )
        .fetch_one(&mut conn)
        .await?;
        if given_up > 0 {
            self.wrong(format!("{given_up} jobs were given up"));
        }
        conn.close().await?;
        Ok(())
    }

    pub fn good(&self) -> bool {
        let agree = self.acknowledged == self.stored && self.seen.values().all(|seen| *seen == self.stored);
        agree && self.acknowledged > 0 && self.differences.is_empty()
    }

    /// What people read at the end.
    pub fn text(&self) -> String {
        let mut text = String::new();
        let mut line = |name: &str, count: usize| {
            let _ = writeln!(text, "  {name:<38}{count:>9}");
        };
        line("acknowledged", self.acknowledged);
        line("stored", self.stored);
        for (side, count) in &self.seen {
            line(
                match side {
                    Side::AgentSocket => "seen by the agent, on the socket",
                    Side::AgentRest => "seen by the agent, by REST",
                    Side::VisitorSocket => "seen by the visitors, on sockets",
                    Side::VisitorRest => "seen by the visitors, by REST",
                },
                *count,
            );
        }
        line("sends without an answer, sent again", self.retries);
        line("acknowledged ones sent again", self.repeated);
        line("sockets broken and resumed", self.breaks);
        line("events without a gap", usize::try_from(self.events).unwrap_or_default());
        if self.questions > 0 {
            line("questions to the assistant", self.questions);
            line("answers", self.answers);
            line("handed over instead", self.handed_over);
            line("decisions", self.decisions);
        }
        for difference in self.differences.iter().take(SHOWN) {
            let _ = writeln!(text, "  WRONG: {difference}");
        }
        if self.differences.len() > SHOWN {
            let _ = writeln!(text, "  … and {} more", self.differences.len() - SHOWN);
        }
        text.push_str(if self.good() {
            "Nothing lost, nothing doubled, everything in order."
        } else {
            "FAILED: the sides differ."
        });
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gap_between_events_is_a_difference() {
        let mut verdict = Verdict { acknowledged: 1, stored: 1, ..Verdict::default() };
        verdict.contiguous("somebody", 4, &[5, 6, 7]);
        assert!(verdict.good());
        verdict.contiguous("somebody", 4, &[5, 7]);
        assert!(!verdict.good());
        assert!(verdict.text().contains("event 7 where 6 was due"), "{}", verdict.text());
    }

    #[test]
    fn counts_that_differ_fail_even_without_a_named_difference() {
        let mut verdict = Verdict { acknowledged: 2, stored: 2, ..Verdict::default() };
        assert!(verdict.good());
        verdict.seen.insert(Side::VisitorRest, 1);
        assert!(!verdict.good());
        assert!(!Verdict::default().good(), "a run in which nothing was written proves nothing");
    }
}
