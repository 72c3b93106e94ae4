//! What somebody else's system says of a contact, made fit to be shown to the team.

use crate::line::{is_blank, one_line};

/// Characters of a name that are kept.
const NAME_CHARS: usize = 200;
/// The longest address that mail can be sent to (RFC 5321 §4.5.3.1.3).
const EMAIL_CHARS: usize = 254;

/// The name in `said` on one line; `None` when nothing of it can be seen.
pub fn name(said: &str) -> Option<String> {
    let cut: String = one_line(said)?.chars().take(NAME_CHARS).collect();
    Some(cut.trim_end().to_owned())
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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_not_endless() {
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
}
