use crate::{App, channels::widget, refusal::Refusal};
use api::Code;
use axum::{
    extract::{ConnectInfo, Request, State},
    http::{HeaderName, HeaderValue, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use governor::{
    Quota, RateLimiter,
    clock::{Clock, DefaultClock},
    middleware::StateInformationMiddleware,
    state::keyed::DashMapStateStore,
};
use std::{
    net::{IpAddr, Ipv6Addr, SocketAddr},
    num::NonZeroU32,
    sync::Arc,
};

type Budget = Arc<RateLimiter<IpAddr, DashMapStateStore<IpAddr>, DefaultClock, StateInformationMiddleware>>;

/// Requests a minute, per address.
#[derive(Clone)]
pub struct PerIp {
    requests: Budget,
    /// The questions that browsers put before the requests of other sites' pages.
    preflights: Budget,
    limit: NonZeroU32,
}

impl PerIp {
    pub fn new(limit: u32) -> Option<Self> {
        let limit = NonZeroU32::new(limit)?;
        let budget = || {
            let quota = Quota::per_minute(limit);
            Arc::new(RateLimiter::keyed(quota).with_middleware::<StateInformationMiddleware>())
        };
        Some(Self { requests: budget(), preflights: budget(), limit })
    }

    /// Forgets addresses that have all of their budget back.
    pub fn tidy(&self) {
        self.requests.retain_recent();
        self.preflights.retain_recent();
    }
}

/// ISO-2: a budget per address on every endpoint of the API.
pub async fn limit(State(app): State<App>, request: Request, next: Next) -> Response {
    let Some(per_ip) = app.per_ip.as_ref().filter(|_| request.uri().path().starts_with("/api/")) else {
        return next.run(request).await;
    };
    let limit = per_ip.limit;
    let visitors = widget::key_of(request.uri().path()).is_some();
    let origin = request.headers().get(header::ORIGIN).filter(|_| visitors).cloned();
    let network = network(client_ip(&app, &request));
    if widget::is_preflight(&request) {
        // It spends nothing of the visitor's and is never refused for its number: the browser would show the page a
        // broken line instead of the wait that the request itself is told. Too many are not looked up any more.
        return match per_ip.preflights.check_key(&network) {
            Ok(_) => next.run(request).await,
            Err(_) => widget::may_ask(origin),
        };
    }
    match per_ip.requests.check_key(&network) {
        Ok(state) => {
            let mut response = next.run(request).await;
            policy(&mut response, limit, state.remaining_burst_capacity(), None);
            response
        }
        Err(until) => {
            let wait = until.wait_time_from(DefaultClock::default().now()).as_secs() + 1;
            let refusal = Refusal::new(
                Code::RateLimited,
                format!("More than {limit} requests a minute; wait {wait} seconds."),
            );
            let mut response = refusal.into_response();
            policy(&mut response, limit, 0, Some(wait));
            // The page is not looked up for a request that is refused; this answer holds nothing of anybody.
            if let Some(origin) = origin {
                widget::readable_by(&mut response, origin);
            }
            response
        }
    }
}

/// The fields of the IETF draft "RateLimit header fields for HTTP", and `Retry-After`.
fn policy(response: &mut Response, limit: NonZeroU32, left: u32, wait: Option<u64>) {
    let headers = response.headers_mut();
    let mut insert = |name: &'static str, value: String| {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(HeaderName::from_static(name), value);
        }
    };
    insert("ratelimit-policy", format!("\"ip\";q={limit};w=60"));
    let reset = wait.unwrap_or_else(|| u64::from(60 / limit.get().min(60)));
    insert("ratelimit", format!("\"ip\";r={left};t={reset}"));
    if let Some(wait) = wait {
        insert("retry-after", wait.to_string());
    }
}

/// The address that a request comes from: the peer's, or behind a declared proxy what that proxy
/// says. Nobody else's `X-Forwarded-For` is believed.
pub fn client_ip(app: &App, request: &Request) -> IpAddr {
    let peer = request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(IpAddr::V6(Ipv6Addr::LOCALHOST), |c| c.0.ip().to_canonical());
    let trusted = |ip: &IpAddr| app.config.trusted_proxies.iter().any(|p| p.to_canonical() == *ip);
    if !trusted(&peer) {
        return peer;
    }
    // From the right: the last address that is not one of our proxies.
    request
        .headers()
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|v| v.to_str().ok())
        .flat_map(|v| v.split(','))
        .filter_map(|ip| ip.trim().parse::<IpAddr>().ok().map(|ip| ip.to_canonical()))
        .rev()
        .find(|ip| !trusted(ip))
        .unwrap_or(peer)
}

/// One customer of an IPv6 provider has a /64.
fn network(ip: IpAddr) -> IpAddr {
    match ip {
        IpAddr::V4(_) => ip,
        IpAddr::V6(v6) => {
            let s = v6.segments();
            IpAddr::V6(Ipv6Addr::new(s[0], s[1], s[2], s[3], 0, 0, 0, 0))
        }
    }
}
