//! Links and mail addresses, also those that try not to look like one.

use crate::normalize::fold;

/// Names that end an address also where nothing else says that it is one.
const ENDINGS: &str = " com net org jo ir tr it eu uk de fr us shop store io co info example test ae sa app dev xyz top online site \
    click link live support help me biz cc ly gd to ru cn in pk eg lb qa kw om bh iq gov edu pro page web ";

/// What a piece of a text is, where it is an address.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Address {
    /// Without scheme, `www.` and final slash.
    Link(String),
    Mail(String),
}

/// The addresses of a text and the text without them.
pub(super) fn taken_out(text: &str) -> (Vec<Address>, String) {
    let mut found = Vec::new();
    let mut rest = String::with_capacity(text.len());
    for piece in plain(text).split_inclusive(|c: char| c.is_whitespace() || is_bracket(c)) {
        match address(piece.trim_matches(|c: char| !(c.is_alphanumeric() || c == '/'))) {
            Some(address) => {
                found.push(address);
                rest.push(' ');
            }
            None => rest.push_str(piece),
        }
    }
    (found, rest)
}

/// `nabta[.]com`, `nabta (dot) com`, `hxxps` as they are meant.
fn plain(text: &str) -> String {
    const DISGUISED: [(&str, &str); 12] = [
        ("[.]", "."),
        ("(.)", "."),
        ("{.}", "."),
        (" [dot] ", "."),
        (" (dot) ", "."),
        ("[dot]", "."),
        ("(dot)", "."),
        ("[at]", "@"),
        ("(at)", "@"),
        ("hxxp", "http"),
        ("\u{2024}", "."),
        ("\u{FF0E}", "."),
    ];
    DISGUISED.iter().fold(text.to_owned(), |text, (disguised, meant)| text.replace(disguised, meant))
}

fn is_bracket(c: char) -> bool {
    matches!(c, '(' | ')' | '[' | ']' | '<' | '>' | '"' | '«' | '»' | '“' | '”' | '،' | '؛' | ';' | ',' | '|')
}

fn address(piece: &str) -> Option<Address> {
    if piece.contains('@') && piece.contains('.') && !piece.contains("//") {
        let mail = fold(piece).trim_start_matches("mailto:").to_owned();
        return Some(Address::Mail(mail.split('\'').next().unwrap_or(&mail).to_owned()));
    }
    let lower = piece.to_lowercase();
    let scheme = lower.find("://").or_else(|| lower.starts_with("//").then_some(0));
    let explicit = scheme.is_some() || lower.starts_with("www.");
    let bare = scheme.and_then(|at| piece.get(at..)).unwrap_or(piece).trim_start_matches(['/', ':']);
    let bare = if lower.starts_with("www.") || bare.to_lowercase().starts_with("www.") {
        bare.get(4..).unwrap_or(bare)
    } else {
        bare
    };
    // Turkish endings stand behind an apostrophe: nabta.test'e.
    let bare = bare.split(['\'', '’']).next().unwrap_or(bare).trim_end_matches(['/', '.']);
    let host = bare.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let labels: Vec<&str> = host.split('.').collect();
    let last = labels.last().copied().unwrap_or_default();
    let named = labels.len() >= 2
        && last.chars().count() >= 2
        && last.chars().all(char::is_alphabetic)
        && labels
            .iter()
            .all(|label| !label.is_empty() && label.chars().all(|c| c.is_alphanumeric() || c == '-'));
    let latin = host.chars().any(|c| c.is_ascii_alphabetic());
    // A full stop without a space behind it is followed by a capital, or by no Latin letters at all.
    let usual = ENDINGS.contains(&format!(" {} ", last.to_lowercase()));
    let lower_case = last.chars().all(|c| c.is_lowercase()) && host.chars().count() > 5;
    let known = named && latin && (usual || lower_case || bare.len() > host.len());
    (known || (explicit && !host.is_empty())).then(|| Address::Link(bare.to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_known_in_every_dress() {
        let link = |text: &str| match taken_out(text).0.first() {
            Some(Address::Link(link)) => link.clone(),
            other => panic!("{text}: {other:?}"),
        };
        assert_eq!(link("see https://www.nabta.test/returns/."), "nabta.test/returns");
        assert_eq!(link("![x](//evil.example/x.gif?chat)"), "evil.example/x.gif?chat");
        assert_eq!(link("open nabta[.]login[.]com now"), "nabta.login.com");
        assert_eq!(link("على nаbta.test/delivery"), "nаbta.test/delivery");
        assert_eq!(link("nabta.test'e bakın"), "nabta.test");
        assert_eq!(link("http://10.0.0.1/x"), "10.0.0.1/x");
        assert_eq!(taken_out("Mail Help@Nabta.test.").0, [Address::Mail("help@nabta.test".into())]);
        for text in ["That is all.Next", "at 10.00", "د.ا", "e.g. this", "حسنا.نعم", "5.5 JOD"] {
            assert_eq!(taken_out(text).0, [], "{text}");
        }
    }
}
