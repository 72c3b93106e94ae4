//! Questions to the assistant while the server is killed: each gets exactly one answer.

use super::{killer::Killer, verdict::Verdict};
use crate::{
    agent::Agent,
    bench,
    http::{Http, until_answered},
    visitor::Visitor,
};
use anyhow::{Context, Result};
use api::{AuthorKind, ConversationId, Message, MessageKind, State};
use std::{
    ops::Range,
    time::{Duration, Instant},
};
use tokio::sync::watch;

/// A job whose worker was killed is found again within half a minute; every kill may begin that anew.
const PATIENCE: Duration = Duration::from_secs(120);
/// Questions that a visitor asks at most: the budget of an hour is for more.
const QUESTIONS: usize = 25;

/// A conversation in which every question waited for the answer to the one before.
struct Asked {
    conversation: ConversationId,
    /// The numbers of the questions.
    questions: Vec<i64>,
    wrong: Vec<String>,
}

pub async fn run(
    http: &Http,
    killer: &mut Killer<'_>,
    kills: usize,
    life: Range<Duration>,
    visitors: usize,
    verdict: &mut Verdict,
) -> Result<()> {
    let (stop, stopped) = watch::channel(false);
    let asking: Vec<_> =
        (0..visitors).map(|number| tokio::spawn(asks(http.clone(), number, stopped.clone()))).collect();
    killer.kill(kills, life).await?;
    stop.send(true).context("stopping the visitors")?;
    let agent = Agent::sign_in(http).await?;
    for visitor in asking {
        for asked in visitor.await?? {
            verdict.said_wrong("a question", &asked.wrong);
            let messages = agent.read_all(asked.conversation).await?;
            let decided = agent.decisions(asked.conversation).await?.into_iter().map(|d| d.trigger_seq);
            check(&messages, &asked.questions, decided.collect(), verdict);
        }
    }
    Ok(())
}

/// Asks one question after the other until it is told to stop; the last one is answered too.
async fn asks(http: Http, number: usize, stopped: watch::Receiver<bool>) -> Result<Vec<Asked>> {
    let questions = bench::questions()?;
    let mut conversations: Vec<Asked> = Vec::new();
    let mut next = questions.iter().cycle().skip(number * 4);
    while !*stopped.borrow() {
        let Some(first) = next.next() else { break };
        let visitor = Visitor::open(&http, &first.lang).await?;
        let mut question = first;
        let mut asked: Option<Asked> = None;
        for turn in 0..QUESTIONS {
            let client_id = format!("q-{turn}");
            let (answer, _) = until_answered(|| visitor.say(&client_id, &question.question)).await?;
            let message = answer.body;
            let asked = asked.get_or_insert_with(|| Asked {
                conversation: message.conversation_id,
                questions: vec![],
                wrong: vec![],
            });
            asked.questions.push(message.seq);
            let state = wait_for_answer(&visitor, message.seq).await?;
            if state.is_none() {
                asked.wrong.push(format!("{:?} got no answer in {PATIENCE:?}", question.question));
            }
            if state != Some(State::Assistant) || *stopped.borrow() {
                break;
            }
            let Some(following) = next.next() else { break };
            question = following;
        }
        conversations.extend(asked);
    }
    Ok(conversations)
}

/// The conversation's state once the question has an answer or a person is to give it; `None` when neither came.
async fn wait_for_answer(visitor: &Visitor, question: i64) -> Result<Option<State>> {
    let began = Instant::now();
    while began.elapsed() < PATIENCE {
        let (now, _) = until_answered(|| visitor.read(question)).await?;
        let answered = now.items.iter().any(is_answer);
        if let Some(state) = now.state.filter(|state| answered || *state != State::Assistant) {
            return Ok(Some(state));
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    Ok(None)
}

fn is_answer(message: &Message) -> bool {
    message.author.kind == AuthorKind::Assistant && message.kind == MessageKind::Reply
}

/// Between a question and the next there is one answer; the last may be a person's to give instead.
fn check(messages: &[Message], questions: &[i64], mut decided: Vec<i64>, verdict: &mut Verdict) {
    for (index, question) in questions.iter().enumerate() {
        let end = questions.get(index + 1).copied().unwrap_or(i64::MAX);
        let after = messages.iter().filter(|m| m.seq > *question && m.seq < end);
        let answers = after.clone().filter(|m| is_answer(m)).count();
        let handed_over = after
            .clone()
            .any(|m| m.kind == MessageKind::Event && m.body == api::Happening::HandedOff.as_str());
        verdict.questions += 1;
        verdict.answers += answers;
        verdict.handed_over += usize::from(handed_over && answers == 0);
        if answers > 1 || (answers == 0 && !handed_over) {
            verdict.wrong(format!("question {question} of a conversation has {answers} answers"));
        }
    }
    verdict.decisions += decided.len();
    decided.sort_unstable();
    if decided != questions {
        verdict.wrong(format!("questions {questions:?} of a conversation have decisions {decided:?}"));
    }
    if !messages.iter().zip(1..).all(|(message, number)| message.seq == number) {
        verdict.wrong("a conversation with the assistant has a gap or a repetition".to_owned());
    }
}
