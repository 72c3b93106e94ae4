//! Kinds, states and reasons of web pages, in the reader's language.

use crate::{client::ApiError, components::badge::Tint, i18n::*};
use api::{WebKind, WebPageState, WebReason, WebSchedule, WebSource, WebState};
use leptos_i18n::{I18nContext, t_string};

/// Which pages a source reads.
pub fn kind(i18n: I18nContext<Locale>, kind: WebKind) -> &'static str {
    match kind {
        WebKind::Page => t_string!(i18n, knowledge.web_kind_page),
        WebKind::Sitemap => t_string!(i18n, knowledge.web_kind_sitemap),
        WebKind::Crawl => t_string!(i18n, knowledge.web_kind_crawl),
    }
}

/// How often a source is read.
pub fn schedule(i18n: I18nContext<Locale>, schedule: WebSchedule) -> &'static str {
    match schedule {
        WebSchedule::Never => t_string!(i18n, knowledge.web_never),
        WebSchedule::Daily => t_string!(i18n, knowledge.web_daily),
        WebSchedule::Weekly => t_string!(i18n, knowledge.web_weekly),
        WebSchedule::Monthly => t_string!(i18n, knowledge.web_monthly),
    }
}

/// What a source is doing.
pub fn state(i18n: I18nContext<Locale>, state: WebState) -> &'static str {
    match state {
        WebState::Waiting => t_string!(i18n, knowledge.state_received),
        WebState::Running => t_string!(i18n, knowledge.state_processing),
        WebState::Done => t_string!(i18n, knowledge.state_ready),
        WebState::Failed => t_string!(i18n, knowledge.state_failed),
        WebState::Cancelled => t_string!(i18n, knowledge.web_stopped),
    }
}

/// The colour of that state.
pub fn tint(source: &WebSource) -> Tint {
    match source.state {
        WebState::Waiting | WebState::Cancelled => Tint::Neutral,
        WebState::Running => Tint::Blue,
        WebState::Done if source.failed > 0 => Tint::Amber,
        WebState::Done => Tint::Accent,
        WebState::Failed => Tint::Red,
    }
}

/// Whether a source is being read, or is to be.
pub fn is_under_way(source: &WebSource) -> bool {
    matches!(source.state, WebState::Waiting | WebState::Running)
}

/// What became of an address.
pub fn page(i18n: I18nContext<Locale>, state: WebPageState) -> &'static str {
    match state {
        WebPageState::Found => t_string!(i18n, knowledge.state_received),
        WebPageState::Read => t_string!(i18n, knowledge.web_page_read),
        WebPageState::LeftOut => t_string!(i18n, knowledge.web_page_left_out),
        WebPageState::Failed => t_string!(i18n, knowledge.state_failed),
        WebPageState::Missing | WebPageState::Gone => t_string!(i18n, knowledge.web_page_gone),
    }
}

/// The colour of that.
pub fn page_tint(state: WebPageState) -> Tint {
    match state {
        WebPageState::Found | WebPageState::LeftOut | WebPageState::Gone => Tint::Neutral,
        WebPageState::Read => Tint::Accent,
        WebPageState::Missing => Tint::Amber,
        WebPageState::Failed => Tint::Red,
    }
}

/// Why an address has no document, or a source none at all.
pub fn reason(i18n: I18nContext<Locale>, reason: WebReason) -> &'static str {
    match reason {
        WebReason::Robots => t_string!(i18n, knowledge.web_reason_robots),
        WebReason::RobotsUnreachable => t_string!(i18n, knowledge.web_reason_robots_unreachable),
        WebReason::Noindex => t_string!(i18n, knowledge.web_reason_noindex),
        WebReason::Canonical => t_string!(i18n, knowledge.web_reason_canonical),
        WebReason::Redirected => t_string!(i18n, knowledge.web_reason_redirected),
        WebReason::Duplicate => t_string!(i18n, knowledge.web_reason_duplicate),
        WebReason::Removed => t_string!(i18n, knowledge.web_reason_removed),
        WebReason::Filtered => t_string!(i18n, knowledge.web_reason_filtered),
        WebReason::Limit => t_string!(i18n, knowledge.web_reason_limit),
        WebReason::NotFound => t_string!(i18n, knowledge.web_reason_not_found),
        WebReason::Unlisted => t_string!(i18n, knowledge.web_reason_unlisted),
        WebReason::NoAccess => t_string!(i18n, knowledge.web_reason_no_access),
        WebReason::Status => t_string!(i18n, knowledge.web_reason_status),
        WebReason::NotAPage => t_string!(i18n, knowledge.web_reason_not_a_page),
        WebReason::NotASitemap => t_string!(i18n, knowledge.web_reason_not_a_sitemap),
        WebReason::TooLarge => t_string!(i18n, knowledge.web_reason_too_large),
        WebReason::TimedOut => t_string!(i18n, knowledge.web_reason_timed_out),
        WebReason::Unreachable => t_string!(i18n, knowledge.web_reason_unreachable),
        WebReason::PrivateAddress => t_string!(i18n, knowledge.web_reason_private_address),
        WebReason::TooManyRedirects => t_string!(i18n, knowledge.web_reason_too_many_redirects),
        WebReason::Elsewhere => t_string!(i18n, knowledge.web_reason_elsewhere),
        WebReason::Empty => t_string!(i18n, knowledge.web_reason_empty),
        WebReason::Broken => t_string!(i18n, knowledge.web_reason_broken),
    }
}

/// What is wrong with a source that was not taken: the field, where it is one of the form.
pub fn fault(i18n: I18nContext<Locale>, fault: &ApiError) -> String {
    let field = match fault {
        ApiError::Problem(problem) => problem.errors.first(),
        _ => None,
    };
    match field.map(|field| (field.field.as_str(), field.code.as_str())) {
        Some(("url", "private")) => t_string!(i18n, knowledge.web_reason_private_address).into(),
        Some(("url", "unknown")) => t_string!(i18n, knowledge.web_reason_unreachable).into(),
        Some(("url", _)) => t_string!(i18n, knowledge.web_wrong_url).into(),
        Some(("include" | "exclude", _)) => t_string!(i18n, knowledge.web_wrong_pattern).into(),
        Some(("depth" | "max_pages", _)) => t_string!(i18n, knowledge.web_wrong_number).into(),
        _ => fault.say(i18n),
    }
}
