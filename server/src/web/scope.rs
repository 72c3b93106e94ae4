use crate::refusal::{Outcome, Refusal};
use api::WebKind;
use extract::web::{escapes, same_site};
use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use reqwest::Url;

const PATTERNS: usize = 20;
const PATTERN_CHARS: usize = 200;

/// Which addresses are a source's.
pub(super) struct Scope {
    /// The source's own address: others are on its site.
    url: Url,
    kind: WebKind,
    include: Patterns,
    exclude: Patterns,
}

/// Patterns of paths, and of whole addresses.
struct Patterns {
    paths: GlobSet,
    addresses: GlobSet,
}

impl Scope {
    /// # Errors
    /// `invalid_input` for what is no pattern.
    pub(super) fn new(kind: WebKind, url: Url, include: &[String], exclude: &[String]) -> Outcome<Self> {
        let (include, exclude) = (Patterns::of("include", include)?, Patterns::of("exclude", exclude)?);
        Ok(Self { url, kind, include, exclude })
    }

    /// Whether the source may go there at all. A single page may have moved anywhere.
    pub(super) fn reaches(&self, url: &Url) -> bool {
        self.kind == WebKind::Page || same_site(&self.url, url)
    }

    /// Whether an address is to be read.
    pub(super) fn takes(&self, url: &Url) -> bool {
        self.reaches(url)
            && (self.include.is_empty() || self.include.fit(url))
            && (self.exclude.is_empty() || !self.exclude.fit(url))
    }
}

impl Scope {
    /// As [`Scope::takes`], for an address as it is stored.
    pub(super) fn takes_written(&self, url: &str) -> bool {
        Url::parse(url).is_ok_and(|url| self.takes(&url))
    }
}

impl Patterns {
    fn of(field: &str, patterns: &[String]) -> Outcome<Self> {
        if patterns.len() > PATTERNS {
            return Err(Refusal::field(field, "too_long", format!("at most {PATTERNS} patterns")));
        }
        let (mut paths, mut addresses) = (GlobSetBuilder::new(), GlobSetBuilder::new());
        for pattern in patterns.iter().map(|pattern| pattern.trim()).filter(|pattern| !pattern.is_empty()) {
            if pattern.chars().count() > PATTERN_CHARS {
                let detail = format!("a pattern has at most {PATTERN_CHARS} characters");
                return Err(Refusal::field(field, "too_long", detail));
            }
            let whole = pattern.starts_with("http://") || pattern.starts_with("https://");
            let slash = if whole || pattern.starts_with(['/', '*']) { "" } else { "/" };
            // Addresses have all that is not ASCII escaped.
            let spelt = escapes(&format!("{slash}{pattern}"));
            let glob = GlobBuilder::new(&spelt).literal_separator(true).build();
            let glob = glob.map_err(|error| Refusal::field(field, "invalid", error.kind().to_string()))?;
            if whole {
                addresses.add(glob)
            } else {
                paths.add(glob)
            };
        }
        let build = |set: GlobSetBuilder| {
            set.build().map_err(|error| Refusal::field(field, "invalid", error.kind().to_string()))
        };
        Ok(Self { paths: build(paths)?, addresses: build(addresses)? })
    }

    fn is_empty(&self) -> bool {
        self.paths.is_empty() && self.addresses.is_empty()
    }

    fn fit(&self, url: &Url) -> bool {
        let path = url.path();
        // `/help/**` means `/help`, too.
        self.paths.is_match(path)
            || (!path.ends_with('/') && self.paths.is_match(format!("{path}/")))
            || self.addresses.is_match(url.as_str())
    }
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn takes(include: &[&str], exclude: &[&str], address: &str) -> bool {
        let own = |patterns: &[&str]| patterns.iter().map(|p| (*p).to_owned()).collect::<Vec<_>>();
        let home = "https://shop.example/".parse().unwrap();
        let scope = Scope::new(WebKind::Crawl, home, &own(include), &own(exclude)).unwrap();
        scope.takes(&extract::web::canonical(&address.parse().unwrap()))
    }

    #[test]
    fn patterns_choose_paths_of_the_site() {
        assert!(takes(&[], &[], "https://www.shop.example/a"));
        assert!(!takes(&[], &[], "https://other.example/a"));
        for (pattern, path, fits) in [
            ("/help/**", "/help/a/b", true),
            ("/help/**", "/help", true),
            ("help/*", "/help/a", true),
            ("/help/*", "/help/a/b", false),
            ("/*/returns", "/fa/returns?x=1", true),
            ("**/*.html", "/a/b.html", true),
            ("/{ar,fa}/**", "/fa/x", true),
            ("/{ar,fa}/**", "/en/x", false),
            ("/راهنما/**", "/%D8%B1%D8%A7%D9%87%D9%86%D9%85%D8%A7/x", true),
            ("https://shop.example/a?page=*", "/a", false),
        ] {
            assert_eq!(
                takes(&[pattern], &[], &format!("https://shop.example{path}")),
                fits,
                "{pattern} {path}"
            );
            assert_eq!(
                takes(&[], &[pattern], &format!("https://shop.example{path}")),
                !fits,
                "{pattern} {path}"
            );
        }
        assert!(takes(&["/a/**", "/b/**"], &["/b/old/**"], "https://shop.example/b/new"));
        assert!(!takes(&["/a/**", "/b/**"], &["/b/old/**"], "https://shop.example/b/old/x"));
    }

    #[test]
    fn a_single_page_may_have_moved_and_bad_patterns_are_named() {
        let page = Scope::new(WebKind::Page, "https://shop.example/".parse().unwrap(), &[], &[]).unwrap();
        assert!(page.takes(&"https://other.example/".parse().unwrap()));
        let bad = |patterns: &[String]| {
            let home = "https://shop.example/".parse().unwrap();
            Scope::new(WebKind::Crawl, home, &[], patterns).err().unwrap().errors[0].field.clone()
        };
        assert_eq!(bad(&["/a{b".into()]), "exclude");
        assert_eq!(bad(&["x".repeat(201)]), "exclude");
        assert_eq!(bad(&vec!["/a".to_owned(); 21]), "exclude");
    }
}
