//! The REST API, typed: signs every call, renews the token once when it has run out, repeats reads
//! that a bad line lost, and gives every refusal as an [`ApiError`] that a screen can say.

use crate::{
    session::{Session, access_token, use_session},
    timer,
};
use api::{Code, Problem};
use gloo_net::http::{Method, RequestBuilder, Response};
use serde::{Serialize, de::DeserializeOwned};
use wasm_bindgen::{JsCast, JsValue};

mod download;
mod error;
mod upload;

pub use error::{ApiError, say};

/// A call that has no answer after this long is given up.
const TIMEOUT_MS: u32 = 10_000;
/// The same for what waits for somebody else's server.
const SLOW_MS: u32 = 120_000;
/// How often a read is tried again after a fault that may pass.
const RETRIES: u32 = 2;

/// Calls the API as the signed-in person.
#[derive(Clone, Copy)]
pub struct Client {
    session: Session,
}

/// The client of this app. Take it while a component is built: an `async` block has no context.
pub fn use_client() -> Client {
    Client { session: use_session() }
}

/// Percent-encodes a value for a query or a path segment.
pub fn encode(value: &str) -> String {
    js_sys::encode_uri_component(value).into()
}

impl Client {
    /// `GET`, for example `get::<Conversation>("conversations/…")`; repeated after passing faults.
    ///
    /// # Errors
    /// The server's problem, or what the network did.
    pub async fn get<T: DeserializeOwned>(self, path: &str) -> Result<T, ApiError> {
        if let Some(response) = begun(path).await
            && let Ok(text) = checked(response).await
            && let Ok(value) = read(&text)
        {
            return Ok(value);
        }
        let mut attempt = 0;
        loop {
            match self.send(Method::GET, path, None).await {
                Ok(text) => return read(&text),
                Err(fault) if fault.may_pass() && attempt < RETRIES => {
                    timer::sleep(timer::backoff(attempt, 3_000)).await;
                    attempt += 1;
                }
                Err(fault) => return Err(fault),
            }
        }
    }

    /// `GET`, asked a single time: for who repeats it anyway, or wants to know how the line stands now.
    ///
    /// # Errors
    /// As [`Client::get`].
    pub async fn get_once<T: DeserializeOwned>(self, path: &str) -> Result<T, ApiError> {
        read(&self.send(Method::GET, path, None).await?)
    }

    /// `POST` with a body. Use `()` as the answer's type where there is none.
    ///
    /// # Errors
    /// As [`Client::get`].
    pub async fn post<T: DeserializeOwned>(self, path: &str, body: &impl Serialize) -> Result<T, ApiError> {
        read(&self.send(Method::POST, path, Some(write(body)?)).await?)
    }

    /// As [`Client::post`], for what waits for somebody else's server.
    ///
    /// # Errors
    /// As [`Client::get`].
    pub async fn post_slow<T: DeserializeOwned>(
        self,
        path: &str,
        body: &impl Serialize,
    ) -> Result<T, ApiError> {
        read(&self.send_within(SLOW_MS, Method::POST, path, Some(write(body)?)).await?)
    }

    /// `PATCH` with what is to change.
    ///
    /// # Errors
    /// As [`Client::get`].
    pub async fn patch<T: DeserializeOwned>(self, path: &str, body: &impl Serialize) -> Result<T, ApiError> {
        read(&self.send(Method::PATCH, path, Some(write(body)?)).await?)
    }

    /// `PUT` in the place of what is there.
    ///
    /// # Errors
    /// As [`Client::get`].
    pub async fn put<T: DeserializeOwned>(self, path: &str, body: &impl Serialize) -> Result<T, ApiError> {
        read(&self.send(Method::PUT, path, Some(write(body)?)).await?)
    }

    /// `POST` without a body: `act::<Conversation>("conversations/…/resolve")`.
    ///
    /// # Errors
    /// As [`Client::get`].
    pub async fn act<T: DeserializeOwned>(self, path: &str) -> Result<T, ApiError> {
        read(&self.send(Method::POST, path, None).await?)
    }

    /// `DELETE`.
    ///
    /// # Errors
    /// As [`Client::get`].
    pub async fn delete(self, path: &str) -> Result<(), ApiError> {
        self.send(Method::DELETE, path, None).await.map(drop)
    }

