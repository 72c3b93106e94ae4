use super::fetch::{AGENT, Ask, Body, Got, get};
use crate::App;
use api::WebReason;
use extract::web::{Robots, canonical};
use reqwest::{StatusCode, Url};
use std::{collections::HashMap, sync::Arc, time::Duration};

/// Redirects that are followed (RFC 9309 §2.3.1.2 wants five for `robots.txt`).
pub(super) const REDIRECTS: usize = 5;
/// The pause after a request, unless the site asks for another one, and the longest that is kept.
const PAUSE: Duration = Duration::from_secs(1);
const LONGEST_PAUSE: Duration = Duration::from_secs(10);
/// How long a host that has enough is left alone at most; then it is somebody's turn again.
const LONGEST_REST: Duration = Duration::from_secs(30);

/// A visitor of sites with manners: knows what each wants, and waits for its turn.
pub(super) struct Guest {
    app: App,
    wishes: HashMap<String, Result<Arc<Robots>, WebReason>>,
}

/// A site did not give what was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct No {
    pub reason: WebReason,
    pub status: Option<u16>,
}

impl From<WebReason> for No {
    fn from(reason: WebReason) -> Self {
        Self { reason, status: None }
    }
}

impl Guest {
    pub(super) fn new(app: &App) -> Self {
        Self { app: app.clone(), wishes: HashMap::new() }
    }

    /// Asks for an address, if its site lets us.
    ///
    /// # Errors
    /// `robots`, or why there is no answer.
    pub(super) async fn ask(&mut self, url: &Url, ask: &Ask<'_>) -> Result<Got, WebReason> {
        let robots = self.robots(url).await?;
        if !robots.allows(url) {
            return Err(WebReason::Robots);
        }
        self.call(url, ask, robots.delay).await
    }

    /// As [`Guest::ask`], to the end of its redirects on sites that `reaches` lets through.
    ///
    /// # Errors
    /// Why there is no content.
    pub(super) async fn follow(
        &mut self,
        url: &Url,
        ask: &Ask<'_>,
        reaches: impl Fn(&Url) -> bool,
    ) -> Result<(Url, Body), No> {
        let mut url = url.clone();
        for _ in 0..=REDIRECTS {
            match self.ask(&url, ask).await? {
                Got::Body(body) => return Ok((url, *body)),
                Got::Redirect(Some(next)) if reaches(&next) => url = canonical(&next),
                Got::Redirect(Some(_)) => return Err(WebReason::Elsewhere.into()),
                Got::Redirect(None) | Got::NotModified => return Err(WebReason::Broken.into()),
                Got::Status(status, _) => return Err(No::of(status)),
            }
        }
        Err(WebReason::TooManyRedirects.into())
    }

    /// What a site wants, asked once.
    ///
    /// # Errors
    /// Why it can't be known; then nothing is read there.
    pub(super) async fn robots(&mut self, url: &Url) -> Result<Arc<Robots>, WebReason> {
        let origin = url.origin().ascii_serialization();
        if let Some(known) = self.wishes.get(&origin) {
            return known.clone();
        }
        let found = self.ask_robots(url).await.map(Arc::new);
        self.wishes.insert(origin, found.clone());
        found
    }

    async fn ask_robots(&self, url: &Url) -> Result<Robots, WebReason> {
        let mut url = url.join("/robots.txt").map_err(|_| WebReason::Elsewhere)?;
        for _ in 0..=REDIRECTS {
            match self.call(&url, &Ask::ROBOTS, None).await? {
                Got::Body(body) => return Ok(Robots::parse(&body.bytes, AGENT)),
                Got::Redirect(Some(next)) => url = next,
                // Too many requests is not "there are no rules"; any other 4xx is.
                Got::Status(status, _)
                    if status.is_client_error() && status != StatusCode::TOO_MANY_REQUESTS =>
                {
                    return Ok(Robots::default());
                }
                Got::Status(..) => return Err(WebReason::RobotsUnreachable),
                Got::Redirect(None) | Got::NotModified => return Ok(Robots::default()),
            }
        }
        Ok(Robots::default())
    }

    async fn call(&self, url: &Url, ask: &Ask<'_>, wanted: Option<Duration>) -> Result<Got, WebReason> {
        // Who may call an address of the private network may do so without a pause.
        let usual = if self.app.outgoing.allows(url) { Duration::ZERO } else { PAUSE };
        let pause = wanted.unwrap_or(usual).min(LONGEST_PAUSE);
        let host = url.host_str().unwrap_or_default();
        let place = format!("{host}:{}", url.port_or_known_default().unwrap_or_default());
        let turn = self.app.hosts.turn(&place, pause).await;
        let got = get(&self.app, url, ask).await;
        let rest = match &got {
            Ok(Got::Status(_, Some(rest))) => *rest,
            _ => Duration::ZERO,
        };
        turn.leave(rest.min(LONGEST_REST));
        got
    }
}

impl No {
    /// What a status that is neither content nor a redirect means.
    pub(super) fn of(status: StatusCode) -> Self {
        let reason = match status.as_u16() {
            404 | 410 => WebReason::NotFound,
            401 | 403 | 451 => WebReason::NoAccess,
            _ => WebReason::Status,
        };
        Self { reason, status: Some(status.as_u16()) }
    }

    /// Whether it may be otherwise in a moment.
    pub(super) fn may_pass(self) -> bool {
        match self.reason {
            WebReason::Status => self.status.is_some_and(|status| status >= 500 || status == 429),
            WebReason::TimedOut | WebReason::Unreachable => true,
            _ => false,
        }
    }
}
