//! How numbers are written in the five languages, and what they measure.

use std::{
    collections::{HashMap, HashSet},
    sync::LazyLock,
};

/// What a number measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Unit {
    None,
    Percent,
    Money(&'static str),
    /// Minutes of one: hours, days and weeks are told in each other.
    Time(u32),
    /// Months of one.
    Months(u32),
    /// Its place in an order: the third.
    Rank,
    /// Centimetres, grams, degrees.
    Size(&'static str),
}

impl Unit {
    /// Whether numbers of both answer the same question.
    pub(super) fn is_like(self, other: Self) -> bool {
        match (self, other) {
            (Self::Money(_), Self::Money(_))
            | (Self::Time(_) | Self::Months(_), Self::Time(_) | Self::Months(_)) => true,
            _ => self == other,
        }
    }
}

pub(super) fn is_money_sign(c: char) -> bool {
    matches!(c, '$' | '€' | '£' | '₺' | '﷼' | '¥' | '₹')
}

/// Currencies by their folded words and signs; spellings of one currency share a code.
const MONEY: [(&str, &str); 11] = [
    (
        "JOD",
        "jod jd jds دينار دنانير دينارا دنانيرا ديناران دينارين د.ا dinar dinars dinari dinaro dinara dinardir",
    ),
    ("TRY", "₺ tl try lira lirasi liralik lire ليره ليرات"),
    ("EUR", "€ eur euro euros يورو"),
    ("USD", "$ usd dollar dollars دولار دولارا دولارات dolar dollari دلار"),
    ("GBP", "£ gbp pound pounds sterlin sterline جنيه"),
    ("SAR", "sar ريال ريالا ريالات ر.س riyal riyals"),
    ("IRT", "تومان تومن toman tomans"),
    ("AED", "aed درهم دراهم درهما dirham dirhams"),
    ("KWD", "kwd"),
    ("EGP", "egp"),
    ("IRR", "irr rial rials"),
];

/// Whether a folded word is a currency's.
pub(crate) fn is_money(word: &str) -> bool {
    matches!(unit(word), Unit::Money(_))
}

/// Lengths of time by their folded words; a word that ends in `*` stands for all that begin so.
const TIMES: [(Unit, &str); 6] = [
    (Unit::Time(1), "minute minutes min mins دقيقه دقائق دقايق دقيقتين dakika* minuto minuti"),
    (Unit::Time(60), "hour hours ساعه ساعات ساعت ساعته ساعتين saat saati saatlik saatte ora ore"),
    (
        Unit::Time(1_440),
        "day days يوم يوما ايام يومين روز روزه روزها gun gunu gunluk gunde gundur gunun giorno giorni",
    ),
    (Unit::Time(10_080), "week weeks اسبوع اسبوعا اسابيع اسبوعين هفته هفتگي hafta* settimana settimane"),
    (Unit::Months(1), "month months شهر شهرا اشهر شهور شهرين ماه ماهه ay ayda aylik aydir ayin mese mesi"),
    (Unit::Months(12), "year years سنه سنوات سنين عام عاما اعوام سنتين عامين سال ساله yil* anno anni"),
];

const SIZES: [(&str, &str); 9] = [
    ("cm", "cm سم سانتي سانتيمتر centimetres centimeters centimetri santim*"),
    ("m", "m متر امتار metre metres meter meters metri metro"),
    ("km", "km كم كيلومتر kilometre kilometres kilometer kilometers kilometri"),
    ("g", "g gr gram grams غرام جرام گرم grammi grammo"),
    ("kg", "kg كغ كيلو كيلوغرام كيلوگرم kilo kilos chili"),
    ("l", "l litre litres liter liters لتر ليتر litri litro"),
    ("ml", "ml"),
    ("°c", "°c c"),
    ("°f", "°f f"),
];

pub(super) fn unit(token: &str) -> Unit {
    let token = token.split(['\'', '’']).next().unwrap_or(token); // TL'dir
    if matches!(
        token,
        "%" | "percent" | "pct" | "بالمئه" | "بالمايه" | "بالميه" | "درصد" | "yuzde" | "percento"
    ) {
        return Unit::Percent;
    }
    if let Some(unit) = TABLE.0.get(token) {
        return *unit;
    }
    let begins = TABLE.1.iter().find(|(start, _)| token.starts_with(start.as_str()));
    begins.map_or(Unit::None, |(_, unit)| *unit)
}

type Table = (HashMap<String, Unit>, Vec<(String, Unit)>);

/// Words that stand for a unit as they are, and beginnings that do.
static TABLE: LazyLock<Table> = LazyLock::new(|| {
    let money = MONEY.iter().map(|(code, words)| (Unit::Money(code), *words));
    let sizes = SIZES.iter().map(|(size, words)| (Unit::Size(size), *words));
    let mut table = Table::default();
    for (unit, words) in money.chain(TIMES).chain(sizes) {
        for word in words.split(' ') {
            match word.strip_suffix('*') {
                Some(start) => table.1.push((start.to_owned(), unit)),
                None => {
                    table.0.insert(word.to_owned(), unit);
                }
            }
        }
    }
    table
});

/// A number word that means something else too, and a number only before what it counts.
pub(super) fn number_before_unit(token: &str) -> Option<&'static str> {
    match token {
        "one" => Some("1"),
        "alti" | "sei" => Some("6"),
        "نه" => Some("9"),
        "yuz" | "صد" => Some("100"),
        _ => None,
    }
}

