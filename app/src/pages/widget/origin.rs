//! Origins (`https://shop.example`), as people paste them.

/// The origin in what was typed: a whole address loses its path, a bare host gets `https`.
///
/// `None` where there is no single host: wildcards, other schemes, spaces.
pub fn parse(typed: &str) -> Option<String> {
    let typed = typed.trim();
    let (scheme, rest) = match typed.split_once("://") {
        Some((scheme, rest)) => (scheme.to_ascii_lowercase(), rest),
        None => ("https".to_owned(), typed),
    };
    if scheme != "https" && scheme != "http" {
        return None;
    }
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default().to_ascii_lowercase();
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) => (host, Some(port.parse::<u16>().ok()?)),
        None => (authority.as_str(), None),
    };
    let label =
        |label: &str| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '_');
    let dotted = host.contains('.') || host == "localhost";
    if !dotted || !host.split('.').all(label) {
        return None;
    }
    let default = if scheme == "https" { 443 } else { 80 };
    let port = port.filter(|port| *port != default).map(|port| format!(":{port}")).unwrap_or_default();
    Some(format!("{scheme}://{host}{port}"))
}

#[cfg(test)]
mod tests {
    use super::parse;

    #[test]
    fn what_people_paste_becomes_an_origin() {
        for (typed, origin) in [
            ("https://shop.example", "https://shop.example"),
            (" HTTPS://Shop.Example/cart?x=1#y ", "https://shop.example"),
            ("shop.example", "https://shop.example"),
            ("http://localhost:8080/", "http://localhost:8080"),
            ("https://shop.example:443", "https://shop.example"),
            ("متجر.example", "https://متجر.example"),
        ] {
            assert_eq!(parse(typed).as_deref(), Some(origin), "{typed}");
        }
    }

    #[test]
    fn what_is_no_single_host_is_refused() {
        for bad in [
            "",
            "*",
            "https://*.shop.example",
            "ftp://shop.example",
            "https://",
            "a b.example",
            "shop",
            "https://shop.example:port",
            "file:///etc",
        ] {
            assert_eq!(parse(bad), None, "{bad}");
        }
    }
}
