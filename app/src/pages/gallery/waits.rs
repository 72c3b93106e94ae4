use super::{
    Half,
    entry::{Entry, State},
};
use crate::{
    client::ApiError,
    components::{
        button::{Button, Look},
        empty_state::EmptyState,
        error_state::ErrorState,
        icon::Glyph,
        line::LineNotice,
        progress::Progress,
        skeleton::{SkeletonRows, SkeletonText},
        spinner::Spinner,
        toast::{Mood, ToastCard, use_toaster},
    },
    i18n::*,
    live::Line,
};
use leptos::prelude::*;
use leptos_i18n::{t, t_string};

/// What stands where something is on its way, missing or wrong.
pub fn entries(half: Half) -> AnyView {
    let i18n = use_i18n();
    let label = Signal::derive(move || t_string!(i18n, common.loading).to_string());
    let lines = [
        ("live", Line::Live),
        ("connecting", Line::Connecting),
        ("catching up", Line::CatchingUp),
        ("offline", Line::Offline),
    ];
    let faults = [("offline", ApiError::Offline), ("timed out", ApiError::TimedOut)];
    let retry = Callback::new(|()| ());
    view! {
        <Entry of="spinner">
            <State is="plain">
                <Spinner />
            </State>
        </Entry>
        <Entry of="skeleton">
            <State is="rows" wide=true>
                <SkeletonRows rows=2 />
            </State>
            <State is="text" wide=true>
                <SkeletonText lines=3 />
            </State>
        </Entry>
        <Entry of="progress">
            {[0.0, 40.0, 100.0]
                .map(|value| {
                    view! {
                        <State is="some of the way" wide=true>
                            <Progress value label />
                        </State>
                    }
                })
                .into_view()}
        </Entry>
        <Entry of="line">
            {lines
                .map(|(name, line)| {
                    view! {
                        <State is=name wide=true>
                            <LineNotice line=Signal::stored(line) />
                        </State>
                    }
                })
                .into_view()}
        </Entry>
        <Entry of="empty_state">
            <State is="with an action" wide=true>
                <EmptyState
                    icon=Glyph::Lock
                    title=Signal::derive(move || t_string!(i18n, settings.admins_only).to_string())
                    text=Signal::derive(move || t_string!(i18n, errors.forbidden).to_string())
                >
                    <Button look=Look::Primary>{t!(i18n, common.back)}</Button>
                </EmptyState>
            </State>
        </Entry>
        <Entry of="error_state">
            {faults
                .map(|(name, fault)| {
                    view! {
                        <State is=name wide=true>
                            <ErrorState error=Signal::stored(fault) on_retry=retry />
                        </State>
                    }
                })
                .into_view()}
            <State is="nothing to try" wide=true>
                <ErrorState error=Signal::stored(ApiError::SignedOut) />
            </State>
        </Entry>
        <Entry of="toast">
            <Said half />
        </Entry>
    }
    .into_any()
}

#[component]
fn Said(half: Half) -> impl IntoView {
    let i18n = use_i18n();
    let toaster = use_toaster();
    let saved = Signal::derive(move || t_string!(i18n, common.saved).to_string());
    let failed = Signal::derive(move || t_string!(i18n, errors.timed_out).to_string());
    // One half is enough to say something at the foot of the page.
    let speaks = (half == Half::Light).then(|| {
        view! {
            <State is="said">
                <Button on_press=move |()| toaster.good(move || saved.get())>{t!(i18n, common.save)}</Button>
            </State>
        }
    });
    view! {
        <State is="good" wide=true>
            <ToastCard mood=Mood::Good text=saved on_close=|| () />
        </State>
        <State is="bad" wide=true>
            <ToastCard mood=Mood::Bad text=failed on_close=|| () />
        </State>
        {speaks}
    }
    .into_any()
}
