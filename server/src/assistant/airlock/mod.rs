//! Nothing that points to a person leaves, and everything comes back: made chats in five languages against a provider
//! that records what it is sent, over the protocol that models are asked by.
//!
//! A part runs with the tests; `make bench-airlock` runs ten thousand and prints what docs/models/airlock.md says.

mod chat;
mod people;
mod provider;
mod say;
mod values;

use self::{
    chat::{Chat, Planted},
    provider::Provider,
};
use super::{
    clean::clean,
    gate::Gate,
    openai::{self, Endpoint, Patience},
    prompt::{self, Prompt},
    redact::Redactor,
};
use api::Tone;
use futures::StreamExt;
use std::{
    collections::{BTreeMap, HashSet},
    time::{Duration, Instant},
};
use text::{
    evidence::Admitted,
    normalize::{ascii_digit, fold},
};

/// What the tenant knows: also with people and numbers in it.
const PASSAGES: [&str; 3] = [
    "Delivery inside the city takes 1 to 2 working days and costs 3 JD; orders over 30 JD are free. Returns within 14 days.",
    "Questions: care@nabta.example, +962 6 500 7788, 21 Botanica Street. Ask for Quellmalz.",
    "التوصيل خلال يومين. للاستفسار اتصلوا على 065007799.",
];
const OWN: [&str; 5] = ["care@nabta", "5007788", "5007799", "Botanica", "Quellmalz"];

/// What became of one chat.
struct Outcome {
    lang: &'static str,
    planted: Vec<Planted>,
    leaked: Vec<Planted>,
    own_leaked: bool,
    restored: bool,
    bare: Option<bool>,
}

async fn run(seed: u64, bare: bool, provider: &Provider, http: &reqwest::Client) -> Outcome {
    let chat = Chat::made(seed, bare);
    let passages = PASSAGES.map(str::to_owned);
    let person: Vec<&str> = chat.profile.as_deref().into_iter().collect();
    let mut redactor = Redactor::knowing(&person, &["Nour", "Nabta"]);
    let prompt = Prompt {
        tenant: "Nabta",
        assistant: "Nour",
        instructions: "Complaints go to Mrs. Hyacintha Quellmalz, care@nabta.example.",
        tone: Tone::Brief,
        lang: chat.lang,
        dialect: None,
        passages: &passages,
        history: &chat.history,
        question: &chat.question,
    };
    let messages = prompt::messages(&prompt, &mut redactor);
    let model = format!("m{seed}");
    let endpoint = Endpoint {
        base: &provider.base,
        model: &model,
        key: None,
        answer_tokens: 2_000,
        no_training: true,
        extra: None,
    };
    // What is said back is the customer's own words: here all is believed.
    let judge = |text: &str| Admitted::whole(text);
    let mut gate = Gate::new(&judge, &redactor);
    let (mut now, mut shown) = (Instant::now(), String::new());
    let so_far = |raw: &str| {
        now += Duration::from_millis(60);
        shown.push_str(&gate.next(raw, now).unwrap_or_default());
        false
    };
    let patience = Patience::of(Duration::from_secs(60), false);
    let completion = openai::complete(http.clone(), &endpoint, &messages, patience, so_far).await;
    let raw = completion.unwrap_or_else(|failed| panic!("seed {seed}: {}", failed.fault)).raw;
    let answer = clean(&raw).text;
    let restored = redactor.restore(&answer);
    // A name that was first written without its capital comes back so.
    let whole = restored.to_lowercase() == chat.question.trim().to_lowercase()
        && !redactor.invents(&answer)
        && restored.starts_with(&shown);
    // What is looked through are the bytes that the provider got, not what we think that we sent.
    let sent = Sent::of(&provider.taken(&model));
    if !whole {
        println!(
            "seed {seed}\n  asked    {:?}\n  restored {restored:?}\n  raw      {raw:?}\n  shown    {shown:?}",
            chat.question
        );
    }
    let leaked: Vec<Planted> = chat.planted.iter().filter(|planted| sent.holds(planted)).cloned().collect();
    for planted in &leaked {
        println!(
            "seed {seed} ({}): {planted:?}\n  {:?}\n  {}",
            chat.lang,
            chat.history,
            messages.last().unwrap().content
        );
    }
    Outcome {
        lang: chat.lang,
        leaked,
        planted: chat.planted,
        own_leaked: OWN.iter().any(|own| sent.holds_text(own)),
        restored: whole,
        bare: chat.bare.map(|name| !sent.holds_name(&name)),
    }
}

