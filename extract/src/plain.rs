//! Plain text: paragraphs are what blank lines part.

use crate::{BlockKind, Document, Refused, charset, tidy};

/// Reads a text file in any of the encodings that [`charset`] knows.
pub(crate) fn read(bytes: &[u8]) -> Result<Document, Refused> {
    if charset::is_binary(bytes) {
        return Err(Refused::broken("zero bytes in a text file"));
    }
    let text = charset::decode(bytes, None);
    let mut document = Document::default();
    let mut paragraph = String::new();
    for line in text.lines().chain([""]) {
        let line = tidy::line(line);
        if let Some(level) = underline(&line).filter(|_| is_title(&paragraph)) {
            document.push(BlockKind::Heading(level), &paragraph, None);
            paragraph.clear();
            continue;
        }
        let item = item_text(&line).or_else(|| is_numbered(&line).then_some(line.as_str()));
        if line.is_empty() || item.is_some() {
            document.push(BlockKind::Paragraph, &paragraph, None);
            paragraph.clear();
        }
        match item {
            Some(item) => document.push(BlockKind::ListItem, item, None),
            None if paragraph.is_empty() => paragraph = line,
            None => {
                // The line break stays: in plain text it may mean something (an address, a verse).
                paragraph.push('\n');
                paragraph.push_str(&line);
            }
        }
    }
    Ok(document)
}

/// The level of the heading that a line of `=` or `-` makes of the line above it.
fn underline(line: &str) -> Option<u8> {
    let mark = line.chars().next()?;
    let level = match mark {
        '=' => 1,
        '-' => 2,
        _ => return None,
    };
    (line.len() >= 3 && line.chars().all(|c| c == mark)).then_some(level)
}

/// One short line.
fn is_title(paragraph: &str) -> bool {
    !paragraph.is_empty() && !paragraph.contains('\n') && paragraph.chars().count() <= 120
}

/// `1. …`, `2) …`: a step keeps its number, others may speak of it.
pub(crate) fn is_numbered(line: &str) -> bool {
    let Some((number, rest)) = line.split_once(char::is_whitespace) else { return false };
    let digits = number.strip_suffix(['.', ')']).unwrap_or_default();
    !rest.trim().is_empty()
        && (1..=2).contains(&digits.chars().count())
        && digits.chars().all(char::is_numeric)
}

/// The text of a list item without its bullet.
pub(crate) fn item_text(line: &str) -> Option<&str> {
    let (bullet, rest) = line.split_once(char::is_whitespace)?;
    let rest = rest.trim_start();
    (is_bullet(bullet) && !rest.is_empty()).then_some(rest)
}

/// Whether a word is nothing but a bullet. Symbol fonts keep theirs in the private area.
pub(crate) fn is_bullet(word: &str) -> bool {
    let mut chars = word.chars();
    let is_bullet = chars.next().is_some_and(|c| {
        matches!(
            c,
            '•' | '◦' | '▪' | '●' | '■' | '○' | '□' | '‣' | '·' | '*' | '-' | '–' | '✓' | '\u{E000}'
                ..='\u{F8FF}'
        )
    });
    is_bullet && chars.next().is_none()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn underlined_lines_are_headings_and_numbered_ones_items() {
        let document =
            read("Care\n====\n\nSteps\n---\n1) Dig.\n2) Water it,\ntwice.\n\n--- cut ---\n".as_bytes())
                .unwrap();
        let found: Vec<_> = document.blocks.iter().map(|b| (b.kind, b.text.as_str())).collect();
        assert_eq!(
            found,
            [
                (BlockKind::Heading(1), "Care"),
                (BlockKind::Heading(2), "Steps"),
                (BlockKind::ListItem, "1) Dig."),
                (BlockKind::ListItem, "2) Water it,"),
                (BlockKind::Paragraph, "twice."),
                (BlockKind::Paragraph, "--- cut ---"),
            ]
        );
    }

    #[test]
    fn blank_lines_part_paragraphs_and_bullets_are_items() {
        let document = read("One\nline\n\nTwo\n- a\n- b\n".as_bytes()).unwrap();
        let found: Vec<_> = document.blocks.iter().map(|b| (b.kind, b.text.as_str())).collect();
        assert_eq!(
            found,
            [
                (BlockKind::Paragraph, "One\nline"),
                (BlockKind::Paragraph, "Two"),
                (BlockKind::ListItem, "a"),
                (BlockKind::ListItem, "b"),
            ]
        );
    }
}
