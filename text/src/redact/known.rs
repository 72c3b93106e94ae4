//! Names and numbers that are known to be somebody's: the contact's own, and those that a conversation brought up.

use super::{Kind, Span, find, name, shadow::Shadow};
use crate::{normalize::fold, tokens::words};
use std::collections::{HashMap, HashSet};

/// What is hidden wherever it stands, without anything that says what it is.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Names by their first word, folded.
    names: HashMap<String, Vec<Vec<String>>>,
    /// Words of names that mean nothing else.
    parts: HashSet<String>,
    /// Numbers and codes, folded, without marks.
    codes: HashMap<String, Kind>,
    /// Words that are nobody's: the assistant's and the company's own names.
    public: HashSet<String>,
}

impl Known {
    /// Hides a person's name: the whole of it, and each of its words that is no everyday word.
    pub fn name(&mut self, name: &str) {
        let words: Vec<String> =
            words(name).into_iter().map(|word| fold(&word.text)).filter(|word| !word.is_empty()).collect();
        for word in &words {
            let long = word.chars().count() >= 3;
            if long && !name::is_common(word) && !word.chars().all(|c| c.is_ascii_digit()) {
                self.parts.insert(word.clone());
            }
        }
        let telling = words.len() > 1 || words.first().is_some_and(|word| self.parts.contains(word));
        if let Some(first) = words.first().filter(|_| telling) {
            let names = self.names.entry(first.clone()).or_default();
            if !names.contains(&words) {
                names.push(words);
            }
        }
    }

    /// Hides a number or a code of four and more characters.
    pub fn code(&mut self, kind: Kind, value: &str) {
        let same: String = fold(value).chars().filter(|c| c.is_alphanumeric()).collect();
        let digits = same.chars().filter(char::is_ascii_digit).count();
        if digits >= 3 && same.chars().count() >= 4 {
            self.codes.entry(same).or_insert(kind);
        }
    }

    /// Leaves a name as it is, unless it is a known person's too.
    pub fn public(&mut self, name: &str) {
        self.public.extend(words(name).into_iter().map(|word| fold(&word.text)));
    }

    /// Remembers the names, numbers and codes that a text brings up, for the places where nothing points to them.
    pub fn learn(&mut self, text: &str) {
        for found in find(text, self) {
            let value = text.get(found.range).unwrap_or_default();
            match found.kind {
                Kind::Name => self.name(value),
                Kind::Address | Kind::Handle | Kind::Email | Kind::Ip | Kind::Birth => {}
                kind => self.code(kind, value),
            }
        }
    }

    /// Marks what of this stands in a text; takes back names that are only the company's.
    pub(super) fn find(&self, shadow: &Shadow, found: &mut Vec<Span>) {
        found.retain(|span| span.kind != Kind::Name || !self.is_public(shadow, span));
        for at in 0..shadow.words.len() {
            self.named(shadow, at, found);
            self.coded(shadow, at, found);
        }
    }

    fn is_public(&self, shadow: &Shadow, span: &Span) -> bool {
        let from = shadow.word_at(span.from);
        let inside = shadow.words.iter().skip(from).take_while(|word| word.to <= span.to);
        !self.public.is_empty()
            && inside.clone().next().is_some()
            && inside.clone().all(|word| self.public.contains(&word.text))
    }

    fn named(&self, shadow: &Shadow, at: usize, found: &mut Vec<Span>) {
        let Some(word) = shadow.words.get(at) else { return };
        let sequence = self.names.get(&word.text).into_iter().flatten().find(|names| {
            names.iter().enumerate().all(|(offset, name)| {
                shadow.words.get(at + offset).is_some_and(|word| word.text == *name)
                    && (offset == 0 || shadow.gap(at + offset - 1, at + offset).count() <= 3)
            })
        });
        if let Some(last) = sequence.and_then(|names| shadow.words.get(at + names.len() - 1)) {
            found.push(Span { from: word.from, to: last.to, kind: Kind::Name });
        }
        if self.parts.contains(&word.text) {
            found.push(Span { from: word.from, to: word.to, kind: Kind::Name });
        } else if name::clitic(&word.text).is_some_and(|rest| self.parts.contains(rest)) {
            found.push(Span { from: word.from + 1, to: word.to, kind: Kind::Name });
        } else if let Some(length) = self.inflected(&word.text) {
            found.push(Span { from: word.from, to: word.from + length, kind: Kind::Name });
        }
    }

    /// Letters of a known name at the beginning of a word that goes on with an ending: `ayşeye`, `لیناجان`.
    fn inflected(&self, word: &str) -> Option<usize> {
        const ENDINGS: [&str; 30] = [
            "e", "a", "i", "u", "in", "un", "ye", "ya", "yi", "yu", "den", "dan", "ten", "tan", "le", "la",
            "nin", "nun", "ler", "lar", "s", "cim", "cigim", "جان", "خان", "خانم", "ام", "م", "ي", "ها",
        ];
        ENDINGS.iter().find_map(|ending| {
            let name = word.strip_suffix(ending)?;
            let length = name.chars().count();
            (length >= 4 && self.parts.contains(name)).then_some(length)
        })
    }

    /// A known code that begins with a word, however it is cut into groups.
    fn coded(&self, shadow: &Shadow, at: usize, found: &mut Vec<Span>) {
        if self.codes.is_empty() {
            return;
        }
        let mut code = String::new();
        let from = shadow.words.get(at).map_or(0, |word| word.from);
        for (offset, word) in shadow.words.iter().skip(at).take(10).enumerate() {
            let wide = offset > 0 && shadow.gap(at + offset - 1, at + offset).count() > 3;
            if wide || code.len() > 40 {
                break;
            }
            code.push_str(&word.text);
            if let Some(kind) = self.codes.get(&code) {
                let from = if shadow.before(from) == Some('+') { from - 1 } else { from };
                found.push(Span { from, to: word.to, kind: *kind });
            }
        }
    }
}