/// The place that an ordinal names. First and second mean too much else.
pub(super) fn rank(token: &str) -> Option<&'static str> {
    const RANKS: [(&str, &str); 5] = [
        ("3", "third terzo terza ucuncu الثالث الثالثه سوم"),
        ("4", "fourth quarto quarta dorduncu الرابع الرابعه چهارم"),
        ("5", "fifth quinto quinta besinci الخامس الخامسه پنجم"),
        ("6", "sixth sesto sesta altinci السادس السادسه ششم"),
        ("10", "tenth decimo decima onuncu العاشر دهم"),
    ];
    let bare = token.trim_end_matches(['ي', 'ن']).to_owned();
    let is = |words: &str| words.split(' ').any(|word| word == token || word == bare);
    RANKS.iter().find(|(_, words)| is(words)).map(|(rank, _)| *rank)
}

/// What a scale word multiplies the number before it by.
pub(super) fn scale(token: &str) -> Option<f64> {
    match token {
        "الف" | "الاف" | "هزار" | "bin" | "mila" | "thousand" => Some(1e3),
        "مليون" | "ملايين" | "ميليون" | "milyon" | "million" | "millions" | "milione" | "milioni" => {
            Some(1e6)
        }
        _ => None,
    }
}

/// A value as [`readings`] writes it.
pub(super) fn written(value: f64) -> String {
    let text = format!("{value:.4}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
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

/// Number words that are told only where an answer is judged: finding knows fewer.
const MORE: [(&str, &str); 9] = [
    ("2", "دو"),
    ("7", "yedi"),
    ("11", "eleven undici يازده"),
    ("14", "چهارده"),
    ("40", "forty kirk quaranta اربعين اربعون چهل"),
    ("60", "sixty altmis sessanta ستين ستون شصت"),
    ("70", "seventy yetmis settanta سبعين سبعون هفتاد"),
    ("80", "eighty seksen ottanta ثمانين ثمانون هشتاد"),
    ("100", "hundred cento مئه"),
];

/// The number that a folded word names, also written together with what stands before it (بثلاثة).
pub(super) fn named(token: &str) -> Option<&'static str> {
    let more = |token: &str| {
        MORE.iter().find(|(_, words)| words.split(' ').any(|word| word == token)).map(|(value, _)| *value)
    };
    // Short words would be others: لست is no six.
    let bare = token.strip_prefix(['ب', 'و', 'ل', 'ف']).filter(|rest| rest.chars().count() >= 4);
    let known = |token: &str| number_word(token).or_else(|| more(token));
    known(token).or_else(|| bare.and_then(known))
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
