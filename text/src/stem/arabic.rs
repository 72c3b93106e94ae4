//! Arabic: clitics before the word, pronouns and plural endings after it (after Larkey's light10), and the
//! prefixes that spoken Levantine and Egyptian add.

use super::{cut, cut_start};

const ARTICLES: &[&str] =
    &["وبال", "وكال", "فبال", "وال", "فال", "بال", "كال", "ولل", "فلل", "هال", "لل", "ال"];
const PRONOUNS: &[&str] = &["كما", "هما", "هم", "هن", "كم", "كن", "كو", "نا", "ها", "ني", "تي"];
const ENDINGS: &[&str] =
    &["يات", "يون", "يين", "تين", "تان", "ات", "ان", "ون", "ين", "يه", "وا", "تم", "ه", "ي", "ك"];

/// The light stem of a folded Arabic word.
pub(super) fn stem(word: &str) -> String {
    let mut rest = opening(word);
    if let Some(shorter) = cut(rest, PRONOUNS, 3) {
        // خدمتكم: the feminine ending shows its t only before a pronoun.
        rest = cut(shorter, &["ات", "ت"], 3).unwrap_or(shorter);
    }
    rest = cut(rest, ENDINGS, 3).unwrap_or(rest);
    rest = cut(rest, &["ات", "ان", "ون", "ين", "ه", "ي"], 3).unwrap_or(rest);
    cut(rest, &["ء"], 2).unwrap_or(rest).to_owned()
}

fn opening(word: &str) -> &str {
    if let Some(rest) = cut_start(word, ARTICLES, 3).or_else(|| cut_start(word, &["عال"], 4)) {
        return rest;
    }
    // و and ف are conjunctions far more often than first radicals of long words; ب before a person's
    // prefix is the spoken present tense (بياخد، بتوصل).
    let word = cut_start(word, &["و"], 4).unwrap_or(word);
    if cut_start(word, &["بي", "بت", "بن"], 3).is_some() {
        return cut_start(word, &["ب"], 4).unwrap_or(word);
    }
    word
}
