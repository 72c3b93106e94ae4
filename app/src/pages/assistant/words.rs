//! The assistant's codes in words.

use crate::{failure, i18n::*, language::fill};
use api::{DataClass, Fallback, GuardAction, Purpose, Tone};
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

/// What follows where a guard sees something.
pub fn guard_action(i18n: I18n, action: GuardAction) -> &'static str {
    match action {
        GuardAction::Off => t_string!(i18n, assistant.guard_off),
        GuardAction::Log => t_string!(i18n, assistant.guard_log),
        GuardAction::Refuse => t_string!(i18n, assistant.guard_refuse),
        GuardAction::HandOver => t_string!(i18n, assistant.guard_hand_over),
    }
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
