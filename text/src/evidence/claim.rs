//! What can be checked in a text: numbers with what they measure, dates, times, telephone numbers, addresses.

use super::{
    address::{Address, taken_out},
    clock,
    number::{Unit, is_money_sign, named, number_before_unit, rank, readings, scale, unit, written},
};
use crate::normalize::fold;

/// One checkable thing.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Claim {
    Number {
        readings: Vec<String>,
        unit: Unit,
    },
    /// Minutes after midnight; two where a text does not say which half of the day it means.
    Clock(Vec<u32>),
    /// A date or a code: its parts.
    Group(String),
    Phone(String),
    Link(String),
    Mail(String),
}

/// Digits of the shortest telephone number.
const PHONE_DIGITS: usize = 7;

impl Claim {
    /// Whether this, of a passage, says `asked`, of an answer.
    pub(super) fn supports(&self, asked: &Self) -> bool {
        match (self, asked) {
            (Self::Number { readings, unit }, Self::Number { readings: other, unit: asked_unit }) => {
                let same = readings.iter().any(|one| other.contains(one));
                (same && (*asked_unit == Unit::None || unit == asked_unit))
                    || readings.iter().any(|one| other.iter().any(|two| alike(one, *unit, two, *asked_unit)))
            }
            // Part of a date is said by the whole: "in 2026" from 12/05/2026. And a full hour by its number.
            (Self::Group(group), Self::Number { readings, unit: Unit::None }) => {
                group.split('/').any(|part| readings.iter().any(|one| one == part))
            }
            (Self::Clock(minutes), Self::Number { readings, unit: Unit::None }) => {
                minutes.iter().any(|minute| clock::spoken(*minute).iter().any(|said| readings.contains(said)))
            }
            (Self::Clock(minutes), Self::Clock(asked)) => minutes.iter().any(|one| asked.contains(one)),
            (Self::Phone(number), Self::Phone(asked)) => same_phone(number, asked),
            (Self::Link(have), Self::Link(asked)) => have == asked,
            (Self::Mail(mail), Self::Link(asked)) => mail.rsplit('@').next() == Some(asked.as_str()),
            _ => self == asked,
        }
    }

    /// Whether both answer the same kind of question, so that one may have been taken for the other.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Number { unit, .. }, Self::Number { unit: asked, .. }) => {
                unit.is_like(*asked) || *asked == Unit::None
            }
            (Self::Clock(_), Self::Clock(_)) | (Self::Clock(_), Self::Number { unit: Unit::None, .. }) => {
                true
            }
            _ => false,
        }
    }

    /// Whether it is a number that measures nothing by itself.
    pub(super) fn is_bare(&self) -> bool {
        matches!(self, Self::Number { unit: Unit::None, .. })
    }
}

/// 48 hours are 2 days, 24 months are 2 years.
fn alike(one: &str, unit: Unit, two: &str, other: Unit) -> bool {
    let minutes = match (unit, other) {
        (Unit::Time(a), Unit::Time(b)) | (Unit::Months(a), Unit::Months(b)) => (a, b),
        _ => return false,
    };
    let (Ok(one), Ok(two)) = (one.parse::<f64>(), two.parse::<f64>()) else { return false };
    (one * f64::from(minutes.0) - two * f64::from(minutes.1)).abs() < 1e-6
}

/// The same number with and without the country's code.
fn same_phone(one: &str, two: &str) -> bool {
    let bare = |number: &str| number.trim_start_matches('0').to_owned();
    let (one, two) = (bare(one), bare(two));
    let (long, short) = if one.len() >= two.len() { (&one, &two) } else { (&two, &one) };
    short.len() >= PHONE_DIGITS && long.ends_with(short.as_str()) && long.len() - short.len() <= 3
}

/// A piece of a text, folded, with whether something ends behind it.
struct Token {
    text: String,
    ends: bool,
}

