use super::address::escapes;
use std::time::Duration;
use url::Url;

/// As much of the file as is read (RFC 9309 §2.5: at least 500 KiB).
const MOST_BYTES: usize = 512 * 1024;
/// Longer patterns match no address that anybody has.
const PATTERN_BYTES: usize = 2048;

/// What a site's `robots.txt` says to one robot (RFC 9309).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Robots {
    rules: Vec<Rule>,
    /// The pause that it asks for between two requests.
    pub delay: Option<Duration>,
    /// Where it says that its sitemaps are, as written.
    pub sitemaps: Vec<String>,
}

#[derive(Debug, Clone, PartialEq)]
struct Rule {
    allow: bool,
    pattern: String,
}

/// Rules for some robots, as far as they were read.
#[derive(Default)]
struct Group {
    ours: bool,
    everybodys: bool,
    begun: bool,
}

impl Robots {
    /// Reads the rules for `agent`, a product's name without its version. Groups that name it hold together; only
    /// where there is none do those for `*`.
    pub fn parse(bytes: &[u8], agent: &str) -> Self {
        let text = String::from_utf8_lossy(bytes.get(..MOST_BYTES.min(bytes.len())).unwrap_or_default());
        let (mut ours, mut everybodys) = (Self::default(), Self::default());
        let (mut named, mut group, mut sitemaps) = (false, Group::default(), Vec::new());
        for line in text.trim_start_matches('\u{FEFF}').split(['\n', '\r']) {
            let line = line.split('#').next().unwrap_or_default();
            let Some((key, value)) = line.split_once(':') else { continue };
            let value = value.trim();
            match key.trim().to_ascii_lowercase().as_str() {
                "user-agent" => {
                    if group.begun {
                        group = Group::default();
                    }
                    group.everybodys |= value.starts_with('*');
                    if product(value).eq_ignore_ascii_case(agent) {
                        group.ours = true;
                        named = true;
                    }
                }
                "sitemap" if !value.is_empty() => sitemaps.push(value.to_owned()),
                key @ ("allow" | "disallow" | "crawl-delay") => {
                    group.begun = true;
                    for (whose, rules) in [(group.ours, &mut ours), (group.everybodys, &mut everybodys)] {
                        if whose {
                            rules.add(key, value);
                        }
                    }
                }
                _ => {}
            }
        }
        Self { sitemaps, ..if named { ours } else { everybodys } }
    }

    /// What holds where the rules can't be reached: nothing may be read.
    pub fn closed() -> Self {
        Self { rules: vec![Rule { allow: false, pattern: "/".into() }], ..Self::default() }
    }

    /// Whether the robot may read an address: the longest pattern decides, and of two the friendlier one.
    pub fn allows(&self, url: &Url) -> bool {
        if url.path() == "/robots.txt" {
            return true;
        }
        let mut address = escapes(url.path());
        if let Some(query) = url.query() {
            address.push('?');
            address.push_str(&escapes(query));
        }
        let matching = self.rules.iter().filter(|rule| matches(&rule.pattern, &address));
        matching.max_by_key(|rule| (rule.pattern.len(), rule.allow)).is_none_or(|rule| rule.allow)
    }

    fn add(&mut self, key: &str, value: &str) {
        if key == "crawl-delay" {
            let seconds = value.parse::<f64>().ok().filter(|seconds| seconds.is_finite() && *seconds >= 0.0);
            self.delay = seconds.map(|seconds| Duration::from_secs_f64(seconds.min(86_400.0))).or(self.delay);
        } else if !value.is_empty() && value.len() <= PATTERN_BYTES {
            self.rules.push(Rule { allow: key == "allow", pattern: escapes(value) });
        }
    }
}

/// `Diwan` of `Diwan/1.0 (+https://…)`.
fn product(value: &str) -> &str {
    value.split(|c: char| !c.is_ascii_alphabetic() && c != '-' && c != '_').next().unwrap_or_default()
}

