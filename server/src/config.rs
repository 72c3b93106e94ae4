//! Configuration: environment variables, read once at start.
//!
//! [`VARIABLES`] is the one table of them; the README shows the same table.

use crate::egress::Allowed;
use reqwest::Url;
use std::{
    collections::BTreeMap,
    net::{IpAddr, SocketAddr},
    path::{Path, PathBuf},
};
use tracing_subscriber::EnvFilter;

/// Name, default, meaning of every variable.
pub const VARIABLES: &[(&str, &str, &str)] = &[
    ("DIWAN_ADDR", "127.0.0.1:3000", "listen address"),
    ("DIWAN_DATA", "./data", "data folder: private PostgreSQL, files, keys"),
    ("DIWAN_PUBLIC_URL", "http://localhost:3000", "the address that people use: links, embed code"),
    ("DATABASE_URL", "private PostgreSQL", "PostgreSQL 15 or newer with pgvector for the control database"),
    (
        "DIWAN_REGION_<NAME>_DATABASE_URL",
        "private PostgreSQL",
        "a region's database, for instance `DIWAN_REGION_EU_DATABASE_URL`",
    ),
    (
        "DIWAN_REGION_<NAME>_AI",
        "any",
        "hosts of AI providers that companies of the region may use, with commas (`*.example.com`, `host:port`); `none`: the assistant quotes, and no call leaves",
    ),
    (
        "DIWAN_MASTER_KEY_FILE",
        "made in the data folder",
        "file with the master key: 32 bytes, or 64 hexadecimal digits",
    ),
    ("DIWAN_RATE_LIMIT", "100", "API requests a minute per IP; `0` switches the limit off"),
    (
        "DIWAN_TRUSTED_PROXIES",
        "none",
        "addresses of proxies whose `X-Forwarded-For` is believed, with commas",
    ),
    (
        "DIWAN_OUTGOING_ALLOW",
        "none",
        "`host:port` pairs (`host:*`: any port) inside the private network that tenants' AI providers and web pages may be at",
    ),
    ("DIWAN_LOG", "info", "log filter; JSON lines when not on a terminal"),
    ("DIWAN_METRICS_TOKEN", "none", "bearer token for `/metrics` from elsewhere than this machine"),
    ("DIWAN_SITE", "beside the program", "folder with the built dashboard and widget"),
    ("DIWAN_PG_BUNDLE", "beside the program", "folder with the private PostgreSQL's programs"),
    ("DIWAN_PDFIUM", "beside the program", "`libpdfium.so`, or its folder"),
];

/// The regions of a private server. Each is a database of its own.
pub const REGIONS: [&str; 4] = ["global", "jordan", "gcc", "eu"];

/// Where the databases are.
#[derive(Clone, Debug)]
pub enum Databases {
    /// A private PostgreSQL in the data folder.
    Private,
    /// The operator's own servers: control, and a URL a region.
    Given { control: String, regions: BTreeMap<String, String> },
}

#[derive(Clone, Debug)]
pub struct Config {
    pub addr: SocketAddr,
    pub data: PathBuf,
    pub public_url: String,
    pub databases: Databases,
    /// Which AI providers a region's data may go to; any, for a region that is not here.
    pub region_ai: BTreeMap<String, Allowed>,
    pub master_key_file: PathBuf,
    /// Whether a missing master key may be made (it may where nobody named a file).
    pub master_key_made: bool,
    /// Requests a minute per IP; `None` is off.
    pub rate_limit: Option<u32>,
    pub trusted_proxies: Vec<IpAddr>,
    pub outgoing_allow: Vec<String>,
    pub metrics_token: Option<String>,
    /// A filter that `tracing_subscriber` understands.
    pub log: String,
    /// Variables that begin as ours do and are not: misspelt, or of another version.
    pub unknown: Vec<String>,
    pub site: PathBuf,
    pub pg_bundle: Option<PathBuf>,
    pub pdfium: PathBuf,
}

impl Config {
    /// Reads the environment.
    ///
    /// # Errors
    /// A sentence for each variable that can't be used, saying how to mend it.
    pub fn from_env() -> Result<Self, Vec<String>> {
        let vars: BTreeMap<String, String> = std::env::vars().collect();
        let exe =
            std::env::current_exe().ok().and_then(|p| p.parent().map(Path::to_owned)).unwrap_or_default();
        Self::from_vars(&vars, &exe)
    }

