//! What can be done with a conversation: buttons above it, and the same as keys and commands.

use super::{
    assign::AssignMenu,
    queue_row::StateBadge,
    thread::{Thread, use_thread},
};
use crate::{
    client::ApiError,
    components::{
        button::{Button, Look},
        dialog::Dialog,
        icon::Glyph,
        toast::{Toaster, use_toaster},
    },
    i18n::*,
    language::fill,
    live::Line,
};
use api::{Assign, Code, Conversation, Handoff, State, UserId};
use leptos::{prelude::*, task::spawn_local};
use leptos_i18n::{I18nContext, t, t_string};

/// One action on the open conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Act {
    Take,
    /// Take it although a colleague has it.
    TakeOver,
    /// Give it back to the queue.
    Release,
    /// From the assistant to the queue.
    HandOff,
    Resolve,
    Reopen,
}

impl Act {
    /// Whether it means anything in this state, for this person.
    pub fn fits(self, conversation: &Conversation, me: Option<UserId>) -> bool {
        let mine = me.is_some() && conversation.assignee.as_ref().map(|who| who.id) == me;
        self.is_offered(conversation.state, mine)
    }

    const fn is_offered(self, state: State, mine: bool) -> bool {
        match (self, state) {
            (Self::Take, State::Assistant | State::Queued)
            | (Self::HandOff, State::Assistant)
            | (Self::Resolve, State::Assistant | State::Queued)
            | (Self::Reopen, State::Resolved) => true,
            (Self::TakeOver, State::Agent) => !mine,
            // What a colleague has is theirs to end, or is taken over first.
            (Self::Release | Self::Resolve, State::Agent) => mine,
            _ => false,
        }
    }
}

/// Does it, and says what went wrong. `to_write`: whoever takes a conversation is put into the reply next.
pub fn act(thread: Thread, toaster: Toaster, i18n: I18nContext<Locale>, what: Act, to_write: bool) {
    let inbox = thread.inbox;
    let Some(id) = inbox.open.get_untracked() else { return };
    let Some(me) = inbox.my_id_now() else { return };
    let fits =
        thread.conversation.with_untracked(|open| open.as_ref().is_some_and(|c| what.fits(c, Some(me))));
    if !fits {
        return;
    }
    // On an old picture nobody decides anything.
    match inbox.live.line().get_untracked() {
        Line::Live => {}
        Line::Offline => return toaster.bad(move || t_string!(i18n, inbox.locked_offline).to_string()),
        _ => return toaster.bad(move || t_string!(i18n, inbox.locked_catching_up).to_string()),
    }
    spawn_local(async move {
        let client = inbox.client;
        let path = format!("conversations/{id}");
        let answer = match what {
            Act::Take => give(thread, Some(me), false).await,
            Act::TakeOver => give(thread, Some(me), true).await,
            Act::Release => give(thread, None, false).await,
            Act::HandOff => {
                client
                    .post::<Conversation>(&format!("{path}/handoff"), &Handoff { reason: "manual".into() })
                    .await
            }
            Act::Resolve => client.act::<Conversation>(&format!("{path}/resolve")).await,
            Act::Reopen => client.act::<Conversation>(&format!("{path}/reopen")).await,
        };
        match answer {
            Ok(conversation) => {
                thread.take(conversation);
                if to_write && matches!(what, Act::Take | Act::TakeOver) {
                    thread.compose.set(Some(api::MessageKind::Reply));
                }
            }
            Err(fault) if fault.code() == Some(Code::AlreadyAssigned) => thread.contested.set(Some(fault)),
            Err(fault) => toaster.bad(move || fault.say(i18n)),
        }
    });
}

/// Gives the open conversation to somebody, or to the queue.
pub async fn give(thread: Thread, user_id: Option<UserId>, force: bool) -> Result<Conversation, ApiError> {
    let id = thread.inbox.open.try_get_untracked().flatten().ok_or(ApiError::Unreadable(0))?;
    thread.inbox.client.post(&format!("conversations/{id}/assign"), &Assign { user_id, force }).await
}

