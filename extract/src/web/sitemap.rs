use crate::{Refused, charset, xml::reference};
use flate2::read::MultiGzDecoder;
use quick_xml::events::Event;
use std::{borrow::Cow, io::Read};

/// What the protocol allows one file: bytes when unpacked, and entries.
const MOST_BYTES: u64 = 50 * 1024 * 1024;
const MOST_ENTRIES: usize = 50_000;
/// Deeper than any sitemap is.
const LEVELS: usize = 32;

/// A list of a site's pages, or of such lists (sitemaps.org).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sitemap {
    pub pages: Vec<Listed>,
    /// Other sitemaps that it names.
    pub sitemaps: Vec<String>,
}

/// A page as a sitemap lists it; nothing is checked.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Listed {
    pub url: String,
    pub lastmod: Option<String>,
}

impl Sitemap {
    /// Reads a sitemap or an index of them: XML or plain text, packed by gzip or not.
    ///
    /// # Errors
    /// [`Refused::Unsupported`] for what is no sitemap (a page, for instance); [`Refused::TooLarge`];
    /// [`Refused::Broken`], since half a list would make the rest of the pages look gone.
    pub fn parse(bytes: &[u8]) -> Result<Self, Refused> {
        let bytes = unpacked(bytes)?;
        if charset::is_binary(&bytes) {
            return Err(Refused::Unsupported);
        }
        let text = charset::decode(&bytes, None);
        let text = text.trim_start_matches('\u{FEFF}').trim_start();
        if text.starts_with('<') { of_xml(text) } else { of_lines(text) }
    }
}

fn unpacked(bytes: &[u8]) -> Result<Cow<'_, [u8]>, Refused> {
    if !bytes.starts_with(&[0x1F, 0x8B]) {
        return Ok(Cow::Borrowed(bytes));
    }
    let mut out = Vec::new();
    MultiGzDecoder::new(bytes).take(MOST_BYTES + 1).read_to_end(&mut out).map_err(Refused::broken)?;
    if out.len() as u64 > MOST_BYTES {
        return Err(Refused::TooLarge);
    }
    Ok(Cow::Owned(out))
}

fn of_lines(text: &str) -> Result<Sitemap, Refused> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let pages: Vec<Listed> =
        lines.take(MOST_ENTRIES).map(|line| Listed { url: line.to_owned(), lastmod: None }).collect();
    let is_address = |page: &Listed| page.url.starts_with("http://") || page.url.starts_with("https://");
    if pages.is_empty() || !pages.iter().all(is_address) {
        return Err(Refused::Unsupported);
    }
    Ok(Sitemap { pages, sitemaps: vec![] })
}

