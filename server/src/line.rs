//! Words for people on one line: names and titles, wherever they come from.

/// `said` on one line; `None` when nothing of it can be seen.
///
/// Joiners stay, since Persian is written with them. What turns or hides the text around it goes: a name must not
/// rearrange the line that it stands in.
pub fn one_line(said: &str) -> Option<String> {
    let spaced: String = said
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|c| !c.is_control() && !is_trickery(*c))
        .collect();
    let line = spaced.split_whitespace().collect::<Vec<_>>().join(" ");
    (!is_blank(&line)).then_some(line)
}

/// Whether nothing of it can be seen: spaces, and characters that only shape or turn their neighbours
/// (Unicode's Default_Ignorable_Code_Point, and the braille pattern without a dot).
pub fn is_blank(text: &str) -> bool {
    text.chars().all(|c| {
        c.is_whitespace()
            || c.is_control()
            || matches!(c,
                '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
                | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}'
                | '\u{2060}'..='\u{206F}' | '\u{2800}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}'
                | '\u{FFA0}' | '\u{FFF0}'..='\u{FFF8}' | '\u{1BCA0}'..='\u{1BCA3}'
                | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
    })
}

/// Embeddings, overrides and isolates of direction; characters without width that join nothing; annotations.
fn is_trickery(c: char) -> bool {
    matches!(c,
        '\u{200B}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn words_stand_on_one_line_and_turn_nothing_around() {
        for (said, shown) in [
            ("  Sara \t Haddad\r\n", Some("Sara Haddad")),
            ("Sara\u{2028}Haddad", Some("Sara Haddad")),
            ("\u{202E}nimdA\u{202C} \u{2066}x\u{2069}", Some("nimdA x")),
            ("Sa\u{0}ra\u{7}\u{FEFF}", Some("Sara")),
            ("علی\u{200C}رضا", Some("علی\u{200C}رضا")),
            ("\u{200C}\u{2066}\u{2069} \u{3164}", None),
            (" \u{0} ", None),
            ("", None),
        ] {
            assert_eq!(one_line(said).as_deref(), shown, "{said:?}");
        }
    }

    proptest! {
        #[test]
        fn a_line_that_was_made_is_one(said in "\\PC{0,300}|[\\x00-\\x20\u{202A}-\u{202E}\u{2066}-\u{2069}a-c]{0,40}") {
            if let Some(shown) = one_line(&said) {
                prop_assert!(!shown.chars().any(|c| c.is_control() || is_trickery(c)));
                prop_assert_eq!(one_line(&shown), Some(shown));
            }
        }
    }
}
