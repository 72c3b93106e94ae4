//! Amounts of money, exact: on the wire in millionths of the currency's unit, on the screen as people write them.

const MILLION: u64 = 1_000_000;
const PLACES: usize = 6;

/// Reads an amount in whichever digits and with whichever decimal sign: `0.15`, `0,15`, `٠٫١٥`.
pub fn parse(typed: &str) -> Option<u64> {
    let plain: Option<String> = typed
        .trim()
        .chars()
        .filter(|letter| *letter != '٬')
        .map(|letter| if matches!(letter, ',' | '٫') { Some('.') } else { western(letter) })
        .collect();
    let plain = plain?;
    let (whole, part) = plain.split_once('.').unwrap_or((&plain, ""));
    if part.len() > PLACES || part.contains('.') || (whole.is_empty() && part.is_empty()) {
        return None;
    }
    let whole: u64 = if whole.is_empty() { 0 } else { whole.parse().ok()? };
    let part: u64 = format!("{part:0<PLACES$}").parse().ok()?;
    whole.checked_mul(MILLION)?.checked_add(part)
}

/// Writes an amount so that [`parse`] reads the same.
pub fn write(amount: u64) -> String {
    let (whole, part) = (amount / MILLION, amount % MILLION);
    if part == 0 {
        return whole.to_string();
    }
    let part = format!("{part:0>PLACES$}");
    format!("{whole}.{}", part.trim_end_matches('0'))
}

fn western(digit: char) -> Option<char> {
    let value = match digit {
        '0'..='9' | '.' => return Some(digit),
        '٠'..='٩' => u32::from(digit) - u32::from('٠'),
        '۰'..='۹' => u32::from(digit) - u32::from('۰'),
        _ => return None,
    };
    char::from_digit(value, 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_read_as_people_write_them_and_nothing_is_lost() {
        for (typed, amount) in [
            ("0.15", 150_000),
            ("0,15", 150_000),
            ("٠٫١٥", 150_000),
            ("۲", 2_000_000),
            (".5", 500_000),
            ("0.000001", 1),
        ] {
            assert_eq!(parse(typed), Some(amount), "{typed}");
        }
        for wrong in ["", ".", "1.2.3", "-1", "0.0000001", "a", "99999999999999999999"] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
        for amount in [0, 1, 150_000, 1_500_000, 12_000_000, 1_000_001] {
            assert_eq!(parse(&write(amount)), Some(amount));
        }
    }
}
