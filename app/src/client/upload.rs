use super::{ApiError, Client, read, refusal};
use crate::session::access_token;
use futures::channel::oneshot;
use serde::de::DeserializeOwned;
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::{File, FormData, ProgressEvent, XmlHttpRequest};

impl Client {
    /// Sends a form with files. `on_progress` hears the part that is sent, 0 to 1: `fetch` cannot tell that.
    ///
    /// # Errors
    /// As [`Client::get`]; there is no time-out, since large files on slow lines are legitimate. To drop the
    /// future is to stop the request.
    pub async fn upload<T: DeserializeOwned>(
        self,
        path: &str,
        form: &FormData,
        on_progress: impl Fn(f64) + 'static,
    ) -> Result<T, ApiError> {
        self.send_form("POST", path, form, on_progress).await
    }

    /// Puts a file in the place of another.
    ///
    /// # Errors
    /// As [`Client::upload`].
    pub async fn replace<T: DeserializeOwned>(self, path: &str, file: &File) -> Result<T, ApiError> {
        let form = FormData::new().map_err(|_| ApiError::Offline)?;
        form.append_with_blob_and_filename("file", file, &file.name()).map_err(|_| ApiError::Offline)?;
        self.send_form("PUT", path, &form, |_| {}).await
    }

    async fn send_form<T: DeserializeOwned>(
        self,
        method: &str,
        path: &str,
        form: &FormData,
        on_progress: impl Fn(f64) + 'static,
    ) -> Result<T, ApiError> {
        let on_progress = Rc::new(on_progress);
        let token = access_token();
        match send(method, path, form, token.as_deref(), Rc::clone(&on_progress)).await {
            Err(fault) if fault.wants_new_token() => {
                self.renew(token.as_deref()).await?;
                read(&send(method, path, form, access_token().as_deref(), on_progress).await?)
            }
            answer => read(&answer?),
        }
    }
}

/// A request that ends with its owner.
struct Request(XmlHttpRequest);

impl Drop for Request {
    fn drop(&mut self) {
        // The handlers go first: they must not be called any more. On a request that is over it does nothing.
        self.0.set_onloadend(None);
        if let Ok(upload) = self.0.upload() {
            upload.set_onprogress(None);
        }
        let _ = self.0.abort();
    }
}

async fn send(
    method: &str,
    path: &str,
    form: &FormData,
    token: Option<&str>,
    on_progress: Rc<impl Fn(f64) + 'static>,
) -> Result<String, ApiError> {
    let raw = XmlHttpRequest::new().map_err(|_| ApiError::Offline)?;
    raw.open(method, &format!("/api/v1/{path}")).map_err(|_| ApiError::Offline)?;
    if let Some(token) = token {
        raw.set_request_header("Authorization", &format!("Bearer {token}")).map_err(|_| ApiError::Offline)?;
    }
    let progress = Closure::<dyn FnMut(ProgressEvent)>::new(move |event: ProgressEvent| {
        if event.length_computable() && event.total() > 0.0 {
            on_progress(event.loaded() / event.total());
        }
    });
    if let Ok(upload) = raw.upload() {
        upload.set_onprogress(Some(progress.as_ref().unchecked_ref()));
    }

    // `loadend` comes exactly once: after success, failure and abort alike.
    let (ended, waiting) = oneshot::channel();
    let ended = RefCell::new(Some(ended));
    let over = Closure::<dyn FnMut()>::new(move || {
        if let Some(ended) = ended.borrow_mut().take() {
            let _ = ended.send(());
        }
    });
    // Made after the handlers, so that it goes before them.
    let request = Request(raw);
    request.0.set_onloadend(Some(over.as_ref().unchecked_ref()));
    request.0.send_with_opt_form_data(Some(form)).map_err(|_| ApiError::Offline)?;
    waiting.await.map_err(|_| ApiError::Offline)?;

    let status = request.0.status().unwrap_or(0);
    let text = request.0.response_text().ok().flatten().unwrap_or_default();
    match status {
        0 => Err(ApiError::Offline),
        200..=299 => Ok(text),
        _ => Err(refusal(status, &text)),
    }
}