    /// As [`Config::from_env`], from given variables and the folder of the program.
    pub fn from_vars(vars: &BTreeMap<String, String>, exe_dir: &Path) -> Result<Self, Vec<String>> {
        let mut wrong = Vec::new();
        let get = |name: &str| vars.get(name).map(|v| v.trim()).filter(|v| !v.is_empty());
        let mut parse = |name: &str, default: &str, what: &str| -> Option<SocketAddr> {
            let text = get(name).unwrap_or(default);
            let parsed = text.parse().ok();
            if parsed.is_none() {
                wrong.push(format!("{name}={text} is not {what}; write for instance {name}={default}"));
            }
            parsed
        };
        let addr = parse("DIWAN_ADDR", "127.0.0.1:3000", "an address with a port")
            .unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 3000)));
        let rate_limit = match get("DIWAN_RATE_LIMIT").unwrap_or("100").parse::<u32>() {
            Ok(0) => None,
            Ok(n) => Some(n),
            Err(_) => {
                wrong.push(
                    "DIWAN_RATE_LIMIT must be a whole number of requests a minute, for instance 100".into(),
                );
                None
            }
        };
        let data = PathBuf::from(get("DIWAN_DATA").unwrap_or("./data"));
        let data = std::path::absolute(&data).unwrap_or(data);
        let trusted_proxies = list(get("DIWAN_TRUSTED_PROXIES"))
            .filter_map(|ip| {
                ip.parse()
                    .map_err(|_| wrong.push(format!("DIWAN_TRUSTED_PROXIES: {ip} is not an IP address")))
                    .ok()
            })
            .collect();
        let public_url = match get("DIWAN_PUBLIC_URL").map(address) {
            None => format!("http://localhost:{}", addr.port()),
            Some(Ok(url)) => url,
            Some(Err(why)) => {
                wrong.push(format!("DIWAN_PUBLIC_URL {why}; write for instance https://support.example.com"));
                String::new()
            }
        };
        let log =
            get("DIWAN_LOG").unwrap_or("info,sqlx=warn,graphile_worker=warn,async_openai=off").to_owned();
        if let Err(error) = EnvFilter::try_new(&log) {
            wrong.push(format!(
                "DIWAN_LOG={log} is not a filter ({error}); write for instance DIWAN_LOG=info"
            ));
        }
        let outgoing_allow: Vec<String> = list(get("DIWAN_OUTGOING_ALLOW")).map(str::to_owned).collect();
        for entry in outgoing_allow.iter().filter(|entry| !host_and_port(entry)) {
            wrong.push(format!(
                "DIWAN_OUTGOING_ALLOW: {entry} is not host:port; write for instance 127.0.0.1:11434"
            ));
        }
        let mut regions = BTreeMap::new();
        let mut region_ai = BTreeMap::new();
        let mut unknown = Vec::new();
        for (name, value) in vars {
            let rule_of = name.strip_prefix("DIWAN_REGION_").and_then(|rest| rest.strip_suffix("_AI"));
            if let Some(region) = rule_of.filter(|region| !region.is_empty()) {
                match Allowed::parse(value) {
                    Ok(rule) => drop(region_ai.insert(region.to_ascii_lowercase().replace('_', "-"), rule)),
                    Err(entry) => wrong.push(format!(
                        "{name}: {entry} is not a host; write for instance {name}=api.openai.com,*.example.com, or {name}=none"
                    )),
                }
                continue;
            }
            let region =
                name.strip_prefix("DIWAN_REGION_").and_then(|rest| rest.strip_suffix("_DATABASE_URL"));
            match region.filter(|region| !region.is_empty()) {
                Some(region) => {
                    regions.insert(region.to_ascii_lowercase().replace('_', "-"), value.trim().to_owned());
                }
                None if !name.starts_with("DIWAN_") || VARIABLES.iter().any(|known| known.0 == name) => {}
                None => unknown.push(name.clone()),
            }
        }
        let given = get("DATABASE_URL").map(|url| ("DATABASE_URL".to_owned(), url));
        let of_regions = regions.iter().map(|(region, url)| {
            let name = region.to_ascii_uppercase().replace('-', "_");
            (format!("DIWAN_REGION_{name}_DATABASE_URL"), url.as_str())
        });
        for (name, url) in given.into_iter().chain(of_regions) {
            // The address may hold a password, so it is not shown.
            if !url.starts_with("postgres://") && !url.starts_with("postgresql://") {
                wrong.push(format!(
                    "{name} must begin with postgres://, for instance postgres://user@host/diwan"
                ));
            }
        }
        let databases = match get("DATABASE_URL") {
            Some(control) => {
                regions.entry("global".into()).or_insert_with(|| control.to_owned());
                Databases::Given { control: control.to_owned(), regions }
            }
            None if regions.is_empty() => Databases::Private,
            None => {
                wrong.push("DIWAN_REGION_…_DATABASE_URL is set and DATABASE_URL is not: set it to the control database".into());
                Databases::Private
            }
        };
        let regions = names(&databases);
        for region in region_ai.keys().filter(|region| !regions.contains(region)) {
            // A rule of a misspelt region would silently hold for nobody.
            wrong.push(format!(
                "DIWAN_REGION_…_AI: there is no region {region}; there are {}",
                regions.join(", ")
            ));
        }
        let config = Self {
            region_ai,
            addr,
            public_url,
            databases,
            master_key_file: get("DIWAN_MASTER_KEY_FILE")
                .map_or_else(|| data.join("keys/master.key"), PathBuf::from),
            master_key_made: get("DIWAN_MASTER_KEY_FILE").is_none(),
            rate_limit,
            trusted_proxies,
            outgoing_allow,
            log,
            unknown,
            metrics_token: get("DIWAN_METRICS_TOKEN").map(str::to_owned),
            site: get("DIWAN_SITE").map_or_else(|| beside(exe_dir, "site"), PathBuf::from),
            pg_bundle: get("DIWAN_PG_BUNDLE").map(PathBuf::from),
            pdfium: get("DIWAN_PDFIUM").map_or_else(|| beside(exe_dir, "tools/pdfium"), PathBuf::from),
            data,
        };
        if wrong.is_empty() { Ok(config) } else { Err(wrong) }
    }

    /// Regions of one's own naming.
    pub fn unknown_regions(&self) -> Vec<String> {
        self.regions().into_iter().filter(|region| !REGIONS.contains(&region.as_str())).collect()
    }

    /// The names of the regions that this installation has.
    pub fn regions(&self) -> Vec<String> {
        names(&self.databases)
    }
}

