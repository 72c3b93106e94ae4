use super::entry::{Entry, State};
use crate::{
    components::{
        avatar::Avatar,
        badge::{Badge, Count, Tint},
        icon::{Glyph, Icon},
        kbd::Kbd,
        mark::Mark,
        marked::marked,
        prose::Prose,
    },
    format,
    i18n::*,
};
use leptos::prelude::*;
use leptos_i18n::t;

/// What one only sees.
pub fn entries() -> AnyView {
    view! {
        <Entry of="mark">
            <State is="plain">
                <Mark />
            </State>
        </Entry>
        <Entry of="icon">
            <State is="plain">
                <Icon of=Glyph::Inbox />
            </State>
            <State is="turns with the line">
                <Icon of=Glyph::Send />
            </State>
        </Entry>
        <Entry of="avatar">
            {["Lina Al Masri", "لينا عواد", "Omar", "رنا الحديد", "Giulia Conti", "Ömer Şahin"]
                .map(|name| {
                    view! {
                        <State is="known">
                            <Avatar name=Signal::stored(Some(name.to_owned())) />
                        </State>
                    }
                })
                .into_view()}
            <State is="nobody known">
                <Avatar name=Signal::stored(None::<String>) />
            </State>
        </Entry>
        <Entry of="kbd">
            <State is="plain">
                <Kbd key="Ctrl" />
                <Kbd key="K" />
            </State>
        </Entry>
        <Entry of="marked">
            <State is="one word">
                <p>{marked("مدة التوصيل يومان", &[(4, 11)])}</p>
            </State>
            <State is="several">
                <p>{marked("Delivery to Aqaba: 3 to 5 days, 6 JOD", &[(0, 8), (12, 17)])}</p>
            </State>
        </Entry>
        <Entry of="prose">
            <State is="lines">
                <Prose text="Delivery takes\ntwo days.".to_owned() highlights=vec![(0, 8)] />
            </State>
            <State is="a table with its head">
                <Prose
                    text="City | Time | Below 30\nAmman | 1–2 days | 3 JOD\nIrbid | 2–3 days | 4 JOD\nLater orders wait.".to_owned()
                    highlights=vec![(7, 11)]
                />
            </State>
            <State is="at the page's side">
                <Prose text="المدينة | المدة\nإربد | ٣ أيام\nتنتظر الطلبات التالية.".to_owned() page_side=true />
            </State>
        </Entry>
        <Entry of="badge">
            <Badges />
        </Entry>
    }
    .into_any()
}

#[component]
fn Badges() -> impl IntoView {
    let i18n = use_i18n();
    let tints = [
        ("neutral", Tint::Neutral),
        ("accent", Tint::Accent),
        ("violet", Tint::Violet),
        ("amber", Tint::Amber),
        ("red", Tint::Red),
        ("blue", Tint::Blue),
    ];
    let count = move |value: i64| {
        view! {
            <Count
                value
                text=Signal::derive(move || format::count(i18n.get_locale(), value))
                label=move || t!(i18n, inbox.queue_unassigned)
            />
        }
    };
    view! {
        {tints
            .map(|(name, tint)| {
                view! {
                    <State is=name>
                        <Badge tint>{t!(i18n, decided.outcome_answered)}</Badge>
                    </State>
                }
            })
            .into_view()}
        <State is="count">{count(7)}</State>
        <State is="count, longest">{count(12_345)}</State>
        <State is="count, zero">{count(0)}</State>
    }
    .into_any()
}
