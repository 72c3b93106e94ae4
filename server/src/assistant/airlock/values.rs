//! Identifiers with the check digits that they must have, computed here and nowhere else, and the ways people write them.

use rand::{Rng, RngExt, rngs::StdRng, seq::IndexedRandom};

pub fn digits(rng: &mut StdRng, count: usize) -> String {
    (0..count).map(|_| char::from(b'0' + rng.random_range(0..10_u8))).collect()
}

fn letters(rng: &mut StdRng, count: usize, of: &[u8]) -> String {
    (0..count).map(|_| char::from(*of.choose(rng).unwrap())).collect()
}

/// The digit that makes a Luhn sum end in zero.
fn with_luhn(body: &str) -> String {
    let sum: u32 = body
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, b)| {
            let doubled = u32::from(b - b'0') << u32::from(place % 2 == 0);
            doubled / 10 + doubled % 10
        })
        .sum();
    format!("{body}{}", (10 - sum % 10) % 10)
}

pub fn card(rng: &mut StdRng) -> String {
    let begin = *["4", "51", "55", "37", "6011"].choose(rng).unwrap();
    let length = if begin == "37" { 15 } else { 16 };
    let body = format!("{begin}{}", digits(rng, length - 1 - begin.len()));
    with_luhn(&body)
}

pub fn iban(rng: &mut StdRng, lang: &str) -> String {
    let (country, bban) = match lang {
        "ar" => match rng.random_range(0..3) {
            0 => ("JO", format!("{}{}", letters(rng, 4, b"ABCHJKNO"), digits(rng, 22))),
            1 => ("SA", digits(rng, 20)),
            _ => ("AE", digits(rng, 19)),
        },
        "fa" => ("IR", digits(rng, 22)),
        "tr" => ("TR", digits(rng, 22)),
        "it" => ("IT", format!("{}{}", letters(rng, 1, b"ABCXYZ"), digits(rng, 22))),
        _ => ("GB", format!("{}{}", letters(rng, 4, b"ABCLMNW"), digits(rng, 14))),
    };
    let number: String =
        format!("{bban}{country}00").chars().map(|c| c.to_digit(36).unwrap().to_string()).collect();
    let rest = number.bytes().fold(0_u32, |rest, b| (rest * 10 + u32::from(b - b'0')) % 97);
    format!("{country}{:02}{bban}", 98 - rest)
}

pub fn national_id(rng: &mut StdRng, lang: &str) -> String {
    match lang {
        "ar" => match rng.random_range(0..3) {
            0 => format!("9{}", digits(rng, 9)),
            1 => {
                let body = format!("{}{}", rng.random_range(1..3), digits(rng, 8));
                with_luhn(&body)
            }
            _ => {
                let body = format!("784{}{}", rng.random_range(1950..2010), digits(rng, 7));
                with_luhn(&body)
            }
        },
        "fa" => {
            let body = format!("{}{}", rng.random_range(1..10), digits(rng, 8));
            let sum: u32 = body
                .bytes()
                .enumerate()
                .map(|(place, b)| u32::from(b - b'0') * (10 - u32::try_from(place).unwrap()))
                .sum();
            let rest = sum % 11;
            format!("{body}{}", if rest < 2 { rest } else { 11 - rest })
        }
        "tr" => {
            let body = format!("{}{}", rng.random_range(1..10), digits(rng, 8));
            let d: Vec<i32> = body.bytes().map(|b| i32::from(b - b'0')).collect();
            let odd: i32 = d.iter().step_by(2).sum();
            let even: i32 = d.iter().skip(1).step_by(2).sum();
            let tenth = (odd * 7 - even).rem_euclid(10);
            format!("{body}{tenth}{}", (odd + even + tenth) % 10)
        }
        "it" => codice(rng),
        _ => digits(rng, 9),
    }
}

fn codice(rng: &mut StdRng) -> String {
    const ODD: &str = "010005070913151719210204182011030608121416102225242300";
    let body = format!(
        "{}{}{}{}{}{}",
        letters(rng, 6, b"BCDFGLMNPRSTVZ"),
        digits(rng, 2),
        letters(rng, 1, b"ABCDEHLMPRST"),
        format_args!("{:02}", rng.random_range(1..29) + 40 * rng.random_range(0..2)),
        letters(rng, 1, b"ABCDEFGHL"),
        digits(rng, 3)
    );
    let sum: usize = body
        .bytes()
        .enumerate()
        .map(|(place, b)| {
            let index = usize::from(if b.is_ascii_digit() { b - b'0' } else { b - b'A' });
            if place % 2 == 0 { ODD[index * 2..index * 2 + 2].parse().unwrap() } else { index }
        })
        .sum();
    format!("{body}{}", char::from(b'A' + u8::try_from(sum % 26).unwrap()))
}

