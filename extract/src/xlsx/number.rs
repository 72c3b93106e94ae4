//! A number as its cell shows it: the part of format codes that tables of a business use. What else there is
//! (fractions, exponents, names of months, which depend on the reader's language) is shown plainly.

use std::fmt::Write;

const DAY_SECONDS: f64 = 86_400.0;
/// 9999-12-31, the last day that Excel knows.
const LAST_DAY: f64 = 2_958_466.0;
/// From here on a double counts no longer in ones.
const EXACT: f64 = 9_007_199_254_740_992.0;

/// Shows a number under a format code.
pub(super) fn show(value: f64, code: &str, from_1904: bool) -> String {
    let sections: Vec<&str> = sections(code);
    let section = match (value, sections.as_slice()) {
        (v, [_, negative, ..]) if v < 0.0 && !negative.is_empty() => *negative,
        (v, [_, _, zero, ..]) if v == 0.0 && !zero.is_empty() => *zero,
        (_, [first, ..]) => first,
        (_, []) => "General",
    };
    let tokens = tokens(section);
    let is_date = tokens.iter().any(|token| matches!(token, Token::Date(..) | Token::Elapsed(..)));
    if is_date {
        return date(value, &tokens, from_1904).unwrap_or_else(|| plain(value));
    }
    // A section of its own for what is below zero shows the sign itself.
    let own_sign = value < 0.0 && sections.len() > 1;
    number(if own_sign { -value } else { value }, &tokens).unwrap_or_else(|| plain(value))
}

/// A number without a format: as many digits as it was typed with.
pub(super) fn plain(value: f64) -> String {
    if value == value.trunc() && value.abs() < EXACT {
        return format!("{value:.0}");
    }
    // A double holds 15 digits; the rest is what binary makes of 0.1 + 0.2.
    format!("{value:.14e}").parse::<f64>().map_or_else(|_| value.to_string(), |rounded| rounded.to_string())
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Literal(String),
    /// `0`, `#`, `?`, `.`, `,`: a run of places for digits.
    Places(String),
    Percent,
    General,
    /// `yyyy`, `mm`…: a letter and how often.
    Date(char, usize),
    /// `[h]`, `[mm]`: hours or minutes that count on.
    Elapsed(char),
    /// `AM/PM`
    Halves,
    /// What is not shown here: fractions, exponents.
    Other,
}

/// The parts of a code for positive numbers, negative ones, zero and text.
fn sections(code: &str) -> Vec<&str> {
    let (mut found, mut start, mut quoted, mut escaped) = (Vec::new(), 0, false, false);
    for (at, c) in code.char_indices() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => quoted = !quoted,
            ';' if !quoted => {
                found.extend(code.get(start..at));
                start = at + 1;
            }
            _ => {}
        }
    }
    found.extend(code.get(start..));
    found
}

fn tokens(section: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut chars = section.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '"' => {
                let text: String = chars.by_ref().take_while(|&c| c != '"').collect();
                literal(&mut tokens, &text);
            }
            '\\' => literal(&mut tokens, &chars.next().map(String::from).unwrap_or_default()),
            // The width of a sign, and a sign that fills the cell.
            '_' => {
                chars.next();
                literal(&mut tokens, " ");
            }
            '*' => {
                chars.next();
            }
            '[' => bracket(&mut tokens, &chars.by_ref().take_while(|&c| c != ']').collect::<String>()),
            '%' => tokens.push(Token::Percent),
            '0' | '#' | '?' | '.' | ',' => match tokens.last_mut() {
                Some(Token::Places(places)) => places.push(c),
                _ => tokens.push(Token::Places(c.to_string())),
            },
            'G' if section.contains("General") => {
                chars.by_ref().take(6).for_each(drop);
                tokens.push(Token::General);
            }
            'A' | 'a' if chars.peek().is_some_and(|next| matches!(next, 'M' | 'm' | '/')) => {
                let rest = if chars.peek() == Some(&'/') { 2 } else { 4 };
                chars.by_ref().take(rest).for_each(drop);
                tokens.push(Token::Halves);
            }
            'y' | 'Y' | 'm' | 'M' | 'd' | 'D' | 'h' | 'H' | 's' | 'S' => {
                let c = c.to_ascii_lowercase();
                match tokens.last_mut() {
                    Some(Token::Date(last, times)) if *last == c => *times += 1,
                    _ => tokens.push(Token::Date(c, 1)),
                }
            }
            '@' => tokens.push(Token::General),
            'E' | 'e' => tokens.push(Token::Other),
            other => literal(&mut tokens, other.encode_utf8(&mut [0; 4])),
        }
    }
    tokens
}

fn literal(tokens: &mut Vec<Token>, text: &str) {
    match tokens.last_mut() {
        Some(Token::Literal(last)) => last.push_str(text),
        _ => tokens.push(Token::Literal(text.to_owned())),
    }
}

