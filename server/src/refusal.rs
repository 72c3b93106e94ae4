//! What a use case answers when it can't or won't: a stable code and a sentence, without HTTP.
//!
//! `api::Code` knows the status; [`crate::http`] turns a refusal into a problem document. A cause
//! (a database error, a missing key) goes to the log once and never to the client.

use crate::causes::one_line;
use api::{Code, FieldError, Person};
use std::{borrow::Cow, io};

/// A use case's "no".
#[derive(Debug)]
pub struct Refusal {
    pub code: Code,
    /// For a developer who reads the answer; screens translate the code.
    pub detail: Cow<'static, str>,
    pub errors: Vec<FieldError>,
    pub assignee: Option<Person>,
    /// What went wrong inside; logged, not sent.
    pub cause: Option<anyhow::Error>,
}

/// What use cases return.
pub type Outcome<T> = Result<T, Refusal>;

impl Refusal {
    pub fn new(code: Code, detail: impl Into<Cow<'static, str>>) -> Self {
        Self { code, detail: detail.into(), errors: Vec::new(), assignee: None, cause: None }
    }

    /// Not there, or another tenant's: the same answer.
    pub fn not_found() -> Self {
        Self::new(Code::NotFound, "There is nothing here under this id.")
    }

    /// One field of the request is not acceptable.
    pub fn field(field: &str, code: &str, detail: impl Into<String>) -> Self {
        let detail = detail.into();
        let mut refusal = Self::new(Code::InvalidInput, format!("{field}: {detail}"));
        refusal.errors.push(FieldError { field: field.into(), code: code.into(), detail });
        refusal
    }

    /// A fault of ours.
    pub fn internal(cause: impl Into<anyhow::Error>) -> Self {
        let mut refusal = Self::new(Code::Internal, "The server failed; the error has been logged.");
        refusal.cause = Some(cause.into());
        refusal
    }

    /// What we depend on does not answer now.
    pub fn unavailable(cause: impl Into<anyhow::Error>) -> Self {
        let mut refusal =
            Self::new(Code::Unavailable, "The database does not answer. Try again in a moment.");
        refusal.cause = Some(cause.into());
        refusal
    }

    /// There is no room left for what should be stored.
    pub fn full(cause: impl Into<anyhow::Error>) -> Self {
        let detail = "The server's disk is full: nothing can be stored until its operator has made room.";
        let mut refusal = Self::new(Code::Unavailable, detail);
        refusal.cause = Some(cause.into());
        refusal
    }

    /// What a disk said.
    pub fn disk(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::full(error),
            _ => Self::internal(error),
        }
    }
}

impl std::fmt::Display for Refusal {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}: {}", self.code.as_str(), self.detail)?;
        match &self.cause {
            Some(cause) => write!(f, " ({})", one_line(cause)),
            None => Ok(()),
        }
    }
}

impl std::error::Error for Refusal {}

impl From<sqlx::Error> for Refusal {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Io(_)
            | sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed => Self::unavailable(error),
            // 53100: it has no room left.
            sqlx::Error::Database(db) if db.code().is_some_and(|c| c == "53100") => Self::full(error),
            // 57P01–57P03: the server is going down or coming up; 53xxx: out of connections or memory; 28xxx: it does
            // not let us in.
            sqlx::Error::Database(db)
                if db
                    .code()
                    .is_some_and(|c| ["57P0", "53", "28"].iter().any(|class| c.starts_with(class))) =>
            {
                Self::unavailable(error)
            }
            // 22021, 22P05: a zero character, which PostgreSQL's texts and JSON can't hold.
            sqlx::Error::Database(db) if db.code().is_some_and(|c| c == "22021" || c == "22P05") => {
                Self::new(Code::InvalidInput, "The request holds a zero character; leave it out.")
            }
            _ => Self::internal(error),
        }
    }
}

impl From<anyhow::Error> for Refusal {
    fn from(error: anyhow::Error) -> Self {
        Self::internal(error)
    }
}

impl From<crate::crypto::CryptoError> for Refusal {
    fn from(error: crate::crypto::CryptoError) -> Self {
        Self::internal(error)
    }
}
