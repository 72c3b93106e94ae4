//! Every text exists in all languages, with the same gaps to fill and all the plural forms the language has.

use super::Finding;
use crate::{files, place::Place};
use anyhow::{Context, Result};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    ops::RangeInclusive,
    path::{Path, PathBuf},
};

const REFERENCE: &str = "en";
const OTHERS: [&str; 4] = ["ar", "fa", "tr", "it"];
const FORMS: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

/// The plural forms without which a number would read wrong.
fn forms_needed(language: &str) -> &'static [&'static str] {
    if language == "ar" { &FORMS } else { &["one", "other"] }
}

/// Compares the dashboard's and the widget's texts with the English ones.
pub fn check(place: &Place) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for folder in ["app/locales", "widget/texts"] {
        let path = place.root.join(folder);
        if !path.is_dir() {
            continue;
        }
        let reference = texts(&path, REFERENCE)?;
        for language in OTHERS {
            let found = compare(&reference, &texts(&path, language)?, language);
            let digits = digits_of(&path, language)?;
            findings.extend(
                found.into_iter().chain(digits).map(|finding| format!("{folder}, {language}: {finding}")),
            );
        }
    }
    Ok(findings)
}

/// A text under its key: the plural forms it has, the gaps to fill in any of them.
#[derive(Debug, Default, PartialEq)]
struct Text {
    forms: BTreeSet<&'static str>,
    gaps: BTreeSet<String>,
    empty: bool,
}

fn compare(
    reference: &BTreeMap<String, Text>,
    found: &BTreeMap<String, Text>,
    language: &str,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (key, expected) in reference {
        let Some(text) = found.get(key) else {
            findings.push(format!("{key} is missing"));
            continue;
        };
        if text.empty && !expected.empty {
            findings.push(format!("{key} is empty"));
        }
        if text.gaps != expected.gaps {
            findings.push(format!("{key} fills {:?}, English fills {:?}", text.gaps, expected.gaps));
        }
        if !expected.forms.is_empty() {
            let missing: Vec<_> =
                forms_needed(language).iter().filter(|form| !text.forms.contains(*form)).collect();
            if !missing.is_empty() {
                findings.push(format!("{key} lacks the plural forms {missing:?}"));
            }
        }
    }
    findings.extend(
        found
            .keys()
            .filter(|key| !reference.contains_key(*key))
            .map(|key| format!("{key} is unknown in English")),
    );
    findings
}

/// What is wrong with the digits of a language that has its own.
fn digits_of(folder: &Path, language: &str) -> Result<Vec<String>> {
    let Some(own) = own_digits(language) else { return Ok(Vec::new()) };
    let mut findings = Vec::new();
    for source in sources(folder, language)? {
        each(&parsed(&source)?, String::new(), &mut |key, text| {
            findings.extend(foreign_number(text, &own).map(|word| {
                format!("{key} writes {word:?}: its digits are not those of the language (separator: ٬)")
            }));
        });
    }
    Ok(findings)
}

/// The digits of a language that does not write numbers in ours.
const fn own_digits(language: &str) -> Option<RangeInclusive<char>> {
    match language.as_bytes() {
        b"ar" => Some('٠'..='٩'),
        b"fa" => Some('۰'..='۹'),
        _ => None,
    }
}

/// The first number that another language would write so. Codes and names keep theirs: what stands in one word
/// with Latin letters or a `#`, or right after such a word (`AES-256`, `#1f6f54`, `Apache 2.0`).
fn foreign_number<'a>(text: &'a str, own: &RangeInclusive<char>) -> Option<&'a str> {
    let is_latin = |word: &str| word.contains(|c: char| c.is_ascii_alphabetic() || c == '#');
    let mut after_name = false;
    text.split_whitespace().find(|word| {
        let named = std::mem::replace(&mut after_name, is_latin(word));
        let letters: Vec<char> = word.chars().collect();
        let foreign = letters.iter().any(|c| c.is_numeric() && !own.contains(c)) && !named && !is_latin(word);
        let cut = letters
            .windows(3)
            .any(|three| matches!(three, [a, ',' | '.', b] if own.contains(a) && own.contains(b)));
        foreign || cut
    })
}

