//! Prices, durations, times of day, telephone numbers and streets, as they stand in a text.

use std::sync::LazyLock;

use crate::{
    evidence,
    normalize::{ascii_digit, fold},
    tokens,
};

/// What an answer must hold to be one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
    Price,
    Duration,
    /// Hours of the day.
    Clock,
    /// A list of what to do or of what there is to choose from.
    Steps,
    Place,
    Phone,
}

/// Words of time: a number before one is a duration.
const TIMES: &str = "day days hour hours minute minutes week weeks month months year years
    gün günü günde günden günlük saat saate saatte dakika hafta haftada ay ayda yıl yılda kez
    giorno giorni ora ore minuto minuti settimana settimane mese mesi anno anni volte
    روز روزه ساعت دقیقه هفته ماه سال بار
    يوم أيام يوما يومًا ساعة ساعات دقيقة دقائق أسبوع أسابيع شهر أشهر شهرا شهرًا سنة سنوات عام أعوام مرة مرات";
/// Measures that hold their number themselves.
const DUAL_TIMES: &str = "يومان يومين ساعتان ساعتين أسبوعان أسبوعين شهران شهرين سنتان سنتين مرتان مرتين";
/// The same where they are joined to what follows: يومي عمل are two working days, يوما alone is any one.
const JOINED_TIMES: &str = "يوما يومي ساعتا ساعتي أسبوعا أسبوعي شهرا شهري";
const WORK: &str = "عمل";
const DUAL_MONEY: &str = "ديناران دينارين ليرتان ليرتين";
/// A time of the year; not the months that are other words too.
const MONTHS: &str = "january february april june july august september october november december march
    ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık
    gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre
    فروردین اردیبهشت خرداد مرداد شهریور اسفند سپتامبر آوریل
    شباط آذار نيسان أيار حزيران تموز أيلول يناير فبراير أبريل يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر";
const EVERY: &str = "every each her ogni هر كل";
const FREE: &str = "free gratis gratuito gratuita gratuiti ücretsiz ücretsizdir رایگان مجاني مجانا مجانية";
const STREETS: &str = "street st road rd avenue sokak sokağı cadde caddesi bulvar bulvarı mahallesi via viale piazza corso خیابان کوچه بلوار میدان شارع جادة";

struct Values {
    times: Vec<String>,
    dual_times: Vec<String>,
    joined_times: Vec<String>,
    dual_money: Vec<String>,
    months: Vec<String>,
    every: Vec<String>,
    free: Vec<String>,
    streets: Vec<String>,
}

static VALUES: LazyLock<Values> = LazyLock::new(|| {
    let read = |list: &str| list.split_whitespace().map(fold).collect();
    Values {
        times: read(TIMES),
        dual_times: read(DUAL_TIMES),
        joined_times: read(JOINED_TIMES),
        dual_money: read(DUAL_MONEY),
        months: read(MONTHS),
        every: read(EVERY),
        free: read(FREE),
        streets: read(STREETS),
    }
});

impl Wanted {
    /// The concept by which a heading announces it.
    pub(crate) fn concept(self) -> &'static str {
        match self {
            Self::Price => "price",
            Self::Duration => "duration",
            Self::Clock => "hours",
            Self::Steps => "method",
            Self::Place => "address",
            Self::Phone => "phone",
        }
    }

    /// How surely what is wanted stands in a sentence or row: 0 to 1. [`Self::Steps`] shows in a section only.
    pub(crate) fn stands(self, text: &str) -> f32 {
        let words: Vec<String> = tokens::words(text).into_iter().map(|word| word.text).collect();
        let is = |list: &[String], at: usize| words.get(at).is_some_and(|word| list.contains(word));
        let any = |list: &[String]| words.iter().any(|word| list.contains(word));
        let number = |at: usize| words.get(at).is_some_and(|word| is_number(word));
        let places = 0..words.len();
        match self {
            Self::Price => {
                let money = |at: usize| words.get(at).is_some_and(|word| evidence::is_money(word));
                let signed = text.contains(['$', '€', '£', '₺']);
                let mut places = places;
                if signed
                    || any(&VALUES.dual_money)
                    || places.any(|at| number(at) && (money(at + 1) || (at > 0 && money(at - 1))))
                {
                    1.0
                } else if any(&VALUES.free) {
                    0.5
                } else {
                    0.0
                }
            }
            Self::Duration => {
                let near = |at: usize| (1..=2).any(|next| is(&VALUES.times, at + next));
                let joined = |at: usize| {
                    is(&VALUES.joined_times, at) && words.get(at + 1).is_some_and(|next| next == WORK)
                };
                let mut places = places;
                f32::from(u8::from(
                    any(&VALUES.dual_times)
                        || any(&VALUES.months)
                        || places.any(|at| ((number(at) || is(&VALUES.every, at)) && near(at)) || joined(at)),
                ))
            }
            Self::Clock => f32::from(u8::from(says_time(text))),
            Self::Phone => f32::from(u8::from(says_phone(text))),
            Self::Place => f32::from(u8::from(any(&VALUES.streets))),
            Self::Steps => 0.0,
        }
    }
}

fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit()) || evidence::number_word(word).is_some()
}

/// Hours and minutes: 9:00, 19.30.
fn says_time(text: &str) -> bool {
    let folded: Vec<char> = text.chars().map(ascii_digit).collect();
    let digit = |at: Option<&char>| at.is_some_and(char::is_ascii_digit);
    folded.iter().enumerate().any(|(at, c)| {
        matches!(c, ':' | '.')
            && at > 0
            && digit(folded.get(at - 1))
            && digit(folded.get(at + 1))
            && digit(folded.get(at + 2))
            && !digit(folded.get(at + 3))
    })
}

/// Seven digits or more with nothing between them but spaces, dashes and brackets.
fn says_phone(text: &str) -> bool {
    let mut run = 0;
    for c in text.chars().map(ascii_digit) {
        match c {
            '0'..='9' => run += 1,
            ' ' | '-' | '(' | ')' | '+' => {}
            _ => run = 0,
        }
        if run >= 7 {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_known_by_their_units() {
        for (text, want) in [
            ("It costs 3 JOD.", Wanted::Price),
            ("ديناران ونصف", Wanted::Price),
            ("٣ دنانير", Wanted::Price),
            ("1–2 iş günü", Wanted::Duration),
            ("within three working days", Wanted::Duration),
            ("خلال يومين", Wanted::Duration),
            ("هر روز", Wanted::Duration),
            ("خلال يومي عمل", Wanted::Duration),
            ("En iyi aylar mart ve nisandır.", Wanted::Duration),
            ("9.00–19.00", Wanted::Clock),
            ("از ساعت ۹:۰۰", Wanted::Clock),
            ("+962 6 555 0142", Wanted::Phone),
            ("12 Rose Street", Wanted::Place),
        ] {
            assert!(want.stands(text) > 0.0, "{text}");
        }
        for (text, want) in [
            ("It costs nothing to ask 3 people.", Wanted::Price),
            ("There is no delivery on those days.", Wanted::Duration),
            ("اختر يومًا لاستلام الغرض", Wanted::Duration),
            ("Version 1.250 of 3", Wanted::Clock),
            ("Order 12345", Wanted::Phone),
        ] {
            assert!(want.stands(text) == 0.0, "{text}");
        }
    }
}
