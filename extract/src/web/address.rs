use url::Url;

/// Parameters that say where a visitor came from, or who they are, and never which page it is.
const TRACKING: &[&str] = &[
    "_ga",
    "_gl",
    "_hsenc",
    "_hsmi",
    "dclid",
    "fbclid",
    "gad_source",
    "gbraid",
    "gclid",
    "gclsrc",
    "igsh",
    "igshid",
    "jsessionid",
    "li_fat_id",
    "mc_cid",
    "mc_eid",
    "mkt_tok",
    "msclkid",
    "phpsessid",
    "srsltid",
    "ttclid",
    "twclid",
    "vero_id",
    "wbraid",
    "yclid",
];

/// The one spelling of an address: without fragment, credentials, tracking parameters and a session's id, its escapes
/// written as RFC 3986 §6.2.2 wants them. What is left keeps its order: to some sites it matters.
pub fn canonical(url: &Url) -> Url {
    let mut url = url.clone();
    url.set_fragment(None);
    // An address without a host has none of these; then there is nothing to take away.
    let _ = url.set_username("");
    let _ = url.set_password(None);
    if let Some(host) = url.host_str().and_then(|host| host.strip_suffix('.')).map(str::to_owned) {
        let _ = url.set_host(Some(&host));
    }
    let path = without_session(&escapes(url.path()));
    url.set_path(&path);
    let query = url.query().map(|query| {
        let kept = query.split('&').filter(|pair| !pair.is_empty() && !is_tracking(pair));
        escapes(&kept.collect::<Vec<_>>().join("&"))
    });
    url.set_query(query.as_deref().filter(|query| !query.is_empty()));
    url
}

/// Whether two addresses are of one site: the same host, with or without `www.`, at the same port.
pub fn same_site(one: &Url, other: &Url) -> bool {
    let site = |url: &Url| {
        let host = url.host_str()?.trim_end_matches('.').to_ascii_lowercase();
        Some((host.strip_prefix("www.").map(str::to_owned).unwrap_or(host), url.port()))
    };
    match (site(one), site(other)) {
        (Some(one), Some(other)) => one == other,
        _ => false,
    }
}

fn is_tracking(pair: &str) -> bool {
    let name = pair.split('=').next().unwrap_or_default().to_ascii_lowercase();
    name.starts_with("utm_") || TRACKING.contains(&name.as_str())
}

/// Servlets write a session's id into the path: `/cart;jsessionid=1A2B`.
fn without_session(path: &str) -> String {
    let Some(at) = path.to_ascii_lowercase().find(";jsessionid=") else { return path.to_owned() };
    let (before, after) = path.split_at(at);
    let rest = after.find('/').map(|end| after.split_at(end).1).unwrap_or_default();
    format!("{before}{rest}")
}

/// Escapes in upper case, none for what needs none, and all that is not ASCII as one.
pub fn escapes(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut bytes = text.as_bytes().iter();
    while let Some(&byte) = bytes.next() {
        let rest = bytes.as_slice();
        let escaped = match (byte, rest) {
            (b'%', [high, low, ..]) => hex(*high).zip(hex(*low)).map(|(high, low)| high * 16 + low),
            _ => None,
        };
        match escaped {
            Some(value) => {
                bytes.nth(1);
                if value.is_ascii_alphanumeric() || matches!(value, b'-' | b'.' | b'_' | b'~') {
                    out.push(char::from(value));
                } else {
                    out.push_str(&format!("%{value:02X}"));
                }
            }
            None if byte.is_ascii() => out.push(char::from(byte)),
            None => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn spelt(address: &str) -> String {
        canonical(&address.parse().unwrap()).to_string()
    }

    #[test]
    fn what_leads_to_the_same_page_is_spelt_the_same() {
        for (written, known) in [
            ("https://Shop.example:443/a#top", "https://shop.example/a"),
            ("https://shop.example./a", "https://shop.example/a"),
            ("https://u:p@shop.example/a", "https://shop.example/a"),
            ("https://shop.example/a?utm_source=x&id=7&fbclid=1", "https://shop.example/a?id=7"),
            ("https://shop.example/a?UTM_Medium=x", "https://shop.example/a"),
            ("https://shop.example/a?", "https://shop.example/a"),
            ("https://shop.example/a?&&id=7&", "https://shop.example/a?id=7"),
            ("https://shop.example/cart;jsessionid=1A2B/b", "https://shop.example/cart/b"),
            ("https://shop.example/%7euser/%d8%a7", "https://shop.example/~user/%D8%A7"),
            ("https://shop.example/ا", "https://shop.example/%D8%A7"),
            ("https://shop.example/a/../b/./c", "https://shop.example/b/c"),
            ("https://shop.example/100%25?q=%2f", "https://shop.example/100%25?q=%2F"),
            ("https://shop.example/100%?q=%g1", "https://shop.example/100%?q=%g1"),
        ] {
            assert_eq!(spelt(written), known, "{written}");
        }
    }

    #[test]
    fn what_may_be_another_page_stays_another() {
        for address in [
            "https://shop.example/A",
            "https://shop.example/a/",
            "https://shop.example/a?b=1&a=2",
            "https://shop.example/a?ref=menu",
            "http://shop.example/a",
            "https://shop.example/a%2Fb",
        ] {
            assert_eq!(spelt(address), address);
        }
    }

    #[test]
    fn a_site_is_a_host_and_port_with_or_without_www() {
        let same = |a: &str, b: &str| same_site(&a.parse().unwrap(), &b.parse().unwrap());
        assert!(same("https://shop.example/", "http://www.shop.example/a"));
        assert!(!same("https://shop.example/", "https://help.shop.example/"));
        assert!(!same("https://shop.example/", "https://shop.example:8443/"));
        assert!(!same("https://shop.example/", "https://shop.example.evil.test/"));
        assert!(!same("data:text/plain,a", "data:text/plain,a"));
    }

    proptest! {
        #[test]
        fn spelling_twice_changes_nothing(path in "\\PC{0,40}", query in "\\PC{0,40}") {
            if let Ok(url) = Url::parse(&format!("https://shop.example/{path}?{query}")) {
                let once = canonical(&url);
                prop_assert_eq!(canonical(&once), once);
            }
        }
    }
}
