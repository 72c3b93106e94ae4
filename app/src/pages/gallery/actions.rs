use super::{
    Half,
    entry::{Entry, State},
};
use crate::{
    components::{
        button::{Button, IconButton, Look},
        choices::{LanguageChoice, ThemeChoice},
        copy_button::CopyButton,
        icon::{Glyph, Icon},
        menu::Menu,
        switch::Switch,
        tabs::{Tab, Tabs},
    },
    i18n::*,
};
use leptos::prelude::*;
use leptos_i18n::{t, t_string};

/// What one presses.
pub fn entries(half: Half) -> AnyView {
    let i18n = use_i18n();
    let save = move || t!(i18n, common.save);
    let delete = Signal::derive(move || t_string!(i18n, common.delete).to_string());
    view! {
        <Entry of="button">
            <State is="plain">
                <Button>{save()}</Button>
            </State>
            <State is="primary">
                <Button look=Look::Primary>{save()}</Button>
            </State>
            <State is="quiet">
                <Button look=Look::Quiet>{save()}</Button>
            </State>
            <State is="danger, icon">
                <Button look=Look::Danger icon=Glyph::Trash>
                    {move || delete.get()}
                </Button>
            </State>
            <State is="small">
                <Button small=true>{save()}</Button>
            </State>
            <State is="disabled">
                <Button disabled=true>{save()}</Button>
            </State>
            <State is="disabled, primary">
                <Button look=Look::Primary disabled=true>
                    {save()}
                </Button>
            </State>
            <State is="busy">
                <Button look=Look::Primary busy=true>
                    {save()}
                </Button>
            </State>
            <State is="picture alone">
                <IconButton icon=Glyph::Trash label=delete on_press=|| () />
            </State>
            <State is="picture alone, pressed">
                <IconButton icon=Glyph::Sound label=delete pressed=Signal::stored(true) on_press=|| () />
            </State>
            <State is="picture alone, disabled">
                <IconButton icon=Glyph::Trash label=delete disabled=true on_press=|| () />
            </State>
        </Entry>
        <Entry of="copy_button">
            <State is="plain">
                <CopyButton text="wk_demo_nabta" />
            </State>
        </Entry>
        <Entry of="switch">
            <Switches />
        </Entry>
        <Entry of="tabs">
            <State is="with numbers" wide=true>
                <Queues half />
            </State>
        </Entry>
        <Entry of="menu">
            <State is="plain">
                <Menu
                    trigger=(move || view! { <Icon of=Glyph::Dots /> }).into()
                    label=Signal::derive(move || t_string!(i18n, nav.account).to_string())
                >
                    <p class="menu__note" dir="auto">
                        "lina@nabta.test"
                    </p>
                    <button type="button" class="menu__item" aria-current="true">
                        <Icon of=Glyph::Check />
                        {save()}
                    </button>
                    <button type="button" class="menu__item">
                        <Icon of=Glyph::Trash />
                        {move || delete.get()}
                    </button>
                </Menu>
            </State>
        </Entry>
        <Entry of="choices">
            <State is="language">
                <LanguageChoice />
            </State>
            <State is="theme">
                <ThemeChoice />
            </State>
        </Entry>
    }
    .into_any()
}

#[component]
fn Switches() -> impl IntoView {
    let i18n = use_i18n();
    let label = Signal::derive(move || t_string!(i18n, assistant.on_request).to_string());
    let hint = Signal::derive(move || Some(t_string!(i18n, assistant.on_request_hint).to_string()));
    let on = RwSignal::new(true);
    let off = RwSignal::new(false);
    view! {
        <State is="on, hint" wide=true>
            <Switch label hint on on_change=move |value| on.set(value) />
        </State>
        <State is="off" wide=true>
            <Switch label on=off on_change=move |value| off.set(value) />
        </State>
        <State is="disabled" wide=true>
            <Switch label on=true disabled=true on_change=|_| () />
        </State>
    }
    .into_any()
}

#[component]
fn Queues(half: Half) -> impl IntoView {
    let i18n = use_i18n();
    let chosen = RwSignal::new(0);
    let tabs = Signal::derive(move || {
        [
            (t_string!(i18n, inbox.queue_mine), Some("3")),
            (t_string!(i18n, inbox.queue_unassigned), Some("12")),
            (t_string!(i18n, inbox.queue_all), None),
        ]
        .into_iter()
        .enumerate()
        .map(|(value, (label, count))| Tab {
            value,
            label: label.to_owned(),
            count: count.map(str::to_owned),
        })
        .collect::<Vec<_>>()
    });
    let id = half.id(["light-queue", "dark-queue"]);
    view! {
        <Tabs
            label=Signal::derive(move || t_string!(i18n, nav.inbox).to_string())
            tabs
            selected=chosen
            on_select=move |value| chosen.set(value)
            controls=id
        />
        <p id=id>{move || tabs.get().get(chosen.get()).map(|tab| tab.label.clone())}</p>
    }
    .into_any()
}
