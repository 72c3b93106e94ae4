use super::{
    model::{Inbound, Received},
    receive::receive,
};
use crate::{
    App,
    refusal::{Outcome, Refusal},
};
use api::{Code, TenantId};
use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};
use tokio::sync::{mpsc, oneshot};

/// Messages that one transaction takes at most.
const BATCH: usize = 64;
/// Messages of a tenant that may wait; beyond them the sender is asked to come again.
const WAITING: usize = 4096;

/// Groups what arrives for a tenant while its last commit is on the way to the disk.
///
/// A lone message is taken at once; under load the commits carry more messages each. Nothing is
/// acknowledged before the commit that holds it.
#[derive(Clone, Default)]
pub struct Intake {
    lines: Arc<Mutex<HashMap<TenantId, mpsc::Sender<Item>>>>,
}

struct Item {
    inbound: Inbound,
    verdict: oneshot::Sender<Outcome<Received>>,
}

impl Intake {
    /// Stores a customer's message and answers once it is safe.
    ///
    /// # Errors
    /// `unavailable` when the database is, or too much waits; the sender may come again with the
    /// same id.
    pub async fn take(&self, app: &App, tenant: TenantId, inbound: Inbound) -> Outcome<Received> {
        let (verdict, answer) = oneshot::channel();
        let mut item = Item { inbound, verdict };
        loop {
            let line = self.line(app, tenant);
            match line.try_send(item) {
                Ok(()) => break,
                Err(mpsc::error::TrySendError::Full(_)) => {
                    return Err(Refusal::new(Code::Unavailable, "Too much at once; try again in a moment."));
                }
                // The line ended for want of work between our looking and sending.
                Err(mpsc::error::TrySendError::Closed(back)) => {
                    self.lock().remove(&tenant);
                    item = back;
                }
            }
        }
        answer
            .await
            .unwrap_or_else(|_| Err(Refusal::new(Code::Unavailable, "The server is stopping; try again.")))
    }

    fn line(&self, app: &App, tenant: TenantId) -> mpsc::Sender<Item> {
        let mut lines = self.lock();
        if let Some(line) = lines.get(&tenant)
            && !line.is_closed()
        {
            return line.clone();
        }
        let (sender, receiver) = mpsc::channel(WAITING);
        lines.insert(tenant, sender.clone());
        tokio::spawn(run(app.clone(), tenant, receiver));
        sender
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<TenantId, mpsc::Sender<Item>>> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn run(app: App, tenant: TenantId, mut receiver: mpsc::Receiver<Item>) {
    let mut items = Vec::new();
    loop {
        // An idle tenant costs nothing.
        match tokio::time::timeout(Duration::from_secs(60), receiver.recv_many(&mut items, BATCH)).await {
            Ok(0) => return,
            Ok(_) => {}
            Err(_) => {
                receiver.close();
                if receiver.recv_many(&mut items, BATCH).await == 0 {
                    return;
                }
            }
        }
        let (inbound, verdicts): (Vec<Inbound>, Vec<_>) =
            items.drain(..).map(|i| (i.inbound, i.verdict)).unzip();
        match receive(&app, tenant, &inbound).await {
            Ok(received) => {
                for (verdict, received) in verdicts.into_iter().zip(received) {
                    let _ = verdict.send(Ok(received));
                }
            }
            Err(refusal) if inbound.len() == 1 => {
                for verdict in verdicts {
                    let _ = verdict.send(Err(Refusal {
                        errors: vec![],
                        assignee: None,
                        cause: None,
                        detail: refusal.detail.clone(),
                        code: refusal.code,
                    }));
                }
                tracing::warn!(%tenant, %refusal, "a message was not taken in");
            }
            Err(refusal) => {
                // One that can't be stored must not keep the others out.
                tracing::warn!(%tenant, %refusal, count = inbound.len(), "a batch failed; taking its messages one by one");
                for (one, verdict) in inbound.iter().zip(verdicts) {
                    let result = receive(&app, tenant, std::slice::from_ref(one)).await;
                    let _ = verdict.send(result.and_then(|mut r| {
                        r.pop().ok_or_else(|| Refusal::internal(anyhow::anyhow!("no verdict for a message")))
                    }));
                }
            }
        }
    }
}
