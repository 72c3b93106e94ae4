//! Light stems: endings cut so that forms of one word meet, and no more.
//!
//! Light on purpose: an aggressive stemmer makes strangers meet, and the 4-grams of [`crate::tokens`] already
//! bridge what these rules miss. All input is folded ([`crate::normalize::fold`]).

mod arabic;
mod english;
mod italian;
mod persian;
mod turkish;

use crate::normalize::is_arabic;

/// The light stem of a folded word in `lang` (primary subtag); the word itself where no rule applies.
///
/// The script decides first: a Latin word in an Arabic or Persian text is stemmed as English, an
/// Arabic-script word in a Latin text as Arabic.
pub fn stem(word: &str, lang: Option<&str>) -> String {
    if word.chars().any(|c| c.is_ascii_digit()) {
        return word.to_owned();
    }
    if word.chars().next().is_some_and(is_arabic) {
        return if lang == Some("fa") { persian::stem(word) } else { arabic::stem(word) };
    }
    match lang {
        Some("tr") => turkish::stem(word),
        Some("it") => italian::stem(word),
        Some("en" | "ar" | "fa") => english::stem(word),
        _ => word.to_owned(),
    }
}

/// The stems a folded word may have in any of the five languages, without repetition, the word left out.
pub fn stems(word: &str) -> Vec<String> {
    let langs: &[&str] =
        if word.chars().next().is_some_and(is_arabic) { &["ar", "fa"] } else { &["tr", "it", "en"] };
    let mut found: Vec<String> = Vec::new();
    for lang in langs {
        let stem = stem(word, Some(lang));
        if stem != word && !found.contains(&stem) {
            found.push(stem);
        }
    }
    found
}

/// Cuts the first of `endings` that `word` ends with, if at least `keep` characters remain.
fn cut<'a>(word: &'a str, endings: &[&str], keep: usize) -> Option<&'a str> {
    endings.iter().find_map(|ending| word.strip_suffix(ending).filter(|rest| rest.chars().count() >= keep))
}

/// Cuts the first of `openings` that `word` begins with, if at least `keep` characters remain.
fn cut_start<'a>(word: &'a str, openings: &[&str], keep: usize) -> Option<&'a str> {
    openings.iter().find_map(|opening| word.strip_prefix(opening).filter(|rest| rest.chars().count() >= keep))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalize::fold;
    use proptest::prelude::*;

    fn meet(lang: &str, forms: &[&str]) {
        let stems: Vec<String> = forms.iter().map(|form| stem(&fold(form), Some(lang))).collect();
        assert!(stems.windows(2).all(|pair| pair[0] == pair[1]), "{forms:?} -> {stems:?}");
    }

    #[test]
    fn forms_of_a_word_meet() {
        meet("ar", &["الطلب", "طلب", "وطلبي", "طلبات", "للطلبات", "طلبكم", "والطلب"]);
        meet("ar", &["خدمة", "خدمات", "خدمتكم", "الخدمة"]);
        meet("ar", &["التوصيل", "توصيل", "للتوصيل", "بالتوصيل", "عالتوصيل"]);
        meet("fa", &["سفارش", "سفارش‌ها", "سفارش‌های", "سفارشهایی", "سفارشم", "سفارش‌هایتان"]);
        meet("fa", &["توانید", "می‌توانید", "نمی‌توانید"]);
        meet("tr", &["sipariş", "siparişim", "siparişler", "siparişlerinizi", "siparişlerden", "siparişin"]);
        meet("tr", &["kitap", "kitabı", "kitaplar", "kitabın"]);
        meet("it", &["spedizione", "spedizioni", "spedito", "spedire"]);
        meet("it", &["banca", "banche"]);
        meet("en", &["order", "orders", "ordered", "ordering"]);
        meet("en", &["policy", "policies"]);
        meet("en", &["return", "returns", "returned", "returning"]);
    }

    #[test]
    fn short_words_and_numbers_stay() {
        for (word, lang) in
            [("مع", "ar"), ("في", "ar"), ("ev", "tr"), ("re", "it"), ("is", "en"), ("a4s", "en")]
        {
            assert_eq!(stem(word, Some(lang)), word);
        }
    }

    proptest! {
        #[test]
        fn a_stem_is_never_empty_nor_longer(word in "\\p{L}{1,20}", lang in "ar|fa|tr|it|en") {
            let word = fold(&word);
            prop_assume!(!word.is_empty());
            let stem = stem(&word, Some(&lang));
            prop_assert!(!stem.is_empty());
            prop_assert!(stem.chars().count() <= word.chars().count());
        }
    }
}
