//! Personal data as tokens: what a model is shown instead of addresses, numbers of telephones, cards and accounts.
//!
//! A value keeps its token through the conversation, so a model can say "I'll write to [EMAIL_1]", and the answer
//! gets the value back. Errs on the side of hiding: a long number that is none of these is hidden as a number.

use text::normalize::ascii_digit;

/// The values behind the tokens of one conversation.
#[derive(Debug, Default)]
pub(super) struct Redactor {
    /// Token without brackets, value as first written, value as compared.
    known: Vec<(String, String, String)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Email,
    Card,
    Iban,
    Phone,
}

impl Kind {
    fn name(self) -> &'static str {
        match self {
            Self::Email => "EMAIL",
            Self::Card => "CARD",
            Self::Iban => "IBAN",
            Self::Phone => "PHONE",
        }
    }
}

/// A character of the text as it is compared: an ASCII digit or upper-case letter where it is one.
#[derive(Clone, Copy)]
struct Letter {
    at: usize,
    end: usize,
    plain: char,
}

impl Redactor {
    /// The text with every found value as its token.
    pub fn redact(&mut self, text: &str) -> String {
        let letters = letters(text);
        let mut out = String::with_capacity(text.len());
        let mut copied = 0;
        let mut at = 0;
        while at < letters.len() {
            let Some((kind, length)) = found(&letters, at) else {
                at += 1;
                continue;
            };
            let (Some(first), Some(last)) = (letters.get(at), letters.get(at + length - 1)) else { break };
            out.push_str(text.get(copied..first.at).unwrap_or_default());
            let value = text.get(first.at..last.end).unwrap_or_default();
            out.push_str(&self.token(kind, value));
            copied = last.end;
            at += length;
        }
        out.push_str(text.get(copied..).unwrap_or_default());
        out
    }

    /// The text with the values back in place of their tokens.
    pub fn restore(&self, text: &str) -> String {
        self.known
            .iter()
            .fold(text.to_owned(), |text, (token, value, _)| text.replace(&format!("[{token}]"), value))
    }

    /// The text without tokens: what is left makes claims of its own.
    pub fn without_tokens(&self, text: &str) -> String {
        self.known.iter().fold(text.to_owned(), |text, (token, ..)| text.replace(&format!("[{token}]"), " "))
    }

    fn token(&mut self, kind: Kind, value: &str) -> String {
        let same: String =
            letters(value).iter().map(|l| l.plain).filter(|c| c.is_alphanumeric() || *c == '@').collect();
        let prefix = format!("{}_", kind.name());
        if let Some((token, ..)) =
            self.known.iter().find(|(token, _, known)| token.starts_with(&prefix) && *known == same)
        {
            return format!("[{token}]");
        }
        let number = self.known.iter().filter(|(token, ..)| token.starts_with(&prefix)).count() + 1;
        let token = format!("{prefix}{number}");
        self.known.push((token.clone(), value.to_owned(), same));
        format!("[{token}]")
    }
}

/// The characters without marks that only steer the direction of writing.
fn letters(text: &str) -> Vec<Letter> {
    text.char_indices()
        .filter(|(_, c)| !matches!(c, '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{0640}'))
        .map(|(at, c)| Letter { at, end: at + c.len_utf8(), plain: ascii_digit(c).to_ascii_uppercase() })
        .collect()
}

/// The value that begins at a place, with its length in characters.
fn found(letters: &[Letter], at: usize) -> Option<(Kind, usize)> {
    let plain = |i: usize| letters.get(i).map(|l| l.plain);
    let before = at.checked_sub(1).and_then(plain);
    let first = plain(at)?;
    if before.is_none_or(|c| !is_mail_local(c))
        && is_mail_local(first)
        && let Some(length) = email(letters, at)
    {
        return Some((Kind::Email, length));
    }
    if before.is_some_and(char::is_alphanumeric) {
        return None;
    }
    if first.is_ascii_uppercase() {
        return iban(letters, at).map(|length| (Kind::Iban, length));
    }
    number(letters, at)
}

fn is_mail_local(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '_' | '%' | '+' | '\'' | '-')
}

