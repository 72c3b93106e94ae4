//! Check digits.

/// The digits of a string of digits.
fn digits(text: &str) -> Vec<u32> {
    text.chars().filter_map(|c| c.to_digit(10)).collect()
}

/// Luhn's sum over all digits (ISO/IEC 7812-1); a row of one digit is nobody's number.
pub(super) fn luhn(number: &str) -> bool {
    let digits = digits(number);
    let sum: u32 = digits
        .iter()
        .rev()
        .enumerate()
        .map(|(place, digit)| match (place % 2, *digit) {
            (0, digit) => digit,
            (_, digit) if digit > 4 => digit * 2 - 9,
            (_, digit) => digit * 2,
        })
        .sum();
    sum.is_multiple_of(10) && !all_equal(&digits)
}

fn all_equal(digits: &[u32]) -> bool {
    digits.windows(2).all(|pair| pair.first() == pair.last())
}

/// Payment cards: 13 to 19 digits, the first 2 to 6, Luhn.
pub(super) fn card(number: &str) -> bool {
    (13..=19).contains(&number.len()) && number.starts_with(['2', '3', '4', '5', '6']) && luhn(number)
}

/// Lengths of account numbers by country (ISO 13616 registry), for the countries that customers here write from.
const IBAN_LENGTHS: [(&str, usize); 40] = [
    ("ad", 24),
    ("ae", 23),
    ("al", 28),
    ("at", 20),
    ("az", 28),
    ("ba", 20),
    ("be", 16),
    ("bg", 22),
    ("bh", 22),
    ("ch", 21),
    ("cy", 28),
    ("cz", 24),
    ("de", 22),
    ("dk", 18),
    ("ee", 20),
    ("eg", 29),
    ("es", 24),
    ("fi", 18),
    ("fr", 27),
    ("gb", 22),
    ("ge", 22),
    ("gr", 27),
    ("hr", 21),
    ("hu", 28),
    ("ie", 22),
    ("iq", 23),
    ("ir", 26),
    ("it", 27),
    ("jo", 30),
    ("kw", 30),
    ("lb", 28),
    ("nl", 18),
    ("om", 23),
    ("pl", 28),
    ("ps", 29),
    ("qa", 29),
    ("ro", 24),
    ("sa", 24),
    ("se", 24),
    ("tr", 26),
];

/// How long an account number of this country is.
pub(super) fn iban_length(code: &str) -> Option<usize> {
    let country = code.get(..2)?;
    IBAN_LENGTHS.iter().find(|(known, _)| *known == country).map(|(_, length)| *length)
}

/// ISO 13616: the country's length where it is known, and the remainder by 97.
pub(super) fn iban(code: &str) -> bool {
    if !(15..=34).contains(&code.len()) || iban_length(code).is_some_and(|length| length != code.len()) {
        return false;
    }
    let (head, tail) = (code.chars().take(4), code.chars().skip(4));
    let rest = tail.chain(head).try_fold(0_u32, |rest, c| {
        let value = c.to_digit(36)?;
        Some((rest * if value > 9 { 100 } else { 10 } + value) % 97)
    });
    rest == Some(1)
}

/// Saudi national id or residence number: 1 or 2, ten digits, Luhn from the left.
pub(super) fn saudi(number: &str) -> bool {
    number.len() == 10 && number.starts_with(['1', '2']) && luhn(number)
}

/// Emirates id: 784, the year of birth, nine more; Luhn over all 15.
pub(super) fn emirates(number: &str) -> bool {
    number.len() == 15 && number.starts_with("784") && luhn(number)
}

/// Iranian national code: ten digits, the last by the sum modulo 11.
pub(super) fn iranian(number: &str) -> bool {
    let digits = digits(number);
    let (Some((last, head)), 10) = (digits.split_last(), digits.len()) else { return false };
    let rest = head.iter().zip((2..=10).rev()).map(|(digit, weight)| digit * weight).sum::<u32>() % 11;
    !all_equal(&digits) && *last == if rest < 2 { rest } else { 11 - rest }
}

/// Turkish identity number: eleven digits, the last two computed from the others.
pub(super) fn turkish(number: &str) -> bool {
    let digits = digits(number);
    let [a, b, c, d, e, f, g, h, i, tenth, eleventh] = digits[..] else { return false };
    let tens = (7 * (a + c + e + g + i) + 90 - (b + d + f + h)) % 10;
    a != 0 && tenth == tens && eleventh == digits.iter().take(10).sum::<u32>() % 10
}

/// Italian tax code, sixteen lower-case letters and digits: its form, with letters for digits where two people
/// would have the same, and its check letter.
pub(super) fn codice_fiscale(code: &str) -> bool {
    is_codice_form(code) && {
        let values = code.bytes().enumerate().take(15).map(|(place, byte)| {
            let value = match byte {
                b'0'..=b'9' => byte - b'0',
                _ => byte.wrapping_sub(b'a'),
            };
            if place % 2 == 0 { ODD.get(usize::from(value)).copied().unwrap_or(0) } else { u32::from(value) }
        });
        let check = values.sum::<u32>() % 26;
        code.bytes().last().map(u32::from) == Some(check + u32::from(b'a'))
    }
}

const ODD: [u32; 26] =
    [1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23];

/// Whether sixteen characters have the form of an Italian tax code.
pub(super) fn is_codice_form(code: &str) -> bool {
    let digit = |b: u8| b.is_ascii_digit() || matches!(b, b'l' | b'm' | b'n' | b'p'..=b'v');
    code.len() == 16
        && code.bytes().enumerate().all(|(place, b)| match place {
            0..=5 | 11 | 15 => b.is_ascii_lowercase(),
            8 => matches!(b, b'a'..=b'e' | b'h' | b'l' | b'm' | b'p' | b'r'..=b't'),
            _ => digit(b),
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn published_examples_hold_and_a_changed_digit_does_not() {
        type Check = fn(&str) -> bool;
        let cases: [(Check, &[&str]); 7] = [
            (card, &["4111111111111111", "5555555555554444", "340376792748116"]),
            (
                iban,
                &[
                    "jo94cbjo0010000000000131000302",
                    "sa0380000000608010167519",
                    "it60x0542811101000000123456",
                ],
            ),
            (saudi, &["1010000006", "2000000006"]),
            (emirates, &["784199000000002"]),
            (iranian, &["0010542205"]),
            (turkish, &["17291716060", "10000000146"]),
            (codice_fiscale, &["rccmnl83s18d969h", "rssmra85t10a562s"]),
        ];
        for (check, examples) in cases {
            for example in examples {
                assert!(check(example), "{example}");
                let last = example.chars().last().unwrap();
                let other = if last == '1' || last == 'b' { '2' } else { '1' };
                let changed = format!("{}{other}", &example[..example.len() - 1]);
                assert!(!check(&changed), "{changed}");
            }
        }
        assert!(!luhn("0000000000000000") && !iranian("1111111111") && !iban("jo94cbjo001"));
    }
}