/// The claims of a text, each with its written form, in order; addresses come first.
pub(super) fn claims(text: &str) -> Vec<(Claim, String)> {
    let (addresses, rest) = taken_out(text);
    let address = |address| match address {
        Address::Link(link) => (Claim::Link(link.clone()), link),
        Address::Mail(mail) => (Claim::Mail(mail.clone()), mail),
    };
    let mut found: Vec<(Claim, String)> = addresses.into_iter().map(address).collect();
    let tokens = tokens(&rest);
    let halves = tokens.iter().any(|token| clock::half(&token.text).is_some());
    let mut at = 0;
    while let Some(token) = tokens.get(at) {
        if let Some((digits, length)) = phone(tokens.get(at..).unwrap_or_default()) {
            found.push((Claim::Phone(digits.clone()), digits));
            at += length;
            continue;
        }
        let (mut here, length) = token_claims(&tokens, at, halves);
        found.append(&mut here);
        at += length.max(1);
        debug_assert!(!token.text.is_empty());
    }
    found
}

fn tokens(text: &str) -> Vec<Token> {
    let folded = fold(&text.replace(['\u{2013}', '\u{2014}', '\u{2212}'], "-"));
    let mut tokens = Vec::new();
    for piece in folded.split_whitespace() {
        let ends = piece.ends_with([',', '،', '.', ';', ':', '|', '؛', '؟', '?', '!', ')']);
        let bare = piece.trim_matches(|c: char| {
            !c.is_alphanumeric() && !is_money_sign(c) && !matches!(c, '%' | '+' | '/' | '°')
        });
        let mut parts = split_units(bare).into_iter().peekable();
        while let Some(text) = parts.next() {
            tokens.push(Token { text, ends: ends && parts.peek().is_none() });
        }
    }
    tokens
}

/// `20%`, `$5.00`, `3دنانير`, `20°c` as number and unit apart; ranges (`3-5`) as two numbers.
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
        // A code such as AB12 stays one word: letters then digits are no amount. Arabic "and" is no code.
        let latin = parts.last().is_some_and(|part| {
            part.ends_with(|c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.' | ':' | '/'))
        });
        let joins =
            kind == Some(now) || (kind == Some(1) && now == 0) || (kind == Some(3) && now == 0 && latin);
        match parts.last_mut() {
            Some(last) if joins => last.push(c),
            _ => parts.push(c.to_string()),
        }
        if !(kind == Some(3) && now == 0 && joins) {
            kind = Some(now);
        }
    }
    parts
        .into_iter()
        .map(|part| part.trim_matches(|c| matches!(c, '.' | ',' | ':' | '-' | '\'' | '’')).to_owned())
        .filter(|part| !part.is_empty())
        .collect()
}

/// The digits of a telephone number that begins here, and its length in tokens.
fn phone(tokens: &[Token]) -> Option<(String, usize)> {
    let first = tokens.first()?;
    let numeric = |text: &str| text.chars().all(|c| c.is_ascii_digit() || c == '-');
    let opening = first.text.strip_prefix('+').unwrap_or(&first.text);
    if opening.is_empty() || !numeric(opening) {
        return None;
    }
    let mut digits = digits_of(opening);
    let mut length = 1;
    let mut ends = first.ends;
    while let Some(next) = tokens.get(length).filter(|next| !ends && numeric(&next.text)) {
        digits.push_str(&digits_of(&next.text));
        ends = next.ends;
        length += 1;
    }
    let opens = first.text.starts_with('+')
        || (digits.starts_with('0') && !digits.starts_with("00000"))
        || (length > 1 && digits.starts_with("80"))
        || (length > 2 && digits.len() >= 9);
    (opens && (PHONE_DIGITS..=15).contains(&digits.len())).then_some((digits, length))
}

fn digits_of(token: &str) -> String {
    token.chars().filter(char::is_ascii_digit).collect()
}

