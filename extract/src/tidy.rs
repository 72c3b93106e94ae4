//! The last touch on every text: one kind of space, no invisible formatting, letters in their usual form.

use unicode_normalization::UnicodeNormalization;

/// One line of text: white space becomes single spaces.
pub(crate) fn line(text: &str) -> String {
    let text = letters(text);
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Presentation forms become letters; soft hyphens, zero-width spaces and direction marks go (they are
/// layout, and break words for a search); ZWNJ stays, it is spelling in Persian.
pub(crate) fn letters(text: &str) -> String {
    text.chars()
        .filter(|&c| !is_layout(c))
        .flat_map(|c| {
            let (form, plain) = if is_presentation_form(c) { (Some(c), None) } else { (None, Some(c)) };
            form.into_iter().nfkc().chain(plain)
        })
        .nfc()
        .collect()
}

fn is_layout(c: char) -> bool {
    matches!(
        c,
        '\u{AD}'
            | '\u{200B}'
            | '\u{200E}'
            | '\u{200F}'
            | '\u{061C}'
            | '\u{202A}'..='\u{202E}'
            | '\u{2060}'
            | '\u{2066}'..='\u{2069}'
            | '\u{FEFF}'
    ) || (c.is_control() && !c.is_whitespace())
}

fn is_presentation_form(c: char) -> bool {
    matches!(c, '\u{FB00}'..='\u{FB4F}' | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_become_letters_and_spaces_single() {
        assert_eq!(line(" \u{FEFB}\u{A0} e\u{FB03}cient\n\u{200E}x\u{AD}y "), "لا efficient xy");
    }

    #[test]
    fn the_persian_joiner_and_fractions_stay() {
        assert_eq!(line("می\u{200C}توانید ½ m²"), "می\u{200C}توانید ½ m²");
    }
}