/// `local@domain.tld`; the domain may be in any script.
fn email(letters: &[Letter], at: usize) -> Option<usize> {
    let rest = letters.get(at..)?;
    let local = rest.iter().take_while(|l| is_mail_local(l.plain)).count();
    if !(1..=64).contains(&local) || rest.get(local)?.plain != '@' {
        return None;
    }
    let domain = rest.get(local + 1..)?;
    let mut length = domain
        .iter()
        .take(253)
        .take_while(|l| l.plain.is_alphanumeric() || matches!(l.plain, '.' | '-'))
        .count();
    // A full stop after an address ends the sentence.
    while length > 0 && domain.get(length - 1).is_some_and(|l| matches!(l.plain, '.' | '-')) {
        length -= 1;
    }
    let dot = domain.get(..length)?.iter().rposition(|l| l.plain == '.')?;
    (dot > 0 && length - dot > 2).then_some(local + 1 + length)
}

/// Two letters, two check digits, and 11 to 30 more, in groups or not; the checksum holds (ISO 13616).
fn iban(letters: &[Letter], at: usize) -> Option<usize> {
    let mut code = String::new();
    let mut best = None;
    for (offset, letter) in letters.get(at..)?.iter().enumerate() {
        match letter.plain {
            c if c.is_ascii_digit() || c.is_ascii_uppercase() => code.push(c),
            ' ' | '-' if !code.is_empty() => continue,
            _ => break,
        }
        if code.len() == 4 && !code.chars().skip(2).all(|c| c.is_ascii_digit()) {
            return None;
        }
        if code.len() > 34 {
            break;
        }
        let ends = letters.get(at + offset + 1).is_none_or(|next| !next.plain.is_ascii_alphanumeric());
        if code.len() >= 15 && ends && iban_holds(&code) {
            best = Some(offset + 1);
        }
    }
    best
}

fn iban_holds(code: &str) -> bool {
    let (head, tail) = (code.chars().take(4), code.chars().skip(4));
    let rest = tail.chain(head).try_fold(0_u32, |rest, c| {
        let value = c.to_digit(36)?;
        Some((rest * if value > 9 { 100 } else { 10 } + value) % 97)
    });
    rest == Some(1)
}

/// A run of digits with the separators people write: a card by its checksum, a telephone by its look.
fn number(letters: &[Letter], at: usize) -> Option<(Kind, usize)> {
    let rest = letters.get(at..)?;
    let first = rest.first()?.plain;
    if !first.is_ascii_digit() && !matches!(first, '+' | '(') {
        return None;
    }
    let runs = runs(rest);
    let international = |digits: &str| first == '+' || digits.starts_with("00");
    let card = |run: &&Run| {
        (13..=19).contains(&run.digits.len()) && luhn(&run.digits) && !international(&run.digits)
    };
    let phone = |run: &&Run| match run.digits.len() {
        8..=15 if international(&run.digits) || first == '(' => true,
        8..=15 if run.digits.starts_with('0') => !is_date(&run.groups),
        9..=19 => !is_date(&run.groups) && run.groups.iter().all(|group| *group >= 2),
        _ => false,
    };
    // Two numbers side by side are one run: the longest beginning of it that is something.
    runs.iter()
        .rev()
        .find(card)
        .map(|run| (Kind::Card, run.length))
        .or_else(|| runs.iter().rev().find(phone).map(|run| (Kind::Phone, run.length)))
}

/// The beginning of a run of digits, up to the end of one of its groups.
struct Run {
    digits: String,
    groups: Vec<usize>,
    length: usize,
}

fn runs(rest: &[Letter]) -> Vec<Run> {
    let mut runs: Vec<Run> = Vec::new();
    let (mut digits, mut groups) = (String::new(), Vec::new());
    let mut separators = 0;
    for (offset, letter) in rest.iter().enumerate() {
        match letter.plain {
            c if c.is_ascii_digit() => {
                if separators > 0 || groups.is_empty() {
                    groups.push(0);
                }
                if let Some(last) = groups.last_mut() {
                    *last += 1;
                }
                digits.push(c);
                separators = 0;
                let next = rest.get(offset + 1).map(|next| next.plain);
                if next.is_none_or(|c| !c.is_alphanumeric()) {
                    runs.push(Run { digits: digits.clone(), groups: groups.clone(), length: offset + 1 });
                }
            }
            '+' | '(' if offset == 0 => {}
            ' ' | '-' | '.' | '(' | ')' | '\u{A0}' | '\u{2011}' if separators < 2 && !digits.is_empty() => {
                separators += 1
            }
            _ => break,
        }
        if digits.len() > 19 {
            break;
        }
    }
    runs
}

