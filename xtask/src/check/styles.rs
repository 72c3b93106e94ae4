//! Styles work in both writing directions and both colour schemes.

use super::{Finding, at};
use crate::{build::css, files, place::Place};
use anyhow::Result;

/// Refuses physical sides and colours that are no design tokens.
pub fn check(place: &Place) -> Result<Vec<Finding>> {
    let mut paths = css::sources(place)?;
    let widget = place.root.join("widget/widget.css");
    paths.extend(widget.is_file().then(|| widget.clone()));
    let tokens = place.root.join("style/tokens.css");
    let mut findings = Vec::new();
    for path in paths {
        let text = files::text(&path)?;
        for declaration in declarations(&text) {
            // The widget stands alone on strangers' pages, so its tokens stand at its own top.
            let is_token = path == tokens || (path == widget && declaration.property.starts_with("--"));
            if let Some(reason) = declaration.fault(is_token) {
                findings.push(format!("{}: {reason}", at(place, &path, &text, declaration.offset)));
            }
        }
    }
    Ok(findings)
}

/// One `property: value`.
struct Declaration<'a> {
    property: &'a str,
    value: &'a str,
    offset: usize,
}

impl Declaration<'_> {
    fn fault(&self, may_name_colours: bool) -> Option<String> {
        let Self { property, value, .. } = self;
        let sided = ["left", "right"];
        let has_side =
            |text: &str| text.split(|c: char| !c.is_ascii_alphanumeric()).any(|part| sided.contains(&part));
        if !property.starts_with("--") && has_side(property) {
            return Some(format!(
                "`{property}` is physical; use inset-inline, margin-inline-start and the like"
            ));
        }
        if matches!(*property, "text-align" | "float" | "clear" | "caption-side") && has_side(value) {
            return Some(format!("`{property}: {value}` is physical; use start or end"));
        }
        if !may_name_colours && let Some(colour) = raw_colour(value) {
            return Some(format!("`{colour}` is a raw colour; use a token of style/tokens.css"));
        }
        None
    }
}

/// The first colour in `value` that is written out. One derived from a token (`oklch(from var(--accent) …)`) is none.
fn raw_colour(value: &str) -> Option<&str> {
    let functions = ["rgb(", "rgba(", "hsl(", "hsla(", "hwb(", "lab(", "lch(", "oklab(", "oklch("];
    let names = ["white", "black", "red", "green", "blue", "gray", "grey", "silver", "orange", "yellow"];
    let unquoted = value.split(['"', '\'']).step_by(2);
    for part in unquoted {
        for word in part.split([' ', ',', '\n', '\t']) {
            let inner = word
                .trim_start_matches(|c: char| c.is_ascii_alphabetic() || c == '-')
                .trim_start_matches('(');
            let hex = [word, inner]
                .iter()
                .find_map(|word| word.strip_prefix('#'))
                .map(|hex| hex.trim_end_matches([')', ';']));
            let is_hex = hex.is_some_and(|hex| {
                matches!(hex.len(), 3 | 4 | 6 | 8) && hex.bytes().all(|byte| byte.is_ascii_hexdigit())
            });
            let is_function = functions.iter().any(|function| word.starts_with(function))
                && !part.contains(&format!("{word} var("));
            if is_hex || is_function || names.contains(&word) {
                return Some(word);
            }
        }
    }
    None
}

/// The declarations of a stylesheet: what ends with `;` or `}` and holds a colon, outside brackets and strings.
/// Selectors end with `{` and are passed over, nested ones too.
fn declarations(text: &str) -> Vec<Declaration<'_>> {
    let mut found = Vec::new();
    let (mut start, mut brackets, mut quote, mut comment) = (0, 0usize, None, false);
    let bytes = text.as_bytes();
    let mut begins = None;
    for (offset, &byte) in bytes.iter().enumerate() {
        let next = bytes.get(offset + 1).copied();
        if comment {
            if byte == b'/' && offset > 0 && bytes.get(offset - 1) == Some(&b'*') {
                comment = false;
                if begins.is_none() {
                    start = offset + 1;
                }
            }
            continue;
        }
        match (quote, byte) {
            (Some(open), _) if byte == open => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(byte),
            (None, b'/') if next == Some(b'*') && brackets == 0 => comment = true,
            (None, b'(') => brackets += 1,
            (None, b')') => brackets = brackets.saturating_sub(1),
            (None, b'{' | b'}' | b';') if brackets == 0 => {
                let piece = text.get(start..offset).unwrap_or_default();
                if byte != b'{'
                    && let Some((property, value)) = piece.split_once(':')
                {
                    found.push(Declaration {
                        property: property.trim(),
                        value: value.trim(),
                        offset: begins.unwrap_or(start),
                    });
                }
                start = offset + 1;
                begins = None;
                continue;
            }
            _ => {}
        }
        if begins.is_none() && !byte.is_ascii_whitespace() && !comment {
            begins = Some(offset);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(css: &str) -> Vec<String> {
        declarations(css).iter().filter_map(|declaration| declaration.fault(false)).collect()
    }

    #[test]
    fn physical_sides_are_refused() {
        for css in [
            "a { margin-left: 1px }",
            "a { left: 0; }",
            "a { border-top-right-radius: 1px }",
            "a { text-align: right }",
            "a { &:hover { float: left } }",
        ] {
            assert_eq!(faults(css).len(), 1, "{css}");
        }
    }

    #[test]
    fn written_out_colours_are_refused() {
        for css in [
            "a { color: #fff }",
            "a { background: rgb(0 0 0 / 50%) }",
            "a { border: 1px solid red }",
            "a { fill: light-dark(#123456, var(--x)) }",
        ] {
            assert_eq!(faults(css).len(), 1, "{css}");
        }
    }

    #[test]
    fn logical_styles_with_tokens_pass() {
        let css = r#"
            /* left: #fff; */
            @media (min-width: 40rem) { a:hover, #fade { margin-inline-start: var(--space-2); color: var(--text) } }
            a { background: color-mix(in oklch, var(--accent) 20%, transparent); content: "left: #fff; red" }
            a { color: oklch(from var(--accent) l c h / 50%); text-align: start; --arrow-left: 1px }
            a { background: url(data:image/svg+xml;base64,AAAA) no-repeat; mask: url("x.svg#abc") }
        "#;
        assert_eq!(faults(css), Vec::<String>::new());
    }
}