/// The claims that begin with a token, and how many tokens they take.
fn token_claims(tokens: &[Token], at: usize, halves: bool) -> (Vec<(Claim, String)>, usize) {
    let Some(token) = tokens.get(at).map(|token| token.text.as_str()) else { return (Vec::new(), 1) };
    let text = |place: usize| tokens.get(place).map(|token| token.text.as_str());
    let before = at.checked_sub(1).and_then(text).unwrap_or_default();
    let after = unit_behind(tokens, at);
    if let Some(hour) = clock::named_hour(token, before, text(at + 1).unwrap_or_default()) {
        return (vec![(Claim::Clock(vec![hour * 60]), token.to_owned())], 1);
    }
    if let Some(minute) = clock::named(token) {
        return (vec![(Claim::Clock(vec![minute]), token.to_owned())], 1);
    }
    // One dinar, one hour: the word for one stands behind in Arabic.
    let own =
        unit(token.strip_prefix(['ب', 'و', 'ل']).filter(|_| unit(token) == Unit::None).unwrap_or(token));
    if own != Unit::None && !before.starts_with(|c: char| c.is_ascii_digit()) {
        let one = |place: usize| text(place).is_some_and(|word| matches!(word, "واحد" | "واحده"));
        if one(at + 1) || one(at + 2) {
            return (vec![(Claim::Number { readings: vec!["1".into()], unit: own }, token.to_owned())], 1);
        }
    }
    let counting = |token: &str| {
        let rest = token.strip_prefix(['ب', 'و', 'ل']).unwrap_or_default();
        number_before_unit(token).or_else(|| named(rest)).filter(|_| after != Unit::None)
    };
    if let Some(rank) = rank(token) {
        let rank = Claim::Number { readings: vec![rank.to_owned()], unit: Unit::Rank };
        return (vec![(rank, token.to_owned())], 1);
    }
    if after != Unit::None && matches!(token, "نصف" | "بنصف" | "half" | "yarim" | "mezzo" | "mezza" | "نيم")
    {
        return (vec![(Claim::Number { readings: vec!["0.5".into()], unit: after }, token.to_owned())], 1);
    }
    let word = named(token).or_else(|| counting(token));
    if let Some(value) = word {
        let dual = token.ends_with("ين") || token.ends_with("ان");
        let unit = match unit(token) {
            Unit::None => after,
            own if dual => own,
            _ => after,
        };
        let (value, length) = scaled(tokens, at, value);
        let unit = if length > 1 { unit_behind(tokens, at + length - 1) } else { unit };
        return (vec![(Claim::Number { readings: vec![value], unit }, token.to_owned())], length);
    }
    let (claims, length) = numeric(tokens, at, before, after, halves);
    (claims, length)
}

/// What the number at `at` measures, as said behind it: at once, after an adjective, or after the end of a range.
fn unit_behind(tokens: &[Token], at: usize) -> Unit {
    let text = |place: usize| tokens.get(place).map(|token| token.text.as_str()).unwrap_or_default();
    let ended = |place: usize| tokens.get(place).is_none_or(|token| token.ends);
    if ended(at) {
        return Unit::None;
    }
    let next = unit(text(at + 1));
    if next != Unit::None || ended(at + 1) {
        return next;
    }
    let is_number = |text: &str| text.starts_with(|c: char| c.is_ascii_digit()) || named(text).is_some();
    let range = matches!(
        text(at + 1),
        "to" | "تا"
            | "ile"
            | "ila"
            | "الي"
            | "a"
            | "e"
            | "ve"
            | "and"
            | "or"
            | "o"
            | "و"
            | "يا"
            | "او"
            | "ya"
    );
    if range && is_number(text(at + 2)) && !ended(at + 2) {
        let far = unit(text(at + 3));
        return if far == Unit::None && !ended(at + 3) { unit(text(at + 4)) } else { far };
    }
    // "5 business days", "5 iş günü": one word between, and never another number's unit.
    let word = text(at + 1);
    let between =
        !is_number(word) && !range && word.chars().all(char::is_alphabetic) && word.chars().count() > 1;
    if between && matches!(unit(text(at + 2)), Unit::Time(_) | Unit::Months(_)) {
        unit(text(at + 2))
    } else {
        Unit::None
    }
}

