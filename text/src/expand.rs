//! Query expansion: the asker's words, followed by the words the documents may use instead.

use crate::{
    concepts,
    form::{Form, Wanted},
    language, tokens,
};

/// `query` followed by standard forms of dialect words and synonyms of support words, in the query's language.
///
/// قديش بياخد التوصيل؟ becomes "قديش بياخد التوصيل؟ كم يستغرق … شحن". The query itself stays first and unchanged,
/// so callers may weight what follows less. Nothing to add: the query alone.
pub fn expand(query: &str) -> String {
    let lang = language::detect(query, None);
    let words = tokens::words(query);
    let mut added: Vec<String> = Vec::new();
    let mut add = |word: String| {
        let known = words.iter().any(|have| have.text == crate::normalize::fold(&word));
        if !known && !added.contains(&word) {
            added.push(word);
        }
    };
    for word in &words {
        if let Some(standard) = concepts::standard(&word.text) {
            add(standard.to_owned());
        }
        for concept in concepts::of(&word.text, lang) {
            for synonym in concepts::words(concept, lang.unwrap_or("en")) {
                add(synonym);
            }
        }
    }
    let form = Form::read(query, lang);
    for meaning in form
        .meanings
        .iter()
        .copied()
        .chain(form.wanted.filter(|wanted| *wanted != Wanted::Steps).map(Wanted::concept))
    {
        for word in concepts::words(meaning, lang.unwrap_or("en")) {
            add(word);
        }
    }
    if added.is_empty() { query.to_owned() } else { format!("{query} {}", added.join(" ")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dialect_reaches_the_standard_word() {
        let expanded = expand("قديش بياخد التوصيل؟");
        assert!(expanded.starts_with("قديش بياخد التوصيل؟ "));
        assert!(expanded.contains("كم") && expanded.contains("يستغرق"), "{expanded}");
        assert!(expand("kargo ne zaman gelir").contains("teslimat"));
        assert_eq!(expand("zzz qqq"), "zzz qqq");
    }
}
