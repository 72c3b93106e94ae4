use serde::{Deserialize, Serialize};

/// Declares the problem codes: wire name, HTTP status, English title. The only place with a status.
macro_rules! codes { ($($(#[$doc:meta])* $variant:ident = $wire:literal, $status:literal, $title:literal;)*) => {
    /// A stable name for what went wrong. Screens translate it; clients may branch on it.
    #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
    pub enum Code { $($(#[$doc])* #[serde(rename = $wire)] $variant,)*
        /// A code of a newer server.
        #[serde(other, rename = "unknown")] Unknown,
    }

    impl Code {
        /// Every code that a server may send.
        pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

        /// The HTTP status that carries this code.
        pub const fn status(self) -> u16 { match self { $(Self::$variant => $status,)* Self::Unknown => 500 } }

        /// The code as on the wire.
        pub const fn as_str(self) -> &'static str { match self { $(Self::$variant => $wire,)* Self::Unknown => "unknown" } }

        /// A short English title; screens use their own language's text instead.
        pub const fn title(self) -> &'static str { match self { $(Self::$variant => $title,)* Self::Unknown => "Unknown problem" } }
    }
} }

/// By hand: the derive does not see the wire names through the macro.
#[cfg(feature = "server")]
impl utoipa::PartialSchema for Code {
    fn schema() -> utoipa::openapi::RefOr<utoipa::openapi::schema::Schema> {
        utoipa::openapi::ObjectBuilder::new()
            .schema_type(utoipa::openapi::Type::String)
            .description(Some(
                "A stable name for what went wrong. Clients may branch on it; newer servers may send others.",
            ))
            .enum_values(Some(Self::ALL.iter().map(|code| code.as_str())))
            .into()
    }
}

#[cfg(feature = "server")]
impl utoipa::ToSchema for Code {}

codes! {
    /// No or an unknown token.
    Unauthenticated = "unauthenticated", 401, "Sign in first";
    /// The address or the password is wrong; never says which.
    InvalidCredentials = "invalid_credentials", 401, "The e-mail or the password is wrong";
    /// The access token's time is over: refresh it.
    TokenExpired = "token_expired", 401, "The session's token has expired";
    /// A refresh token came a second time: the whole family has ended.
    TokenReused = "token_reused", 401, "This session was ended for safety";
    /// The visitor's session is unknown or over: start a new one.
    SessionExpired = "session_expired", 401, "The chat session has ended";
    /// The visitor's identity token is not acceptable.
    IdentityInvalid = "identity_invalid", 401, "The visitor's identity could not be verified";
    Forbidden = "forbidden", 403, "Not allowed";
    /// The page's origin is not on the widget's list.
    OriginNotAllowed = "origin_not_allowed", 403, "This site may not use the widget";
    /// Not there, or another tenant's: the answer is the same.
    NotFound = "not_found", 404, "Not found";
    MethodNotAllowed = "method_not_allowed", 405, "This address does not take that method";
    Conflict = "conflict", 409, "The request does not fit the present state";
    AlreadyAssigned = "already_assigned", 409, "A colleague has this conversation";
    InvalidTransition = "invalid_transition", 409, "The conversation's state does not allow that";
    /// The same key came with another body.
    IdempotencyMismatch = "idempotency_mismatch", 409, "This key was used for another request";
    /// The first request with this key has not been answered yet.
    RequestRunning = "request_running", 409, "The first request with this key still runs";
    /// The tenant wants changes of answers to be tried in the lab first, and no run of the last days tried this one.
    LabRunRequired = "lab_run_required", 409, "Try this change in the answer lab first";
    PayloadTooLarge = "payload_too_large", 413, "Too large";
    UnsupportedMediaType = "unsupported_media_type", 415, "This type is not supported";
    InvalidJson = "invalid_json", 422, "The body is not valid";
    InvalidInput = "invalid_input", 422, "Something in the request is not valid";
    InvalidCursor = "invalid_cursor", 422, "The cursor is not valid";
    /// The region's rule names other AI providers, or none.
    ProviderNotAllowed = "provider_not_allowed", 422, "This region does not allow that AI provider";
    /// The address is a WebSocket and nothing else.
    UpgradeRequired = "upgrade_required", 426, "This address takes WebSockets only";
    /// The connection broke before all of the body was there.
    UploadInterrupted = "upload_interrupted", 422, "The upload broke off";
    RateLimited = "rate_limited", 429, "Too many requests";
    BudgetExhausted = "budget_exhausted", 429, "Too many messages for now";
    Unavailable = "unavailable", 503, "Cannot do that now";
    Internal = "internal", 500, "An error on our side";
    DocumentEncrypted = "document_encrypted", 422, "The document is protected by a password";
    DocumentScanned = "document_scanned", 422, "The document holds pictures and no text";
    DocumentBroken = "document_broken", 422, "The document cannot be read";
    DocumentEmpty = "document_empty", 422, "The document is empty";
    DocumentMislabelled = "document_mislabelled", 422, "The document is not what its name says";
    DocumentUnsupported = "document_unsupported", 422, "This kind of document is not supported";
    DocumentTooManyPages = "document_too_many_pages", 422, "The document has too many pages";
    DocumentTooLarge = "document_too_large", 422, "The document expands to too much";
    /// An archive with more files than are read at once.
    DocumentTooManyFiles = "document_too_many_files", 422, "The archive holds too many files";
    /// An archive inside an archive, or where only a document can be.
    DocumentArchive = "document_archive", 422, "An archive stands where a document should";
    /// A PDF whose fonts do not say which letters they draw.
    DocumentGarbled = "document_garbled", 422, "The document's letters carry no codes";
    DocumentTimedOut = "document_timed_out", 422, "Reading the document took too long";
    DocumentInterrupted = "document_interrupted", 422, "Reading the document was interrupted";
    /// Somebody stopped it; it can be tried again.
    DocumentCancelled = "document_cancelled", 422, "Reading the document was cancelled";
}

/// What is wrong with one field of a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct FieldError {
    /// The field's path in the request: `colors.primary`.
    pub field: String,
    /// `required`, `too_long`, `too_short`, `out_of_range`, `invalid`, `unknown`.
    pub code: String,
    pub detail: String,
}

/// An error as RFC 9457 describes it, sent as `application/problem+json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "server", derive(utoipa::ToSchema))]
pub struct Problem {
    /// A URI reference that names the kind: `/problems/<code>`.
    #[serde(rename = "type")]
    pub kind: String,
    pub title: String,
    pub status: u16,
    pub detail: String,
    pub code: Code,
    pub request_id: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub errors: Vec<FieldError>,
    /// Who has the conversation, with `already_assigned`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub assignee: Option<crate::Person>,
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn wire_names_are_the_serde_names_and_unknown_ones_are_survived() {
        for code in Code::ALL {
            assert_eq!(serde_json::to_value(code).unwrap(), code.as_str());
            assert!((400..600).contains(&code.status()));
        }
        assert_eq!(serde_json::from_str::<Code>("\"of_tomorrow\"").unwrap(), Code::Unknown);
    }
}