/// `[$JOD-409]` is a currency, `[h]` hours that count on, anything else a colour, a condition or a country.
fn bracket(tokens: &mut Vec<Token>, text: &str) {
    if let Some(currency) = text.strip_prefix('$') {
        literal(tokens, currency.split('-').next().unwrap_or_default());
    } else if let Some(first) = text.chars().next().map(|c| c.to_ascii_lowercase())
        && matches!(first, 'h' | 'm' | 's')
        && text.chars().all(|c| c.to_ascii_lowercase() == first)
    {
        tokens.push(Token::Elapsed(first));
    }
}

fn number(value: f64, tokens: &[Token]) -> Option<String> {
    if tokens.contains(&Token::Other) {
        return None;
    }
    let places: Vec<&String> = tokens
        .iter()
        .filter_map(|token| if let Token::Places(places) = token { Some(places) } else { None })
        .collect();
    // "# ?/?" has two runs: a fraction, which is shown as a decimal number.
    if places.len() > 1 {
        return None;
    }
    let scaled = if tokens.contains(&Token::Percent) { value * 100.0 } else { value };
    let mut shown = String::new();
    let mut signed = places.is_empty();
    for token in tokens {
        match token {
            Token::Literal(text) => shown.push_str(text),
            Token::Percent => shown.push('%'),
            Token::General => shown.push_str(&plain(scaled)),
            Token::Places(places) => {
                signed = true;
                shown.push_str(&digits(scaled, places));
            }
            Token::Date(..) | Token::Elapsed(_) | Token::Halves | Token::Other => {}
        }
    }
    signed.then(|| shown.trim().to_owned()).filter(|shown| !shown.is_empty())
}

fn digits(value: f64, places: &str) -> String {
    let (whole, decimals) = places.split_once('.').unwrap_or((places, ""));
    // Commas at the end divide by a thousand each.
    let scale = i32::try_from(places.chars().rev().take_while(|&c| c == ',').count()).unwrap_or_default();
    let (whole, decimals) = (whole.trim_end_matches(','), decimals.trim_end_matches(','));
    let grouped = whole.contains(',');
    let (most, least) = (decimals.len().min(15), decimals.chars().filter(|&c| c == '0').count());
    let mut text = format!("{:.most$}", value.abs() / 1000_f64.powi(scale));
    while most > 0 && text.split_once('.').is_some_and(|(_, end)| end.len() > least && end.ends_with('0')) {
        text.pop();
    }
    let text = text.trim_end_matches('.');
    let (whole_digits, end) = text.split_once('.').unwrap_or((text, ""));
    let mut shown = String::new();
    let zeros = whole.chars().filter(|&c| c == '0').count();
    let padded = format!("{whole_digits:0>zeros$}");
    for (at, digit) in padded.chars().enumerate() {
        if grouped && at > 0 && (padded.len() - at) % 3 == 0 {
            shown.push(',');
        }
        shown.push(digit);
    }
    if !end.is_empty() {
        shown.push('.');
        shown.push_str(end);
    }
    let is_zero = shown.chars().all(|c| matches!(c, '0' | '.' | ','));
    if value < 0.0 && !is_zero { format!("-{shown}") } else { shown }
}

fn date(value: f64, tokens: &[Token], from_1904: bool) -> Option<String> {
    let first = if from_1904 { 1462.0 } else { 0.0 };
    let value = value + first;
    if !(0.0..LAST_DAY).contains(&value) {
        return None;
    }
    let named = tokens.iter().any(|token| matches!(token, Token::Date('m' | 'd', 3..)));
    let seconds = (value.fract() * DAY_SECONDS).round();
    let (day, seconds) =
        if seconds >= DAY_SECONDS { (value.trunc() + 1.0, 0.0) } else { (value.trunc(), seconds) };
    // Both are whole and far below 2^53.
    #[expect(clippy::cast_possible_truncation, reason = "checked against LAST_DAY")]
    let (day, seconds) = (day as i64, seconds as i64);
    let (year, month, of_month) = civil(day);
    if named {
        let time = if seconds > 0 {
            format!(" {:02}:{:02}", seconds / 3600, seconds / 60 % 60)
        } else {
            String::new()
        };
        return Some(format!("{year:04}-{month:02}-{of_month:02}{time}"));
    }
    let halves = tokens.contains(&Token::Halves);
    let hour = if halves { (seconds / 3600 + 11) % 12 + 1 } else { seconds / 3600 };
    let mut shown = String::new();
    let mut last = ' ';
    for (at, token) in tokens.iter().enumerate() {
        let next = tokens.get(at + 1..).unwrap_or_default().iter().find_map(letter);
        let _ = match token {
            Token::Literal(text) => shown.write_str(text),
            // Between year and day there is a slash, between hour and minute a colon: literals both, but the
            // dot and comma are places elsewhere.
            Token::Places(text) if text.contains('0') => Ok(()),
            Token::Places(text) => shown.write_str(text),
            Token::Date('y', 1 | 2) => write!(shown, "{:02}", year % 100),
            Token::Date('y', _) => write!(shown, "{year:04}"),
            // "m" beside hours or seconds are minutes.
            Token::Date('m', times) if last == 'h' || next == Some('s') => {
                padded(&mut shown, seconds / 60 % 60, *times)
            }
            Token::Date('m', times) => padded(&mut shown, month, *times),
            Token::Date('d', times) => padded(&mut shown, of_month, *times),
            Token::Date('h', times) => padded(&mut shown, hour, *times),
            Token::Date('s', times) => padded(&mut shown, seconds % 60, *times),
            Token::Elapsed('h') => write!(shown, "{}", day * 24 + seconds / 3600),
            Token::Elapsed('m') => write!(shown, "{}", day * 1440 + seconds / 60),
            Token::Elapsed(_) => write!(shown, "{}", day * 86_400 + seconds),
            Token::Halves => shown.write_str(if seconds < 43_200 { "AM" } else { "PM" }),
            Token::Date(..) | Token::Percent | Token::General | Token::Other => Ok(()),
        };
        last = letter(token).unwrap_or(last);
    }
    Some(shown.trim().to_owned())
}

