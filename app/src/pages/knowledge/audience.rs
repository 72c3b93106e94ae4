use crate::{
    client::use_client,
    components::{
        button::{Button, Look},
        field::Field,
        language_select::LanguageSelect,
        select::Select,
        toast::use_toaster,
    },
    format,
    i18n::*,
};
use api::{Audience, CHANNELS, Document, DocumentKind, DocumentPatch, Stamp};
use leptos::{prelude::*, task::spawn_local};
use leptos_i18n::{I18nContext, t, t_string};

const AUDIENCES: [Audience; 4] = [Audience::Public, Audience::Channels, Audience::Members, Audience::Hidden];

const fn tag(audience: Audience) -> &'static str {
    match audience {
        Audience::Public => "public",
        Audience::Channels => "channels",
        Audience::Members => "members",
        Audience::Hidden => "hidden",
    }
}

/// Whom a document is for, in a few words.
pub fn audience_name(i18n: I18nContext<Locale>, audience: Audience) -> &'static str {
    match audience {
        Audience::Public => t_string!(i18n, knowledge.audience_public),
        Audience::Channels => t_string!(i18n, knowledge.audience_channels),
        Audience::Members => t_string!(i18n, knowledge.audience_members),
        Audience::Hidden => t_string!(i18n, knowledge.audience_hidden),
    }
}

fn channel_name(i18n: I18nContext<Locale>, channel: &str) -> &'static str {
    match channel {
        "widget" => t_string!(i18n, knowledge.channel_widget),
        "email" => t_string!(i18n, knowledge.channel_email),
        "sms" => "SMS",
        "whatsapp" => "WhatsApp",
        "telegram" => "Telegram",
        "instagram" => "Instagram",
        "messenger" => "Messenger",
        _ => "Bale",
    }
}

/// The moment that a date field names, where it names another than before.
fn moved(day: &str, before: Option<Stamp>) -> Option<Option<Stamp>> {
    (day != before.map(format::local_date).unwrap_or_default()).then(|| format::of_local_date(day))
}

/// What a document is called, its language, whom it is for and when.
#[component]
pub fn AudienceForm(document: Document, #[prop(into)] on_change: Callback<Document>) -> impl IntoView {
    let i18n = use_i18n();
    let client = use_client();
    let toaster = use_toaster();
    let id = document.id;
    let is_file = document.kind != DocumentKind::Article;
    let title = RwSignal::new(document.title.clone());
    let lang = RwSignal::new(document.lang.clone().unwrap_or_default());
    let audience = RwSignal::new(document.audience);
    let channels = RwSignal::new(document.channels.clone());
    let from = RwSignal::new(document.valid_from.map(format::local_date).unwrap_or_default());
    let to = RwSignal::new(document.valid_to.map(format::local_date).unwrap_or_default());
    let busy = RwSignal::new(false);
    let options = Signal::derive(move || {
        let name = |audience| (tag(audience).to_owned(), audience_name(i18n, audience).to_owned());
        AUDIENCES.into_iter().map(name).collect::<Vec<_>>()
    });
    let choose = move |chosen: String| {
        if let Some(found) = AUDIENCES.into_iter().find(|one| tag(*one) == chosen) {
            audience.set(found);
        }
    };
    let toggle = move |channel: &'static str, on: bool| {
        channels.update(|all| {
            all.retain(|known| known != channel);
            if on {
                all.push(channel.to_owned());
            }
        });
    };
    let before = StoredValue::new(document);
    let save = move |()| {
        let before = before.get_value();
        let changed_title = is_file && title.get_untracked().trim() != before.title;
        let new_lang = Some(lang.get_untracked()).filter(|lang| !lang.is_empty());
        let changed_lang = is_file && new_lang != before.lang;
        let patch = DocumentPatch {
            title: changed_title.then(|| title.get_untracked()),
            lang: changed_lang.then_some(new_lang),
            audience: Some(audience.get_untracked()),
            channels: (audience.get_untracked() == Audience::Channels).then(|| channels.get_untracked()),
            valid_from: moved(&from.get_untracked(), before.valid_from),
            valid_to: moved(&to.get_untracked(), before.valid_to),
        };
        busy.set(true);
        spawn_local(async move {
            match client.patch::<Document>(&format!("documents/{id}"), &patch).await {
                Ok(now) => {
                    toaster.good(move || t_string!(i18n, common.saved).to_string());
                    on_change.run(now);
                }
                Err(fault) => toaster.bad(move || fault.say(i18n)),
            }
            busy.try_set(false);
        });
    };
    view! {
        <div class="document-form">
            <Show when=move || is_file>
                <Field
                    name="document-title"
                    label=Signal::derive(move || t_string!(i18n, knowledge.title_of).to_string())
                    value=title
                />
                <LanguageSelect
                    name="document-lang"
                    label=Signal::derive(move || t_string!(i18n, common.language).to_string())
                    value=lang
                    none=Signal::derive(move || t_string!(i18n, knowledge.lang_detect).to_string())
                />
            </Show>
            <Select
                name="document-audience"
                label=Signal::derive(move || t_string!(i18n, knowledge.audience).to_string())
                options
                value=Signal::derive(move || tag(audience.get()).to_owned())
                on_change=choose
            />
            <Show when=move || audience.get() == Audience::Channels>
                <fieldset class="document-form__channels">
                    <legend class="field__label">{t!(i18n, knowledge.channels)}</legend>
                    <div class="chips">
                        {CHANNELS
                            .iter()
                            .map(|channel| {
                                let on = move || channels.with(|all| all.iter().any(|one| one == channel));
                                view! {
                                    <label class="chip">
                                        <input
                                            class="visually-hidden"
                                            type="checkbox"
                                            prop:checked=on
                                            on:change=move |event| toggle(channel, event_target_checked(&event))
                                        />
                                        <span>{move || channel_name(i18n, channel)}</span>
                                    </label>
                                }
                            })
                            .collect_view()}
                    </div>
                </fieldset>
            </Show>
            <Field
                name="document-from"
                kind="date"
                label=Signal::derive(move || t_string!(i18n, knowledge.valid_from).to_string())
                value=from
            />
            <Field
                name="document-to"
                kind="date"
                label=Signal::derive(move || t_string!(i18n, knowledge.valid_to).to_string())
                value=to
            />
            <div class="document-form__actions">
                <Button look=Look::Primary busy on_press=save>
                    {t!(i18n, common.save)}
                </Button>
            </div>
        </div>
    }
    .into_any()
}
