//! Extractors whose refusals are problem documents.

use crate::refusal::Refusal;
use api::Code;
use axum::{
    Json, RequestExt,
    extract::{FromRequest, FromRequestParts, Query, Request, rejection::JsonRejection},
    http::request::Parts,
};
use serde::de::DeserializeOwned;

/// The query string, as [`Query`]; a bad one is `invalid_input`.
pub struct Extract<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Extract<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        match Query::<T>::from_request_parts(parts, state).await {
            Ok(Query(value)) => Ok(Self(value)),
            Err(error) => Err(Refusal::field("query", "invalid", error.body_text())),
        }
    }
}

/// A JSON body; a bad one is `invalid_json`, another type `unsupported_media_type`.
pub struct Body<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned + 'static> FromRequest<S> for Body<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, _: &S) -> Result<Self, Refusal> {
        match request.extract::<Json<T>, _>().await {
            Ok(Json(value)) => Ok(Self(value)),
            Err(JsonRejection::MissingJsonContentType(_)) => {
                Err(Refusal::new(Code::UnsupportedMediaType, "Send the body as application/json."))
            }
            Err(JsonRejection::BytesRejection(error)) if error.status() == 413 => {
                Err(Refusal::new(Code::PayloadTooLarge, "The body is too large."))
            }
            Err(error) => Err(Refusal::new(Code::InvalidJson, error.body_text())),
        }
    }
}

/// The parts of the path, as [`axum::extract::Path`]; what is no id is `invalid_input`.
pub struct Path<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned + Send> FromRequestParts<S> for Path<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        match axum::extract::Path::<T>::from_request_parts(parts, state).await {
            Ok(axum::extract::Path(value)) => Ok(Self(value)),
            Err(_) => Err(Refusal::field("id", "invalid", "an id is a UUID")),
        }
    }
}
