use super::{
    Half,
    entry::{Entry, State},
};
use crate::{
    components::{
        button::Button, dialog::Dialog, leave_question::LeaveQuestion, page::Page, panel::Panel,
        save_bar::SaveBar,
    },
    i18n::*,
};
use leptos::prelude::*;
use leptos_i18n::{t, t_string};

/// What stands around other things.
pub fn entries(half: Half) -> AnyView {
    let i18n = use_i18n();
    let title = Signal::derive(move || t_string!(i18n, assistant.handover).to_string());
    let lead = Signal::derive(move || Some(t_string!(i18n, assistant.handover_hint).to_string()));
    let page_lead = Signal::derive(move || t_string!(i18n, assistant.lead).to_string());
    let body = move || t!(i18n, assistant.budget_hint);
    let nothing = Callback::new(|()| ());
    view! {
        <Entry of="panel">
            <State is="with a lead" wide=true>
                <Panel id=half.id(["light-panel", "dark-panel"]) title lead>
                    <p>{body()}</p>
                </Panel>
            </State>
            <State is="without" wide=true>
                <Panel id=half.id(["light-plain", "dark-plain"]) title>
                    <p>{body()}</p>
                </Panel>
            </State>
        </Entry>
        <Entry of="save_bar">
            <State is="changed" wide=true>
                <SaveBar changed=true busy=false on_save=nothing on_discard=nothing />
            </State>
            <State is="busy" wide=true>
                <SaveBar changed=true busy=true on_save=nothing on_discard=nothing />
            </State>
            <State is="unchanged" wide=true>
                <SaveBar changed=false busy=false on_save=nothing on_discard=nothing />
            </State>
        </Entry>
        <Entry of="dialog">
            <Dialogs />
        </Entry>
        <Entry of="leave_question">
            <Leaving />
        </Entry>
        <Entry of="page">
            <State is="plain" wide=true>
                <Page title lead=page_lead>
                    <p>{body()}</p>
                </Page>
            </State>
        </Entry>
    }
    .into_any()
}

#[component]
fn Dialogs() -> impl IntoView {
    let i18n = use_i18n();
    let title = Signal::derive(move || t_string!(i18n, widget.secret_renew).to_string());
    let plain = RwSignal::new(false);
    let wide = RwSignal::new(false);
    let open = move |which: RwSignal<bool>| {
        view! { <Button on_press=move |()| which.set(true)>{move || title.get()}</Button> }
    };
    view! {
        <State is="plain">
            {open(plain)} <Dialog open=plain title>
                <p>{t!(i18n, widget.secret_renew_text)}</p>
            </Dialog>
        </State>
        <State is="wide">
            {open(wide)} <Dialog open=wide title wide=true>
                <p>{move || t_string!(i18n, widget.secret_renew_text).repeat(12)}</p>
            </Dialog>
        </State>
    }
    .into_any()
}

#[component]
fn Leaving() -> impl IntoView {
    let i18n = use_i18n();
    let open = RwSignal::new(false);
    view! {
        <State is="plain">
            <Button on_press=move |()| open.set(true)>{t!(i18n, settings.leave)}</Button>
            <LeaveQuestion open on_leave=move |()| open.set(false) />
        </State>
    }
    .into_any()
}
