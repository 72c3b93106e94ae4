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
        let item = item_text(&line);
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
