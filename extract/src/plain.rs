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
    let rest =
        line.strip_prefix(['•', '◦', '▪', '●', '■', '‣', '·', '*', '-', '–', '\u{F0B7}', '\u{F0A7}'])?;
    rest.strip_prefix(char::is_whitespace).map(str::trim_start).filter(|rest| !rest.is_empty())
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
