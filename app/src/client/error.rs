use crate::i18n::*;
use api::{Code, FieldError, Person, Problem};
use leptos_i18n::{I18nContext, t_string};

/// Why a call has no answer.
#[derive(Clone, Debug, PartialEq)]
pub enum ApiError {
    /// The server said no, and why.
    Problem(Box<Problem>),
    /// The server was not reached.
    Offline,
    TimedOut,
    /// An answer that this version does not understand: a proxy's page, another server; with its status.
    Unreadable(u16),
    /// There is no session to call with.
    SignedOut,
}

impl ApiError {
    /// The stable code, where the server gave one.
    pub fn code(&self) -> Option<Code> {
        self.problem().map(|problem| problem.code)
    }

    /// The server's English explanation, for a developer's eye.
    pub fn detail(&self) -> Option<&str> {
        self.problem().map(|problem| problem.detail.as_str())
    }

    /// What is wrong with which field.
    pub fn errors(&self) -> &[FieldError] {
        self.problem().map_or(&[], |problem| &problem.errors)
    }

    /// Who has the conversation, with `already_assigned`.
    pub fn assignee(&self) -> Option<&Person> {
        self.problem().and_then(|problem| problem.assignee.as_ref())
    }

    fn problem(&self) -> Option<&Problem> {
        match self {
            Self::Problem(problem) => Some(problem),
            Self::Offline | Self::TimedOut | Self::Unreadable(_) | Self::SignedOut => None,
        }
    }

    /// Whether the same call may succeed a moment later.
    pub fn may_pass(&self) -> bool {
        match self {
            Self::Offline | Self::TimedOut => true,
            Self::Unreadable(status) => matches!(status, 502..=504),
            Self::Problem(problem) => problem.code == Code::Unavailable,
            Self::SignedOut => false,
        }
    }

    /// A sentence in the reader's language: what happened and what to do.
    pub fn say(&self, i18n: I18nContext<Locale>) -> String {
        match self {
            Self::Problem(problem) => say(problem.code, i18n).into(),
            Self::Offline => t_string!(i18n, errors.offline).into(),
            Self::TimedOut => t_string!(i18n, errors.timed_out).into(),
            Self::Unreadable(_) => t_string!(i18n, errors.unreadable).into(),
            Self::SignedOut => t_string!(i18n, errors.unauthenticated).into(),
        }
    }
}

/// What a problem code means for the person at the screen, and what they can do.
pub fn say(code: Code, i18n: I18nContext<Locale>) -> &'static str {
    match code {
        Code::Unauthenticated => t_string!(i18n, errors.unauthenticated),
        Code::InvalidCredentials => t_string!(i18n, errors.invalid_credentials),
        Code::TokenExpired => t_string!(i18n, errors.token_expired),
        Code::TokenReused => t_string!(i18n, errors.token_reused),
        Code::SessionExpired => t_string!(i18n, errors.session_expired),
        Code::IdentityInvalid => t_string!(i18n, errors.identity_invalid),
        Code::Forbidden => t_string!(i18n, errors.forbidden),
        Code::OriginNotAllowed => t_string!(i18n, errors.origin_not_allowed),
        Code::NotFound => t_string!(i18n, errors.not_found),
        Code::MethodNotAllowed => t_string!(i18n, errors.method_not_allowed),
        Code::Conflict => t_string!(i18n, errors.conflict),
        Code::AlreadyAssigned => t_string!(i18n, errors.already_assigned),
        Code::InvalidTransition => t_string!(i18n, errors.invalid_transition),
        Code::IdempotencyMismatch => t_string!(i18n, errors.idempotency_mismatch),
        Code::LabRunRequired => t_string!(i18n, errors.lab_run_required),
        Code::RequestRunning => t_string!(i18n, errors.request_running),
        Code::PayloadTooLarge => t_string!(i18n, errors.payload_too_large),
        Code::UnsupportedMediaType => t_string!(i18n, errors.unsupported_media_type),
        Code::InvalidJson => t_string!(i18n, errors.invalid_json),
        Code::InvalidInput => t_string!(i18n, errors.invalid_input),
        Code::InvalidCursor => t_string!(i18n, errors.invalid_cursor),
        Code::ProviderNotAllowed => t_string!(i18n, errors.provider_not_allowed),
        Code::UpgradeRequired => t_string!(i18n, errors.upgrade_required),
        Code::UploadInterrupted => t_string!(i18n, errors.upload_interrupted),
        Code::RateLimited => t_string!(i18n, errors.rate_limited),
        Code::BudgetExhausted => t_string!(i18n, errors.budget_exhausted),
        Code::Unavailable => t_string!(i18n, errors.unavailable),
        Code::Internal => t_string!(i18n, errors.internal),
        Code::DocumentEncrypted => t_string!(i18n, errors.document_encrypted),
        Code::DocumentScanned => t_string!(i18n, errors.document_scanned),
        Code::DocumentBroken => t_string!(i18n, errors.document_broken),
        Code::DocumentEmpty => t_string!(i18n, errors.document_empty),
        Code::DocumentMislabelled => t_string!(i18n, errors.document_mislabelled),
        Code::DocumentUnsupported => t_string!(i18n, errors.document_unsupported),
        Code::DocumentTooManyPages => t_string!(i18n, errors.document_too_many_pages),
        Code::DocumentTooLarge => t_string!(i18n, errors.document_too_large),
        Code::DocumentTooManyFiles => t_string!(i18n, errors.document_too_many_files),
        Code::DocumentArchive => t_string!(i18n, errors.document_archive),
        Code::DocumentGarbled => t_string!(i18n, errors.document_garbled),
        Code::DocumentTimedOut => t_string!(i18n, errors.document_timed_out),
        Code::DocumentCancelled => t_string!(i18n, errors.document_cancelled),
        Code::DocumentInterrupted => t_string!(i18n, errors.document_interrupted),
        Code::Unknown => t_string!(i18n, errors.unknown),
    }
}

pub(super) fn unsendable() -> Problem {
    Problem {
        kind: String::new(),
        title: String::new(),
        status: 422,
        detail: String::new(),
        code: Code::InvalidJson,
        request_id: String::new(),
        errors: Vec::new(),
        assignee: None,
    }
}