/// All texts of a language: `<language>.json`, or a folder of such files.
fn texts(folder: &Path, language: &str) -> Result<BTreeMap<String, Text>> {
    let mut found = BTreeMap::new();
    for source in sources(folder, language)? {
        let content = parsed(&source)?;
        let room = source.strip_prefix(folder.join(language)).map(|name| name.to_string_lossy().into_owned());
        collect(&content, room.unwrap_or_default(), &mut found);
    }
    Ok(found)
}

/// The files of a language: `<language>.json`, or a folder of them.
fn sources(folder: &Path, language: &str) -> Result<Vec<PathBuf>> {
    let single = folder.join(format!("{language}.json"));
    if single.is_file() { Ok(vec![single]) } else { files::below(&folder.join(language)) }
}

fn parsed(source: &Path) -> Result<Value> {
    serde_json::from_slice(&files::bytes(source)?).with_context(|| format!("{} is no JSON", source.display()))
}

fn collect(value: &Value, path: String, into: &mut BTreeMap<String, Text>) {
    each(value, path, &mut |path, text| {
        let form = FORMS.iter().find(|form| path.ends_with(&format!("_{form}"))).copied();
        let key = form.and_then(|form| path.strip_suffix(form)?.strip_suffix('_')).unwrap_or(path);
        let entry = into.entry(key.to_owned()).or_default();
        entry.forms.extend(form);
        entry.gaps.extend(gaps(text));
        entry.empty |= text.trim().is_empty();
    });
}

/// Tells every text with its path.
fn each(value: &Value, path: String, tell: &mut impl FnMut(&str, &str)) {
    match value {
        Value::Object(entries) => {
            for (key, value) in entries {
                each(value, if path.is_empty() { key.clone() } else { format!("{path}.{key}") }, tell);
            }
        }
        Value::Array(entries) => {
            for (index, value) in entries.iter().enumerate() {
                each(value, format!("{path}.{index}"), tell);
            }
        }
        Value::String(text) => tell(&path, text),
        Value::Null | Value::Bool(_) | Value::Number(_) => tell(&path, ""),
    }
}

/// The names in braces, one pair or two.
fn gaps(text: &str) -> impl Iterator<Item = String> {
    text.split('{').skip(1).filter_map(|rest| {
        let name = rest.split_once('}')?.0.split(',').next()?.trim();
        (!name.is_empty()).then(|| name.to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn findings(english: Value, other: Value, language: &str) -> Vec<String> {
        let texts = |value| {
            let mut texts = BTreeMap::new();
            collect(&value, String::new(), &mut texts);
            texts
        };
        compare(&texts(english), &texts(other), language)
    }

    #[test]
    fn a_missing_key_a_lost_gap_and_a_stranger_are_found() {
        let english = serde_json::json!({"a": {"b": "Hello {{ name }}", "c": "x"}});
        let italian = serde_json::json!({"a": {"b": "Ciao", "d": "y"}});
        assert_eq!(findings(english, italian, "it").len(), 3);
    }

    #[test]
    fn numbers_are_written_in_the_digits_of_the_language() {
        let wrong = |text: &'static str, language: &str| {
            own_digits(language).and_then(|own| foreign_number(text, &own))
        };
        assert_eq!(wrong("حجم الملف أكبر من 25 ميغابايت", "ar"), Some("25"));
        assert_eq!(wrong("از ٥ تا ۱۰", "fa"), Some("٥"));
        assert_eq!(wrong("من ١ إلى ١,٠٠٠", "ar"), Some("١,٠٠٠"));
        assert_eq!(wrong("مشفّرة بـ AES-256-GCM، مثل ‎#1f6f54، برخصة Apache 2.0. من ١ إلى ١٬٠٠٠", "ar"), None);
        assert_eq!(wrong("حداکثر ۶۰ نویسه", "fa"), None);
        assert_eq!(own_digits("tr"), None);
    }

    #[test]
    fn arabic_needs_its_six_forms_and_turkish_two() {
        let english = serde_json::json!({"n_one": "{{ count }} day", "n_other": "{{ count }} days"});
        let two = serde_json::json!({"n_one": "gün", "n_other": "{{ count }} gün"});
        assert_eq!(findings(english.clone(), two.clone(), "tr"), Vec::<String>::new());
        assert_eq!(findings(english, two, "ar").len(), 1);
    }
}