/// 21-11-2026, 2026.11.21: a day, not a number to call.
fn is_date(groups: &[usize]) -> bool {
    matches!(groups, [1 | 2, 1 | 2, 4] | [4, 1 | 2, 1 | 2])
}

fn luhn(digits: &str) -> bool {
    let mut sum = 0;
    for (place, digit) in digits.chars().rev().filter_map(|c| c.to_digit(10)).enumerate() {
        sum += match (place % 2, digit) {
            (0, digit) => digit,
            (_, digit) if digit > 4 => digit * 2 - 9,
            (_, digit) => digit * 2,
        };
    }
    sum % 10 == 0 && digits.chars().any(|c| c != '0')
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn redacted(text: &str) -> String {
        Redactor::default().redact(text)
    }

    #[test]
    fn what_points_to_a_person_becomes_a_token() {
        for (text, wanted) in [
            ("write to Lina.K+shop@mail.example.jo.", "write to [EMAIL_1]."),
            ("رقمي ٠٧٩١٢٣٤٥٦٧ وشكرا", "رقمي [PHONE_1] وشكرا"),
            ("call +962 79 123 4567, please", "call [PHONE_1], please"),
            ("00962791234567", "[PHONE_1]"),
            ("شمارهٔ من ۰۹۱۲ ۳۴۵ ۶۷۸۹ است", "شمارهٔ من [PHONE_1] است"),
            ("card 4111 1111 1111 1111 ok", "card [CARD_1] ok"),
            ("IBAN JO94 CBJO 0010 0000 0000 0131 0003 02 thanks", "IBAN [IBAN_1] thanks"),
            ("TR330006100519786457841326", "[IBAN_1]"),
            ("iban: it60x0542811101000000123456.", "iban: [IBAN_1]."),
            ("my id is 9851234567", "my id is [PHONE_1]"),
            ("4111 1111 1111 1111 0791234567", "[CARD_1] [PHONE_1]"),
            ("0791234567 0781234567", "[PHONE_1] [PHONE_2]"),
            ("I bought 2. 0791234567 is mine", "I bought 2. [PHONE_1] is mine"),
        ] {
            assert_eq!(redacted(text), wanted);
        }
    }

    #[test]
    fn what_a_question_needs_stays() {
        for text in [
            "order 1001, 3 pots of 25 cm for 12.50 JD",
            "since 21-11-2026 or 2026-11-21",
            "between 9:00 and 17:30, 14 days",
            "price 1 000 000",
            "a@b",
            "SKU ABC123456X",
        ] {
            assert_eq!(redacted(text), text);
        }
    }

    #[test]
    fn one_value_has_one_token_and_comes_back() {
        let mut redactor = Redactor::default();
        let text =
            redactor.redact("A@x.example or 0791234567, again a@x.example and 079 123 4567; b@x.example");
        assert_eq!(text, "[EMAIL_1] or [PHONE_1], again [EMAIL_1] and [PHONE_1]; [EMAIL_2]");
        assert_eq!(
            redactor.restore("to [EMAIL_1] and [EMAIL_2], not [EMAIL_3]"),
            "to A@x.example and b@x.example, not [EMAIL_3]"
        );
        assert_eq!(redactor.without_tokens("at [PHONE_1]."), "at  .");
    }

    proptest! {
        #[test]
        fn any_text_comes_back_as_it_was(text in "[\\PC\\n]{0,80}") {
            let mut redactor = Redactor::default();
            let once = redactor.redact(&text);
            // A second spelling of a known value comes back as the first: only texts without one are the same.
            if redactor.known.len() == once.matches('[').count() {
                prop_assert_eq!(redactor.restore(&once), text);
            }
        }

        #[test]
        fn a_phone_is_found_wherever_it_stands(before in "[a-z ]{0,10}", after in "[a-z ,.]{0,10}") {
            let text = format!("{before} +962791234567 {after}");
            prop_assert!(!redacted(&text).contains("4567"));
        }
    }
}
