/// What a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Level 2 or 3: the first is the article's title.
    Heading(u8),
    Paragraph,
    Bullet,
    Number,
}

/// A heading, a paragraph or an item of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    pub kind: Kind,
    pub spans: Vec<Span>,
}

/// A run of text that looks the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    pub text: String,
    pub bold: bool,
    pub link: Option<String>,
}

/// Whether a link leads where an article's may.
pub fn is_safe(link: &str) -> bool {
    let link = link.trim().to_ascii_lowercase();
    ["https://", "http://", "mailto:", "tel:"].iter().any(|start| link.starts_with(start))
        && !link.contains(char::is_whitespace)
        && !link.contains(['(', ')', '<', '>'])
}

/// Reads Markdown as far as [`write`] writes it; whatever else it holds is text.
pub fn parse(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let mut open = false;
    for line in text.lines() {
        let line = line.trim();
        if line.is_empty() {
            open = false;
            continue;
        }
        let (kind, rest) = kind_of(line);
        match blocks
            .last_mut()
            .filter(|block| open && kind == Kind::Paragraph && !matches!(block.kind, Kind::Heading(_)))
        {
            // A line that goes on.
            Some(block) => {
                block.spans.push(Span { text: " ".into(), bold: false, link: None });
                block.spans.extend(spans(rest));
            }
            None => blocks.push(Block { kind, spans: spans(rest) }),
        }
        open = true;
    }
    for block in &mut blocks {
        block.spans = joined(std::mem::take(&mut block.spans));
    }
    blocks
}

fn kind_of(line: &str) -> (Kind, &str) {
    let hashes = line.chars().take_while(|c| *c == '#').count();
    if (1..=6).contains(&hashes)
        && let Some(rest) = line.get(hashes..).and_then(|rest| rest.strip_prefix(' '))
    {
        return (Kind::Heading(if hashes <= 2 { 2 } else { 3 }), rest.trim());
    }
    if let Some(rest) = ["- ", "* ", "+ "].iter().find_map(|mark| line.strip_prefix(mark)) {
        return (Kind::Bullet, rest.trim());
    }
    let digits = line.chars().take_while(char::is_ascii_digit).count();
    if (1..=9).contains(&digits)
        && let Some(rest) = line.get(digits..).and_then(|rest| rest.strip_prefix(". "))
    {
        return (Kind::Number, rest.trim());
    }
    (Kind::Paragraph, line)
}

fn spans(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut bold = false;
    let mut run = String::new();
    let mut rest = text;
    let mut flush = |run: &mut String, bold: bool, link: Option<String>| {
        if !run.is_empty() {
            spans.push(Span { text: std::mem::take(run), bold, link });
        }
    };
    while let Some(c) = rest.chars().next() {
        let after = rest.get(c.len_utf8()..).unwrap_or_default();
        if c == '\\'
            && let Some(escaped) = after.chars().next().filter(char::is_ascii_punctuation)
        {
            run.push(escaped);
            rest = after.get(1..).unwrap_or_default();
        } else if let Some(after) = rest.strip_prefix("**") {
            flush(&mut run, bold, None);
            bold = !bold;
            rest = after;
        } else if let Some((label, link, after)) = link(rest) {
            flush(&mut run, bold, None);
            // What stands in a link is bold as a whole or not at all.
            let inner = label.strip_prefix("**").and_then(|label| label.strip_suffix("**"));
            let mut label = unescaped(inner.unwrap_or(label));
            flush(&mut label, bold || inner.is_some(), Some(link.to_owned()));
            rest = after;
        } else {
            run.push(c);
            rest = after;
        }
    }
    flush(&mut run, bold, None);
    joined(spans)
}

/// `[label](address)` at the beginning: label, address, what follows.
fn link(text: &str) -> Option<(&str, &str, &str)> {
    let inner = text.strip_prefix('[')?;
    let mut escaped = false;
    let end = inner.char_indices().find_map(|(at, c)| {
        let ends = c == ']' && !escaped;
        escaped = c == '\\' && !escaped;
        ends.then_some(at)
    })?;
    let (label, rest) = (inner.get(..end)?, inner.get(end + 1..)?.strip_prefix('(')?);
    let close = rest.find(')')?;
    let address = rest.get(..close)?.trim();
    is_safe(address).then_some((label, address, rest.get(close + 1..)?))
}

fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match chars.peek() {
            Some(next) if c == '\\' && next.is_ascii_punctuation() => out.extend(chars.next()),
            _ => out.push(c),
        }
    }
    out
}

/// Neighbours that look the same are one.
fn joined(spans: Vec<Span>) -> Vec<Span> {
    let mut all: Vec<Span> = Vec::new();
    for span in spans {
        match all.last_mut().filter(|last| last.bold == span.bold && last.link == span.link) {
            Some(last) => last.text.push_str(&span.text),
            None => all.push(span),
        }
    }
    all
}

/// The blocks as Markdown.
pub fn write(blocks: &[Block]) -> String {
    let mut out = String::new();
    let mut number = 0;
    let mut before: Option<Kind> = None;
    for block in blocks {
        let line = line(&block.spans);
        if line.is_empty() {
            continue;
        }
        let goes_on = matches!(block.kind, Kind::Bullet | Kind::Number) && before == Some(block.kind);
        if before.is_some() {
            out.push_str(if goes_on { "\n" } else { "\n\n" });
        }
        number = if goes_on { number + 1 } else { 1 };
        match block.kind {
            Kind::Heading(level) => out.push_str(if level <= 2 { "## " } else { "### " }),
            Kind::Bullet => out.push_str("- "),
            Kind::Number => out.push_str(&format!("{number}. ")),
            Kind::Paragraph => {}
        }
        let begins_as_another =
            kind_of(&line).0 != Kind::Paragraph || line.starts_with(['>', '|', '`', '~', '=']);
        if begins_as_another {
            // `1.` is escaped at its point, all else at its first letter.
            let digits = line.chars().take_while(char::is_ascii_digit).count();
            let (head, tail) = line.split_at(digits);
            out.push_str(head);
            out.push('\\');
            out.push_str(tail);
        } else {
            out.push_str(&line);
        }
        before = Some(block.kind);
    }
    out
}

fn line(spans: &[Span]) -> String {
    let mut out = String::new();
    for span in joined(spans.to_vec()) {
        // Marks stand at words: the space beside them goes outside.
        let text = span.text.split_whitespace().collect::<Vec<_>>().join(" ");
        let (before, after) =
            (span.text.starts_with(char::is_whitespace), span.text.ends_with(char::is_whitespace));
        if before && !out.is_empty() && !out.ends_with(' ') {
            out.push(' ');
        }
        if text.is_empty() {
            continue;
        }
        let escaped = escaped(&text);
        let bold = if span.bold { format!("**{escaped}**") } else { escaped };
        match span.link.filter(|link| is_safe(link)) {
            Some(link) => out.push_str(&format!("[{bold}]({link})")),
            None => out.push_str(&bold),
        }
        if after {
            out.push(' ');
        }
    }
    out.trim().to_owned()
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '*' | '[' | ']' | '_' | '`' | '<') {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(text: &str) {
        assert_eq!(write(&parse(text)), text);
    }

    #[test]
    fn what_is_written_comes_back() {
        same(
            "## التوصيل\n\nنوصل خلال **يومين** إلى [المحافظات](https://shop.example/ar).\n\n- عمّان\n- إربد\n\n1. اطلب\n2. ادفع",
        );
        same("A line with 2 \\* 3, a \\[bracket\\] and \\_marks\\_.");
        same("[**bold link**](mailto:a@b.example)");
        same("1\\. is no list\n\n\\# is no heading\n\n\\- is no item");
    }

    #[test]
    fn other_markdown_becomes_what_there_is() {
        let text = "# Top\nline one\nline two\n\n* a\n+ b\n\n[bad](javascript:alert) **open";
        let written = write(&parse(text));
        assert_eq!(
            written,
            "## Top\n\nline one line two\n\n- a\n- b\n\n\\[bad\\](javascript:alert) **open**"
        );
        same(&written);
        assert!(parse("").is_empty() && parse(" \n\n ").is_empty());
    }

    #[test]
    fn only_addresses_that_lead_somewhere_are_links() {
        for link in ["https://a.example", "mailto:a@b.example", "tel:+962791234567", "HTTP://A.EXAMPLE"] {
            assert!(is_safe(link), "{link}");
        }
        for link in ["javascript:alert(1)", "data:text/html,x", "//a.example", "https://a b", ""] {
            assert!(!is_safe(link), "{link}");
        }
    }
}
