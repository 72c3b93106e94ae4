use super::canonical;
use crate::{Document, Refused, html};
use html5ever::{
    TokenizerResult,
    buffer_queue::BufferQueue,
    tendril::StrTendril,
    tokenizer::{Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts},
};
use serde::{Deserialize, Serialize};
use std::{cell::RefCell, collections::HashSet};
use url::Url;

/// Links that are taken from one page, and how long an address may be.
const MOST_LINKS: usize = 5_000;
const ADDRESS_BYTES: usize = 2_000;

/// A page of a site: its text, where it leads, and what it wants robots to do with it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Page {
    /// Without blocks where the page has no text, or makes it by a script.
    pub document: Document,
    /// Addresses in the order of the page, each once, in their one spelling; without those it asks not to follow.
    pub links: Vec<String>,
    /// The address that it calls its own.
    pub canonical: Option<String>,
    pub wishes: Wishes,
}

/// What a page, or its server, asks of robots.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wishes {
    /// Not to keep it.
    pub noindex: bool,
    /// Not to follow its links.
    pub nofollow: bool,
}

impl Wishes {
    /// Adds what a list of directives says.
    pub fn add(&mut self, directives: &str) {
        for directive in directives.split(',') {
            match directive.trim().to_ascii_lowercase().as_str() {
                "noindex" => self.noindex = true,
                "nofollow" => self.nofollow = true,
                "none" => (self.noindex, self.nofollow) = (true, true),
                _ => {}
            }
        }
    }

    /// Adds what one `X-Robots-Tag` header says; a name before a colon keeps the rest to that robot.
    pub fn add_header(&mut self, value: &str, agent: &str) {
        match value.split_once(':') {
            Some((name, rest))
                if !name.contains(',') && !name.trim().eq_ignore_ascii_case("unavailable_after") =>
            {
                if name.trim().eq_ignore_ascii_case(agent) {
                    self.add(rest);
                }
            }
            _ => self.add(value),
        }
    }

    /// Both this and that.
    pub fn and(self, other: Self) -> Self {
        Self { noindex: self.noindex || other.noindex, nofollow: self.nofollow || other.nofollow }
    }
}

impl Page {
    /// Reads a page that came from `address`; `agent` is the name by which it may speak to us alone.
    ///
    /// # Errors
    /// [`Refused::Broken`] for what is no text.
    pub fn read(bytes: &[u8], address: &Url, agent: &str) -> Result<Self, Refused> {
        let text = html::text(bytes)?;
        let found = look(&text, agent);
        let base = found.base.and_then(|base| address.join(&base).ok()).unwrap_or_else(|| address.clone());
        let mut seen = HashSet::new();
        let links = found.links.iter().filter_map(|link| absolute(&base, link));
        let links = links.filter(|link| seen.insert(link.clone())).take(MOST_LINKS).collect();
        let canonical = found.canonical.and_then(|link| absolute(&base, &link));
        Ok(Self { document: html::of_text(&text), links, canonical, wishes: found.wishes })
    }
}

fn absolute(base: &Url, link: &str) -> Option<String> {
    let url = base.join(link.trim()).ok().filter(|url| matches!(url.scheme(), "http" | "https"))?;
    let spelt = canonical(&url).to_string();
    (spelt.len() <= ADDRESS_BYTES).then_some(spelt)
}

#[derive(Default)]
struct Found {
    links: Vec<String>,
    base: Option<String>,
    canonical: Option<String>,
    wishes: Wishes,
}

/// Looks at the tags alone: a tree would cost more and say no more.
fn look(text: &str, agent: &str) -> Found {
    let input = BufferQueue::default();
    input.push_back(StrTendril::from(text));
    let tags = Tags { found: RefCell::default(), agent };
    let tokenizer = Tokenizer::new(tags, TokenizerOpts::default());
    // It stops after each script, for a browser to run it.
    while let TokenizerResult::Script(()) = tokenizer.feed(&input) {}
    tokenizer.end();
    tokenizer.sink.found.take()
}

struct Tags<'a> {
    found: RefCell<Found>,
    agent: &'a str,
}

impl TokenSink for Tags<'_> {
    type Handle = ();

    fn process_token(&self, token: Token, _: u64) -> TokenSinkResult<()> {
        if let Token::TagToken(tag) = token
            && tag.kind == TagKind::StartTag
        {
            self.see(&tag);
            if let Some(kind) = html::raw_kind(&tag.name).filter(|_| !tag.self_closing) {
                return TokenSinkResult::RawData(kind);
            }
        }
        TokenSinkResult::Continue
    }
}

