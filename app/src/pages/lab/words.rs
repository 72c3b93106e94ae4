//! The lab's codes in words.

use crate::{components::badge::Tint, format, i18n::*};
use api::{LabChange, LabKind, LabState};
use leptos_i18n::{I18nContext, t_string};

type I18n = I18nContext<Locale>;

pub fn state(i18n: I18n, state: LabState) -> &'static str {
    match state {
        LabState::Waiting => t_string!(i18n, lab.state_waiting),
        LabState::Running => t_string!(i18n, lab.state_running),
        LabState::Done => t_string!(i18n, lab.state_done),
        LabState::Cancelled => t_string!(i18n, lab.state_cancelled),
        LabState::Failed => t_string!(i18n, lab.state_failed),
    }
}

pub fn state_tint(state: LabState) -> Tint {
    match state {
        LabState::Waiting | LabState::Cancelled => Tint::Neutral,
        LabState::Running => Tint::Blue,
        LabState::Done => Tint::Accent,
        LabState::Failed => Tint::Red,
    }
}

pub const KINDS: [LabKind; 6] = [
    LabKind::NewRefusal,
    LabKind::NewlyAnswered,
    LabKind::LostSource,
    LabKind::Changed,
    LabKind::NotTried,
    LabKind::Same,
];

pub fn kind(i18n: I18n, kind: LabKind) -> &'static str {
    match kind {
        LabKind::NotTried => t_string!(i18n, lab.kind_not_tried),
        LabKind::NewRefusal => t_string!(i18n, lab.kind_new_refusal),
        LabKind::NewlyAnswered => t_string!(i18n, lab.kind_newly_answered),
        LabKind::LostSource => t_string!(i18n, lab.kind_lost_source),
        LabKind::Changed => t_string!(i18n, lab.kind_changed),
        LabKind::Same => t_string!(i18n, lab.kind_same),
    }
}

pub fn kind_tint(kind: LabKind) -> Tint {
    match kind {
        LabKind::NewRefusal => Tint::Red,
        LabKind::NewlyAnswered => Tint::Accent,
        LabKind::LostSource | LabKind::NotTried => Tint::Amber,
        LabKind::Changed => Tint::Blue,
        LabKind::Same => Tint::Neutral,
    }
}

pub fn change(i18n: I18n, change: &LabChange) -> &'static str {
    match change {
        LabChange::Nothing => t_string!(i18n, lab.change_nothing),
        LabChange::Settings { .. } => t_string!(i18n, lab.change_settings),
        LabChange::Publish { .. } => t_string!(i18n, lab.change_publish),
        LabChange::LeaveOut { .. } => t_string!(i18n, lab.change_leave_out),
    }
}

/// A language, with the region of a dialect.
pub fn tongue(i18n: I18n, lang: Option<&str>, dialect: Option<&str>) -> String {
    match dialect.or(lang) {
        Some(tag) => format::language_name(i18n.get_locale(), tag),
        None => t_string!(i18n, lab.lang_unknown).to_owned(),
    }
}

/// How a kind is written in a query.
pub fn kind_word(kind: LabKind) -> String {
    serde_json::to_value(kind).ok().and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()
}