fn of_xml(text: &str) -> Result<Sitemap, Refused> {
    let mut reader = quick_xml::Reader::from_str(text);
    let (mut found, mut path, mut entry, mut value) =
        (Sitemap::default(), Vec::<String>::new(), Listed::default(), String::new());
    loop {
        match reader.read_event() {
            Ok(Event::Start(element)) => {
                let name = element.local_name().as_ref().to_ascii_lowercase();
                if path.is_empty() && !matches!(name.as_str(), "urlset" | "sitemapindex") {
                    return Err(Refused::Unsupported);
                }
                if path.len() == LEVELS {
                    return Err(Refused::broken("a sitemap nests too deeply"));
                }
                if path.len() == 1 {
                    entry = Listed::default();
                }
                value.clear();
                path.push(name);
            }
            Ok(Event::Text(text)) => value.push_str(&text),
            Ok(Event::CData(text)) => value.push_str(&text),
            Ok(Event::GeneralRef(name)) => value.extend(reference(&name)),
            Ok(Event::End(_)) => {
                let path_now: Vec<&str> = path.iter().map(String::as_str).collect();
                match path_now.as_slice() {
                    // Below an image or a video stand other addresses.
                    [_, "url" | "sitemap", "loc"] => entry.url = value.trim().to_owned(),
                    [_, "url" | "sitemap", "lastmod"] => entry.lastmod = Some(value.trim().to_owned()),
                    [_, "url"] if !entry.url.is_empty() => found.pages.push(std::mem::take(&mut entry)),
                    [_, "sitemap"] if !entry.url.is_empty() => {
                        found.sitemaps.push(std::mem::take(&mut entry).url);
                    }
                    _ => {}
                }
                path.pop();
                value.clear();
                if found.pages.len() + found.sitemaps.len() >= MOST_ENTRIES {
                    return Ok(found);
                }
            }
            Ok(Event::Eof) if path.is_empty() => return Ok(found),
            Ok(Event::Eof) => return Err(Refused::broken("a sitemap ends early")),
            Ok(Event::Empty(element)) if path.is_empty() => {
                return match element.local_name().as_ref() {
                    "urlset" | "sitemapindex" => Ok(found),
                    _ => Err(Refused::Unsupported),
                };
            }
            Ok(_) => {}
            // A page is not XML: it is no damaged sitemap either.
            Err(_) if path.is_empty() => return Err(Refused::Unsupported),
            Err(error) => return Err(Refused::broken(error)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write;

    const PAGES: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
      <urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
        <url><loc> https://shop.example/a?x=1&amp;y=2 </loc><lastmod>2026-01-05</lastmod>
             <image:image><image:loc>https://shop.example/a.png</image:loc></image:image></url>
        <url><loc><![CDATA[https://shop.example/ب]]></loc></url>
        <url><lastmod>2026-01-05</lastmod></url>
      </urlset>"#;

    fn listed(url: &str, lastmod: Option<&str>) -> Listed {
        Listed { url: url.into(), lastmod: lastmod.map(Into::into) }
    }

    fn packed(text: &str) -> Vec<u8> {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
        encoder.write_all(text.as_bytes()).unwrap();
        encoder.finish().unwrap()
    }

    #[test]
    fn pages_are_listed_and_their_pictures_are_not() {
        let expected = vec![
            listed("https://shop.example/a?x=1&y=2", Some("2026-01-05")),
            listed("https://shop.example/ب", None),
        ];
        assert_eq!(Sitemap::parse(PAGES.as_bytes()).unwrap().pages, expected);
        assert_eq!(Sitemap::parse(&packed(PAGES)).unwrap().pages, expected);
    }

    #[test]
    fn an_index_names_other_sitemaps_and_text_is_one_address_a_line() {
        let index =
            "<sitemapindex><sitemap><loc>https://shop.example/1.xml.gz</loc></sitemap></sitemapindex>";
        assert_eq!(Sitemap::parse(index.as_bytes()).unwrap().sitemaps, ["https://shop.example/1.xml.gz"]);
        let text = "https://shop.example/a\r\n\r\nhttps://shop.example/b\r\n";
        assert_eq!(
            Sitemap::parse(text.as_bytes()).unwrap().pages,
            [listed("https://shop.example/a", None), listed("https://shop.example/b", None)]
        );
        assert_eq!(Sitemap::parse(b"<urlset/>"), Ok(Sitemap::default()));
    }

    #[test]
    fn what_is_no_sitemap_and_half_of_one_are_told_apart() {
        for other in ["<!doctype html><html><br><p>x", "<rss></rss>", "hello", "", "\0\0\0\u{1}"] {
            assert_eq!(Sitemap::parse(other.as_bytes()), Err(Refused::Unsupported), "{other}");
        }
        let half: String = PAGES.chars().take(PAGES.len() - 40).collect();
        for broken in [half.as_bytes(), b"<urlset><url></urlset>", &packed(PAGES)[..40]] {
            assert!(matches!(Sitemap::parse(broken), Err(Refused::Broken(_))));
        }
        let deep = format!("<urlset>{}", "<a>".repeat(100_000));
        assert!(matches!(Sitemap::parse(deep.as_bytes()), Err(Refused::Broken(_))));
    }

    #[test]
    fn a_bomb_is_too_large_and_entities_stay_words() {
        assert_eq!(Sitemap::parse(&packed(&" ".repeat(51 * 1024 * 1024))), Err(Refused::TooLarge));
        let entities =
            "<!DOCTYPE u [<!ENTITY a \"https://evil.example/\">]><urlset><url><loc>&a;</loc></url></urlset>";
        assert_eq!(Sitemap::parse(entities.as_bytes()).unwrap().pages, []);
    }
}
