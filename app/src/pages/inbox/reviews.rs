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
use api::{HumanReview, ReviewFound, ReviewOutcome};
use leptos::{prelude::*, task::spawn_local};
use leptos_i18n::{I18nContext, t, t_string};

/// A customer's wish that a person looks at a decision: why, who looked, what they found.
#[component]
pub fn Review(review: HumanReview) -> impl IntoView {
    let i18n = use_i18n();
    let inbox = use_inbox();
    let thread = use_thread();
    let toaster = use_toaster();
    let busy = RwSignal::new(false);
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
    let (outcome, asked_at) = (review.outcome, review.asked_at);
    let reviewer = review.reviewer.map(|person| person.name);
    // Answered is the least; whoever looked may still say what they found.
    let open = !matches!(outcome, Some(ReviewOutcome::Upheld | ReviewOutcome::Corrected));
    let state = move || match (outcome, &reviewer) {
        (Some(outcome), Some(who)) => fill(found(i18n, outcome), "who", who),
        (Some(outcome), None) => fill(found(i18n, outcome), "who", t_string!(i18n, inbox.author_agent)),
        (None, _) => t_string!(i18n, inbox.review_open).to_owned(),
    };
    view! {
        <div class="decision__review">
            <p class="decision__head">
                <Badge tint=if outcome.is_some() { Tint::Neutral } else { Tint::Amber }>
                    {t!(i18n, inbox.review_asked)}
                </Badge>
                <time title=move || format::moment(i18n.get_locale(), asked_at)>
                    {move || format::time(i18n.get_locale(), asked_at)}
                </time>
            </p>
            {review
                .reason
                .map(|reason| {
                    view! {
                        <blockquote class="source__quote" dir="auto">
                            {reason}
                        </blockquote>
                    }
                })}
            <p class="decision__machine">{state}</p>
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
        </div>
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
