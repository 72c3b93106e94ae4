use super::model::MAX_BYTES;
use crate::refusal::{Outcome, Refusal};
use api::Code;
use axum::{
    extract::{
        DefaultBodyLimit, FromRequest, Multipart, Request,
        multipart::{Field, MultipartError, MultipartRejection},
    },
    http::header,
};

/// Beyond this the connection is cut. Between [`MAX_BYTES`] and this the sender hears `413`: a client
/// that is still writing does not read an answer before it is done.
const BODY_BYTES: usize = 64 * 1024 * 1024;

/// A `multipart/form-data` body, read part by part.
pub struct Form {
    parts: Multipart,
    /// The names of the parts read so far.
    read: Vec<String>,
}

impl Form {
    /// The layer that lets bodies of this size reach the handler.
    pub fn limit() -> DefaultBodyLimit {
        DefaultBodyLimit::max(BODY_BYTES)
    }

    /// The next part, which is one of `known` and comes once: whoever sends another believes that it does
    /// something.
    pub async fn next_of(&mut self, known: &[&str]) -> Outcome<Option<Field<'_>>> {
        let Some(part) = self.parts.next_field().await.map_err(refused)? else { return Ok(None) };
        let name = part.name().unwrap_or_default();
        if !known.contains(&name) {
            return Err(Refusal::field(name, "unknown", format!("the parts are: {}", known.join(", "))));
        }
        if self.read.iter().any(|read| read == name) {
            return Err(Refusal::field(name, "invalid", "given twice"));
        }
        self.read.push(name.to_owned());
        Ok(Some(part))
    }

    /// Reads on to the end of a body that was refused, so that its sender hears why.
    pub async fn drain(&mut self) {
        while let Ok(Some(mut part)) = self.parts.next_field().await {
            while let Ok(Some(_)) = part.chunk().await {}
        }
    }
}

/// The name of a part's file. Browsers escape the three characters that would end it (HTML, multipart/form-data
/// encoding algorithm), and nothing else.
pub fn file_name(part: &Field<'_>) -> String {
    part.file_name().unwrap_or_default().replace("%22", "\"").replace("%0D", "\r").replace("%0A", "\n")
}

/// A text part of at most `most` bytes.
pub async fn text(mut part: Field<'_>, most: usize) -> Outcome<String> {
    let name = part.name().unwrap_or_default().to_owned();
    let mut bytes = Vec::new();
    while let Some(piece) = part.chunk().await.map_err(refused)? {
        bytes.extend_from_slice(&piece);
        if bytes.len() > most {
            return Err(Refusal::field(&name, "too_long", format!("at most {most} bytes")));
        }
    }
    String::from_utf8(bytes).map_err(|_| Refusal::field(&name, "invalid", "not UTF-8"))
}

/// Why a body could not be read on.
pub fn refused(error: MultipartError) -> Refusal {
    if error.status().as_u16() == Code::PayloadTooLarge.status() {
        return too_large();
    }
    // The connection broke: nothing is wrong with what was sent.
    if error.status().is_server_error() {
        return Refusal::new(Code::UploadInterrupted, "The upload broke off; send it again.");
    }
    Refusal::new(Code::InvalidInput, format!("The form can't be read: {}", error.body_text()))
}

fn too_large() -> Refusal {
    Refusal::new(Code::PayloadTooLarge, format!("A file has at most {} MB.", MAX_BYTES / (1024 * 1024)))
}

impl<S: Send + Sync> FromRequest<S> for Form {
    type Rejection = Refusal;

    async fn from_request(request: Request, state: &S) -> Result<Self, Refusal> {
        let declared = request.headers().get(header::CONTENT_LENGTH).and_then(|length| length.to_str().ok());
        if declared.and_then(|length| length.parse().ok()).is_some_and(|length: usize| length > BODY_BYTES) {
            return Err(too_large());
        }
        Multipart::from_request(request, state).await.map(|parts| Self { parts, read: Vec::new() }).map_err(
            |error: MultipartRejection| {
                Refusal::new(
                    Code::UnsupportedMediaType,
                    format!("Send the body as multipart/form-data: {}", error.body_text()),
                )
            },
        )
    }
}