/// The buttons above a conversation.
#[component]
pub fn Actions() -> impl IntoView {
    let i18n = use_i18n();
    let thread = use_thread();
    let toaster = use_toaster();
    let fits = move |what: Act| {
        let me = thread.inbox.my_id();
        thread.conversation.with(|open| open.as_ref().is_some_and(|open| what.fits(open, me)))
    };
    let run = move |what: Act| Callback::new(move |()| act(thread, toaster, i18n, what, true));
    view! {
        <span class="conversation__state">
            {move || {
                thread
                    .conversation
                    .get()
                    .map(|one| view! { <StateBadge state=one.state who=one.assignee.map(|who| who.name) /> })
            }}
        </span>
        <div class="actions" role="group" aria-label=move || t_string!(i18n, inbox.actions)>
            <Show when=move || fits(Act::Take)>
                <Button small=true look=Look::Primary icon=Glyph::Hand on_press=run(Act::Take)>
                    {t!(i18n, inbox.take)}
                </Button>
            </Show>
            <AssignMenu />
            <Show when=move || fits(Act::Release)>
                <Button small=true icon=Glyph::Return on_press=run(Act::Release)>
                    {t!(i18n, inbox.release)}
                </Button>
            </Show>
            <Show when=move || fits(Act::HandOff)>
                <Button small=true icon=Glyph::Person on_press=run(Act::HandOff)>
                    {t!(i18n, inbox.hand_off)}
                </Button>
            </Show>
            <Show when=move || fits(Act::Resolve)>
                <Button small=true icon=Glyph::Check on_press=run(Act::Resolve)>
                    {t!(i18n, inbox.resolve)}
                </Button>
            </Show>
            <Show when=move || fits(Act::Reopen)>
                <Button small=true icon=Glyph::Refresh on_press=run(Act::Reopen)>
                    {t!(i18n, inbox.reopen)}
                </Button>
            </Show>
        </div>
        <Contested />
    }
    .into_any()
}

/// A colleague was quicker: says who, and offers to take over all the same.
#[component]
fn Contested() -> impl IntoView {
    let i18n = use_i18n();
    let thread = use_thread();
    let toaster = use_toaster();
    let open = RwSignal::new(false);
    Effect::new(move |_| {
        if thread.contested.with(Option::is_some) {
            open.set(true);
        }
    });
    // Closed in whatever way: the refusal has been read.
    Effect::new(move |before: Option<bool>| {
        let now = open.get();
        if before == Some(true) && !now {
            thread.contested.set(None);
        }
        now
    });
    let text = move || {
        let who =
            thread.contested.with(|fault| fault.as_ref().and_then(|f| f.assignee().map(|w| w.name.clone())));
        match who {
            Some(who) => fill(t_string!(i18n, inbox.locked_colleague), "who", &who),
            None => t_string!(i18n, errors.already_assigned).to_string(),
        }
    };
    let take_over = move |()| {
        open.set(false);
        spawn_local(async move {
            let me = thread.inbox.my_id_now();
            match give(thread, me, true).await {
                Ok(conversation) => thread.take(conversation),
                Err(fault) => toaster.bad(move || fault.say(i18n)),
            }
        });
    };
    view! {
        <Dialog open title=Signal::derive(move || t_string!(i18n, inbox.contested_title).to_string())>
            <p>{text}</p>
            <p class="dialog__actions">
                <Button on_press=Callback::new(move |()| open.set(false))>{t!(i18n, common.cancel)}</Button>
                <Button look=Look::Primary on_press=Callback::new(take_over)>
                    {t!(i18n, inbox.take_over)}
                </Button>
            </p>
        </Dialog>
    }
    .into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_offered_can_be_done() {
        // The server's rules are in `State::after`; a button must never offer what it refuses.
        use api::Action;
        for state in [State::Assistant, State::Queued, State::Agent, State::Resolved] {
            for (offer, action) in [
                (Act::Take, Action::Take),
                (Act::TakeOver, Action::Take),
                (Act::Release, Action::Release),
                (Act::HandOff, Action::HandOff),
                (Act::Resolve, Action::Resolve),
                (Act::Reopen, Action::Reopen),
            ] {
                for mine in [true, false] {
                    assert!(
                        !offer.is_offered(state, mine) || state.after(action).is_some(),
                        "{offer:?} {state:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn one_takes_what_is_free_and_takes_over_what_a_colleague_has() {
        assert!(Act::Take.is_offered(State::Queued, false) && !Act::Take.is_offered(State::Agent, false));
        assert!(
            Act::TakeOver.is_offered(State::Agent, false) && !Act::TakeOver.is_offered(State::Agent, true)
        );
        for act in [Act::Release, Act::Resolve] {
            assert!(act.is_offered(State::Agent, true) && !act.is_offered(State::Agent, false));
        }
    }
}
