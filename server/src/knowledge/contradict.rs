//! Sentences that say the same of something with another number.
//!
//! What is told must be worth a look, so both sides must fit: nearly the same words, the same units in the same
//! order, and a number that is not the same. Much that contradicts in other words is not found.

use std::collections::BTreeSet;
use text::{language, normalize::ascii_digit, sentence, stem, stopwords, tokens};

/// Words beside numbers that a sentence must have: fewer say too little of what the number is about.
const WORDS: usize = 3;
/// The share of words that two sentences must have in common.
const SAME: f32 = 0.7;
/// Longer numbers are telephones, orders and accounts.
const DIGITS: usize = 7;
/// Numbers of a sentence; a table's row has more.
const NUMBERS: usize = 3;

/// A sentence that says a number of something.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Claim {
    pub sentence: String,
    words: BTreeSet<String>,
    /// Each number as written with ASCII digits, and the word after it.
    numbers: Vec<(String, String)>,
}

/// The sentences of a text that say a number.
pub(super) fn claims(text: &str, lang: Option<&str>) -> Vec<Claim> {
    let lang = lang.and_then(language::known).or_else(|| language::detect(text, None));
    sentence::sentences(text).into_iter().filter_map(|range| claim(text.get(range)?, lang)).collect()
}

fn claim(sentence: &str, lang: Option<&str>) -> Option<Claim> {
    let (mut words, mut numbers) = (BTreeSet::new(), Vec::<(String, String)>::new());
    let mut open = false;
    for word in tokens::words(sentence) {
        let plain: String = word.text.chars().map(ascii_digit).collect();
        if plain.starts_with(|c: char| c.is_ascii_digit()) {
            if plain.chars().filter(char::is_ascii_digit).count() > DIGITS {
                return None;
            }
            numbers.push((plain, String::new()));
            open = true;
            continue;
        }
        let stem = stem::stem(&word.text, lang);
        if let Some((_, unit)) = numbers.last_mut().filter(|_| open) {
            unit.clone_from(&stem);
            open = false;
        }
        if !stopwords::is_stop(&word.text, lang) {
            words.insert(stem);
        }
    }
    let fits = words.len() >= WORDS && (1..=NUMBERS).contains(&numbers.len());
    fits.then(|| Claim { sentence: sentence.to_owned(), words, numbers })
}

/// Whether two claims are about the same and their numbers are not.
pub(super) fn contradict(a: &Claim, b: &Claim) -> bool {
    let units = |claim: &Claim| claim.numbers.iter().map(|(_, unit)| unit.clone()).collect::<Vec<_>>();
    let values = |claim: &Claim| claim.numbers.iter().map(|(number, _)| number.clone()).collect::<Vec<_>>();
    let common = a.words.intersection(&b.words).count() as f32;
    let all = a.words.union(&b.words).count().max(1) as f32;
    common / all >= SAME && units(a) == units(b) && values(a) != values(b)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn differ(a: &str, b: &str, lang: &str) -> bool {
        let one = |text| claims(text, Some(lang)).into_iter().next().unwrap();
        contradict(&one(a), &one(b))
    }

    #[test]
    fn the_same_subject_with_another_number_is_told() {
        for (a, b, lang) in [
            (
                "Returns are accepted within 14 days of delivery.",
                "Returns are accepted within 30 days of delivery.",
                "en",
            ),
            ("التوصيل داخل عمّان يكلف ٣ دنانير لكل طلب.", "التوصيل داخل عمان يكلف ٥ دنانير لكل طلب.", "ar"),
            ("هزینهٔ ارسال سفارش در تهران ۵۰ تومان است.", "هزینهٔ ارسال سفارش در تهران ۷۰ تومان است.", "fa"),
            ("İade süresi teslimattan sonra 14 gündür.", "İade süresi teslimattan sonra 30 gündür.", "tr"),
            ("La spedizione in Italia costa 5 euro.", "La spedizione in Italia costa 7 euro.", "it"),
        ] {
            assert!(differ(a, b, lang), "{a}");
            assert!(!differ(a, a, lang), "{a}");
        }
    }

    #[test]
    fn another_subject_or_unit_is_none() {
        for (a, b) in [
            ("Delivery in Amman takes 2 days.", "Delivery in Aqaba takes 4 days by truck."),
            (
                "Water the cactus 1 time a month in winter.",
                "Water the cactus 250 millilitres a month in winter.",
            ),
            ("The large pot holds 12 litres of soil.", "The small pot holds 3 litres of sand."),
        ] {
            assert!(!differ(a, b, "en"), "{a}");
        }
        // A telephone is no claim, nor a line of prices.
        assert!(claims("Call our shop in Amman under 0791234567 today.", Some("en")).is_empty());
        assert!(claims("Pots small large huge: 1 2 3 4 dinars", Some("en")).is_empty());
    }
}
