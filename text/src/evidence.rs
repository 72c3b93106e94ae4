//! Whether an answer says only what its passages say, as far as that can be checked without understanding.
//!
//! Numbers, prices, percentages, dates, times, links and addresses are what an invented answer gets wrong and a
//! customer acts upon. Each one of the answer must stand in a passage; how it is written (digits, separators,
//! number words, spacing) does not matter, what it measures does: 20 days are no evidence for 20 %.

mod number;

use self::number::{Unit, is_money_sign, readings, unit};
pub(crate) use self::number::{is_money, number_word};
use crate::normalize::fold;

/// One checkable thing.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Claim {
    Number {
        readings: Vec<String>,
        unit: Unit,
    },
    /// A date, a time, a phone number: its digits group by group.
    Group(String),
    Link(String),
    Mail(String),
}

/// Checks `answer` against `passages`.
///
/// # Errors
/// The pieces of the answer that stand in no passage, as they were written, in order.
pub fn supported(answer: &str, passages: &[&str]) -> Result<(), Vec<String>> {
    let known: Vec<Claim> =
        passages.iter().flat_map(|passage| claims(passage)).map(|(claim, _)| claim).collect();
    let mut missing: Vec<String> = Vec::new();
    for (claim, written) in claims(&without_marks(answer)) {
        if !known.iter().any(|evidence| evidence.supports(&claim)) && !missing.contains(&written) {
            missing.push(written);
        }
    }
    if missing.is_empty() { Ok(()) } else { Err(missing) }
}

impl Claim {
    fn supports(&self, claim: &Self) -> bool {
        match (self, claim) {
            (Self::Number { readings, unit }, Self::Number { readings: asked, unit: asked_unit }) => {
                (*asked_unit == Unit::None || unit == asked_unit)
                    && readings.iter().any(|one| asked.contains(one))
            }
            // Part of a date or of a time is said by the whole: "in 2026" from 12/05/2026.
            (Self::Group(group), Self::Number { readings, unit: Unit::None }) => {
                group.split(['/', ':']).any(|part| readings.iter().any(|one| one == part))
            }
            (Self::Link(have), Self::Link(asked)) => have == asked || asked.is_empty(),
            (Self::Mail(mail), Self::Link(asked)) => mail.rsplit('@').next() == Some(asked.as_str()),
            _ => self == claim,
        }
    }
}

/// List numbers at the start of a line and source marks like `[2]` are the answer's form, not what it claims.
fn without_marks(answer: &str) -> String {
    let mut out = String::with_capacity(answer.len());
    for line in answer.split_inclusive('\n') {
        let body = line.trim_start();
        let rest = body.trim_start_matches(|c: char| c.is_numeric());
        let numbered = rest.len() < body.len() && body.len() - rest.len() <= 4;
        let rest = if numbered {
            rest.strip_prefix(['.', ')', '-']).filter(|rest| rest.starts_with(' '))
        } else {
            None
        };
        out.push_str(rest.unwrap_or(line));
    }
    let mut clean = String::with_capacity(out.len());
    let mut left = out.as_str();
    while let Some((before, after)) = left.split_once('[') {
        clean.push_str(before);
        match after.split_once(']') {
            Some((mark, rest))
                if !mark.is_empty()
                    && mark.chars().all(|c| c.is_numeric() || matches!(c, ',' | ' ' | '،')) =>
            {
                left = rest;
            }
            _ => {
                clean.push('[');
                left = after;
            }
        }
    }
    clean.push_str(left);
    clean
}

/// The claims of a text, each with its written form.
fn claims(text: &str) -> Vec<(Claim, String)> {
    let mut found = Vec::new();
    let folded = fold(&text.replace(['\u{2013}', '\u{2014}', '\u{2212}'], "-"));
    let mut tokens: Vec<String> = Vec::new();
    for piece in folded.split_whitespace() {
        let bare = piece.trim_matches(|c: char| {
            !c.is_alphanumeric() && !is_money_sign(c) && !matches!(c, '%' | '+' | '/' | '@')
        });
        if bare.contains('@') && bare.contains('.') {
            found.push((Claim::Mail(bare.trim_start_matches("mailto:").to_owned()), bare.to_owned()));
        } else if let Some(link) = link(bare) {
            found.push((Claim::Link(link), bare.to_owned()));
        } else {
            tokens.extend(split_units(bare));
        }
    }
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        at += 1;
        if token.starts_with('+') {
            // A phone number goes on over spaces.
            let mut digits = digits_of(token);
            while let Some(next) =
                tokens.get(at).filter(|next| next.chars().all(|c| c.is_ascii_digit() || c == '-'))
            {
                digits.push_str(&digits_of(next));
                at += 1;
            }
            if !digits.is_empty() {
                found.push((Claim::Group(digits.clone()), format!("+{digits}")));
            }
            continue;
        }
        let before =
            at.checked_sub(2).and_then(|index| tokens.get(index)).map_or(Unit::None, |token| unit(token));
        let after = tokens.get(at).map_or(Unit::None, |token| unit(token));
        for (claim, written) in number_claims(token, before, after) {
            found.push((claim, written));
        }
    }
    found
}

