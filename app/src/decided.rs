//! What the assistant decided, and why, in words.

use crate::{components::badge::Tint, failure, i18n::*};
use api::{HandoffReason, Outcome};
use leptos_i18n::{I18nContext, t_string};

type I18n = I18nContext<Locale>;

fn outcome(i18n: I18n, outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Answered => t_string!(i18n, decided.outcome_answered),
        Outcome::Refused => t_string!(i18n, decided.outcome_refused),
        Outcome::HandedOff => t_string!(i18n, decided.outcome_handed_off),
        Outcome::Courtesy => t_string!(i18n, decided.outcome_courtesy),
        Outcome::Drafted => t_string!(i18n, decided.outcome_drafted),
    }
}

/// What it did, with whether a guard's rule or the lack of an answer lies behind a refusal.
pub fn verdict(i18n: I18n, what: Outcome, reason: Option<&str>) -> &'static str {
    let guarded = reason.is_some_and(|reason| reason.split('/').next() == Some("guard"));
    if what == Outcome::Refused && guarded {
        t_string!(i18n, decided.outcome_declined)
    } else {
        outcome(i18n, what)
    }
}

pub fn tint(outcome: Outcome) -> Tint {
    match outcome {
        Outcome::Answered => Tint::Accent,
        Outcome::Refused => Tint::Amber,
        Outcome::HandedOff => Tint::Violet,
        Outcome::Courtesy => Tint::Blue,
        Outcome::Drafted => Tint::Neutral,
    }
}

/// A reason as it is written in messages and decisions: a word, perhaps with a detail behind a slash
/// (`provider_error/429`). A newer server's own word stays as it is.
pub fn reason(i18n: I18n, code: &str) -> String {
    let (word, detail) = code.split_once('/').map_or((code, None), |(word, detail)| (word, Some(detail)));
    let said = match word {
        "quoted" => t_string!(i18n, decided.quoted),
        "supported" => t_string!(i18n, decided.supported),
        "supported_in_part" => t_string!(i18n, decided.supported_in_part),
        "quoted_in_part" => t_string!(i18n, decided.quoted_in_part),
        "quoted_instead" => t_string!(i18n, decided.quoted_instead),
        "quoted_without_model" => t_string!(i18n, decided.quoted_without_model),
        "greeting" => t_string!(i18n, decided.greeting),
        "thanks" => t_string!(i18n, decided.thanks),
        "no_passages" => t_string!(i18n, decided.no_passages),
        "not_in_passages" => t_string!(i18n, decided.not_in_passages),
        other => match serde_json::from_value::<HandoffReason>(other.into()) {
            Ok(known) => handoff(i18n, known),
            Err(_) => return code.replace('_', " "),
        },
    };
    detail.map_or_else(|| said.to_owned(), |detail| format!("{said} (\u{2068}{}\u{2069})", why(i18n, detail)))
}

/// Why a conversation was handed over.
pub fn handoff(i18n: I18n, reason: HandoffReason) -> &'static str {
    match reason {
        HandoffReason::AskedForPerson => t_string!(i18n, decided.asked_for_person),
        HandoffReason::NoAnswer => t_string!(i18n, decided.no_answer),
        HandoffReason::Complaint => t_string!(i18n, decided.complaint),
        HandoffReason::ProviderError => t_string!(i18n, decided.provider_error),
        HandoffReason::Unsupported => t_string!(i18n, decided.unsupported),
        HandoffReason::Budget => t_string!(i18n, decided.budget),
        HandoffReason::AssistantOff => t_string!(i18n, decided.assistant_off),
        HandoffReason::Manual => t_string!(i18n, decided.manual),
        HandoffReason::DraftMode => t_string!(i18n, decided.draft_mode),
        HandoffReason::Review => t_string!(i18n, decided.review),
        HandoffReason::Guard => t_string!(i18n, decided.guard),
    }
}

/// What a guard saw, as decisions record it: the guard, and behind a slash what it was.
pub fn factor(i18n: I18n, factor: &str) -> String {
    let (guard, detail) = factor.split_once('/').unwrap_or((factor, ""));
    let said = match detail {
        "orders" => t_string!(i18n, decided.factor_orders),
        "roles" => t_string!(i18n, decided.factor_roles),
        "hidden" => t_string!(i18n, decided.factor_hidden),
        "encoded" => t_string!(i18n, decided.factor_encoded),
        "insult" => t_string!(i18n, decided.factor_insult),
        "threat" => t_string!(i18n, decided.factor_threat),
        "hate" => t_string!(i18n, decided.factor_hate),
        "writing" => t_string!(i18n, decided.factor_writing),
        "code" => t_string!(i18n, decided.factor_code),
        "translation" => t_string!(i18n, decided.factor_translation),
        "homework" => t_string!(i18n, decided.factor_homework),
        "knowledge" => t_string!(i18n, decided.factor_knowledge),
        "device" => t_string!(i18n, decided.factor_device),
        "other_shop" => t_string!(i18n, decided.factor_other_shop),
        // A line of the tenant's own list.
        line => line,
    };
    format!("{} (\u{2068}{said}\u{2069})", why(i18n, guard))
}

/// What the evidence check saw in a model's words, or how the model failed.
pub fn why(i18n: I18n, detail: &str) -> String {
    let said = match detail {
        "number" => t_string!(i18n, decided.why_number),
        "address" => t_string!(i18n, decided.why_address),
        "promise" => t_string!(i18n, decided.why_promise),
        "negation" => t_string!(i18n, decided.why_negation),
        "condition" => t_string!(i18n, decided.why_condition),
        "words" => t_string!(i18n, decided.why_words),
        "markup" => t_string!(i18n, decided.why_markup),
        "instructions" => t_string!(i18n, decided.why_instructions),
        "token" => t_string!(i18n, decided.why_token),
        "deed" => t_string!(i18n, decided.why_deed),
        "secret" => t_string!(i18n, decided.why_secret),
        "injection" => t_string!(i18n, decided.guard_injection),
        "topic" => t_string!(i18n, decided.guard_topic),
        "toxicity" => t_string!(i18n, decided.guard_toxicity),
        "word" => t_string!(i18n, decided.guard_word),
        "answer_word" => t_string!(i18n, decided.guard_answer_word),
        "answer_toxicity" => t_string!(i18n, decided.guard_answer_toxicity),
        "leak" => t_string!(i18n, decided.guard_leak),
        _ => return failure::words(i18n, detail),
    };
    said.to_owned()
}
