use async_openai::error::{OpenAIError, StreamError};
use serde_json::Value;

/// Why there is no answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::assistant) enum Fault {
    /// The endpoint said no: 401, 429, 500 …
    Status(u16),
    /// It does not have the model.
    ModelMissing,
    /// What was paid for is used up.
    Quota,
    Unreachable,
    /// The address may not be called.
    Refused,
    TimedOut,
    /// It broke off, or what came is not the protocol.
    Garbled,
    /// It came, and is no answer.
    Nonsense,
    /// It failed too often in a row, and is not asked for a while.
    Resting,
    /// The region's rule does not allow it.
    NotAllowed,
    /// What may be spent in a day is spent.
    Spent,
}

impl std::fmt::Display for Fault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Status(status) => write!(f, "{status}"),
            Self::ModelMissing => f.write_str("model_not_found"),
            Self::Quota => f.write_str("quota"),
            Self::Unreachable => f.write_str("unreachable"),
            Self::Refused => f.write_str("refused"),
            Self::TimedOut => f.write_str("timed_out"),
            Self::Garbled => f.write_str("garbled"),
            Self::Nonsense => f.write_str("nonsense"),
            Self::Resting => f.write_str("resting"),
            Self::NotAllowed => f.write_str("region"),
            Self::Spent => f.write_str("spending"),
        }
    }
}

impl Fault {
    /// Whether the same request may go well a moment later.
    pub fn passes(self) -> bool {
        match self {
            Self::Status(status) => matches!(status, 408 | 409 | 425 | 429 | 500..),
            Self::Unreachable | Self::TimedOut => true,
            Self::ModelMissing
            | Self::Quota
            | Self::Refused
            | Self::Garbled
            | Self::Nonsense
            | Self::Resting
            | Self::NotAllowed
            | Self::Spent => false,
        }
    }

    /// Whether it says that the endpoint is not well. A wrong key or model answers at once and is put right by the
    /// admin, not by waiting.
    pub fn is_outage(self) -> bool {
        self.passes() || self == Self::Garbled
    }

    /// Whether it says that nobody was asked at all.
    pub fn kept_here(self) -> bool {
        matches!(self, Self::Resting | Self::NotAllowed | Self::Spent)
    }

    /// Whether the endpoint did no work: what it refuses, and what did not reach it, costs nothing.
    pub fn is_free(self) -> bool {
        match self {
            Self::TimedOut | Self::Garbled | Self::Nonsense => false,
            Self::Status(_)
            | Self::ModelMissing
            | Self::Quota
            | Self::Unreachable
            | Self::Refused
            | Self::Resting
            | Self::NotAllowed
            | Self::Spent => true,
        }
    }

    /// What an error says, in whichever of the forms that endpoints use.
    pub(super) fn read(status: Option<u16>, body: &Value) -> Self {
        let error = body.get("error").unwrap_or(body);
        let word = |name: &str| error.get(name).and_then(Value::as_str).unwrap_or_default();
        let text = error.as_str().unwrap_or_else(|| word("message")).to_ascii_lowercase();
        if word("code") == "model_not_found" {
            return Self::ModelMissing;
        }
        if word("code") == "insufficient_quota" || word("type") == "insufficient_quota" {
            return Self::Quota;
        }
        match status {
            // Ollama, vLLM and llama-server say it in words.
            Some(404) if text.contains("model") => Self::ModelMissing,
            Some(status) => Self::Status(status),
            None => Self::Garbled,
        }
    }
}

impl From<&OpenAIError> for Fault {
    fn from(error: &OpenAIError) -> Self {
        match error {
            OpenAIError::ApiError(answer) => Self::Status(answer.status_code.as_u16()),
            OpenAIError::Reqwest(error) if error.is_timeout() => Self::TimedOut,
            OpenAIError::Reqwest(error) if error.is_connect() => Self::Unreachable,
            OpenAIError::StreamError(error) => match **error {
                StreamError::UnknownEvent(_) | StreamError::EventStream(_) => Self::Garbled,
            },
            _ => Self::Garbled,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Fault;
    use serde_json::json;

    #[test]
    fn errors_are_read_in_all_their_forms() {
        for (status, body, wanted) in [
            (404, json!({"error": {"code": "model_not_found", "message": "no"}}), Fault::ModelMissing),
            (404, json!({"error": "model \"x\" not found, try pulling it first"}), Fault::ModelMissing),
            (
                404,
                json!({"object": "error", "message": "The model `x` does not exist."}),
                Fault::ModelMissing,
            ),
            (404, json!({"detail": "Not Found"}), Fault::Status(404)),
            (429, json!({"error": {"type": "insufficient_quota", "code": null}}), Fault::Quota),
            (429, json!({"error": {"code": "rate_limit_exceeded"}}), Fault::Status(429)),
            (503, json!(null), Fault::Status(503)),
        ] {
            assert_eq!(Fault::read(Some(status), &body), wanted, "{body}");
        }
    }

    #[test]
    fn only_what_may_pass_is_tried_again() {
        for passing in [Fault::Status(429), Fault::Status(503), Fault::TimedOut, Fault::Unreachable] {
            assert!(passing.passes() && passing.is_outage(), "{passing}");
        }
        for lasting in [Fault::Status(401), Fault::Status(400), Fault::Quota, Fault::ModelMissing] {
            assert!(!lasting.passes() && !lasting.is_outage(), "{lasting}");
        }
    }
}
