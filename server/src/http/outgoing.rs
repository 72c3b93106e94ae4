//! Calls to addresses that a tenant names: model endpoints, and whatever comes later.
//!
//! Such an address could point into our own network (server-side request forgery), so every call
//! goes through here: names resolve to public addresses only, at the moment of connecting, so that a
//! name can't change its mind after the check; redirects are not followed; proxies from the
//! environment are not used. What the operator lists in `DIWAN_OUTGOING_ALLOW` is exempt, by exact
//! host and port: a model server on the same machine, for instance.

use crate::causes::one_line;
use reqwest::{
    Client, Url,
    dns::{Addrs, Name, Resolve, Resolving},
    redirect::Policy,
};
use std::{
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    sync::Arc,
    time::Duration,
};

const CONNECT: Duration = Duration::from_secs(5);

/// Why an address is not called.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    #[error("the address must begin with https:// or http://")]
    Scheme,
    #[error("the address must not hold a user name or a password")]
    Credentials,
    #[error("{0} is not a public address; the operator can allow it in DIWAN_OUTGOING_ALLOW")]
    Private(String),
    #[error("{0} has no address")]
    Unknown(String),
    #[error("calls to the outside are not possible here: {0}")]
    Unable(Arc<str>),
}

/// The clients for addresses that tenants name.
#[derive(Clone, Debug)]
pub struct Outgoing {
    allow: Arc<[String]>,
    /// Connects to public addresses only.
    guarded: Result<Client, Refused>,
    /// Connects anywhere; given out for allowed addresses only.
    open: Result<Client, Refused>,
}

impl Outgoing {
    /// `allow`: `host:port` pairs that may be called although they are not public; `host:*` is any port.
    pub fn new(allow: Vec<String>) -> Self {
        let allow = allow.into_iter().map(|entry| entry.trim().to_ascii_lowercase()).collect();
        Self { allow, guarded: build(Some(PublicOnly)), open: build(None) }
    }

    /// Whether the address may be called, as far as it can be told without looking names up.
    ///
    /// # Errors
    /// The reason why not, for the person who wrote the address.
    pub fn check(&self, url: &Url) -> Result<(), Refused> {
        self.client(url).map(drop)
    }

    /// As [`Outgoing::check`], and its name is looked up: for the moment when an address is saved.
    ///
    /// # Errors
    /// As above; [`Refused::Unknown`] where there is no such name.
    pub async fn check_name(&self, url: &Url) -> Result<(), Refused> {
        self.check(url)?;
        match (url.domain(), self.allows(url)) {
            (Some(name), false) => public_addresses(name).await.map(drop),
            _ => Ok(()),
        }
    }

    /// The client that may call this address and no other: it follows no redirect.
    ///
    /// # Errors
    /// As [`Outgoing::check`].
    pub fn client(&self, url: &Url) -> Result<Client, Refused> {
        if !matches!(url.scheme(), "http" | "https") {
            return Err(Refused::Scheme);
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Refused::Credentials);
        }
        if self.allows(url) {
            return self.open.clone();
        }
        let host = url.host_str().ok_or(Refused::Scheme)?;
        // A literal address is never looked up, so the resolver would not see it.
        match host.trim_matches(['[', ']']).parse::<IpAddr>() {
            Ok(ip) if !is_public(ip) => Err(Refused::Private(host.to_owned())),
            _ => self.guarded.clone(),
        }
    }

    /// Whether the operator vouches for this host and port.
    pub fn allows(&self, url: &Url) -> bool {
        let (Some(host), Some(port)) = (url.host_str(), url.port_or_known_default()) else { return false };
        let host = host.to_ascii_lowercase();
        let entry_allows = |entry: &String| {
            let (name, number) = entry.rsplit_once(':').unwrap_or_default();
            name == host && (number == "*" || number.parse() == Ok(port))
        };
        self.allow.iter().any(entry_allows)
    }
}

fn build(resolver: Option<PublicOnly>) -> Result<Client, Refused> {
    let mut builder = Client::builder()
        .user_agent(concat!("diwan/", env!("CARGO_PKG_VERSION")))
        .redirect(Policy::none())
        .no_proxy()
        .referer(false)
        .connect_timeout(CONNECT)
        .pool_idle_timeout(Duration::from_secs(60));
    if let Some(resolver) = resolver {
        builder = builder.dns_resolver(Arc::new(resolver));
    }
    // A machine without certificates can serve all the same; only such calls can't be made.
    builder.build().map_err(|error| Refused::Unable(one_line(&error.into()).into()))
}

/// Looks names up and keeps the public addresses.
struct PublicOnly;

impl Resolve for PublicOnly {
    fn resolve(&self, name: Name) -> Resolving {
        Box::pin(async move {
            let public = public_addresses(name.as_str()).await?;
            Ok(Box::new(public.into_iter()) as Addrs)
        })
    }
}

async fn public_addresses(name: &str) -> Result<Vec<SocketAddr>, Refused> {
    let found: Vec<SocketAddr> =
        tokio::net::lookup_host((name, 0)).await.map_err(|_| Refused::Unknown(name.to_owned()))?.collect();
    let public: Vec<SocketAddr> = found.iter().copied().filter(|address| is_public(address.ip())).collect();
    match (found.is_empty(), public.is_empty()) {
        (true, _) => Err(Refused::Unknown(name.to_owned())),
        (false, true) => Err(Refused::Private(name.to_owned())),
        (false, false) => Ok(public),
    }
}

