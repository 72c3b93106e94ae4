use super::color;
use crate::{client::ApiError, i18n::Locale, language, pages::settings::SettingsForm};
use api::{Colors, FieldError, Permission, Position, Widget, WidgetPatch, WidgetTexts};
use leptos::prelude::*;
use std::collections::BTreeMap;

/// The tenant's words in one language; empty takes the product's.
#[derive(Clone, Copy)]
pub struct Words {
    pub title: RwSignal<String>,
    pub greeting: RwSignal<String>,
    pub placeholder: RwSignal<String>,
}

/// How long each may be, as the server counts.
pub const LIMITS: [(&str, usize); 3] = [("title", 60), ("greeting", 500), ("placeholder", 80)];

/// The widget's settings while they are being changed.
#[derive(Clone, Copy)]
pub struct Form {
    saved: RwSignal<Widget>,
    errors: RwSignal<Vec<FieldError>>,
    words: [(Locale, Words); 5],
    pub primary: RwSignal<String>,
    pub position: RwSignal<Position>,
    pub origins: RwSignal<Vec<String>>,
    pub identity_required: RwSignal<bool>,
}

impl SettingsForm for Form {
    type Stored = Widget;
    type Patch = WidgetPatch;
    const PATH: &'static str = "widget";
    const RIGHT: Permission = Permission::WidgetManage;

    fn new(saved: Widget) -> Self {
        let text = || RwSignal::new(String::new());
        let words = |locale| (locale, Words { title: text(), greeting: text(), placeholder: text() });
        let form = Self {
            errors: RwSignal::new(Vec::new()),
            words: language::ALL.map(words),
            primary: text(),
            position: RwSignal::new(Position::default()),
            origins: RwSignal::new(Vec::new()),
            identity_required: RwSignal::new(false),
            saved: RwSignal::new(saved),
        };
        form.discard();
        form
    }

    fn changed(self) -> Signal<bool> {
        let memo = Memo::new(move |_| {
            let saved = self.saved.get();
            *self.primary.read() != saved.colors.primary
                || self.position.get() != saved.position
                || *self.origins.read() != saved.allowed_origins
                || self.identity_required.get() != saved.identity_required
                || self.texts() != spoken(saved.texts)
        });
        memo.into()
    }

    fn check(self) -> bool {
        let mut wrong = Vec::new();
        let mut add = |field: String, code: &str| {
            wrong.push(FieldError { field, code: code.into(), detail: String::new() });
        };
        if color::parse(&self.primary.read_untracked()).is_none() {
            add("colors.primary".into(), "invalid");
        }
        for (locale, words) in self.words {
            for ((name, most), text) in
                LIMITS.into_iter().zip([words.title, words.greeting, words.placeholder])
            {
                if text.read_untracked().chars().count() > most {
                    add(format!("texts.{}.{name}", language::tag(locale)), "too_long");
                }
            }
        }
        let good = wrong.is_empty();
        self.errors.set(wrong);
        good
    }

    fn patch(self) -> WidgetPatch {
        untrack(|| WidgetPatch {
            allowed_origins: Some(self.origins.get()),
            position: Some(self.position.get()),
            colors: Some(Colors { primary: self.color() }),
            texts: Some(self.texts()),
            identity_required: Some(self.identity_required.get()),
        })
    }

    fn saved(self, saved: Widget) {
        if self.saved.try_set(saved).is_none() {
            self.discard();
        }
    }

    fn refused(self, refusal: &ApiError) {
        self.errors.try_set(refusal.errors().to_vec());
    }

    fn discard(self) {
        let saved = self.saved.get_untracked();
        self.errors.set(Vec::new());
        for (locale, words) in self.words {
            let stored = saved.texts.get(language::tag(locale)).cloned().unwrap_or_default();
            words.title.set(stored.title.unwrap_or_default());
            words.greeting.set(stored.greeting.unwrap_or_default());
            words.placeholder.set(stored.placeholder.unwrap_or_default());
        }
        self.primary.set(saved.colors.primary);
        self.position.set(saved.position);
        self.origins.set(saved.allowed_origins);
        self.identity_required.set(saved.identity_required);
    }
}

impl Form {
    /// The key in the embed code.
    pub fn key(self) -> String {
        self.saved.with(|saved| saved.key.clone())
    }

    /// Whether there is a secret to sign identity tokens with.
    pub fn secret_set(self) -> bool {
        self.saved.with(|saved| saved.secret_set)
    }

    /// A secret was made; nothing else changed.
    pub fn secret_made(self) {
        self.saved.try_update(|saved| saved.secret_set = true);
    }

    /// The words in one language.
    pub fn words(self, locale: Locale) -> Words {
        let found = self.words.into_iter().find(|(known, _)| *known == locale);
        // Every locale has its words: the list is made from the list of locales.
        found.map_or_else(|| self.words[0].1, |(_, words)| words)
    }

    /// The brand's colour: the typed one, or the stored one while that is none.
    pub fn color(self) -> String {
        color::parse(&self.primary.read())
            .unwrap_or_else(|| self.saved.with(|saved| saved.colors.primary.clone()))
    }

    /// What is wrong with a field, by the code that the server uses for it.
    pub fn error(self, field: &str) -> Option<String> {
        self.errors.with(|all| all.iter().find(|error| error.field == field).map(|error| error.code.clone()))
    }

    /// Whether something in the texts of a language is wrong.
    pub fn wrong_words(self, locale: Locale) -> bool {
        let prefix = format!("texts.{}", language::tag(locale));
        self.errors.with(|all| all.iter().any(|error| error.field.starts_with(&prefix)))
    }

    fn texts(self) -> BTreeMap<String, WidgetTexts> {
        let given =
            |text: RwSignal<String>| Some(text.get().trim().to_owned()).filter(|text| !text.is_empty());
        let all = self.words.into_iter().map(|(locale, words)| {
            let texts = WidgetTexts {
                title: given(words.title),
                greeting: given(words.greeting),
                placeholder: given(words.placeholder),
            };
            (language::tag(locale).to_owned(), texts)
        });
        spoken(all.collect())
    }
}

/// Without the languages in which nothing of one's own is said.
fn spoken(texts: BTreeMap<String, WidgetTexts>) -> BTreeMap<String, WidgetTexts> {
    let empty = |text: &Option<String>| text.as_deref().unwrap_or_default().trim().is_empty();
    texts
        .into_iter()
        .filter(|(_, texts)| !(empty(&texts.title) && empty(&texts.greeting) && empty(&texts.placeholder)))
        .collect()
}
