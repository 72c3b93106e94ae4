use super::form::Form;
use crate::{
    client::use_client,
    components::{
        badge::{Badge, Tint},
        button::{Button, Look},
        copy_button::CopyButton,
        dialog::Dialog,
        icon::{Glyph, Icon},
        panel::Panel,
        switch::Switch,
        toast::use_toaster,
    },
    i18n::*,
};
use api::WidgetSecret;
use leptos::{prelude::*, task::spawn_local};
use leptos_i18n::{t, t_string};

/// Whether visitors must be vouched for by the tenant's site, and the secret it signs with.
#[component]
pub fn Identity(form: Form) -> impl IntoView {
    let i18n = use_i18n();
    let client = use_client();
    let toaster = use_toaster();
    let made = RwSignal::new(None::<String>);
    let asking = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let make = move || {
        busy.set(true);
        spawn_local(async move {
            match client.act::<WidgetSecret>("widget/secret").await {
                Ok(answer) => {
                    form.secret_made();
                    made.try_set(Some(answer.secret));
                }
                Err(refusal) => toaster.bad(move || refusal.say(i18n)),
            }
            busy.try_set(false);
            asking.try_set(false);
        });
    };
    // The old one ends at once, with every page that still signs with it: that is asked for.
    let press = move |()| {
        if form.secret_set() {
            asking.set(true);
        } else {
            make();
        }
    };
    let hint = move || {
        if form.secret_set() {
            t_string!(i18n, widget.identity_hint)
        } else {
            t_string!(i18n, widget.identity_needs_secret)
        }
    };
    view! {
        <Panel
            id="widget-identity"
            title=Signal::derive(move || t_string!(i18n, widget.identity).to_string())
            lead=Signal::derive(move || Some(t_string!(i18n, widget.identity_lead).to_string()))
        >
            <Switch
                label=Signal::derive(move || t_string!(i18n, widget.identity_required).to_string())
                hint=Signal::derive(move || Some(hint().to_string()))
                on=form.identity_required
                disabled=Signal::derive(move || !form.secret_set() && !form.identity_required.get())
                on_change=move |on| form.identity_required.set(on)
            />
            <div class="key-state">
                {move || {
                    if form.secret_set() {
                        view! { <Badge tint=Tint::Accent>{t!(i18n, widget.secret_set)}</Badge> }.into_any()
                    } else {
                        view! { <Badge>{t!(i18n, widget.secret_none)}</Badge> }.into_any()
                    }
                }}
                <Button small=true icon=Glyph::Key busy on_press=press>
                    {move || {
                        if form.secret_set() {
                            t_string!(i18n, widget.secret_renew)
                        } else {
                            t_string!(i18n, widget.secret_make)
                        }
                    }}
                </Button>
            </div>
            <div role="status">
                <Show when=move || made.with(Option::is_some)>
                    <div class="secret">
                        <p class="warning">
                            <Icon of=Glyph::Info />
                            {t!(i18n, widget.secret_once)}
                        </p>
                        <code class="secret__text" dir="ltr">
                            {move || made.get()}
                        </code>
                        <CopyButton text=Signal::derive(move || made.get().unwrap_or_default()) />
                    </div>
                </Show>
            </div>
            <Dialog
                open=asking
                title=Signal::derive(move || t_string!(i18n, widget.secret_renew).to_string())
            >
                <p>{t!(i18n, widget.secret_renew_text)}</p>
                <div class="dialog__actions">
                    <Button look=Look::Quiet on_press=move |()| asking.set(false)>
                        {t!(i18n, common.cancel)}
                    </Button>
                    <Button look=Look::Danger busy on_press=move |()| make()>
                        {t!(i18n, widget.secret_renew)}
                    </Button>
                </div>
            </Dialog>
        </Panel>
    }
    .into_any()
}