/// `20%`, `$5.00`, `3دنانير` as number and unit apart; ranges (`3-5`) as two numbers.
fn split_units(piece: &str) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    let mut kind = None;
    for c in piece.chars() {
        let now = match c {
            '0'..='9' | '.' | ',' | '/' | ':' | '-' => 0,
            '+' => 1,
            _ if is_money_sign(c) || c == '%' => 2,
            _ => 3,
        };
        // A code such as AB12 stays one word: letters then digits are no amount.
        let joins = kind == Some(now) || (kind == Some(1) && now == 0) || (kind == Some(3) && now == 0);
        match parts.last_mut() {
            Some(last) if joins => last.push(c),
            _ => parts.push(c.to_string()),
        }
        if !(kind == Some(3) && now == 0) {
            kind = Some(now);
        }
    }
    // د.ا، ر.س: a currency's abbreviation is letters with dots between.
    parts
        .into_iter()
        .map(|part| part.trim_matches(|c| matches!(c, '.' | ',' | ':' | '-')).to_owned())
        .filter(|part| !part.is_empty())
        .collect()
}

fn number_claims(token: &str, before: Unit, after: Unit) -> Vec<(Claim, String)> {
    if let Some(value) = number_word(token) {
        let unit = if after == Unit::None { before } else { after };
        return vec![(Claim::Number { readings: vec![value.to_owned()], unit }, token.to_owned())];
    }
    if !token.starts_with(|c: char| c.is_ascii_digit()) {
        // Order codes and model names: digits count, exactly as they stand.
        return if token.chars().any(|c| c.is_ascii_digit()) && !token.contains(['/', '\\']) {
            vec![(Claim::Group(token.to_owned()), token.to_owned())]
        } else {
            Vec::new()
        };
    }
    let parts: Vec<&str> = token.split(['/', ':', '-']).filter(|part| !part.is_empty()).collect();
    let dotted = token.split('.').count() == 3
        && parts.len() == 1
        && token.split('.').any(|part| part.len() < 3 && !part.is_empty());
    if dotted {
        return vec![(Claim::Group(group(token.split('.'))), token.to_owned())];
    }
    let range = parts.len() == 2 && token.contains('-') && !token.contains(['/', ':']);
    match parts.as_slice() {
        [_] => {}
        _ if range => {
            // 3-5 %, 10-20 JD: the unit of the second is the first's too.
            let unit = if after == Unit::None { before } else { after };
            return parts.iter().map(|part| (number(part, unit), (*part).to_owned())).collect();
        }
        // 10:00-18:00 is two times; 2026-05-12 one date.
        _ if token.contains(':') && token.contains('-') => {
            return token
                .split('-')
                .filter(|time| !time.is_empty())
                .map(|time| (Claim::Group(clock(time)), time.to_owned()))
                .collect();
        }
        _ if token.contains(':') => {
            return vec![(Claim::Group(clock(token)), token.to_owned())];
        }
        _ => return vec![(Claim::Group(group(parts.into_iter())), token.to_owned())],
    }
    // A sign before the number is its own ($5, %20); a unit word before it only where none follows (TL 50).
    let unit = if after == Unit::None { before } else { after };
    vec![(number(token, unit), token.to_owned())]
}

fn number(token: &str, unit: Unit) -> Claim {
    Claim::Number { readings: readings(token), unit }
}

fn group<'a>(parts: impl Iterator<Item = &'a str>) -> String {
    parts
        .map(|part| {
            let bare = part.trim_start_matches('0');
            if bare.is_empty() { "0" } else { bare }
        })
        .collect::<Vec<_>>()
        .join("/")
}

/// A time as a group of its own kind: 9:30 is no 9/30.
fn clock(time: &str) -> String {
    group(time.split(':')).replace('/', ":")
}

fn digits_of(token: &str) -> String {
    token.chars().filter(char::is_ascii_digit).collect()
}