impl Tags<'_> {
    fn see(&self, tag: &Tag) {
        let attribute = |name: &str| {
            tag.attrs.iter().find(|attr| &*attr.name.local == name).map(|attr| attr.value.to_string())
        };
        let named = |name: &str, word: &str| {
            attribute(name)
                .is_some_and(|value| value.split_whitespace().any(|one| one.eq_ignore_ascii_case(word)))
        };
        let mut found = self.found.borrow_mut();
        match &*tag.name {
            "a" | "area" if found.links.len() < 2 * MOST_LINKS && !named("rel", "nofollow") => {
                found.links.extend(attribute("href").filter(|_| attribute("download").is_none()));
            }
            "link" if named("rel", "canonical") && found.canonical.is_none() => {
                found.canonical = attribute("href");
            }
            "link" if named("rel", "next") => found.links.extend(attribute("href")),
            "base" if found.base.is_none() => found.base = attribute("href"),
            "meta" => {
                let content = attribute("content").unwrap_or_default();
                if named("name", "robots") || named("name", self.agent) {
                    found.wishes.add(&content);
                }
                if named("http-equiv", "refresh") {
                    found.links.extend(refresh(&content));
                }
            }
            _ => {}
        }
    }
}

/// Where `5; url=/next` leads.
fn refresh(content: &str) -> Option<String> {
    let (_, rest) = content.split_once([';', ','])?;
    let (name, address) = rest.split_once('=')?;
    name.trim().eq_ignore_ascii_case("url").then(|| address.trim().trim_matches(['"', '\'']).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(page: &str) -> Page {
        Page::read(page.as_bytes(), &"https://shop.example/help/a?x=1".parse().unwrap(), "Diwan").unwrap()
    }

    #[test]
    fn links_are_whole_addresses_once_each() {
        let page = read(
            "<!doctype html><a href='b#top'>b</a><a href=/help/b>again</a><AREA HREF='//www.shop.example/c?utm_source=x'>\
             <a href='mailto:a@b.example'>m</a><a href='javascript:x()'>j</a><a href=d rel='noopener nofollow'>d</a>\
             <a href=e.pdf download>e</a><a href='?a=1&amp;b=2'>q</a><script>'<a href=/no>'</script><!-- <a href=/no> -->",
        );
        assert_eq!(
            page.links,
            [
                "https://shop.example/help/b",
                "https://www.shop.example/c",
                "https://shop.example/help/a?a=1&b=2"
            ]
        );
    }

    #[test]
    fn a_base_and_a_canonical_address_are_followed() {
        let page = read(
            "<head><base href='/fa/'><link rel='canonical' href='page?utm_source=a'><link rel=canonical href=/other>\
             <meta http-equiv=Refresh content='0; URL=next'></head><a href=one>1</a>",
        );
        assert_eq!(page.canonical.as_deref(), Some("https://shop.example/fa/page"));
        assert_eq!(page.links, ["https://shop.example/fa/next", "https://shop.example/fa/one"]);
    }

    #[test]
    fn wishes_are_heard_where_they_are_for_us() {
        assert_eq!(
            read("<meta name=robots content='noindex, max-snippet:-1'>").wishes,
            Wishes { noindex: true, nofollow: false }
        );
        assert_eq!(read("<META NAME=DIWAN CONTENT=None>").wishes, Wishes { noindex: true, nofollow: true });
        assert_eq!(read("<meta name=otherbot content=noindex>").wishes, Wishes::default());
        for (value, noindex, nofollow) in [
            ("noindex, nofollow", true, true),
            ("otherbot: noindex", false, false),
            ("diwan: none", true, true),
            ("unavailable_after: 25 Jun 2030 15:00:00 PST", false, false),
            ("nofollow, max-image-preview:large", false, true),
        ] {
            let mut wishes = Wishes::default();
            wishes.add_header(value, "Diwan");
            assert_eq!(wishes, Wishes { noindex, nofollow }, "{value}");
        }
    }

    #[test]
    fn a_page_without_text_has_no_blocks_and_still_its_links() {
        let page =
            read("<!doctype html><title>App</title><div id=app></div><a href=/x></a><script>run()</script>");
        assert!(page.document.blocks.is_empty());
        assert_eq!(page.links.len(), 1);
        assert!(matches!(
            Page::read(b"%PDF\0\0\x01", &"https://a.example/".parse().unwrap(), "Diwan"),
            Err(Refused::Broken(_))
        ));
    }

    #[test]
    fn endless_links_are_cut_short() {
        let many: String = (0..30_000).map(|n| format!("<a href=/{n}>")).collect();
        assert_eq!(read(&many).links.len(), MOST_LINKS);
    }
}
