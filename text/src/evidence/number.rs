//! How numbers are written in the five languages, and what they measure.

use std::{collections::HashSet, sync::LazyLock};

/// What a number measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Unit {
    None,
    Percent,
    Money(&'static str),
}

pub(super) fn is_money_sign(c: char) -> bool {
    matches!(c, '$' | '€' | '£' | '₺' | '﷼' | '¥' | '₹')
}

/// Currencies by their folded words and signs; spellings of one currency share a code.
const MONEY: [(&str, &str); 10] = [
    ("JOD", "jod jd jds دينار دنانير دينارا دنانيرا د.ا dinar dinars dinari"),
    ("TRY", "₺ tl try lira lirasi liralik lire ليره ليرات"),
    ("EUR", "€ eur euro euros يورو"),
    ("USD", "$ usd dollar dollars دولار دولارا دولارات dolar dollari دلار"),
    ("GBP", "£ gbp pound pounds sterlin sterline جنيه"),
    ("SAR", "sar ريال ريالا ريالات ر.س riyal riyals"),
    ("IRR", "تومان تومن irr toman tomans rial"),
    ("AED", "aed درهم دراهم درهما dirham dirhams"),
    ("KWD", "kwd"),
    ("EGP", "egp"),
];

/// Whether a folded word is a currency's.
pub(crate) fn is_money(word: &str) -> bool {
    matches!(unit(word), Unit::Money(_))
}

pub(super) fn unit(token: &str) -> Unit {
    let token = token.split('\'').next().unwrap_or(token); // TL'dir
    if matches!(
        token,
        "%" | "percent" | "pct" | "بالمئه" | "بالمايه" | "بالميه" | "درصد" | "yuzde" | "percento"
    ) {
        return Unit::Percent;
    }
    let currency = MONEY.iter().find(|(_, words)| words.split(' ').any(|word| word == token));
    currency.map_or(Unit::None, |(code, _)| Unit::Money(code))
}

/// Number words that mean nothing else, from two up; Arabic duals of the usual measures are a two.
const NUMBERS: [(&str, &str); 17] = [
    (
        "2",
        "two iki due اثنين اثنان اثنتين يومين يومان اسبوعين اسبوعان شهرين شهران ساعتين ساعتان سنتين سنتان عامين مرتين دينارين",
    ),
    ("3", "three uc tre ثلاثه ثلاث تلات تلاته سه"),
    ("4", "four dort quattro اربعه اربع چهار"),
    ("5", "five bes cinque خمسه خمس پنج"),
    ("6", "six سته ست شش"),
    ("7", "seven sette سبعه سبع هفت"),
    ("8", "eight sekiz otto ثمانيه ثماني هشت"),
    ("9", "nine dokuz nove تسعه تسع"),
    ("10", "ten dieci عشره عشر"),
    ("12", "twelve dodici"),
    ("14", "fourteen quattordici"),
    ("15", "fifteen quindici پانزده"),
    ("20", "twenty yirmi venti عشرين عشرون بيست"),
    ("30", "thirty otuz trenta ثلاثين ثلاثون"),
    ("50", "fifty elli cinquanta خمسين خمسون پنجاه"),
    ("90", "ninety doksan novanta تسعين تسعون نود"),
    ("1000", "thousand mille الف هزار"),
];

static NUMBER_WORDS: LazyLock<Vec<(HashSet<&'static str>, &'static str)>> =
    LazyLock::new(|| NUMBERS.iter().map(|(value, words)| (words.split(' ').collect(), *value)).collect());

pub(crate) fn number_word(token: &str) -> Option<&'static str> {
    let bare = token.strip_prefix("ال").unwrap_or(token);
    NUMBER_WORDS
        .iter()
        .find(|(words, _)| words.contains(token) || words.contains(bare))
        .map(|(_, value)| *value)
}

/// The values a written number may have: 1.250 is 1250 in Italian and 1.25 in English.
pub(super) fn readings(token: &str) -> Vec<String> {
    let plain: String = token.chars().filter(char::is_ascii_digit).collect();
    let separators: Vec<char> = token.chars().filter(|c| matches!(c, '.' | ',')).collect();
    let decimal = |separator: char| {
        let (whole, fraction) = token.rsplit_once(separator).unwrap_or((token, ""));
        let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
        tidy(&whole, fraction)
    };
    let last_group = token.rsplit(['.', ',']).next().unwrap_or_default().len();
    match separators.as_slice() {
        [] => vec![tidy(&plain, "")],
        [one] if last_group == 3 => vec![tidy(&plain, ""), decimal(*one)],
        [one] => vec![decimal(*one)],
        [.., last] if separators.iter().filter(|c| *c == last).count() == 1 => vec![decimal(*last)],
        _ => vec![tidy(&plain, "")],
    }
}

fn tidy(whole: &str, fraction: &str) -> String {
    let whole = whole.trim_start_matches('0');
    let fraction = fraction.trim_end_matches('0');
    let whole = if whole.is_empty() { "0" } else { whole };
    if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") }
}
