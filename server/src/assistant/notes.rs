//! What the playground shows of how an answer came about: written down while it is made, and kept nowhere.

use super::{guard::Seen, prompt::Message, quote::Quote, redact::Redactor};
use crate::knowledge::Found;
use api::{
    AnswerStage, ChunkId, FoundPassage, GuardEffect, Guarded, GuardedAt, JudgedSentence, PromptMessage,
    SentPrompt, StageTime, Steps, Verdict,
};
use std::{
    sync::{Mutex, MutexGuard, PoisonError},
    time::Instant,
};
use text::{
    evidence::{self, Admitted},
    sentence,
};

/// The steps of one answer, as far as they were taken.
#[derive(Debug, Default)]
pub(super) struct Notes(Mutex<Taken>);

#[derive(Debug, Default)]
struct Taken {
    steps: Steps,
    found: Vec<Found>,
}

impl Notes {
    fn taken(&self) -> MutexGuard<'_, Taken> {
        // What was noted before a panic is still what was done.
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// A step ended that began at `started`.
    pub fn took(&self, stage: AnswerStage, started: Instant) {
        let ms = (started.elapsed().as_secs_f32() * 10_000.0).round() / 10.0;
        self.taken().steps.stages.push(StageTime { stage, ms });
    }

    /// What a guard that looked has seen; nothing, where it saw nothing.
    pub fn guarded(&self, at: GuardedAt, seen: &Seen) {
        let effect = match seen.stops {
            None => GuardEffect::Passed,
            Some(stop) if stop.hands_over => GuardEffect::HandedOver,
            Some(_) => GuardEffect::Refused,
        };
        self.taken().steps.guards.push(Guarded { at, factors: seen.factors.clone(), effect });
    }

    pub fn found(&self, found: &[Found]) {
        self.taken().found = found.to_vec();
    }

    /// What is to be sent, with its tokens.
    pub fn prompt(&self, messages: &[Message], hidden: &[&str]) {
        let message =
            |one: &Message| PromptMessage { role: one.role.to_owned(), content: one.content.clone() };
        self.taken().steps.prompt = Some(SentPrompt {
            messages: messages.iter().map(message).collect(),
            hidden: hidden.iter().map(|kind| (*kind).to_owned()).collect(),
            sent: false,
        });
    }

    /// Whether the prompt left.
    pub fn left(&self, sent: bool) {
        if let Some(prompt) = &mut self.taken().steps.prompt {
            prompt.sent = sent;
        }
    }

    /// What became of a model's sentences.
    pub fn judged(&self, written: &str, admitted: &Admitted, redactor: &Redactor) {
        let mut sentences: Vec<JudgedSentence> = Vec::new();
        let text = |range| redactor.restore(written.get(range).unwrap_or_default());
        let mut end = 0;
        for mark in &admitted.marks {
            end = mark.range.end;
            sentences.push(sentence_of(text(mark.range.clone()), &mark.verdict));
        }
        let unread = sentence::sentences(written).into_iter().filter(|range| range.start >= end);
        sentences.extend(unread.map(|range| judged(text(range), Verdict::Unread, None, &[])));
        self.taken().steps.sentences.extend(sentences);
    }

    /// What was quoted.
    pub fn quoted(&self, quotes: &[Quote]) {
        let quoted = quotes.iter().flat_map(|quote| {
            let lines = quote.text.lines().filter(|line| !line.trim().is_empty());
            lines.map(|line| judged(line.trim().to_owned(), Verdict::Quotation, None, &quote.passages))
        });
        self.taken().steps.sentences.extend(quoted);
    }

    /// All of it; `used` are the passages on which the answer stands.
    pub fn steps(self, used: &[ChunkId]) -> Steps {
        let Taken { steps, found } = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        let passage = |one: Found| FoundPassage {
            used: used.contains(&one.chunk),
            document_id: one.document,
            title: one.title,
            page: one.page,
            text: one.text,
            score: one.score,
            words: one.lexical,
            vectors: one.cosine,
        };
        Steps { found: found.into_iter().map(passage).collect(), ..steps }
    }
}

fn sentence_of(text: String, verdict: &evidence::Verdict) -> JudgedSentence {
    match verdict {
        evidence::Verdict::Courtesy => judged(text, Verdict::Courtesy, None, &[]),
        evidence::Verdict::Supported(by) => judged(text, Verdict::Supported, None, by),
        evidence::Verdict::Quoted(by, why) => judged(text, Verdict::Replaced, Some(*why), by),
        evidence::Verdict::LeftOut(why) => judged(text, Verdict::LeftOut, Some(*why), &[]),
        evidence::Verdict::Announced(why) => judged(text, Verdict::Announced, Some(*why), &[]),
    }
}

/// People count from 1.
fn judged(text: String, verdict: Verdict, why: Option<evidence::Why>, places: &[usize]) -> JudgedSentence {
    let passages = places.iter().filter_map(|at| u32::try_from(at + 1).ok()).collect();
    JudgedSentence { text, verdict, why: why.map(|why| why.word().to_owned()), passages }
}
