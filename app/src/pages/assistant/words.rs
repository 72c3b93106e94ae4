//! The assistant's codes in words.

use crate::{failure, i18n::*, language::fill};
use api::{AnswerStage, DataClass, Fallback, GuardAction, GuardEffect, GuardedAt, Purpose, Tone, Verdict};
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

/// What became of a sentence.
pub fn verdict(i18n: I18n, verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Supported => t_string!(i18n, assistant.verdict_supported),
        Verdict::Replaced => t_string!(i18n, assistant.verdict_replaced),
        Verdict::LeftOut => t_string!(i18n, assistant.verdict_left_out),
        Verdict::Announced => t_string!(i18n, assistant.verdict_announced),
        Verdict::Courtesy => t_string!(i18n, assistant.verdict_courtesy),
        Verdict::Unread => t_string!(i18n, assistant.verdict_unread),
        Verdict::Quotation => t_string!(i18n, assistant.verdict_quotation),
    }
}

pub fn guarded_at(i18n: I18n, at: GuardedAt) -> &'static str {
    match at {
        GuardedAt::Message => t_string!(i18n, assistant.guarded_message),
        GuardedAt::Topic => t_string!(i18n, assistant.guarded_topic),
        GuardedAt::Answer => t_string!(i18n, assistant.guarded_answer),
    }
}

pub fn guard_effect(i18n: I18n, effect: GuardEffect, seen: bool) -> &'static str {
    match effect {
        GuardEffect::Passed if seen => t_string!(i18n, assistant.guarded_noted),
        GuardEffect::Passed => t_string!(i18n, assistant.guarded_nothing),
        GuardEffect::Refused => t_string!(i18n, assistant.guarded_refused),
        GuardEffect::HandedOver => t_string!(i18n, assistant.guarded_handed_over),
    }
}

pub fn stage(i18n: I18n, stage: AnswerStage) -> &'static str {
    match stage {
        AnswerStage::Understand => t_string!(i18n, assistant.stage_understand),
        AnswerStage::Retrieve => t_string!(i18n, assistant.stage_retrieve),
        AnswerStage::Redact => t_string!(i18n, assistant.stage_redact),
        AnswerStage::Model => t_string!(i18n, assistant.stage_model),
        AnswerStage::Check => t_string!(i18n, assistant.stage_check),
        AnswerStage::Quote => t_string!(i18n, assistant.stage_quote),
    }
}
