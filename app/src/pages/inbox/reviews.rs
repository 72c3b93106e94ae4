use super::{state::use_inbox, thread::use_thread};
use crate::{
    components::{
        badge::{Badge, Tint},
        button::{Button, Look},
        toast::use_toaster,
    },
    format,
    i18n::*,
    language::fill,
};
use api::{Decision, HumanReview, ReviewFound, ReviewOutcome};
use leptos::{prelude::*, task::spawn_local};
use leptos_i18n::{I18nContext, t, t_string};

/// A customer's wish that a person looks at a decision, and the message that was decided about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReviewAt {
    pub review: HumanReview,
    pub seq: i64,
}

impl ReviewAt {
    /// The review to be looked at before the others: the oldest that nobody has looked at, else the newest.
    pub fn first(decisions: &[Decision]) -> Option<Self> {
        let all = || {
            decisions.iter().flat_map(|decision| {
                decision
                    .reviews
                    .iter()
                    .map(|review| Self { review: review.clone(), seq: decision.trigger_seq })
            })
        };
        let waiting = all().filter(|at| at.review.outcome.is_none()).min_by_key(|at| at.review.asked_at);
        waiting.or_else(|| all().max_by_key(|at| at.review.asked_at))
    }

    /// Whether somebody has said what they found.
    pub fn is_done(&self) -> bool {
        is_done(&self.review)
    }
}

/// Answered is the least; whoever looked may still say what they found.
const fn is_done(review: &HumanReview) -> bool {
    matches!(review.outcome, Some(ReviewOutcome::Upheld | ReviewOutcome::Corrected))
}

/// A review within its decision: in short where it is shown above.
#[component]
pub fn Reviewed(at: ReviewAt, wanted: Memo<Option<ReviewAt>>) -> impl IntoView {
    let i18n = use_i18n();
    let (id, asked_at) = (at.review.id, at.review.asked_at);
    let tint = if at.review.outcome.is_some() { Tint::Neutral } else { Tint::Amber };
    let review = StoredValue::new(at.review);
    let elsewhere =
        Memo::new(move |_| wanted.with(|wanted| wanted.as_ref().is_some_and(|one| one.review.id == id)));
    view! {
        <div class="decision__review">
            <p class="decision__head">
                <Badge tint>{t!(i18n, inbox.review_asked)}</Badge>
                <time title=move || format::moment(i18n.get_locale(), asked_at)>
                    {move || format::time(i18n.get_locale(), asked_at)}
                </time>
            </p>
            <Show when=move || !elsewhere.get()>
                <Review review=review.get_value() />
            </Show>
        </div>
    }
    .into_any()
}

/// Why the customer asks, who looked, what they found, and what one may say about it.
#[component]
pub fn Review(review: HumanReview) -> impl IntoView {
    let i18n = use_i18n();
    let inbox = use_inbox();
    let thread = use_thread();
    let toaster = use_toaster();
    let busy = RwSignal::new(false);
    let open = !is_done(&review);
    let id = review.id;
    let record = move |outcome: ReviewOutcome| {
        let Some(conversation) = inbox.open.get_untracked() else { return };
        busy.set(true);
        spawn_local(async move {
            let path = format!("conversations/{conversation}/reviews/{id}");
            if let Err(fault) = inbox.client.post::<HumanReview>(&path, &ReviewFound { outcome }).await {
                toaster.bad(fault.say(i18n));
            }
            busy.try_set(false);
            thread.decided.update(|n| *n = n.wrapping_add(1));
        });
    };
    let outcome = review.outcome;
    let reviewer = review.reviewer.map(|person| person.name);
    let state = move || match (outcome, &reviewer) {
        (Some(outcome), Some(who)) => fill(found(i18n, outcome), "who", who),
        (Some(outcome), None) => fill(found(i18n, outcome), "who", t_string!(i18n, inbox.author_agent)),
        (None, _) => t_string!(i18n, inbox.review_open).to_owned(),
    };
    view! {
        {review
            .reason
            .map(|reason| {
                view! {
                    <blockquote class="source__quote" dir="auto">
                        {reason}
                    </blockquote>
                }
            })}
        <p class="decision__state">{state}</p>
        {open
            .then(|| {
                view! {
                    <p class="suggest__actions">
                        <Button
                            look=Look::Plain
                            small=true
                            busy
                            on_press=move |()| record(ReviewOutcome::Upheld)
                        >
                            {t!(i18n, inbox.review_uphold)}
                        </Button>
                        <Button
                            look=Look::Plain
                            small=true
                            busy
                            on_press=move |()| record(ReviewOutcome::Corrected)
                        >
                            {t!(i18n, inbox.review_correct)}
                        </Button>
                    </p>
                }
            })}
    }
    .into_any()
}

fn found(i18n: I18nContext<Locale>, outcome: ReviewOutcome) -> &'static str {
    match outcome {
        ReviewOutcome::Answered => t_string!(i18n, inbox.review_answered),
        ReviewOutcome::Upheld => t_string!(i18n, inbox.review_upheld),
        ReviewOutcome::Corrected => t_string!(i18n, inbox.review_corrected),
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use serde_json::json;

    fn decision(seq: i64, reviews: &[(u32, Option<&str>)]) -> Decision {
        let reviews: Vec<_> = reviews
            .iter()
            .map(|(minute, outcome)| {
                json!({
                    "id": format!("00000000-0000-7000-8000-0000000000{minute:02}"),
                    "asked_at": format!("2026-03-01T09:{minute:02}:00.000Z"),
                    "reason": null, "outcome": outcome, "reviewer": null, "reviewed_at": null,
                })
            })
            .collect();
        serde_json::from_value(json!({
            "id": "00000000-0000-7000-8000-000000000000", "at": "2026-03-01T09:00:00.000Z", "trigger_seq": seq,
            "outcome": "answered", "reason": null, "provider": "extractive", "model": null, "latency_ms": 1,
            "tokens": null, "passages": [], "reviews": reviews,
        }))
        .unwrap()
    }

    #[test]
    fn what_nobody_has_looked_at_comes_first_and_then_the_newest() {
        let seq = |all: &[Decision]| ReviewAt::first(all).map(|at| (at.seq, at.is_done()));
        assert_eq!(seq(&[decision(9, &[])]), None);
        let looked_at = [decision(5, &[(30, Some("answered"))]), decision(3, &[(10, Some("corrected"))])];
        assert_eq!(seq(&looked_at), Some((5, false)));
        let [newest, oldest] = looked_at;
        let waiting =
            [newest, decision(4, &[(25, Some("upheld")), (26, None)]), oldest, decision(2, &[(40, None)])];
        assert_eq!(seq(&waiting), Some((4, false)));
        assert_eq!(seq(&[decision(3, &[(10, Some("corrected"))])]), Some((3, true)));
    }
}