    /// Renews the access token when `refused` is still the one in use.
    pub(crate) async fn renew(self, refused: Option<&str>) -> Result<(), ApiError> {
        self.session.refresh(refused).await
    }

    async fn send(self, method: Method, path: &str, body: Option<String>) -> Result<String, ApiError> {
        self.send_within(TIMEOUT_MS, method, path, body).await
    }

    async fn send_within(
        self,
        timeout_ms: u32,
        method: Method,
        path: &str,
        body: Option<String>,
    ) -> Result<String, ApiError> {
        let token = access_token();
        match once(timeout_ms, method.clone(), path, body.clone(), token.as_deref()).await {
            Err(fault) if fault.wants_new_token() => {
                self.session.refresh(token.as_deref()).await?;
                once(timeout_ms, method, path, body, access_token().as_deref()).await
            }
            answer => answer,
        }
    }
}

/// A call without a person: sign-in and the renewal of tokens.
pub(crate) async fn exchange<T: DeserializeOwned>(path: &str, body: &impl Serialize) -> Result<T, ApiError> {
    read(&once(TIMEOUT_MS, Method::POST, path, Some(write(body)?), None).await?)
}

/// Ends the session of an access token.
pub(crate) async fn leave(token: Option<&str>) -> Result<(), ApiError> {
    read(&once(TIMEOUT_MS, Method::POST, "auth/logout", None, token).await?)
}

async fn once(
    timeout_ms: u32,
    method: Method,
    path: &str,
    body: Option<String>,
    token: Option<&str>,
) -> Result<String, ApiError> {
    let abort = web_sys::AbortController::new().ok();
    let signal = abort.as_ref().map(web_sys::AbortController::signal);
    let mut request =
        RequestBuilder::new(&format!("/api/v1/{path}")).method(method).abort_signal(signal.as_ref());
    if let Some(token) = token {
        request = request.header("Authorization", &format!("Bearer {token}"));
    }
    let work = async {
        let response = match body {
            Some(body) => match request.header("Content-Type", "application/json").body(body) {
                Ok(request) => request.send().await,
                Err(fault) => Err(fault),
            },
            None => request.send().await,
        };
        checked(response.map_err(|_| ApiError::Offline)?).await
    };
    match timer::within(timeout_ms, work).await {
        Some(answer) => answer,
        None => {
            if let Some(abort) = abort {
                abort.abort();
            }
            Err(ApiError::TimedOut)
        }
    }
}

/// The body of a good answer; otherwise the problem that it describes.
async fn checked(response: Response) -> Result<String, ApiError> {
    let text = response.text().await.map_err(|_| ApiError::Offline)?;
    if response.ok() { Ok(text) } else { Err(refusal(response.status(), &text)) }
}

fn refusal(status: u16, text: &str) -> ApiError {
    serde_json::from_str::<Problem>(text)
        .map_or(ApiError::Unreadable(status), |problem| ApiError::Problem(Box::new(problem)))
}

fn read<T: DeserializeOwned>(text: &str) -> Result<T, ApiError> {
    // 204 has no body; `()` reads from null.
    let text = if text.is_empty() { "null" } else { text };
    serde_json::from_str(text).map_err(|_| ApiError::Unreadable(200))
}

fn write(body: &impl Serialize) -> Result<String, ApiError> {
    serde_json::to_string(body).map_err(|_| ApiError::Problem(Box::new(error::unsendable())))
}

/// The answer to a call that the page began before this code was loaded (`boot.js`), taken once.
async fn begun(path: &str) -> Option<Response> {
    let window: JsValue = leptos::prelude::window().into();
    let first = js_sys::Reflect::get(&window, &"__first".into()).ok().filter(JsValue::is_object)?;
    let promise: js_sys::Promise = js_sys::Reflect::get(&first, &path.into()).ok()?.dyn_into().ok()?;
    let _ = js_sys::Reflect::delete_property(first.unchecked_ref::<js_sys::Object>(), &path.into());
    let answer = timer::within(TIMEOUT_MS, wasm_bindgen_futures::JsFuture::from(promise)).await?.ok()?;
    answer.dyn_into::<web_sys::Response>().ok().map(Response::from)
}

impl ApiError {
    fn wants_new_token(&self) -> bool {
        matches!(self.code(), Some(Code::TokenExpired | Code::Unauthenticated))
    }
}
