//! Persian: plural and possessive endings, comparison, and the present tense.

use super::{cut, cut_start};

const PLURALS: &[&str] = &["هايمان", "هايتان", "هايشان", "هايم", "هايت", "هايش", "هايي", "هاي", "ها"];
const ENDINGS: &[&str] = &["مان", "تان", "شان", "ترين", "تر", "ام", "اش", "ات", "يي", "ي", "م"];
const PERSONS: &[&str] = &["يم", "يد", "ند", "م", "د", "ي"];

/// The light stem of a folded Persian word.
pub(super) fn stem(word: &str) -> String {
    if let Some(verb) = cut_start(word, &["نمي", "مي"], 4) {
        return cut(verb, PERSONS, 3).unwrap_or(verb).to_owned();
    }
    if let Some(noun) = cut(word, PLURALS, 2) {
        return noun.to_owned();
    }
    let rest = cut(word, &["يم", "يد", "ند"], 4).or_else(|| cut(word, ENDINGS, 4)).unwrap_or(word);
    rest.to_owned()
}
