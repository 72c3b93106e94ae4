use super::{
    decisions::Decisions,
    mode::ModeChoice,
    reviews::{Review, ReviewAt},
    state::use_inbox,
    thread::use_thread,
    words,
};
use crate::{
    clock::use_now,
    components::{
        badge::{Badge, Tint},
        button::IconButton,
        icon::{Glyph, Icon},
    },
    decided, format,
    i18n::*,
    language::fill,
};
use api::{Contact, Conversation, Decision, HandoffReason, Rating};
use leptos::prelude::*;
use leptos_i18n::{t, t_string};

/// The last pane: who it is, how it stands, and why the assistant did what it did.
#[component]
pub fn Context() -> impl IntoView {
    let i18n = use_i18n();
    let inbox = use_inbox();
    let thread = use_thread();
    let decisions = RwSignal::new(Vec::<Decision>::new());
    let wanted = Memo::new(move |_| {
        let reason = thread.conversation.with(|open| open.as_ref().and_then(|open| open.handoff_reason));
        let asked = reason == Some(HandoffReason::Review);
        asked.then(|| decisions.with(|all| ReviewAt::first(all))).flatten()
    });
    view! {
        <aside class="context" aria-label=move || t_string!(i18n, inbox.context)>
            <header class="context__head">
                <h2>{t!(i18n, inbox.context)}</h2>
                <IconButton
                    icon=Glyph::Close
                    label=Signal::derive(move || t_string!(i18n, common.close).to_string())
                    on_press=move || inbox.context_shown.set(false)
                />
            </header>
            {move || {
                thread
                    .conversation
                    .get()
                    .map(|open| {
                        view! {
                            <Why conversation=open.clone() wanted />
                            <Who contact=open.contact.clone() />
                            {open.rating.clone().map(|rating| view! { <Rated rating /> })}
                            <Facts conversation=open />
                        }
                    })
            }}
            <Show when=move || thread.conversation.with(Option::is_some)>
                <ModeChoice />
                <Decisions all=decisions wanted />
            </Show>
        </aside>
    }
    .into_any()
}

/// Why a person is needed: the first thing that whoever takes it wants to know. A decision that is to be looked at is
/// judged here.
#[component]
fn Why(conversation: Conversation, wanted: Memo<Option<ReviewAt>>) -> impl IntoView {
    let i18n = use_i18n();
    let thread = use_thread();
    let now = use_now();
    let since = conversation.waiting_since;
    let done = move || wanted.with(|at| at.as_ref().is_some_and(ReviewAt::is_done));
    conversation
        .handoff_reason
        .map(|reason| {
            view! {
                <section class="why" class:why--done=done>
                    <h3 class="why__title">
                        <Icon of=Glyph::Hand />
                        {t!(i18n, inbox.why)}
                    </h3>
                    <p class="why__reason">{move || decided::handoff(i18n, reason)}</p>
                    {since
                        .map(|since| {
                            view! {
                                <p class="why__since">
                                    {move || {
                                        match format::span(i18n.get_locale(), since, now.get()) {
                                            Some(span) => {
                                                fill(t_string!(i18n, inbox.waiting_for), "span", &span)
                                            }
                                            None => t_string!(i18n, inbox.waiting_now).to_owned(),
                                        }
                                    }}
                                </p>
                            }
                        })}
                    {move || {
                        wanted
                            .get()
                            .map(|at| {
                                view! {
                                    <Review review=at.review />
                                    <button
                                        type="button"
                                        class="decision__trigger"
                                        on:click=move |_| thread.show(at.seq)
                                    >
                                        {t!(i18n, inbox.decision_trigger)}
                                    </button>
                                }
                            })
                    }}
                </section>
            }
        })
        .into_any()
}

#[component]
fn Who(contact: Contact) -> impl IntoView {
    let i18n = use_i18n();
    let called = contact.clone();
    let verified = contact.verified;
    view! {
        <section class="context__part">
            <h3 class="context__title">{t!(i18n, inbox.contact)}</h3>
            <p class="context__name">
                <bdi>{move || words::contact(i18n, &called)}</bdi>
                {verified
                    .then(|| {
                        view! {
                            <Badge tint=Tint::Accent>
                                <Icon of=Glyph::Verified />
                                {t!(i18n, inbox.verified)}
                            </Badge>
                        }
                    })}
            </p>
            {contact
                .email
                .map(|email| {
                    view! {
                        <p class="context__line">
                            <Icon of=Glyph::Mail />
                            <bdi dir="ltr">{email}</bdi>
                        </p>
                    }
                })}
            {contact
                .phone
                .map(|phone| {
                    view! {
                        <p class="context__line">
                            <Icon of=Glyph::Phone />
                            <bdi dir="ltr">{phone}</bdi>
                        </p>
                    }
                })}
        </section>
    }
    .into_any()
}

#[component]
fn Rated(rating: Rating) -> impl IntoView {
    let i18n = use_i18n();
    let score = rating.score;
    let label = move || {
        let score = format::count(i18n.get_locale(), i64::from(score));
        fill(t_string!(i18n, inbox.event_rated), "score", &score)
    };
    view! {
        <section class="context__part">
            <h3 class="context__title">{t!(i18n, inbox.rating)}</h3>
            <p class="stars" role="img" aria-label=label>
                {(1..=5)
                    .map(|n| {
                        view! {
                            <span class="stars__one" class:stars__one--on=n <= score>
                                <Icon of=Glyph::Star />
                            </span>
                        }
                    })
                    .collect_view()}
            </p>
            {rating
                .comment
                .map(|comment| {
                    view! {
                        <blockquote class="source__quote" dir="auto">
                            {comment}
                        </blockquote>
                    }
                })}
        </section>
    }
    .into_any()
}

#[component]
fn Facts(conversation: Conversation) -> impl IntoView {
    let i18n = use_i18n();
    let tag = conversation.dialect.clone().unwrap_or_else(|| conversation.locale.clone());
    let (began, ended) = (conversation.created_at, conversation.resolved_at);
    let holder = conversation.assignee.map(|holder| holder.name);
    view! {
        <section class="context__part">
            <h3 class="context__title">{t!(i18n, inbox.facts)}</h3>
            <dl class="context__facts">
                <dt>{t!(i18n, inbox.fact_state)}</dt>
                <dd>{move || words::state(i18n, conversation.state)}</dd>
                {holder
                    .map(|holder| {
                        view! {
                            <dt>{t!(i18n, inbox.fact_assignee)}</dt>
                            <dd>
                                <bdi>{holder}</bdi>
                            </dd>
                        }
                    })}
                <dt>{t!(i18n, inbox.fact_language)}</dt>
                <dd>{move || words::language_name(i18n, &tag)}</dd>
                <dt>{t!(i18n, inbox.fact_channel)}</dt>
                <dd>{move || words::channel(i18n, &conversation.channel)}</dd>
                <dt>{t!(i18n, inbox.fact_began)}</dt>
                <dd>{move || format::moment(i18n.get_locale(), began)}</dd>
                {ended
                    .map(|ended| {
                        view! {
                            <dt>{t!(i18n, inbox.fact_resolved)}</dt>
                            <dd>{move || format::moment(i18n.get_locale(), ended)}</dd>
                        }
                    })}
            </dl>
        </section>
    }
    .into_any()
}