/// A link without scheme, `www.` and final slash; `None` where the piece is none.
fn link(piece: &str) -> Option<String> {
    let explicit = piece.starts_with("http://") || piece.starts_with("https://") || piece.starts_with("www.");
    let bare = piece.split_once("://").map_or(piece, |(_, rest)| rest);
    let bare = bare.strip_prefix("www.").unwrap_or(bare).trim_end_matches('/');
    let host = bare.split(['/', '?', '#']).next().unwrap_or_default();
    let labels: Vec<&str> = host.split('.').collect();
    let last = labels.last().copied().unwrap_or_default();
    let name = labels.len() >= 2
        && labels
            .iter()
            .all(|label| !label.is_empty() && label.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'))
        && last.len() >= 2
        && last.chars().all(|c| c.is_ascii_alphabetic());
    // Without a scheme only what looks like a shop's address: "end.next" is a missing space.
    let usual = matches!(
        last,
        "com"
            | "net"
            | "org"
            | "jo"
            | "ir"
            | "tr"
            | "it"
            | "eu"
            | "shop"
            | "store"
            | "io"
            | "co"
            | "info"
            | "example"
            | "test"
            | "ae"
            | "sa"
            | "app"
    );
    (explicit || (name && usual)).then(|| bare.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn holds(answer: &str, passage: &str) {
        assert_eq!(supported(answer, &[passage]), Ok(()), "{answer} / {passage}");
    }

    #[track_caller]
    fn fails(answer: &str, passage: &str, pieces: &[&str]) {
        assert_eq!(
            supported(answer, &[passage]),
            Err(pieces.iter().map(|piece| (*piece).to_owned()).collect())
        );
    }

    #[test]
    fn what_stands_in_a_passage_is_supported_however_written() {
        holds("مدة التوصيل ٣ أيام", "Delivery takes 3 days");
        holds("Three days.", "خلال ثلاثة أيام");
        holds("خلال يومين", "within 2 days");
        holds("It costs 1250 TL", "Ücret 1.250,00 TL'dir.");
        holds("from 3 to 5 days", "takes 3–5 days");
        holds("3-5 days", "من ٣ إلى ٥ أيام");
        holds("20 % off", "indirim %20");
        holds("خصم ٢٠٪", "20% discount");
        holds("1. Pack it.\n2. Send it back. [1]", "Pack it and send it back.");
        holds("Open 09:00-18:00", "We are open from 9:00 to 18:00");
        holds("On 12/05/2026", "on 12.05.2026");
        holds("In 2026", "on 12/05/2026");
        holds("Call +962 6 500 1234", "Phone: +962-6-5001234.");
        holds("See https://nabta.example/returns.", "www.nabta.example/returns/");
        holds("Write to Help@Nabta.example!", "help@nabta.example");
        holds("التوصيل ٣ دنانير", "delivery costs 3 JOD");
        holds("5.50 JD", "٥٫٥ دينار");
        holds("Yes, you can return it.", "Returns are accepted.");
    }

    #[test]
    fn what_stands_in_none_is_named() {
        fails("Delivery takes 4 days", "Delivery takes 3 days", &["4"]);
        fails("four days", "3 days", &["four"]);
        fails("20% off", "within 20 days", &["20"]);
        fails("It costs 50 €", "It costs 50 TL", &["50"]);
        fails("Write to help@other.example", "help@nabta.example", &["help@other.example"]);
        fails("See nabta.com/refund", "nabta.com/returns", &["nabta.com/refund"]);
        fails("Open until 19:00", "9:00 to 18:00", &["19:00"]);
        fails("on 13/05/2026", "on 12/05/2026", &["13/05/2026"]);
        fails("Call +962 7 000 0000", "+962 6 500 1234", &["+96270000000"]);
        fails("خلال أسبوعين", "خلال 3 أيام", &["اسبوعين"]);
    }

    proptest! {
        #[test]
        fn a_text_supports_itself(text in "[\\PC\\n]{0,120}|([0-9]{1,4}[ .,:/%-]{1,2}){0,12}") {
            prop_assert_eq!(supported(&text, &[text.as_str()]), Ok(()));
        }

        #[test]
        fn an_absent_number_is_never_supported(have in 100..999_u32, asked in 100..999_u32) {
            prop_assume!(have != asked);
            let (answer, passage) = (format!("It is {asked} days."), format!("It is {have} days."));
            prop_assert!(supported(&answer, &[&passage]).is_err());
        }
    }
}
