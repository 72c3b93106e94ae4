//! The assistant's codes in words.

use crate::{components::badge::Tint, i18n::*};
use api::{Outcome, Tone};
use leptos_i18n::{I18nContext, t_string};

type I18n = I18nContext<Locale>;

/// What a field's code asks for. `too_long` and `out_of_range` stand beside a hint that says how much.
pub fn objection(i18n: I18n, code: &str) -> String {
    match code {
        "required" => t_string!(i18n, assistant.wrong_required),
        "too_long" => t_string!(i18n, assistant.wrong_too_long),
        "out_of_range" => t_string!(i18n, assistant.wrong_range),
        _ => t_string!(i18n, assistant.wrong_invalid),
    }
    .into()
}

pub fn tone(i18n: I18n, tone: Tone) -> (&'static str, &'static str) {
    match tone {
        Tone::Friendly => (t_string!(i18n, assistant.friendly), t_string!(i18n, assistant.friendly_text)),
        Tone::Formal => (t_string!(i18n, assistant.formal), t_string!(i18n, assistant.formal_text)),
        Tone::Brief => (t_string!(i18n, assistant.brief), t_string!(i18n, assistant.brief_text)),
    }
}

pub fn outcome(i18n: I18n, outcome: Outcome) -> (&'static str, Tint) {
    match outcome {
        Outcome::Answered => (t_string!(i18n, assistant.outcome_answered), Tint::Accent),
        Outcome::Refused => (t_string!(i18n, assistant.outcome_refused), Tint::Amber),
        Outcome::HandedOff => (t_string!(i18n, assistant.outcome_handed_off), Tint::Violet),
        Outcome::Courtesy => (t_string!(i18n, assistant.outcome_courtesy), Tint::Blue),
    }
}

/// Why, as the decision records it: a word, perhaps with a detail behind a slash (`provider_error/429`).
/// A newer server's own word stays as it is.
pub fn reason(i18n: I18n, reason: &str) -> String {
    let (word, detail) = reason.split_once('/').map_or((reason, None), |(word, detail)| (word, Some(detail)));
    let said = match word {
        "quoted" => t_string!(i18n, assistant.reason_quoted),
        "supported" => t_string!(i18n, assistant.reason_supported),
        "quoted_instead" => t_string!(i18n, assistant.reason_quoted_instead),
        "quoted_without_model" => t_string!(i18n, assistant.reason_quoted_without_model),
        "greeting" => t_string!(i18n, assistant.reason_greeting),
        "thanks" => t_string!(i18n, assistant.reason_thanks),
        "no_passages" => t_string!(i18n, assistant.reason_no_passages),
        "not_in_passages" | "no_answer" => t_string!(i18n, assistant.reason_not_in_passages),
        "unsupported" => t_string!(i18n, assistant.reason_unsupported),
        "asked_for_person" => t_string!(i18n, assistant.reason_asked_for_person),
        "complaint" => t_string!(i18n, assistant.reason_complaint),
        "provider_error" => t_string!(i18n, assistant.reason_provider_error),
        "budget" => t_string!(i18n, assistant.reason_budget),
        "assistant_off" => t_string!(i18n, assistant.reason_assistant_off),
        _ => return reason.replace('_', " "),
    };
    detail.map_or_else(|| said.to_owned(), |detail| format!("{said} ({detail})"))
}