/// `190 هزار`, `2 milyon 400 bin`: the value with its scale words, and how many tokens that takes.
fn scaled(tokens: &[Token], at: usize, value: &str) -> (String, usize) {
    let text = |place: usize| tokens.get(place).map(|token| token.text.as_str()).unwrap_or_default();
    let (Some(times), Ok(first)) = (scale(text(at + 1)), value.parse::<f64>()) else {
        return (value.to_owned(), 1);
    };
    let and = matches!(text(at + 2), "و" | "and" | "e" | "ve");
    let more = at + 2 + usize::from(and);
    let rest = text(more).parse::<f64>().ok().zip(scale(text(more + 1)));
    match rest {
        Some((second, smaller)) if smaller < times => {
            (written(first * times + second * smaller), more + 2 - at)
        }
        _ => (written(first * times), 2),
    }
}

fn numeric(
    tokens: &[Token],
    at: usize,
    before: &str,
    after: Unit,
    halves: bool,
) -> (Vec<(Claim, String)>, usize) {
    let Some(token) = tokens.get(at).map(|token| token.text.as_str()) else { return (Vec::new(), 1) };
    let text = |place: usize| tokens.get(place).map(|token| token.text.as_str()).unwrap_or_default();
    if !token.starts_with(|c: char| c.is_ascii_digit()) {
        // Order codes and model names: digits count, exactly as they stand.
        let code = token.chars().any(|c| c.is_ascii_digit()) && !token.contains(['/', '\\']);
        return (if code { vec![(Claim::Group(token.to_owned()), token.to_owned())] } else { Vec::new() }, 1);
    }
    let clocks = |times: Vec<&str>| -> Vec<(Claim, String)> {
        let half =
            clock::half(text(at + 1)).or_else(|| clock::half(text(at + 2)).filter(|_| times.len() == 1));
        let read = |time: &&str| (Claim::Clock(clock::minutes(time, half, halves)), (*time).to_owned());
        times.iter().map(read).collect()
    };
    let parts: Vec<&str> = token.split(['/', ':', '-']).filter(|part| !part.is_empty()).collect();
    let dotted = token.split('.').count() == 3
        && parts.len() == 1
        && token.split('.').any(|part| part.len() < 3 && !part.is_empty());
    if dotted {
        return (vec![(Claim::Group(group(token.split('.'))), token.to_owned())], 1);
    }
    let range = parts.len() == 2 && token.contains('-') && !token.contains(['/', ':']);
    let times: Vec<&str> = token.split('-').filter(|part| !part.is_empty()).collect();
    let sized = matches!(after, Unit::Money(_) | Unit::Percent | Unit::Size(_));
    if token.contains(':')
        || (!sized && after == Unit::None && times.iter().all(|time| clock::is_dotted(time)))
    {
        return (clocks(times), 1);
    }
    if parts.len() == 1 && after == Unit::None && clock::half(text(at + 1)).is_some() && token.len() <= 2 {
        return (clocks(vec![token]), 1);
    }
    let around = |after: Unit| match after {
        Unit::None => match unit(before) {
            own @ (Unit::Money(_) | Unit::Percent) => own,
            _ => Unit::None,
        },
        after => after,
    };
    match parts.as_slice() {
        [_] => {
            let known = readings(token);
            let value = known.first().cloned().unwrap_or_default();
            let (value, length) = scaled(tokens, at, &value);
            let (readings, after) =
                if length > 1 { (vec![value], unit_behind(tokens, at + length - 1)) } else { (known, after) };
            let claim = Claim::Number { readings, unit: around(after) };
            (vec![(claim, token.to_owned())], length)
        }
        // 3-5 %, 10-20 JD: the unit of the second is the first's too.
        _ if range => {
            let claim = |part: &&str| {
                (Claim::Number { readings: readings(part), unit: around(after) }, (*part).to_owned())
            };
            (parts.iter().map(claim).collect(), 1)
        }
        _ => (vec![(Claim::Group(group(parts.into_iter())), token.to_owned())], 1),
    }
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
