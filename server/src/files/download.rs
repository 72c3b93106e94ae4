use super::{attach::Token, store};
use crate::{
    App,
    refusal::{Outcome, Refusal},
};
use api::Attachment;
use axum::{
    body::Body,
    http::{HeaderName, HeaderValue, header},
    response::{IntoResponse, Response},
};
use std::fmt::Write;

/// Uses a link up and answers with its file. The link goes in the transaction that finds the file,
/// so of two users at once one gets it.
pub(super) async fn download(app: &App, token: &str) -> Outcome<Response> {
    let token = Token::parse(token).ok_or_else(Refusal::not_found)?;
    let region = app.db.region_of(token.tenant).await?;
    let mut tx = app.db.tenant(token.tenant).begin().await?;
    let id = store::use_link(&mut tx, &token.hash(), app.now()).await?.ok_or_else(Refusal::not_found)?;
    let (attachment, key) = store::attachment(&mut tx, id).await?.ok_or_else(Refusal::not_found)?;
    let file = app.files.open_stream(&region, token.tenant, id.0, &key).await?;
    tx.commit().await?;
    Ok(answer(&attachment, Body::from_stream(file)))
}

/// What [`download`] would say, with the link left as it is.
pub(super) async fn look(app: &App, token: &str) -> Outcome<Response> {
    let token = Token::parse(token).ok_or_else(Refusal::not_found)?;
    let mut tx = app.db.tenant(token.tenant).begin().await?;
    let id = store::peek_link(&mut tx, &token.hash(), app.now()).await?.ok_or_else(Refusal::not_found)?;
    let (attachment, _) = store::attachment(&mut tx, id).await?.ok_or_else(Refusal::not_found)?;
    Ok(answer(&attachment, Body::empty()))
}

/// A download and nothing else: never shown in the page's origin, never sniffed, never kept.
fn answer(attachment: &Attachment, body: Body) -> Response {
    let headers: [(HeaderName, HeaderValue); 6] = [
        (header::CONTENT_TYPE, text(&attachment.media_type)),
        (header::CONTENT_LENGTH, attachment.size.into()),
        (header::CONTENT_DISPOSITION, text(&disposition(&attachment.name))),
        (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
        (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("sandbox; default-src 'none'")),
        (header::CACHE_CONTROL, HeaderValue::from_static("no-store")),
    ];
    let mut response = body.into_response();
    response.headers_mut().extend(headers);
    response
}

fn text(value: &str) -> HeaderValue {
    HeaderValue::from_str(value).unwrap_or(HeaderValue::from_static("application/octet-stream"))
}

/// RFC 6266: a plain name for old clients, the true one in UTF-8 (RFC 8187).
fn disposition(name: &str) -> String {
    let plain: String =
        name.chars().map(|c| if c.is_ascii_alphanumeric() || "-._ ".contains(c) { c } else { '_' }).collect();
    let mut value = format!("attachment; filename=\"{plain}\"; filename*=UTF-8''");
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._".contains(&byte) {
            value.push(char::from(byte));
        } else {
            let _ = write!(value, "%{byte:02X}");
        }
    }
    value
}

#[cfg(test)]
mod tests {
    use super::disposition;

    #[test]
    fn a_name_can_not_leave_its_header() {
        assert_eq!(
            disposition("a\"; x=\"\r\n.pdf"),
            "attachment; filename=\"a__ x____.pdf\"; filename*=UTF-8''a%22%3B%20x%3D%22%0D%0A.pdf"
        );
        assert_eq!(disposition("ص.txt"), "attachment; filename=\"_.txt\"; filename*=UTF-8''%D8%B5.txt");
    }
}
