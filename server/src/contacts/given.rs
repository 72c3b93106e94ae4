//! What somebody else's system says of a contact, made fit to be shown to the team.

use crate::conversations::is_blank;

/// Characters of a name that are kept.
const NAME_CHARS: usize = 200;
/// The longest address that mail can be sent to (RFC 5321 §4.5.3.1.3).
const EMAIL_CHARS: usize = 254;

/// The name in `said` on one line; `None` when nothing of it can be seen.
///
/// Joiners stay, since Persian names are written with them. What turns or hides the text around it goes: a name must
/// not rearrange the line that it stands in.
pub fn name(said: &str) -> Option<String> {
    let spaced: String = said
        .chars()
        .map(|c| if c.is_whitespace() { ' ' } else { c })
        .filter(|c| !c.is_control() && !is_trickery(*c))
        .collect();
    let line = spaced.split_whitespace().collect::<Vec<_>>().join(" ");
    let cut: String = line.chars().take(NAME_CHARS).collect();
    (!is_blank(&cut)).then(|| cut.trim_end().to_owned())
}

/// The address in `said`, or `None` when it is none.
pub fn email(said: &str) -> Option<String> {
    let address = said.trim();
    let (mailbox, domain) = address.split_once('@')?;
    let whole = !mailbox.is_empty() && !domain.is_empty() && !domain.contains('@');
    let unseen = |c: char| is_blank(c.encode_utf8(&mut [0; 4]));
    (whole && address.chars().count() <= EMAIL_CHARS && !address.chars().any(unseen))
        .then(|| address.to_owned())
}

/// Embeddings, overrides and isolates of direction; characters without width that join nothing; annotations.
fn is_trickery(c: char) -> bool {
    matches!(c,
        '\u{200B}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}')
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_stand_on_one_line_and_turn_nothing_around() {
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
            assert_eq!(name(said).as_deref(), shown, "{said:?}");
        }
        assert_eq!(name(&"a".repeat(300)).unwrap().len(), NAME_CHARS);
    }

    #[test]
    fn only_what_looks_like_an_address_is_one() {
        assert_eq!(email(" sara@example.test\n").as_deref(), Some("sara@example.test"));
        assert_eq!(email("سارة@مثال.test").as_deref(), Some("سارة@مثال.test"));
        for no in [
            "",
            "@",
            "sara",
            "sara@",
            "@example.test",
            "a@b@c",
            "sara h@example.test",
            "sara@exam\u{0}ple.test",
            "sara@example.test\nBcc: omar@example.test",
            "\u{202E}sara@example.test",
            &format!("{}@example.test", "a".repeat(250)),
        ] {
            assert_eq!(email(no), None, "{no:?}");
        }
    }

    proptest! {
        #[test]
        fn a_name_that_was_cleaned_is_clean(said in "\\PC{0,300}|[\\x00-\\x20\u{202A}-\u{202E}\u{2066}-\u{2069}a-c]{0,40}") {
            if let Some(shown) = name(&said) {
                prop_assert!(!shown.chars().any(|c| c.is_control() || is_trickery(c)));
                prop_assert_eq!(name(&shown), Some(shown));
            }
        }
    }
}
