//! Whether two words mean the same, as far as their form and the bridges between languages tell.

use super::{
    lexicon,
    number::{Unit, unit},
};
use crate::{concepts, normalize::is_arabic, stem::stem, stopwords::is_stop};

/// A word with all by which it may be known.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Known {
    pub text: String,
    stem: String,
    bare: String,
    /// Concepts of the support matters and of this room's own list.
    meanings: Vec<&'static str>,
    skeleton: String,
    lang: Option<&'static str>,
}

impl Known {
    pub(super) fn new(word: &str, lang: Option<&'static str>) -> Self {
        // Bridges of finding that are too wide for judging: all countries are one there, all animals.
        let wide = |meaning: &&str| !matches!(*meaning, "country" | "animal" | "usual");
        let mut meanings: Vec<&'static str> = concepts::of(word, lang).into_iter().filter(wide).collect();
        meanings.extend(lexicon::of(word, lang));
        Self {
            text: word.to_owned(),
            stem: stem(word, lang),
            bare: if word.starts_with(is_arabic) { bare(word).to_owned() } else { String::new() },
            meanings,
            skeleton: skeleton(word),
            lang,
        }
    }

    /// Whether it stands in a bridge between the languages.
    pub(super) fn is_bridged(&self) -> bool {
        !self.meanings.is_empty()
    }

    /// Whether it is more than a particle or a number.
    pub(super) fn tells(&self) -> bool {
        !self.is_number() && self.text.chars().count() > 1 && !is_stop(&self.text, self.lang)
    }

    pub(super) fn is_number(&self) -> bool {
        self.text.chars().any(|c| c.is_ascii_digit())
    }

    /// Whether both are words of one script, so that their letters can be compared.
    fn same_script(&self, other: &Self) -> bool {
        self.text.starts_with(is_arabic) == other.text.starts_with(is_arabic)
    }

    /// How surely both mean the same: 1 for the same word, 0 where nothing says so.
    pub(super) fn likeness(&self, other: &Self) -> f32 {
        if self.text == other.text || (self.bare.chars().count() > 2 && self.bare == other.bare) {
            return 1.0;
        }
        if self.meanings.iter().any(|meaning| other.meanings.contains(meaning)) {
            return 0.9;
        }
        if !self.same_script(other) {
            return if self.skeleton.len() >= 2 && self.skeleton == other.skeleton { 0.8 } else { 0.0 };
        }
        // Names are written almost alike in the neighbours' languages: Aqaba, Akabe; Zarqa, Zerka.
        if self.lang != other.lang && self.skeleton.len() >= 3 && self.skeleton == other.skeleton {
            return 0.8;
        }
        if self.stem == other.stem || begins_alike(&self.text, &other.text) {
            return 0.8;
        }
        let arabic = self.lang == Some("ar") && other.lang == Some("ar") && self.text.starts_with(is_arabic);
        let (one, two) = (root(&self.stem), root(&other.stem));
        if arabic && one.chars().count() >= 3 && one == two { 0.7 } else { 0.0 }
    }

    /// Whether it only measures: days, litres, dinars.
    pub(super) fn is_unit(&self) -> bool {
        unit(&self.text) != Unit::None
    }
}

/// An Arabic word without what is written together with its front.
fn bare(word: &str) -> &str {
    let long = |rest: &&str| rest.chars().count() > 2;
    let word = word
        .strip_prefix(['و', 'ف', 'ب', 'ل', 'ك'])
        .filter(|rest| rest.starts_with("ال") || rest.chars().count() > 3)
        .unwrap_or(word);
    word.strip_prefix("ال").filter(long).unwrap_or(word)
}

/// Long common beginnings: endings of five languages are too many to cut them all.
fn begins_alike(one: &str, two: &str) -> bool {
    let common = one.chars().zip(two.chars()).take_while(|(a, b)| a == b).count();
    let (short, long) = {
        let (one, two) = (one.chars().count(), two.chars().count());
        (one.min(two), one.max(two))
    };
    common >= 4 && common * 4 >= short * 3 && common * 2 >= long
}

/// An Arabic word without the letters that forms add.
fn root(stem: &str) -> String {
    let mut letters: Vec<char> = stem
        .chars()
        .filter(|c| !matches!(c, 'ا' | 'و' | 'ي' | 'ى' | 'ه' | 'ة' | 'ء' | 'أ' | 'إ' | 'ئ' | 'ؤ'))
        .collect();
    while letters.len() > 3 && letters.first().is_some_and(|c| matches!(c, 'م' | 'ت' | 'ن' | 'س' | 'ل' | 'ب'))
    {
        letters.remove(0);
    }
    letters.into_iter().collect()
}

/// The consonants of a name, one letter for those that scripts do not tell apart.
fn skeleton(word: &str) -> String {
    let bare = word.strip_prefix("ال").filter(|rest| rest.chars().count() > 2).unwrap_or(word);
    let mut out = String::new();
    for c in bare.chars() {
        let letter = match c {
            'ب' | 'پ' | 'b' | 'p' => 'b',
            'ت' | 'ط' | 't' | 'd' | 'د' | 'ض' => 't',
            'ث' | 'س' | 'ص' | 's' | 'z' | 'ز' | 'ظ' | 'ذ' | 'ش' => 's',
            'ج' | 'چ' | 'j' => 'j',
            'خ' | 'ك' | 'ق' | 'گ' | 'k' | 'q' | 'c' | 'g' | 'غ' | 'x' => 'k',
            'ر' | 'r' => 'r',
            'ف' | 'f' | 'v' => 'f',
            'ل' | 'l' => 'l',
            'م' | 'm' => 'm',
            'ن' | 'n' => 'n',
            _ => continue,
        };
        if !out.ends_with(letter) {
            out.push(letter);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::normalize::fold;

    fn like(one: (&str, &'static str), two: (&str, &'static str)) -> bool {
        Known::new(&fold(one.0), Some(one.1)).likeness(&Known::new(&fold(two.0), Some(two.1))) > 0.0
    }

    #[test]
    fn forms_languages_and_scripts_meet() {
        assert!(like(("الزرقاء", "ar"), ("Zarqa", "en")));
        assert!(like(("İrbid", "tr"), ("Irbid", "en")));
        assert!(like(("Kerek", "tr"), ("Karak", "en")) || like(("Kerak", "tr"), ("Kerek", "tr")));
        assert!(like(("paketiniz", "tr"), ("paket", "tr")));
        assert!(like(("التوصيل", "ar"), ("delivery", "en")));
        assert!(like(("ينبت", "ar"), ("النبات", "ar")) || !like(("ينبت", "ar"), ("السعر", "ar")));
        assert!(!like(("العقبة", "ar"), ("Amman", "en")));
        assert!(!like(("furniture", "en"), ("plant", "en")));
    }
}
