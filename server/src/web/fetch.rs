//! One request to a stranger's server, with limits.

use crate::{App, http::CallRefused, line::one_line};
use api::WebReason;
use encoding_rs::{Encoding, UTF_8};
use futures::StreamExt;
use reqwest::{
    Response, StatusCode, Url,
    header::{self, HeaderMap, HeaderName, HeaderValue},
};
use std::{error::Error, time::Duration};

/// The name by which sites know us, in `robots.txt` and everywhere.
pub(super) const AGENT: &str = "Diwan";
/// The longest that one request may take, with its answer.
const LONGEST: Duration = Duration::from_secs(20);

/// What is asked for.
pub(super) struct Ask<'a> {
    pub accept: &'static str,
    /// Bytes that the answer may have when unpacked.
    pub most: usize,
    /// What is beyond that is left out, instead of refusing all.
    pub cut: bool,
    pub lang: Option<&'a str>,
    /// What is known of the page: the answer may be that nothing changed.
    pub etag: Option<&'a str>,
    pub modified: Option<&'a str>,
}

impl Ask<'_> {
    pub(super) const PAGE: Self = Self {
        accept: "text/html, application/xhtml+xml;q=0.9, */*;q=0.1",
        most: 5 * 1024 * 1024,
        cut: false,
        lang: None,
        etag: None,
        modified: None,
    };
    pub(super) const SITEMAP: Self = Self {
        accept: "application/xml, text/xml, text/plain;q=0.9, */*;q=0.1",
        most: 20 * 1024 * 1024,
        ..Self::PAGE
    };
    pub(super) const ROBOTS: Self =
        Self { accept: "text/plain, */*;q=0.1", most: 512 * 1024, cut: true, ..Self::PAGE };
}

/// What the server answered.
pub(super) enum Got {
    Body(Box<Body>),
    NotModified,
    /// Where it leads, if that is an address.
    Redirect(Option<Url>),
    /// Anything else, and how long it wants to be left alone.
    Status(StatusCode, Option<Duration>),
}

/// An answer with content.
#[derive(Debug, Default)]
pub(super) struct Body {
    pub bytes: Vec<u8>,
    /// Without parameters, in lower case.
    pub media_type: Option<String>,
    charset: Option<&'static Encoding>,
    pub etag: Option<String>,
    pub modified: Option<String>,
    /// `X-Robots-Tag`, each header.
    pub robots: Vec<String>,
}

impl Body {
    /// The bytes of a text in UTF-8, where the server said what they are in; else as they came.
    pub(super) fn text(self) -> Vec<u8> {
        match self.charset {
            Some(charset) if charset != UTF_8 => charset.decode(&self.bytes).0.into_owned().into_bytes(),
            _ => self.bytes,
        }
    }

    /// Whether it is a page: by what the server says, and by its beginning where that says nothing.
    pub(super) fn is_page(&self) -> bool {
        match self.media_type.as_deref() {
            Some("text/html" | "application/xhtml+xml") => true,
            None => extract::sniff("page", &self.bytes) == Ok(extract::Format::Html),
            Some(_) => false,
        }
    }
}

/// Asks for an address. It must have been checked whether it may be.
///
/// # Errors
/// Why there is no answer.
pub(super) async fn get(app: &App, url: &Url, ask: &Ask<'_>) -> Result<Got, WebReason> {
    let client = app.outgoing.client(url).map_err(|refused| refusal(&refused))?;
    let request = client.get(url.clone()).headers(headers(app, ask));
    let answer = async {
        let response = request.send().await.map_err(|error| failure(&error))?;
        understand(url, response, ask).await
    };
    tokio::time::timeout(LONGEST, answer).await.unwrap_or(Err(WebReason::TimedOut))
}

