//! Web addresses in plain text. Bodies are never parsed as HTML: only what this finds becomes a link.

/// A stretch of a body.
#[derive(Debug, PartialEq, Eq)]
pub enum Piece<'a> {
    Text(&'a str),
    /// Begins with `http://` or `https://`; no other scheme can get here.
    Link(&'a str),
}

/// Cuts `text` into plain stretches and addresses; together they are `text`.
pub fn pieces(text: &str) -> Vec<Piece<'_>> {
    let mut found = Vec::new();
    let mut plain_from = 0;
    let mut from = 0;
    while let Some(start) = next_scheme(text, from) {
        let length = address_length(text.get(start..).unwrap_or_default());
        let (Some(before), Some(link)) = (text.get(plain_from..start), text.get(start..start + length))
        else {
            break;
        };
        from = start + length.max(1);
        // "https://" alone is no address, and one inside a word ("xhttp://") is not meant as one.
        if link.ends_with("//") || before.ends_with(|c: char| c.is_ascii_alphanumeric()) {
            continue;
        }
        if !before.is_empty() {
            found.push(Piece::Text(before));
        }
        found.push(Piece::Link(link));
        plain_from = from;
    }
    match text.get(plain_from..) {
        Some(rest) if !rest.is_empty() => found.push(Piece::Text(rest)),
        Some(_) | None => {}
    }
    found
}

/// Where the next `http://` or `https://` begins, at or after the byte `from`.
fn next_scheme(text: &str, from: usize) -> Option<usize> {
    let is = |at: usize, scheme: &str| {
        text.as_bytes()
            .get(at..at + scheme.len())
            .is_some_and(|bytes| bytes.eq_ignore_ascii_case(scheme.as_bytes()))
    };
    (from..text.len()).find(|&at| is(at, "http://") || is(at, "https://"))
}

/// The length in bytes of the address that `text` begins with: up to a space, a quote or an angle
/// bracket, without the punctuation of the sentence around it.
fn address_length(text: &str) -> usize {
    let end = text.find(|c: char| {
        c <= ' ' || c.is_whitespace() || matches!(c, '<' | '>' | '"' | '\'' | '`' | '«' | '»' | '“' | '”')
    });
    let mut address = text.get(..end.unwrap_or(text.len())).unwrap_or_default();
    while let Some(last) = address.chars().next_back() {
        let opened = |open: char, close: char| {
            address.chars().filter(|c| *c == open).count() >= address.chars().filter(|c| *c == close).count()
        };
        let sentence = match last {
            ')' => !opened('(', ')'),
            ']' => !opened('[', ']'),
            other => matches!(other, '.' | ',' | ';' | ':' | '!' | '?' | '…' | '،' | '؛' | '؟' | '۔' | '’'),
        };
        match address.strip_suffix(last) {
            Some(shorter) if sentence => address = shorter,
            Some(_) | None => break,
        }
    }
    address.len()
}

#[cfg(test)]
mod tests {
    use super::Piece::{Link, Text};
    use super::*;

    #[test]
    fn addresses_lose_the_punctuation_around_them() {
        assert_eq!(
            pieces("See https://nabta.test/a_(b), or (http://x.test)."),
            [
                Text("See "),
                Link("https://nabta.test/a_(b)"),
                Text(", or ("),
                Link("http://x.test"),
                Text(").")
            ]
        );
        assert_eq!(
            pieces("انظر https://nabta.test؟"),
            [Text("انظر "), Link("https://nabta.test"), Text("؟")]
        );
    }

    #[test]
    fn only_web_addresses_become_links() {
        for text in
            ["javascript:alert(1)", "data:text/html,x", "https://", "xhttps://a.test", "www.a.test", ""]
        {
            assert!(pieces(text).iter().all(|piece| matches!(piece, Text(_))), "{text}");
        }
        assert_eq!(pieces("HTTPS://A.test"), [Link("HTTPS://A.test")]);
    }

    #[test]
    fn the_pieces_are_the_text() {
        for text in [
            "a https://b.test c",
            "https:// https://a.test",
            "ر https://ر.test/ج «https://a.test»",
            "hhttp://",
            "ab",
        ] {
            let whole: String = pieces(text)
                .iter()
                .map(|piece| match piece {
                    Text(s) | Link(s) => *s,
                })
                .collect();
            assert_eq!(whole, text);
        }
    }
}
