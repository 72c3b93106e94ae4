//! Codes of letters and digits: accounts, tax codes, passports, keys, addresses of machines, numbers of orders.

use super::{
    Kind, Span, checks,
    cue::{Cue, Cues},
    shadow::Shadow,
};

pub(super) fn find(shadow: &Shadow, cues: &Cues, found: &mut Vec<Span>) {
    let mut skip = 0;
    for at in 0..shadow.words.len() {
        let Some(word) = shadow.words.get(at) else { break };
        if word.from < skip {
            continue;
        }
        let span = grouped(shadow, cues, word.from).or_else(|| piece(shadow, cues, at));
        if let Some(span) = span {
            skip = span.to;
            found.push(span);
        }
    }
    pem(shadow, found);
    passwords(shadow, cues, found);
}

/// Accounts and tax codes, which people write in groups.
fn grouped(shadow: &Shadow, cues: &Cues, from: usize) -> Option<Span> {
    if !shadow.low(from)?.is_ascii_lowercase() {
        return None;
    }
    let mut code = String::new();
    let mut best = None;
    for at in from..shadow.letters.len() {
        match shadow.low(at)? {
            c if c.is_ascii_alphanumeric() => code.push(c),
            ' ' | '-' | '.' | '_' if !code.is_empty() => continue,
            _ => break,
        }
        let account = code.len() < 4 || code.chars().skip(2).take(2).all(|c| c.is_ascii_digit());
        if code.len() > 34 || (code.len() > 16 && !account) {
            break;
        }
        if shadow.low(at + 1).is_some_and(|c| c.is_ascii_alphanumeric()) {
            continue;
        }
        let to = at + 1;
        if checks::codice_fiscale(&code) || (checks::is_codice_form(&code) && to - from == 16) {
            best = Some(Span { from, to, kind: Kind::Id });
        } else if account && code.len() >= 15 {
            let length = checks::iban_length(&code) == Some(code.len());
            let digits = code.chars().filter(char::is_ascii_digit).count();
            // One digit mistyped is still an account.
            let mistyped = length
                && digits >= 12
                && (to - from == code.len() || near(shadow, cues, from, to) == Some(Cue::Iban));
            // One in 97 rows of words and numbers has the checksum too.
            let solid = digits >= 10 && (to - from == code.len() || checks::iban_length(&code).is_some());
            if (solid && checks::iban(&code)) || mistyped {
                best = Some(Span { from, to, kind: Kind::Iban });
            }
        }
    }
    best
}

fn near(shadow: &Shadow, cues: &Cues, from: usize, to: usize) -> Option<Cue> {
    cues.near(shadow, from, to).map(|(cue, _)| cue)
}

/// What one unbroken piece is that begins with a word.
fn piece(shadow: &Shadow, cues: &Cues, at: usize) -> Option<Span> {
    let word = shadow.words.get(at)?;
    let from = word.from;
    if !word.text.chars().all(|c| c.is_ascii_alphanumeric()) {
        return None;
    }
    if shadow.before(from).is_some_and(|c| matches!(c, '@' | '.'))
        && shadow.before(from - 1).is_some_and(|c| c != ' ')
    {
        return None;
    }
    let (to, marks) = piece_end(shadow, from);
    let text: String = shadow.slice(from, to).collect();
    let kind = machine(&text).or_else(|| secret(&text)).or_else(|| {
        let cue = near(shadow, cues, from, to);
        code(shadow, from, to, &text, marks, cue)
    })?;
    Some(Span { from, to, kind })
}

/// One past a piece of letters, digits, and the marks that codes have inside, and how many of those marks.
fn piece_end(shadow: &Shadow, from: usize) -> (usize, usize) {
    let mut to = from;
    let mut marks = 0;
    while let Some(c) = shadow.low(to) {
        let next = shadow.low(to + 1).is_some_and(|c| c.is_ascii_alphanumeric());
        match c {
            c if c.is_ascii_alphanumeric() => {}
            '-' | '_' | '/' | '.' | ':' | '+' | '='
                if next || (c == ':' && shadow.low(to + 1) == Some(':')) =>
            {
                marks += 1
            }
            _ => break,
        }
        to += 1;
    }
    (to, marks)
}

/// An address of a machine: IPv4, IPv6, MAC.
fn machine(text: &str) -> Option<Kind> {
    let hex = |part: &&str| part.len() <= 4 && part.chars().all(|c| c.is_ascii_hexdigit());
    let four: Vec<&str> = text.split('.').collect();
    if four.len() == 4
        && four.iter().all(|part| !part.is_empty() && part.len() <= 3 && part.parse::<u8>().is_ok())
    {
        return Some(Kind::Ip);
    }
    let six: Vec<&str> = text.split([':', '-']).collect();
    let colons = text.matches(':').count();
    let digits = text.chars().any(|c| c.is_ascii_digit());
    let mac = six.len() == 6 && six.iter().all(|part| part.len() == 2 && hex(part));
    let v6 = colons >= 2
        && six.iter().all(hex)
        && digits
        && (colons >= 4 || text.contains("::"))
        && !text.contains('-');
    let mac = mac && (colons == 5 || text.chars().any(|c| c.is_ascii_alphabetic()));
    (mac || v6).then_some(Kind::Ip)
}

