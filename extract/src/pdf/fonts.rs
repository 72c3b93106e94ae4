//! Fonts that do not say which letters their glyphs are. What comes out of them then are numbers of glyphs taken for
//! letters: `*XLGH IRU JDUGHQHUV`, or a soup of scripts. An index of that finds nothing and quotes nonsense.

use std::collections::{HashMap, HashSet};

/// With fewer letters nothing is usual.
const FEWEST: usize = 20;
const FEWEST_DIFFERENT: usize = 10;
/// The share of vowels, per cent, below which Latin letters are no language: Italian has 47, Turkish 42, English 38,
/// what is left of them in shifted letters 8 to 18. Part numbers may have as few, so that is not enough.
const LEAST_VOWELS: usize = 22;
/// The share of vowels that shows that letters were shifted, once they are shifted back.
const LANGUAGE_VOWELS: usize = 30;
/// By how much: in most TrueType fonts the first glyphs are those of ASCII, the space the fourth.
const SHIFT: u32 = ' ' as u32 - 3;
/// The share, per cent, that no text has outside its two scripts.
const MOST_STRAYS: usize = 15;

/// The fonts of a document, and what letters each gave.
#[derive(Default)]
pub(super) struct Fonts {
    names: Vec<String>,
    letters: Vec<HashMap<char, usize>>,
}

impl Fonts {
    /// The number of a font.
    pub(super) fn number(&mut self, name: &str) -> usize {
        if let Some(at) = self.names.iter().position(|known| known == name) {
            return at;
        }
        self.names.push(name.to_owned());
        self.letters.push(HashMap::new());
        self.names.len() - 1
    }

    /// Counts a letter.
    pub(super) fn note(&mut self, font: usize, c: char) {
        if c.is_alphabetic()
            && let Some(letters) = self.letters.get_mut(font)
        {
            *letters.entry(c).or_default() += 1;
        }
    }

    /// The fonts whose letters are none, and the share of the document's letters that they have, in per cent.
    pub(super) fn garbled(&self) -> (HashSet<usize>, usize) {
        let total: usize = self.letters.iter().flat_map(HashMap::values).sum();
        let garbled: HashSet<usize> =
            (0..).zip(&self.letters).filter(|(_, letters)| is_garbled(letters)).map(|(at, _)| at).collect();
        let lost: usize =
            garbled.iter().filter_map(|&at| self.letters.get(at)).flat_map(HashMap::values).sum();
        (garbled, lost * 100 / total.max(1))
    }
}

/// Scripts as far as they matter here.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Script {
    Latin,
    Arabic,
    Hebrew,
    Greek,
    Cyrillic,
    /// East and South Asian ones, as wholes.
    Far,
    /// Phonetic letters, rare extensions, scripts of few: never what a page is in.
    Stray,
}

fn script(c: char) -> Script {
    match c {
        'A'..='Z'
        | 'a'..='z'
        | '\u{AA}'..='\u{17F}'
        | 'Ș'
        | 'ș'
        | 'Ț'
        | 'ț'
        | 'ə'
        | 'Ə'
        | '\u{1E00}'..='\u{1EFF}'
        | '\u{FB00}'..='\u{FB06}' => Script::Latin,
        '\u{600}'..='\u{6FF}'
        | '\u{750}'..='\u{77F}'
        | '\u{8A0}'..='\u{8FF}'
        | '\u{FB50}'..='\u{FDFF}'
        | '\u{FE70}'..='\u{FEFF}' => Script::Arabic,
        '\u{590}'..='\u{5FF}' | '\u{FB1D}'..='\u{FB4F}' => Script::Hebrew,
        '\u{386}'..='\u{3CE}' => Script::Greek,
        '\u{400}'..='\u{45F}' | '\u{490}'..='\u{491}' => Script::Cyrillic,
        '\u{900}'..='\u{E7F}'
        | '\u{3040}'..='\u{30FF}'
        | '\u{3400}'..='\u{9FFF}'
        | '\u{AC00}'..='\u{D7AF}' => Script::Far,
        _ => Script::Stray,
    }
}

