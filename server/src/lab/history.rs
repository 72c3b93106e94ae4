//! Questions that customers asked, for a person to choose from.

use super::{sets::CASES, store};
use crate::{
    App,
    contacts::{self, Details},
    conversations, gaps,
    refusal::{Outcome, Refusal},
};
use api::{ContactId, LabCase, LabHistory, TenantId};
use std::collections::{HashMap, HashSet, hash_map::Entry};
use text::{
    language,
    normalize::fold,
    redact::{Kind, Known},
};
use time::{Duration, OffsetDateTime};

/// How far back, unless it is said.
const BACK: Duration = Duration::days(90);
/// Characters of a question that are taken.
const QUESTION_CHARS: usize = 500;
/// A question has as many words at least: "ok" and "yes please" say nothing alone.
const LEAST_WORDS: usize = 3;

/// The newest questions, each once, personal data as the words of its kinds: `[PHONE]`. Nothing is stored.
///
/// # Errors
/// `invalid_input` for a number of questions that can't be.
pub(super) async fn history(
    app: &App,
    tenant: TenantId,
    from: Option<OffsetDateTime>,
    most: Option<u32>,
) -> Outcome<LabHistory> {
    let most = most.map_or(200, |most| usize::try_from(most).unwrap_or(usize::MAX));
    if !(1..=CASES).contains(&most) {
        return Err(Refusal::field("limit", "out_of_range", format!("1 to {CASES}")));
    }
    let from = from.unwrap_or_else(|| app.now() - BACK);
    let mut tx = app.db.tenant(tenant).begin().await?;
    // More than wanted: some say the same.
    let decided = store::decided(&mut tx, from, most * 2).await?;
    let which: Vec<_> = decided.iter().map(|one| (one.conversation, one.trigger_seq)).collect();
    let asked = conversations::asked(&mut tx, &which).await?;
    let mut people: HashMap<ContactId, Known> = HashMap::new();
    for one in &decided {
        if let Entry::Vacant(unknown) = people.entry(one.contact) {
            let details = contacts::details(&mut tx, one.contact).await?;
            unknown.insert(known(&details));
        }
    }
    drop(tx);
    let chosen = move || {
        let mut seen = HashSet::new();
        let mut items = Vec::new();
        for (one, asked) in decided.iter().zip(asked) {
            let mut known = people.get(&one.contact).cloned().unwrap_or_default();
            known.learn(&asked.question);
            let question = gaps::hidden(asked.question.trim(), &known, QUESTION_CHARS);
            let enough = text::tokens::words(&question).len() >= LEAST_WORDS;
            if enough && seen.insert(fold(&question)) && items.len() < most {
                let lang = language::detect(&question, Some(&one.locale)).map(str::to_owned);
                items.push(LabCase { question, lang, ..LabCase::default() });
            }
        }
        LabHistory { items }
    };
    tokio::task::spawn_blocking(chosen).await.map_err(Refusal::internal)
}

/// Whoever asked, to be hidden wherever they stand.
fn known(details: &Details) -> Known {
    let mut known = Known::default();
    for value in details.all() {
        if value.contains('@') || value.chars().any(char::is_numeric) {
            known.code(Kind::Phone, value);
            known.learn(value);
        } else {
            known.name(value);
        }
    }
    known
}