/// Whether an address belongs to the public internet (IANA special-purpose registries, RFC 6890).
fn is_public(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_public_v4(ip),
        IpAddr::V6(ip) => is_public_v6(ip),
    }
}

fn is_public_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    !matches!(
        (a, b, c),
        (0 | 10 | 127 | 224..=255, _, _)      // this network, private, loopback, multicast, reserved
            | (100, 64..=127, _)              // carrier-grade NAT
            | (169, 254, _)                   // link-local; cloud metadata
            | (172, 16..=31, _)
            | (192, 0, 0 | 2)
            | (192, 88, 99)
            | (192, 168, _)
            | (198, 18..=19, _)               // benchmarks
            | (198, 51, 100)
            | (203, 0, 113)
    )
}

/// Only global unicast. What wraps an IPv4 address (mapped, NAT64, 6to4, Teredo) could wrap a private one.
fn is_public_v6(ip: Ipv6Addr) -> bool {
    let [a, b, ..] = ip.segments();
    let global = a & 0xe000 == 0x2000;
    let special = (a == 0x2001 && (b < 0x0200 || b == 0x0db8)) || a == 0x2002 || (a == 0x3fff && b < 0x1000);
    global && !special
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn outgoing(allow: &[&str]) -> Outgoing {
        let _ = rustls::crypto::ring::default_provider().install_default();
        Outgoing::new(allow.iter().map(|entry| (*entry).to_owned()).collect())
    }

    fn url(text: &str) -> Url {
        text.parse().unwrap()
    }

    #[test]
    fn addresses_inside_are_refused_however_they_are_written() {
        let out = outgoing(&[]);
        for address in [
            "http://127.0.0.1/v1",
            "http://127.1/",
            "http://2130706433/",
            "http://0x7f.0.0.1/",
            "http://0/",
            "http://10.1.2.3:8080/",
            "http://100.64.0.1/",
            "http://169.254.169.254/latest/meta-data",
            "http://172.31.0.1/",
            "http://192.168.1.1/",
            "http://224.0.0.1/",
            "http://255.255.255.255/",
            "http://[::1]/",
            "http://[::]/",
            "http://[::ffff:127.0.0.1]/",
            "http://[::ffff:8.8.8.8]/",
            "http://[64:ff9b::a00:1]/",
            "http://[2002:a00:1::]/",
            "http://[2001:0:1::1]/",
            "http://[fd00::1]/",
            "http://[fe80::1]/",
            "http://[ff02::1]/",
        ] {
            assert!(matches!(out.check(&url(address)), Err(Refused::Private(_))), "{address}");
        }
        for address in [
            "http://8.8.8.8/",
            "https://1.1.1.1/v1",
            "https://[2606:4700::1111]/",
            "https://api.example.com/v1",
        ] {
            assert_eq!(out.check(&url(address)), Ok(()), "{address}");
        }
    }

    #[test]
    fn only_plain_web_addresses_without_credentials_are_called() {
        let out = outgoing(&["files:*"]);
        assert_eq!(out.check(&url("ftp://example.com/")), Err(Refused::Scheme));
        assert_eq!(out.check(&url("file:///etc/passwd")), Err(Refused::Scheme));
        assert_eq!(out.check(&url("https://user:secret@example.com/")), Err(Refused::Credentials));
    }

    #[test]
    fn the_operator_allows_a_host_and_port_and_nothing_beside_it() {
        let out = outgoing(&["127.0.0.1:11434", "[::1]:8000", "LLM.internal:443", "10.0.0.9:*", "[::2]:*"]);
        for address in [
            "http://127.0.0.1:11434/v1",
            "http://[::1]:8000/v1",
            "https://llm.internal/v1",
            "http://10.0.0.9:1/",
            "http://[::2]:7/",
        ] {
            assert_eq!(out.check(&url(address)), Ok(()), "{address}");
        }
        for address in
            ["http://127.0.0.1:11435/", "http://127.0.0.2:11434/", "http://[::1]:80/", "http://10.0.0.8:1/"]
        {
            assert!(matches!(out.check(&url(address)), Err(Refused::Private(_))), "{address}");
        }
        assert!(!out.allows(&url("http://llm.internal:8080/")));
    }

    #[tokio::test]
    async fn a_name_that_leads_inside_is_refused_when_saved_and_when_called() {
        let out = outgoing(&[]);
        let inside = url("http://localhost:1/v1");
        assert_eq!(out.check_name(&inside).await, Err(Refused::Private("localhost".into())));
        let error = out.client(&inside).unwrap().get(inside).send().await.unwrap_err();
        assert!(format!("{:#}", anyhow::Error::from(error)).contains("not a public address"));
    }

    #[tokio::test]
    async fn redirects_are_not_followed() {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let app = axum::Router::new()
            .route("/", axum::routing::get(|| async { axum::response::Redirect::temporary("/elsewhere") }));
        let server = tokio::spawn(async move { axum::serve(listener, app).await });
        let out = outgoing(&[&format!("127.0.0.1:{port}")]);
        let here = url(&format!("http://127.0.0.1:{port}/"));
        assert_eq!(out.client(&here).unwrap().get(here).send().await.unwrap().status(), 307);
        server.abort();
    }
}
