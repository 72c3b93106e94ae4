//! The assistant's codes in words.

use crate::{components::badge::Tint, failure, i18n::*, language::fill};
use api::{DataClass, Fallback, Outcome, Purpose, Tone};
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
        "supported_in_part" => t_string!(i18n, assistant.reason_supported_in_part),
        "quoted_in_part" => t_string!(i18n, assistant.reason_quoted_in_part),
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
    detail.map_or_else(|| said.to_owned(), |detail| format!("{said} (\u{2068}{}\u{2069})", why(i18n, detail)))
}

/// What the evidence check saw in a model's words, or how the model failed.
fn why(i18n: I18n, detail: &str) -> String {
    let said = match detail {
        "number" => t_string!(i18n, assistant.why_number),
        "address" => t_string!(i18n, assistant.why_address),
        "promise" => t_string!(i18n, assistant.why_promise),
        "negation" => t_string!(i18n, assistant.why_negation),
        "condition" => t_string!(i18n, assistant.why_condition),
        "words" => t_string!(i18n, assistant.why_words),
        "markup" => t_string!(i18n, assistant.why_markup),
        "instructions" => t_string!(i18n, assistant.why_instructions),
        "token" => t_string!(i18n, assistant.why_token),
        "deed" => t_string!(i18n, assistant.why_deed),
        "secret" => t_string!(i18n, assistant.why_secret),
        _ => return failure::words(i18n, detail),
    };
    said.to_owned()
}

pub fn fallback(i18n: I18n, fallback: Fallback) -> (&'static str, &'static str) {
    match fallback {
        Fallback::HandOver => {
            (t_string!(i18n, assistant.fallback_person), t_string!(i18n, assistant.fallback_person_text))
        }
        Fallback::Quote => {
            (t_string!(i18n, assistant.fallback_quote), t_string!(i18n, assistant.fallback_quote_text))
        }
    }
}

pub fn purpose(i18n: I18n, purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Answer => t_string!(i18n, assistant.purpose_answer),
        Purpose::Draft => t_string!(i18n, assistant.purpose_draft),
        Purpose::Try => t_string!(i18n, assistant.purpose_try),
        Purpose::Test => t_string!(i18n, assistant.purpose_test),
    }
}

pub fn class(i18n: I18n, class: DataClass) -> &'static str {
    match class {
        DataClass::Message => t_string!(i18n, assistant.class_message),
        DataClass::History => t_string!(i18n, assistant.class_history),
        DataClass::Passages => t_string!(i18n, assistant.class_passages),
        DataClass::Instructions => t_string!(i18n, assistant.class_instructions),
    }
}

/// Why a provider gave no answer: a word, or the status that it answered with.
pub fn fault(i18n: I18n, fault: &str) -> String {
    match fault {
        "401" | "403" => t_string!(i18n, assistant.fault_key).to_owned(),
        "429" => t_string!(i18n, assistant.fault_busy).to_owned(),
        status if status.parse::<u16>().is_ok() => {
            fill(t_string!(i18n, assistant.fault_status), "status", status)
        }
        word => failure::words(i18n, word),
    }
}