/// Keys and tokens by their known beginnings, or by their length.
fn secret(text: &str) -> Option<Kind> {
    const BEGIN: [(&str, usize); 18] = [
        ("sk-", 16),
        ("sk_", 16),
        ("pk_", 16),
        ("rk_", 16),
        ("akia", 20),
        ("asia", 20),
        ("ghp_", 20),
        ("gho_", 20),
        ("ghu_", 20),
        ("ghs_", 20),
        ("ghr_", 20),
        ("github_pat_", 20),
        ("glpat-", 20),
        ("xoxb-", 16),
        ("xoxp-", 16),
        ("xoxa-", 16),
        ("aiza", 30),
        ("eyj", 30),
    ];
    if BEGIN.iter().any(|(begin, least)| text.starts_with(begin) && text.len() >= *least) {
        return Some(Kind::Secret);
    }
    let longest = text.split(['.', '/', ':']).map(str::len).max().unwrap_or_default();
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let letters = text.chars().filter(char::is_ascii_alphabetic).count();
    (longest >= 24 && digits >= 4 && letters >= 4).then_some(Kind::Secret)
}

/// A passport, an order, a parcel.
fn code(shadow: &Shadow, from: usize, to: usize, text: &str, marks: usize, cue: Option<Cue>) -> Option<Kind> {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    let letters = text.chars().filter(char::is_ascii_alphabetic).count();
    if digits == 0 || letters == 0 || text.contains([':', '.']) && digits < 6 {
        return None;
    }
    let begin = text.chars().take_while(char::is_ascii_alphabetic).count();
    let passport = (1..=3).contains(&begin) && (5..=9).contains(&digits) && letters <= 4 && marks <= 1;
    match cue {
        Some(Cue::Thing) => return None,
        Some(Cue::Passport) if passport => return Some(Kind::Passport),
        Some(Cue::Id) if digits >= 5 => return Some(Kind::Id),
        Some(Cue::OrderNumber) if digits >= 2 => return Some(Kind::Order),
        Some(Cue::Order) if digits >= 3 => return Some(Kind::Order),
        Some(Cue::Account) if digits >= 3 => return Some(Kind::Account),
        Some(Cue::Code) if digits >= 3 && text.len() >= 5 => return Some(Kind::Code),
        _ => {}
    }
    let upper = shadow.letters.get(from..to)?.iter().filter(|l| l.low.is_ascii_alphabetic()).all(|l| l.upper);
    // NB-10234, ORD2024-0091, RR123456789TR: capitals, and more digits than a model has.
    let coded = upper && (2..=6).contains(&begin) && digits >= 5;
    let hashed = shadow.before(from) == Some('#') && digits >= 3;
    let long = text.len() >= 9 && digits >= 5 && letters <= 8 && !text.contains(['.', '/', ':']);
    (coded || hashed || long).then_some(Kind::Order)
}

/// The block of a private key.
fn pem(shadow: &Shadow, found: &mut Vec<Span>) {
    let text: String = shadow.slice(0, shadow.letters.len()).collect();
    let letters = |bytes: &str| bytes.chars().count();
    let mut from = 0;
    while let Some(begin) = text.get(from..).and_then(|rest| rest.find("-----begin ")).map(|at| at + from) {
        let rest = text.get(begin..).unwrap_or_default();
        let length = rest.find("-----end ").map_or(rest.len(), |end| {
            let tail = rest.get(end + 9..).unwrap_or_default();
            end + 9 + tail.find("-----").map_or(tail.len(), |close| close + 5)
        });
        let first = letters(text.get(..begin).unwrap_or_default());
        let span = text.get(begin..begin + length).unwrap_or_default();
        found.push(Span { from: first, to: first + letters(span), kind: Kind::Secret });
        from = begin + length.max(1);
    }
}

/// What stands behind "my password is": one word that no dictionary has.
fn passwords(shadow: &Shadow, cues: &Cues, found: &mut Vec<Span>) {
    const LINKS: [&str; 14] =
        ["is", "was", "my", "هي", "هو", "تبعي", "الخاصة", "بي", "من", "است", "e", "mia", "su", "olan"];
    for end in cues.of_kind(Cue::Secret) {
        let mut at = shadow.word_at(end);
        let mut links = 0;
        while links < 3 && shadow.words.get(at).is_some_and(|word| LINKS.contains(&word.text.as_str())) {
            at += 1;
            links += 1;
        }
        let Some(word) = shadow.words.get(at) else { continue };
        let colon = shadow.slice(end, word.from).any(|c| c == ':' || c == '=' || c == '"' || c == '\'');
        if word.from - end > 30 || shadow.slice(end, word.from).any(|c| matches!(c, '?' | '؟' | '.')) {
            continue;
        }
        let mut to = word.from;
        while shadow.low(to).is_some_and(|c| !c.is_whitespace() && !matches!(c, ',' | '،' | '"')) {
            to += 1;
        }
        while to > word.to && shadow.low(to - 1).is_some_and(|c| matches!(c, '.' | '?' | '؟' | ')')) {
            to -= 1;
        }
        let piece = shadow.letters.get(word.from..to).unwrap_or_default();
        let odd = piece.iter().any(|l| !l.low.is_alphabetic()) || piece.iter().skip(1).any(|l| l.upper);
        if (colon || links > 0) && odd && to - word.from >= 4
            || (odd && to - word.from >= 6 && piece.iter().any(|l| l.low.is_ascii_digit()))
        {
            found.push(Span { from: word.from, to, kind: Kind::Secret });
        }
    }
}
