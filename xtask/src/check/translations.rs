//! Every text exists in all languages, with the same gaps to fill and all the plural forms the language has.

use super::Finding;
use crate::{files, place::Place};
use anyhow::{Context, Result};
use serde_json::Value;
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
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
            findings.extend(found.into_iter().map(|finding| format!("{folder}, {language}: {finding}")));
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

/// All texts of a language: `<language>.json`, or a folder of such files.
fn texts(folder: &Path, language: &str) -> Result<BTreeMap<String, Text>> {
    let single = folder.join(format!("{language}.json"));
    let mut found = BTreeMap::new();
    let sources = if single.is_file() { vec![single] } else { files::below(&folder.join(language))? };
    for source in sources {
        let content: Value = serde_json::from_slice(&files::bytes(&source)?)
            .with_context(|| format!("{} is no JSON", source.display()))?;
        let room = source.strip_prefix(folder.join(language)).map(|name| name.to_string_lossy().into_owned());
        collect(&content, room.unwrap_or_default(), &mut found);
    }
    Ok(found)
}

fn collect(value: &Value, path: String, into: &mut BTreeMap<String, Text>) {
    match value {
        Value::Object(entries) => {
            for (key, value) in entries {
                collect(value, if path.is_empty() { key.clone() } else { format!("{path}.{key}") }, into);
            }
        }
        Value::Array(entries) => {
            for (index, value) in entries.iter().enumerate() {
                collect(value, format!("{path}.{index}"), into);
            }
        }
        Value::String(text) => {
            let form = FORMS.iter().find(|form| path.ends_with(&format!("_{form}"))).copied();
            let key = form.and_then(|form| path.strip_suffix(form)?.strip_suffix('_')).unwrap_or(&path);
            let entry = into.entry(key.to_owned()).or_default();
            entry.forms.extend(form);
            entry.gaps.extend(gaps(text));
            entry.empty |= text.trim().is_empty();
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {
            into.entry(path).or_default();
        }
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
    fn arabic_needs_its_six_forms_and_turkish_two() {
        let english = serde_json::json!({"n_one": "{{ count }} day", "n_other": "{{ count }} days"});
        let two = serde_json::json!({"n_one": "gün", "n_other": "{{ count }} gün"});
        assert_eq!(findings(english.clone(), two.clone(), "tr"), Vec::<String>::new());
        assert_eq!(findings(english, two, "ar").len(), 1);
    }
}