fn names(databases: &Databases) -> Vec<String> {
    match databases {
        Databases::Private => REGIONS.iter().map(|r| (*r).to_owned()).collect(),
        Databases::Given { regions, .. } => regions.keys().cloned().collect(),
    }
}

fn list(value: Option<&str>) -> impl Iterator<Item = &str> {
    value.unwrap_or_default().split(',').map(str::trim).filter(|s| !s.is_empty())
}

/// The address of a whole host as browsers write it, or why `text` is none. It may hold a password, so it is not said.
fn address(text: &str) -> Result<String, &'static str> {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let rest = rest.ok_or("must begin with https:// or http://")?;
    // The parser is as forgiving as a browser's address bar: it would take the first word of a path for the host.
    if rest.is_empty() || rest.starts_with(['/', '\\', ':', '?', '#']) {
        return Err("names no host");
    }
    let url = Url::parse(text).map_err(|_| "is not an address")?;
    if !url.username().is_empty() || url.password().is_some() || rest.contains('@') {
        return Err("must not hold a name or a password");
    }
    if url.query().is_some() || url.fragment().is_some() {
        return Err("must end with the host: nothing after a ? or a #");
    }
    if url.path() != "/" {
        return Err("must not have a path: Diwan answers at the root of a host");
    }
    Ok(url.origin().ascii_serialization())
}

/// `host:*` or `host:port`, where the host may be an IPv6 address in brackets.
fn host_and_port(entry: &str) -> bool {
    let Some((host, port)) = entry.rsplit_once(':') else { return false };
    let bracketed = host.starts_with('[') && host.ends_with(']');
    !host.is_empty()
        && (bracketed || !host.contains([':', '/', '@', ' ']))
        && (port == "*" || port.parse::<u16>().is_ok())
}

