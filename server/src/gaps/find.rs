use super::store::{self, Open};
use crate::{
    App,
    conversations::{self, Asked},
    refusal::{Outcome, Refusal},
};
use api::{Gap, GapQuestion, Gaps, Stamp, TenantId, Unanswered};
use std::collections::HashSet;
use text::{
    cluster::{NEAR, cluster},
    embed::embed,
    language,
    redact::{Known, find},
};
use time::{Duration, OffsetDateTime};

/// The newest questions that are looked at.
const MOST: usize = 1_000;
/// How far back, unless it is said.
const BACK: Duration = Duration::days(30);
const EXAMPLES: usize = 5;
/// Characters of a question that are shown, and by which it is compared.
const QUESTION_CHARS: usize = 500;
/// Characters of a colleague's reply.
const REPLY_CHARS: usize = 5_000;

/// A question, its personal data hidden.
struct Question {
    open: Open,
    text: String,
    reply: Option<String>,
}

/// What the knowledge lacks, most asked first.
pub(super) async fn gaps(app: &App, tenant: TenantId, from: Option<OffsetDateTime>) -> Outcome<Gaps> {
    let from = from.unwrap_or_else(|| app.now() - BACK);
    let mut tx = app.db.tenant(tenant).begin().await?;
    let most = i64::try_from(MOST + 1).unwrap_or(i64::MAX);
    let mut open = store::open(&mut tx, from, most).await?;
    let more = open.len() > MOST;
    open.truncate(MOST);
    let decisions: Vec<_> = open.iter().map(|one| (one.conversation, one.trigger_seq)).collect();
    let asked = conversations::asked(&mut tx, &decisions).await?;
    drop(tx);
    let items = tokio::task::spawn_blocking(move || grouped(open, asked)).await.map_err(Refusal::internal)?;
    Ok(Gaps { asked: count(items.iter().map(|gap| gap.questions.len()).sum()), items, more })
}

fn grouped(open: Vec<Open>, asked: Vec<Asked>) -> Vec<Gap> {
    let mut seen = HashSet::new();
    let mut questions: Vec<Question> = open
        .into_iter()
        .zip(asked)
        .filter(|(open, asked)| {
            !asked.question.trim().is_empty() && seen.insert((open.conversation, open.trigger_seq))
        })
        .map(|(open, asked)| {
            let mut known = Known::default();
            known.learn(&asked.question);
            asked.reply.iter().for_each(|reply| known.learn(reply));
            Question {
                open,
                text: hidden(&asked.question, &known, QUESTION_CHARS),
                reply: asked.reply.map(|reply| hidden(&reply, &known, REPLY_CHARS)),
            }
        })
        .collect();
    // Oldest first, so that the order of looking is the order of asking.
    questions.reverse();
    let vectors: Vec<Vec<f32>> = questions.iter().map(|question| embed(&question.text)).collect();
    cluster(&vectors, NEAR)
        .iter()
        .filter_map(|members| gap(&members.iter().filter_map(|at| questions.get(*at)).collect::<Vec<_>>()))
        .collect()
}

/// One gap of questions, the most typical first; there is one at least.
fn gap(members: &[&Question]) -> Option<Gap> {
    let typical = members.first()?;
    let contacts: HashSet<_> = members.iter().map(|one| one.open.contact).collect();
    Some(Gap {
        question: typical.text.clone(),
        lang: language::detect(&typical.text, Some(&typical.open.locale)).map(str::to_owned),
        asked: count(members.len()),
        contacts: count(contacts.len()),
        first_at: Stamp(members.iter().map(|one| one.open.at).min()?),
        last_at: Stamp(members.iter().map(|one| one.open.at).max()?),
        examples: members.iter().take(EXAMPLES).map(|one| example(one)).collect(),
        questions: members
            .iter()
            .map(|one| Unanswered { conversation_id: one.open.conversation, decision_id: one.open.decision })
            .collect(),
    })
}

fn example(question: &Question) -> GapQuestion {
    GapQuestion {
        conversation_id: question.open.conversation,
        decision_id: question.open.decision,
        seq: question.open.trigger_seq,
        at: Stamp(question.open.at),
        text: question.text.clone(),
        reply: question.reply.clone(),
    }
}

/// The text with its personal data as the words of their kinds, `[PHONE]`, and not longer than this.
pub fn hidden(text: &str, known: &Known, most: usize) -> String {
    let mut out = String::with_capacity(text.len());
    let mut copied = 0;
    for found in find(text, known) {
        out.push_str(text.get(copied..found.range.start).unwrap_or_default());
        out.push('[');
        out.push_str(found.kind.word());
        out.push(']');
        copied = found.range.end;
    }
    out.push_str(text.get(copied..).unwrap_or_default());
    match out.char_indices().nth(most) {
        Some((end, _)) => format!("{}…", out.get(..end).unwrap_or_default().trim_end()),
        None => out,
    }
}

fn count(of: usize) -> u32 {
    u32::try_from(of).unwrap_or(u32::MAX)
}
