//! Who answers, in words: the assistant, a person with its drafts, a person alone.

use crate::i18n::*;
use api::Mode;
use leptos_i18n::{I18nContext, t_string};

/// What the assistant does in a mode.
pub fn words(i18n: I18nContext<Locale>, mode: Mode) -> &'static str {
    match mode {
        Mode::Automatic => t_string!(i18n, assistant.mode_automatic),
        Mode::Draft => t_string!(i18n, assistant.mode_draft),
        Mode::Off => t_string!(i18n, assistant.mode_off),
    }
}

/// The mode's name, where there is no room for what it does.
pub fn name(i18n: I18nContext<Locale>, mode: Mode) -> &'static str {
    match mode {
        Mode::Automatic => t_string!(i18n, inbox.mode_automatic),
        Mode::Draft => t_string!(i18n, inbox.mode_draft),
        Mode::Off => t_string!(i18n, inbox.mode_off),
    }
}

/// The mode of a word on the wire; `None` for any other.
pub fn of(word: &str) -> Option<Mode> {
    Mode::ALL.into_iter().find(|mode| mode.as_str() == word)
}