/// A folder beside the program, or one up (where the build puts it).
fn beside(exe_dir: &Path, name: &str) -> PathBuf {
    let own = exe_dir.join(name);
    // A test's program lies one folder deeper than the server.
    let ups = [exe_dir.join("..").join(name), exe_dir.join("../..").join(name)];
    if own.exists() { own } else { ups.iter().find(|p| p.exists()).unwrap_or(&ups[0]).clone() }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn vars(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|(k, v)| ((*k).into(), (*v).into())).collect()
    }

    #[test]
    fn what_is_wrong_is_said_with_the_variable_and_a_good_value() {
        let wrong =
            Config::from_vars(&vars(&[("DIWAN_ADDR", "here"), ("DIWAN_RATE_LIMIT", "many")]), Path::new("."))
                .unwrap_err();
        assert_eq!(wrong.len(), 2);
        assert!(wrong[0].contains("DIWAN_ADDR") && wrong[0].contains("127.0.0.1:3000"), "{wrong:?}");
    }

    #[test]
    fn what_is_misspelt_is_found_and_what_is_secret_is_not_shown() {
        let wrong = Config::from_vars(
            &vars(&[
                ("DATABASE_URL", "mysql://root:hunter2@db/c"),
                ("DIWAN_LOG", "info,,=="),
                (
                    "DIWAN_OUTGOING_ALLOW",
                    "127.0.0.1:11434, [::1]:80, gpu:*, models, [::1], http://models, gpu:many",
                ),
            ]),
            Path::new("."),
        )
        .unwrap_err();
        assert_eq!(wrong.len(), 6, "{wrong:?}");
        assert!(!wrong.iter().any(|said| said.contains("hunter2")));
        for entry in ["models", "[::1]", "http://models", "gpu:many"] {
            assert!(
                wrong.iter().any(|said| said.contains(&format!(": {entry} is not host:port"))),
                "{wrong:?}"
            );
        }
        let typed = vars(&[("DIWAN_PUBLIC_ULR", "https://a.test"), ("DIWANS", "1"), ("DIWAN_LOG", "debug")]);
        assert_eq!(Config::from_vars(&typed, Path::new(".")).unwrap().unknown, ["DIWAN_PUBLIC_ULR"]);
    }

    #[test]
    fn the_public_url_is_the_address_of_a_whole_host() {
        let read = |url: &str| {
            Config::from_vars(&vars(&[("DIWAN_PUBLIC_URL", url)]), Path::new(".")).map(|c| c.public_url)
        };
        for (given, kept) in [
            ("https://support.example.com/", "https://support.example.com"),
            ("https://Support.Example.com:443", "https://support.example.com"),
            ("http://127.0.0.1:3000", "http://127.0.0.1:3000"),
            ("http://[::1]:3000/", "http://[::1]:3000"),
        ] {
            assert_eq!(read(given).unwrap(), kept);
        }
        for (given, said) in [
            ("support.example.com", "begin with"),
            ("ftp://a.test", "begin with"),
            ("https://", "no host"),
            ("https:///a.test", "no host"),
            ("https://:3000", "no host"),
            ("https://a.test/diwan", "path"),
            ("https://a.test//", "path"),
            ("https://a.test/?", "?"),
            ("https://a.test?x=1", "?"),
            ("https://a.test/#", "#"),
            ("https://lina:hunter2@a.test", "password"),
            ("https://@a.test", "password"),
            ("https://a b.test", "not an address"),
            ("https://a.test:70000", "not an address"),
        ] {
            let wrong = read(given).unwrap_err().join("\n");
            let sentence =
                wrong.starts_with("DIWAN_PUBLIC_URL ") && wrong.contains("https://support.example.com");
            assert!(sentence && wrong.contains(said) && !wrong.contains("hunter2"), "{given}: {wrong}");
        }
    }

    #[test]
    fn a_regions_rule_is_read_and_one_for_nobody_is_refused() {
        let config = Config::from_vars(
            &vars(&[
                ("DIWAN_REGION_EU_AI", "api.mistral.ai, *.openai.com"),
                ("DIWAN_REGION_JORDAN_AI", "none"),
            ]),
            Path::new("."),
        )
        .unwrap();
        assert_eq!(config.region_ai["jordan"], Allowed::Hosts(vec![]));
        assert!(config.unknown.is_empty() && !config.region_ai.contains_key("gcc"));
        for (name, value, said) in [
            ("DIWAN_REGION_JORDN_AI", "none", "jordn"),
            ("DIWAN_REGION_EU_AI", "https://api.mistral.ai/v1", "https://api.mistral.ai/v1"),
        ] {
            let wrong = Config::from_vars(&vars(&[(name, value)]), Path::new(".")).unwrap_err();
            assert!(wrong.len() == 1 && wrong[0].contains(said), "{wrong:?}");
        }
    }

    #[test]
    fn given_servers_name_their_regions_and_the_public_url_follows_the_port() {
        let config = Config::from_vars(
            &vars(&[
                ("DATABASE_URL", "postgres://db/c"),
                ("DIWAN_REGION_EU_DATABASE_URL", "postgres://eu/d"),
                ("DIWAN_ADDR", "127.0.0.1:4100"),
            ]),
            Path::new("."),
        )
        .unwrap();
        assert_eq!(config.regions(), ["eu", "global"]);
        assert_eq!(config.public_url, "http://localhost:4100");
    }
}
