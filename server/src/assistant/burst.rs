//! Waiting until a customer has finished: people write a question in three messages.

use crate::{
    App,
    conversations::{self, Turn},
    refusal::Outcome,
};
use api::{ConversationId, TenantId};
use std::time::{Duration, Instant};

/// After the newest message this long nothing may come.
const QUIET: Duration = Duration::from_millis(60);
/// Who typed within this time is typing still.
const TYPING: Duration = Duration::from_millis(1_500);
/// How often somebody who types is looked at again.
const LOOK: Duration = Duration::from_millis(150);
/// Longer than this nobody is waited for.
const MOST: Duration = Duration::from_secs(6);

/// What stands to be answered once the customer has finished; `None` when it is not the assistant's turn.
pub(super) async fn settled(
    app: &App,
    tenant: TenantId,
    conversation: ConversationId,
) -> Outcome<Option<Turn>> {
    let started = Instant::now();
    let mut seen = None;
    loop {
        let mut tx = app.db.tenant(tenant).begin().await?;
        let Some(turn) = conversations::turn(&mut tx, conversation).await? else { return Ok(None) };
        drop(tx);
        let age = (app.now() - turn.last_contact_at).try_into().unwrap_or(Duration::ZERO);
        let typed = app.typing.since(tenant, turn.contact);
        let new = seen != Some(turn.trigger_seq);
        match wait(new, age, typed, started.elapsed()) {
            None => return Ok(Some(turn)),
            Some(wait) => {
                seen = Some(turn.trigger_seq);
                tokio::time::sleep(wait).await;
            }
        }
    }
}

/// How long to wait before looking again; `None` when the customer has finished.
///
/// `new`: the newest message was not seen before; `age` is its own, `typed` how long ago they typed.
fn wait(new: bool, age: Duration, typed: Option<Duration>, waited: Duration) -> Option<Duration> {
    if waited >= MOST {
        None
    } else if typed.is_some_and(|typed| typed < TYPING) {
        Some(LOOK)
    } else {
        QUIET.checked_sub(age).filter(|left| new && !left.is_zero())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_answered_when_nothing_followed() {
        let ms = Duration::from_millis;
        assert_eq!(wait(true, ms(10), None, ms(0)), Some(ms(50)));
        assert_eq!(wait(true, ms(60), None, ms(0)), None);
        // A clock that stands still or runs back must not hold the answer up.
        assert_eq!(wait(false, ms(0), None, ms(60)), None);
    }

    #[test]
    fn whoever_types_is_waited_for_but_not_for_ever() {
        let ms = Duration::from_millis;
        assert_eq!(wait(false, ms(900), Some(ms(1_499)), ms(100)), Some(LOOK));
        assert_eq!(wait(false, ms(900), Some(ms(1_500)), ms(100)), None);
        assert_eq!(wait(true, ms(0), Some(ms(0)), MOST), None);
    }
}
