//! Visitors and an agent write to each other while the server is killed.

use super::{
    killer::Killer,
    sides::{Side, Sides},
    verdict::Verdict,
    watcher::{Seen, Watcher},
};
use crate::{
    agent::{self, Agent},
    http::{Answer, Failure, Http, until_answered},
    server::Home,
    socket::Socket,
    visitor::Visitor,
};
use anyhow::{Context, Result};
use api::{ConversationId, Message};
use std::{ops::Range, sync::Arc, time::Duration};
use tokio::{sync::watch, task::JoinHandle};

/// What one writer got acknowledged, in the order of writing, and what it did for it.
#[derive(Default)]
pub struct Written {
    pub acknowledged: Vec<Message>,
    /// Sends that got no answer and were sent again.
    pub retries: usize,
    /// Sends of what had been acknowledged before.
    pub repeated: usize,
    pub wrong: Vec<String>,
}

/// A visitor who writes and watches.
type Cast = (Visitor, ConversationId, JoinHandle<Result<Written>>, JoinHandle<Seen>);

pub async fn run(
    home: &Home,
    http: &Http,
    killer: &mut Killer<'_>,
    kills: usize,
    life: Range<Duration>,
    visitors: usize,
    verdict: &mut Verdict,
) -> Result<()> {
    let agent = Agent::sign_in(http).await?;
    let after = newest_event(http, &agent).await?;
    let (stop, stopped) = watch::channel(false);
    let (end, ended) = watch::channel(false);
    let watched = |path: String, token: &str, after| {
        let watcher = Watcher { addr: http.addr, path, token: Arc::from(token), after };
        tokio::spawn(watcher.watch(ended.clone()))
    };
    let agent_socket = watched(agent::STREAM.to_owned(), &agent.token, after);

    let mut cast: Vec<Cast> = Vec::new();
    for _ in 0..visitors {
        let visitor = Visitor::open(http, "ar").await?;
        // Before the first message: the assistant never has a turn.
        visitor.asks_for_person().await?;
        let first = visitor.say(&client_id(0), &body(0)).await?.body;
        let conversation = first.conversation_id;
        let socket = watched(Visitor::stream(), &visitor.session, 0);
        let written = Written { acknowledged: vec![first], ..Written::default() };
        let writing = tokio::spawn(visitor_writes(visitor.clone(), written, stopped.clone()));
        cast.push((visitor, conversation, writing, socket));
    }
    let conversations: Vec<ConversationId> = cast.iter().map(|(_, conversation, ..)| *conversation).collect();
    let answering = tokio::spawn(agent_writes(agent.clone(), conversations.clone(), stopped));

    killer.kill(kills, life).await?;
    tokio::time::sleep(Duration::from_millis(500)).await;
    stop.send(true).context("stopping the writers")?;
    let by_agent = answering.await??;
    let mut written = Vec::new();
    let mut sockets = Vec::new();
    for (visitor, conversation, writing, socket) in cast {
        written.push((visitor, conversation, writing.await??));
        sockets.push(socket);
    }
    end.send(true).context("ending the sockets")?;
    let by_socket = agent_socket.await?;
    verdict.contiguous("the agent's socket", after, &by_socket.events);
    verdict.said_wrong("the agent's socket", &by_socket.wrong);
    verdict.count_writer("the agent", &by_agent);

    for ((visitor, conversation, of_visitor), socket) in written.into_iter().zip(sockets) {
        let of_socket = socket.await?;
        verdict.contiguous("a visitor's socket", 0, &of_socket.events);
        verdict.said_wrong("a visitor's socket", &of_socket.wrong);
        verdict.breaks += of_socket.breaks;
        verdict.count_writer("a visitor", &of_visitor);
        let in_it = |messages: &[Message]| -> Vec<Message> {
            messages.iter().filter(|m| m.conversation_id == conversation).cloned().collect()
        };
        let seen = |seen: &Seen| seen.messages.iter().map(|(_, message)| message.clone()).collect::<Vec<_>>();
        let sides = Sides {
            by_visitor: of_visitor.acknowledged,
            by_agent: in_it(&by_agent.acknowledged),
            stored: super::sides::stored(home, conversation).await?,
            seen: vec![
                (Side::AgentSocket, in_it(&seen(&by_socket))),
                (Side::AgentRest, agent.read_all(conversation).await?),
                (Side::VisitorSocket, seen(&of_socket)),
                (Side::VisitorRest, visitor.read_all().await?),
            ],
        };
        sides.compare(verdict);
    }
    verdict.breaks += by_socket.breaks;
    Ok(())
}

/// The number of the tenant's newest event.
async fn newest_event(http: &Http, agent: &Agent) -> Result<i64> {
    Socket::open(http.addr, agent::STREAM, &agent.token, None).await?.ready().await
}

pub fn client_id(number: usize) -> String {
    format!("m-{number}")
}

pub fn body(number: usize) -> String {
    format!("رسالة {number}, message {number}")
}

async fn visitor_writes(
    visitor: Visitor,
    mut written: Written,
    stopped: watch::Receiver<bool>,
) -> Result<Written> {
    while !*stopped.borrow() {
        let number = written.acknowledged.len();
        let (id, text) = (client_id(number), body(number));
        let (answer, tries) = until_answered(|| visitor.say(&id, &text)).await?;
        written.retries += tries;
        written.acknowledged.push(answer.body);
        if rand::random_ratio(1, 10) {
            let again = rand::random_range(0..=number);
            let (id, text) = (client_id(again), body(again));
            let (answer, _) = until_answered(|| visitor.say(&id, &text)).await?;
            written.repeat(again, &answer);
        }
        tokio::time::sleep(Duration::from_millis(rand::random_range(0..60))).await;
    }
    Ok(written)
}

async fn agent_writes(
    agent: Agent,
    conversations: Vec<ConversationId>,
    stopped: watch::Receiver<bool>,
) -> Result<Written, Failure> {
    let mut written = Written::default();
    while !*stopped.borrow() {
        let number = written.acknowledged.len();
        let Some(to) = conversations.get(rand::random_range(0..conversations.len())) else { break };
        let (id, text) = (client_id(number), body(number));
        let (answer, tries) = until_answered(|| agent.say(*to, &id, &text)).await?;
        written.retries += tries;
        written.acknowledged.push(answer.body);
        if rand::random_ratio(1, 10) {
            let (answer, _) = until_answered(|| agent.say(*to, &id, &text)).await?;
            written.repeat(number, &answer);
        }
        tokio::time::sleep(Duration::from_millis(rand::random_range(20..200))).await;
    }
    Ok(written)
}

impl Written {
    /// Notes what a repetition of an acknowledged message was answered: the same, and said to be so.
    fn repeat(&mut self, number: usize, answer: &Answer<Message>) {
        self.repeated += 1;
        let same = self.acknowledged.get(number) == Some(&answer.body);
        if !same || !answer.replayed {
            self.wrong.push(format!("{} was answered otherwise when it was repeated", client_id(number)));
        }
    }
}
