use crate::{App, refusal::Outcome};
use api::{RegionRule, TenantId};
use reqwest::Url;
use std::sync::Arc;

/// Which AI providers a region's data may go to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Allowed {
    /// Whichever a company sets.
    #[default]
    Any,
    /// These hosts: `api.example.com`, `*.example.com`, with `:port` where only that one is meant. With none of them
    /// the assistant quotes.
    Hosts(Vec<String>),
}

impl Allowed {
    /// Reads a rule: hosts with commas, `none`, or `*`.
    ///
    /// # Errors
    /// The entry that is no host.
    pub fn parse(text: &str) -> Result<Self, String> {
        let entries: Vec<String> = text
            .split(',')
            .map(|entry| entry.trim().to_ascii_lowercase())
            .filter(|e| !e.is_empty())
            .collect();
        match entries.as_slice() {
            [one] if one == "*" => return Ok(Self::Any),
            [one] if one == "none" => return Ok(Self::Hosts(Vec::new())),
            _ => {}
        }
        match entries.iter().find(|entry| !is_host(entry)) {
            Some(wrong) => Err(wrong.clone()),
            None => Ok(Self::Hosts(entries)),
        }
    }

    /// The entry that allows an address.
    fn allows(&self, url: &Url) -> Option<&str> {
        let Self::Hosts(entries) = self else { return Some("*") };
        let host = url.host_str()?.to_ascii_lowercase();
        let port = url.port_or_known_default()?;
        let fits = |entry: &&String| {
            let (name, wanted) = split_port(entry);
            let host_fits = match name.strip_prefix('*') {
                Some(suffix) => host.len() > suffix.len() && host.ends_with(suffix),
                None => host == name,
            };
            host_fits && wanted.is_none_or(|wanted| wanted.parse() == Ok(port))
        };
        entries.iter().find(fits).map(String::as_str)
    }
}

/// Host and port of an entry. An IPv6 address stands in brackets, as in a web address.
fn split_port(entry: &str) -> (&str, Option<&str>) {
    match entry.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (entry, None),
    }
}

fn is_host(entry: &str) -> bool {
    let (host, port) = split_port(entry);
    let name = host.strip_prefix("*.").unwrap_or(host);
    let bracketed = name.starts_with('[') && name.ends_with(']') && name == host;
    let plain = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-._".contains(&b));
    (plain || bracketed) && name != "none" && port.is_none_or(|port| port.parse::<u16>().is_ok())
}

/// The region's rule does not allow a host.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "companies in the region {region} may not have {host} as an AI provider; its operator lists those they may"
)]
pub struct NotAllowed {
    pub region: Arc<str>,
    pub host: String,
}

/// A host that a tenant's region allows. Only [`permit`] makes one.
#[derive(Clone, Debug)]
pub struct Permit {
    pub(super) host: String,
    pub(super) region: Arc<str>,
    /// The entry that allowed it.
    pub(super) rule: String,
}

/// Whether the tenant's region allows a provider's address. Asked when it is saved and again before each call: the
/// rule may have changed in between.
///
/// # Errors
/// The outer one where the tenant is not known; the inner one says that it is not allowed.
pub async fn permit(app: &App, tenant: TenantId, url: &Url) -> Outcome<Result<Permit, NotAllowed>> {
    let region = app.db.region_of(tenant).await?;
    let host = match (url.host_str().unwrap_or_default(), url.port()) {
        (host, Some(port)) => format!("{host}:{port}"),
        (host, None) => host.to_owned(),
    };
    let rule = app.config.region_ai.get(&*region).unwrap_or(&Allowed::Any).allows(url).map(str::to_owned);
    Ok(match rule {
        Some(rule) => Ok(Permit { host, region, rule }),
        None => Err(NotAllowed { region, host }),
    })
}

/// What the tenant's region allows.
///
/// # Errors
/// Where the tenant is not known.
pub async fn rule(app: &App, tenant: TenantId) -> Outcome<RegionRule> {
    let region = app.db.region_of(tenant).await?;
    let allowed = match app.config.region_ai.get(&*region) {
        Some(Allowed::Hosts(hosts)) => Some(hosts.clone()),
        Some(Allowed::Any) | None => None,
    };
    Ok(RegionRule { region: region.to_string(), allowed })
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn allows(rule: &str, url: &str) -> bool {
        Allowed::parse(rule).unwrap().allows(&url.parse().unwrap()).is_some()
    }

    #[test]
    fn a_rule_allows_its_hosts_and_nothing_like_them() {
        let rule = "api.mistral.ai, *.openai.com, 10.0.0.9:8000, [::1]:9000";
        for good in [
            "https://API.mistral.ai/v1",
            "https://eu.api.openai.com/v1",
            "http://10.0.0.9:8000/v1",
            "http://[::1]:9000/v1",
        ] {
            assert!(allows(rule, good), "{good}");
        }
        for bad in [
            "https://api.mistral.ai.evil.example/v1",
            "https://openai.com/v1",
            "https://evilopenai.com/v1",
            "http://10.0.0.9/v1",
            "http://[::1]:9001/v1",
            "https://user@evil.example/api.mistral.ai",
        ] {
            assert!(!allows(rule, bad), "{bad}");
        }
    }

    #[test]
    fn none_is_none_and_a_star_is_any() {
        assert!(!allows("none", "https://api.openai.com/v1"));
        assert!(allows("*", "https://api.openai.com/v1"));
        assert_eq!(Allowed::parse(""), Ok(Allowed::Hosts(vec![])));
        for wrong in ["https://api.openai.com", "a b", "*", "none", "a:b", "*.", "a/b"] {
            let rule = format!("api.mistral.ai, {wrong}");
            assert_eq!(Allowed::parse(&rule), Err(wrong.to_owned()), "{wrong}");
        }
    }
}