fn is_vowel(c: char) -> bool {
    let base = c.to_lowercase().next().unwrap_or(c);
    matches!(base, 'a' | 'e' | 'i' | 'o' | 'u' | 'y' | 'ı' | 'à'..='æ' | 'è'..='ï' | 'ò'..='ö' | 'ø'..='ý' | 'ÿ'
        | 'ā' | 'ă' | 'ą' | 'ē' | 'ė' | 'ę' | 'ě' | 'ī' | 'į' | 'ō' | 'ő' | 'œ' | 'ū' | 'ů' | 'ű' | 'ų')
}

fn is_garbled(letters: &HashMap<char, usize>) -> bool {
    let total: usize = letters.values().sum();
    if total < FEWEST || letters.len() < FEWEST_DIFFERENT {
        return false;
    }
    let mut scripts: HashMap<Script, usize> = HashMap::new();
    for (&c, count) in letters {
        *scripts.entry(script(c)).or_default() += count;
    }
    let strays = scripts.remove(&Script::Stray).unwrap_or_default();
    let mut shares: Vec<usize> = scripts.values().copied().collect();
    shares.sort_unstable_by(|a, b| b.cmp(a));
    let others: usize = shares.iter().skip(2).sum();
    if (strays + others) * 100 > total * MOST_STRAYS {
        return true;
    }
    let latin = scripts.get(&Script::Latin).copied().unwrap_or_default();
    let share = |of: &dyn Fn(char) -> char| {
        let vowels = letters.iter().filter(|&(&c, _)| script(c) == Script::Latin && is_vowel(of(c)));
        vowels.map(|(_, count)| count).sum::<usize>() * 100 / latin.max(1)
    };
    let back = |c: char| char::from_u32(u32::from(c) + SHIFT).unwrap_or(c);
    latin * 2 > total && share(&|c| c) < LEAST_VOWELS && share(&back) >= LANGUAGE_VOWELS
}

#[cfg(test)]
mod tests {
    use super::*;

    fn garbled(text: &str) -> bool {
        let mut fonts = Fonts::default();
        let font = fonts.number("Font");
        text.chars().for_each(|c| fonts.note(font, c));
        fonts.garbled().1 == 100
    }

    #[test]
    fn languages_are_told_from_numbers_of_glyphs() {
        for text in [
            "Most houseplants are lost to kindness rather than to neglect.",
            "Ev bitkilerinin çoğu ihmalden değil, fazla ilgiden ölür.",
            "La maggior parte delle piante d’appartamento muore per troppa premura.",
            "أكثر نباتات المنزل تموت من فرط العناية لا من الإهمال",
            "بیشتر گیاهان خانگی از مهربانی زیاد می‌میرند، نه از بی‌توجهی",
            "Większość roślin doniczkowych ginie z nadmiaru troski",
            "Большинство комнатных растений гибнет от избытка заботы",
            "NB-204 BLK XL, PVC NPT 1/2 BSP, GRN WHT SML LRG, DN50 PN16 FRP, CRT HMB QTZ VJK, SKU BRNZ",
            "يدفع الأعضاء خصم SKU NB PDF XLSX على جميع النباتات",
        ] {
            assert!(!garbled(text), "{text}");
        }
        for text in [
            "*XLGH IRU JDUGHQHUV DQG PHPEHUV :HOFRPH WR 1DEWD WKH JDUGHQ VKRS RI WKH VHYHQ KLOOV",
            "ĝĶǂ ȘՔǨɀɀǪ ƾɀǁ¶ǁ Քƾɀǁµ Ӷ× /з ʛ̅ ٥Ȯϓ̃ ӷӵh́ ȿņ ȔÔǥ ĴtȘÓ ֐ ȵƿĶ ŨɅ Ժȕ7 ؝ǀռȀ",
        ] {
            assert!(garbled(text), "{text}");
        }
    }
}
