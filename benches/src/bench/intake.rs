//! Messages in: over HTTP to the acknowledged state, beside what PostgreSQL alone can take.

use super::{figures::Load, limit::Limit};
use crate::{http::Http, server::Home, visitor::Visitor};
use anyhow::{Context, Result};
use std::time::{Duration, Instant};

/// Clients at once.
pub const CLIENTS: [usize; 3] = [1, 8, 32];
/// Before anything counts: connections open, statements are prepared, caches fill.
const WARM: Duration = Duration::from_secs(1);

/// A row of the table.
pub struct Row {
    pub clients: usize,
    pub over_http: Load,
    pub one_by_one: Load,
    pub together: Load,
}

/// Measures every number of clients in turn, `rounds` times, so that a slow minute of the machine meets all alike.
pub async fn measure(home: &Home, http: &Http, rounds: usize, lasting: Duration) -> Result<Vec<Row>> {
    let sample = waiting_visitor(http).await?.say("sample", &body(0)).await?.body;
    let limit = Limit::like(&home.data(), sample.id.0).await?;
    let mut all: Vec<[Vec<Load>; 3]> = CLIENTS.iter().map(|_| Default::default()).collect();
    for round in 1..=rounds {
        for (clients, loads) in CLIENTS.iter().zip(&mut all) {
            let [over_http, one_by_one, together] = loads;
            over_http.push(load(http, *clients, lasting).await.context("intake over HTTP")?);
            one_by_one.push(limit.one_by_one(*clients, WARM, lasting).await.context("one by one")?);
            together.push(limit.together(*clients, WARM, lasting).await.context("together")?);
            let rates: Vec<String> =
                loads.iter().filter_map(|l| l.last()).map(|l| format!("{:.0}", l.rate)).collect();
            eprintln!(
                "  · intake, round {round} of {rounds}, {clients} clients: {} messages/s (HTTP, one by one, together)",
                rates.join(", ")
            );
        }
    }
    Ok(CLIENTS
        .iter()
        .zip(&all)
        .map(|(clients, [over_http, one_by_one, together])| Row {
            clients: *clients,
            over_http: Load::median(over_http),
            one_by_one: Load::median(one_by_one),
            together: Load::median(together),
        })
        .collect())
}

/// A visitor whose conversation waits for a person, so that no assistant's work is measured with the intake.
async fn waiting_visitor(http: &Http) -> Result<Visitor> {
    let visitor = Visitor::open(http, "ar").await?;
    visitor.asks_for_person().await?;
    Ok(visitor)
}

/// A message as customers write them; each another one.
fn body(number: usize) -> String {
    format!("مرحبا، وصلني الطلب رقم {number} بس النبتة ورقها أصفر، شو لازم أعمل؟")
}

async fn load(http: &Http, clients: usize, lasting: Duration) -> Result<Load> {
    let mut visitors = Vec::new();
    for _ in 0..clients {
        visitors.push(waiting_visitor(http).await?);
    }
    let start = Instant::now() + WARM;
    let end = start + lasting;
    let writing = visitors.into_iter().map(|visitor| {
        tokio::spawn(async move {
            let mut took = Vec::new();
            let mut number = 0;
            while Instant::now() < end {
                number += 1;
                let (client_id, body) = (format!("m-{number}"), body(number));
                let began = Instant::now();
                visitor.say(&client_id, &body).await?;
                if began >= start {
                    took.push(began.elapsed());
                }
            }
            anyhow::Ok(took)
        })
    });
    let mut took = Vec::new();
    for result in futures::future::join_all(writing).await {
        took.extend(result??);
    }
    Ok(Load::of(took, lasting))
}
