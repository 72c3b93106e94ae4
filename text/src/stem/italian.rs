//! Italian: gender, number, and the commonest verbal and nominal endings (after Savoy's light stemmer).

use super::cut;

const ENDINGS: &[&str] =
    &["izion", "azion", "uzion", "ament", "iment", "and", "end", "at", "it", "ut", "ar", "er", "ir"];

/// The light stem of a folded Italian word.
pub(super) fn stem(word: &str) -> String {
    let Some(rest) = cut(word, &["ie", "ii", "io", "ia"], 3).or_else(|| cut(word, &["a", "e", "i", "o"], 3))
    else {
        return word.to_owned();
    };
    let rest = cut(rest, &["h"], 3).unwrap_or(rest);
    cut(rest, ENDINGS, 4).unwrap_or(rest).to_owned()
}