fn letter(token: &Token) -> Option<char> {
    match token {
        Token::Date(letter, _) | Token::Elapsed(letter) => Some(*letter),
        _ => None,
    }
}

fn padded(out: &mut String, value: i64, times: usize) -> std::fmt::Result {
    if times > 1 { write!(out, "{value:02}") } else { write!(out, "{value}") }
}

/// Year, month and day of Excel's day number, which counts a 29th of February in 1900 that never was.
fn civil(day: i64) -> (i64, i64, i64) {
    let days = if day < 60 { day + 1 } else { day };
    // Days since 0000-03-01 (days_from_civil of H. Hinnant, backwards); 1899-12-30 is day 0.
    let z = days + 693_899;
    let era = z / 146_097;
    let doe = z % 146_097;
    let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let (day, month) = (doy - (153 * mp + 2) / 5 + 1, if mp < 10 { mp + 3 } else { mp - 9 });
    (yoe + era * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_as_their_cells_show_them() {
        for (value, code, shown) in [
            (962_791_234_567.0, "General", "962791234567"),
            (0.1 + 0.2, "General", "0.3"),
            (2.5, "0.00", "2.50"),
            (1_234_567.891, "#,##0.00", "1,234,567.89"),
            (-5.0, "#,##0.00;(#,##0.00)", "(5.00)"),
            (-5.0, "0.0", "-5.0"),
            (0.16, "0%", "16%"),
            (0.075, "0.0#%", "7.5%"),
            (12.0, "#,##0.00\\ \"JOD\"", "12.00 JOD"),
            (12.0, "[$€-410]\\ #,##0", "€ 12"),
            (7.0, "000", "007"),
            (0.0, "0;-0;\"free\"", "free"),
            (3.0, "[Red]0 \"kg\"", "3 kg"),
            (0.5, "# ?/?", "0.5"),
            (4_500_000.0, "0.0,,\"M\"", "4.5M"),
        ] {
            assert_eq!(show(value, code, false), shown, "{value} {code}");
        }
    }

    #[test]
    fn dates_and_times_are_shown_as_their_cells_show_them() {
        for (value, code, shown) in [
            (46_086.0, "dd/mm/yyyy", "05/03/2026"),
            (46_086.0, "d.m.yy", "5.3.26"),
            (46_086.75, "yyyy-mm-dd hh:mm", "2026-03-05 18:00"),
            (46_086.75, "d mmmm yyyy", "2026-03-05 18:00"),
            (0.375, "h:mm AM/PM", "9:00 AM"),
            (0.75, "hh:mm:ss", "18:00:00"),
            (1.5, "[h]:mm", "36:00"),
            (1.0, "yyyy-mm-dd", "1900-01-01"),
            (61.0, "yyyy-mm-dd", "1900-03-01"),
        ] {
            assert_eq!(show(value, code, false), shown, "{value} {code}");
        }
        assert_eq!(show(44_624.0, "dd/mm/yyyy", true), "05/03/2026");
        assert_eq!(show(-1.0, "dd/mm/yyyy", false), "-1");
    }

    proptest::proptest! {
        #[test]
        fn no_code_and_no_number_is_too_much(value in proptest::num::f64::ANY, code in "[0#?.,%\\[\\]$hmsydEAMP/\"\\\\;:_* a-c-]{0,16}") {
            let _ = show(value, &code, false);
        }
    }
}
