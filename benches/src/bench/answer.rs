//! Questions in, answers on the visitor's socket.

use super::figures::percentile;
use crate::{http::Http, socket::Socket, visitor::Visitor};
use anyhow::{Context, Result};
use api::{AuthorKind, Message, ServerFrame};
use serde::Deserialize;
use std::time::{Duration, Instant};

/// Real questions of the demo shop's customers.
const QUESTIONS: &str = include_str!("../../../demo/nabta/golden.json");
/// A visitor would have gone by then.
const PATIENCE: Duration = Duration::from_secs(30);

/// What the answers came to.
pub struct Answers {
    pub asked: usize,
    /// Answers that quote a source; the others say that they do not know, or hand over.
    pub with_sources: usize,
    pub p50: Duration,
    pub p99: Duration,
    pub slowest: Duration,
}

#[derive(Deserialize)]
pub struct Question {
    pub lang: String,
    pub question: String,
}

pub fn questions() -> Result<Vec<Question>> {
    serde_json::from_str(QUESTIONS).context("the demo's questions")
}

/// Asks every question `rounds` times, one after the other, each as a visitor of its own.
pub async fn measure(http: &Http, rounds: usize) -> Result<Answers> {
    let questions = questions()?;
    // The first question after a start reads the tenant's index into memory.
    if let Some(first) = questions.first() {
        ask(http, first).await?;
    }
    let mut took = Vec::new();
    let mut with_sources = 0;
    for round in 1..=rounds {
        for question in &questions {
            let (answer, time) = ask(http, question).await?;
            took.push(time);
            with_sources += usize::from(!answer.sources.is_empty());
        }
        eprintln!("  · answers, round {round} of {rounds}: {} questions", questions.len());
    }
    took.sort_unstable();
    Ok(Answers {
        asked: took.len(),
        with_sources,
        p50: percentile(&took, 50),
        p99: percentile(&took, 99),
        slowest: took.last().copied().unwrap_or_default(),
    })
}

/// From the first byte of the question to the stored answer's frame on the socket.
async fn ask(http: &Http, question: &Question) -> Result<(Message, Duration)> {
    let visitor = Visitor::open(http, &question.lang).await?;
    let mut socket = Socket::open(http.addr, &Visitor::stream(), &visitor.session, None).await?;
    socket.ready().await?;
    let began = Instant::now();
    visitor.say("question", &question.question).await?;
    let answer = async {
        loop {
            if let ServerFrame::Event(event) = socket.next().await?
                && let Some(message) = event.message()
                && message.author.kind != AuthorKind::Contact
            {
                return anyhow::Ok(message);
            }
        }
    };
    let answer = tokio::time::timeout(PATIENCE, answer)
        .await
        .with_context(|| format!("no answer to {:?} in {PATIENCE:?}", question.question))??;
    Ok((answer, began.elapsed()))
}