fn headers(app: &App, ask: &Ask<'_>) -> HeaderMap {
    let agent = format!("{AGENT}/{} (+{})", env!("CARGO_PKG_VERSION"), app.config.public_url);
    let mut headers = HeaderMap::new();
    let mut add = |name: HeaderName, value: Option<&str>| {
        if let Some(Ok(value)) = value.map(HeaderValue::from_str) {
            headers.insert(name, value);
        }
    };
    add(header::USER_AGENT, Some(&agent));
    add(header::ACCEPT, Some(ask.accept));
    add(header::ACCEPT_LANGUAGE, ask.lang);
    add(header::IF_NONE_MATCH, ask.etag);
    add(header::IF_MODIFIED_SINCE, ask.modified);
    headers
}

async fn understand(url: &Url, response: Response, ask: &Ask<'_>) -> Result<Got, WebReason> {
    let status = response.status();
    let value = |name: HeaderName| response.headers().get(name).and_then(|value| value.to_str().ok());
    match status {
        StatusCode::NOT_MODIFIED if ask.etag.is_some() || ask.modified.is_some() => Ok(Got::NotModified),
        StatusCode::MOVED_PERMANENTLY
        | StatusCode::FOUND
        | StatusCode::SEE_OTHER
        | StatusCode::TEMPORARY_REDIRECT
        | StatusCode::PERMANENT_REDIRECT => {
            Ok(Got::Redirect(value(header::LOCATION).and_then(|to| url.join(to).ok())))
        }
        status if status.is_success() => body(response, ask).await.map(|body| Got::Body(Box::new(body))),
        status => {
            let seconds = value(header::RETRY_AFTER).and_then(|text| text.trim().parse().ok());
            Ok(Got::Status(status, seconds.map(Duration::from_secs)))
        }
    }
}

async fn body(response: Response, ask: &Ask<'_>) -> Result<Body, WebReason> {
    let text = |name: HeaderName| {
        let value = response.headers().get(name)?.to_str().ok()?.trim();
        (!value.is_empty() && value.len() <= 500).then(|| value.to_owned())
    };
    let stated = text(header::CONTENT_TYPE).map(|value| value.to_ascii_lowercase());
    let charset =
        stated.as_deref().and_then(|stated| stated.split_once("charset=")).and_then(|(_, label)| {
            let label = label.split(';').next()?.trim().trim_matches(['"', '\'']);
            Encoding::for_label(label.as_bytes())
        });
    let robots = response.headers().get_all("x-robots-tag").iter();
    let mut body = Body {
        bytes: Vec::new(),
        media_type: stated.and_then(|stated| Some(stated.split(';').next()?.trim().to_owned())),
        charset,
        etag: text(header::ETAG),
        modified: text(header::LAST_MODIFIED),
        robots: robots.filter_map(|value| value.to_str().ok().and_then(one_line)).collect(),
    };
    let mut stream = response.bytes_stream();
    while let Some(piece) = stream.next().await {
        let piece = piece.map_err(|error| failure(&error))?;
        let room = ask.most - body.bytes.len();
        body.bytes.extend_from_slice(piece.get(..room.min(piece.len())).unwrap_or_default());
        if piece.len() > room {
            return if ask.cut { Ok(body) } else { Err(WebReason::TooLarge) };
        }
    }
    Ok(body)
}

/// Why a call failed: what our own guard said, where it was that.
fn failure(error: &reqwest::Error) -> WebReason {
    let mut cause: Option<&(dyn Error + 'static)> = Some(error);
    while let Some(error) = cause {
        if let Some(refused) = error.downcast_ref::<CallRefused>() {
            return refusal(refused);
        }
        cause = error.source();
    }
    if error.is_timeout() {
        WebReason::TimedOut
    } else if error.is_decode() {
        WebReason::Broken
    } else {
        WebReason::Unreachable
    }
}

fn refusal(refused: &CallRefused) -> WebReason {
    match refused {
        CallRefused::Private(_) => WebReason::PrivateAddress,
        CallRefused::Scheme | CallRefused::Credentials => WebReason::Elsewhere,
        CallRefused::Unknown(_) | CallRefused::Unable(_) => WebReason::Unreachable,
    }
}