pub fn phone(rng: &mut StdRng, lang: &str) -> String {
    let (country, own) = match lang {
        "ar" => match rng.random_range(0..3) {
            0 => ("962", format!("7{}{}", rng.random_range(7..10), digits(rng, 7))),
            1 => ("966", format!("5{}", digits(rng, 8))),
            _ => ("971", format!("50{}", digits(rng, 7))),
        },
        "fa" => ("98", format!("9{}", digits(rng, 9))),
        "tr" => ("90", format!("5{}", digits(rng, 9))),
        "it" => ("39", format!("3{}", digits(rng, 9))),
        _ => ("44", format!("7{}", digits(rng, 9))),
    };
    match rng.random_range(0..4) {
        0 => format!("+{country}{own}"),
        1 => format!("00{country}{own}"),
        _ if lang == "it" => own,
        _ => format!("0{own}"),
    }
}

pub fn secret(rng: &mut StdRng) -> String {
    const ALNUM: &[u8] = b"abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
    match rng.random_range(0..4) {
        0 => format!("sk-{}", letters(rng, 32, ALNUM)),
        1 => format!("ghp_{}", letters(rng, 36, ALNUM)),
        2 => format!(
            "eyJ{}.eyJ{}.{}",
            letters(rng, 20, ALNUM),
            letters(rng, 30, ALNUM),
            letters(rng, 30, ALNUM)
        ),
        _ => format!("AKIA{}", letters(rng, 16, b"ABCDEFGHJKLMNPQRSTUVWXYZ234567")),
    }
}

pub fn order(rng: &mut StdRng) -> String {
    match rng.random_range(0..4) {
        0 => format!("NB-{}{}", rng.random_range(1..10), digits(rng, 5)),
        1 => format!("{}{}", rng.random_range(1..10), digits(rng, 7)),
        _ => format!("{}{}", rng.random_range(3..10), digits(rng, 4)),
    }
}

/// Digits as people of a language write them: in their own script or not, in groups or not, with what keyboards leave
/// between and around.
pub fn written(rng: &mut StdRng, plain: &str, lang: &str) -> String {
    let zero = match (lang, rng.random_range(0..10)) {
        ("ar", 0..5) => '٠',
        ("fa", 0..6) => '۰',
        (_, 9) if rng.random_range(0..4) == 0 => '０',
        _ => '0',
    };
    let mark = match rng.random_range(0..10) {
        0 | 1 => " ",
        2 => "-",
        3 => ".",
        4 if matches!(lang, "ar" | "fa") => "\u{200C}",
        5 if rng.random_range(0..3) == 0 => "\u{A0}",
        _ => "",
    };
    let size = rng.random_range(3..5);
    let mut out = String::new();
    let length = plain.chars().count();
    for (place, c) in plain.chars().enumerate() {
        // No group of one at the end.
        if place > 0
            && place % size == 0
            && length - place > 1
            && c.is_ascii_alphanumeric()
            && !out.ends_with('+')
            && !plain.contains(['-', '.', '@', '/'])
        {
            out.push_str(mark);
        }
        out.push(c.to_digit(10).and_then(|digit| char::from_u32(u32::from(zero) + digit)).unwrap_or(c));
    }
    if matches!(lang, "ar" | "fa") && rng.random_range(0..6) == 0 {
        return format!("\u{200E}{out}\u{200E}");
    }
    out
}

pub fn mail(rng: &mut StdRng) -> String {
    let local = letters(rng, 5, b"bcdfghjklmnpqrstvwz");
    let house =
        *["gmail.com", "mail.example", "yahoo.com", "posta.example", "outlook.com"].choose(rng).unwrap();
    match rng.random_range(0..3) {
        0 => format!("{local}.{}@{house}", letters(rng, 4, b"aeioudrst")),
        1 => format!("{local}{}@{house}", rng.random_range(10..99)),
        _ => format!("{local}@{house}"),
    }
}

/// An address of e-mail in words, as those do who think that nobody finds it so.
pub fn spelled(mail: &str, lang: &str) -> String {
    let (at, dot) = match lang {
        "ar" => ("ات", "دوت"),
        "fa" => ("ات", "دات"),
        "tr" => ("et", "nokta"),
        "it" => ("chiocciola", "punto"),
        _ => ("at", "dot"),
    };
    mail.replace('@', &format!(" {at} ")).replace('.', &format!(" {dot} "))
}

/// True once in so many times.
pub fn once_in(rng: &mut StdRng, times: u32) -> bool {
    rng.next_u32().is_multiple_of(times)
}
