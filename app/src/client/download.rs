use super::{ApiError, Client, TIMEOUT_MS, checked};
use crate::timer;
use api::{AttachmentId, AttachmentLink};
use gloo_net::http::Request;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, Url};

impl Client {
    /// An address that gives a file once.
    ///
    /// # Errors
    /// As [`Client::get`].
    pub async fn file_address(self, id: AttachmentId) -> Result<String, ApiError> {
        Ok(self.get::<AttachmentLink>(&format!("attachments/{id}/link")).await?.url)
    }

    /// A picture, as an address in the browser's memory. Whoever asked gives it back
    /// (`Url::revoke_object_url`).
    ///
    /// # Errors
    /// As [`Client::get`].
    pub async fn picture(self, id: AttachmentId) -> Result<String, ApiError> {
        let address = self.file_address(id).await?;
        let work = async {
            let response = Request::get(&address).send().await.map_err(|_| ApiError::Offline)?;
            if !response.ok() {
                return Err(checked(response).await.err().unwrap_or(ApiError::Offline));
            }
            let response = web_sys::Response::from(response);
            let reading = response.blob().map_err(|_| ApiError::Offline)?;
            let blob = JsFuture::from(reading).await.map_err(|_| ApiError::Offline)?;
            Url::create_object_url_with_blob(blob.unchecked_ref::<Blob>()).map_err(|_| ApiError::Offline)
        };
        timer::within(TIMEOUT_MS, work).await.unwrap_or(Err(ApiError::TimedOut))
    }
}
