//! Why a language model gave no answer, in words.

use crate::i18n::*;
use leptos_i18n::{I18nContext, t_string};

/// The server's detail of a failure. The status that the model's service answered with stays a number, and a newer
/// server's own word stays as it is.
pub fn words(i18n: I18nContext<Locale>, detail: &str) -> String {
    match detail {
        "model_not_found" => t_string!(i18n, failure.model_not_found),
        "quota" => t_string!(i18n, failure.quota),
        "unreachable" => t_string!(i18n, failure.unreachable),
        "refused" => t_string!(i18n, failure.refused),
        "timed_out" => t_string!(i18n, failure.timed_out),
        "garbled" => t_string!(i18n, failure.garbled),
        "nonsense" => t_string!(i18n, failure.nonsense),
        "resting" => t_string!(i18n, failure.resting),
        "region" => t_string!(i18n, failure.region),
        "spending" => t_string!(i18n, failure.spending),
        other => return other.replace('_', " "),
    }
    .to_owned()
}
