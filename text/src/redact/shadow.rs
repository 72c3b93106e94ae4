//! The text as it is compared: folded letter by letter, with the way back to every byte.

use crate::normalize::{ascii_digit, fold_mapped};

/// One compared character and the bytes of the original that it stands for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Letter {
    pub at: usize,
    pub end: usize,
    /// Folded: lower case, without accents, ASCII digits, one form for Arabic and Persian.
    pub low: char,
    pub upper: bool,
}

/// A run of letters and digits.
#[derive(Clone, Debug)]
pub(super) struct Word {
    /// Its letters: from, and one past the last.
    pub from: usize,
    pub to: usize,
    pub text: String,
    /// Begins with a capital, in a script that has them.
    pub upper: bool,
    pub digits: bool,
    pub alpha: bool,
}

impl Word {
    /// In a script without capitals.
    pub fn is_arabic(&self) -> bool {
        self.text.chars().next().is_some_and(crate::normalize::is_arabic)
    }

    pub fn chars(&self) -> usize {
        self.to - self.from
    }
}

/// A text ready to be searched.
pub(super) struct Shadow {
    pub letters: Vec<Letter>,
    pub words: Vec<Word>,
    /// Most of it is in capitals, which then say nothing.
    pub shouting: bool,
}

impl Shadow {
    pub fn of(text: &str) -> Self {
        let letters = letters(text);
        let words = words(&letters);
        let shouted = words.iter().filter(|word| word.alpha && word.chars() > 2);
        let (all, loud) = shouted.fold((0, 0), |(all, loud), word| {
            let last = letters.get(word.to - 1).is_some_and(|letter| letter.upper);
            (all + 1, loud + usize::from(word.upper && last))
        });
        Self { letters, words, shouting: all >= 4 && loud * 10 > all * 7 }
    }

    /// The character at a place.
    pub fn low(&self, at: usize) -> Option<char> {
        self.letters.get(at).map(|letter| letter.low)
    }

    pub fn before(&self, at: usize) -> Option<char> {
        at.checked_sub(1).and_then(|at| self.low(at))
    }

    /// The characters of a stretch.
    pub fn slice(&self, from: usize, to: usize) -> impl Iterator<Item = char> {
        self.letters.get(from..to.max(from)).unwrap_or_default().iter().map(|letter| letter.low)
    }

    /// What stands between two words.
    pub fn gap(&self, before: usize, after: usize) -> impl Iterator<Item = char> {
        let from = self.words.get(before).map_or(0, |word| word.to);
        let to = self.words.get(after).map_or(from, |word| word.from);
        self.slice(from, to)
    }

    /// Whether the next word belongs to the same name: nothing but a space, a hyphen, an apostrophe, or the full
    /// stop of an initial stands between.
    pub fn joined(&self, at: usize) -> bool {
        let initial = self.words.get(at).is_some_and(|word| word.chars() == 1);
        let mut len = 0;
        at + 1 < self.words.len()
            && self.gap(at, at + 1).all(|c| {
                len += 1;
                len <= 3 && (matches!(c, ' ' | '-' | '\'') || (c == '.' && initial))
            })
    }

    /// Whether a clause ends after this word: punctuation, a new line, or the text's end.
    pub fn ends_clause(&self, at: usize) -> bool {
        at + 1 >= self.words.len() || self.gap(at, at + 1).any(is_stop)
    }

    /// The word that begins at or after a letter.
    pub fn word_at(&self, letter: usize) -> usize {
        self.words.partition_point(|word| word.from < letter)
    }
}

/// Ends a clause.
pub(super) fn is_stop(c: char) -> bool {
    matches!(
        c,
        '.' | ',' | ';' | ':' | '!' | '?' | '؟' | '،' | '؛' | '\n' | '…' | '(' | ')' | '"' | '|' | '۔' | '/'
    )
}

fn letters(text: &str) -> Vec<Letter> {
    let mut letters: Vec<Letter> = Vec::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let plain = match c {
            '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Some('\n'),
            _ if c.is_ascii_control() || c.is_whitespace() => Some(' '),
            _ if c.is_ascii() && c != '`' => Some(c.to_ascii_lowercase()),
            '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}' => Some('-'),
            '٫' | '․' | '。' => Some('.'),
            '٬' => Some(','),
            '٠'..='٩' | '۰'..='۹' => Some(ascii_digit(c)),
            _ => None,
        };
        if let Some(low) = plain {
            letters.push(Letter { at, end, low, upper: c.is_ascii_uppercase() });
            continue;
        }
        let mut one = [0; 4];
        let folded = fold_mapped(c.encode_utf8(&mut one)).text;
        if folded.is_empty() && is_mark(c) {
            // An accent belongs to the letter that it stands on.
            if let Some(last) = letters.last_mut().filter(|last| last.low.is_alphabetic()) {
                last.end = end;
            }
        }
        letters.extend(folded.chars().map(|low| Letter { at, end, low, upper: c.is_uppercase() }));
    }
    letters
}

/// Combining marks that folding drops; joiners and direction marks are not among them.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{0300}'..='\u{036F}' | '\u{064B}'..='\u{065F}' | '\u{0670}' | '\u{0640}')
}

fn words(letters: &[Letter]) -> Vec<Word> {
    let mut words: Vec<Word> = Vec::new();
    let mut open = false;
    for (at, letter) in letters.iter().enumerate() {
        let inside = letter.low.is_alphanumeric();
        match words.last_mut().filter(|_| open) {
            Some(last) if inside => {
                last.to = at + 1;
                last.text.push(letter.low);
                last.digits &= letter.low.is_ascii_digit();
                last.alpha &= letter.low.is_alphabetic();
            }
            _ if inside => words.push(Word {
                from: at,
                to: at + 1,
                text: letter.low.into(),
                upper: letter.upper,
                digits: letter.low.is_ascii_digit(),
                alpha: letter.low.is_alphabetic(),
            }),
            _ => {}
        }
        open = inside;
    }
    words
}