/// Whether an address begins as the pattern says; `*` is anything, and `$` at the end is the end.
fn matches(pattern: &str, address: &str) -> bool {
    let (pattern, to_end) = match pattern.strip_suffix('$') {
        Some(pattern) => (pattern, true),
        None => (pattern, false),
    };
    let mut parts = pattern.split('*');
    let Some(mut rest) = address.strip_prefix(parts.next().unwrap_or_default()) else { return false };
    let mut parts = parts.peekable();
    if parts.peek().is_none() {
        return !to_end || rest.is_empty();
    }
    while let Some(part) = parts.next() {
        if to_end && parts.peek().is_none() {
            return rest.ends_with(part);
        }
        // The first place is as good as any: what follows has the most room there.
        match rest.split_once(part) {
            Some((_, after)) => rest = after,
            None => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    fn allows(robots: &str, path: &str) -> bool {
        let url = format!("https://shop.example{path}").parse().unwrap();
        Robots::parse(robots.as_bytes(), "Diwan").allows(&url)
    }

    #[test]
    fn the_longest_pattern_decides_and_of_two_the_friendlier() {
        let robots =
            "User-Agent: *\nDisallow: /example/page/disallow.gif\nAllow: /example/page/\nDisallow: /example/";
        assert!(allows(robots, "/example/page/a.gif"));
        assert!(!allows(robots, "/example/page/disallow.gif"));
        assert!(!allows(robots, "/example/b"));
        assert!(allows(robots, "/other"));
        assert!(allows("User-agent: *\nDisallow: /a\nAllow: /a", "/a"));
        assert!(allows("User-agent: *\nDisallow:", "/a"));
    }

    #[test]
    fn a_group_for_us_holds_alone_and_groups_are_joined() {
        let robots = "user-agent: diwan/2.0\nuser-agent: other\ndisallow: /a\n\n# b\nuser-agent: *\ndisallow: /\n\n\
                      user-agent: DIWAN\nsitemap: https://shop.example/s.xml\ndisallow: /c\ncrawl-delay: 2.5";
        assert!(!allows(robots, "/a") && !allows(robots, "/c"));
        assert!(allows(robots, "/b"));
        let read = Robots::parse(robots.as_bytes(), "Diwan");
        assert_eq!(read.delay, Some(Duration::from_millis(2500)));
        assert_eq!(read.sitemaps, ["https://shop.example/s.xml"]);
        assert!(!allows("User-agent: diwanbot\nAllow: /\nUser-agent: *\nDisallow: /", "/x"));
    }

    #[test]
    fn wildcards_and_ends() {
        for (pattern, path, same) in [
            ("/*.pdf$", "/a/b.pdf", true),
            ("/*.pdf$", "/a/b.pdf?x", false),
            ("/a*b*c", "/aXbYbZcQ", true),
            ("/a*b*c", "/aXcYb", false),
            ("*", "/anything", true),
            ("/$", "/", true),
            ("/$", "/a", false),
            ("/a*", "/a", true),
            ("/fish*.php", "/fishheads/catfish.php?id=1", true),
            ("/x*y$", "/xyzy", true),
            ("/x*xy$", "/xy", false),
        ] {
            assert_eq!(matches(pattern, path), same, "{pattern} {path}");
        }
    }

    #[test]
    fn escapes_are_compared_by_what_they_mean() {
        assert!(!allows("User-agent: *\nDisallow: /ا", "/%d8%a7"));
        assert!(!allows("User-agent: *\nDisallow: /%D8%A7", "/ا/x"));
        assert!(!allows("User-agent: *\nDisallow: /%7Ejoe", "/~joe/"));
        assert!(allows("User-agent: *\nDisallow: /a%2Fb", "/a/b"));
        assert!(!allows("User-agent: *\nDisallow: /*?", "/a?b"));
    }

    #[test]
    fn rules_without_a_robot_and_noise_say_nothing() {
        assert!(allows("Disallow: /\n", "/a"));
        assert!(allows("<html>not found</html>", "/a"));
        assert!(!allows("\u{FEFF}User-agent : *\r\nDISALLOW : / # all\r\n", "/a"));
        assert!(allows("User-agent: *\nDisallow: /", "/robots.txt"));
        assert!(!Robots::closed().allows(&"https://shop.example/".parse().unwrap()));
        assert_eq!(Robots::parse(b"user-agent: *\ncrawl-delay: -3\ncrawl-delay: x", "Diwan").delay, None);
    }

    #[test]
    fn many_wildcards_take_no_time() {
        let pattern = format!("/{}c", "a*".repeat(900));
        let address = format!("/{}b", "a".repeat(100_000));
        assert!(!matches(&pattern, &address));
        assert!(matches(&pattern.replace('c', "b$"), &address));
    }
}