/// What was sent, in all the forms that an identifier could be found in.
struct Sent {
    raw: String,
    /// Folded: one form of letters and digits.
    folded: String,
    words: HashSet<String>,
    /// Letters and digits of all of it without anything between.
    dense: String,
    /// Rows of digits.
    numbers: HashSet<String>,
}

impl Sent {
    fn of(bytes: &[u8]) -> Self {
        let raw = String::from_utf8(bytes.to_vec()).unwrap();
        let request: serde_json::Value = serde_json::from_slice(bytes).unwrap();
        let contents = request["messages"].as_array().unwrap().iter().filter_map(|m| m["content"].as_str());
        let text = contents.collect::<Vec<_>>().join("\n");
        let folded = fold(&text);
        let words = folded.split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect();
        let dense = fold(&raw).chars().filter(|c| c.is_alphanumeric()).collect();
        let numbers = folded.split(|c: char| !c.is_ascii_digit()).map(str::to_owned).collect();
        Self { raw, folded, words, dense, numbers }
    }

    fn holds_text(&self, text: &str) -> bool {
        let dense: String = fold(text).chars().filter(|c| c.is_alphanumeric()).collect();
        self.dense.contains(&dense)
    }

    fn holds_name(&self, name: &str) -> bool {
        self.words.contains(&fold(name))
    }

    fn holds(&self, planted: &Planted) -> bool {
        let needles = planted.needles.iter().map(|needle| fold(needle));
        let plain: String = planted.written.chars().map(ascii_digit).collect();
        if self.raw.contains(&planted.written) || self.folded.contains(&fold(&plain)) {
            return true;
        }
        needles.into_iter().any(|needle| match planted.kind {
            "name" | "address" => self.words.contains(&needle),
            "birth" => self.folded.contains(&needle),
            "email" => self.words.contains(&needle),
            _ if needle.len() < 7 => self.numbers.contains(&needle),
            _ => self.dense.contains(&needle),
        })
    }
}

/// Runs so many chats, several at a time, and says what became of them.
async fn all(seeds: std::ops::Range<u64>, bare: bool) -> Vec<Outcome> {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let (provider, http) = (Provider::start().await, reqwest::Client::new());
    futures::stream::iter(seeds)
        .map(|seed| run(seed, bare, &provider, &http))
        .buffer_unordered(4)
        .collect()
        .await
}

fn check(outcomes: &[Outcome]) {
    let leaked = outcomes.iter().flat_map(|outcome| &outcome.leaked).count();
    let unrestored = outcomes.iter().filter(|outcome| !outcome.restored).count();
    let own = outcomes.iter().filter(|outcome| outcome.own_leaked).count();
    assert_eq!(
        (leaked, unrestored, own),
        (0, 0, 0),
        "identifiers left, answers not as they were, passages that left"
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_planted_leaves_and_every_answer_is_restored() {
    check(&all(0..CHATS, false).await);
}

/// Chats that run with the tests.
const CHATS: u64 = 1_000;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "a measurement: make bench-airlock"]
async fn ten_thousand_chats() {
    let start = Instant::now();
    // Not the seeds of the tests, which the detector was mended by.
    let outcomes = all(70_000..80_000, false).await;
    let mut kinds: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut languages: BTreeMap<&str, usize> = BTreeMap::new();
    for outcome in &outcomes {
        *languages.entry(outcome.lang).or_default() += 1;
        for planted in &outcome.planted {
            kinds.entry(planted.kind).or_default().0 += 1;
        }
        for planted in &outcome.leaked {
            kinds.entry(planted.kind).or_default().1 += 1;
        }
    }
    println!("{} chats, {:.0} s; by language {languages:?}", outcomes.len(), start.elapsed().as_secs_f64());
    println!("{:<10} {:>8} {:>6}", "planted", "times", "left");
    for (kind, (planted, left)) in &kinds {
        println!("{kind:<10} {planted:>8} {left:>6}");
    }
    println!("restored as they were: {}", outcomes.iter().filter(|outcome| outcome.restored).count());
    let strangers = all(80_000..82_000, true).await;
    let mut bare: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for outcome in &strangers {
        let count = bare.entry(outcome.lang).or_default();
        count.0 += 1;
        count.1 += usize::from(outcome.bare == Some(true));
    }
    println!("other people's first names that nothing points to, hidden:");
    for (lang, (all, hidden)) in bare {
        println!("  {lang}: {hidden} of {all}");
    }
    check(&outcomes);
}
