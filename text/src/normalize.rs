//! One written form for what people mean as the same word.
//!
//! Folding is for finding, never for showing: it loses accents, vowel marks and letter variants on purpose.
//! Arabic and Persian share one form (ي ك ه ا), so a Persian keyboard finds Arabic text and the other way round.

use unicode_normalization::{UnicodeNormalization, char::canonical_combining_class};

/// Folded text with the way back to the original.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    /// For each byte of `text`, the byte offset in the original of the character it came from.
    pub map: Vec<usize>,
}

/// Folds `text` for search: see [`fold_mapped`].
pub fn fold(text: &str) -> String {
    fold_mapped(text).text
}

/// Folds `text` and remembers where each byte came from.
///
/// NFKD, lower case (every i of Turkish becomes `i`), no combining marks, tatweel, bidi marks or joiners, one
/// form for Arabic and Persian letters, ASCII digits, white space runs as one space and none at the ends.
/// Idempotent: `fold(fold(x)) == fold(x)`.
pub fn fold_mapped(text: &str) -> Folded {
    let mut out = Folded { text: String::with_capacity(text.len()), map: Vec::with_capacity(text.len()) };
    let mut space: Option<usize> = None;
    for (at, original) in text.char_indices() {
        for decomposed in std::iter::once(original).nfkd() {
            // Lower-casing can bring a composed letter back, hence the second decomposition.
            for c in decomposed.to_lowercase().nfkd().flat_map(char::to_lowercase) {
                if c.is_whitespace() || c.is_control() {
                    space = space.or(Some(at));
                } else if !is_dropped(c) {
                    if let Some(before) = space.take()
                        && !out.text.is_empty()
                    {
                        push(&mut out, ' ', before);
                    }
                    for letter in letters(c) {
                        push(&mut out, letter, at);
                    }
                }
            }
        }
    }
    out
}

fn push(out: &mut Folded, c: char, at: usize) {
    out.text.push(c);
    out.map.resize(out.text.len(), at);
}

/// Marks and invisible characters that never tell two words apart here.
///
/// Classes 7 and 9 (nukta, virama) stay: dropping them would change Indic words, not decorate them.
fn is_dropped(c: char) -> bool {
    !matches!(canonical_combining_class(c), 0 | 7 | 9)
        || matches!(c,
            '\u{0640}' | '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{180E}' | '\u{FEFF}'
            | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2069}'
            | '\u{FE00}'..='\u{FE0F}')
}

/// The folded letters of one decomposed, lower-case character.
fn letters(c: char) -> impl Iterator<Item = char> {
    let (first, second) = match c {
        'ı' => ('i', None),
        'ß' => ('s', Some('s')),
        'æ' => ('a', Some('e')),
        'œ' => ('o', Some('e')),
        'ø' => ('o', None),
        'đ' | 'ð' => ('d', None),
        'ł' => ('l', None),
        'ς' => ('σ', None),
        '\u{0671}'..='\u{0673}' | '\u{0675}' => ('ا', None),
        'ى' | 'ی' | 'ے' | 'ې' | 'ۍ' => ('ي', None),
        'ک' | 'ڪ' => ('ك', None),
        'ة' | 'ہ' | 'ۃ' | 'ە' | 'ھ' => ('ه', None),
        '٪' => ('%', None),
        '٫' => ('.', None),
        '٬' => (',', None),
        '’' | '‘' | 'ʼ' | '`' => ('\'', None),
        _ => (ascii_digit(c), None),
    };
    std::iter::once(first).chain(second)
}

/// Arabic-Indic and Persian digits as ASCII; anything else unchanged.
pub fn ascii_digit(c: char) -> char {
    let zero = match c {
        '٠'..='٩' => '٠',
        '۰'..='۹' => '۰',
        _ => return c,
    };
    char::from_digit(u32::from(c) - u32::from(zero), 10).unwrap_or(c)
}

/// Whether a character belongs to the Arabic script (letters, marks and presentation forms).
pub fn is_arabic(c: char) -> bool {
    matches!(c, '\u{0600}'..='\u{06FF}' | '\u{0750}'..='\u{077F}' | '\u{08A0}'..='\u{08FF}'
        | '\u{FB50}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_people_write_in_many_ways_becomes_one() {
        for (written, folded) in [
            ("IĞDIR İstanbul ısı", "igdir istanbul isi"),
            ("Şeker, GÜÇLÜ, öğün", "seker, guclu, ogun"),
            ("perché È così", "perche e cosi"),
            ("مُدَّةُ التَّوصيـــل", "مده التوصيل"),
            ("أإآٱى ئ ؤ", "ااااي ي و"),
            ("می‌توانید", "ميتوانيد"),
            ("میتوانید", "ميتوانيد"),
            ("کتاب‌هایی", "كتابهايي"),
            ("٣٫٥ و ۱۲٪", "3.5 و 12%"),
            ("\u{200F} a \u{00A0}\n\t b \u{200E}", "a b"),
            ("ﻻ ﺷﻜﺮﺍ", "لا شكرا"),
            ("ＡＢＣ１２", "abc12"),
            ("خانۀ ما", "خانه ما"),
        ] {
            assert_eq!(fold(written), folded, "{written}");
        }
    }

    #[test]
    fn offsets_lead_back_to_the_letter() {
        let text = "  Ölçü مُدّة";
        let folded = fold_mapped(text);
        let at = folded.text.find("مده").unwrap();
        assert_eq!(folded.map[at], text.find('م').unwrap());
    }

    proptest! {
        #[test]
        fn folding_twice_changes_nothing(text in "\\PC{0,80}|[\\u{600}-\\u{6ff}\\u{200c}\\s]{0,60}|\\p{L}{0,60}") {
            let once = fold(&text);
            prop_assert_eq!(fold(&once), once);
        }

        #[test]
        fn every_byte_maps_to_a_character_in_order(text in "[\\PC\\n]{0,80}") {
            let folded = fold_mapped(&text);
            prop_assert_eq!(folded.map.len(), folded.text.len());
            prop_assert!(folded.map.iter().all(|&at| text.is_char_boundary(at)));
            prop_assert!(folded.map.is_sorted());
        }
    }
}
